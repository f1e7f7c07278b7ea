"""Models of the app."""

from datasets.models.concept import Concept, ConceptQuerySet
from datasets.models.pages import ConsultationFormPage, DatasetPage, FormIndexPage
from datasets.models.record import Record, RecordQuerySet, Revision, Submission, Upload
from datasets.models.version import FormVersion, FormVersionQuerySet, PublishRefused

__all__ = [
    "Concept",
    "ConceptQuerySet",
    "ConsultationFormPage",
    "DatasetPage",
    "FormIndexPage",
    "FormVersion",
    "FormVersionQuerySet",
    "PublishRefused",
    "Record",
    "RecordQuerySet",
    "Revision",
    "Submission",
    "Upload",
]

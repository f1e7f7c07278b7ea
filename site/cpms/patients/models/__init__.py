"""Patients as the clinical database knows them, their consents, and cases with who may see them."""

from cpms.patients.models.age import Age, AgeUnit, age_on
from cpms.patients.models.case import Attachment, Case, CaseAccess
from cpms.patients.models.consent import Consent
from cpms.patients.models.patient import CareTeamMember, Patient, Sex

__all__ = [
    "Age",
    "AgeUnit",
    "Attachment",
    "CareTeamMember",
    "Case",
    "CaseAccess",
    "Consent",
    "Patient",
    "Sex",
    "age_on",
]

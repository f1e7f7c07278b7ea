"""The app."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from cpms.events import audience


class PatientsConfig(AppConfig):
    """Patients: enrolment, consents, pseudonyms, cases and who may see them."""

    name = "cpms.patients"
    label = "patients"
    verbose_name = "Patients"

    def ready(self) -> None:
        """Say who may know what happens in a case."""
        audience.install(import_string("cpms.patients.queries.CaseAudience")())

"""The app."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    """Patients: enrolment, consents, pseudonyms, cases and who may see them."""

    name = "cpms.patients"
    label = "patients"
    verbose_name = "Patients"

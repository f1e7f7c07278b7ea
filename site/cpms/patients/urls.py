"""Addresses of the centre desk, of patients and of what belongs to cases. They carry ids only."""

from django.urls import path

from cpms.patients.views import care_team, consents, desk, enrolment, files, patients

app_name = "patients"
urlpatterns = [
    path("centre/", desk.centre, name="centre"),
    path("patients/enrol/", enrolment.enrol, name="enrol"),
    path("patients/<uuid:patient>/", patients.patient, name="patient"),
    path("patients/<uuid:patient>/consents/<str:kind>/", consents.record, name="record_consent"),
    path(
        "patients/<uuid:patient>/consents/<str:kind>/withdraw/",
        consents.withdraw,
        name="withdraw_consent",
    ),
    path("patients/<uuid:patient>/care-team/add/", care_team.add, name="add_to_care_team"),
    path("patients/<uuid:patient>/care-team/leave/", care_team.leave, name="leave_care_team"),
    path("cases/<uuid:case>/attachments/<uuid:attachment>/", files.attachment, name="attachment"),
]

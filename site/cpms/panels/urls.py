"""Addresses of panels. They carry ids only."""

from django.urls import path

from cpms.panels.views import acting, creating, files, lists, people

app_name = "panels"
urlpatterns = [
    path("panels/", lists.panel_list, name="panels"),
    path("panels/new/", creating.choose_patient, name="choose_patient"),
    path("panels/new/<uuid:patient>/", creating.create, name="create"),
    path("panels/<uuid:panel>/", lists.panel, name="panel"),
    path("panels/<uuid:panel>/move/<slug:transition>/", acting.move, name="move"),
    path("panels/<uuid:panel>/lead/", people.name_lead, name="name_lead"),
    path("panels/<uuid:panel>/invite/", people.invite, name="invite"),
    path("panels/<uuid:panel>/invitation/", people.answer, name="answer"),
    path("panels/<uuid:panel>/members/<uuid:member>/withdraw/", people.withdraw, name="withdraw"),
    path("panels/<uuid:panel>/forms/<slug:purpose>/", acting.start_form, name="start_form"),
    path("panels/<uuid:panel>/sign/", acting.sign, name="sign"),
    path("panels/<uuid:panel>/requests/", acting.request_data, name="request_data"),
    path(
        "panels/<uuid:panel>/requests/<int:request_id>/",
        acting.answer_request,
        name="answer_request",
    ),
    path("panels/<uuid:panel>/priority/", acting.set_priority, name="set_priority"),
    path("panels/<uuid:panel>/files/", files.attach, name="attach"),
    path("panels/<uuid:panel>/outcomes/<int:number>/", files.outcome, name="outcome"),
]

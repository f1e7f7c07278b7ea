"""Addresses of forms and records. They carry ids only."""

from django.urls import path

from datasets.views import conflicts, designing, files, records

app_name = "datasets"
urlpatterns = [
    path("forms/", records.form_list, name="forms"),
    path("forms/<int:page>/records/", records.record_list, name="records"),
    path("records/<uuid:record>/", records.record_detail, name="record"),
    path("records/<uuid:record>/fill/<str:step>/", records.fill, name="fill"),
    path("records/<uuid:record>/check/", records.check, name="check"),
    path("records/<uuid:record>/submit/", records.submit, name="submit"),
    path("records/<uuid:record>/conflicts/<int:revision>/", conflicts.conflict, name="conflict"),
    path("records/<uuid:record>/pdf/", files.pdf, name="pdf"),
    path("records/<uuid:record>/files/<uuid:upload>/", files.upload, name="upload"),
    path("terms/", files.terms, name="terms"),
    path("definitions/check/", designing.check_definition, name="check_definition"),
    path("cms/import/<int:parent>/", designing.import_dictionary, name="import"),
    path("cms/import/report/<int:page>/", designing.import_report_view, name="import_report"),
]

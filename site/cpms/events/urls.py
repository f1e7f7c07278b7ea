"""The address of the stream."""

from django.urls import path

from cpms.events import views

app_name = "events"

urlpatterns = [
    path("stream/", views.stream, name="stream"),
]

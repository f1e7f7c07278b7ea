"""Addresses of messages and news. They carry ids only."""

from django.urls import path

from cpms.communication import views

app_name = "communication"
urlpatterns = [
    path("cases/<uuid:case>/messages/", views.post, name="post"),
    path("what-is-new/", views.news, name="news"),
    path("what-is-new/count/", views.count, name="count"),
    path("what-is-new/seen/", views.seen, name="seen"),
]

"""Addresses of networks."""

from django.urls import path

from cpms.networks.views import choosing

app_name = "networks"
urlpatterns = [path("networks/<slug:key>/choose/", choosing.choose, name="choose")]

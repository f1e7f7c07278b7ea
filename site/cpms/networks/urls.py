"""Addresses of networks."""

from django.urls import path

from cpms.networks.views import acting, members, networks

app_name = "networks"
urlpatterns = [
    path("networks/", networks.network_list, name="networks"),
    path("networks/<slug:key>/members/", members.member_list, name="members"),
    path("networks/<slug:key>/members/<int:pk>/end/", members.end, name="end_role"),
    path("memberships/<int:pk>/act/", acting.act, name="act"),
]

"""The addresses of whoever has no account."""

from __future__ import annotations

from django.urls import path

from openmash.frontdoor.ways import call_views, views

ONE = "tell/<slug:partnership>/"
urlpatterns = [
    path("calls/take/", call_views.take, name="call_take"),
    path("calls/<str:reference>/", call_views.go_on, name="call"),
    path("calls/<str:reference>/over/", call_views.over, name="call_over"),
    path("tell/", views.where, name="tell_where"),
    path(ONE, views.start, name="tell_start"),
    path(f"{ONE}worry/", views.public, name="tell_public"),
    path(f"{ONE}young/", views.young, name="tell_young"),
    path(f"{ONE}sent/<str:secret>/", views.status, name="tell_status"),
]

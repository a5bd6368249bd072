"""The addresses of configuring."""

from __future__ import annotations

from django.urls import path

from openmash.oversight.configuring import views

urlpatterns = [
    path("configure/", views.page, name="configuring"),
    path("configure/changes/<uuid:key>/", views.change, name="configuring_change"),
    path("configure/<slug:kind>/", views.of_kind, name="configuring_kind"),
    path("configure/<slug:kind>/<str:of>/", views.edit, name="configuring_edit"),
]

"""The addresses of measures."""

from __future__ import annotations

from django.urls import path

from openmash.oversight.insight import views

urlpatterns = [
    path("measures/", views.measures, name="measures"),
    path("measures/<slug:code>/", views.measure, name="measure"),
]

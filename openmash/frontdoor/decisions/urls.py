"""The addresses of decisions."""

from __future__ import annotations

from django.urls import path

from openmash.frontdoor.decisions import views

urlpatterns = [
    path("decisions/", views.decision_list, name="decision_list"),
    path("contacts/<str:reference>/decision/", views.decision, name="decision"),
    path("contacts/<str:reference>/close/", views.contact_close, name="contact_close"),
]

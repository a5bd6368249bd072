"""The addresses of special pathways."""

from __future__ import annotations

from django.urls import path

from openmash.frontdoor.pathways import views

urlpatterns = [
    path("contacts/<str:reference>/pathway/", views.note, name="pathway_note"),
    path("contacts/<str:reference>/restrict/", views.restrict, name="pathway_restrict"),
    path("contacts/<str:reference>/pathway/<slug:kind>/", views.settle, name="pathway_settle"),
]

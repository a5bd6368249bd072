"""The addresses of the register."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.people import views

urlpatterns = [
    path("people/", views.people, name="person_search"),
    path("people/<uuid:key>/", views.person, name="person"),
]

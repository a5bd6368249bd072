"""The addresses of the register."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.people import views
from openmash.foundation.people.family import urls as family
from openmash.foundation.people.family.views import person

urlpatterns = [
    path("people/", views.people, name="person_search"),
    path("people/<uuid:key>/", person, name="person"),
    *family.urlpatterns,
]

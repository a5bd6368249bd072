"""The addresses of a person's family and of what is written about a person by hand."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.people.family import views

ONE = "people/<uuid:key>/"

urlpatterns = [
    path(ONE + "family/", views.family, name="person_family"),
    path(ONE + "print/", views.on_paper, name="person_print"),
    path(ONE + "add/relationship/", views.relationship, name="person_relate"),
    path(ONE + "add/<slug:what>/", views.add, name="person_add"),
    path(ONE + "birth/", views.birth, name="person_birth"),
    path(ONE + "change/<slug:what>/<uuid:statement>/", views.change, name="person_change"),
    path(ONE + "linked/<slug:what>/<uuid:statement>/", views.linked, name="person_linked"),
    path(ONE + "protect/<uuid:statement>/", views.protect, name="person_protect"),
]

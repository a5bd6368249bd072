"""The addresses of an audit."""

from __future__ import annotations

from django.urls import path

from openmash.oversight.looks import views

urlpatterns = [
    path("who-looked/", views.looked, name="who_looked"),
    path("who-looked/stand-out/", views.standing_out, name="looks_stand_out"),
    path("people/<uuid:key>/who-looked/", views.ask, name="who_looked_ask"),
]

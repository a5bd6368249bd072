"""The addresses of the register."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.people import views
from openmash.foundation.people.chronology import views as chronology
from openmash.foundation.people.family import urls as family
from openmash.foundation.people.family.views import person
from openmash.foundation.people.glass import views as glass
from openmash.foundation.people.involvement import views as involvement

CHRONOLOGY = "people/<uuid:key>/chronology/"
INVOLVEMENT = "people/<uuid:key>/involvement/"

urlpatterns = [
    path("people/", views.people, name="person_search"),
    path("people/<uuid:key>/", person, name="person"),
    path("people/<uuid:key>/emergency/", glass.emergency, name="person_emergency"),
    *family.urlpatterns,
    path(CHRONOLOGY, chronology.chronology, name="person_chronology"),
    path(f"{CHRONOLOGY}print/", chronology.print_out, name="person_chronology_print"),
    path(f"{CHRONOLOGY}add/", chronology.note_add, name="person_note_add"),
    path(f"{CHRONOLOGY}notes/<uuid:note>/", chronology.note, name="person_note"),
    path(
        f"{CHRONOLOGY}notes/<uuid:note>/correct/",
        chronology.note_correct,
        name="person_note_correct",
    ),
    path(INVOLVEMENT, involvement.involvement, name="person_involvement"),
    path(f"{INVOLVEMENT}add/", involvement.add, name="person_involvement_add"),
    path(f"{INVOLVEMENT}<uuid:one>/", involvement.change, name="person_involvement_change"),
    path(f"{INVOLVEMENT}<uuid:one>/end/", involvement.end, name="person_involvement_end"),
    path(
        f"{INVOLVEMENT}<uuid:one>/confirm/",
        involvement.confirm,
        name="person_involvement_confirm",
    ),
    path("emergency-access/", glass.emergencies, name="emergencies"),
    path("emergency-access/<uuid:key>/", glass.review, name="emergency_review"),
    path(f"{INVOLVEMENT}<uuid:one>/error/", involvement.error, name="person_involvement_error"),
]

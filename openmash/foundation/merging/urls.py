"""The addresses of merging."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.merging.views import comparing, parting, restricting

urlpatterns = [
    path("duplicates/", comparing.duplicates, name="duplicates"),
    path("duplicates/<uuid:key>/", comparing.duplicate, name="duplicate"),
    path("people/<uuid:key>/same/", comparing.same_as, name="person_same_as"),
    path("people/<uuid:key>/compare/<uuid:other>/", comparing.compared, name="person_compare"),
    path("people/<uuid:key>/records/", parting.records, name="person_records"),
    path("people/<uuid:key>/split/", parting.split, name="person_split"),
    path("people/<uuid:key>/restrict/", restricting.restrict, name="person_restrict"),
    path("joins/<uuid:key>/undo/", parting.undo, name="join_undo"),
    path("splits/<uuid:key>/undo/", parting.undo_split, name="split_undo"),
    path("restrictions/<uuid:key>/readers/", restricting.readers, name="restriction_readers"),
    path("restrictions/<uuid:key>/lift/", restricting.lift, name="restriction_lift"),
]

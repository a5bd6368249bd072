"""The addresses of importing; no name of anybody stands in one."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.importing import views, views_taking_back

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<uuid:key>/", views.page, name="import"),
    path("imports/<uuid:key>/columns/", views.columns, name="import_columns"),
    path("imports/<uuid:key>/discard/", views.discard, name="import_discard"),
    path("imports/<uuid:key>/kept/", views_taking_back.kept, name="import_kept"),
    path("imports/<uuid:key>/progress/", views.progress, name="import_progress"),
    path("imports/<uuid:key>/rejected/", views.rejected_rows, name="import_rejected"),
    path("imports/<uuid:key>/resume/", views.resume, name="import_resume"),
    path("imports/<uuid:key>/rows/", views.rows, name="import_rows"),
    path("imports/<uuid:key>/start/", views.start, name="import_start"),
    path("imports/<uuid:key>/stop/", views.stop, name="import_stop"),
    path("imports/<uuid:key>/take-back/", views_taking_back.take_back, name="import_take_back"),
    path("imports/<uuid:key>/take-over/", views_taking_back.take_over, name="import_take_over"),
    path("imports/<uuid:key>/values/", views.values, name="import_values"),
]

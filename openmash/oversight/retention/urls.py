"""The addresses of retention."""

from __future__ import annotations

from django.urls import path

from openmash.oversight.retention import views

urlpatterns = [
    path("retention/", views.page, name="retention"),
    path("retention/records/", views.records, name="retention_records"),
    path("retention/records/<str:reference>/", views.record, name="retention_record"),
    path("retention/holds/", views.holds, name="retention_holds"),
    path("retention/holds/<uuid:key>/", views.hold, name="retention_hold"),
    path("retention/destructions/", views.destructions, name="retention_destructions"),
    path("retention/destructions/<uuid:key>/", views.destruction, name="retention_destruction"),
]

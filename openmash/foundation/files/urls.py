"""The addresses of one file: a key that tells nothing."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.files import views

urlpatterns = [
    path("files/<uuid:key>/", views.page, name="file"),
    path("files/<uuid:key>/picture/", views.picture, name="file_picture"),
    path("files/<uuid:key>/download/", views.download, name="file_download"),
    path("files/<uuid:key>/take-back/", views.take_back, name="file_take_back"),
    path("files/<uuid:key>/error/", views.error, name="file_error"),
]

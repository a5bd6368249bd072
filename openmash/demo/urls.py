"""The demonstration's addresses."""

from __future__ import annotations

from django.urls import path

from openmash.demo import views

urlpatterns = [
    path("demo/", views.choose, name="demo"),
    path("demo/letters/", views.letters, name="demo_letters"),
    path("demo/extracts/<slug:size>/", views.extract, name="demo_extract"),
    path("demo/<uuid:key>/", views.sign_in, name="demo_sign_in"),
]

"""Addresses of no single part."""

from django.urls import path

from openmash.web.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
]

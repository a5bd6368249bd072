"""Addresses of the mailbox."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.messaging import views

urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<uuid:key>/", views.opened, name="mailbox_open"),
]

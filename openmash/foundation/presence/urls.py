"""Addresses of presence."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.presence import views

urlpatterns = [
    path("on-duty/", views.on_duty_page, name="on_duty"),
    path("on-duty/here/", views.here, name="on_duty_here"),
    path("on-duty/leave/", views.left, name="on_duty_leave"),
]

"""Addresses of tasks."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.tasks import views

urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<uuid:key>/finish/", views.finished, name="task_finish"),
    path("tasks/<uuid:key>/undo/", views.undone, name="task_undo"),
]

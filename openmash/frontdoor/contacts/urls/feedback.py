"""The addresses of answers."""

from __future__ import annotations

from django.urls import path

from openmash.frontdoor.contacts.views import feedback

urlpatterns = [
    path("contacts/<str:reference>/answer/", feedback.contact_answer, name="contact_answer"),
    path("answers/<uuid:key>/answer/", feedback.feedback_answer, name="feedback_answer"),
    path("answers/<uuid:key>/told/", feedback.feedback_told, name="feedback_told"),
    path("answers/<uuid:key>/again/", feedback.feedback_send_again, name="feedback_send_again"),
    path("answers/<uuid:key>/not-owed/", feedback.feedback_not_owed, name="feedback_not_owed"),
    path(
        "worries/<str:reference>/outcome/clear/",
        feedback.feedback_acknowledge,
        name="feedback_acknowledge",
    ),
    path(
        "worries/<str:reference>/outcome/question/",
        feedback.feedback_query,
        name="feedback_query",
    ),
    path(
        "worries/<str:reference>/outcome/disagree/",
        feedback.feedback_disagree,
        name="feedback_disagree",
    ),
]

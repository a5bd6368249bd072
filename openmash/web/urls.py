"""Every address of the product."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from openmash.web import health, home, pages
from openmash.web.sign_in import door, invited

PARTS = (
    "openmash.foundation.tasks.urls",
    "openmash.foundation.presence.urls",
    "openmash.foundation.messaging.urls",
    "openmash.foundation.colleagues.urls",
    "openmash.foundation.files.urls",
    "openmash.foundation.people.urls",
    "openmash.foundation.merging.urls",
    "openmash.foundation.importing.urls",
    "openmash.frontdoor.contacts.urls.worries",
    "openmash.frontdoor.contacts.urls.screening",
    "openmash.frontdoor.contacts.urls.feedback",
    "openmash.frontdoor.ways.urls",
    "openmash.frontdoor.pathways.urls",
    "openmash.frontdoor.enquiries.urls",
    "openmash.frontdoor.decisions.urls",
    "openmash.oversight.looks.urls",
    "openmash.oversight.insight.urls",
    "openmash.oversight.retention.urls",
    "openmash.oversight.configuring.urls",
    "openmash.demo.urls",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("role/", home.role, name="role"),
    path("health", health.health, name="health"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("help/", pages.help_page, name="help"),
    path("answer/over/", door.over, name="answer_over"),
    path("answer/leave/", door.leave, name="answer_leave"),
    path("answer/<slug:partnership>/", door.whom_to_ring, name="answer_ring"),
    path("answer/<slug:partnership>/<str:secret>/", door.knock, name="answer_door"),
    path("invitation/<slug:partnership>/<str:secret>/", invited.invited, name="invitation"),
    path("", include("openmash.web.sign_in.urls")),
    *(path("", include(part)) for part in PARTS),
]

handler400 = "openmash.web.errors.bad_request"
handler403 = "openmash.web.errors.not_allowed"
handler404 = "openmash.web.errors.not_found"
handler500 = "openmash.web.errors.server_error"

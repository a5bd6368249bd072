"""Every address of the product."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

PARTS = (
    "openmash.frontdoor.contacts.urls.worries",
    "openmash.frontdoor.contacts.urls.screening",
    "openmash.frontdoor.contacts.urls.feedback",
    "openmash.frontdoor.decisions.urls",
    "openmash.foundation.people.urls",
    "openmash.foundation.tasks.urls",
    "openmash.foundation.messaging.urls",
    "openmash.web.pages.urls",
    "openmash.demo.urls",
)


def _exists(part: str) -> bool:
    try:
        return find_spec(part) is not None
    except ModuleNotFoundError:
        return False


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(part)) for part in PARTS if _exists(part)
]
urlpatterns += [path("account/", include("allauth.urls"))]

handler404 = "openmash.web.errors.not_found"
handler500 = "openmash.web.errors.server_error"

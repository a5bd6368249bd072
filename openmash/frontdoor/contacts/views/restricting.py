"""Changing who may know of a restricted contact (`roles.md` §4)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands.restricting import change_readers
from openmash.frontdoor.contacts.forms.screening import ReadersForm
from openmash.frontdoor.contacts.queries.readers import nameable
from openmash.frontdoor.contacts.views.small_page import Words, both, step


@both
def readers(request: HttpRequest, reference: str) -> HttpResponse:
    """Name others, or fewer."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_RESTRICT)
    if found.readers is None:
        raise NotFound("This contact is not restricted")
    form = ReadersForm(nameable(by), found.readers, posted(request))
    words = Words(
        "Who may know of it",
        "Keep these people",
        "Kept. Whoever is named for the first time is told",
        ("Whoever is named no longer finds nothing under its reference from their next page on.",),
    )
    return step(request, found, form, words, lambda: change_readers(
        found, form.cleaned_data["readers"], form.cleaned_data["reason"], by=by))  # fmt: skip

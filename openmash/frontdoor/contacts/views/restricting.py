"""Changing who may know of a restricted contact (`roles.md` §4)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openmash.core.refusals import NotFound
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands.restricting import change_readers
from openmash.frontdoor.contacts.forms.screening import ReadersForm
from openmash.frontdoor.contacts.queries.readers import nameable
from openmash.frontdoor.contacts.queries.restricted_list import restricted_to
from openmash.frontdoor.contacts.views.small_page import Words, both, step


@require_safe
def restricted(request: HttpRequest) -> HttpResponse:
    """What is restricted to this person: the list of whoever manages allegations (P27)."""
    by = actor(request)
    if reach_of(by.role, P.CONTACT_RESTRICT) != Reach.ATTACHED:
        raise NotFound("There is no such list for you")
    return render(request, "contacts/screening/restricted.html", {"lines": restricted_to(by)})


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

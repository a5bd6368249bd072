"""Looking in the register for one child of a contact, and saying there and then who it is (P1)."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from openmash.core.dates import say_date
from openmash.foundation.access.requests import actor
from openmash.foundation.people.forms import SearchForm, shown_so_far
from openmash.foundation.people.queries import SHOWN_AT_FIRST, search
from openmash.foundation.people.rules import SearchReason
from openmash.foundation.ui.posting import attempt, posted
from openmash.frontdoor.contacts.emarf.filled import call
from openmash.frontdoor.contacts.models import ContactChild
from openmash.frontdoor.contacts.presenters.screening import case_header
from openmash.frontdoor.contacts.queries.screening import named_child
from openmash.frontdoor.contacts.rules.screening import why_not_linked


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest, reference: str, child: uuid.UUID) -> HttpResponse:
    """The search for people with this child in mind; each result can be said to be the child.

    The buttons post to the address that a suggestion's button posts to, so that one command and one
    rule link, wherever the person was found.
    """
    by = actor(request)
    named = named_child(by, reference, child)
    first = {"words": _as_written(named), "reason": SearchReason.SCREENING.value}
    form, shown = (
        SearchForm(posted(request), initial=first),
        shown_so_far(request.POST.get("shown", "")),
    )
    results = None
    if form.is_bound and form.is_valid():
        results = attempt(form, lambda: search(form.terms(shown), by=by))
    context = {
        "form": form,
        "results": results,
        "more": shown + SHOWN_AT_FIRST,
        "child": named,
        "called": call(named),
        "in_the_way": list(why_not_linked(named.contact.state)),
        "header": case_header(named.contact, by),
        "new_key": uuid.uuid4(),
    }
    return render(request, "contacts/screening/find.html", context)


def _as_written(child: ContactChild) -> str:
    """What the sender said of the child, as somebody would type it into the box."""
    born = say_date(child.birth_date) if child.birth_date else ""
    return " ".join(filter(None, [child.name, born]))

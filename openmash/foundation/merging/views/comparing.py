"""The queue of possible duplicates, and two human beings side by side."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.requests import actor
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.access import get_joinable, get_two, pairs_seen
from openmash.foundation.merging.forms import AnswerForm, SameAsForm, looking
from openmash.foundation.merging.models import Join
from openmash.foundation.merging.queries.compared import Compared, compare
from openmash.foundation.merging.queries.sides import older_first
from openmash.foundation.merging.queries.waiting import queue
from openmash.foundation.people.models import Person
from openmash.foundation.people.queries import search
from openmash.foundation.ui.posting import attempt

both = require_http_methods(["GET", "POST"])
SAID = {
    Join.State.MADE: "Joined. Both records are kept, and this can be undone at any time",
    Join.State.PROPOSED: "Proposed. A second person looks at it before they are joined",
    Join.State.WITHDRAWN: "Taken back. Nothing was joined",
}
NOT_SAME = "Kept: they are not the same person, and will not be suggested again"


@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    """Possible duplicates, worst first."""
    by = actor(request)
    return render(request, "merging/queue.html", {"queue": queue(looking(request.GET), by=by)})


@require_GET
def duplicate(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One pair of the queue: the two human beings that its records stand for now."""
    pair = pairs_seen(actor(request)).filter(pk=key).first()
    if pair is None:
        raise NotFound("There is no such pair for you")
    return redirect("person_compare", pair.one_id, pair.two_id)


@both
def same_as(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Look for another record of the same person. Posted, so that no name stands in an address."""
    by = actor(request)
    person = get_joinable(by, key)
    form = SameAsForm(request.POST if request.method == "POST" else None)
    results = None
    if form.is_bound and form.is_valid():
        results = attempt(form, lambda: search(form.terms(), by=by))
    found = [one for one in results.found if one.key != person.pk] if results else None
    context = {"person": person, "form": form, "found": found}
    return render(request, "merging/same_as.html", context)


@both
def compared(request: HttpRequest, key: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Two human beings side by side: same person, or not the same."""
    by = actor(request)
    one, two = sorted(get_two(by, key, other), key=older_first)
    if one.pk == two.pk:
        messages.success(request, "These records are one person already")
        return redirect("person_records", one.pk)
    page = compare(one, two, by=by)
    form = AnswerForm(page.choices, page.verdict.seen, _posted(request))
    if form.is_bound and form.is_valid():
        said = attempt(form, lambda: _answer(request.POST.get("answer", ""), page, form, by))
        if said is not None:
            messages.success(request, said)
            return (
                redirect("duplicates") if said == NOT_SAME else redirect("person_records", one.pk)
            )
    return render(request, "merging/compare.html", {"page": page, "form": form, "by": by})


def _posted(request: HttpRequest) -> dict[str, str] | None:
    if request.method != "POST":
        return None
    posted = request.POST.dict()
    if posted.get("answer") in {"confirm", "withdraw"} and not posted.get("because"):
        posted["because"] = "Looked at as the second person"
    return {name: str(value) for name, value in posted.items()}


def _answer(answer: str, page: Compared, form: AnswerForm, by: Actor) -> str:
    because, seen = form.cleaned_data["because"], form.cleaned_data["seen"]
    one, two = _people(page)
    match answer:
        case "same":
            made = do.join(one, two, because, by=by, chosen=form.chosen, seen=seen)
        case "not_the_same":
            do.not_the_same(one, two, because, by=by, seen=seen)
            return NOT_SAME
        case "confirm" if page.proposal:
            made = do.confirm(page.proposal, by=by, seen=seen)
        case "withdraw" if page.proposal:
            made = do.withdraw(page.proposal, by=by)
        case _:
            raise NotFound("There is no such answer")
    return SAID[Join.State(made.state)]


def _people(page: Compared) -> tuple[Person, Person]:
    return page.one.root, page.two.root

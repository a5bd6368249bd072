"""Which records stand behind a person; taking a join or a split back; splitting."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.access import get_join, get_joinable, get_split
from openmash.foundation.merging.commands.beings import MOVED
from openmash.foundation.merging.facts import Fact, facts_on
from openmash.foundation.merging.forms import SplitForm, UndoForm, WhyForm
from openmash.foundation.merging.models import Join
from openmash.foundation.merging.queries.records import behind, beneath, written_since
from openmash.foundation.people.access import get_person
from openmash.foundation.people.family.pages import frame_of
from openmash.foundation.people.models import Person
from openmash.foundation.people.whole import whole
from openmash.foundation.ui.posting import attempt

both = require_http_methods(["GET", "POST"])
UNDONE = "Undone. Each record stands for itself again, and nothing was lost"


@require_GET
def records(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Which records stand behind a person: joined when, by whom, why, and how to undo it."""
    by = actor(request)
    person = get_joinable(by, key)
    may_restrict = reach_of(by.role, P.PERSON_RESTRICT) is not None
    frame = frame_of(person, "person_records", by=by)
    context = {"person": person, "behind": behind(person, by=by), "may_restrict": may_restrict}
    return render(request, "merging/records.html", {"frame": frame, "page": frame.page} | context)


@both
def undo(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take two records apart again, with a reason; say whose is what was written since."""
    by = actor(request)
    made = get_join(by, key)
    person = get_person(by, made.absorbed_id, P.PERSON_JOIN)
    if made.state != Join.State.MADE:
        raise MovedMeanwhile(MOVED)
    form = UndoForm(_since(made, person, by), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        theirs = form.cleaned_data.get("theirs", [])
        because = form.cleaned_data["because"]
        done = attempt(form, lambda: do.undo(made, because, by=by, theirs=theirs))
        if done is not None:
            messages.success(request, _said(done))
            return redirect("person_records", made.absorbed_id)
    return render(request, "merging/undo.html", {"join": made, "person": person, "form": form})


@both
def split(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Choose what belongs to somebody else: it gets a record of its own."""
    by = actor(request)
    person = get_joinable(by, key)
    there = facts_on([one.pk for one in whole(person, by=by).records], by=by)
    form = SplitForm(there, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        done = attempt(form, lambda: _split(person, form, by))
        if done is not None:
            messages.success(request, "Parted. What you chose is on a record of its own now")
            return redirect("person_records", done)
    return render(request, "merging/split.html", {"person": person, "form": form})


@both
def undo_split(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Bring back what a split gave away."""
    by = actor(request)
    done = get_split(by, key)
    person = get_person(by, done.source_id, P.PERSON_JOIN)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        because = form.cleaned_data["because"]
        left = attempt(form, lambda: do.undo_split(done, because, by=by))
        if left is not None:
            stays = " Some of it stands on another record by now and stays there." if left else ""
            messages.success(request, f"Brought back.{stays}")
            return redirect("person_records", person.pk)
    return render(request, "merging/undo_split.html", {"person": person, "form": form})


def _since(made: Join, person: Person, by: Actor) -> list[Fact]:
    going = beneath(made.absorbed_id, by=by)
    staying = [one.pk for one in whole(person, by=by).records if one.pk not in going]
    return written_since(made, staying, by=by)


def _said(done: do.Undone) -> str:
    if not done.left:
        return UNDONE
    return f"{UNDONE}. Somebody had changed {' and '.join(done.left)} since, so that was left alone"


def _split(person: Person, form: SplitForm, by: Actor) -> uuid.UUID:
    said = form.cleaned_data
    done = do.split(
        person,
        form.new(),
        said.get("theirs", []),
        said["because"],
        key=said["key"],
        by=by,
    )
    return done.made_id

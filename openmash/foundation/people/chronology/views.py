"""The chronology of a person and their household: reading, searching, writing by hand, printing."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.requests import actor
from openmash.foundation.people.access import get_person, record_facts
from openmash.foundation.people.chronology.composing import Chronology, compose, household
from openmash.foundation.people.chronology.days import as_typed
from openmash.foundation.people.chronology.forms import (
    ErrorForm,
    NoteForm,
    PrintForm,
    WordsForm,
)
from openmash.foundation.people.chronology.presenters import (
    ORDERS,
    PERIODS,
    WEIGHTS,
    WHOSE,
    draw,
    printed,
)
from openmash.foundation.people.chronology.queries import (
    NotePage,
    agency_choices,
    get_note,
    no_longer_there,
)
from openmash.foundation.people.chronology.rules import PROFILES, Profile
from openmash.foundation.people.chronology.searching import search
from openmash.foundation.people.commands import add_note, correct_note, mark_note_in_error
from openmash.foundation.people.family.pages import frame_of
from openmash.foundation.people.models import Person
from openmash.foundation.people.presenters import PersonPage, describe
from openmash.foundation.people.whole import whole
from openmash.foundation.ui.parts import Tab
from openmash.foundation.ui.posting import attempt, posted


@require_http_methods(["GET", "POST"])
def chronology(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What happened, line by line. Words are posted, so that none stands in an address or a log."""
    by = actor(request)
    found = get_person(by, key, P.CHRONOLOGY_READ)
    whose = "household" if request.GET.get("whose") == "household" else "person"
    composed = _composed(found, whose, by)
    form = WordsForm(posted(request))
    hits = None
    if form.is_bound and form.is_valid():
        hits = attempt(form, lambda: search(composed, found, form.asked, by=by))
    context = {
        **_about(found, by),
        "page": draw(composed, request.GET, hits, whose=whose, by=by),
        "form": form,
        "gone": no_longer_there(found, by=by),
        "options": {"whose": WHOSE, "order": ORDERS, "period": PERIODS, "weight": WEIGHTS},
        "may_write": may(by, P.CHRONOLOGY_WRITE, record_facts(found)),
        "may_print": may(by, P.CHRONOLOGY_PRINT, record_facts(found)),
    }
    return render(request, "people/chronology/page.html", context)


@require_http_methods(["GET", "POST"])
def note_add(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write a line by hand."""
    by = actor(request)
    found = get_person(by, key, P.CHRONOLOGY_WRITE)
    form = _note_form(request, by)
    if form.is_bound and form.is_valid():
        made = form.cleaned_data["key"]
        if attempt(form, lambda: add_note(found, form.new, key=made, by=by)):
            messages.success(request, "The line is in the chronology")
            return redirect("person_chronology", key=found.pk)
    context = {**_about(found, by), "form": form, "correcting": None}
    return render(request, "people/chronology/note_form.html", context)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, key: uuid.UUID, note: uuid.UUID) -> HttpResponse:
    """One line with what stood before it; here it is said to be an error."""
    by = actor(request)
    permission = P.CHRONOLOGY_WRITE if request.method == "POST" else P.CHRONOLOGY_READ
    found = get_person(by, key, permission)
    page = get_note(found, note, by=by)
    form = ErrorForm(posted(request))
    if form.is_bound and form.is_valid():
        because = form.cleaned_data["because"]
        if attempt(form, lambda: mark_note_in_error(page.note, because, by=by)):
            messages.success(request, "The line has left the chronology. It stays readable")
            return redirect("person_chronology", key=found.pk)
    writes = page.stands and may(by, P.CHRONOLOGY_WRITE, record_facts(found))
    context = {**_about(found, by), "page": page, "form": form, "may_write": writes}
    return render(request, "people/chronology/note.html", context)


@require_http_methods(["GET", "POST"])
def note_correct(request: HttpRequest, key: uuid.UUID, note: uuid.UUID) -> HttpResponse:
    """Write a line anew in place of the one that was wrong."""
    by = actor(request)
    found = get_person(by, key, P.CHRONOLOGY_WRITE)
    page = get_note(found, note, by=by)
    if page.guarded:
        raise NotAllowed("Whoever corrects this line has to be able to read all of it")
    form = _note_form(request, by, _as_it_stands(page))
    if form.is_bound and form.is_valid():
        made = form.cleaned_data["key"]
        if attempt(form, lambda: correct_note(page.note, form.new, key=made, by=by)):
            messages.success(request, "Corrected. What stood before stays readable behind it")
            return redirect("person_chronology", key=found.pk)
    context = {**_about(found, by), "form": form, "correcting": page.note}
    return render(request, "people/chronology/note_form.html", context)


@require_http_methods(["GET", "POST"])
def print_out(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask for whom and why, then draw the print: logged before anybody sees it."""
    by = actor(request)
    found = get_person(by, key, P.CHRONOLOGY_PRINT)
    form = PrintForm(posted(request))
    if form.is_bound and form.is_valid():
        return _print(request, found, form.cleaned_data, by)
    context = {**_about(found, by), "form": form}
    return render(request, "people/chronology/print_form.html", context)


def _print(request: HttpRequest, person: Person, asked: dict[str, str], by: Actor) -> HttpResponse:
    profile, said = asked["profile"], asked["said"]
    rows = printed(compose([person.pk], by=by), profile)
    facts = {"profile": profile, "recipient": asked["recipient"], "lines": len(rows)}
    log_read(
        Action.PRINT,
        by=replace(by, reason=said),
        subject=person.subject,
        about=[person.subject],
        facts=facts,
    )
    about = describe(whole(person, by=by), by)
    context = {
        "about": about,
        "rows": rows,
        "asked": asked,
        "for_whom": PROFILES[Profile(profile)],
        "at": by.at,
    }
    return render(request, "people/chronology/print.html", context)


def _composed(person: Person, whose: str, by: Actor) -> Chronology:
    """Everybody in a household is looked at, so everybody's look is logged."""
    if whose == "person":
        return compose([person.pk], by=by)
    composed = compose(household(person, by=by), by=by)
    about = [f"person:{key}" for key in composed.names]
    log_read(Action.VIEW, by=by, subject=person.subject, about=about, facts={"as": "household"})
    return composed


def _about(person: Person, by: Actor) -> dict[str, PersonPage | tuple[Tab, ...]]:
    """Who this is about, and the other parts of their page."""
    frame = frame_of(person, "person_chronology", by=by)
    return {"about": frame.page, "tabs": frame.tabs}


def _note_form(
    request: HttpRequest, by: Actor, initial: dict[str, object] | None = None
) -> NoteForm:
    return NoteForm(
        posted(request),
        agencies=agency_choices(by=by),
        today=london_day(by.at),
        initial=initial,
    )


def _as_it_stands(page: NotePage) -> dict[str, object]:
    one = page.note
    return {
        "happened_on": as_typed(one.happened_on),
        "until": as_typed(one.until),
        "text": one.text,
        "kind": one.kind,
        "source": one.source,
        "agency": one.agency_id or "",
        "certainty": one.certainty,
        "significance": str(one.significance),
        "holds": one.holds,
    }

"""Who works with a person, now and before; adding, ending, confirming and putting right."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.requests import actor
from openmash.foundation.people.access import get_person, record_facts
from openmash.foundation.people.chronology.composing import household
from openmash.foundation.people.chronology.days import as_typed
from openmash.foundation.people.chronology.lines import Hold
from openmash.foundation.people.chronology.queries import agency_choices
from openmash.foundation.people.commands import (
    confirm_involvement,
    correct_involvement,
    end_involvement,
    mark_involvement_in_error,
    record_involvement,
)
from openmash.foundation.people.family.pages import frame_of
from openmash.foundation.people.involvement.forms import EndForm, InvolvementForm, NeverForm
from openmash.foundation.people.involvement.queries import (
    get_involvement,
    not_named,
    register_of,
    who_must_attend,
    whom_to_ask,
)
from openmash.foundation.people.models import Involvement, Person
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt, posted


@require_GET
def involvement(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Who works with them, and whom to ask about them and whoever lives with them (L46)."""
    by = actor(request)
    found = get_person(by, key)
    together = household(found, by=by)
    if len(together) > 1:
        about = [f"person:{one}" for one in together]
        log_read(Action.VIEW, by=by, subject=found.subject, about=about)
    context = {
        **_about(found, by),
        "works": register_of([found.pk], by=by),
        "ask": whom_to_ask(together, by=by),
        "attend": who_must_attend(together, by=by),
        "not_named": not_named(together, by=by),
        "may_write": may(by, P.INVOLVEMENT_WRITE, record_facts(found)),
    }
    return render(request, "people/involvement/page.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write down who works with a person."""
    by = actor(request)
    found = get_person(by, key, P.INVOLVEMENT_WRITE)
    form = _form(request, by)
    if form.is_bound and form.is_valid():
        made = form.cleaned_data["key"]
        if attempt(form, lambda: record_involvement(found, form.new(), by=by, key=made)):
            return _done(request, found, "It is in the register")
    context = {**_about(found, by), "form": form, "one": None}
    return render(request, "people/involvement/form.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: uuid.UUID, one: uuid.UUID) -> HttpResponse:
    """Put right what was recorded, end it, or say that it never was."""
    by = actor(request)
    found = get_person(by, key, P.INVOLVEMENT_WRITE)
    row = get_involvement(found, one, by=by)
    form = _form(request, by, _as_it_stands(row))
    if form.is_bound and form.is_valid():
        version = int(form.cleaned_data["version"] or 0)
        new = form.new(_same_worker(row, form))
        if attempt(form, lambda: correct_involvement(row, new, version, by=by)):
            return _done(request, found, "Corrected")
    return _change_page(request, found, row, by, form=form)


@require_POST
def end(request: HttpRequest, key: uuid.UUID, one: uuid.UUID) -> HttpResponse:
    """They do not work with this person any more."""
    by = actor(request)
    found = get_person(by, key, P.INVOLVEMENT_WRITE)
    row, form = get_involvement(found, one, by=by), EndForm(request.POST, today=london_day(by.at))
    if _works(form, lambda: end_involvement(row, on=form.cleaned_data["on"], by=by)):
        return _done(request, found, "It has ended")
    return _change_page(request, found, row, by, ending=form)


@require_POST
def confirm(request: HttpRequest, key: uuid.UUID, one: uuid.UUID) -> HttpResponse:
    """It is still so."""
    by = actor(request)
    found = get_person(by, key, P.INVOLVEMENT_WRITE)
    confirm_involvement(get_involvement(found, one, by=by), by=by)
    return _done(request, found, "Confirmed")


@require_POST
def error(request: HttpRequest, key: uuid.UUID, one: uuid.UUID) -> HttpResponse:
    """It never was so."""
    by = actor(request)
    found = get_person(by, key, P.INVOLVEMENT_WRITE)
    row, form = get_involvement(found, one, by=by), NeverForm(request.POST)
    if _works(form, lambda: mark_involvement_in_error(row, form.cleaned_data["because"], by=by)):
        return _done(request, found, "Taken out of the register, with your reason")
    return _change_page(request, found, row, by, never=form)


def _change_page(
    request: HttpRequest,
    person: Person,
    row: Involvement,
    by: Actor,
    *,
    form: InvolvementForm | None = None,
    ending: EndForm | None = None,
    never: NeverForm | None = None,
) -> HttpResponse:
    context = {
        **_about(person, by),
        "one": row,
        "form": form or _fresh(by, _as_it_stands(row)),
        "ending": ending or EndForm(today=london_day(by.at)),
        "never": never or NeverForm(),
        "wrong": next((one for one in (form, ending, never) if one and one.is_bound), None),
    }
    return render(request, "people/involvement/form.html", context)


def _about(person: Person, by: Actor) -> dict[str, object]:
    """Who this is about, and the other parts of their page."""
    frame = frame_of(person, "person_involvement", by=by)
    return {"about": frame.page, "tabs": frame.tabs}


def _done(request: HttpRequest, person: Person, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("person_involvement", key=person.pk)


def _works(form: Form, command: Callable[[], object]) -> bool:
    return form.is_valid() and attempt(form, command) is not None


def _form(
    request: HttpRequest, by: Actor, initial: dict[str, object] | None = None
) -> InvolvementForm:
    return _fresh(by, initial, posted(request))


def _fresh(by: Actor, initial: dict[str, object] | None, data: object = None) -> InvolvementForm:
    today = london_day(by.at)
    agencies = agency_choices(by=by)
    return InvolvementForm(data, agencies=agencies, today=today, initial=initial)  # type: ignore[arg-type]  # a QueryDict or nothing


def _as_it_stands(row: Involvement) -> dict[str, object]:
    return {
        "version": str(row.version),
        "kind": row.kind,
        "agency": row.agency_id,
        "service": row.service,
        "worker_name": row.worker.name if row.worker else row.worker_name,
        "starts_on": as_typed(row.starts_on),
        "ends_on": as_typed(row.ends_on),
        "source": row.source,
        "holds": [Hold.NOT_FOR_FAMILY] if row.not_for_family else [],
    }


def _same_worker(row: Involvement, form: InvolvementForm) -> str | None:
    """The worker stays the user we know while their name stands as it was."""
    same = row.worker is not None and form.cleaned_data["worker_name"] == row.worker.name
    return str(row.worker_id) if same else None

"""Restricting who may know of a person, naming others, and lifting it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from openmash.core.actor import Actor
from openmash.foundation.access.requests import actor
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.access import get_restrictable, get_restriction
from openmash.foundation.merging.forms import ReadersForm, RestrictForm, WhyForm
from openmash.foundation.merging.queries.readers import names_of, possible_readers
from openmash.foundation.people.access import get_person
from openmash.foundation.people.models import Person, Restriction
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt

both = require_http_methods(["GET", "POST"])


@both
def restrict(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """From now on only named people may know of this person."""
    by = actor(request)
    person = get_restrictable(by, key)
    form = RestrictForm(_users(by), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _works(form, lambda: _restrict(person, form, by)):
        messages.success(request, "Restricted. To everybody else this person is not there")
        return redirect("person_records", person.pk)
    context = {"person": person, "form": form, "title": "Restrict who may know of this person"}
    return render(request, "merging/restrict.html", context)


@both
def readers(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Name others who may know of a restricted person."""
    by = actor(request)
    held = get_restriction(by, key)
    person = get_person(by, held.person_id)
    data = request.POST if request.method == "POST" else None
    form = ReadersForm(_users(by), data, initial={"readers": held.readers})
    if form.is_bound and form.is_valid() and _works(form, lambda: _change(held, form, by)):
        messages.success(request, "Kept. Only the people you named may know of this person")
        return redirect("person_records", person.pk)
    context = {"person": person, "form": form, "title": "Change who may know of this person"}
    return render(request, "merging/restrict.html", context)


@both
def lift(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The reason for the restriction is gone."""
    by = actor(request)
    held = get_restriction(by, key)
    person = get_person(by, held.person_id)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _works(form, lambda: _lift(held, form, by)):
        messages.success(request, "Lifted. The ordinary rules hold again")
        return redirect("person_records", person.pk)
    context = {"person": person, "form": form, "held": held, "names": names_of(held.readers)}
    return render(request, "merging/lift.html", context)


def _users(by: Actor) -> list[tuple[str, str]]:
    return [(str(user.pk), user.name) for user in possible_readers(by)]


def _restrict(person: Person, form: RestrictForm, by: Actor) -> bool:
    said = form.cleaned_data
    do.restrict(
        person,
        said["marker"],
        said["readers"],
        said["because"],
        by=by,
        knowingly=form.is_knowing,
    )
    return True


def _change(held: Restriction, form: ReadersForm, by: Actor) -> bool:
    said = form.cleaned_data
    do.change_readers(held, said["readers"], said["because"], by=by, knowingly=form.is_knowing)
    return True


def _lift(held: Restriction, form: WhyForm, by: Actor) -> bool:
    do.lift(held, form.cleaned_data["because"], by=by)
    return True


def _works(form: Form, command: Callable[[], bool]) -> bool:
    return attempt(form, command) is not None

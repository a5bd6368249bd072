"""A person's family and home, and the pages that say something of a person."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.people.access import get_person, get_printable
from openmash.foundation.people.commands import protect_address
from openmash.foundation.people.family import relating
from openmash.foundation.people.family.changing import apply, line_of, linked_people, protectable
from openmash.foundation.people.family.corrected import corrections_of
from openmash.foundation.people.family.finding import log_print, statement_of
from openmash.foundation.people.family.forms import ChangeForm
from openmash.foundation.people.family.pages import family_page, frame_of, is_told
from openmash.foundation.people.family.writing import BIRTH, SAYINGS, Saying
from openmash.foundation.people.glass.access import known_or_closed
from openmash.foundation.people.models import Person
from openmash.foundation.ui.posting import attempt, posted


@require_GET
def person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Who somebody is, how they are reached, and who works with them."""
    by = actor(request)
    found = known_or_closed(by, key)
    if found is None:
        return redirect("person_emergency", key)
    frame = frame_of(found, "person", by=by)
    context = {"frame": frame, "page": frame.page, "corrected": corrections_of(found, by=by)}
    return render(request, "people/person.html", context)


@require_GET
def family(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Who lives with whom, how they are related, and from whom danger comes."""
    by = actor(request)
    found = get_person(by, key)
    frame = frame_of(found, "person_family", by=by)
    drawn = family_page(found, frame.network, by=by, told=is_told(by))
    context = {"frame": frame, "page": frame.page, "family": drawn}
    return render(request, "people/family.html", context)


@require_GET
def on_paper(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Person and family for paper: no protected address, whoever prints; logged as printed."""
    by = actor(request)
    found = get_printable(by, key)
    frame = frame_of(found, "", by=by, on_paper=True)
    drawn = family_page(found, frame.network, by=by, told=False)
    log_print(found, by=by)
    context = {"frame": frame, "page": frame.page, "family": drawn, "by": by}
    return render(request, "people/print.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, key: uuid.UUID, what: str) -> HttpResponse:
    """Say one thing of a person: a name, number, address, telephone number or flag."""
    by = actor(request)
    found = get_person(by, key, P.PERSON_WRITE)
    if what not in SAYINGS:
        raise NotFound("There is no such page")
    return _say(request, found, SAYINGS[what], by)


@require_http_methods(["GET", "POST"])
def birth(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The unborn child is born: the same record goes on."""
    by = actor(request)
    found = get_person(by, key, P.PERSON_WRITE)
    if request.method == "GET" and found.kind != Person.Kind.UNBORN:
        return redirect("person", found.pk)  # somebody has recorded it
    return _say(request, found, BIRTH, by)


@require_http_methods(["GET", "POST"])
def relationship(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say who somebody is to this person; a new person is looked for in the register first.

    Another page brings whom it means by posting `bring`: no name stands in an address.
    """
    by = actor(request)
    found = get_person(by, key, P.PERSON_WRITE)
    frame = frame_of(found, "", by=by)
    if "bring" in request.POST:
        form = relating.bring(found, frame.network, request.POST, by=by)
    else:
        form = relating.form_for(found, frame.network, posted(request), by=by)
    ready = (
        form.is_bound and form.is_valid() and not relating.look_first(form, frame.network, by=by)
    )
    if ready and attempt(form, lambda: relating.say(found, form, by=by)) is not None:
        messages.success(request, "The relationship is kept")
        return redirect("person_family", found.pk)
    context = {"frame": frame, "page": frame.page, "form": form, "back": "person_family"}
    title = {"title": f"Add somebody who matters to {found.display_name}", "button": "Add"}
    return render(request, "people/say.html", context | title)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: uuid.UUID, what: str, statement: uuid.UUID) -> HttpResponse:
    """Say that something is no longer so, or never was."""
    by = actor(request)
    found = get_person(by, key, P.PERSON_WRITE)
    said = statement_of(found, what, statement, by=by)
    form = ChangeForm(posted(request))
    ready = form.is_bound and form.is_valid()
    if ready and attempt(form, lambda: apply(said, form, by=by)) is not None:
        messages.success(request, "Kept. What was written before can still be read")
        return redirect(_page_of(what), found.pk)
    frame = frame_of(found, "", by=by)
    line = line_of(found, what, said, by=by)
    context = {"frame": frame, "page": frame.page, "form": form, "line": line}
    return render(request, "people/change.html", context | {"back": _page_of(what)})


@require_GET
def linked(request: HttpRequest, key: uuid.UUID, what: str, statement: uuid.UUID) -> HttpResponse:
    """Who else is linked to this address or number. Asked by its key: no address in an address."""
    by = actor(request)
    found = get_person(by, key)
    said = statement_of(found, what, statement, by=by)
    people = linked_people(found, what, said, by=by)
    frame = frame_of(found, "", by=by)
    line = line_of(found, what, said, by=by)
    context = {"frame": frame, "page": frame.page, "line": line, "people": people}
    return render(request, "people/linked.html", context)


@require_POST
def protect(request: HttpRequest, key: uuid.UUID, statement: uuid.UUID) -> HttpResponse:
    """Protect an address that is written openly at a protected door."""
    by = actor(request)
    found = get_person(by, key, P.PERSON_WRITE)
    protect_address(protectable(found, statement, by=by), by=by)
    messages.success(request, "The address is protected")
    return redirect("person_family", found.pk)


def _say(request: HttpRequest, found: Person, saying: Saying, by: Actor) -> HttpResponse:
    form = saying.form(posted(request), saying.filled(found))
    ready = form.is_bound and form.is_valid()
    if ready and attempt(form, lambda: saying.say(found, form.cleaned_data, by)) is not None:
        messages.success(request, saying.done)
        return redirect(saying.back, found.pk)
    frame = frame_of(found, "", by=by)
    words = {"title": saying.title, "button": saying.button, "back": saying.back}
    return render(
        request, "people/say.html", {"frame": frame, "page": frame.page, "form": form} | words
    )


def _page_of(what: str) -> str:
    return "person_family" if what in {"relationship", "address"} else "person"

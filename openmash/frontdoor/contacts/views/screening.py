"""The page of one contact, and every press of a button on it (P1)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.people.access import get_person
from openmash.foundation.people.models import Person
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt, posted
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.forms.screening import (
    HARM,
    HarmForm,
    KeyForm,
    PersonForm,
    ReasonForm,
    UrgencyForm,
)
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.contacts.presenters.screening import draw
from openmash.frontdoor.contacts.queries.before import note_looking_back
from openmash.frontdoor.contacts.queries.contact_page import contact_page
from openmash.frontdoor.contacts.queries.screening import named_child
from openmash.frontdoor.contacts.views.small_page import Words, step


@require_GET
def contact(request: HttpRequest, reference: str) -> HttpResponse:
    """What was said, per child; who they may be; what was before; what can be done now."""
    by = actor(request)
    return _page(request, get_contact(by, reference), by)


@require_POST
def take_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Take it up: it is mine from now on."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_SCREEN)
    do.take_up(found, by=by)
    return _done(request, found, "You have taken it up")


@require_POST
def rate(request: HttpRequest, reference: str) -> HttpResponse:
    """Rate the urgency, with a reason."""
    by, form = actor(request), UrgencyForm(request.POST)
    found = get_contact(by, reference, P.CONTACT_RATE_URGENCY)
    if form.is_valid() and _works(form, lambda: do.rate_urgency(found, **form.cleaned_data, by=by)):
        return _done(request, found, "Urgency rated", "#urgency")
    return _page(request, found, by, form)


@require_POST
def harm(request: HttpRequest, reference: str) -> HttpResponse:
    """Judge whether significant harm is possible."""
    by, form = actor(request), HarmForm(request.POST)
    found = get_contact(by, reference, P.CONTACT_SCREEN)
    if form.is_valid() and _works(form, lambda: do.judge_harm(
            found, HARM[form.cleaned_data["possible"]], form.cleaned_data["why"], by=by)):  # fmt: skip
        return _done(request, found, "Your judgement is kept", "#harm")
    return _page(request, found, by, form)


@require_POST
def send(request: HttpRequest, reference: str) -> HttpResponse:
    """Send it to decision, or say what stands in the way."""
    by, form = actor(request), Form(request.POST)
    found = get_contact(by, reference, P.CONTACT_SEND_TO_DECISION)
    if _works(form, lambda: do.send_to_decision(found, by=by)):
        return _done(request, found, "Sent to decision")
    return _page(request, found, by, form)


@require_POST
def accept(request: HttpRequest, reference: str) -> HttpResponse:
    """The worker of the open case takes it."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_ACCEPT_ROUTED)
    do.accept_routed(found, by=by)
    return _done(request, found, "You have accepted it. The sender will be told")


@require_POST
def link(request: HttpRequest, reference: str, child: uuid.UUID) -> HttpResponse:
    """This child is that person."""
    return _of_person(request, reference, child, do.link_child)


@require_POST
def not_same(request: HttpRequest, reference: str, child: uuid.UUID) -> HttpResponse:
    """This child is not that person."""
    return _of_person(request, reference, child, do.not_the_same)


@require_POST
def maybe_same(request: HttpRequest, reference: str, child: uuid.UUID) -> HttpResponse:
    """Take back that this child is not that person."""
    return _of_person(request, reference, child, do.maybe_the_same)


@require_POST
def unlink(request: HttpRequest, reference: str, child: uuid.UUID) -> HttpResponse:
    """Take back who this child is."""
    by, form = actor(request), Form(request.POST)
    named = named_child(by, reference, child)
    if _works(form, lambda: do.unlink_child(named, by=by)):
        return _done(request, named.contact, "The link is taken back", f"#child-{named.pk}")
    return _page(request, named.contact, by, form)


@require_POST
def create(request: HttpRequest, reference: str, child: uuid.UUID) -> HttpResponse:
    """Nobody fits: add the child as a new person."""
    by, form = actor(request), KeyForm(request.POST)
    named = named_child(by, reference, child)
    return _kept(request, named, form, by, lambda key: do.create_and_link(named, key, by=by))


@require_http_methods(["GET", "POST"])
def unidentified(request: HttpRequest, reference: str, child: uuid.UUID) -> HttpResponse:
    """Nobody can know yet who this child is."""
    by, form = actor(request), ReasonForm(posted(request))
    named = named_child(by, reference, child)
    words = Words(
        "Nobody can know yet who this child is",
        "Keep this, with my reason",
        "Kept, with your reason",
        ("A decision need not wait for it. You can still say later who the child is.",),
    )

    def say() -> Contact:
        return do.cannot_identify(named, form.cleaned_data["reason"], by=by).contact

    return step(request, named.contact, form, words, say)


class OfPerson(Protocol):
    """A command that says of a child and a person of the register what they are to each other."""

    def __call__(self, child: ContactChild, person: Person, /, *, by: Actor) -> object: ...


def _of_person(
    request: HttpRequest, reference: str, child: uuid.UUID, command: OfPerson
) -> HttpResponse:
    by, form = actor(request), PersonForm(request.POST)
    named = named_child(by, reference, child)
    return _kept(request, named, form, by, lambda key: command(named, get_person(by, key), by=by))


def _kept(
    request: HttpRequest,
    named: ContactChild,
    form: KeyForm,
    by: Actor,
    command: Callable[[uuid.UUID], object],
) -> HttpResponse:
    def said(key: uuid.UUID) -> ContactChild:
        command(key)  # some commands say nothing in return
        return named

    if form.is_valid() and _works(form, lambda: said(form.cleaned_data["key"])):
        return _done(request, named.contact, "Kept", f"#child-{named.pk}")
    return _page(request, named.contact, by, form)


def _works(form: Form, command: Callable[[], object]) -> bool:
    return attempt(form, command) is not None


def _page(
    request: HttpRequest, found: Contact, by: Actor, posted: Form | None = None
) -> HttpResponse:
    page = contact_page(found, by=by)
    note_looking_back(found, [one.pk for one in (*page.earlier, *page.same_address)], by=by)
    context = {
        "page": page,
        "drawn": draw(page, by),
        "urgency": posted if isinstance(posted, UrgencyForm) else UrgencyForm(),
        "harm": posted if isinstance(posted, HarmForm) else HarmForm(),
        "form": posted,
        "places": {gate.text: gate.place for gate in page.gates} | _places(posted),
    }
    return render(request, "contacts/screening/page.html", context)


def _places(posted: Form | None) -> dict[str, str]:
    """A judgement is refused for its reason; its choices are the field's own errors."""
    if not isinstance(posted, UrgencyForm | HarmForm):
        return {}
    why = "why" if isinstance(posted, HarmForm) else "reason"
    return {str(text): posted[why].error_href for text in posted.non_field_errors()}


def _done(request: HttpRequest, found: Contact, said: str, place: str = "") -> HttpResponse:
    messages.success(request, said)
    return redirect(f"/contacts/{found.reference}/{place}")

"""The page of whoever answers the telephone: one page, danger first, kept at every press."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady
from openmash.core.working_time import london_day
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.fields import SelectField
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.contacts.commands.saving import Conflict
from openmash.frontdoor.contacts.emarf.filled import Filled, load
from openmash.frontdoor.contacts.forms.worries import WorryForm, typed_in, values_in
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.views.small_page import Words, both, reasoned
from openmash.frontdoor.ways import calls
from openmash.frontdoor.ways.kinds import CALL
from openmash.frontdoor.ways.rules import MOST_CHILDREN
from openmash.frontdoor.ways.visiting import page_key
from openmash.frontdoor.ways.writing import parts_of, typed_message

OVER = (
    "This call is over, so what you wrote is not kept. Copy what is new, and take a new call for it"
)


@both
def take(request: HttpRequest) -> HttpResponse:
    """Somebody rings: the page is ready, and the first press opens the contact."""
    by = actor(request)
    calls.may_take_calls(by)
    call = typed_message(CALL, page_key(request), request.POST, by=by)
    if request.method != "POST" or "another" in request.POST:
        return _page(request, call, parts_of(call))
    try:
        contact, is_new = calls.open_call(call, calls.agency_in(request.POST, by), by=by)
    except NotReady as refusal:
        return _page(request, call, parts_of(call), refused=refusal.reasons)
    return _next(request, contact) if is_new else _written(request, contact)


@both
def go_on(request: HttpRequest, reference: str) -> HttpResponse:
    """They go on talking, and it is written on."""
    by = actor(request)
    contact = calls.get_call(by, reference)
    if request.method == "POST":
        return _written(request, contact)
    if contact.is_shut:
        return redirect("contact", contact.reference)
    filled = load(contact, london_day(by.at))
    return _page(request, filled, parts_of(filled))


@both
def over(request: HttpRequest, reference: str) -> HttpResponse:
    """A colleague took it and cannot say that it is over."""
    by = actor(request)
    found = calls.get_anothers_call(by, reference)
    if str(found.taken_by_id) == by.user:
        return redirect("call", found.reference)
    words = Words(
        "Say that the call is over",
        "It is over",
        "The call is over. What the caller said stays as it was written",
        ("What is written stays as it is. What comes later is added to it.",),
        tuple(calls.why_not_over(found, by=by)),
    )
    return reasoned(request, found, words, calls.end_for_another)


def _written(request: HttpRequest, contact: Contact) -> HttpResponse:
    """What a page carries is kept; what another tab wrote meanwhile is shown beside it."""
    by = actor(request)
    filled = load(contact, london_day(by.at))
    typed, agency = typed_in(filled, request.POST), calls.agency_in(request.POST, by)
    try:
        saved = calls.write_call(contact, typed, agency, another="another" in request.POST, by=by)
    except NotReady:
        parts = parts_of(filled, typed=values_in(filled, request.POST))
        return _page(request, filled, parts, refused=(OVER,))
    if not saved.conflicts:
        return _next(request, contact)
    kept = load(contact, london_day(by.at))
    parts = parts_of(kept, typed=values_in(filled, request.POST), conflicts=saved.conflicts)
    return _page(request, kept, parts, conflicts=saved.conflicts)


def _next(request: HttpRequest, contact: Contact) -> HttpResponse:
    if "over" in request.POST:
        calls.end_call(contact, by=actor(request))
        messages.success(request, f"The call is kept as {contact.reference}")
        return redirect("contact", contact.reference)
    return redirect("call", contact.reference)


def _page(
    request: HttpRequest,
    call: Filled,
    parts: list[WorryForm],
    refused: tuple[object, ...] = (),
    conflicts: tuple[Conflict, ...] = (),
) -> HttpResponse:
    by, contact = actor(request), call.contact
    context = {
        "parts": parts,
        "caller": _caller(request, contact, by),
        "opened": contact if contact.submitted_at else None,
        "others": [] if contact.submitted_at else calls.open_calls(by),
        "key": page_key(request),
        "children": len(call.children),
        "has_room": len(call.children) < MOST_CHILDREN,
        "refused": [str(one) for one in refused],
        "conflict": conflicts[0].field if conflicts else "",
        "has_errors": bool(refused or conflicts),
    }
    status = 422 if refused else 409 if conflicts else 200
    return render(request, "ways/call.html", context, status=status)


def _caller(request: HttpRequest, contact: Contact, by: Actor) -> Form:
    form = Form(initial={"agency": request.POST.get("agency") or contact.sender_agency_id})
    form.fields["agency"] = SelectField(
        "Where do they work?",
        calls.callers(by),
        first="They do not call about their work",
        required=False,
    )
    return form

"""The answer to the sender: the hub's page of it, and the sender's replies (P8, L41)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt
from openmash.frontdoor.contacts.access import get_contact, get_own_contact
from openmash.frontdoor.contacts.commands import feedback as do
from openmash.frontdoor.contacts.commands.holding import take_held
from openmash.frontdoor.contacts.emarf.tokens import give_out
from openmash.frontdoor.contacts.forms.feedback import (
    AnswerForm,
    DisagreeForm,
    NotOwedForm,
    PhoneForm,
    QueryForm,
)
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.presenters.feedback import answer_page
from openmash.frontdoor.contacts.queries.feedback import for_sender, get_feedback
from openmash.frontdoor.contacts.views.keeping import DISAGREE, QUERY, comes_back_to, keeps

Command = Callable[[Feedback, dict[str, Any], Actor], object]


@require_GET
def contact_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """What is owed to whom, how far it has come, and whether the contact can close."""
    by = actor(request)
    return _page(request, get_contact(by, reference), by)


@require_POST
def feedback_answer(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer a question or a disagreement."""
    return _settle(
        request, key, AnswerForm, lambda f, said, by: do.answer(f, **said, by=by), "Answer sent"
    )


@require_POST
def feedback_told(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The sender was told by telephone."""
    return _settle(
        request, key, PhoneForm, lambda f, said, by: do.tell_by_phone(f, **said, by=by), "Noted"
    )


@require_POST
def feedback_send_again(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Send the notice once more."""
    return _settle(request, key, Form, lambda f, said, by: do.send_again(f, by=by), "Sent again")


@require_POST
def feedback_not_owed(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A manager records that no answer is owed."""
    return _settle(
        request,
        key,
        NotOwedForm,
        lambda f, said, by: do.not_owed(f, **said, by=by),
        "Recorded",
        P.FEEDBACK_NOT_OWED,
    )


@comes_back_to("worry_status")
@require_POST
def feedback_acknowledge(request: HttpRequest, reference: str) -> HttpResponse:
    """The outcome is clear to me."""
    return _reply(
        request, reference, Form, lambda f, said, by: do.acknowledge(f, by=by), "Thank you"
    )


@keeps(QUERY, on="worry_status")
@require_POST
def feedback_query(request: HttpRequest, reference: str) -> HttpResponse:
    """I have a question."""
    return _reply(
        request,
        reference,
        QueryForm,
        lambda f, said, by: do.query(f, **said, by=by),
        "Your question has been sent. The hub answers within one working day",
    )


@keeps(DISAGREE, on="worry_status")
@require_POST
def feedback_disagree(request: HttpRequest, reference: str) -> HttpResponse:
    """I disagree."""
    return _reply(
        request,
        reference,
        DisagreeForm,
        lambda f, said, by: do.disagree(f, **said, by=by),
        "Your disagreement has been sent. A manager replies within one working day",
    )


def _settle(
    request: HttpRequest,
    key: uuid.UUID,
    shape: type[Form],
    command: Command,
    done: str,
    permission: P = P.FEEDBACK_SETTLE,
) -> HttpResponse:
    by, form = actor(request), shape(request.POST, prefix=str(key)[:8])
    feedback = get_feedback(by, key, permission)
    contact = get_contact(by, feedback.contact.reference)
    if _works(form, feedback, command, by):
        messages.success(request, done)
        return redirect("contact_answer", contact.reference)
    return _page(request, contact, by, (key, form))


def _works(form: Form, feedback: Feedback, command: Command, by: Actor) -> bool:
    if not form.is_valid():
        return False
    return attempt(form, lambda: (command(feedback, form.cleaned_data, by), True)) is not None


def _reply(
    request: HttpRequest, reference: str, shape: type[Form], command: Command, done: str
) -> HttpResponse:
    """A sender's reply; what was typed and cannot be taken is shown again with the reason."""
    by, form = actor(request), shape(request.POST)
    contact = get_own_contact(by, reference, P.FEEDBACK_REPLY)
    view = for_sender(contact, by=by)
    if view is None:
        return redirect("worry_status", contact.reference)
    feedback = get_feedback(by, view.key, P.FEEDBACK_REPLY)
    if _works(form, feedback, command, by):
        for page in (QUERY, DISAGREE):
            take_held(contact, page, by=by)
        messages.success(request, done)
        return redirect("worry_status", contact.reference)
    context = {
        "form": form,
        "contact": contact,
        "places": {str(text): "#f-text" for text in form.non_field_errors()},
        "token": give_out(contact, by),
    }
    return render(request, "contacts/feedback/reply.html", context, status=422)


def _page(
    request: HttpRequest, contact: Contact, by: Actor, typed: tuple[uuid.UUID, Form] | None = None
) -> HttpResponse:
    refused = request.session.pop("why_not_closed", [])
    page = answer_page(contact, by=by, typed=typed, refused=refused)
    status = 422 if typed or refused else 200
    return render(request, "contacts/feedback/page.html", {"page": page}, status=status)

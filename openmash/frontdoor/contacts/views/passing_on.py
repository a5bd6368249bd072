"""The ways out of screening and back, each with a small page of its own (P1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.forms.screening import (
    ActionForm,
    HandOverForm,
    QuestionsForm,
    ReasonForm,
    RouteForm,
)
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.presenters.screening import case_header
from openmash.frontdoor.contacts.queries.screening import (
    facts,
    open_workers,
    screeners,
)
from openmash.frontdoor.contacts.rules.screening import why_not_asked, why_not_routed

both = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Words:
    """What the small page says."""

    title: str
    button: str
    done: str
    text: tuple[str, ...] = ()
    in_the_way: tuple[str, ...] = field(default=())
    other: tuple[str, str] = ("", "")


@both
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the sender precise questions."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_RETURN)
    words = Words(
        f"Ask {found.sender_name}",
        "Send the questions",
        "Your questions are on their way. The sender has one working day",
        ("The decision clock keeps running. The message holds a link and the reference only.",),
        tuple(why_not_asked(facts(found, by=by))),
    )
    form = QuestionsForm(typed(request))
    return step(request, found, form, words, lambda: do.return_for_information(
        found, form.questions(), by=by))  # fmt: skip


@both
def route(request: HttpRequest, reference: str) -> HttpResponse:
    """Send it to the worker of an open case."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_ROUTE)
    workers, known = open_workers(found, by=by), facts(found, by=by)
    first = workers[0] if workers else ("", "")
    words = Words(
        "Send to the worker of the open case",
        "Send it to the worker",
        "Sent. It comes back by itself if nobody accepts within one working hour",
        ("The worker accepts within one working hour, or it comes back to screening by itself.",),
        tuple(why_not_routed(known, *first)),
    )
    form = RouteForm(workers, typed(request))
    return step(request, found, form, words, lambda: do.route_to_open_case(
        found, form.cleaned_data["worker"], form.cleaned_data["note"], by=by))  # fmt: skip


@both
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Give it to somebody else of the hub."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_SCREEN)
    people = [(str(one.pk), one.name) for one in screeners(by) if str(one.pk) != by.user]
    words = Words("Hand it over", "Hand it over", "Handed over")
    form = HandOverForm(people, typed(request), from_the_night=by.out_of_hours)
    return step(request, found, form, words, lambda: do.hand_over(
        found, form.cleaned_data["to"], form.cleaned_data["note"], by=by))  # fmt: skip


@both
def record_action(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what was done for the children."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_RECORD_ACTION)
    words = Words(
        "Write down what was done",
        "Keep it",
        "Kept. It stands under “What has happened”",
        ("Everybody who opens this contact reads it. It cannot be changed afterwards.",),
    )
    form = ActionForm(typed(request))
    return step(request, found, form, words, lambda: do.record_action(
        found, form.cleaned_data["what"], by=by))  # fmt: skip


@both
def take_over(request: HttpRequest, reference: str) -> HttpResponse:
    """A colleague has it and cannot go on: it is mine from now on."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_SCREEN)
    holder = found.assigned_to.name if found.assigned_to else "Nobody"
    words = Words("Take it over", "Take it over", "It is yours now", (f"{holder} has it now.",))
    form = ReasonForm(typed(request))
    return step(request, found, form, words, lambda: do.take_over(
        found, form.cleaned_data["reason"], by=by))  # fmt: skip


@both
def give_back(request: HttpRequest, reference: str) -> HttpResponse:
    """It was accepted into an open case by mistake."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_GIVE_BACK)
    words = Words(
        "Accepted by mistake?",
        "Give it back to screening",
        "It is back in screening. The sender is told",
        ("It goes back to screening at once. The sender hears that it is looked at again.",),
    )
    form = ReasonForm(typed(request))
    return step(request, found, form, words, lambda: do.give_back(
        found, form.cleaned_data["reason"], by=by), leads="/")  # fmt: skip


@both
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Wait no longer for the worker or the sender."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_TAKE_BACK)
    words = Words("Take it back to screening", "Take it back", "It is back in screening")
    form = ReasonForm(typed(request))
    return step(request, found, form, words, lambda: do.take_back(
        found, form.cleaned_data["reason"], by=by))  # fmt: skip


@both
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """It does not belong to the worker's case."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_ACCEPT_ROUTED)
    words = Words(
        "Not for your open case?",
        "Send it back to screening",
        "It is back in screening",
        ("It goes back to screening at once, with what you write here.",),
    )
    form = ReasonForm(typed(request))
    return step(request, found, form, words, lambda: do.decline_routed(
        found, form.cleaned_data["reason"], by=by), leads="/")  # fmt: skip


@both
def back(request: HttpRequest, reference: str) -> HttpResponse:
    """From decision back to screening."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_SEND_TO_DECISION)
    words = Words("Back to screening", "Give it back to screening", "It is back in screening")
    form = ReasonForm(typed(request))
    return step(request, found, form, words, lambda: do.back_to_screening(
        found, form.cleaned_data["reason"], by=by))  # fmt: skip


def typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def step(
    request: HttpRequest,
    found: Contact,
    form: Form,
    words: Words,
    command: Callable[[], Contact],
    leads: str = "",
) -> HttpResponse:
    """One small page: its form, what stands in the way, and back to the contact when it is done."""
    if form.is_bound and form.is_valid() and attempt(form, command) is not None:
        messages.success(request, words.done)
        return redirect(leads or f"/contacts/{found.reference}/")
    header = case_header(found, actor(request))
    context = {"contact": found, "form": form, "words": words, "places": places(form)}
    context["header"] = header
    return render(request, "contacts/screening/step.html", context)


def places(form: Form) -> dict[str, str]:
    """Where each reason of the error summary leads: what a rule says is settled in the first box."""
    if not form.is_bound or not form.fields:
        return {}
    first = next(iter(form.fields))
    return {str(text): form[first].error_href for text in form.non_field_errors()}

"""The ways out of screening and back, each with a small page of its own (P1)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.forms.screening import (
    ActionForm,
    HandOverForm,
    QuestionsForm,
    RouteForm,
)
from openmash.frontdoor.contacts.queries.screening import (
    facts,
    open_workers,
    screeners,
)
from openmash.frontdoor.contacts.rules.restricting import why_not_among_named
from openmash.frontdoor.contacts.rules.screening import why_not_asked, why_not_routed
from openmash.frontdoor.contacts.views.small_page import Words, both, reasoned, step


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
    form = QuestionsForm(posted(request))
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
    form = RouteForm(workers, posted(request))
    return step(request, found, form, words, lambda: do.route_to_open_case(
        found, form.cleaned_data["worker"], form.cleaned_data["note"], by=by))  # fmt: skip


@both
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Give it to somebody else of the hub."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_SCREEN)
    people = [
        (str(one.pk), one.name)
        for one in screeners(by)
        if str(one.pk) != by.user and not any(why_not_among_named(str(one.pk), found.readers))
    ]
    words = Words("Hand it over", "Hand it over", "Handed over")
    form = HandOverForm(people, posted(request), from_the_night=by.out_of_hours)
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
    form = ActionForm(posted(request))
    return step(request, found, form, words, lambda: do.record_action(
        found, form.cleaned_data["what"], by=by))  # fmt: skip


@both
def take_over(request: HttpRequest, reference: str) -> HttpResponse:
    """A colleague has it and cannot go on: it is mine from now on."""
    found = get_contact(actor(request), reference, P.CONTACT_SCREEN)
    holder = found.assigned_to.name if found.assigned_to else "Nobody"
    words = Words("Take it over", "Take it over", "It is yours now", (f"{holder} has it now.",))
    return reasoned(request, found, words, do.take_over)


@both
def give_back(request: HttpRequest, reference: str) -> HttpResponse:
    """It was accepted into an open case by mistake."""
    found = get_contact(actor(request), reference, P.CONTACT_GIVE_BACK)
    words = Words(
        "Accepted by mistake?",
        "Give it back to screening",
        "It is back in screening. The sender is told",
        ("It goes back to screening at once. The sender hears that it is looked at again.",),
    )
    return reasoned(request, found, words, do.give_back, leads="/")


@both
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Wait no longer for the worker or the sender."""
    found = get_contact(actor(request), reference, P.CONTACT_TAKE_BACK)
    words = Words("Take it back to screening", "Take it back", "It is back in screening")
    return reasoned(request, found, words, do.take_back)


@both
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """It does not belong to the worker's case."""
    found = get_contact(actor(request), reference, P.CONTACT_ACCEPT_ROUTED)
    words = Words(
        "Not for your open case?",
        "Send it back to screening",
        "It is back in screening",
        ("It goes back to screening at once, with what you write here.",),
    )
    return reasoned(request, found, words, do.decline_routed, leads="/")


@both
def back(request: HttpRequest, reference: str) -> HttpResponse:
    """From decision back to screening."""
    found = get_contact(actor(request), reference, P.CONTACT_SEND_TO_DECISION)
    words = Words("Back to screening", "Give it back to screening", "It is back in screening")
    return reasoned(request, found, words, do.back_to_screening)

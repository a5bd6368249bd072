"""Asking the family, and deciding where they do not agree: a small page for each act (P4)."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse

from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.enquiries.access import get_enquiry, record_facts
from openmash.frontdoor.enquiries.commands import agreement as do
from openmash.frontdoor.enquiries.forms.agreement import (
    LATER,
    AskForm,
    OverrideForm,
    PutOffForm,
    ViewForm,
)
from openmash.frontdoor.enquiries.presenters.agreement import override_text, whom_to_ask, young_ones
from openmash.frontdoor.enquiries.queries.agreement import agreement_of, agreement_part, grounds
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.rules.agreement import why_not_me
from openmash.frontdoor.enquiries.views.shapes import one_step, reasoned, words_of


@both
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down that somebody was asked, and what they said."""
    by = actor(request)
    found = get_enquiry(by, reference, P.AGREEMENT_ASK)
    agreement = agreement_of(found)
    people = scope_of(found, by=by)
    part = agreement_part(agreement, by=by, people=people)
    form = AskForm(whom_to_ask(people, part), posted(request))
    words = words_of(
        found,
        "Ask for agreement",
        "Keep the answer",
        "The answer is kept",
        "Asking is openness with the family. It is not the ground in law on which agencies share.",
    )
    return one_step(request, found, form, words, lambda: do.record_ask(
        agreement, form.asked(by.at), by=by))  # fmt: skip


@both
def withdraw(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Somebody takes their agreement back."""
    by = actor(request)
    found = get_enquiry(by, reference, P.AGREEMENT_ASK)
    agreement = agreement_of(found)
    part = agreement_part(agreement, by=by)
    said = next((one for one in part.asks if one.pk == key), None)
    if said is None:
        raise NotFound("There is no such answer here")
    words = words_of(
        found,
        f"{part.name_of(said.whom_id)} takes the agreement back",
        "Keep that it is taken back",
        "It is taken back. Nothing more leaves because of it",
        "Nothing more is asked until a manager has decided. What was asked before stays.",
    )
    return reasoned(request, found, words, partial(do.withdraw, agreement, said))


@both
def give_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Nobody can be asked."""
    found = get_enquiry(actor(request), reference, P.AGREEMENT_ASK)
    agreement = agreement_of(found)
    words = words_of(
        found,
        "Nobody can be asked",
        "Keep that nobody can be asked",
        "Kept. A manager decides what follows",
        "After two times at different times, or at once where it is Red.",
    )
    return reasoned(request, found, words, partial(do.give_up, agreement))


@both
def view(request: HttpRequest, reference: str) -> HttpResponse:
    """What a young person thinks of it."""
    by = actor(request)
    found = get_enquiry(by, reference, P.AGREEMENT_ASK)
    agreement = agreement_of(found)
    form = ViewForm(young_ones(scope_of(found, by=by)), posted(request))
    words = words_of(
        found, "A young person’s own view", "Keep their view", "Their view is kept", ""
    )
    return one_step(request, found, form, words, lambda: do.note_view(agreement, by=by, **{
        name: form.cleaned_data[name] or "" for name in ("whom", "words", "why_not")}))  # fmt: skip


@both
def override(request: HttpRequest, reference: str) -> HttpResponse:
    """A manager decides that checks leave without agreement."""
    by = actor(request)
    found = get_enquiry(by, reference, P.AGREEMENT_DECIDE)
    agreement = agreement_of(found)
    facts = agreement_part(agreement, by=by).facts
    form = OverrideForm(list(grounds(by).items()), posted(request))
    words = words_of(
        found,
        "Override",
        "Override, and let checks leave",
        "Overridden. Checks may leave",
        override_text(facts),
        tuple(why_not_me(facts, by.user)),
    )
    return one_step(request, found, form, words, lambda: do.override(agreement, form.said, by=by))


@both
def respect(request: HttpRequest, reference: str) -> HttpResponse:
    """A manager respects the refusal."""
    by = actor(request)
    found = get_enquiry(by, reference, P.AGREEMENT_DECIDE)
    agreement = agreement_of(found)
    words = words_of(
        found,
        "Respect the refusal",
        "Respect the refusal",
        "The refusal is respected. Nobody is asked",
        "It is decided on what is lawfully known already. Help can be offered.",
        tuple(why_not_me(agreement_part(agreement, by=by).facts, by.user)),
    )
    return reasoned(request, found, words, partial(do.respect, agreement))


@both
def reconsider(request: HttpRequest, reference: str) -> HttpResponse:
    """A manager takes back what was decided."""
    found = get_enquiry(actor(request), reference, P.AGREEMENT_DECIDE)
    agreement = agreement_of(found)
    words = words_of(
        found,
        "Take back what was decided",
        "Take it back",
        "Taken back. The family is asked again",
        "Nothing more leaves until the family agrees or it is decided anew.",
    )
    return reasoned(request, found, words, partial(do.reconsider, agreement))


@both
def told(request: HttpRequest, reference: str) -> HttpResponse:
    """The parents have been told."""
    by = actor(request)
    found = get_enquiry(by, reference, P.AGREEMENT_ASK)
    agreement = agreement_of(found)
    later = f"/contacts/{found.contact.reference}/enquiry/agreement/later/"
    may_put_off = may(by, P.AGREEMENT_DECIDE, record_facts(found))
    words = words_of(
        found,
        "The parents have been told",
        "Keep that they were told",
        "Kept",
        "Say who told whom, how, and what they said.",
        other=("It is not safe yet", later) if may_put_off else ("", ""),
    )
    return reasoned(request, found, words, partial(do.note_told, agreement))


@both
def later(request: HttpRequest, reference: str) -> HttpResponse:
    """It is not safe yet to tell the parents."""
    by = actor(request)
    found = get_enquiry(by, reference, P.AGREEMENT_DECIDE)
    agreement, form = agreement_of(found), PutOffForm(posted(request))
    words = words_of(found, "Not safe to tell the parents yet", "Keep it", "Kept", "")

    def put_off() -> object:
        said = form.cleaned_data
        is_later = said["tell"] == LATER
        because = said["why"] if is_later else said["never_because"]
        day = said["tell_on"] if is_later else None
        return do.put_off_telling(agreement, day, because, by=by)

    return one_step(request, found, form, words, put_off)

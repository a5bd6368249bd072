"""The page of an enquiry, and the small pages of each act on it (P3)."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.views.small_page import Words, both, step
from openmash.frontdoor.enquiries.access import get_enquiry
from openmash.frontdoor.enquiries.commands import enquiry as do
from openmash.frontdoor.enquiries.forms.enquiry import (
    MissingForm,
    OpenForm,
    PersonForm,
    RatingForm,
)
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.presenters.checks import draw_checks
from openmash.frontdoor.enquiries.presenters.gate import draw_first_of, draw_gate
from openmash.frontdoor.enquiries.presenters.gp import draw_gps
from openmash.frontdoor.enquiries.presenters.lived import draw_lived
from openmash.frontdoor.enquiries.presenters.matrix import draw_matrix
from openmash.frontdoor.enquiries.presenters.page import draw
from openmash.frontdoor.enquiries.queries.page import Asked, EnquiryPage, scope_of
from openmash.frontdoor.enquiries.queries.proposing import Proposed, proposed
from openmash.frontdoor.enquiries.queries.whole import whole_of
from openmash.frontdoor.enquiries.states import OPEN
from openmash.frontdoor.enquiries.views.shapes import one_step, page_of, reasoned, words_of


@require_GET
def enquiry(request: HttpRequest, reference: str) -> HttpResponse:
    """How urgent, until when, who is asked about, what is missing, and what can be done now."""
    by = actor(request)
    found = get_enquiry(by, reference)
    whole = whole_of(found, by=by)
    rows, page, part = whole.rows, whole.page, whole.agreement
    asked = draw_checks(whole.checks.parts, page, part.names, by)
    context = {
        "page": page,
        "drawn": draw(page, part, by),
        "checks": asked,
        "matrix": draw_matrix(whole.checks.parts, page, by),
        "gps": draw_gps(rows.gps, asked, page),
        "lived": draw_lived(whole.lived, _writes(page), by),
        "contact": found.contact,
        "health": draw_gate(rows, page),
        "first": draw_first_of(rows, page, by=by),
    }
    return render(request, "enquiries/page.html", context)


def _writes(page: EnquiryPage) -> str:
    """Where this reader writes, while the enquiry is open; empty for who only reads."""
    changes = page.may.run and page.enquiry.state in OPEN
    return page_of(page.enquiry.contact.reference) if changes else ""


@both
def open_enquiry(request: HttpRequest, reference: str) -> HttpResponse:
    """A manager opens an enquiry: how urgent, why, and about whom."""
    by = actor(request)
    found = get_contact(by, reference, P.ENQUIRY_OPEN)
    form = OpenForm(proposed(found, by=by), posted(request))
    words = Words(
        "Open a MASH enquiry",
        "Open the enquiry",
        "The enquiry is open, and its clock runs",
        ("Those who may know something are asked before anybody decides.",),
    )
    leads = page_of(reference)
    return step(request, found, form, words, lambda: do.open_enquiry(
        found, form.rating, form.included(), by=by), leads)  # fmt: skip


@both
def urgency(request: HttpRequest, reference: str) -> HttpResponse:
    """Another urgency; its clock runs anew."""
    by = actor(request)
    found, form = get_enquiry(by, reference, P.ENQUIRY_RATE), RatingForm(posted(request))
    words = words_of(
        found,
        "Change the urgency",
        "Change the urgency",
        "The urgency is changed. Its clock runs anew",
        f"It is {found.get_rag_display()} now. The clock runs anew from the moment of the change.",
    )
    return one_step(
        request, found, form, words, lambda: do.change_urgency(found, form.rating, by=by)
    )


@both
def person_add(request: HttpRequest, reference: str) -> HttpResponse:
    """One more person to be asked about."""
    by = actor(request)
    found = get_enquiry(by, reference, P.ENQUIRY_RUN)
    form = PersonForm(_not_in_yet(found, by), posted(request))
    words = words_of(
        found,
        "Ask about one more person",
        "Ask about them",
        "They are asked about now",
        "Whoever is known on the family page is offered here by itself.",
    )
    return one_step(
        request, found, form, words, lambda: do.add_person(found, form.included(), by=by)
    )


@both
def person_remove(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Nobody is asked about this person any more."""
    by = actor(request)
    found = get_enquiry(by, reference, P.ENQUIRY_RUN)
    asked = next((a for a in scope_of(found, by=by) if a.row.pk == key), None)
    if asked is None or asked.row.removed_at is not None:
        raise NotFound("There is no such person in this enquiry")
    asked.row.enquiry = found
    words = words_of(
        found,
        f"Ask no longer about {asked.name}",
        "Ask no longer about them",
        "They are not asked about any more",
        "That they were, and why not now, stays with the enquiry.",
    )
    return reasoned(request, found, words, partial(do.remove_person, asked.row))


@both
def to_decision(request: HttpRequest, reference: str) -> HttpResponse:
    """Enough is known, or no more can be waited for."""
    by = actor(request)
    found, form = get_enquiry(by, reference, P.ENQUIRY_RUN), MissingForm(posted(request))
    words = words_of(
        found,
        "Send to decision",
        "Send to decision",
        "Sent to decision",
        "A social worker recommends a level for each child, a manager decides.",
    )
    return one_step(request, found, form, words, lambda: do.send_to_decision(
        found, form.cleaned_data["reason"], by=by))  # fmt: skip


@both
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Back from decision: somebody has to be asked first."""
    found = get_enquiry(actor(request), reference, P.ENQUIRY_RUN)
    words = words_of(
        found,
        "Back into the enquiry",
        "Take it back into the enquiry",
        "It is back in the enquiry",
        "Its clock keeps running.",
    )
    return reasoned(request, found, words, partial(do.take_back, found))


@both
def end(request: HttpRequest, reference: str) -> HttpResponse:
    """It was no matter for an enquiry."""
    found = get_enquiry(actor(request), reference, P.ENQUIRY_OPEN)
    words = words_of(
        found,
        "End the enquiry without a decision",
        "End the enquiry",
        "The enquiry has ended. The contact is back in screening",
        "The contact goes back to screening, and its decision clock goes on as it was.",
    )
    return reasoned(request, found, words, partial(do.end, found))


def _not_in_yet(found: MashEnquiry, by: Actor) -> list[Proposed]:
    asked = {
        f"person:{a.row.person_id}" if a.row.person_id else _key_of(a)
        for a in scope_of(found, by=by)
        if a.row.removed_at is None
    }
    people = proposed(found.contact, by=by)
    return [one for one in people if one.key not in asked and one.called not in asked]


def _key_of(asked: Asked) -> str:
    """A child as the contact knows it, or a name."""
    return asked.row.child.subject if asked.row.child is not None else asked.row.called

"""The hub’s side of a one-time link: send it, ring, read out the code (P5)."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.reference.queries import number
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt, posted
from openmash.frontdoor.contacts.presenters.screening import case_header
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.enquiries.access import get_enquiry
from openmash.frontdoor.enquiries.commands.links import read_code, send_link
from openmash.frontdoor.enquiries.presenters.links import draw_link
from openmash.frontdoor.enquiries.queries.checks import check_at
from openmash.frontdoor.enquiries.queries.links import to_send
from openmash.frontdoor.enquiries.rules.links import why_no_link
from openmash.frontdoor.enquiries.states import WAITING
from openmash.frontdoor.enquiries.states.links import LinkFor
from openmash.frontdoor.enquiries.views.shapes import one_step, words_of

LEADS_TO = {LinkFor.ANSWER: "to answer", LinkFor.OUTCOME: "to what was decided"}


@both
def send(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """A new link to the address on file; the one before opens nothing any longer."""
    by = actor(request)
    found = get_enquiry(by, reference, P.LINK_SEND)
    check = check_at(found, key)
    purpose = LinkFor.ANSWER if check.state in WAITING else LinkFor.OUTCOME
    facts = to_send(check, purpose, by=by)
    words = words_of(
        found,
        f"Send {check.agency.name} a link {LEADS_TO[purpose]}",
        "Send the link",
        "Sent. Ring them, and read out the code",
        f"It goes to {facts.address or 'no address'}, and says nothing of anybody. A link sent before"
        " opens nothing any longer.",
        tuple(why_no_link(facts)),
    )
    return one_step(request, found, Form(posted(request)), words, lambda: send_link(
        check, purpose, by=by))  # fmt: skip


@both
def code(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Whom to ring, and the code to read out: shown once, and another one at the next press."""
    by = actor(request)
    found = get_enquiry(by, reference, P.LINK_READ_CODE)
    check = check_at(found, key)
    form = Form(posted(request))
    shown = attempt(form, lambda: read_code(check, by=by)) if form.is_bound else None
    context = {
        "contact": found.contact,
        "header": case_header(found.contact, by),
        "check": check,
        "link": draw_link(check, by),
        "form": form,
        "code": f"{shown[:3]} {shown[3:]}" if shown else "",
        "minutes": number(by.partnership, "link-code-minutes"),
    }
    return render(request, "enquiries/code.html", context)

"""An enquiry on paper or as a PDF: who asked whom, what was said, on what ground; each is recorded."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from openmash.core.actor import Actor
from openmash.foundation.access.models import ReadLog
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.reading import log_read
from openmash.foundation.access.requests import actor
from openmash.foundation.ui import pdf
from openmash.frontdoor.contacts.access import people_of
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.access import get_enquiry
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.presenters.agreement import draw_agreement
from openmash.frontdoor.enquiries.presenters.checks import draw_checks
from openmash.frontdoor.enquiries.presenters.gp import draw_gps
from openmash.frontdoor.enquiries.presenters.health import draw_readings
from openmash.frontdoor.enquiries.presenters.lived import draw_lived
from openmash.frontdoor.enquiries.presenters.page import draw
from openmash.frontdoor.enquiries.presenters.pertinent import draw_all
from openmash.frontdoor.enquiries.queries.checks import CheckPart
from openmash.frontdoor.enquiries.queries.on_paper import on_paper_of
from openmash.frontdoor.enquiries.queries.pertinent import only_spoken, written_down
from openmash.frontdoor.enquiries.queries.whole import whole_of
from openmash.frontdoor.enquiries.states.items import Handling

TOO_LONG = (
    "This enquiry is too long for this server to make a PDF of. Print this page, or save it as a PDF"
    " from your browser: the same is on it"
)


@require_GET
def summary(request: HttpRequest, reference: str) -> HttpResponse:
    """For paper: no address, and nothing that may be passed on by word of mouth only (H4)."""
    by = actor(request)
    found = get_enquiry(by, reference, P.CHECK_READ)
    _is_printed(found.contact, "enquiry", by)
    return _paper(request, found, by)


@require_GET
def summary_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as a file; where this server cannot make one, the page for paper, which says so."""
    if not pdf.is_possible():
        return redirect("enquiry_print", reference)
    by = actor(request)
    found = get_enquiry(by, reference, P.CHECK_READ)
    page = _paper(request, found, by)
    if pdf.is_too_long(page):
        messages.warning(request, TOO_LONG)
        return redirect("enquiry_print", reference)
    _is_printed(found.contact, "enquiry as a file", by)
    return pdf.pdf_of(page, f"enquiry-{reference}.pdf")


def _paper(request: HttpRequest, found: MashEnquiry, by: Actor) -> HttpResponse:
    whole = whole_of(found, by=by)
    page, part = whole.page, whole.agreement
    everybody = [*page.people, *page.taken_out]
    asked = draw_checks([on_paper(one) for one in whole.checks.parts], page, part.names, by)
    context = {
        "page": page,
        "drawn": draw(page, part, by),
        "agreed": draw_agreement(part, by, may_ask=False),
        "checks": asked,
        "noted": draw_all(found, written_down(found, by=by), by=by),
        "spoken": only_spoken(found),
        "gps": draw_gps(whole.rows.gps, asked, page),
        "readings": draw_readings(found, everybody, by=by),
        "lived": draw_lived(whole.lived, "", by),
        "contact": found.contact,
        "more": on_paper_of(found.contact, by),
        "at": by.at,
        "as_pdf": pdf.is_possible(),
    }
    return render(request, "enquiries/print.html", context)


def _is_printed(contact: Contact, profile: str, by: Actor) -> None:
    about, facts = people_of(contact), {"profile": profile}
    log_read(ReadLog.Action.PRINT, by=by, subject=contact.subject, about=about, facts=facts)


def on_paper(part: CheckPart) -> CheckPart:
    """The same question without the facts that are passed on by word of mouth only."""
    kept = {
        answer: tuple(one for one in items if Handling.H4 not in one.handling)
        for answer, items in part.items.items()
    }
    return replace(part, items=kept)

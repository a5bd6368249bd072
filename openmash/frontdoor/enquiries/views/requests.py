"""Sending questions to many agencies by one press (P3)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.parts import Need
from openmash.foundation.ui.posting import attempt, posted
from openmash.foundation.ui.wording import count
from openmash.frontdoor.contacts.presenters.screening import case_header
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.enquiries.access import get_enquiry
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.forms.requests import SendForm
from openmash.frontdoor.enquiries.presenters.agreement import limits_in_words
from openmash.frontdoor.enquiries.presenters.requests import draw_offers
from openmash.frontdoor.enquiries.queries.agreement import agreement_of, agreement_part
from openmash.frontdoor.enquiries.queries.asking import proposals
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.rules.agreement import is_beyond_limits, why_checks_may_not_leave
from openmash.frontdoor.enquiries.views.shapes import page_of


@both
def send(request: HttpRequest, reference: str) -> HttpResponse:
    """Everybody who may know, proposed with the reason; one press asks them all."""
    by = actor(request)
    found = get_enquiry(by, reference, P.CHECK_RUN)
    people = scope_of(found, by=by)
    part = agreement_part(agreement_of(found), by=by, people=people)
    whole = proposals(found, people, by=by)
    kept_out = [one for one in whole if is_beyond_limits(part.facts, one.asking.kind)]
    offered = [one for one in whole if one not in kept_out]
    names = [(str(a.row.pk), a.name) for a in people if a.row.removed_at is None]
    form = SendForm(offered, names, posted(request))
    if form.is_bound and form.is_valid():
        asked = attempt(form, lambda: send_requests(found, form.questions, by=by))
        if asked is not None:
            messages.success(request, f"{count(len(asked), 'agency is', 'agencies are')} asked")
            return redirect(page_of(reference))
    why_not = list(why_checks_may_not_leave(part.facts))
    context = {
        "contact": found.contact,
        "form": form,
        "offers": draw_offers(offered, kept_out),
        "header": case_header(found.contact, by),
        "why_not": why_not,
        "blockers": tuple(Need(text) for text in why_not),
        "intro": "" if why_not else "Each has its time to answer from now." + limits_in_words(part),
    }
    return render(request, "enquiries/send.html", context)

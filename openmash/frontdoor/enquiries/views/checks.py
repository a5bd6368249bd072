"""Asking agencies, and writing down what they say: a small page for each act (P3)."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.enquiries.access import get_enquiry
from openmash.frontdoor.enquiries.commands import checks as do
from openmash.frontdoor.enquiries.forms.checks import AnswerForm, AskAgencyForm
from openmash.frontdoor.enquiries.presenters.agreement import limits_in_words
from openmash.frontdoor.enquiries.queries.agreement import agreement_of, agreement_part
from openmash.frontdoor.enquiries.queries.checks import agencies_to_ask, check_at
from openmash.frontdoor.enquiries.queries.gp import proposal
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.rules.agreement import why_checks_may_not_leave
from openmash.frontdoor.enquiries.views.shapes import one_step, page_of, reasoned, words_of


@both
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask one agency, and keep that it was asked."""
    by = actor(request)
    found = get_enquiry(by, reference, P.CHECK_RUN)
    people = scope_of(found, by=by)
    part = agreement_part(agreement_of(found), by=by, people=people)
    choices = [(str(a.row.pk), a.name) for a in people if a.row.removed_at is None]
    form = AskAgencyForm(agencies_to_ask(by), choices, posted(request))
    proposed = proposal(found, request.GET.get("gp", ""), by=by)
    form = form.begin_with(proposed)
    practice = str(proposed.get("agency", ""))
    words = words_of(
        found,
        "Ask an agency",
        "Keep that I ask",
        "Kept. The agency’s time to answer runs",
        "Ask by telephone, secure e-mail or face to face. This keeps that you did, and starts the clock."
        + limits_in_words(part),
        tuple(why_checks_may_not_leave(part.facts, agency=practice)),
    )
    return one_step(request, found, form, words, lambda: do.ask_agency(
        found, form.question, by=by))  # fmt: skip


@both
def answer(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Write down what an agency knows of each person."""
    by = actor(request)
    found = get_enquiry(by, reference, P.CHECK_RUN)
    check = check_at(found, key)
    names = {one.row.pk: one.name for one in scope_of(found, by=by)}
    people = [
        (str(one.pk), names.get(one.whom_id, "Somebody you may not know of"))
        for one in check.people.order_by("whom__added_at", "id")
    ]
    form = AnswerForm(people, posted(request))
    words = words_of(
        found,
        f"What {check.agency.name} knows",
        "Keep the answer",
        "The answer is kept",
        f"Asked: “{check.questions}”",
    )
    return one_step(request, found, form, words, lambda: do.answer(
        check, form.answered(), form.cleaned_data["told_by"], by=by))  # fmt: skip


@both
def refused(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """The agency refuses."""
    found = get_enquiry(actor(request), reference, P.CHECK_RUN)
    check = check_at(found, key)
    words = words_of(
        found,
        f"{check.agency.name} refuses to answer",
        "Keep that they refuse",
        "Kept. The decision says that it is missing",
        "Write down the reason in law that they name, and who at the agency gave it.",
    )
    return reasoned(request, found, words, partial(do.refuse, check))


@both
def silent(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """No more is waited for."""
    found = get_enquiry(actor(request), reference, P.CHECK_RUN)
    check = check_at(found, key)
    words = words_of(
        found,
        f"{check.agency.name} does not answer",
        "Wait no longer",
        "Kept. The decision says that it is missing",
        "Say whom you tried, and when. A late answer can still be written down.",
    )
    return reasoned(request, found, words, partial(do.note_no_answer, check))


@require_POST
def accepted(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Read, and no more is needed of it."""
    by = actor(request)
    found = get_enquiry(by, reference, P.CHECK_RUN)
    do.accept(check_at(found, key), by=by)
    messages.success(request, "Accepted")
    return redirect(f"{page_of(reference)}#asked")


@both
def clarify(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Something of it is not clear."""
    found = get_enquiry(actor(request), reference, P.CHECK_RUN)
    check = check_at(found, key)
    words = words_of(
        found,
        f"Ask {check.agency.name} to say more",
        "Ask once more",
        "Asked once more. The agency’s time to answer runs anew",
        "Say what is not clear. The agency reads these words beside its own answer.",
    )
    return reasoned(request, found, words, partial(do.clarify, check))

"""The sender's list, start, receipt, status and answers (eMARF §3.9, L41)."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmash.core.actor import Actor
from openmash.core.refusals import Refused
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import attempt, posted
from openmash.frontdoor.contacts.access import get_own_contact, own_facts
from openmash.frontdoor.contacts.commands import drafting, feedback
from openmash.frontdoor.contacts.commands.holding import take_held
from openmash.frontdoor.contacts.emarf.reading import as_sent
from openmash.frontdoor.contacts.emarf.tokens import give_out
from openmash.frontdoor.contacts.forms.answering import AddForm, QuestionsForm, StartForm
from openmash.frontdoor.contacts.presenters.files import senders_files
from openmash.frontdoor.contacts.queries.drafts import fill, stops, title_of
from openmash.frontdoor.contacts.queries.feedback import for_sender, get_feedback
from openmash.frontdoor.contacts.queries.worries import answer_by, decide_by, my_worries, status_of
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.contacts.views.keeping import (
    ADD,
    DISAGREE,
    QUERY,
    QUESTIONS,
    held_text,
    keeps,
)


@require_GET
def worry_list(request: HttpRequest) -> HttpResponse:
    """What I have begun and sent; what is asked of me on top."""
    by = actor(request)
    permit(by, P.CONTACT_FOLLOW, own_facts(by))
    return render(request, "contacts/worries/list.html", {"worries": my_worries(by)})


@require_http_methods(["GET", "POST"])
def worry_start(request: HttpRequest) -> HttpResponse:
    """Begin; the key was made with the page, so a double click begins one worry."""
    by = actor(request)
    permit(by, P.CONTACT_START, own_facts(by))
    form = StartForm(posted(request))
    if form.is_bound and form.is_valid():
        contact = drafting.start(form.cleaned_data["key"], by=by)
        return redirect(stops(fill(contact, by))[0].href)
    return render(request, "contacts/worries/start.html", {"form": form, "key": uuid.uuid4()})


@require_GET
def worry_sent(request: HttpRequest, reference: str) -> HttpResponse:
    """The receipt: the reference, and promises with their clocks."""
    by = actor(request)
    contact = get_own_contact(by, reference)
    if contact.submitted_at is None:
        return redirect("worry_tasks", contact.reference)
    filled = fill(contact, by)
    context = {
        "contact": contact,
        "filled": filled,
        "names": [filled.called(child) for child in filled.children],
        "decide_by": decide_by(contact, by),
        "meanwhile": filled.text(None, "E3"),
    }
    return render(request, "contacts/worries/sent.html", context)


@require_GET
def worry_status(request: HttpRequest, reference: str) -> HttpResponse:
    """Where it is now, what was decided, and what is asked of me; looking at the answer reads it."""
    by = actor(request)
    contact = get_own_contact(by, reference)
    if contact.state == ContactState.WITHDRAWN:
        return render(request, "contacts/worries/withdrawn.html", {"contact": contact})
    if contact.submitted_at is None:
        return redirect("worry_tasks", contact.reference)
    if (answer := for_sender(contact, by=by)) is not None:
        feedback.read(get_feedback(by, answer.key, P.FEEDBACK_REPLY), by=by)
    typed = {"more": _from_draft(request, by)} | held_text(contact, ADD, by)
    return _status(request, reference, AddForm(initial=typed))


def _from_draft(request: HttpRequest, by: Actor) -> str:
    """The story of a draft of one's own that turned out to be about an earlier worry."""
    if "from" not in request.GET:
        return ""
    try:
        draft = get_own_contact(by, request.GET["from"], P.CONTACT_WRITE)
    except Refused:
        return ""
    return fill(draft, by).facts.story


def _status(request: HttpRequest, reference: str, form: AddForm) -> HttpResponse:
    by = actor(request)
    contact = get_own_contact(by, reference)
    context = {
        "contact": contact,
        "status": status_of(contact, by),
        "title": title_of(fill(contact, by)),
        "sent": as_sent(contact),
        "files": senders_files(contact, by),
        "form": form,
        "writing": contact.is_being_written,
        "token": give_out(contact, by),
        "kept": {page: held_text(contact, page, by) for page in (ADD, QUERY, DISAGREE)},
    }
    return render(request, "contacts/worries/status.html", context)


@keeps(ADD, on="worry_status")
@require_POST
def worry_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add something to what was sent."""
    by = actor(request)
    contact = get_own_contact(by, reference, P.CONTACT_WRITE)
    form = AddForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["more"]
        if attempt(form, lambda: drafting.add_later(contact, text, by=by)) is not None:
            take_held(contact, ADD, by=by)
            messages.success(request, "We have added this. The hub can see it.")
            return redirect("worry_status", contact.reference)
    return _status(request, reference, form)


@keeps(QUESTIONS)
@require_http_methods(["GET", "POST"])
def worry_questions(request: HttpRequest, reference: str) -> HttpResponse:
    """The hub's questions, each with room for an answer."""
    by = actor(request)
    contact = get_own_contact(by, reference, P.CONTACT_ANSWER_QUESTIONS)
    asked = list(
        contact.questions.filter(answered_at=None, withdrawn_at=None).order_by("asked_at", "id")
    )
    if not asked:
        return redirect("worry_status", contact.reference)
    kept = held_text(contact, QUESTIONS, by)
    form = QuestionsForm(asked, posted(request), kept=kept)
    if form.is_bound and form.is_valid():
        answers = form.answers()
        if attempt(form, lambda: drafting.answer_questions(contact, answers, by=by)) is not None:
            take_held(contact, QUESTIONS, by=by)
            messages.success(request, "We have your answers.")
            return redirect("worry_status", contact.reference)
    context = {
        "contact": contact,
        "form": form,
        "title": title_of(fill(contact, by)),
        "token": give_out(contact, by),
        "restored": bool(kept),
        "answer_by": answer_by(contact, by),
    }
    return render(request, "contacts/worries/questions.html", context)


@require_http_methods(["GET", "POST"])
def worry_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a draft back, after asking once."""
    by = actor(request)
    contact = get_own_contact(by, reference, P.CONTACT_WITHDRAW)
    if contact.state != ContactState.DRAFT:
        return redirect("worry_list")
    if request.method == "POST":
        drafting.withdraw(contact, by=by)
        messages.success(request, "You have withdrawn the draft. Nobody at the hub has seen it.")
        return redirect("worry_list")
    context = {"contact": contact, "title": title_of(fill(contact, by))}
    return render(request, "contacts/worries/withdraw.html", context)

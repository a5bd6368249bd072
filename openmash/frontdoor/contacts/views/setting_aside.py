"""Setting a contact aside as a repeat or a mistake, and taking that back (P1)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from openmash.core.refusals import NotReady
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.forms.screening import DuplicateForm
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.presenters.setting_aside import choices, said_of
from openmash.frontdoor.contacts.queries.screening import bare_facts
from openmash.frontdoor.contacts.queries.setting_aside import (
    candidates,
    open_proposal,
    sent_contact,
)
from openmash.frontdoor.contacts.rules.setting_aside import why_never_aside, why_not_confirmed
from openmash.frontdoor.contacts.views.small_page import Words, both, reasoned, step


@both
def duplicate(request: HttpRequest, reference: str) -> HttpResponse:
    """It repeats another contact."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_MARK_DUPLICATE)
    words = Words(
        "Same worry as an earlier contact",
        "Mark it as the same worry",
        "Kept as a duplicate. Its sender will be told",
        ("Only when it is the same incident and the same child. Both senders hear from us.",),
        tuple(why_never_aside(bare_facts(found))),
    )
    form = DuplicateForm(choices(candidates(found, by=by), by), posted(request))

    def mark() -> Contact:
        other = sent_contact(form.chosen(), by=by)
        if other is None:
            raise NotReady("There is no contact with this reference here")
        return do.mark_duplicate(found, other, form.cleaned_data["because"], by=by)

    return step(request, found, form, words, mark)


@both
def not_duplicate(request: HttpRequest, reference: str) -> HttpResponse:
    """It is a worry of its own after all."""
    found = get_contact(actor(request), reference, P.CONTACT_MARK_DUPLICATE)
    words = Words(
        "Not a duplicate after all",
        "Bring it back to screening",
        "It is back in screening. Its sender is told",
        ("Its decision clock goes on as if it had never stopped.",),
    )
    return reasoned(request, found, words, do.not_duplicate)


@both
def in_error(request: HttpRequest, reference: str) -> HttpResponse:
    """It should never have been here: one manager proposes it."""
    found = get_contact(actor(request), reference, P.CONTACT_ENTER_IN_ERROR)
    if open_proposal(found) is not None:
        return redirect("contact_in_error_agree", found.reference)
    in_the_way = tuple(why_never_aside(bare_facts(found)))
    words = Words(
        "Entered in error",
        "Propose that it is entered in error",
        "Proposed. It stays where it is until another manager agrees",
        ("For tests and mistakes only, never for a real worry. Another manager has to agree.",),
        in_the_way,
    )
    return reasoned(request, found, words, do.propose_in_error)


@both
def agree_in_error(request: HttpRequest, reference: str) -> HttpResponse:
    """Another manager agrees."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_ENTER_IN_ERROR)
    proposal = open_proposal(found)
    if proposal is None:
        return redirect("contact", found.reference)
    words = Words(
        "Is it entered in error?",
        "I agree: entered in error",
        "Marked as entered in error. Its sender is told",
        said_of(proposal, by),
        tuple(why_not_confirmed(str(proposal.proposed_by_id), by.user)),
        other=("I do not agree", f"/contacts/{found.reference}/in-error/refuse/"),
    )
    return step(request, found, Form(posted(request)), words, lambda: do.enter_in_error(
        found, by=by))  # fmt: skip


@both
def refuse_in_error(request: HttpRequest, reference: str) -> HttpResponse:
    """It is no mistake: the proposal ends."""
    found = get_contact(actor(request), reference, P.CONTACT_ENTER_IN_ERROR)
    words = Words("It is no mistake", "Keep it where it is", "It stays where it is")
    return reasoned(request, found, words, do.refuse_in_error)


@both
def not_in_error(request: HttpRequest, reference: str) -> HttpResponse:
    """It was a real worry after all."""
    found = get_contact(actor(request), reference, P.CONTACT_ENTER_IN_ERROR)
    words = Words(
        "Not entered in error after all",
        "Bring it back to screening",
        "It is back in screening. Its sender is told",
        ("Its decision clock goes on as if it had never stopped.",),
    )
    return reasoned(request, found, words, do.not_in_error)

"""The small page of one act on a contact: its words, its form, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from openmash.core.actor import Actor
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt, posted
from openmash.frontdoor.contacts.forms.screening import ReasonForm
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.presenters.screening import case_header

both = require_http_methods(["GET", "POST"])


class WithReason(Protocol):
    """A command that needs a contact, a reason and its actor."""

    def __call__(self, contact: Contact, reason: str, /, *, by: Actor) -> Contact: ...


@dataclass(frozen=True)
class Words:
    """What the small page says; without words for the button there is nothing to press."""

    title: str
    button: str
    done: str
    text: tuple[str, ...] = ()
    in_the_way: tuple[str, ...] = ()
    other: tuple[str, str] = ("", "")
    back: tuple[str, str] = ("", "")
    shown: tuple[tuple[str, str], ...] = ()  # what is to be read before it is pressed


def reasoned(
    request: HttpRequest, found: Contact, words: Words, command: WithReason, leads: str = ""
) -> HttpResponse:
    """A small page that asks for the reason and for nothing else."""
    by, form = actor(request), ReasonForm(posted(request))
    return step(request, found, form, words, lambda: command(
        found, form.cleaned_data["reason"], by=by), leads)  # fmt: skip


def step(
    request: HttpRequest,
    found: Contact,
    form: Form,
    words: Words,
    command: Callable[[], object],
    leads: str = "",
) -> HttpResponse:
    """One small page: its form, what stands in the way, and back to the contact when it is done."""
    if form.is_bound and form.is_valid() and attempt(form, command) is not None:
        messages.success(request, words.done)
        return redirect(leads or f"/contacts/{found.reference}/")
    context = {
        "contact": found,
        "form": form,
        "words": words,
        "places": _places(form),
        "header": case_header(found, actor(request)),
    }
    return render(request, "contacts/screening/step.html", context)


def _places(form: Form) -> dict[str, str]:
    """Where each reason of the error summary leads: what a rule says is settled in the first box."""
    if not form.is_bound or not form.fields:
        return {}
    first = next(iter(form.fields))
    return {str(text): form[first].error_href for text in form.non_field_errors()}

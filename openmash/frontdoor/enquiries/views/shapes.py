"""The small page of one act on an enquiry: asks what is needed, and leads back to the enquiry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.forms.screening import ReasonForm
from openmash.frontdoor.contacts.views.small_page import Words, step
from openmash.frontdoor.enquiries.models import MashEnquiry


class WithReason(Protocol):
    """A command that is told what it is about, and needs a reason and its actor."""

    def __call__(self, reason: str, /, *, by: Actor) -> object: ...


def reasoned(
    request: HttpRequest, found: MashEnquiry, words: Words, command: WithReason
) -> HttpResponse:
    """A small page that asks for the reason and for nothing else."""
    by, form = actor(request), ReasonForm(posted(request))
    return one_step(request, found, form, words, lambda: command(
        form.cleaned_data["reason"], by=by))  # fmt: skip


def one_step(
    request: HttpRequest,
    found: MashEnquiry,
    form: Form,
    words: Words,
    command: Callable[[], object],
) -> HttpResponse:
    """One small page, and back to the enquiry when it is done."""
    leads = page_of(found.contact.reference)
    return step(request, found.contact, form, words, command, leads)


def words_of(
    found: MashEnquiry,
    title: str,
    button: str,
    done: str,
    text: str,
    in_the_way: tuple[str, ...] = (),
    other: tuple[str, str] = ("", ""),
) -> Words:
    """What the page says, with the way back to the enquiry."""
    back = ("The enquiry", page_of(found.contact.reference))
    said = (text,) if text else ()
    return Words(title, button, done, said, in_the_way, other, back)


def page_of(reference: str) -> str:
    """Where the enquiry is read."""
    return reverse("enquiry", args=[reference.strip().upper()])

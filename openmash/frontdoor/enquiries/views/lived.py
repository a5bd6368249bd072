"""Writing down a day in a child's life: a small page for each act (L51)."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.queries.tray_rows import name_of
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.enquiries.access import get_enquiry
from openmash.frontdoor.enquiries.commands import lived as do
from openmash.frontdoor.enquiries.forms.lived import LivedForm, SameForm
from openmash.frontdoor.enquiries.models import LivedExperience, MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.queries.lived import child_at, lived_of, questions_of
from openmash.frontdoor.enquiries.views.shapes import one_step, words_of


@both
def note(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Write down what is known of one child's day."""
    by = actor(request)
    found = get_enquiry(by, reference, P.ENQUIRY_RUN)
    about = child_at(found, key)
    questions = [(code, words) for code, words in questions_of(found.partnership_id)]
    form = LivedForm(questions, posted(request), chosen=request.GET.get("question", ""))
    words = words_of(
        found,
        f"A day in the life of {_name(about)}",
        "Keep it",
        "Kept",
        "Brothers and sisters live different days in the same house.",
    )
    return one_step(request, found, form, words, lambda: do.note_lived(
        about, form.lived, by=by))  # fmt: skip


@both
def same(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Confirm that what was said of a brother or sister is true of this child too."""
    by = actor(request)
    found = get_enquiry(by, reference, P.ENQUIRY_RUN)
    about = child_at(found, key)
    said = _said_of_others(found, about, by)
    form = SameForm([(key, words) for key, (words, _) in said.items()], posted(request))
    words = words_of(
        found,
        f"Also true of {_name(about)}",
        "It is so for this child too",
        "Kept for this child too",
        "",
    )
    return one_step(request, found, form, words, lambda: do.same_for(
        _chosen(said, form.cleaned_data["said"]), about, by=by))  # fmt: skip


def _said_of_others(
    enquiry: MashEnquiry, about: ScopePerson, by: Actor
) -> dict[str, tuple[str, LivedExperience]]:
    found = {}
    for part in lived_of(enquiry, by=by):
        if part.child.pk != about.pk:
            for code, words in part.questions:
                if (one := part.said.get(code)) is not None:
                    one.about.enquiry = enquiry
                    found[str(one.pk)] = (f"{_name(part.child)}. {words} “{one.text}”", one)
    return found


def _chosen(said: dict[str, tuple[str, LivedExperience]], key: str) -> LivedExperience:
    if key not in said:
        raise NotFound("Nobody has said this of a brother or sister")
    return said[key][1]


def _name(about: ScopePerson) -> str:
    return name_of(about.child) if about.child is not None else about.called

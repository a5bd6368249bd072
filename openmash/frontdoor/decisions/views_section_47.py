"""A section 47 enquiry has started: it is noted, or taken back, on a small page (P5 T5, P11)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.views.small_page import Words, both, reasoned, step
from openmash.frontdoor.decisions.access import get_contact_to_decide
from openmash.frontdoor.decisions.commands import section_47 as do
from openmash.frontdoor.decisions.forms_section_47 import Section47Form
from openmash.frontdoor.decisions.queries.section_47 import called_47, may_have_started, noted_at

WHY_HERE = (
    "The strategy discussion is held outside this system. Note here what it decided, so that the"
    " child’s history tells it, and each GP practice is asked for what it knows by now."
)
NONE = (
    "For no child is a strategy discussion or immediate protection decided, or it is noted already"
)


@both
def section_47(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that it has started, for one child or several."""
    by = actor(request)
    found = get_contact_to_decide(by, reference, P.SECTION_47_NOTE)
    children = called_47(found, may_have_started(found))
    form = Section47Form(children, posted(request))
    back = f"{found.hub_path}decision/"
    words = Words(
        "A section 47 enquiry has started",
        "Note that it has started" if children else "",
        "Kept. The practices that may know more are to be asked once more",
        (WHY_HERE,),
        in_the_way=() if children else (NONE,),
        back=("The decision", back),
    )  # fmt: skip
    return step(request, found, form, words, lambda: do.note_section_47(
        found, form.positions, form.cleaned_data["started"], with_police=form.with_police, by=by),
        back)  # fmt: skip


@both
def section_47_back(request: HttpRequest, reference: str, position: int) -> HttpResponse:
    """Take back what was noted in error."""
    by = actor(request)
    found = get_contact_to_decide(by, reference, P.SECTION_47_NOTE)
    decision = noted_at(found, position)
    [(_, called)] = called_47(found, [decision])
    back = f"{found.hub_path}decision/"
    words = Words(
        f"No section 47 enquiry has started for {called}",
        "Take it back",
        "Taken back. That it was noted stays readable in the history",
        back=("The decision", back),
    )
    return reasoned(request, found, words, lambda contact, reason, *, by: do.take_back_section_47(
        contact, position, reason, by=by), back)  # fmt: skip

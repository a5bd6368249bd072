"""The two small pages of a special pathway."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from openmash.core.dates import say_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.views.small_page import Words, both, step
from openmash.frontdoor.pathways.commands import end_pathway, note_pathway, take_back_pathway
from openmash.frontdoor.pathways.forms import NoteForm, SettleForm
from openmash.frontdoor.pathways.kinds import PATHWAYS, Kind
from openmash.frontdoor.pathways.queries import get_pathway
from openmash.frontdoor.pathways.rules import why_not_open_to_pathways


@both
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that a special pathway applies."""
    by, form = actor(request), NoteForm(posted(request))
    found = get_contact(by, reference, P.PATHWAY_KEEP)
    words = Words(
        "A special pathway applies",
        "Note it",
        "Noted. Its clock runs, and there is a task",
        ("Everything else about this contact goes on as it would: the pathway adds to it.",),
        in_the_way=tuple(why_not_open_to_pathways(found.state)),
    )
    return step(request, found, form, words, lambda: note_pathway(found, form.noted, by=by))


@both
def settle(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Say what came of it, or that it was none."""
    by, form = actor(request), SettleForm(posted(request))
    one = get_pathway(by, reference, kind)
    pathway = PATHWAYS[Kind(one.kind)]
    since = f"Noted on {say_day(one.noted_at.date())} by {one.noted_by}"
    words = Words(
        pathway.name, "Keep it", "Kept", (pathway.rule,),
        shown=(("What makes it one", one.known), ("Noted", since)),
    )  # fmt: skip

    def settled() -> object:
        command = end_pathway if form.cleaned_data["how"] == "end" else take_back_pathway
        return command(one, form.cleaned_data["outcome"], by=by)

    return step(request, one.contact, form, words, settled)

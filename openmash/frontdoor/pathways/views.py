"""The two small pages of a special pathway."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from openmash.core.actor import Actor
from openmash.core.dates import say_day
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.queries.readers import known_of, nameable
from openmash.frontdoor.contacts.rules.restricting import why_not_restrictable
from openmash.frontdoor.contacts.views.small_page import Words, both, step
from openmash.frontdoor.pathways.commands import (
    end_pathway,
    note_pathway,
    note_restricted,
    take_back_pathway,
)
from openmash.frontdoor.pathways.forms import NoteForm, RestrictForm, SettleForm
from openmash.frontdoor.pathways.kinds import PATHWAYS, Kind
from openmash.frontdoor.pathways.queries import get_pathway
from openmash.frontdoor.pathways.rules import why_not_open_to_pathways


@both
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that a special pathway applies."""
    by = actor(request)
    found = get_contact(by, reference, P.PATHWAY_KEEP)
    form = NoteForm(restricted=found.readers is not None, data=posted(request))
    words = Words(
        "A special pathway applies",
        "Note it",
        "Noted. Its clock runs, and there is a task",
        ("Everything else about this contact goes on as it would: the pathway adds to it.",),
        in_the_way=tuple(why_not_open_to_pathways(found.state)),
    )
    return step(request, found, form, words, lambda: note_pathway(found, form.noted, by=by))


@both
def restrict(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that only named people may know of it, and who."""
    by = actor(request)
    found = get_contact(by, reference, P.CONTACT_RESTRICT)
    form = RestrictForm(nameable(by), by.user, posted(request))
    words = Words(
        "Only named people may know of it",
        "Restrict it to these people",
        "Restricted. Whoever is not named finds nothing under its reference any more",
        (
            (
                "From now on the rest of the hub finds this contact in no list, search or page, and"
                " reads nothing of it on a child’s page. Whoever sent it still sees what they sent, and"
                " hears back."
            ),
            "No agency is asked about it. A child who needs help is a contact of its own.",
        ),
        in_the_way=tuple(why_not_restrictable(known_of(found))),
    )
    return step(request, found, form, words, lambda: note_restricted(
        found, form.noted, form.cleaned_data["readers"], by=by))  # fmt: skip


@both
def settle(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Say what came of it, or that it was none."""
    by = actor(request)
    one = get_pathway(by, reference, kind)
    form, pathway = SettleForm(Kind(one.kind), posted(request)), PATHWAYS[Kind(one.kind)]
    since = f"Noted on {say_day(one.noted_at.date())} by {one.noted_by}"
    words = Words(
        pathway.name, "Keep it", "Kept", (pathway.rule,),
        shown=(("What makes it one", one.known), ("Noted", since)),
    )  # fmt: skip

    def settled() -> object:
        said = form.cleaned_data["outcome"]
        if form.cleaned_data["how"] == "end":
            return end_pathway(one, said, form.found, by=by)
        return take_back_pathway(one, said, by=by)

    return step(request, one.contact, form, words, settled, _leads(request, by))


def _leads(request: HttpRequest, by: Actor) -> str:
    """Whoever was named for it, and reads nothing else, cannot open what is the hub’s again."""
    is_mistake = request.POST.get("how") == "take_back"
    return "/" if is_mistake and reach_of(by.role, P.CONTACT_READ) == Reach.ATTACHED else ""

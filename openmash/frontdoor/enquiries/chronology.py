"""What enquiries give to a chronology: that one was opened, how urgent, and that it ended (L42)."""

from __future__ import annotations

from collections.abc import Iterator

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.people.chronology.lines import (
    Hold,
    Line,
    Roots,
    Significance,
    Written,
    provide,
)
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.enquiries.models import MashEnquiry, RagEntry, ScopePerson
from openmash.frontdoor.enquiries.states import EnquiryState

ENQUIRY = "enquiry"
KINDS = {ENQUIRY: "MASH enquiry"}


def register() -> None:
    """Give the enquiries to every chronology; called once, when the product starts."""
    provide("enquiries", lines, kinds=KINDS, behind=behind)


def lines(roots: Roots, by: Actor) -> Iterator[Line]:
    """One line for each enquiry about a child, on the day it was opened."""
    for row in _children(roots, by):
        assert row.child is not None  # only children are read here
        assert row.child.person_id is not None
        enquiry = row.enquiry
        yield Line(
            key=enquiry.subject,
            person=roots[row.child.person_id],
            day=london_day(enquiry.opened_at),
            kind=ENQUIRY,
            text=f"MASH enquiry opened, {enquiry.get_rag_display()}{_came_to(enquiry)}",
            source=f"{enquiry.opened_by}, the hub",
            recorded_at=enquiry.opened_at,
            significance=Significance.SIGNIFICANT if enquiry.rag == "red" else Significance.NOTABLE,
            href=f"{enquiry.contact.hub_path}enquiry/",
            holds=frozenset({Hold.NOT_FOR_FAMILY}),
        )


def behind(roots: Roots, by: Actor) -> Iterator[Written]:
    """Why it was as urgent as it was."""
    enquiries = {row.enquiry_id: row.enquiry for row in _children(roots, by)}
    for one in RagEntry.objects.filter(enquiry__in=list(enquiries)).order_by("set_at", "id"):
        yield Written(enquiries[one.enquiry_id].subject, f"{one.reason} {one.meanwhile}".strip())


def _children(roots: Roots, by: Actor) -> list[ScopePerson]:
    rows = ScopePerson.objects.filter(
        child__person__in=list(roots),
        child__removed_at=None,
        removed_at=None,
        enquiry__contact__in=visible_to(by, P.ENQUIRY_READ),
    )
    return list(rows.select_related("child", "enquiry__contact"))


def _came_to(enquiry: MashEnquiry) -> str:
    return " (ended without a decision)" if enquiry.state == EnquiryState.ENDED else ""

"""Everything the page of one enquiry shows, gathered once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.clocks.queries import ClockView
from openmash.foundation.files.queries import limits_in
from openmash.foundation.files.rules import Limits
from openmash.foundation.ledger.queries import TimelineEntry, entries
from openmash.foundation.people.access import visible_to as people_visible_to
from openmash.foundation.people.models import Person
from openmash.foundation.people.presenters.person import age_of
from openmash.frontdoor.contacts.models import ContactChild
from openmash.frontdoor.contacts.queries.tray_rows import age_of as child_age
from openmash.frontdoor.contacts.queries.tray_rows import name_of
from openmash.frontdoor.enquiries.access import record_facts
from openmash.frontdoor.enquiries.models import MashEnquiry, RagEntry, ScopePerson
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows


@dataclass(frozen=True)
class May:
    """What this person may do at all; the rules then say whether it may be done now."""

    rate: bool
    run: bool
    end: bool
    ask: bool
    check: bool
    read_answers: bool
    read_health: bool
    override: bool
    read_decision: bool
    decide_before: bool


@dataclass(frozen=True)
class Asked:
    """Somebody of the scope, as this reader may know them."""

    row: ScopePerson
    name: str
    age: str
    path: str = ""


@dataclass(frozen=True)
class EnquiryPage:
    """The page."""

    enquiry: MashEnquiry
    may: May
    people: tuple[Asked, ...]
    taken_out: tuple[Asked, ...]
    unasked: tuple[str, ...]
    ratings: tuple[RagEntry, ...]
    clocks: tuple[ClockView, ...]
    timeline: tuple[TimelineEntry, ...]
    file_limits: Limits

    @property
    def unidentified(self) -> tuple[Asked, ...]:
        """Children of whom nobody has said who they are."""
        return tuple(
            one
            for one in self.people
            if one.row.child is not None and one.row.child.person_id is None
        )


def enquiry_page(
    rows: EnquiryRows, people: Iterable[Asked], clocks: Iterable[ClockView], may: May
) -> EnquiryPage:
    """`clocks` are those that run for the contact."""
    everybody = list(people)
    return EnquiryPage(
        enquiry=rows.enquiry,
        may=may,
        people=tuple(one for one in everybody if one.row.removed_at is None),
        taken_out=tuple(one for one in everybody if one.row.removed_at is not None),
        unasked=tuple(_unasked(rows.children, everybody)),
        ratings=tuple(rows.ratings),
        clocks=tuple(clocks),
        timeline=tuple(entries(rows.events)),
        file_limits=limits_in(rows.settings),
    )


def may_of(enquiry: MashEnquiry, by: Actor) -> May:
    """What this person may do with the enquiry."""
    return may_with(record_facts(enquiry), by)


def may_with(record: RecordFacts, by: Actor) -> May:
    """The same where what access needs to know is known."""
    return May(
        rate=may(by, P.ENQUIRY_RATE, record),
        run=may(by, P.ENQUIRY_RUN, record),
        end=may(by, P.ENQUIRY_OPEN, record),
        ask=may(by, P.AGREEMENT_ASK, record),
        check=may(by, P.CHECK_RUN, record),
        read_answers=may(by, P.CHECK_READ, record),
        read_health=may(by, P.HEALTH_READ, record),
        override=may(by, P.AGREEMENT_DECIDE, record),
        read_decision=may(by, P.DECISION_READ, record),
        decide_before=may(by, P.HEALTH_DECIDE_BEFORE, record),
    )


def scope_of(enquiry: MashEnquiry, *, by: Actor) -> list[Asked]:
    """Who is or was asked about, the children first as everywhere else.

    A person whom this reader may not know of is not there.
    """
    rows = EnquiryRows(enquiry)
    return draw_people(rows, roots_known(rows, by=by), by)


def draw_people(rows: EnquiryRows, known: Iterable[Person], by: Actor) -> list[Asked]:
    """The same where the records that stand for them were asked for with other questions."""
    found = {one.pk: one for one in known}
    drawn = (_asked(one, found, by) for one in rows.scope)
    return [one for one in drawn if one is not None]


def roots_known(rows: EnquiryRows, *, by: Actor) -> QuerySet[Person]:
    """The records that stand for those who are asked about, as far as this reader may know of them."""
    roots = {root for one in rows.scope if (root := root_of(one)) is not None}
    return people_visible_to(by).filter(pk__in=roots)


def _unasked(children: Iterable[ContactChild], people: Iterable[Asked]) -> Iterator[str]:
    """Children whom the sender named later, and nobody is asked about yet."""
    asked = {one.row.child_id for one in people if one.row.removed_at is None}
    return (name_of(child) for child in children if child.pk not in asked)


def _asked(row: ScopePerson, known: dict[uuid.UUID, Person], by: Actor) -> Asked | None:
    if row.child is not None and row.child.removed_at is not None:
        return None  # the sender named them by mistake
    root = root_of(row)
    if is_unseen(row, known):
        return None if row.child is None else Asked(row, name_of(row.child), "")
    if row.child is not None:
        path = f"/people/{root}/" if root else ""
        return Asked(row, name_of(row.child), child_age(row.child, by), path)
    if root is not None:
        person = known[root]
        today = london_day(by.at)
        return Asked(row, person.display_name, age_of(person, today), f"/people/{root}/")
    return Asked(row, row.called, "")


def is_unseen(row: ScopePerson, known: Collection[uuid.UUID]) -> bool:
    """Whether they have a record that this reader may not know of: the database hands out none of it,
    so that only the key of the record says that there is one."""
    linked = row.child.person_id if row.child is not None else row.person_id
    return linked is not None and root_of(row) not in known


def root_of(row: ScopePerson) -> uuid.UUID | None:
    """The record that stands for them in the register, if they have one."""
    person = row.child.person if row.child is not None else row.person
    return person.root_id if person is not None else None

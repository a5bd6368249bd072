"""What the rules need to know of each record: read in few statements, however many records there are.

A record is a contact with all that belongs to it, and with its duplicates: they go together or not.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from openmash.core.working_time import london_day
from openmash.foundation.people.models import Person, PersonFlag, Relationship
from openmash.frontdoor.contacts.models import Contact, ContactChild, InErrorProposal
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.decisions.models import Section47, ThresholdDecision
from openmash.frontdoor.decisions.states import Outcome
from openmash.frontdoor.enquiries.models import GpRequest, MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.states import OPEN, ScopeRole
from openmash.oversight.retention.rules import Child, Facts

ENDED = frozenset({ContactState.CLOSED, ContactState.WITHDRAWN, ContactState.IN_ERROR})
ASSESSED = frozenset({Outcome.S17_ASSESS})
PROTECTED = frozenset({Outcome.STRATEGY, Outcome.IMMEDIATE_PROTECTION})
MOMENTS = ("started_at", "last_saved_at", "submitted_at", "finished_at", "decided_at", "closed_at")
FLAGS = PersonFlag.Code


@dataclass(frozen=True)
class Gathered:
    """One record: its contacts, the reference it is known by, everybody in it, and its facts."""

    contacts: tuple[uuid.UUID, ...]
    reference: str
    people: frozenset[str]
    facts: Facts


@dataclass
class _Found:
    """What belongs to each contact, by its key."""

    children: dict[uuid.UUID, list[Child]] = field(default_factory=lambda: defaultdict(list))
    people: dict[uuid.UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    ends: dict[uuid.UUID, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    open: set[uuid.UUID] = field(default_factory=set)
    enquiry: set[uuid.UUID] = field(default_factory=set)
    assessed: set[uuid.UUID] = field(default_factory=set)
    protected: set[uuid.UUID] = field(default_factory=set)
    looked_after: set[uuid.UUID] = field(default_factory=set)
    hidden: set[uuid.UUID] = field(default_factory=set)
    used: set[uuid.UUID] = field(default_factory=set)


def ended_before(rows: QuerySet[Contact], last: datetime) -> QuerySet[Contact]:
    """Those that ended, and in which nothing has happened since that moment."""
    quiet = Q(state__in=ENDED)
    for name in MOMENTS:
        quiet &= Q(**{name: None}) | Q(**{f"{name}__lte": last})
    return rows.filter(quiet)


def whole(some: QuerySet[Contact], rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Contacts with every duplicate of theirs, and whatever they are duplicates of."""
    known = rows.exclude(duplicate_of=None).values_list("pk", "duplicate_of")
    links = [(one, other) for one, other in known if other]
    return rows.filter(pk__in=_with_duplicates(some.values_list("pk", flat=True), links))


def gather(contacts: QuerySet[Contact], every: QuerySet[Contact]) -> list[Gathered]:
    """These contacts as records; one whose duplicates are not all among them is not there.

    The caller has told the database to act as the system.
    """
    rows = list(contacts.order_by("started_at", "reference"))
    found = _found(contacts)
    inside = {one.pk for one in rows}
    outside = set(every.filter(duplicate_of__in=contacts.values("pk")).values_list("pk", flat=True))
    broken = {one.pk for one in rows if one.duplicate_of_id and one.duplicate_of_id not in inside}
    leads = every.filter(pk__in=outside - inside).values_list("duplicate_of", flat=True)
    broken |= {key for key in leads if key}
    return [
        _gathered(family, found)
        for family in _families(rows)
        if not any(one.pk in broken for one in family)
    ]


def _families(rows: Iterable[Contact]) -> Iterator[list[Contact]]:
    """Grouped by duplicates, each with the one they are duplicates of first."""
    by_key = {one.pk: one for one in rows}
    groups: dict[uuid.UUID, list[Contact]] = defaultdict(list)
    for one in by_key.values():
        top, seen = one, {one.pk}
        while top.duplicate_of_id in by_key and top.duplicate_of_id not in seen:
            top = by_key[top.duplicate_of_id]
            seen.add(top.pk)
        groups[top.pk].append(one)
    for key, group in groups.items():
        yield sorted(group, key=lambda one: (one.pk != key, one.started_at))


def _with_duplicates(
    starts: Iterable[uuid.UUID], links: Iterable[tuple[uuid.UUID, uuid.UUID]]
) -> set[uuid.UUID]:
    beside: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for one, other in links:
        beside[one].add(other)
        beside[other].add(one)
    todo = list(starts)
    found = set(todo)
    while todo:
        for other in beside[todo.pop()] - found:
            found.add(other)
            todo.append(other)
    return found


def _gathered(family: list[Contact], found: _Found) -> Gathered:
    keys = [one.pk for one in family]
    ended = all(one.state in ENDED and one.pk not in found.open for one in family)
    moments = [at for one in family for name in MOMENTS if (at := getattr(one, name))]
    moments += [at for key in keys for at in found.ends[key]]
    facts = Facts(
        arrived=london_day(max(one.submitted_at or one.started_at for one in family)),
        ended=london_day(max(moments)) if ended else None,
        children=tuple(child for key in keys for child in found.children[key]),
        **{
            name: any(key in getattr(found, name) for key in keys)
            for name in ("enquiry", "assessed", "protected", "looked_after", "hidden")
        },
        used_by_other=any(key in found.used for key in keys),
    )
    people = frozenset(one for key in keys for one in found.people[key])
    return Gathered(tuple(keys), family[0].reference, people, facts)


def _found(keys: QuerySet[Contact]) -> _Found:
    found = _Found()
    _read_people(keys, found)
    _read_children(keys, found)
    _read_enquiries(keys, found)
    _read_decisions(keys, found)
    return found


def _read_people(keys: QuerySet[Contact], found: _Found) -> None:
    """Everybody in it, child or not, with every relative of theirs; and whether one of them is hidden."""
    sent = ContactChild.objects.filter(contact__in=keys, person__isnull=False)
    asked = ScopePerson.objects.filter(enquiry__contact__in=keys, person__isnull=False)
    rows: list[tuple[uuid.UUID, Any]] = [
        *sent.values_list("contact", "person_id"),
        *asked.values_list("enquiry__contact", "person_id"),
    ]
    seen = Person.objects.filter(pk__in={person for _, person in rows})
    root_of = dict(seen.values_list("pk", "root"))
    near = _relatives(set(root_of.values()))
    for contact, person in rows:
        found.people[contact].add(str(person))
        if root := root_of.get(person):
            found.people[contact] |= {str(root), *near.get(root, ())}
        else:
            found.hidden.add(contact)  # this person is restricted


def _read_children(keys: QuerySet[Contact], found: _Found) -> None:
    """Children as they were sent, and as the register knows them and every record joined with them."""
    sent = ContactChild.objects.filter(contact__in=keys)
    rows: list[tuple[Any, ...]] = list(
        sent.values_list("contact", "birth_date", "due_date", "person__root")
    )
    asked = ScopePerson.objects.filter(
        enquiry__contact__in=keys, role=ScopeRole.CHILD, person__isnull=False
    )
    for contact, root in asked.values_list("enquiry__contact", "person__root"):
        rows.append((contact, None, None, root))
    births, protected, looked_after = _of_register({root for *_, root in rows if root})
    for contact, born, due, root in rows:
        known = [day for day in (born, due, births.get(root)) if day]
        found.children[contact].append(Child(max(known) if known else None))
        if root in protected:
            found.protected.add(contact)
        if root in looked_after:
            found.looked_after.add(contact)


def _of_register(
    roots: set[uuid.UUID],
) -> tuple[Mapping[uuid.UUID, date], set[uuid.UUID], set[uuid.UUID]]:
    births: dict[uuid.UUID, date] = {}
    people = Person.objects.filter(root__in=roots)
    for root, born, due in people.values_list("root", "birth_date", "expected_birth_date"):
        if known := [day for day in (born, due, births.get(root)) if day]:
            births[root] = max(known)
    flags = PersonFlag.objects.filter(person__root__in=roots, in_error_at=None)
    said = set(flags.values_list("code", "person__root"))
    of = {code: {root for one, root in said if one == code} for code in FLAGS}
    return births, of[FLAGS.CP_PLAN], of[FLAGS.LOOKED_AFTER]


def _relatives(roots: set[uuid.UUID]) -> Mapping[uuid.UUID, set[str]]:
    """Whoever the register ever knew as theirs: a hold on a father covers what is kept of his child."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    people = Person.objects.filter(root__in=roots)
    root_of = dict(people.values_list("pk", "root"))
    known = people.values("pk")
    ties = Relationship.objects.filter(Q(person__in=known) | Q(other__in=known))
    for one, other in ties.values_list("person", "other"):
        for own, theirs in ((one, other), (other, one)):
            if own in root_of:
                found[root_of[own]].add(str(theirs))
    return found


def _read_enquiries(keys: QuerySet[Contact], found: _Found) -> None:
    for contact, state, closed in MashEnquiry.objects.filter(contact__in=keys).values_list(
        "contact", "state", "closed_at"
    ):
        found.enquiry.add(contact)
        if state in OPEN:
            found.open.add(contact)
        found.ends[contact] += [closed] if closed else []
    used = GpRequest.objects.filter(answer_read__enquiry__contact__in=keys).exclude(
        enquiry__contact=F("answer_read__enquiry__contact")
    )
    found.used |= set(used.values_list("answer_read__enquiry__contact", flat=True))


def _read_decisions(keys: QuerySet[Contact], found: _Found) -> None:
    for contact, outcome in ThresholdDecision.objects.filter(contact__in=keys).values_list(
        "contact", "outcome"
    ):
        if outcome in ASSESSED:
            found.assessed.add(contact)
        if outcome in PROTECTED:
            found.protected.add(contact)
    noted = Section47.objects.filter(decision__contact__in=keys)
    found.protected |= set(noted.values_list("decision__contact", flat=True))
    settled = InErrorProposal.objects.filter(contact__in=keys, settled_at__isnull=False)
    for contact, at in settled.values_list("contact", "settled_at"):
        found.ends[contact] += [at] if at else []

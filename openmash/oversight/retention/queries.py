"""Which records are due for destruction, which are held, and why: by reference, never by name.

Whoever governs information sees no contact, so the records are read as the system. What is told of
them is a reference, a class, months and reasons.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor, system_actor
from openmash.core.dates import say_date
from openmash.core.refusals import NotFound
from openmash.core.working_time import LONDON, london_day
from openmash.foundation.access.models import ReadLog
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.row_security import act_as
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.people.models import Person
from openmash.foundation.reference.queries import settings_rows
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import ContactState
from openmash.oversight.looks.queries import ever_joined
from openmash.oversight.retention.gathering import Gathered, ended_before, gather, whole
from openmash.oversight.retention.models import Destruction, LegalHold
from openmash.oversight.retention.rules import (
    Due,
    Hold,
    Rule,
    classes_of,
    read_rule,
    when_due,
    why_held,
    years_later,
)
from openmash.oversight.retention.states import SETTING, Class, HoldState, Scope


@dataclass(frozen=True)
class Kept:
    """One record, from when it may be destroyed, and what holds it."""

    record: Gathered
    due: Due
    held: tuple[str, ...]

    def is_due(self, day: date) -> bool:
        """Whether its time has come by a day, held or not."""
        return self.due.on is not None and self.due.on <= day


@dataclass(frozen=True)
class Simulated:
    """What would be destroyed by today, and what comes due within a year."""

    today: date
    in_a_year: date
    rules: Mapping[Class, Rule | None]
    found: tuple[Kept, ...]
    all_contacts: int
    old_looks: int

    def of(self, of_class: Class, until: date, *, held: bool = False) -> list[Kept]:
        """Records of a class that are due by a day: those that are held, or those that are not."""
        return [
            one
            for one in self.found
            if one.due.of_class == of_class and one.is_due(until) and bool(one.held) == held
        ]


def facts_of(by: Actor) -> RecordFacts:
    """Retention is about no one record: whose role it is governs it."""
    return RecordFacts(partnership=by.partnership, in_hub=True)


def governs(by: Actor) -> None:
    """Whether this role sees how long records are kept; raises `NotAllowed` for everybody else."""
    permit(by, P.RETENTION_READ, facts_of(by))


@contextmanager
def as_system(by: Actor) -> Iterator[None]:
    """What is read inside is read as the system; afterwards whoever asked acts again."""
    act_as(system_actor("retention", partnership=by.partnership, at=by.at))
    yield
    act_as(by)


def rules_of(by: Actor) -> dict[Class, Rule | None]:
    """The partnership's rule of each class; none where none is set, or none that can be read."""
    keys = {SETTING.format(one): one for one in Class}
    rows = {row.key: row for row in settings_rows(by.partnership, keys)}
    return {
        one: read_rule(rows[key].value, rows[key].source) if key in rows else None
        for key, one in keys.items()
    }


def simulate(*, by: Actor) -> Simulated:
    """Everything that is due by today or within a year, with what holds it; nothing is changed."""
    governs(by)
    today, rules = london_day(by.at), rules_of(by)
    in_a_year = years_later(today, 1)
    found = tuple(kept_until(in_a_year, rules, by=by))
    with as_system(by):
        sent = Contact.objects.filter(partnership_id=by.partnership)
        contacts = sent.exclude(state=ContactState.DRAFT).count()
    looks = _old_looks(rules.get(Class.ACCESS_LOG), today, by)
    return Simulated(today, in_a_year, rules, found, contacts, looks)


def kept_until(day: date, rules: Mapping[Class, Rule | None], *, by: Actor) -> Iterator[Kept]:
    """Every record that is due by a day, held or not. The caller holds a permit."""
    shortest = rules.get(Class.CONTACT)
    if shortest is None:
        return  # every record is a contact, so nothing is due
    last = datetime.combine(years_later(day, -shortest.years), time.max, LONDON)
    with as_system(by):
        every = Contact.objects.filter(partnership_id=by.partnership)
        records = gather(ended_before(every, last), every)
    holds = holds_in_force(by=by)
    kept = (_kept(one, rules, holds) for one in records)
    yield from sorted(
        (one for one in kept if one.is_due(day)),
        key=lambda one: (one.due.on or date.max, one.record.reference),
    )


def explain(reference: str, *, by: Actor) -> Kept:
    """One record by its reference: when it is due, why, and what holds it. The look is kept.

    `NotFound` where nothing has the reference; a draft that nobody has sent is not there either.
    """
    governs(by)
    found = one_record(reference, by=by)
    if found is None:
        raise NotFound("There is no record with this reference")
    about = [f"contact:{key}" for key in found.record.contacts]
    log_read(Action.VIEW, by=by, subject=f"retention:{reference}", about=about)
    return found


def one_record(reference: str, *, by: Actor) -> Kept | None:
    """The same without a look being kept, for a command that keeps its own line."""
    found = _records(Q(reference=reference), by)
    return found[0] if found else None


def records_with(contacts: Iterable[uuid.UUID], *, by: Actor) -> dict[uuid.UUID, Kept]:
    """The record of each of these contacts that is there, in as many statements as for one."""
    found = _records(Q(pk__in=list(contacts)), by)
    return {key: one for one in found for key in one.record.contacts}


def _records(which: Q, by: Actor) -> list[Kept]:
    with as_system(by):
        every = Contact.objects.filter(partnership_id=by.partnership)
        every = every.exclude(state=ContactState.DRAFT)
        found = gather(whole(every.filter(which), every), every)
    rules, holds = rules_of(by), holds_in_force(by=by)
    return [_kept(one, rules, holds) for one in found]


def person_exists(key: uuid.UUID, *, by: Actor) -> bool:
    """Whether the register has a record of this number; also one that is restricted, by its look."""
    with as_system(by):
        known = Person.objects.filter(partnership_id=by.partnership, pk=key).exists()
    subject = f"person:{key}"
    seen = ReadLog.objects.filter(partnership=by.partnership, about__contains=[subject])
    return known or seen.exists()


def holds(*, by: Actor) -> QuerySet[LegalHold]:
    """Every hold there is or was, the latest first."""
    governs(by)
    return LegalHold.objects.filter(partnership_id=by.partnership).order_by("-placed_at", "-id")


def holds_in_force(*, by: Actor) -> list[Hold]:
    """As the rules see them: a hold on a person covers every record that was ever joined with it."""
    rows = LegalHold.objects.filter(partnership_id=by.partnership, state=HoldState.IN_FORCE)
    return [_hold(one, by) for one in rows.order_by("placed_at", "id")]


def get_hold(by: Actor, key: uuid.UUID) -> LegalHold:
    """One hold, for whoever governs them."""
    found = holds(by=by).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such hold")
    return found


def destructions(*, by: Actor) -> QuerySet[Destruction]:
    """Everything that was proposed or destroyed, the latest first."""
    governs(by)
    return Destruction.objects.filter(partnership_id=by.partnership).order_by("-proposed_at", "-id")


def get_destruction(by: Actor, key: uuid.UUID) -> Destruction:
    """One of them, for whoever governs them."""
    found = destructions(by=by).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such destruction")
    return found


def _kept(one: Gathered, rules: Mapping[Class, Rule | None], held_by: list[Hold]) -> Kept:
    classes = [str(code) for code, _ in classes_of(one.facts)]
    keys = [str(key) for key in one.contacts]
    said = [why for key in keys for why in why_held(key, one.people, classes, held_by)]
    return Kept(one, when_due(one.facts, rules), tuple(dict.fromkeys(said)))


def _hold(one: LegalHold, by: Actor) -> Hold:
    keys = {str(one.key)} if one.key else set()
    if one.scope == Scope.PERSON:
        subjects = ever_joined(f"person:{one.key}", by)
        keys = {subject.partition(":")[2] for subject in subjects}
    since = say_date(london_day(one.placed_at))
    return Hold(Scope(one.scope), frozenset(keys), one.of_class, one.shown, since)


def _old_looks(rule: Rule | None, today: date, by: Actor) -> int:
    """How many lines of the read log are older than their rule."""
    if rule is None or not rule.years:
        return 0
    last = datetime.combine(years_later(today, -rule.years), time.min, LONDON)
    return ReadLog.objects.filter(partnership=by.partnership, at__lt=last).count()

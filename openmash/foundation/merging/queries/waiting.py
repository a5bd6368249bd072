"""The clerical queue: pairs that wait for a person, those with most hanging on them first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.matching import Likelihood
from openmash.core.working_time import LONDON
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.merging.access import pairs_seen
from openmash.foundation.merging.models import DuplicatePair
from openmash.foundation.merging.queries.last_look import said_of_last_look
from openmash.foundation.merging.queries.sides import older_first
from openmash.foundation.people.models import Involvement, Person, PersonFlag
from openmash.foundation.people.presenters.person import age_of, born_of
from openmash.foundation.together import Count

STATE = DuplicatePair.State
PER_PAGE = 25
MOST_COUNTED = 1000
ADULT = Person.Kind.ADULT


@dataclass(frozen=True)
class Looking:
    """What the address asks the queue for."""

    state: str = STATE.WAITING
    sure: str = ""
    who: str = ""
    page: int = 1


@dataclass(frozen=True)
class Row:
    """Two records as the queue shows them."""

    key: uuid.UUID
    one: str
    two: str
    about_one: str
    about_two: str
    word: str
    reasons: tuple[str, ...]
    differs: tuple[str, ...]
    weighs: tuple[str, ...]


@dataclass(frozen=True)
class Queue:
    """One page of the queue and how far the work has come."""

    rows: tuple[Row, ...]
    waiting: int
    proposed: int
    answered: int
    found: int
    looking: Looking
    last_look: str

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.found // PER_PAGE))


def queue(looking: Looking, *, by: Actor) -> Queue:
    """What waits, worst first: something hangs on it, then how sure it is. Every look is logged."""
    seen = pairs_seen(by)
    wanted = _narrowed(_in_state(seen, looking.state), looking)
    start = (looking.page - 1) * PER_PAGE
    pairs = _worst_first(wanted, by)[start : start + PER_PAGE]
    rows = tuple(_row(pair, by) for pair in pairs)
    about = {f"person:{key}" for pair in pairs for key in (pair.one.root_id, pair.two.root_id)}
    log_read(Action.LIST, by=by, subject="register:duplicates", about=sorted(about))
    answered = Q(state__in=[STATE.JOINED, STATE.NOT_THE_SAME], answered_at__isnull=False)
    return Queue(
        rows=rows,
        waiting=_in_state(seen, STATE.WAITING).count(),
        proposed=_in_state(seen, STATE.PROPOSED).count(),
        answered=seen.filter(answered).count(),
        found=wanted.count(),
        looking=looking,
        last_look=said_of_last_look(by),
    )


def count_waiting(by: Actor) -> Count:
    """About how many pairs wait, for the navigation of every page: never more than a thousand."""
    waiting = pairs_seen(by).filter(state=STATE.WAITING).exclude(one__root=F("two__root"))
    return Count(waiting.order_by()[:MOST_COUNTED])


def _in_state(seen: QuerySet[DuplicatePair], state: str) -> QuerySet[DuplicatePair]:
    """Left out of what waits: what is one already, or was answered on another of their records."""
    here = seen.filter(state=state)
    if state not in {STATE.WAITING, STATE.PROPOSED}:
        return here
    said = seen.filter(state=STATE.NOT_THE_SAME)
    forth = said.filter(one__root=OuterRef("one__root"), two__root=OuterRef("two__root"))
    back = said.filter(one__root=OuterRef("two__root"), two__root=OuterRef("one__root"))
    apart = here.exclude(one__root=F("two__root"))
    return apart.exclude(Exists(forth) | Exists(back)) if state == STATE.WAITING else apart


def _narrowed(pairs: QuerySet[DuplicatePair], looking: Looking) -> QuerySet[DuplicatePair]:
    if looking.sure in set(Likelihood):
        pairs = pairs.filter(word=looking.sure)
    if looking.who == "children":
        pairs = pairs.exclude(one__kind=ADULT, two__kind=ADULT)
    if looking.who == "adults":
        pairs = pairs.filter(one__kind=ADULT, two__kind=ADULT)
    return pairs


def _worst_first(pairs: QuerySet[DuplicatePair], by: Actor) -> QuerySet[DuplicatePair]:
    day = by.at.astimezone(LONDON).date()
    still = Q(ends_on=None) | Q(ends_on__gt=day)
    either = Q(person__root=OuterRef("one__root")) | Q(person__root=OuterRef("two__root"))
    flags = PersonFlag.objects.filter(still, either, in_error_at=None)
    cases = Involvement.objects.filter(
        still, either, kind=Involvement.Kind.SOCIAL_CARE, in_error_because=""
    )
    weighed = pairs.annotate(flagged=Exists(flags), has_case=Exists(cases))
    return weighed.order_by(
        "-has_case", "-flagged", F("probability").desc(nulls_last=True), "found_at", "pk"
    )


def _row(pair: DuplicatePair, by: Actor) -> Row:
    one, two = sorted((pair.one.root, pair.two.root), key=older_first)
    weighs = (("open to social care", "has_case"), ("a flag", "flagged"))
    return Row(
        key=pair.pk,
        one=one.display_name,
        two=two.display_name,
        about_one=_about(one, by),
        about_two=_about(two, by),
        word=pair.word or "Found by hand",
        reasons=tuple(pair.reasons),
        differs=tuple(pair.differs),
        weighs=tuple(words for words, name in weighs if getattr(pair, name)),
    )


def _about(person: Person, by: Actor) -> str:
    today = by.at.astimezone(LONDON).date()
    return (
        f"{age_of(person, today)}, born {born_of(person)}" if person.birth_date else born_of(person)
    )

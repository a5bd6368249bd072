"""What must be known first (L71): facts in the order of P6, and for each why it stands where it stands.

No score and no weighing: five kinds in a fixed order, the newest first within each. A health practitioner
may say that a fact stands elsewhere, with a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from openmash.frontdoor.enquiries.states import ScopeRole
from openmash.frontdoor.enquiries.states.items import Category

A_YEAR = timedelta(days=365)
PATTERN = 2  # appointments missed within a year
FIRST, LAST = 1, 5
HURT = frozenset({Category.INJURY, Category.VOICE})
OF_CARERS = frozenset({Category.MENTAL_HEALTH, Category.SUBSTANCE, Category.DOMESTIC_ABUSE})
RANKS: dict[int, str] = {
    1: "An alert or a plan now",
    2: "An injury, or what a child has said, within a year",
    3: "What weighs on a carer’s care now",
    4: "Care that is missed again and again",
    5: "Everything else, newest first",
}


@dataclass(frozen=True)
class Known:
    """What the order goes by."""

    key: str
    about: str
    role: str
    category: str
    on: date | None = None
    until: date | None = None
    noted: date | None = None
    given: int = 0  # the rank a practitioner gave, 0 for none
    given_because: str = ""


@dataclass(frozen=True)
class Ranked:
    """Where a fact stands, and why."""

    key: str
    rank: int
    why: str
    is_given: bool = False


def in_order(known: Iterable[Known], today: date) -> list[Ranked]:
    """All facts, what must be known first on top."""
    known = list(known)
    missed = Counter(one.about for one in known if _is_missed(one, today))
    ranked = [(one, _ranked(one, today, missed[one.about])) for one in known]
    ranked.sort(key=lambda pair: (pair[1].rank, -_day(pair[0]).toordinal(), pair[0].key))
    return [place for _, place in ranked]


def concerns(one_about: str, role: str, child: str) -> bool:
    """Whether a fact is of one child: about the child, or about an adult around them; not a sibling."""
    return one_about == child or role != ScopeRole.CHILD


def _ranked(one: Known, today: date, missed: int) -> Ranked:
    if one.given:
        return Ranked(one.key, one.given, one.given_because, is_given=True)
    rank, why = _rank(one, today, missed)
    if one.on is None and rank < LAST:
        why += "; its day is not known, so it counts as recent"
    return Ranked(one.key, rank, why)


def _rank(one: Known, today: date, missed: int) -> tuple[int, str]:
    recent = _is_recent(one, today)
    if one.category == Category.SAFEGUARDING_FLAG:
        return 1, "an alert in a health record"
    if one.category == Category.SOCIAL_CARE and (one.until is None or one.until >= today):
        return 1, "social care, with no end known"
    if one.category in HURT and recent:
        return 2, "an injury within a year" if one.category == Category.INJURY else (
            "what a child has said within a year"
        )
    if one.category in OF_CARERS and one.role != ScopeRole.CHILD and recent:
        return 3, "weighs on the care of an adult at home, within a year"
    if _is_missed(one, today) and missed >= PATTERN:
        return 4, f"{missed} missed within a year"
    return LAST, "by its day"


def _is_missed(one: Known, today: date) -> bool:
    return one.category == Category.WAS_NOT_BROUGHT and _is_recent(one, today)


def _is_recent(one: Known, today: date) -> bool:
    """What nobody can date is not taken for old."""
    last = one.until or one.on
    return last is None or today - last <= A_YEAR


def _day(one: Known) -> date:
    return one.until or one.on or one.noted or date.min

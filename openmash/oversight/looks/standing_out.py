"""Which looks stand out, and why: an explanation each, and no verdict (`roles.md` §4).

A look that stands out is usually right. The auditor asks; nobody is judged by a rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from openmash.core.working_time import london_day
from openmash.foundation.access.roles import Role

AT_ANY_HOUR = frozenset({Role.EDT, Role.SYSADMIN})  # whose work is at night


class Sign(StrEnum):
    """Why a look stands out."""

    NO_PART = "no_part"
    CLOSED = "closed"
    MANY = "many"


@dataclass(frozen=True)
class Opening:
    """Somebody opened or printed one thing; `records` are whom it is about.

    `is_record`: the record of a person, and not a worry in which they are named.
    """

    user: str
    name: str
    role: str
    agency: str
    at: datetime
    records: frozenset[str]
    is_record: bool


@dataclass(frozen=True)
class Standing:
    """One person, one day, one reason, and the records."""

    sign: Sign
    user: str
    name: str
    role: str
    agency: str
    day: date
    first: datetime
    last: datetime
    records: tuple[str, ...]


def stand_out(
    openings: Iterable[Opening],
    *,
    is_closed: Callable[[datetime], bool],
    has_part: Callable[[str, str], bool],
    most: int,
) -> list[Standing]:
    """By day, newest first: opened without a part in it, while the hub was closed, or very many.

    `has_part(user, record)` says whether they did anything about it besides looking; `most` is how
    many records in a day are still ordinary.
    """
    days: dict[tuple[date, str, str, str], list[Opening]] = defaultdict(list)
    for one in openings:
        days[london_day(one.at), one.user, one.role, one.agency].append(one)
    found: list[Standing] = []
    for (day, *_), mine in days.items():
        for sign, which in _signs(mine, is_closed, has_part, most):
            found += _standing(sign, day, which)
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.sign, one.name))


def _signs(
    mine: list[Opening],
    is_closed: Callable[[datetime], bool],
    has_part: Callable[[str, str], bool],
    most: int,
) -> Iterable[tuple[Sign, list[tuple[Opening, frozenset[str]]]]]:
    alone = [
        (one, frozenset(r for r in one.records if not has_part(one.user, r)))
        for one in mine
        if one.is_record
    ]
    yield Sign.NO_PART, [(one, records) for one, records in alone if records]
    if mine[0].role not in AT_ANY_HOUR:
        yield Sign.CLOSED, [(one, one.records) for one in mine if is_closed(one.at)]
    if len(frozenset().union(*(one.records for one in mine))) > most:
        yield Sign.MANY, [(one, one.records) for one in mine]


def _standing(
    sign: Sign, day: date, which: list[tuple[Opening, frozenset[str]]]
) -> Iterable[Standing]:
    if not which:
        return
    one = which[0][0]
    times = [opening.at for opening, _ in which]
    records: frozenset[str] = frozenset().union(*(records for _, records in which))
    yield Standing(
        sign, one.user, one.name, one.role, one.agency, day, min(times), max(times),
        tuple(sorted(records)),
    )  # fmt: skip

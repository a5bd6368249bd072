"""Who looked, drawn: everybody on top, then line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.working_time import LONDON, london_day
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.ui.wording import count, short_when, time_of_day
from openmash.oversight.looks.queries import Found, Look, Person
from openmash.oversight.looks.standing_out import Sign, Standing
from openmash.oversight.looks.states import DID_WORDS, Did, Why
from openmash.oversight.looks.watching import StandingOut

# With what it was done, by the kind of what the line speaks of.
PARTS = {
    "person": "the record",
    "contact": "a worry",
    "mashenquiry": "an enquiry",
    "agencycheck": "a question to an agency",
    "viewasked": "a question about a recommendation",
    "healthanalysis": "health",
    "file": "a file",
    "register": "the register",
    "looks": "who looked",
    "thresholddecision": "a decision",
    "task": "a task",
    "feedback": "an answer to a sender",
    "tray": "the work tray",
    "import": "an import",
}
SHOWN = 5  # records of one line that have a link of their own
SIGN_WORDS = {
    Sign.NO_PART: (
        "Opened a record they had no part in",
        "Besides looking they did nothing about it, up to {days} days before or after.",
    ),
    Sign.CLOSED: ("Opened while the hub was closed", "By somebody who does not work at night."),
    Sign.MANY: ("Very many in a day", "More than {most} records."),
}
TIMES = {
    Did.OPENED: "opened",
    Did.PRINTED: "printed",
    Did.FOUND: "came across",
    Did.TRIED: "was refused",
    Did.CHANGED: "did something",
}


@dataclass(frozen=True)
class Line:
    """One line as it is read."""

    when: str
    name: str
    who: str
    what: str
    why: str
    emergency: bool


@dataclass(frozen=True)
class Reader:
    """Somebody who looked, and how often."""

    user: str
    name: str
    who: str
    did: str
    first: str
    last: str


@dataclass(frozen=True)
class Drawn:
    """The answer as the page shows it."""

    lines: tuple[Line, ...]
    readers: tuple[Reader, ...]
    records: int
    more: bool
    users: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]


def draw(found: Found, by: Actor) -> Drawn:
    """Names of those who looked, and of nobody else."""
    users = dict(sorted(((one.user, one.name) for one in found.people), key=lambda pair: pair[1]))
    return Drawn(
        lines=tuple(
            _line(list(same), found.agencies, by) for _, same in groupby(found.looks, _alike)
        ),
        readers=tuple(_reader(one, found.agencies, by) for one in found.people),
        records=found.records,
        more=found.more,
        users=(("", "Everybody"), *users.items()),
        kinds=(("", "Everything"), *((code.value, words) for code, words in DID_WORDS.items())),
    )


def rows(found: Found) -> Iterable[tuple[str, ...]]:
    """The same lines for a file, with whole times of the day in London."""
    yield ("When", "Name", "Role", "Agency", "What", "Of", "Why", "In an emergency")
    for one in found.looks:
        yield (
            one.at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M:%S"),
            one.name,
            _role(one.role),
            found.agencies.get(one.agency, one.agency),
            one.sentence or DID_WORDS[one.did],
            part_of(one.subject),
            one.reason,
            "yes" if one.in_emergency else "",
        )


@dataclass(frozen=True)
class Stands:
    """One person on one day, and each record with the address that says who else looked."""

    when: str
    name: str
    who: str
    how_many: str
    records: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True)
class Reason:
    """One reason for which looks stand out."""

    title: str
    words: str
    rows: tuple[Stands, ...]


def draw_standing(found: StandingOut, by: Actor) -> tuple[Reason, ...]:
    """By reason; names of those who looked, and of nobody else."""
    return tuple(
        Reason(
            title,
            words.format(days=found.part_days, most=found.most),
            tuple(_stands(one, found.agencies, by) for one in found.standing if one.sign == sign),
        )
        for sign, (title, words) in SIGN_WORDS.items()
    )


def _stands(one: Standing, agencies: Mapping[str, str], by: Actor) -> Stands:
    to_ask = {
        "why": str(Why.ROUTINE),
        "who": one.user,
        "since": say_date(one.day),
        "until": say_date(one.day),
    }
    keys = [record.partition(":")[2] for record in one.records]
    first, last = short_when(one.first, by.at), time_of_day(one.last)
    return Stands(
        when=first if one.first == one.last else f"{first} to {last}",
        name=one.name,
        who=_who(one.role, one.agency, agencies),
        how_many=count(len(keys), "record"),
        records=tuple((key[:8], urlencode({"of": key, **to_ask})) for key in keys[:SHOWN]),
        more=max(0, len(keys) - SHOWN),
    )


def part_of(subject: str) -> str:
    """What a line speaks of, in words; never which one."""
    if subject.startswith("path:"):
        return "a page"
    kind = subject.partition(":")[0]
    return PARTS.get(kind, "something else about them")


def _alike(one: Look) -> tuple[object, ...]:
    """A tray that refreshes itself is one line, with how often and from when to when."""
    kind = (one.did, one.sentence, part_of(one.subject), one.reason, one.in_emergency)
    return (one.user, one.role, one.agency, london_day(one.at), *kind)


def _line(same: list[Look], agencies: Mapping[str, str], by: Actor) -> Line:
    one, first = same[0], same[-1]
    when = short_when(one.at, by.at)
    what = (
        one.sentence[:1].upper() + one.sentence[1:]
        if one.sentence
        else f"{DID_WORDS[one.did]}: {part_of(one.subject)}"
    )
    if len(same) > 1:
        what = f"{what}, {len(same)} times since {time_of_day(first.at)}"
    return Line(
        when=when,
        name=one.name,
        who=_who(one.role, one.agency, agencies),
        what=what,
        why=one.reason,
        emergency=one.in_emergency,
    )


def _reader(one: Person, agencies: Mapping[str, str], by: Actor) -> Reader:
    did = [f"{words} {count(one.counts[code], 'time')}" for code, words in TIMES.items()
           if one.counts.get(code)]  # fmt: skip
    return Reader(
        user=one.user,
        name=one.name,
        who=_who(one.role, one.agency, agencies),
        did=", ".join(did),
        first=short_when(one.first, by.at),
        last=short_when(one.last, by.at),
    )


def _who(role: str, agency: str, agencies: Mapping[str, str]) -> str:
    return ", ".join(filter(None, [_role(role), agencies.get(agency, agency)]))


def _role(role: str) -> str:
    return ROLE_NAMES[Role(role)] if role in set(Role) else role

"""How a chronology is drawn: line by line, with what was found marked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.people.chronology.composing import Chronology, Entry
from openmash.foundation.people.chronology.lines import Line, Significance, kind_words
from openmash.foundation.people.chronology.rules import (
    Filters,
    Order,
    Period,
    Profile,
    fits,
    in_order,
    mask,
    redact,
)
from openmash.foundation.people.chronology.searching import AFTER, FOUND, Hit
from openmash.foundation.ui.parts import Link
from openmash.foundation.ui.wording import count, listed, short_date

A_PAGE = 100
ORDERS = ((Order.NEWEST, "Newest first"), (Order.OLDEST, "Oldest first"))
PERIODS = (
    (Period.ALL, "All years"),
    (Period.YEAR, "Last 12 months"),
    (Period.THREE_YEARS, "Last 3 years"),
)
WEIGHTS = (("0", "All"), ("1", "Notable and key events"), ("2", "Key events"))
WHOSE = (("person", "This person"), ("household", "The household"))

Segments = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Row:
    """One line on the page; words that were searched for are marked."""

    when: str
    whose: str
    kind: str
    text: Segments
    behind: tuple[Segments, ...]
    source: str
    agency: str
    certainty: str
    is_key: bool
    href: str


@dataclass(frozen=True)
class Choices:
    """What can be filtered by: only what is there for this reader."""

    kinds: tuple[tuple[str, str], ...]
    agencies: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ChronologyPage:
    """The lines of one page, and how to reach the others."""

    rows: tuple[Row, ...]
    said: str
    filters: Filters
    whose: str
    choices: Choices
    pages: tuple[Link, ...]
    page: int
    query: str
    found: bool


def read_filters(asked: QueryDict, known: Choices) -> Filters:
    """What the address asks for; a code nobody knows asks for nothing."""
    kind, agency = asked.get("kind", ""), asked.get("agency", "")
    period, order = asked.get("period", ""), asked.get("order", "")
    weight = asked.get("significance", "")
    return Filters(
        kind=kind if kind in dict(known.kinds) else "",
        agency=agency if agency in dict(known.agencies) else "",
        significance=int(weight) if weight in {"1", "2"} else 0,
        period=period if period in set(Period) else Period.ALL,
        order=order if order in set(Order) else Order.NEWEST,
    )


def choices_of(chronology: Chronology) -> Choices:
    """Kinds and agencies that occur among the lines this reader may read."""
    words = kind_words()
    kinds = {entry.line.kind for entry in chronology.entries}
    agencies = {
        (entry.line.agency, entry.line.agency_name)
        for entry in chronology.entries
        if entry.line.agency
    }
    return Choices(
        tuple((code, text) for code, text in words.items() if code in kinds),
        tuple(sorted(agencies, key=lambda pair: pair[1])),
    )


def draw(
    chronology: Chronology,
    asked: QueryDict,
    hits: Mapping[Entry, Hit] | None,
    *,
    whose: str,
    by: Actor,
) -> ChronologyPage:
    """The page that was asked for."""
    known = choices_of(chronology)
    filters = read_filters(asked, known)
    today = london_day(by.at)
    entries = {(one.line.key, one.line.day, one.line.kind): one for one in chronology.entries}
    wanted = (one for one in chronology.entries if hits is None or one in hits)
    lines = in_order((one.line for one in wanted if fits(one.line, filters, today)), filters.order)
    page, shown = _page_of(lines, asked.get("page", "1"))
    rows = []
    for line in shown:
        entry = entries[line.key, line.day, line.kind]
        hit = (hits or {}).get(entry) or Hit(line.text, ())
        rows.append(_row(entry, hit, chronology.names))
    query = _query(filters, whose)
    return ChronologyPage(
        rows=tuple(rows),
        said=_said(lines),
        filters=filters,
        whose=whose,
        choices=known,
        pages=_pages(len(lines), query),
        page=page,
        query=query,
        found=hits is not None,
    )


def printed(chronology: Chronology, profile: str, *, order: str = Order.OLDEST) -> list[Row]:
    """The lines as this print may have them; what is left out is not counted."""
    secrets = () if profile == Profile.HUB else chronology.secrets
    entries = {(one.line.key, one.line.day, one.line.kind): one for one in chronology.entries}
    rows = []
    for line in in_order((one.line for one in chronology.entries), order):
        kept = redact(line, profile)
        if kept is not None:
            kept = replace(kept, source=mask(kept.source, secrets))
            entry = replace(entries[line.key, line.day, line.kind], line=kept)
            hit = Hit(mask(kept.text, secrets), ())
            rows.append(_row(entry, hit, chronology.names))
    return rows


def segments(text: str) -> Segments:
    """The text in pieces, each found or not."""
    pieces: list[tuple[str, bool]] = []
    for number, piece in enumerate(text.split(FOUND)):
        found, mark, rest = piece.partition(AFTER)
        if number == 0 or not mark:
            pieces.append((piece, False))
        else:
            pieces += [(found, True), (rest, False)]
    return tuple(piece for piece in pieces if piece[0])


def _row(entry: Entry, hit: Hit, names: Mapping[uuid.UUID, str]) -> Row:
    line = entry.line
    return Row(
        when=_when(line),
        whose=listed([names[key].split()[0] for key in entry.people]),
        kind=kind_words().get(line.kind, line.kind),
        text=segments(hit.text),
        behind=tuple(segments(text) for text in hit.behind),
        source=line.source,
        agency="" if line.agency_name in line.source else line.agency_name,
        certainty=line.certainty,
        is_key=line.significance == Significance.SIGNIFICANT,
        href=line.href,
    )


def _when(line: Line) -> str:
    if line.until and line.until != line.day:
        return f"{short_date(line.day)} to {short_date(line.until)}"
    return short_date(line.day)


def _said(lines: Iterable[Line]) -> str:
    found = list(lines)
    agencies = {line.agency for line in found if line.agency}
    words = [count(len(found), "line")]
    if agencies:
        words.append(count(len(agencies), "agency", "agencies"))
    return ", ".join(words)


def _page_of(lines: list[Line], asked: str) -> tuple[int, list[Line]]:
    last = max(1, -(-len(lines) // A_PAGE))
    number = int(asked[:6]) if asked.isascii() and asked[:6].isdigit() else 1
    page = min(max(number, 1), last)
    return page, lines[(page - 1) * A_PAGE : page * A_PAGE]


def _query(filters: Filters, whose: str) -> str:
    asked = QueryDict(mutable=True)
    for name in ("kind", "agency", "period", "order"):
        asked[name] = getattr(filters, name)
    asked["significance"], asked["whose"] = str(filters.significance or ""), whose
    return "&".join(part for part in asked.urlencode().split("&") if not part.endswith("="))


def _pages(lines: int, query: str) -> tuple[Link, ...]:
    last = -(-lines // A_PAGE)
    return tuple(Link(str(n), f"?{query}&page={n}") for n in range(1, last + 1)) if last > 1 else ()

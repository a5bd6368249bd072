"""Headings and rows, whatever kind of file they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from openmash.core.text import clean, shorten

LONGEST_CELL = 2_000
LONGEST_HEADING = 60


class Unreadable(Exception):
    """This file cannot be imported; the words say why, and what to do about it."""


@dataclass(frozen=True)
class Limits:
    """How large a file may be: a partnership sets these for itself."""

    megabytes: int
    columns: int
    rows: int


@dataclass(frozen=True)
class Row:
    """One row by the number a spreadsheet shows beside it, and what is wrong with its shape."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """What a file holds: how it was read, the headings, and the rows when asked for."""

    read_as: str
    headings: tuple[str, ...]
    open_rows: Callable[[], Iterator[Row]]

    def rows(self) -> Iterator[Row]:
        """The rows below the headings, empty ones left out; raises `Unreadable` on the way."""
        return self.open_rows()

    def first(self, how_many: int) -> list[Row]:
        """The rows a person looks at to see what is in the columns."""
        return list(islice(self.rows(), how_many))


def headings_of(cells: Iterable[str], limits: Limits) -> tuple[str, ...]:
    """One name for each column: none empty, none twice."""
    names = [shorten(cell, LONGEST_HEADING) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise Unreadable("The first row is empty. It has to say what is in each column")
    if len(names) > limits.columns:
        raise Unreadable(
            f"This file has more than {limits.columns} columns."
            " Leave out the columns that are not about people and who works with them"
        )
    seen: dict[str, int] = {}
    return tuple(_unlike(name or f"Column {place}", seen) for place, name in enumerate(names, 1))


def row_of(number: int, cells: list[str], width: int, problems: Iterable[str] = ()) -> Row | None:
    """A row as wide as the headings; nothing for an empty row."""
    cleaned = [clean(cell) for cell in cells]
    while len(cleaned) > width and not cleaned[-1].strip():
        cleaned.pop()
    if not any(cell.strip() for cell in cleaned) and not problems:
        return None
    found = list(problems)
    if len(cleaned) > width:
        found.append(f"This row has {len(cleaned)} cells, but there are {width} headings")
    found += [
        f"Cell {place} holds {len(cell):,} characters; {LONGEST_CELL:,} is the most"
        for place, cell in enumerate(cleaned, 1)
        if len(cell) > LONGEST_CELL
    ]
    kept = [cell[:LONGEST_CELL] for cell in cleaned[:width]]
    return Row(number, tuple(kept + [""] * (width - len(kept))), tuple(found))


def within(rows: Iterator[Row], limits: Limits) -> Iterator[Row]:
    """The same rows, and a clear end where there are too many."""
    for count, row in enumerate(rows, 1):
        if count > limits.rows:
            raise Unreadable(
                f"This file has more than {limits.rows:,} rows. Split it into several files"
            )
        yield row


def _unlike(name: str, seen: dict[str, int]) -> str:
    """A second column of the same name is told from the first by a number."""
    wanted, number = name, 1
    while wanted in seen:
        number += 1
        wanted = f"{name} ({number})"
    seen[wanted] = number
    return wanted

"""From the cells of a row to what it says of a person: pure, and every reason at once.

Nothing is guessed. What cannot be understood rejects the row with the column and the value; what
is odd but can be kept is kept with a warning (`data.md` §1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from openmash.core.dates import age_on, check_birth_date, read_date, say_date
from openmash.core.identifiers import check_nhs_number, check_postcode, check_upn
from openmash.core.names import normalise
from openmash.core.phones import check_phone
from openmash.core.text import shorten
from openmash.foundation.importing.fields import DATES, LABELS, Field, meaning, plain
from openmash.foundation.importing.reading import Row

_MONTH_FIRST = re.compile(r"\s*(\d{1,2})([-/. ]+)(\d{1,2})([-/. ]+)(\d{4}|\d{2})\s*", re.ASCII)
_TWO_DIGIT_YEAR = re.compile(r"(?<!\d)\d{2}\s*$", re.ASCII)
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?\s*$", re.ASCII)
_TRUE = frozenset({"y", "yes", "true", "1", "protected", "confidential"})
_FALSE = frozenset({"", "n", "no", "false", "0"})
_VERIFIED = frozenset({"01", "1", "verified", "number present and verified", "y", "yes"})


@dataclass(frozen=True)
class Layout:
    """How the columns of one source are to be understood, as a person said."""

    headings: tuple[str, ...]
    columns: Mapping[int, Field]
    month_first: bool = False
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)  # plain name or code to code
    service_kind: str = "other"
    agency: str = ""


@dataclass(frozen=True)
class Work:
    """Who works with the person, as the row says."""

    kind: str
    agency: str
    service: str
    worker: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Said:
    """What one row says of a person."""

    number: int
    given: str = ""
    family: str = ""
    birth_date: date | None = None
    sex: str = "U"
    kind: str = "child"
    key: str = ""  # the number this source knows the person by
    la_child_id: str = ""
    nhs_number: str = ""
    nhs_verified: bool = False
    upn: str = ""
    address: str = ""
    postcode: str = ""
    protected: bool = False
    phone: str = ""
    work: Work | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """A code that nobody has said the meaning of."""

    field: Field
    value: str


@dataclass(frozen=True)
class Understood:
    """A row in our words; or why not, with the codes one has to ask about."""

    key: str
    said: Said | None
    name: str = ""
    reasons: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class _Reader:
    """Reads the cells of one row and collects everything that is wrong or odd."""

    def __init__(self, row: Row, layout: Layout, today: date) -> None:
        self.row, self.layout, self.today = row, layout, today
        self.places = {one: place for place, one in layout.columns.items()}
        self.reasons: list[str] = list(_in_words(row.problems, layout.headings))
        self.warnings: list[str] = []
        self.unknown: list[Unknown] = []

    def text(self, one: Field) -> str:
        """A cell on one line."""
        place = self.places.get(one)
        return "" if place is None else " ".join(self.row.cells[place].split())

    def about(self, one: Field, problem: str) -> str:
        """A sentence that names the column and its value."""
        heading, value = self.layout.headings[self.places[one]], shorten(self.text(one), 60)
        return f"{heading}: “{value}”. {problem}"

    def date(self, one: Field, *, years_ahead: int) -> date | None:
        """A day, in the order a person said; a weekday that does not fit is a warning."""
        said = _TIME.sub("", self.text(one))
        if not said:
            return None
        numbers = _MONTH_FIRST.fullmatch(said) if self.layout.month_first else None
        turned = (
            f"{numbers[3]}{numbers[2]}{numbers[1]}{numbers[4]}{numbers[5]}" if numbers else said
        )
        read = read_date(turned, today=self.today, years_ahead=years_ahead)
        if read.value is None:
            first = "month" if self.layout.month_first else "day"
            self.reasons.append(self.about(one, f"This is not a date with the {first} first"))
        elif read.problem:
            self.warnings.append(self.about(one, f"{read.problem}; the date is kept"))
        elif _TWO_DIGIT_YEAR.search(said):
            self.warnings.append(self.about(one, f"Read as {say_date(read.value)}"))
        return read.value

    def code(self, one: Field, otherwise: str) -> str:
        """What a code means; an unknown one rejects the row until somebody says."""
        said = self.text(one)
        if not said:
            return otherwise
        found = meaning(one, said, self.layout.values.get(one, {}))
        if found is None:
            self.reasons.append(self.about(one, f"We do not know what this means as {LABELS[one]}"))
            self.unknown.append(Unknown(one, said))
        return found or otherwise

    def truth(self, one: Field) -> bool:
        """Yes or no; what is neither rejects the row: nobody's protection rests on a guess."""
        said = plain(self.text(one))
        if said not in _TRUE | _FALSE:
            self.reasons.append(self.about(one, "Write yes or no"))
        return said in _TRUE

    def warn(self, one: Field, problem: str | None) -> None:
        """Odd, but kept as given."""
        if problem:
            self.warnings.append(self.about(one, problem))


def understand(row: Row, layout: Layout, *, today: date) -> Understood:
    """What a row says, or every reason why it cannot be imported."""
    reader = _Reader(row, layout, today)
    key = key_of(reader.text(Field.LA_CHILD_ID), reader.text(Field.ROW_ID))
    said = _said(reader, key)
    name = f"{said.given} {said.family}".strip()
    if reader.reasons:
        return Understood(key, None, name, tuple(reader.reasons), tuple(reader.unknown))
    return Understood(key, said, name)


def key_of(la_child_id: str, row_id: str) -> str:
    """What a source knows a person by: its council child number, else its own number."""
    if la_child_id:
        return f"council:{la_child_id.casefold()}"
    return f"own:{row_id.casefold()}" if row_id else ""


def _said(reader: _Reader, key: str) -> Said:
    given, family = _name(reader)
    birth_date = _birth_date(reader)
    for one, check in ((Field.NHS_NUMBER, check_nhs_number), (Field.UPN, check_upn)):
        reader.warn(one, check(reader.text(one)).problem if reader.text(one) else None)
    postcode = reader.text(Field.POSTCODE)
    if problem := check_postcode(postcode).problem:
        reader.warn(Field.POSTCODE, f"{problem}; it is kept with the address")
    if reader.text(Field.PHONE):
        reader.warn(Field.PHONE, check_phone(reader.text(Field.PHONE)).problem)
    sex, kind = (
        reader.code(Field.SEX, "U"),
        reader.code(Field.KIND, _kind(birth_date, reader.today)),
    )
    protected, work = reader.truth(Field.PROTECTED), _work(reader)
    return Said(
        number=reader.row.number,
        given=given,
        family=family,
        birth_date=birth_date,
        sex=sex,
        kind=kind,
        key=key,
        la_child_id=reader.text(Field.LA_CHILD_ID),
        nhs_number=reader.text(Field.NHS_NUMBER),
        nhs_verified=plain(reader.text(Field.NHS_STATUS)) in _VERIFIED,
        upn=reader.text(Field.UPN),
        address=_address(reader.text(Field.ADDRESS), postcode),
        postcode=postcode,
        protected=protected,
        phone=reader.text(Field.PHONE),
        work=work,
        warnings=tuple(reader.warnings),
    )


def _name(reader: _Reader) -> tuple[str, str]:
    given, family = reader.text(Field.GIVEN), reader.text(Field.FAMILY)
    if not given and not family:
        given, family = _split(reader.text(Field.FULL_NAME))
    if not normalise(f"{given}{family}"):
        reader.reasons.append("There is no name in this row")
    return given, family


def _split(full: str) -> tuple[str, str]:
    """“Tarrant, Isla Mae” or “Isla Mae Tarrant”; search finds the words in any order."""
    if "," in full:
        family, _, given = full.partition(",")
        return given.strip(), family.strip()
    given, _, family = full.rpartition(" ")
    return given, family


def _birth_date(reader: _Reader) -> date | None:
    birth_date = reader.date(Field.BIRTH_DATE, years_ahead=1)
    if birth_date and (problem := check_birth_date(birth_date, reader.today)):
        reader.reasons.append(reader.about(Field.BIRTH_DATE, problem.partition(". ")[0]))
    return birth_date


def _kind(birth_date: date | None, today: date) -> str:
    """Who is not said to be an adult is a child, unless born 18 years ago or more."""
    return "adult" if birth_date and age_on(birth_date, today) >= 18 else "child"


def _address(lines: str, postcode: str) -> str:
    """A postcode that is none stays readable with the lines."""
    unread = postcode if check_postcode(postcode).problem else ""
    return ", ".join(part for part in (lines, unread) if part)


def _work(reader: _Reader) -> Work | None:
    starts_on = reader.date(Field.FROM, years_ahead=10)
    ends_on = reader.date(Field.UNTIL, years_ahead=10)
    kind, agency = reader.code(Field.SERVICE_KIND, reader.layout.service_kind), _agency(reader)
    service, worker = reader.text(Field.SERVICE), reader.text(Field.WORKER)
    if not (service or worker or starts_on):
        return None
    problems = list(_why_no_work(reader, service, starts_on, ends_on))
    reader.reasons += problems
    if problems or starts_on is None:
        return None
    return Work(kind, agency, service, worker, starts_on, ends_on)


def _why_no_work(
    reader: _Reader, service: str, starts_on: date | None, ends_on: date | None
) -> Iterator[str]:
    if not service:
        yield "There is a worker or a day of beginning in this row, but no service"
    if starts_on is None and not reader.text(Field.FROM):
        yield "There is a service in this row, but not since when"
    if starts_on and ends_on and ends_on < starts_on:
        yield reader.about(Field.UNTIL, f"This is before it began, on {say_date(starts_on)}")


def _agency(reader: _Reader) -> str:
    said = reader.text(Field.AGENCY)
    if not said:
        return reader.layout.agency
    found = reader.layout.agencies.get(plain(said))
    if found is None:
        reader.reasons.append(reader.about(Field.AGENCY, "No agency here is called so"))
    return found or reader.layout.agency


def _in_words(problems: Iterable[str], headings: tuple[str, ...]) -> Iterator[str]:
    """“Cell 3 holds a formula” names its column instead."""
    for problem in problems:
        found = re.match(r"Cell (\d+) holds (.*)", problem)
        place = int(found[1]) - 1 if found else len(headings)
        yield (
            f"{headings[place]}: it holds {found[2]}"
            if found and place < len(headings)
            else problem
        )


def order_of(cells: Iterable[str]) -> tuple[str, str]:
    """Whether dates like 03/04/2019 have the day or the month first, and the one that shows it.

    Empty when the file does not say; “both” when it says both.
    """
    shown: dict[str, str] = {}
    for cell in cells:
        numbers = _MONTH_FIRST.fullmatch(cell)
        if numbers and int(numbers[1]) > 12:
            shown.setdefault("day", cell.strip())
        elif numbers and int(numbers[3]) > 12:
            shown.setdefault("month", cell.strip())
    if len(shown) == 2:
        return "both", f"{shown['day']} and {shown['month']}"
    return next(iter(shown.items()), ("", ""))


def date_cells(rows: Iterable[Row], columns: Mapping[int, Field]) -> Iterator[str]:
    """The cells of the columns that hold dates."""
    places = [place for place, one in columns.items() if one in DATES]
    return (row.cells[place] for row in rows for place in places)

"""One box to look for a person in: what somebody typed, taken apart into what it says.

Names in any order, a birth date in any usual form or an age, an NHS number, a pupil number, a
postcode, an address, a telephone number, the reference of a contact, and any of these together:
"isla tarrant 14/3/19", "Tarrant, Isla, 7", "14 Mill Row ZZ1 4MR". Whatever is left is a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from openmash.core.dates import read_date
from openmash.core.facts import Facts, NameWords, Place
from openmash.core.identifiers import check_nhs_number, check_upn
from openmash.core.phones import check_phone
from openmash.core.references import check_reference

LONGEST = 300
OLDEST = 120
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATES = re.compile(
    rf"""(?<![\w/.-])(?:
      \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}
    | \d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})
    | \d{{8}}
    | \d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH},?[ -](?:\d{{4}}|\d{{2}})
    | {_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ]\d{{4}}
    )(?![\w/-])""",
    re.VERBOSE | re.IGNORECASE,
)
_POSTCODES = re.compile(r"\b[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}\b", re.IGNORECASE)
_REFERENCES = re.compile(r"\b[a-z]{1,4}[- ]?[0-9]{2}[- ]?[0-9a-z]{4}[- ]?[0-9a-z]\b", re.IGNORECASE)
_PUPILS = re.compile(r"\b[a-z][0-9]{11}[0-9a-z]\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\+?\(?\d[\d ()-]{7,18}\d")
_STREET = (
    r"road rd street st lane ln avenue ave close cl drive dr row walk court ct crescent cres way"
)
_STREETS = rf"{_STREET} place pl terrace gardens gdns grove square hill park view rise green mews"
_ADDRESS = re.compile(
    rf"(?:\b(?:flat|unit)\s+\w{{1,4}},?\s+)?\b\d{{1,4}}[a-z]?,?\s+(?:[^\W\d]+\s+){{1,3}}?"
    rf"(?:{'|'.join(_STREETS.split())})\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged?\s+)?(\d{1,3})(?:\s*(?:years?(?:\s+old)?|yrs?|y/?o|yo)\b)?(?=\s|,|$)", re.IGNORECASE
)


@dataclass(frozen=True)
class Asked:
    """What a search says; `problems` are parts that could not be read, in plain words."""

    given: str = ""
    family: str = ""
    birth_date: date | None = None
    age: int | None = None
    nhs_number: str = ""
    upn: str = ""
    phone: str = ""
    postcode: str = ""
    address: str = ""
    reference: str = ""
    problems: tuple[str, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there is anything to look for: an age alone is not."""
        told = (self.nhs_number, self.upn, self.phone, self.postcode, self.address, self.reference)
        named = len(f"{self.given}{self.family}") > 1
        return named or self.birth_date is not None or any(told)

    def facts(self, today: date) -> Facts:
        """For comparing with the register."""
        names = [NameWords.of(self.given, self.family)] if self.given or self.family else []
        if self.given and not self.family:  # one word may be a first name or a surname
            names.append(NameWords.of("", self.given))
        numbers = {"nhs_number": self.nhs_number, "upn": self.upn}
        place = Place.of(self.address, self.postcode)
        return Facts(
            names=tuple(names),
            birth_date=self.birth_date,
            born_between=None if self.age is None else _born_between(self.age, today),
            numbers=frozenset(f"{kind}:{value}" for kind, value in numbers.items() if value),
            places=(place,) if place != Place() else (),
            phones=frozenset({self.phone} if self.phone else ()),
        )


@dataclass
class _Box:
    """The text that is left, and what has been read from it."""

    text: str
    read: Asked = field(default_factory=Asked)

    def take(self, pattern: re.Pattern[str], reader: Callable[[str], dict[str, object]]) -> None:
        """Give every fitting piece to the reader; what it can read is taken out."""
        for piece in [found[0] for found in pattern.finditer(self.text)]:
            if told := reader(piece):
                self.read = replace(self.read, **told)  # type: ignore[arg-type]  # its own fields
                self.text = self.text.replace(piece, " , ", 1)


def read_box(text: str, today: date) -> Asked:
    """Everything the text says, the surest shapes first."""
    box = _Box(unicodedata.normalize("NFKC", text[:LONGEST]))
    box.take(_REFERENCES, lambda piece: _if("reference", check_reference(piece)))
    box.take(_PUPILS, lambda piece: _if("upn", check_upn(piece).value))
    box.take(_DATES, lambda piece: _date(piece, today))
    box.take(_NUMBERS, _number)
    box.take(_POSTCODES, _postcode)
    box.take(_ADDRESS, lambda piece: {"address": " ".join(piece.split())})
    box.take(_AGE, lambda piece: _age(piece, box.read))
    given, family = split_name(box.text)
    return replace(box.read, given=given, family=family)


def split_name(full: str) -> tuple[str, str]:
    """First names and surname of a name written in one box; "Tarrant, Isla" is read the other way."""
    plain = re.sub(r"[ ,]*,[ ,]*", ",", "".join(c for c in full if not c.isdigit())).strip(" ,")
    family, comma, given = plain.partition(",")
    if comma and given.strip() and " " not in family.strip():
        return " ".join(given.replace(",", " ").split()), family.strip()
    words = plain.replace(",", " ").split()
    return (words[0], "") if len(words) == 1 else (" ".join(words[:-1]), "".join(words[-1:]))


def _if(name: str, value: str | None) -> dict[str, object]:
    return {name: value} if value else {}


def _date(piece: str, today: date) -> dict[str, object]:
    read = read_date(piece, today=today, years_ahead=1)
    if read.value is None:
        return {"problems": (f"“{piece}” is not a date. Type it like 14/3/2019",)}
    return {"birth_date": read.value}


def _number(piece: str) -> dict[str, object]:
    """Ten digits are an NHS number unless they begin like a telephone number."""
    digits = re.sub(r"\D", "", piece)
    if len(digits) == 10 and digits[0] != "0" and not piece.startswith("+"):
        return {"nhs_number": check_nhs_number(digits).value}
    phone = check_phone(piece)
    return {"phone": phone.value} if phone.problem is None else {}


def _postcode(piece: str) -> dict[str, object]:
    """Anything of that shape: one that cannot be right may be kept as somebody wrote it."""
    code = "".join(piece.split()).upper()
    return {"postcode": f"{code[:-3]} {code[-3:]}"}


def _age(piece: str, read: Asked) -> dict[str, object]:
    """A bare number is an age, or before a postcode the number of the house."""
    number = int(re.sub(r"\D", "", piece))
    if read.postcode and not read.address and piece.strip().isdigit():
        return {"address": str(number)}
    if read.birth_date or read.address or number > OLDEST:
        return {}
    return {"age": number}


def _born_between(age: int, today: date) -> tuple[date, date]:
    """Anybody of this age today, or a year out: ages are said from memory."""
    return date(max(today.year - age - 2, 1), 1, 1), date(max(today.year - age + 1, 1), 12, 31)

"""A council's weekly extract, small and large: invented people, and the errors such files have."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

SEED = 20261125
LARGE = 20_000
HEADINGS = (
    "LAchildID",
    "Forename",
    "Surname",
    "DOB",
    "Gender",
    "NHS number",
    "NHS status",
    "UPN",
    "Address",
    "Postcode",
    "Telephone",
    "Team",
    "Worker",
    "Start date",
    "End date",
)
FIRST_DAY = date(2008, 1, 1)
GIVEN = [
    "Amara",
    "Isla",
    "Noah",
    "Yusuf",
    "Zofia",
    "Kacper",
    "Aaliyah",
    "Muhammad",
    "Ioana",
    "Andrei",
    "Mei",
    "Jun",
    "Chidera",
    "Temitope",
    "Fatima",
    "Hassan",
    "Priya",
    "Arjun",
    "Niamh",
    "Cillian",
    "Roksana",
    "Dawid",
    "Leah",
    "Caleb",
    "Ruby",
    "Oscar",
    "Ada",
    "Femi",
    "Layla",
    "Omar",
]
FAMILY = [
    "Ashworth",
    "Begum",
    "Okonkwo",
    "Kowalska",
    "Popescu",
    "Khan",
    "Singh",
    "Chen",
    "Adeyemi",
    "Doherty",
    "O’Rourke",
    "Lovell",
    "Whitlock",
    "Hussain",
    "Nowak",
    "Ionescu",
    "Patel",
    "Mbeki",
    "Farrow",
    "Pettigrew",
    "Smith-Jones",
    "Rahman",
    "Tkachenko",
    "Ali",
    "Mensah",
    "Boswell",
]
STREETS = [
    "Mill Row",
    "Canal Street",
    "Station Road",
    "Orchard Close",
    "Tanner’s Lane",
    "Quarry View",
]
TEAMS = ["Children in need", "Child protection", "Looked after children", "Family help"]
WORKERS = ["Dev Whitlock", "Sal Okoro", "Bea Lindqvist", "Ian Petrie", "Mo Farah-Hughes"]


def small() -> bytes:
    """Nine rows, for looking at every outcome."""
    rows = list(_rows(random.Random(SEED), 8))  # noqa: S311  # invented people, the same every time
    rows[2][3] = "31/02/2015"
    rows[3][5] = "9990000017"
    rows[4][4] = "Fem."
    rows[5][2] = rows[5][1] = ""
    rows[6][3] = "Friday 18 April 2017"
    rows.append([*rows[0][:11], "Family help", "Sal Okoro", "02/11/2026", ""])
    return _written(rows)


def large(rows: int = LARGE, *, seed: int = SEED) -> bytes:
    """Many rows; about one in forty cannot be imported and one in twenty is odd."""
    chance = random.Random(seed)  # noqa: S311  # as above
    return _written(_spoilt(row, chance) for row in _rows(chance, rows))


def _rows(chance: random.Random, how_many: int) -> Iterator[list[str]]:
    before: list[str] = []
    for number in range(1, how_many + 1):
        if before and chance.random() < 0.04:  # a second team works with the child before
            yield [*before[:11], *_work(chance)]
            continue
        before = [*_person(chance, number), *_work(chance)]
        yield list(before)


def _person(chance: random.Random, number: int) -> list[str]:
    born = FIRST_DAY + timedelta(days=chance.randrange(6_700))
    street = f"{chance.randrange(1, 180)} {chance.choice(STREETS)}, Brackenford"
    return [
        f"BR{number:06}",
        chance.choice(GIVEN),
        chance.choice(FAMILY),
        f"{born:%d/%m/%Y}",
        chance.choice(("F", "M", "Female", "Male", "U")),
        nhs_number(chance) if chance.random() < 0.7 else "",
        "01",
        upn(chance) if chance.random() < 0.5 else "",
        street,
        _postcode(chance),
        f"07700 900{chance.randrange(1000):03}" if chance.random() < 0.6 else "",
    ]


def _postcode(chance: random.Random) -> str:
    """Of an area that does not exist."""
    unit = chance.choice("ABDEFGHJ") + chance.choice("LNPQRSTU")
    return f"ZZ{chance.randrange(1, 10)} {chance.randrange(1, 10)}{unit}"


def _work(chance: random.Random) -> list[str]:
    begun = date(2026, 11, 1) - timedelta(days=chance.randrange(900))
    return [chance.choice(TEAMS), chance.choice(WORKERS), f"{begun:%d/%m/%Y}", ""]


def _spoilt(row: list[str], chance: random.Random) -> list[str]:
    """One error of those that such extracts have, in a few rows."""
    match chance.randrange(160):
        case 0:
            row[3] = "31/02/2014"
        case 1:
            row[1] = row[2] = ""
        case 2:
            row[13] = "not known"
        case 3:
            row[3] = "12/05/2061"
        case 4 | 5 | 6:
            row[5] = "9990000017"
        case 7 | 8:
            row[9] = "QUARRY VIEW"
        case 9 | 10 | 11:
            row[2] = row[2].upper()
    return row


def nhs_number(chance: random.Random) -> str:
    """A number of the range kept for tests, with its check digit."""
    while True:
        nine = f"999{chance.randrange(1_000_000):06}"
        check = -sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
        if check != 10:
            return f"{nine}{check}"


def upn(chance: random.Random) -> str:
    """A pupil number of Brackenford’s schools, with its check letter."""
    twelve = f"335{chance.randrange(1_000_000_000):09}"
    total = sum(place * int(digit) for place, digit in enumerate(twelve, 2))
    return f"{'ABCDEFGHJKLMNPQRTUVWXYZ'[total % 23]}{twelve}"


def _written(rows: Iterator[list[str]] | list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")

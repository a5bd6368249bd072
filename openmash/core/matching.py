"""Whether two records may be one human being: named levels of evidence, weighed and added up.

As in Splink, each comparison is a list of named levels, the first that fits counts, and its weight
is in bits: how much likelier that level is among records of one person than among others. What
goes together is one comparison: postcode, door and household surname say one thing, not three, or
brothers and sisters would look like one person; twins and cousins called the same are told apart by
the levels that speak against. The weights are data, measured by `bin/bench`.

A probability is only ever shown as a word, with the labels of its levels as the reasons.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from openmash.core.facts import Facts, NameWords, Place
from openmash.core.finding import swap
from openmash.core.names import PARTICLES, one_slip_apart
from openmash.core.phonetics import sound
from openmash.core.spellings import forms_of


class Likelihood(StrEnum):
    """How sure a suggestion is, in words; never a number (`guide.md` §5)."""

    ALMOST_CERTAIN = "Almost certain"
    VERY_LIKELY = "Very likely"
    LIKELY = "Likely"
    UNLIKELY = "Unlikely"


# The least probability for each word.
THRESHOLDS = {
    Likelihood.ALMOST_CERTAIN: 0.99,
    Likelihood.VERY_LIKELY: 0.9,
    Likelihood.LIKELY: 0.5,
    Likelihood.UNLIKELY: 0.0,
}
# Somebody found by a shared key, before anything is compared.
PRIOR = -13.0


class Level(NamedTuple):
    """One thing two records may have in common, or differ in, and what it weighs."""

    label: str
    bits: float

    @property
    def speaks_against(self) -> bool:
        """Whether the label is read after "differs:"."""
        return self.bits < 0


@dataclass(frozen=True)
class Match:
    """How alike two records are, and everything that says so."""

    levels: tuple[Level, ...]

    @cached_property
    def bits(self) -> float:
        """The weight of all evidence together."""
        return PRIOR + sum(level.bits for level in self.levels)

    @property
    def probability(self) -> float:
        """How likely it is one human being; for ordering and measuring, never for showing."""
        return 1 / (1 + math.exp2(-max(-60.0, min(60.0, self.bits))))

    @property
    def word(self) -> Likelihood:
        """The probability in a word."""
        return next(word for word, least in THRESHOLDS.items() if self.probability >= least)

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """The reasons, strongest comparison first."""
        return tuple(one.label for one in self.levels if one.label and not one.speaks_against)

    @property
    def against(self) -> tuple[str, ...]:
        """What differs."""
        return tuple(one.label for one in self.levels if one.label and one.speaks_against)


NOTHING = Level("", 0)
# A name common to thousands tells less than a rare one.
_COMMON_IN_WORDS = """
mohammed muhammad mohamed mohammad ahmed ali hussain hussein khan singh kaur begum bibi smith
jones patel shah ahmad khatun uddin miah williams brown taylor wang li chen zhang nowak
"""
COMMON = frozenset(_COMMON_IN_WORDS.split())
COMMON_COSTS = 2.0

FIRST = {
    "same": Level("same first name", 6.0),
    "turned": Level("first names swapped", 5.5),
    "short": Level("one first name is a form of the other", 4.5),
    "sound": Level("same first name by sound", 5.0),
    "slip": Level("first names one letter apart", 5.5),
    "shared": Level("share one of the first names", 3.5),
    "close": Level("first names spelt nearly alike", 3.0),
    "initial": Level("same first letter of the first name", 1.0),
    "none": Level("different first names", -4.5),
}
LAST = {
    "same": Level("same surname", 6.0),
    "short": Level("same surname in another spelling", 5.0),
    "sound": Level("same surname by sound", 5.0),
    "slip": Level("surnames one letter apart", 5.5),
    "shared": Level("part of the surname is the same", 4.5),
    "close": Level("surnames spelt nearly alike", 3.0),
    "none": Level("different surnames", -2.5),
}
ONE_WORD = frozenset({"same", "sound", "short"})
SWAPPED = "first name and surname swapped"
KNOWN_BY = "known by that name"
SWAPPED_COSTS = 1.5
# What a place adds to a surname that agrees, and to one that does not: one comparison.
HOME = {
    "door": (Level("same house", 3.5), Level("same house", 4.0)),
    "postcode": (Level("same postcode", 2.5), Level("same postcode", 2.5)),
    "district": (NOTHING, NOTHING),
    "elsewhere": (Level("", -1.5), Level("", -2.0)),
}
BIRTH = {
    "same": Level("same date of birth", 9.0),
    "swapped": Level("day and month swapped", 8.0),
    "year": Level("dates of birth one year apart", 3.5),
    "digit": Level("dates of birth one digit apart", 3.0),
    "january": Level("same year of birth, day not known", 2.5),
    "none": Level("different dates of birth", -5.0),
    "age": Level("age fits", 3.5),
    "no age": Level("another age", -4.0),
    "due": Level("same due date", 6.0),
    "not due": Level("different due dates", -6.0),
}
NUMBER_WORDS = {"nhs_number": "NHS number", "upn": "pupil number", "la_child_id": "council number"}
SAME_NUMBER, OTHER_NUMBER, NEAR_NUMBER = 15.0, -6.0, 6.0
SEX = {"same": Level("", 0.9), "none": Level("different sex recorded", -4.0)}
PHONE = Level("same telephone number", 4.0)
# Another first name where birth date and house agree: a twin, whatever else agrees.
TWINS = Level("may be twins", -4.0)
NEAR_DUE_DAYS = 21  # due dates are estimates, moved by every scan


def compare(one: Facts, two: Facts) -> Match:
    """Weigh everything two records say of themselves; the same both ways."""
    first, last = _names(one, two)
    birth, place = _birth(one, two), _place(one, two, last)
    levels = [*_numbers(one, two), birth, first, last, place, _sex(one.sex, two.sex)]
    if one.phones & two.phones and place.label != "same house":
        levels.append(PHONE)
    if birth == BIRTH["same"] and first == FIRST["none"]:
        levels.append(TWINS)
    return Match(tuple(level for level in levels if level != NOTHING))


# Names: first names beside first names, surnames beside surnames, or crosswise.


def _names(one: Facts, two: Facts) -> tuple[Level, Level]:
    found = [
        _pair(mine, yours) for mine in one.names for yours in two.names if mine.all and yours.all
    ]
    if not found:
        return NOTHING, NOTHING
    best = max(found, key=_weight)
    first, last = best
    if best == found[0] or first.speaks_against or last.speaks_against:
        return best
    if _weight(found[0]) >= _weight(best) - 1:
        return found[0]
    return Level(KNOWN_BY, first.bits), Level("", last.bits)


def _weight(pair: tuple[Level, Level]) -> float:
    return pair[0].bits + pair[1].bits


@lru_cache(maxsize=20_000)
def _pair(one: NameWords, two: NameWords) -> tuple[Level, Level]:
    straight = _first(one.given, two.given), _last(one.family, two.family)
    if not (straight[0].speaks_against or straight[1].speaks_against):
        return straight
    across = _first(one.given, two.family), _last(one.family, two.given)
    if across[0].bits > 1 and across[1].bits > 1:
        bits = _weight(across) - SWAPPED_COSTS
        return Level(SWAPPED, bits / 2), Level("", bits / 2)
    return _mended(one, two, straight)


def _mended(one: NameWords, two: NameWords, found: tuple[Level, Level]) -> tuple[Level, Level]:
    """A father's or calling name may stand where the other record has the surname, or the first."""
    first, last = found
    if last.speaks_against and (
        _any_same(one.family, two.given) or _any_same(two.family, one.given)
    ):
        last = Level(LAST["shared"].label, 2.0)
    if first.speaks_against and (_any_same(one.given, two.all) or _any_same(two.given, one.all)):
        first = Level(FIRST["shared"].label, 2.0)
    return first, last


def _any_same(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    mine, yours = set(some) - PARTICLES - COMMON, set(others) - PARTICLES - COMMON
    return any(_alike(a, b) in ONE_WORD for a in mine for b in yours)


def _first(one: tuple[str, ...], two: tuple[str, ...]) -> Level:
    if not (one and two):
        return NOTHING
    if one != two and sorted(one) == sorted(two):
        return FIRST["turned"]
    kinds = [_alike("".join(one), "".join(two)), _alike(one[0], two[0])]
    for kind in ("same", "sound", "short", "slip"):
        if kind in kinds:
            return _cheaper(FIRST[kind], one[0], two[0])
    if shared := [(a, b) for a in one for b in two if _alike(a, b) in ONE_WORD]:
        return _cheaper(FIRST["shared"], *shared[0])
    if "close" in kinds:
        return FIRST["close"]
    initial = min(len(one[0]), len(two[0])) == 1 and one[0][0] == two[0][0]
    return FIRST["initial"] if initial else FIRST["none"]


def _last(one: tuple[str, ...], two: tuple[str, ...]) -> Level:
    if not (one and two):
        return NOTHING
    kind = _alike("".join(one), "".join(two))
    if kind in {"same", "sound", "short", "slip"}:
        return _cheaper(LAST[kind], one[-1], two[-1])
    telling = [(a, b) for a in one for b in two if not {a, b} & PARTICLES]
    if shared := [(a, b) for a, b in telling if _alike(a, b) in ONE_WORD]:
        return _cheaper(LAST["shared"], *shared[0])
    return LAST["close"] if kind == "close" else LAST["none"]


def _cheaper(level: Level, *words: str) -> Level:
    return Level(level.label, level.bits - COMMON_COSTS) if COMMON.intersection(words) else level


@lru_cache(maxsize=100_000)
def _alike(one: str, two: str) -> str:
    """How two words are alike: same, short, sound, slip, close, or not at all."""
    if one == two:
        return "same"
    if forms_of(one) & forms_of(two):
        return "short"
    if _sound_alike(one, two):
        return "sound"
    if one_slip_apart(one, two):
        return "slip"
    ending = min(len(one), len(two)) >= 4 and (one.endswith(two) or two.endswith(one))
    close = ending or JaroWinkler.normalized_similarity(one, two) >= CLOSE
    return "close" if close and min(len(one), len(two)) > 2 else ""


CLOSE = 0.87


def _sound_alike(one: str, two: str) -> bool:
    """One sound; short ones need the same first letter too, or Amy would be Emma."""
    heard, other = sound(one), sound(two)
    telling = len(heard) > 2 or one[0] == two[0] or one_slip_apart(one, two)
    return heard == other and min(len(one), len(two)) > 1 and telling


# Where somebody lives, with the surname of the house.


def _place(one: Facts, two: Facts, last: Level) -> Level:
    if not (one.places and two.places):
        return NOTHING
    nearness = _nearness(one.places, two.places)
    return HOME[nearness][0 if last.bits > 1 else 1] if nearness else NOTHING


def _nearness(mine: tuple[Place, ...], yours: tuple[Place, ...]) -> str:
    if {p.door for p in mine if p.door} & {p.door for p in yours}:
        return "door"
    streets = {p.street for p in mine if p.street} & {p.street for p in yours}
    codes, others = ({p.postcode for p in some if p.postcode} for some in (mine, yours))
    if streets and (not codes or not others or _near_codes(codes, others)):
        return "door"
    if codes & others:
        return "postcode"
    if not (codes and others):
        return ""
    districts = {code[:-3] for code in codes} & {code[:-3] for code in others}
    return "district" if districts else "elsewhere"


def _near_codes(codes: set[str], others: set[str]) -> bool:
    return any(one_slip_apart(a, b) for a in codes for b in others)


# When they were born.


def _birth(one: Facts, two: Facts) -> Level:
    if one.birth_date and two.birth_date:
        return _same_birth(one.birth_date, two.birth_date)
    if one.due_date and two.due_date:
        near = abs((one.due_date - two.due_date).days) <= NEAR_DUE_DAYS
        return BIRTH["due" if near else "not due"]
    span, day = one.born_between or two.born_between, one.birth_date or two.birth_date
    if span and day:
        return BIRTH["age" if span[0] <= day <= span[1] else "no age"]
    return NOTHING


def _same_birth(a: date, b: date) -> Level:
    if a == b:
        return BIRTH["same"]
    if swap(a) == b:
        return BIRTH["swapped"]
    if (a.month, a.day) == (b.month, b.day) and abs(a.year - b.year) == 1:
        return BIRTH["year"]
    if _one_digit_apart(a, b):
        return BIRTH["digit"]
    guessed = a.year == b.year and (1, 1) in {(a.month, a.day), (b.month, b.day)}
    return BIRTH["january" if guessed else "none"]


def _one_digit_apart(a: date, b: date) -> bool:
    """Only one of day, month and year differs, and by one of its digits."""
    parts = ((a.year, b.year), (a.month, b.month), (a.day, b.day))
    differing = [(x, y) for x, y in parts if x != y]
    if len(differing) != 1:
        return False
    one, two = differing[0]
    return sum(x != y for x, y in zip(f"{one:04}", f"{two:04}", strict=True)) == 1


# What else there is.


def _numbers(one: Facts, two: Facts) -> Iterator[Level]:
    mine, yours = _by_kind(one), _by_kind(two)
    for kind in sorted(mine.keys() & yours.keys()):
        words = NUMBER_WORDS.get(kind, "number")
        if mine[kind] & yours[kind]:
            yield Level(f"same {words}", SAME_NUMBER)
        elif any(one_slip_apart(a, b) for a in mine[kind] for b in yours[kind]):
            yield Level(f"{words}s one digit apart", NEAR_NUMBER)
        else:
            yield Level(f"different {words}", OTHER_NUMBER)


def _by_kind(facts: Facts) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number in facts.numbers:
        kind, _, value = number.partition(":")
        found.setdefault(kind, set()).add(value)
    return found


def _sex(one: str, two: str) -> Level:
    known = {one, two} <= {"F", "M"}
    return SEX["same" if one == two else "none"] if known else NOTHING

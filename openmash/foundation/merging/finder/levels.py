"""What two people are compared by: named levels, the first that fits counts (as in Splink).

What goes together is one comparison. Postcode, door and household surname say one thing together,
and levels of their own speak of twins and of namesakes in one house: otherwise brothers and sisters
would look like one person. What names and homes have in
common is asked in `likeness.py`. The weights are data (`model.json`), fitted by `tests/bench/training.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from openmash.foundation.merging.finder.likeness import (
    ELSE,
    GIVEN,
    HOME,
    SURNAME,
    UNSAID,
    common,
    missing,
)


@dataclass(frozen=True)
class Level:
    """One level: its name in the model, its condition, and how what agrees and differs is said.

    `singles` says that it picks few of the whole register, however large that is: a house, a number.
    """

    code: str
    sql: str
    words: str = ""
    differs: str = ""
    singles: bool = False


@dataclass(frozen=True)
class Comparison:
    """Levels in the order in which they are tried; what fits none is the last."""

    code: str
    unsaid: str
    levels: tuple[Level, ...]


TWINS = " twins"


def _faint(code: str, words: str = "", differs: str = "") -> tuple[Level, Level]:
    """A likeness that brothers and sisters have, too; those of one birth date may be twins."""
    said, twins = GIVEN.said(code), " · ".join(filter(None, (differs, "may be twins")))
    return (
        Level(f"{code}{TWINS}", f"{said} AND born_l = born_r", words, twins),
        Level(code, said, words, differs),
    )


def _given(code: str, words: str) -> Level:
    return Level(code, GIVEN.said(code), words)


FIRST = Comparison(
    "first",
    GIVEN.said(UNSAID),
    (
        _given("same", "same first name"),
        _given("order", "same names in another order"),
        _given("syllables", "same name in another spelling"),
        _given("crossed", "first name and surname swapped"),
        Level(
            "syllable elsewhere",  # twins live together, and a slip is made anywhere
            f"{GIVEN.said('syllable')} AND {HOME.said('elsewhere')} AND born_l = born_r",
            differs="part of the first name is another",
        ),
        *_faint("syllable", differs="part of the first name is another"),
        _given("slip", "first names one letter apart"),
        _given("sound", "same first name by sound"),
        _given("form", "one first name is a form of the other"),
        _given("middle", "share one of the first names"),
        _given("close", "first names spelt nearly alike"),
        _given("one close", "one of the first names is spelt nearly alike"),
        *_faint("within", "one first name is part of the other"),
        *_faint("likely", "first names somewhat alike"),
        *_faint("shared", "share a name"),
        *_faint("initial", differs="different first names"),
        *_faint("none", differs="different first names"),
    ),
)

TURNED = GIVEN.said("order", "syllables", "crossed")
_SURNAMES = (
    Level("same", SURNAME.said("same"), "same surname"),
    Level("slip", SURNAME.said("slip"), "surnames one letter apart"),
    Level("sound", SURNAME.said("sound"), "same surname by sound or in another spelling"),
    Level("crossed", TURNED),
    Level("alike", SURNAME.said("alike"), "surnames nearly alike"),
    Level("first", SURNAME.said("first"), "the surname of one is a first name of the other"),
    Level("title", SURNAME.said("title"), differs="a title in the place of a surname"),
    Level("other", SURNAME.said("other"), differs="different surnames"),
)
_HOMES = (
    Level("house", HOME.said("house"), "same house"),
    Level("postcode", HOME.said("postcode"), "same postcode"),
    Level("street", HOME.said("street"), "same street and number"),
    Level("unknown", HOME.said("unknown")),
    Level("elsewhere", HOME.said("elsewhere"), differs="different addresses"),
)


def _both(name: Level, home: Level) -> Level:
    return Level(
        code=f"{name.code} {home.code}",
        sql=f"{home.sql} AND {name.sql}",
        words=" · ".join(filter(None, (name.words, home.words))),
        differs=" · ".join(filter(None, (name.differs, home.differs))),
    )


# Every surname level beside every nearness: one comparison, never two.
FAMILY = Comparison(
    "family",
    SURNAME.said(UNSAID),
    tuple(_both(name, home) for home in _HOMES for name in _SURNAMES),
)
KNOWN_BIRTHS = "born_l IS NOT NULL AND born_r IS NOT NULL"
MANY = (2, 3, 4, 6, 9, 15, 30, 100, 300)
MANY_FIRST = (10, 30, 100, 300, 1000, 3000)
NAMED_ALIKE = (
    f"({TURNED} OR {SURNAME.said('same', 'slip', 'sound', 'alike')}"
    f" AND {GIVEN.said('same', 'slip', 'sound', 'form', 'middle', 'close', 'one close')})"
)
CALLED_ALIKE = GIVEN.said("same", "slip", "sound", "form")


def _bearers() -> tuple[Level, ...]:
    """As many as bear the name; it tells most when nothing is known of the birth."""
    counts = [(f"{most}", f"greatest(bearers_l, bearers_r) <= {most}") for most in MANY]
    return tuple(
        Level(f"{code}{unknown}", " AND ".join((NAMED_ALIKE, *sql)), singles=True)
        for code, count in [*counts, ("more", "")]
        for unknown, sql in (
            ("", (*filter(None, [count]), KNOWN_BIRTHS)),
            (" unknown", tuple(filter(None, [count]))),
        )
    )


def _firsts() -> tuple[Level, ...]:
    """As many as bear the first name, when the surname is another: a husband's, or a clan's."""
    counts = [(f"first {most}", f"greatest(firsts_l, firsts_r) <= {most}") for most in MANY_FIRST]
    return (
        *(Level(code, f"{CALLED_ALIKE} AND {count}", singles=True) for code, count in counts),
        Level("first more", CALLED_ALIKE, singles=True),
    )


# Two Mohammed Khans may well be two. Names apart are told by the home, or by the first name.
BEARERS = Comparison(
    "bearers",
    missing("bearers"),
    (
        *_bearers(),
        Level("apart at home", HOME.said("house", "postcode"), singles=True),
        *_firsts(),
        Level("apart", ELSE),
    ),
)
ONE_DIGIT = "levenshtein(born_l, born_r) = 1"  # of dates as they are written
BIRTH = Comparison(
    "birth",
    missing("born"),
    (
        Level("same", "born_l = born_r", "same date of birth"),
        Level("swapped", "born_l = born_turned_r", "day and month swapped"),
        Level(
            "digit of day",
            f"substr(born_l, 1, 7) = substr(born_r, 1, 7) AND {ONE_DIGIT}",
            "dates of birth one digit apart",
        ),
        Level(
            "digit of month",
            f"born_year_l = born_year_r AND {ONE_DIGIT}",
            "dates of birth one digit apart",
        ),
        Level(
            "year",
            "born_day_l = born_day_r AND abs(born_year_l - born_year_r) <= 1",
            "dates of birth one year apart",
        ),
        Level("digit of year", ONE_DIGIT, "dates of birth one digit apart"),
        Level(
            "january",
            "born_year_l = born_year_r AND (born_day_l = 101 OR born_day_r = 101)",
            "same year of birth, day not known",
        ),
        Level(
            "month",
            "substr(born_l, 1, 7) = substr(born_r, 1, 7)",
            "same month and year of birth",
            "another day of birth",
        ),
        Level("day", "born_day_l = born_day_r", "same birthday", "another year of birth"),
        Level(
            "digits",
            "levenshtein(born_l, born_r) = 2",
            differs="dates of birth two digits apart",
        ),
        Level("near", "born_year_l = born_year_r", differs="same year of birth, another day"),
        Level("none", ELSE, differs="different dates of birth"),
    ),
)
NHS = Comparison(
    "nhs",
    missing("nhs"),
    (
        Level("same", common("nhs"), "same NHS number", singles=True),
        Level("near", "levenshtein(nhs_1_l, nhs_1_r) <= 1", "NHS numbers one digit apart"),
        Level("none", ELSE, differs="different NHS numbers"),
    ),
)
NUMBER = Comparison(
    "number",
    missing("numbers"),
    (
        Level("same", common("numbers"), "same pupil or council number", singles=True),
        Level("none", ELSE, differs="different pupil or council numbers"),
    ),
)
SEX = Comparison(
    "sex",
    missing("sex"),
    (Level("same", "sex_l = sex_r"), Level("none", ELSE, differs="different sex recorded")),
)
PHONE = Comparison(
    "phone",
    missing("phones"),
    (Level("same", common("phones"), "same telephone number"), Level("none", ELSE)),
)
KIN = Comparison(
    "kin",
    missing("born"),
    (
        Level(
            "namesakes",
            f"{GIVEN.said('same')} AND {HOME.said('house')} AND born_year_l <> born_year_r"
            " AND levenshtein(born_l, born_r) > 1",
            differs="may be two of one name in one house",
        ),
        Level("no", ELSE),
    ),
)
COMPARISONS = (FIRST, FAMILY, BEARERS, BIRTH, NHS, NUMBER, SEX, PHONE, KIN)
# What these read of a person, beside the likeness of a pair.
READ = (
    *("number", "born", "born_turned", "born_year", "born_day", "bearers", "firsts"),
    *("nhs", "nhs_1", "numbers", "sex", "phones"),
)

"""What two people are compared by: named levels, the first that fits counts (as in Splink).

What goes together is one comparison. Postcode, door and household surname say one thing together,
and levels of their own speak of twins and of namesakes in one house: otherwise brothers and sisters
would look like one person. The weights are data (`model.json`), fitted by `tests/bench/finder.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


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


def _missing(*columns: str) -> str:
    return " OR ".join(f"{one}_{side} IS NULL" for one in columns for side in "lr")


def _share(column: str, other: str = "") -> str:
    return f"coalesce(list_has_any({column}_l, {other or column}_r), FALSE)"


def _alike(column: str, least: float = 0.87) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {least}"


def _crosswise(one: str, other: str) -> str:
    """Spelt nearly alike; the first letter is looked at first, since that is quick."""
    return (
        f"(substr({one}_l, 1, 1) = substr({other}_r, 1, 1)"
        f" AND jaro_winkler_similarity({one}_l, {other}_r) >= 0.87)"
    )


ELSE = "ELSE"
# A calling name before the given one: Tony Yuk-fong.
WITHIN = (
    "least(length(given_l), length(given_r)) >= 4"
    " AND (contains(given_l, given_r) OR contains(given_r, given_l))"
)
CROSSED = (
    f"({_share('given_folds', 'family_folds')} OR {_crosswise('given', 'family')})"
    f" AND ({_share('family_folds', 'given_folds')} OR {_crosswise('family', 'given')})"
    f" AND NOT {_share('given_folds')}"
)
# Wai Ming beside Wai Fong: two children of one generation, and not a slip.
SYLLABLE = "syllables_l <> syllables_r AND list_has_any(given_syllables_l, given_syllables_r)"
GIVEN_APART = (
    f"coalesce({SYLLABLE}, FALSE) OR NOT {_share('given_sounds')}"
    f" AND NOT {_share('given_forms')} AND NOT ({CROSSED})"
    " AND levenshtein(given_l, given_r) > 1"
    f" AND NOT {_alike('given')}"
)

FIRST = Comparison(
    "first",
    _missing("given"),
    (
        Level("same", "given_l = given_r", "same first name"),
        Level("order", "all_words_l = all_words_r", "same names in another order"),
        Level("syllables", "syllables_l = syllables_r", "same name in another spelling"),
        Level("crossed", CROSSED, "first name and surname swapped"),
        Level("syllable", SYLLABLE, differs="part of the first name is another"),
        Level("form", _share("first_forms"), "one first name is a form of the other"),
        Level("slip", "levenshtein(given_l, given_r) <= 1", "first names one letter apart"),
        Level("sound", _share("first_sounds"), "same first name by sound"),
        Level(
            "middle",
            f"{_share('given_forms')} OR {_share('given_sounds')}",
            "share one of the first names",
        ),
        Level("close", _alike("given"), "first names spelt nearly alike"),
        Level("within", WITHIN, "one first name is part of the other"),
        Level("likely", f"{_alike('given', 0.75)}", "first names somewhat alike"),
        Level(
            "shared",
            f"{_share('given_sounds', 'all_sounds')} OR {_share('all_sounds', 'given_sounds')}",
            "share a name",
        ),
        Level(
            "initial",
            "substr(given_l, 1, 1) = substr(given_r, 1, 1)",
            differs="different first names",
        ),
        Level("none", ELSE, differs="different first names"),
    ),
)

SAME_FAMILY = f"({_share('family_sounds')} OR {_share('family_folds')})"
ALIKE_FAMILY = (
    f"({_alike('family')} OR levenshtein(family_l, family_r) <= 1 OR {_share('family_words')})"
)
_SURNAMES = (
    Level("same", "family_l = family_r", "same surname"),
    Level("slip", "levenshtein(family_l, family_r) <= 1", "surnames one letter apart"),
    Level("sound", SAME_FAMILY, "same surname by sound or in another spelling"),
    Level("crossed", f"({CROSSED})"),
    Level("alike", ALIKE_FAMILY, "surnames nearly alike"),
    Level("other", "", differs="different surnames"),
)
_UNKNOWN = "codes_l IS NULL OR codes_r IS NULL"
_ANY_HOME = " OR ".join((_share("doors"), _share("codes"), _share("streets")))
_HOMES = (
    # First, since most pairs are of these, and what follows need not be looked at.
    Level("elsewhere", f"NOT ({_UNKNOWN} OR {_ANY_HOME})", differs="different addresses"),
    Level("house", _share("doors"), "same house"),
    Level("postcode", _share("codes"), "same postcode"),
    Level("street", _share("streets"), "same street and number"),
    Level("unknown", ""),
)


def _family_at_home() -> tuple[Level, ...]:
    """Every surname level beside every nearness: one comparison, never two."""
    return tuple(_both(name, home) for home in _HOMES for name in _SURNAMES)


def _both(name: Level, home: Level) -> Level:
    return Level(
        code=f"{name.code} {home.code}",
        sql=" AND ".join(filter(None, (home.sql, name.sql))) or ELSE,
        words=" · ".join(filter(None, (name.words, home.words))),
        differs=" · ".join(filter(None, (name.differs, home.differs))),
    )


FAMILY = Comparison("family", _missing("family"), _family_at_home())
ALIKE_GIVEN = f"({_share('given_folds')} OR {_share('given_sounds')} OR {_alike('given')})"
APART = (
    f"NOT ({ALIKE_GIVEN} AND ({SAME_FAMILY} OR {ALIKE_FAMILY}) OR ({CROSSED})"
    f" OR coalesce(syllables_l = syllables_r, FALSE)) OR coalesce({SYLLABLE}, FALSE)"
)
UNKNOWN_BIRTH = "(born_l IS NULL OR born_r IS NULL)"
MANY = (2, 3, 4, 6, 9, 15, 30, 100, 300)


def _bearers() -> tuple[Level, ...]:
    """As many as bear the name; it tells most when nothing is known of the birth."""
    fewest = [(f"{most}", f"greatest(bearers_l, bearers_r) <= {most}") for most in MANY]
    levels = []
    for code, sql in [*fewest, ("more", "")]:
        unknown = " AND ".join(filter(None, (sql, UNKNOWN_BIRTH)))
        levels.append(Level(f"{code} unknown", unknown, singles=True))
        levels.append(Level(code, sql or ELSE, singles=True))
    return tuple(levels)


# Two Mohammed Khans may well be two. Names apart are told by the home, or by nothing.
BEARERS = Comparison(
    "bearers",
    "bearers_l IS NULL OR bearers_r IS NULL",
    (
        Level(
            "apart at home",
            f"({_share('doors')} OR {_share('codes')}) AND ({APART})",
            singles=True,
        ),
        Level("apart", APART),
        *_bearers(),
    ),
)
BIRTH = Comparison(
    "birth",
    _missing("born"),
    (
        Level("same", "born_l = born_r", "same date of birth"),
        Level("swapped", "born_l = born_turned_r", "day and month swapped"),
        Level(
            "digit of day",
            "hamming(born_l, born_r) = 1 AND substr(born_l, 1, 7) = substr(born_r, 1, 7)",
            "dates of birth one digit apart",
        ),
        Level(
            "digit of month",
            "hamming(born_l, born_r) = 1 AND born_year_l = born_year_r",
            "dates of birth one digit apart",
        ),
        Level(
            "year",
            "born_day_l = born_day_r AND abs(born_year_l - born_year_r) <= 1",
            "dates of birth one year apart",
        ),
        Level("digit of year", "hamming(born_l, born_r) = 1", "dates of birth one digit apart"),
        Level(
            "january",
            "born_year_l = born_year_r AND (born_day_l = '01-01' OR born_day_r = '01-01')",
            "same year of birth, day not known",
        ),
        Level(
            "month",
            "substr(born_l, 1, 7) = substr(born_r, 1, 7)",
            "same month and year of birth",
            "another day of birth",
        ),
        Level("day", "born_day_l = born_day_r", "same birthday", "another year of birth"),
        Level("digits", "hamming(born_l, born_r) = 2", differs="dates of birth two digits apart"),
        Level("near", "born_year_l = born_year_r", differs="same year of birth, another day"),
        Level("none", ELSE, differs="different dates of birth"),
    ),
)
NHS = Comparison(
    "nhs",
    _missing("nhs"),
    (
        Level("same", _share("nhs"), "same NHS number", singles=True),
        Level("near", "levenshtein(nhs_1_l, nhs_1_r) <= 1", "NHS numbers one digit apart"),
        Level("none", ELSE, differs="different NHS numbers"),
    ),
)
NUMBER = Comparison(
    "number",
    _missing("numbers"),
    (
        Level("same", _share("numbers"), "same pupil or council number", singles=True),
        Level("none", ELSE, differs="different pupil or council numbers"),
    ),
)
SEX = Comparison(
    "sex",
    _missing("sex"),
    (Level("same", "sex_l = sex_r"), Level("none", ELSE, differs="different sex recorded")),
)
PHONE = Comparison(
    "phone",
    _missing("phones"),
    (Level("same", _share("phones"), "same telephone number"), Level("none", ELSE)),
)
KIN = Comparison(
    "kin",
    _missing("given", "born"),
    (
        Level("twins", f"born_l = born_r AND ({GIVEN_APART})", differs="may be twins"),
        Level(
            "namesakes",
            "given_l = given_r AND born_year_l <> born_year_r AND hamming(born_l, born_r) > 1"
            f" AND {_share('doors')}",
            differs="may be two of one name in one house",
        ),
        Level("no", ELSE),
    ),
)
COMPARISONS = (FIRST, FAMILY, BEARERS, BIRTH, NHS, NUMBER, SEX, PHONE, KIN)

"""What two people are compared by: named levels, the first that fits counts (as in Splink).

What goes together is one comparison. Postcode, door and household surname say one thing together,
and levels of their own speak of twins and of namesakes in one house: otherwise brothers and sisters
would look like one person. The weights are data (`model.json`), fitted by `tests/bench/finder.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """One level: its name in the model, its condition, and how what agrees and differs is said."""

    code: str
    sql: str
    words: str = ""
    differs: str = ""


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


ELSE = "ELSE"
# A calling name before the given one: Tony Yuk-fong.
WITHIN = (
    "least(length(given_l), length(given_r)) >= 4"
    " AND (contains(given_l, given_r) OR contains(given_r, given_l))"
)
CROSSED = (
    f"{_share('given_sounds', 'family_sounds')} AND {_share('family_sounds', 'given_sounds')}"
    f" AND NOT {_share('given_sounds')}"
)
GIVEN_APART = (
    f"NOT {_share('given_sounds')} AND NOT {_share('given_forms')} AND NOT ({CROSSED})"
    " AND damerau_levenshtein(given_l, given_r) > 1"
    f" AND NOT {_alike('given')}"
)

FIRST = Comparison(
    "first",
    _missing("given"),
    (
        Level("common", "given_l = given_r AND common_l", "same first name"),
        Level("same", "given_l = given_r", "same first name"),
        Level("order", "all_words_l = all_words_r", "same names in another order"),
        Level("crossed", CROSSED, "first name and surname swapped"),
        Level("form", _share("given_forms"), "one first name is a form of the other"),
        Level("sound", _share("given_sounds"), "same first name by sound"),
        Level("slip", "damerau_levenshtein(given_l, given_r) <= 1", "first names one letter apart"),
        Level("close", _alike("given"), "first names spelt nearly alike"),
        Level("within", WITHIN, "one first name is part of the other"),
        Level("likely", f"{_alike('given', 0.75)}", "first names somewhat alike"),
        Level(
            "shared", f"{_share('all_sounds')} AND NOT {_share('family_sounds')}", "share a name"
        ),
        Level("names", "len(list_intersect(all_sounds_l, all_sounds_r)) >= 2", "share two names"),
        Level(
            "initial",
            "substr(given_l, 1, 1) = substr(given_r, 1, 1)",
            differs="different first names",
        ),
        Level("none", ELSE, differs="different first names"),
    ),
)

_SURNAMES = (
    Level("same", f"(family_l = family_r OR {_share('family_sounds')})", "same surname"),
    Level("crossed", f"({CROSSED})"),
    Level("alike", f"({_alike('family')} OR {_share('family_words')})", "surnames nearly alike"),
    Level("other", "", differs="different surnames"),
)
_HOMES = (
    Level("house", _share("doors"), "same house"),
    Level("postcode", _share("codes"), "same postcode"),
    Level("unknown", "(codes_l IS NULL OR codes_r IS NULL)"),
    Level("elsewhere", "", differs="different addresses"),
)


def _family_at_home() -> tuple[Level, ...]:
    """Every surname level beside every nearness: one comparison, never two."""
    return tuple(_both(name, home) for name in _SURNAMES for home in _HOMES)


def _both(name: Level, home: Level) -> Level:
    return Level(
        code=f"{name.code} {home.code}",
        sql=" AND ".join(filter(None, (name.sql, home.sql))) or ELSE,
        words=" · ".join(filter(None, (name.words, home.words))),
        differs=" · ".join(filter(None, (name.differs, home.differs))),
    )


FAMILY = Comparison("family", _missing("family"), _family_at_home())
BIRTH = Comparison(
    "birth",
    _missing("born"),
    (
        Level("same", "born_l = born_r", "same date of birth"),
        Level("swapped", "born_l = born_turned_r", "day and month swapped"),
        Level("digit", "hamming(born_l, born_r) = 1", "dates of birth one digit apart"),
        Level(
            "year",
            "born_day_l = born_day_r AND abs(born_year_l - born_year_r) <= 1",
            "dates of birth one year apart",
        ),
        Level(
            "january",
            "born_year_l = born_year_r AND (born_day_l = '01-01' OR born_day_r = '01-01')",
            "same year of birth, day not known",
        ),
        Level("near", "born_year_l = born_year_r", differs="same year of birth, another day"),
        Level("none", ELSE, differs="different dates of birth"),
    ),
)
NHS = Comparison(
    "nhs",
    _missing("nhs"),
    (
        Level("same", _share("nhs"), "same NHS number"),
        Level("near", "damerau_levenshtein(nhs_1_l, nhs_1_r) <= 1", "NHS numbers one digit apart"),
        Level("none", ELSE, differs="different NHS numbers"),
    ),
)
NUMBER = Comparison(
    "number",
    _missing("numbers"),
    (
        Level("same", _share("numbers"), "same pupil or council number"),
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
        Level("twins", f"born_l = born_r AND {GIVEN_APART}", differs="may be twins"),
        Level(
            "namesakes",
            "given_l = given_r AND born_year_l <> born_year_r AND hamming(born_l, born_r) > 1"
            f" AND {_share('doors')}",
            differs="may be two of one name in one house",
        ),
        Level("no", ELSE),
    ),
)
COMPARISONS = (FIRST, FAMILY, BIRTH, NHS, NUMBER, SEX, PHONE, KIN)

SOUNDS = "l.given_sound = r.given_sound AND l.family_sound = r.family_sound"
TURNED = "l.given_sound = r.family_sound AND l.family_sound = r.given_sound"

# Who is compared at all: two people who agree in one of these.
BLOCKS = (
    "l.nhs_1 = r.nhs_1",
    "l.number_1 = r.number_1",
    "l.door_1 = r.door_1",
    "l.born = r.born AND l.district = r.district",
    "l.born = r.born AND l.given_sound = r.given_sound",
    "l.born = r.born AND l.family_sound = r.family_sound",
    "l.born = r.born AND l.given_sound = r.family_sound",
    "l.born = r.born AND l.family_sound = r.given_sound",
    "l.born = r.born AND substr(l.given, 1, 1) = substr(r.given, 1, 1)",
    "l.born = r.born AND substr(l.family, 1, 1) = substr(r.family, 1, 1)",
    "l.born = r.born_turned AND l.family_sound = r.family_sound",
    "l.born = r.born_turned AND l.given_sound = r.given_sound",
    f"{SOUNDS} AND l.born_year = r.born_year",
    f"{SOUNDS} AND l.born_day = r.born_day",
    f"{SOUNDS} AND l.district = r.district",
    f"{TURNED} AND l.born_year = r.born_year",
    "l.all_words = r.all_words AND l.born_year = r.born_year",
    "l.all_words = r.all_words AND l.born_day = r.born_day",
    "l.all_words = r.all_words AND (l.born IS NULL OR r.born IS NULL)",
    "l.code_1 = r.code_1 AND l.given_sound = r.given_sound",
    "l.code_1 = r.code_1 AND l.born_year = r.born_year",
    "l.code_1 = r.code_1 AND l.born_day = r.born_day",
    "l.phone_1 = r.phone_1 AND l.given_sound = r.given_sound",
)

"""What two people's names and homes have in common: looked at once, and kept as one number.

Several comparisons read the same likeness (`levels.py`), and a database works it out again for each
level that asks. So each question is answered once for a pair, before Splink; the answers travel in the
column that Splink carries along with a pair, and the levels read them there. The conditions are in words
that DuckDB and Spark share, but for those in `DIALECTS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

ELSE = "ELSE"
UNSAID = "unsaid"
WIDTH = 32  # no question has more answers than this, nor as many
# DuckDB's words, and those of others for the same.
DIALECTS: dict[str, dict[str, str]] = {
    "duckdb": {},
    "spark": {
        "list_has_any(": "arrays_overlap(",
        "jaro_winkler_similarity(": "jaro_winkler(",
        "unnest(": "explode(",
        " // ": " div ",
    },
}


def said_in(dialect: str, sql: str) -> str:
    """A condition or a step in the words of a database."""
    return reduce(lambda said, word: said.replace(*word), DIALECTS[dialect].items(), sql)


@dataclass(frozen=True)
class Question:
    """What is asked of two people, and its answers: the first that fits counts; 0 is not said."""

    place: int
    unsaid: str
    answers: tuple[tuple[str, str], ...]

    @property
    def sql(self) -> str:
        """The answer as a number, at its place in the number of the pair."""
        cases = [f"WHEN {self.unsaid} THEN 0"]
        for number, (_, sql) in enumerate(self.answers, 1):
            answer = number * self._unit
            cases.append(f"ELSE {answer}" if sql == ELSE else f"WHEN {sql} THEN {answer}")
        return f"CASE {' '.join(cases)} END"

    def said(self, *codes: str) -> str:
        """Whether the answer was one of these: asked of the number of the pair."""
        known = (UNSAID, *(code for code, _ in self.answers))
        numbers = [str(known.index(code) * self._unit) for code in codes]
        part = f"(match_key & {(WIDTH - 1) * self._unit})"
        return (
            f"{part} = {numbers[0]}" if len(numbers) == 1 else f"{part} IN ({', '.join(numbers)})"
        )

    @property
    def _unit(self) -> int:
        return int(WIDTH**self.place)


def missing(*columns: str) -> str:
    """Not said of one of the two."""
    return " OR ".join(f"{one}_{side} IS NULL" for one in columns for side in "lr")


def common(column: str, other: str = "") -> str:
    """Two lists have something in common."""
    return f"list_has_any({column}_l, {other or column}_r)"


def share(column: str, other: str = "") -> str:
    """The same of long lists: their bits are asked first, which is quick (`rows.py`)."""
    bits = f"({column}_bits_l & {other or column}_bits_r)"
    return f"{bits} <> 0 AND {common(column, other)}"


def apart(column: str) -> str:
    """Two lists have nothing in common; so has one that is not there."""
    return f"(({column}_bits_l & {column}_bits_r) = 0 OR NOT {common(column)})"


def either(*conditions: str) -> str:
    """One of some conditions at least."""
    return f"({' OR '.join(f'({one})' for one in conditions)})"


def alike(column: str, other: str = "", least: float = 0.87) -> str:
    """Spelt nearly alike."""
    return f"jaro_winkler_similarity({column}_l, {other or column}_r) >= {least}"


def slip(column: str) -> str:
    """One letter more, less or another; the lengths are asked first."""
    lengths = f"abs(length({column}_l) - length({column}_r)) <= 1"
    return f"{lengths} AND levenshtein({column}_l, {column}_r) <= 1"


def _crosswise(one: str, other: str) -> str:
    first = f"substr({one}_l, 1, 1) = substr({other}_r, 1, 1)"
    heard = share(f"{one}_heard", f"{other}_heard")
    return either(heard, f"{first} AND {alike(one, other)}")


CROSSED = f"{_crosswise('given', 'family')} AND {_crosswise('family', 'given')} AND {apart('given_heard')}"
# Wai Ming beside Wai Fong: two children of one generation, and not a slip.
SYLLABLE = f"syllables_l <> syllables_r AND {common('given_syllables')}"
ONE_CLOSE = either(alike("first"), alike("last"), alike("first", "last"), alike("last", "first"))
# A calling name before the given one: Tony Yuk-fong.
WITHIN = (
    "least(length(given_l), length(given_r)) >= 4"
    " AND (contains(given_l, given_r) OR contains(given_r, given_l))"
)
# The father's name stands as a surname in one record, and behind the first name in the other.
PATRONYMIC = either(share("family_heard", "given_heard"), share("given_heard", "family_heard"))

GIVEN = Question(
    0,
    missing("given"),
    (
        ("same", "given_l = given_r"),
        ("order", "all_words_l = all_words_r"),
        ("syllables", "syllables_l = syllables_r"),
        ("crossed", CROSSED),
        ("syllable", SYLLABLE),
        ("slip", slip("given")),
        ("sound", "sound_l = sound_r"),
        ("form", share("first_heard")),
        ("middle", share("given_heard")),
        ("close", alike("given")),
        ("one close", ONE_CLOSE),
        ("within", WITHIN),
        ("likely", alike("given", least=0.75)),
        ("shared", PATRONYMIC),
        ("initial", "substr(given_l, 1, 1) = substr(given_r, 1, 1)"),
        ("none", ELSE),
    ),
)
SURNAME = Question(
    1,
    missing("family"),
    (
        ("same", "family_l = family_r"),
        ("slip", slip("family")),
        ("sound", share("family_heard")),
        ("alike", alike("family")),
        ("first", PATRONYMIC),
        ("title", "titled_l OR titled_r"),
        ("other", ELSE),
    ),
)
HOME = Question(
    2,
    "FALSE",
    (
        ("house", share("doors")),
        ("postcode", share("codes")),
        ("street", share("streets")),
        ("unknown", "codes_bits_l = 0 OR codes_bits_r = 0"),
        ("elsewhere", ELSE),
    ),
)
QUESTIONS = (GIVEN, SURNAME, HOME)
ASKED_OF = (
    *("given", "family", "first", "last", "sound", "all_words", "titled"),
    *("syllables", "given_syllables"),
    *("given_heard", "first_heard", "family_heard", "doors", "codes", "streets"),
    *("given_heard_bits", "first_heard_bits", "family_heard_bits"),
    *("doors_bits", "codes_bits", "streets_bits"),
)

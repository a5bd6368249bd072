"""From the rows of people to the pairs that are worth weighing: queries that DuckDB and Spark share."""

from __future__ import annotations

from openmash.foundation.merging.finder.levels import READ
from openmash.foundation.merging.finder.likeness import ASKED_OF, QUESTIONS
from openmash.foundation.merging.finder.rows import COLUMNS

# A key that more people share tells little: whoever is one person shares others, too.
FULL = 12
_KEYS = ("keys", "number_keys")
PEOPLE = f"""
SELECT CAST(row_number() OVER (ORDER BY uid) AS INTEGER) AS number,
  {", ".join(one for one in COLUMNS if one not in _KEYS)},
  CASE WHEN name IS NOT NULL THEN count(*) OVER (PARTITION BY name) END AS bearers,
  CASE WHEN first_name IS NOT NULL THEN count(*) OVER (PARTITION BY first_name) END AS firsts
FROM rows
"""  # noqa: S608 - ours
# What is left for Splink to look at, since it copies all it is given. `match_key` is of pairs; but
# Splink wants every word that a level names to be a person's, too.
COMPARED = f"SELECT {', '.join(READ)}, 0 AS match_key FROM people"  # noqa: S608 - ours


def _each(keys: str) -> str:
    return f"""
SELECT number, born_year AS year, born_day AS day, unnest({keys}) AS key
FROM (SELECT uid, {keys} FROM rows) JOIN people USING (uid)
"""  # noqa: S608 - ours


def _shared(keys: str) -> str:
    return f"""
SELECT * FROM {keys}
WHERE key IN (SELECT key FROM {keys} GROUP BY key HAVING count(*) BETWEEN 2 AND {FULL})
"""  # noqa: S608 - ours


# Whoever was born in another year and on another day of it is another, but for a number.
# Two numbers in one: of millions of pairs each is told from the others by a single column.
_TWO = 2**32
_AS_ONE = f"CAST(l.number AS BIGINT) * {_TWO} + r.number"
ALIKE = f"""
SELECT CAST(two // {_TWO} AS INTEGER) AS number_l, CAST(two & {_TWO - 1} AS INTEGER) AS number_r
FROM (
SELECT {_AS_ONE} AS two
FROM shared_keys l JOIN shared_keys r ON l.key = r.key AND l.number < r.number
WHERE coalesce(l.year = r.year OR l.day = r.day, TRUE)
UNION
SELECT {_AS_ONE} AS two
FROM shared_number_keys l JOIN shared_number_keys r ON l.key = r.key AND l.number < r.number
)
"""  # noqa: S608 - ours


def likeness_of(pairs: str) -> str:
    """Some pairs as Splink wants them: what they have in common goes where it carries something along."""
    number = " + ".join(question.sql for question in QUESTIONS)
    columns = ", ".join(f"{side}.{one} AS {one}_{side}" for side in "lr" for one in ASKED_OF)
    return f"""
SELECT number_l AS join_key_l, number_r AS join_key_r, {number} AS match_key
FROM (
  SELECT number_l, number_r, {columns}
  FROM {pairs} JOIN people l ON l.number = number_l JOIN people r ON r.number = number_r
)
"""  # noqa: S608 - ours


TAKEN_IN = {"people": PEOPLE, "compared": COMPARED}
PAIRED_UP = {
    "keys": _each("keys"),
    "shared_keys": _shared("keys"),
    "number_keys": _each("number_keys"),
    "shared_number_keys": _shared("number_keys"),
    "alike": ALIKE,
    "pairs": likeness_of("alike"),
}

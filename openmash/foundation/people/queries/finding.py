"""Finding records by their keys: one statement, whoever there is and whoever may know of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from psycopg import Cursor

from openmash.core.actor import Actor
from openmash.core.facts import Facts
from openmash.core.finding import asked_keys
from openmash.core.matching import Match, compare
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.cards import unpack
from openmash.foundation.people.models import Identifier, Person

FOLLOWED = 300  # records followed for each key: one that more share tells too little to go on
# Records compared, and how many when somebody asks to be shown more. Beyond them are those that
# share a year of birth or a street: measured, one true record of three hundred.
COMPARED, COMPARED_ON_ASKING = 30, 80
# Whatever shares keys of this weight is compared, even beside a record that shares far more (a
# second record of one child); what shares less is, when nothing shares much more.
TELLING_WEIGHT, TELLING_SHARE = 18, 0.3

# Restricted records have no keys: those who are named as their readers compare with all of them.
# The same is done for everybody else, so that the work never depends on what they may not know.
FIND = """
WITH shared AS (
    SELECT asked.who, found.person_id, sum(asked.weight) AS weight
    FROM unnest(%(who)s::int[], %(keys)s::bigint[], %(weights)s::int[]) AS asked(who, key, weight)
    CROSS JOIN LATERAL (
        SELECT k.person_id FROM people_personkey k
        WHERE k.partnership_id = %(here)s AND k.key = asked.key
        LIMIT %(followed)s
    ) AS found
    GROUP BY asked.who, found.person_id
), ranked AS (
    SELECT who, person_id, weight, first_value(weight) OVER best_first AS most,
        row_number() OVER best_first AS place
    FROM shared WINDOW best_first AS (PARTITION BY who ORDER BY weight DESC, person_id)
), alike AS (
    SELECT who, person_id FROM ranked
    WHERE place <= %(compared)s AND weight >= least(%(weight)s::int, %(share)s::float8 * most)
), named AS (
    SELECT one.who, p.id AS person_id
    FROM people_person p CROSS JOIN unnest(%(people)s::int[]) AS one(who)
    WHERE p.partnership_id = %(here)s AND p.readers IS NOT NULL AND %(me)s = ANY(p.readers)
)
SELECT either.who, p.id, p.root_id, c.said
FROM (TABLE alike UNION TABLE named) AS either
JOIN people_person p ON p.id = either.person_id
JOIN people_personcard c ON c.person_id = p.id
WHERE p.partnership_id = %(here)s
"""


@dataclass(frozen=True)
class Found:
    """A record that may be meant, and how alike it is."""

    record: uuid.UUID
    root: uuid.UUID
    match: Match


def find(asked: Facts, *, by: Actor, compared: int = COMPARED) -> list[Found]:
    """The records most like what is asked, best first; the caller has asked for permission."""
    return find_each([asked], by=by, compared=compared)[0]


def find_each(asked: Sequence[Facts], *, by: Actor, compared: int = COMPARED) -> list[list[Found]]:
    """The same for several people at once, in one statement, in the order they are asked for."""
    found: list[list[Found]] = [[] for _ in asked]
    for who, record, root, said in _rows([asked_keys(one) for one in asked], by, compared):
        found[who].append(Found(record, root, compare(asked[who], unpack(said))))
    for some in found:
        some.sort(key=lambda one: (-one.match.bits, one.record))
    return found


def best_of_each(found: Iterable[Found]) -> list[Found]:
    """Each human being once, by the record that is most alike."""
    seen: dict[uuid.UUID, Found] = {}
    for one in found:
        seen.setdefault(one.root, one)
    return list(seen.values())


def the_very_same(nhs_number: str, born: date | None, *, by: Actor) -> Person | None:
    """The one person whose verified NHS number and birth date are exactly these (`data.md` §1.4)."""
    if not nhs_number or born is None:
        return None
    numbers = Identifier.objects.filter(
        partnership_id=by.partnership,
        kind=Identifier.Kind.NHS_NUMBER,
        value=nhs_number,
        verified=True,
        in_error_at=None,
        person__birth_date=born,
    )
    people = visible_to(by).filter(pk__in=numbers.values("person_id")).select_related("root")
    roots = {one.root_id: one.root for one in people}
    return next(iter(roots.values())) if len(roots) == 1 else None


def _rows(
    keys: Sequence[dict[int, int]], by: Actor, compared: int
) -> list[tuple[int, uuid.UUID, uuid.UUID, str]]:
    if not any(keys):
        return []
    values = {
        "who": [who for who, some in enumerate(keys) for _ in some],
        "keys": [key for some in keys for key in some],
        "weights": [weight for some in keys for weight in some.values()],
        "people": [who for who, some in enumerate(keys) if some],
        "here": by.partnership,
        "me": by.user,
        "followed": FOLLOWED,
        "compared": compared,
        "weight": TELLING_WEIGHT,
        "share": TELLING_SHARE,
    }
    connection.ensure_connection()
    # Prepared by the server once for each connection: planning took longer than finding.
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        return list(cursor.execute(FIND, values, prepare=True).fetchall())

"""Finding records by their keys: one statement, whoever there is and whoever may know of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
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
MOST_COMPARED = 80

# Restricted records have no keys: those who are named as their readers compare with all of them.
# The same is done for everybody else, so that the work never depends on what they may not know.
FIND = """
WITH alike AS (
    SELECT found.person_id, sum(asked.weight) AS weight
    FROM unnest(%(keys)s::bigint[], %(weights)s::int[]) AS asked(key, weight)
    CROSS JOIN LATERAL (
        SELECT k.person_id FROM people_personkey k
        WHERE k.partnership_id = %(here)s AND k.key = asked.key
        LIMIT %(followed)s
    ) AS found
    GROUP BY found.person_id
    ORDER BY weight DESC, found.person_id
    LIMIT %(most)s
), named AS (
    SELECT p.id AS person_id FROM people_person p
    WHERE p.partnership_id = %(here)s AND p.readers IS NOT NULL AND %(me)s = ANY(p.readers)
)
SELECT p.id, p.root_id, c.said
FROM (SELECT person_id FROM alike UNION SELECT person_id FROM named) AS either
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


def find(asked: Facts, *, by: Actor) -> list[Found]:
    """The records most like what is asked, best first; the caller has asked for permission."""
    keys = asked_keys(asked)
    rows = _rows(keys, by) if keys else []
    found = [Found(record, root, compare(asked, unpack(said))) for record, root, said in rows]
    found.sort(key=lambda one: (-one.match.bits, one.record))
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


def _rows(keys: dict[int, int], by: Actor) -> list[tuple[uuid.UUID, uuid.UUID, str]]:
    values = {
        "keys": list(keys),
        "weights": list(keys.values()),
        "here": by.partnership,
        "me": by.user,
        "followed": FOLLOWED,
        "most": MOST_COMPARED,
    }
    connection.ensure_connection()
    # Prepared by the server once for each connection: planning took longer than finding.
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        return list(cursor.execute(FIND, values, prepare=True).fetchall())

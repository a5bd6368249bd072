"""What leaves the product, and what cannot be purged, names no child (§9.4, security 21)."""

from __future__ import annotations

from datetime import datetime

import psycopg
import pytest

from tests import database

Day = tuple[str, datetime, str]
# Free words that stay for ever or leave the building. What people type as a reason, and what they
# search for, is kept in `reason` and `facts`, which a purge empties.
KEPT = {
    "messaging_message": "heading || ' ' || body || ' ' || path || ' ' || about",
    "access_readlog": "subject || ' ' || about::text",
    "ledger_event": "name || ' ' || subject || ' ' || about::text || ' ' || facts::text",
    "tasks_task": "title || ' ' || about || ' ' || path",
}
CHILDREN = """
SELECT name, birth_date, address, postcode FROM contacts_contactchild
UNION SELECT p.display_name, p.birth_date, coalesce(a.lines, ''), coalesce(a.postcode, '')
  FROM people_person p LEFT JOIN people_address a ON a.person_id = p.id WHERE p.kind <> 'adult'
"""


@pytest.mark.parametrize("table", sorted(KEPT))
def test_no_row_holds_a_childs_name_birth_date_or_address(day: Day, table: str) -> None:
    name, _, _ = day
    words = personal_words(name)
    with psycopg.connect(database.url("root", name)) as root:
        rows = [row[0] for row in root.execute(f"SELECT {KEPT[table]} FROM {table}".encode())]
    assert rows
    assert [(word, row) for row in rows for word in words if word in row.casefold()] == []


def test_no_log_line_of_the_day_does(day: Day) -> None:
    name, _, said = day
    assert '"route"' in said
    assert [word for word in personal_words(name) if word in said.casefold()] == []


def personal_words(name: str) -> set[str]:
    """Whole names, birth dates as people and as machines write them, and where children live."""
    with psycopg.connect(database.url("root", name)) as root:
        rows = root.execute(CHILDREN.encode()).fetchall()
    words: set[str] = set()
    for called, born, address, postcode in rows:
        words |= {called, address, postcode}
        if born:
            words |= {f"{born:%Y-%m-%d}", f"{born.day} {born:%B %Y}", f"{born:%d/%m/%Y}"}
    assert len(words) > 20
    return {word.casefold() for word in words if len(word) > 3}

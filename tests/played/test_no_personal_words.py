"""What leaves the product, and what cannot be purged, names no child (§9.4, security 21)."""

from __future__ import annotations

from datetime import datetime

import psycopg
import pytest

from tests import database
from tests.leaks.answers import plain
from tests.leaks.secrets import personal_words

Day = tuple[str, datetime, str]
# Free words that stay for ever or leave the building. What people type as a reason, and what they
# search for, is kept in `reason` and `facts`, which a purge empties.
KEPT = {
    "messaging_message": "heading || ' ' || body || ' ' || path || ' ' || about",
    "access_readlog": "subject || ' ' || about::text",
    "ledger_event": "name || ' ' || subject || ' ' || about::text || ' ' || facts::text",
    "tasks_task": "title || ' ' || about || ' ' || path",
}


@pytest.mark.parametrize("table", sorted(KEPT))
def test_no_row_holds_a_childs_name_birth_date_or_address(day: Day, table: str) -> None:
    name, _, _ = day
    words = _words(name)
    with psycopg.connect(database.url("root", name)) as root:
        rows = [
            plain(row[0]) for row in root.execute(f"SELECT {KEPT[table]} FROM {table}".encode())
        ]
    assert rows
    assert [(word, row) for row in rows for word in words if word in row] == []


def test_no_log_line_of_the_day_does(day: Day) -> None:
    name, _, said = day
    assert '"route"' in said
    text = plain(said)
    assert [word for word in _words(name) if word in text] == []


def _words(name: str) -> frozenset[str]:
    with psycopg.connect(database.url("root", name)) as root:
        words = personal_words(root)
    assert len(words) > 20
    return words

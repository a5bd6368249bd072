"""The second lock, table by table, with rows behind it: nobody's rows reach anybody else (security 2).

Each table is read without any filter of ours, as the application's role, by two who have no part in
the rows: the hub of the other partnership, and a sender of this one who sent nothing. With a policy
of "true" either finds rows, because the day has left some; an empty table would prove nothing.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

import psycopg
import pytest
from django.db import connection, transaction

from openmash.config.rows import HERE, HERE_TEXT, NOT_PUBLIC, POLICIES
from openmash.core.actor import Actor
from openmash.demo.cast import actor
from openmash.foundation.access.row_security import act_as, act_as_nobody
from tests import database

Day = tuple[str, datetime, str]
THEIRS = "brackenford"
# Within one partnership these hold no child's record and are open to its every signed-in person;
# what each of them may see of it is the rule's (`access/rules.py`). Whoever writes without an account
# sees there no more than their own.
BEGINNINGS = tuple(
    f"{here} AND {beginning}"
    for here in (HERE, HERE_TEXT)
    for beginning in (NOT_PUBLIC, f"({NOT_PUBLIC}")
)
OPEN_WITHIN = {
    table
    for table, policy in POLICIES.items()
    if policy in {HERE, HERE_TEXT} or policy.startswith(BEGINNINGS)
}
KEYS = {
    "messaging_postbox": "message_id",
    "importing_importfile": "about_id",
    "files_filecontent": "of_id",
    "people_personcard": "person_id",
    "people_personkey": "person_id",
}
OF_A_MESSAGE = "(SELECT m.partnership_id FROM messaging_message m WHERE m.id = message_id)"


@pytest.mark.parametrize("table", sorted(POLICIES))
def test_the_other_partnerships_hub_sees_none_of_our_rows(day: Day, table: str) -> None:
    name, at, _ = day
    ours, theirs = _rows(name, table)
    assert ours, f"the day left no row in {table}: play an act that does (conftest.py)"
    assert _seen(table, actor("olu", at=at)) <= theirs


@pytest.mark.parametrize("table", sorted(set(POLICIES) - OPEN_WITHIN))
def test_a_sender_without_a_part_sees_no_row_at_all(day: Day, table: str) -> None:
    _, at, _ = day
    stranger = replace(actor("lee", at=at), user=str(uuid.uuid4()))
    assert _seen(table, stranger) == set()


@pytest.mark.parametrize("table", sorted(POLICIES))
def test_nobody_sees_nothing(day: Day, table: str) -> None:
    assert _seen(table, None) == set()


def test_what_is_open_within_a_partnership_is_what_was_reviewed() -> None:
    """A policy that asks for the partnership alone is a decision; these are the decided ones."""
    assert {
        "access_attachment",
        "access_readlog",
        "clocks_clockrun",
        "ledger_event",
        "ledger_link",
        "ledger_reactionrun",
        "tasks_task",
    } == OPEN_WITHIN


def _rows(name: str, table: str) -> tuple[set[str], set[str]]:
    """The keys of our rows and of everybody else's, as only a superuser sees both."""
    place = "partnership" if POLICIES[table].startswith(HERE_TEXT) else "partnership_id"
    where = OF_A_MESSAGE if table == "messaging_postbox" else place
    with psycopg.connect(database.url("root", name)) as root:
        rows = root.execute(f"SELECT {_key(table)}::text, {where} FROM {table}".encode()).fetchall()
    ours = {key for key, partnership in rows if partnership == THEIRS}
    return ours, {key for key, _ in rows} - ours


def _seen(table: str, by: Actor | None) -> set[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        act_as(by) if by else act_as_nobody()
        cursor.execute(f"SELECT {_key(table)}::text FROM {table}")
        return {key for (key,) in cursor.fetchall()}


def _key(table: str) -> str:
    return KEYS.get(table, "id")

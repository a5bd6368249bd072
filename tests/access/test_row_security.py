"""The second lock, as the application's role over one re-used connection (security 2, 3, 12)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import psycopg
import pytest
from django.db import connection, transaction

from openmash.config.rows import APPEND_ONLY, POLICIES, SEES
from openmash.demo.cast import actor
from openmash.demo.stage import build
from openmash.foundation.access.row_security import act_as, act_as_nobody
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.foundation.tasks.models import Task
from tests import database
from tests.fixtures import Enter


@contextmanager
def refused() -> Iterator[None]:
    """The database says no, and the surrounding transaction survives."""
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        yield


def test_the_application_is_not_a_superuser_and_cannot_bypass(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_without_an_actor_there_are_no_rows(enter: Enter) -> None:
    raise_task(_wanted("a"), by=enter("tom"))
    assert Task.objects.count() == 1
    act_as_nobody()
    assert Task.objects.count() == 0


def test_nothing_can_be_written_into_another_partnership(enter: Enter) -> None:
    by = enter("tom")
    act_as(enter("mari"))
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        raise_task(_wanted("b"), by=by)


def test_two_partnerships_interleaved_over_one_connection_never_see_each_other(
    committed: str, monday: datetime
) -> None:
    with transaction.atomic():
        build(at=monday)
    people = {"brackenford": "meera", "oakmere": "mari"}
    for turn in range(200):
        code = ("brackenford", "oakmere")[turn % 2]
        with transaction.atomic():
            by = actor(people[code], at=monday)
            act_as(by)
            raise_task(_wanted(f"{turn}"), by=by)
            seen = set(Task.objects.values_list("partnership_id", flat=True))
            assert seen == {code}
        assert Task.objects.count() == 0, "the setting outlived its transaction"


# What keeps no keys names its partnership as text.
AS_TEXT = ("ledger_", "access_readlog")


@pytest.mark.parametrize("table", sorted(APPEND_ONLY | {"ledger_link"}))
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_history_cannot_be_changed_by_the_application(db: None, table: str, verb: str) -> None:
    column = "partnership" if table.startswith(AS_TEXT) else "partnership_id"
    with refused(), connection.cursor() as cursor:
        cursor.execute(verb.format(table, column))


# Made anew from what is said of a person, whenever that changes; and how much came from where,
# which is gone within a day. No fact of anybody.
NO_FACTS = {"people_personkey", "ways_arrival"}


@pytest.mark.parametrize("table", sorted(set(POLICIES) - NO_FACTS))
def test_nothing_about_a_child_can_be_deleted(db: None, table: str) -> None:
    with refused(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_every_table_of_contacts_and_decisions_is_closed_by_the_hour(db: None) -> None:
    """P18: the emergency duty team changes nothing while the hub is open; `test_night.py` tries it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, cmd FROM pg_policies WHERE permissive = 'RESTRICTIVE'"
            " AND with_check LIKE '%openmash.writes%'"
        )
        found = set(cursor.fetchall())
    tables = {t for t in POLICIES if t.startswith(("contacts_", "enquiries_", "decisions_"))}
    tables -= {"contacts_heldentry"}  # what somebody typed is kept at any hour
    assert found == {(table, verb) for table in tables for verb in ("INSERT", "UPDATE")}


def test_what_a_policy_asks_of_other_rows_is_asked_as_whoever_asks(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, prosecdef FROM pg_proc WHERE proname LIKE 'sees\\_%'")
        assert set(cursor.fetchall()) == {(name, False) for name in SEES}


def test_no_table_of_ones_own_stands_in_for_ours(enter: Enter) -> None:
    enter("ruth")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE enquiries_mashenquiry (id uuid) ON COMMIT DROP")
        cursor.execute("INSERT INTO enquiries_mashenquiry VALUES (gen_random_uuid()) RETURNING id")
        cursor.execute("SELECT sees_enquiry(%s)", cursor.fetchone())
        assert cursor.fetchone() == (False,)


def test_no_policy_of_a_stage_is_planned_with_those_beneath_it(enter: Enter) -> None:
    """Nested policies made planning the greater part of every page of an enquiry."""
    enter("tom")
    for table in ("enquiries_evidenceitem", "enquiries_itemrank", "enquiries_healthsignature"):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN SELECT * FROM {table}")
            assert "SubPlan" not in "".join(row for (row,) in cursor.fetchall())


def _wanted(about: str) -> Wanted:
    return Wanted(kind="test", title="Look", about=about, path="/tasks/", for_role="MASH_SW",
                  for_agency="brackenford-council")  # fmt: skip


def test_the_wrong_password_is_refused() -> None:
    good = database.url("app", "postgres")
    bad = good.replace(good.split(":")[2].split("@")[0], "wrong")
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(bad)

"""Apply row-level security and grants; run as the owner of the tables after every migration."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from openmash.config.destroying import destroying_function
from openmash.config.keeping import keeping_function
from openmash.config.rows import (
    APPEND_ONLY,
    BY_THE_HOUR,
    MAY_DELETE,
    NOT_OPENED,
    OPEN_PREFIXES,
    OPEN_TABLES,
    POLICIES,
    READ_ONLY,
    READ_ONLY_WHILE_OPENED,
    SEES,
    WRITES_NOW,
    WRITTEN_ONLY_BY,
)

ROLE = "openmash_app"
# The chain is written by a trigger that runs as the owner, who must not be stopped by the policy.
NOT_FORCED = frozenset({"ledger_link"})


class Command(BaseCommand):
    """Idempotent: the lists in `config/rows.py` are the truth, whatever was there before."""

    help = "Apply row-level security and the application role's grants."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        tables = set(connection.introspection.table_names())
        if unplaced := sorted(t for t in tables if not is_placed(t)):
            raise CommandError(f"No row policy for: {', '.join(unplaced)} (config/rows.py)")
        with connection.cursor() as cursor:
            for name, row in SEES.items():
                _make_sight(cursor, name, row)
            _make_destroying(cursor)
            _grant_schema(cursor)
            for table in sorted(tables):
                _grant(cursor, table)
            for table, condition in POLICIES.items():
                _police(cursor, table, condition)
                _police_hours(cursor, table)
                _police_writers(cursor, table)
                _police_opened(cursor, table)


def is_placed(table: str) -> bool:
    """Whether the table is on one of the lists."""
    return table in POLICIES or table in OPEN_TABLES or table.startswith(OPEN_PREFIXES)


def _make_sight(cursor: CursorWrapper, name: str, row: str) -> None:
    """Runs as whoever asks, under their policies. The schema is named, so that no temporary table of
    theirs can stand in for ours."""
    asks = f"SELECT 1 FROM public.{row}"  # noqa: S608  # from config/rows.py
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION public.{name}(key uuid) RETURNS boolean LANGUAGE plpgsql"
        f" STABLE SECURITY INVOKER PARALLEL SAFE AS $$ BEGIN RETURN EXISTS ({asks}); END $$"
    )


def _make_destroying(cursor: CursorWrapper) -> None:
    """What destroys a proposal, and what answers which of it stays; for the application's role alone."""
    cursor.execute(keeping_function())
    cursor.execute(destroying_function())
    for name in ("kept_of_proposed(uuid, date)", "destroy_proposed(uuid)"):
        cursor.execute(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC")


def _grant_schema(cursor: CursorWrapper) -> None:
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
    cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {ROLE}")


def _grant(cursor: CursorWrapper, table: str) -> None:
    rights = ["SELECT"]
    if table not in READ_ONLY:
        rights.append("INSERT")
        if table not in APPEND_ONLY:
            rights.append("UPDATE")
        if table.startswith(MAY_DELETE):
            rights.append("DELETE")
    cursor.execute(f"REVOKE ALL ON {table} FROM {ROLE}, PUBLIC")
    cursor.execute(f"GRANT {', '.join(rights)} ON {table} TO {ROLE}")


def _police(cursor: CursorWrapper, table: str, condition: str) -> None:
    force = "NO FORCE" if table in NOT_FORCED else "FORCE"
    cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    cursor.execute(f"ALTER TABLE {table} {force} ROW LEVEL SECURITY")
    cursor.execute(f"DROP POLICY IF EXISTS actor ON {table}")
    cursor.execute(f"CREATE POLICY actor ON {table} USING ({condition}) WITH CHECK ({condition})")


def _police_hours(cursor: CursorWrapper, table: str) -> None:
    """What is added or changed is asked for the hour too. An update is refused aloud, by its check:
    a row that `USING` hides would only be missed."""
    for verb, using in (("INSERT", ""), ("UPDATE", "USING (true)")):
        name = f"hours_{verb.lower()}"
        cursor.execute(f"DROP POLICY IF EXISTS {name} ON {table}")
        if table in BY_THE_HOUR:
            cursor.execute(
                f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR {verb}"
                f" {using} WITH CHECK ({WRITES_NOW})"
            )


def _police_opened(cursor: CursorWrapper, table: str) -> None:
    """Nothing of the register is changed with a record in hand that was opened in an emergency."""
    for verb, condition in (
        ("INSERT", f"WITH CHECK ({NOT_OPENED})"),
        ("UPDATE", f"USING (true) WITH CHECK ({NOT_OPENED})"),
        ("DELETE", f"USING ({NOT_OPENED})"),
    ):
        name = f"opened_{verb.lower()}"
        cursor.execute(f"DROP POLICY IF EXISTS {name} ON {table}")
        if table in READ_ONLY_WHILE_OPENED:
            cursor.execute(f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR {verb} {condition}")


def _police_writers(cursor: CursorWrapper, table: str) -> None:
    """Who alone adds and changes rows, whoever else may see them."""
    for verb, place in (("INSERT", 0), ("UPDATE", 1)):
        name = f"writers_{verb.lower()}"
        using = "USING (true)" if verb == "UPDATE" else ""
        cursor.execute(f"DROP POLICY IF EXISTS {name} ON {table}")
        if conditions := WRITTEN_ONLY_BY.get(table):
            cursor.execute(
                f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR {verb}"
                f" {using} WITH CHECK ({conditions[place]})"
            )

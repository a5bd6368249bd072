"""Copies a story that was played once many times over: every row of it, with keys of its own.

What is copied is what the commands wrote, so no second place has to know how a row is made. Rows go in
as the database's root with triggers asleep: the ledger's chain is not computed for copies.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

AT_ONCE = 5_000
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Known = dict[str, set[str]]


@dataclass(frozen=True)
class Table:
    """A table of the story: its columns, and which of them number themselves."""

    name: str
    columns: Mapping[str, str]
    counted: frozenset[str]


def keys(root: psycopg.Connection) -> Known:
    """Which rows there are now, by table; taken before and after the story is played."""
    found: Known = {}
    for name in _tables(root):
        rows = root.execute(sql.SQL("SELECT id::text FROM {}").format(sql.Identifier(name)))
        found[name] = {row[0] for row in rows}
    return found


@dataclass(frozen=True)
class _Varied:
    """What is another thing in each copy: its keys, some words, and how long ago it was."""

    own: set[str]
    words: Mapping[str, str]
    earlier: timedelta


@dataclass(frozen=True)
class Over:
    """What a story has become in its copies after the first ones: the columns of each table then.

    Each such copy may lie so much `earlier` than the one before, and of a table only so many copies
    be made (`most`; 0 for none).
    """

    living: int
    columns: Mapping[str, Mapping[str, object]]
    earlier: timedelta = timedelta()
    most: Mapping[str, int] = field(default_factory=dict)


def copy(
    address: str,
    before: Known,
    times: int,
    *,
    words: Mapping[str, str],
    over: Over | None = None,
) -> int:
    """Copy every row that is new since `before`; how many rows that made.

    `words` are further texts that have to differ in each copy, such as a reference, and the letters
    that begin their copies. `over` says from which copy on the story is over, and how.
    """
    made = 0
    with psycopg.connect(address, autocommit=True) as root:
        root.execute("SET session_replication_role = replica")
        story = [row for name in before for row in _new_rows(root, name, before[name])]
        own = {str(row["id"]) for _, row in story if KEY.fullmatch(str(row["id"]))}
        for first, last, is_over in _portions(times, over.living if over else times):
            with root.transaction():
                for table, row in story:
                    then = over.columns.get(table.name, {}) if over and is_over else {}
                    numbers = (first, min(last, over.most.get(table.name, last)) if over else last)
                    earlier = over.earlier if over and is_over else timedelta()
                    varied = _Varied(own, words, earlier)
                    made += _insert(root, table, {**row, **then}, varied, numbers)
        root.execute("SET session_replication_role = origin")
        root.execute("VACUUM ANALYZE")
    return made


def _portions(times: int, living: int) -> Iterator[tuple[int, int, bool]]:
    """From which copy to which goes in at once, and whether those are over."""
    for begin, end, is_over in ((1, min(living, times), False), (living + 1, times, True)):
        for first in range(begin, end + 1, AT_ONCE):
            yield first, min(first + AT_ONCE - 1, end), is_over


def copied_key(key: object, number: int) -> str:
    """The key of one row's copy, as the database computes it."""
    with_number = f"{key}:{number}".encode()
    found = hashlib.md5(with_number, usedforsecurity=False).hexdigest()
    return f"{found[:8]}-{found[8:12]}-{found[12:16]}-{found[16:20]}-{found[20:]}"


def _tables(root: psycopg.Connection) -> Iterator[str]:
    rows = root.execute(
        "SELECT t.table_name FROM information_schema.tables t JOIN information_schema.columns c"
        " USING (table_schema, table_name) WHERE t.table_schema = 'public'"
        " AND t.table_type = 'BASE TABLE' AND c.column_name = 'id' AND t.table_name ~"
        " '^(access_attachment|access_readlog|clocks_clockrun|contacts_|decisions_|enquiries_|ledger_event|"
        "ledger_reaction|messaging_|people_|sharing_|tasks_)' ORDER BY 1"
    )
    return iter([str(row[0]) for row in rows])


def _table(root: psycopg.Connection, name: str) -> Table:
    rows = root.execute(
        "SELECT column_name, data_type, is_identity = 'YES' OR column_default LIKE 'nextval%%',"
        " is_generated = 'ALWAYS' FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position",
        [name],
    ).fetchall()
    written = {row[0]: row[1] for row in rows if not row[3]}
    return Table(name, written, frozenset(row[0] for row in rows if row[2]))


def _new_rows(
    root: psycopg.Connection, name: str, before: set[str]
) -> Iterator[tuple[Table, dict[str, object]]]:
    table = _table(root, name)
    with root.cursor(row_factory=dict_row) as cursor:
        cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
        yield from ((table, row) for row in cursor if str(row["id"]) not in before)


def _insert(
    root: psycopg.Connection,
    table: Table,
    row: Mapping[str, object],
    varied: _Varied,
    numbers: tuple[int, int],
) -> int:
    columns = [name for name in table.columns if name not in table.counted]
    values = [_value(row[name], table.columns[name], varied) for name in columns]
    statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM generate_series({}, {}) i").format(
        sql.Identifier(table.name),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(values),
        *map(sql.Literal, numbers),
    )
    return root.execute(statement).rowcount


def _value(value: object, kind: str, varied: _Varied) -> sql.Composable:
    if value is None:
        return sql.SQL("NULL::{}").format(sql.SQL("text[]" if kind == "ARRAY" else kind))
    plain = sql.Literal(Jsonb(value) if kind in ("json", "jsonb") else value)
    if isinstance(value, datetime) and varied.earlier:
        return sql.SQL("{} - i * {}").format(plain, sql.Literal(varied.earlier))
    text = _as_text(value, kind)
    if text is None:
        return plain
    found = _varying(text, varied.own, varied.words)
    return sql.SQL("({})::{}").format(found, sql.SQL(kind)) if found is not None else plain


def _as_text(value: object, kind: str) -> str | None:
    if kind in ("json", "jsonb"):
        return json.dumps(value)
    return str(value) if kind in ("uuid", "text", "character varying") else None


def _varying(text: str, own: set[str], words: Mapping[str, str]) -> sql.Composable | None:
    """The text as an expression in which keys and words of the story are those of copy `i`."""
    marks = "|".join([*(re.escape(word) for word in words), KEY.pattern])
    parts: list[sql.Composable] = []
    changed, at = False, 0
    for mark in re.finditer(marks, text):
        key = mark.group()
        if key in words:
            new = sql.SQL("{} || i").format(sql.Literal(words[key]))
        elif key in own:
            new = sql.SQL("md5({} || i)::uuid").format(sql.Literal(f"{key}:"))
        else:
            continue
        parts += [sql.Literal(text[at : mark.start()]), new]
        changed, at = True, mark.end()
    parts.append(sql.Literal(text[at:]))
    return sql.SQL(" || ").join(parts) if changed else None

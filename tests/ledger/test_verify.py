"""Tampering is told apart, kind by kind; a lawful purge is none (security tests 12 and 13)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.events import AccessEvent
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.anchor import anchor, read_anchors
from openmash.foundation.ledger.commands import record
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.verify import Finding, Verdict, findings
from tests import database

HERE = "brackenford"
RELINK = """
DO $$ DECLARE r record; before text := 'genesis'; n bigint := 0; BEGIN
  FOR r IN SELECT l.id, l.entry FROM ledger_link l WHERE chain = 'event' ORDER BY position LOOP
    n := n + 1;
    UPDATE ledger_link SET position = n, previous = before,
      digest = (SELECT encode(sha256(convert_to(ledger_canonical(to_jsonb(e)), 'UTF8')), 'hex')
                FROM ledger_event e WHERE e.id = r.entry) WHERE id = r.id;
    UPDATE ledger_link SET hash = ledger_link_hash(previous, position, entry, digest)
     WHERE id = r.id RETURNING hash INTO before;
  END LOOP; END $$
"""


@pytest.fixture
def by(monday: datetime) -> Actor:
    return system_actor("test", partnership=HERE, at=monday)


@pytest.fixture
def root(committed: str, by: Actor) -> Callable[[str], None]:
    """Six events and two looks are committed; `root(sql)` does what only a superuser can."""
    for number in range(6):
        with transaction.atomic():
            act_as(by)
            facts = {"number": number}
            record(AccessEvent.SIGNED_IN, by=by, subject=f"user:{number}", facts=facts)
            if number < 2:
                log_read(Action.VIEW, by=by, subject="contact:1")

    def run(sql: str) -> None:
        with psycopg.connect(database.url("root", committed), autocommit=True) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute(sql)

    return run


@pytest.fixture
def anchored(root: Callable[[str], None], by: Actor, tmp_path: Path) -> Path:
    """The heads, written down outside."""
    file = tmp_path / "outside" / "anchor.jsonl"
    with transaction.atomic():
        act_as(by)
        assert anchor(HERE, file=file, at=by.at) == 2
    return file


def _found(by: Actor, file: Path) -> list[Finding]:
    with transaction.atomic():
        act_as(by)
        return findings(HERE, read_anchors(file))


def _verdicts(by: Actor, file: Path) -> set[Verdict]:
    return {finding.verdict for finding in _found(by, file)}


def test_an_untouched_ledger_is_intact_also_after_more_was_written(
    anchored: Path, by: Actor
) -> None:
    with transaction.atomic():
        act_as(by)
        record(AccessEvent.SIGNED_IN, by=by, subject="user:7")
    assert _found(by, anchored) == []


def test_an_altered_row_is_named_by_its_position(
    root: Callable[[str], None], anchored: Path, by: Actor
) -> None:
    root("UPDATE ledger_event SET user_name = 'somebody else' WHERE subject = 'user:3'")
    (finding,) = _found(by, anchored)
    assert (finding.verdict, finding.chain, finding.position) == (Verdict.ALTERED, "event", 4)


@pytest.mark.parametrize(
    "change",
    [
        "facts = '{\"number\": 9}'",
        "reason = 'because'",
        "facts = NULL, reason = 'forged'",  # half a purge, to hide a new reason behind
        "facts = NULL",
        "facts_digest = 'x'",
    ],
)
def test_altered_facts_and_reasons_are_seen(
    root: Callable[[str], None], anchored: Path, by: Actor, change: str
) -> None:
    root(f"UPDATE ledger_event SET {change} WHERE subject = 'user:3'")
    assert _verdicts(by, anchored) == {Verdict.ALTERED}


def test_facts_purged_lawfully_leave_the_chain_intact(
    root: Callable[[str], None], anchored: Path, by: Actor
) -> None:
    root("UPDATE ledger_event SET facts = NULL, reason = NULL WHERE subject = 'user:3'")
    assert _found(by, anchored) == []
    root("UPDATE ledger_event SET facts_digest = 'x' WHERE subject = 'user:3'")
    assert _verdicts(by, anchored) == {Verdict.ALTERED}


def test_a_row_taken_out_is_an_entry_missing(
    root: Callable[[str], None], anchored: Path, by: Actor
) -> None:
    root("DELETE FROM ledger_event WHERE subject = 'user:3'")
    assert _verdicts(by, anchored) == {Verdict.MISSING}


def test_a_row_slipped_in_is_not_in_the_chain(
    root: Callable[[str], None], anchored: Path, by: Actor
) -> None:
    root(
        "INSERT INTO ledger_event SELECT gen_random_uuid(), partnership, name, at, 'x', user_name,"
        " role, agency, via, subject, about, facts, reason, request_id, facts_digest, digest"
        " FROM ledger_event WHERE subject = 'user:3'"
    )
    assert _verdicts(by, anchored) == {Verdict.UNLINKED}


def test_a_tail_cut_cleanly_shows_only_against_the_anchor(
    root: Callable[[str], None], anchored: Path, by: Actor
) -> None:
    root(
        "DELETE FROM ledger_event WHERE subject IN ('user:4', 'user:5');"
        "DELETE FROM ledger_link WHERE chain = 'event' AND position > 4"
    )
    assert _found(by, anchored.with_name("none")) == []
    assert _verdicts(by, anchored) == {Verdict.CUT}


def test_a_chain_written_anew_shows_only_against_the_anchor(
    root: Callable[[str], None], anchored: Path, by: Actor
) -> None:
    root("UPDATE ledger_event SET user_name = 'somebody else' WHERE subject = 'user:3'")
    root(RELINK)
    assert _found(by, anchored.with_name("none")) == []
    assert _verdicts(by, anchored) == {Verdict.REWRITTEN}


def test_a_link_taken_out_of_the_middle_breaks_the_chain(
    root: Callable[[str], None], anchored: Path, by: Actor
) -> None:
    root("DELETE FROM ledger_link WHERE chain = 'read' AND position = 1")
    assert _verdicts(by, anchored) == {Verdict.BROKEN, Verdict.UNLINKED}


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE ledger_event SET user_name = 'x'",
        "DELETE FROM ledger_event",
        "TRUNCATE ledger_event",
        "UPDATE access_readlog SET user_name = 'x'",
        "DELETE FROM access_readlog",
        "INSERT INTO ledger_link (partnership, chain) VALUES ('brackenford', 'event')",
        "ALTER TABLE ledger_event DISABLE TRIGGER ALL",
    ],
)
def test_the_application_can_add_and_nothing_else(
    root: Callable[[str], None], by: Actor, deed: str
) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        act_as(by)
        assert Event.objects.count() == 6
        with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
            cursor.execute(deed)
        transaction.set_rollback(True)


def test_an_anchor_file_cut_by_a_power_failure_is_still_read(anchored: Path, by: Actor) -> None:
    with anchored.open("a") as file:
        file.write('{"partnership": "brack')
    assert len(read_anchors(anchored)) == 2
    with transaction.atomic():
        act_as(by)
        assert anchor(HERE, file=anchored, at=by.at + timedelta(hours=1)) == 2


def test_twenty_thousand_rows_written_by_one_statement_are_all_chained(
    root: Callable[[str], None], anchored: Path, by: Actor
) -> None:
    rows = 20_000
    with transaction.atomic(), connection.cursor() as cursor:
        act_as(by)
        cursor.execute(
            'INSERT INTO ledger_event (id, partnership, name, at, "user", user_name, role, agency,'
            " via, subject, about, facts, reason, request_id, facts_digest, digest)"
            " SELECT gen_random_uuid(), 'brackenford', 'access.signed_in', %s, 'u', 'U', 'GP', 'a',"
            " 'web', 'user:' || n, '[]', '{}', '', '', '', '' FROM generate_series(1, %s) n",
            [by.at, rows],
        )
    assert _found(by, anchored) == []

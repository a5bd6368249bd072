"""The matrix as reviewed, and the rule line by line."""

from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from openmash.core.actor import Actor
from openmash.foundation.access.matrix import MATRIX, Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import REFERRERS, Role
from openmash.foundation.access.rules import RecordFacts, rule

ROOT = Path(__file__).resolve().parents[2]
TOM = Actor("tom", "Tom", Role.MASH_SW, "council", "here", datetime(2026, 11, 23, tzinfo=UTC))
RUTH = replace(TOM, user="ruth", role=Role.DSL, agency="school")
DEV = replace(TOM, user="dev", role=Role.DUTY_SW)
MEERA = replace(TOM, user="meera", role=Role.MASH_MGR)
SENT = RecordFacts("here", author="ruth", in_hub=True, attached_users=frozenset({"dev"}))


def test_the_matrix_is_the_one_people_reviewed() -> None:
    """`roles.md` §3, act by act, in a table that nothing writes but a person who has read it.

    A permission or a reach that changes in the code fails here until somebody has changed the line.
    """
    with (Path(__file__).with_name("roles.csv")).open(encoding="utf-8") as file:
        rows = {row["act"]: row for row in csv.DictReader(file)}
    reviewed = {
        (role, act): row["REFERRERS" if role in REFERRERS else role]
        for act, row in rows.items()
        for role in Role
    }
    in_code = {(role, str(act)): str(reach_of(role, act) or "") for act in P for role in Role}
    assert in_code == reviewed


def test_the_reference_pages_say_what_the_code_says() -> None:
    """In a process of its own: tests declare events that are not the product's."""
    command = [sys.executable, "manage.py", "write_docs", "--check"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize(
    ("by", "permission", "record", "allowed"),
    [
        (TOM, P.CONTACT_READ, SENT, True),
        (TOM, P.CONTACT_READ, replace(SENT, partnership="there"), False),
        (TOM, P.CONTACT_READ, replace(SENT, in_hub=False), False),  # a draft is its writer's alone
        (TOM, P.DECISION_DECIDE, SENT, False),
        (RUTH, P.CONTACT_FOLLOW, SENT, True),
        (RUTH, P.CONTACT_READ, SENT, False),
        (replace(RUTH, user="lee"), P.CONTACT_FOLLOW, SENT, False),
        (DEV, P.CONTACT_READ, SENT, True),
        (replace(DEV, user="other"), P.CONTACT_READ, SENT, False),
        (MEERA, P.DECISION_DECIDE, SENT, True),
        (MEERA, P.DECISION_DECIDE, replace(SENT, recommended_by="meera"), False),  # four eyes, P7
        (MEERA, P.CONTACT_READ, replace(SENT, named_readers=frozenset({"tom"})), False),
        (TOM, P.CONTACT_READ, replace(SENT, named_readers=frozenset({"tom"})), True),
    ],
)
def test_the_rule(by: Actor, permission: P, record: RecordFacts, allowed: bool) -> None:
    ruling = rule(by, permission, record)
    assert ruling.allowed is allowed
    assert ruling.because


def test_nobody_decides_who_may_not_also_read() -> None:
    for role, row in MATRIX.items():
        if role != Role.SYSTEM and P.DECISION_DECIDE in row:
            assert row[P.DECISION_READ] == row[P.CONTACT_READ] == Reach.HUB

"""Lifecycles, events, permissions and files are complete and named as the field names them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from openmash.core.events import kind_of
from openmash.core.lifecycle import Lifecycle
from openmash.foundation.access.matrix import MATRIX
from openmash.foundation.access.permissions import Permission
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.clocks.seed import SEED
from openmash.web.reference_pages.pages import LIFECYCLES

ROOT = Path(__file__).resolve().parents[2] / "openmash"
FORBIDDEN_FILES = {"utils", "helpers", "services", "managers", "signals", "constants", "mixins"}


def test_every_lifecycle_is_printed_and_looked_at_here() -> None:
    made = {
        getattr(
            import_module(".".join(("openmash", *file.relative_to(ROOT).with_suffix("").parts))),
            name,
        )
        for file in ROOT.rglob("*.py")
        for name in re.findall(r"^(\w+) = Lifecycle\(", file.read_text(), re.MULTILINE)
    }
    assert made == set(LIFECYCLES)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.name)
def test_every_state_can_be_reached_and_every_event_speaks(lifecycle: Lifecycle) -> None:
    assert lifecycle.problems() == []
    assert all(kind_of(str(move.event)).sentence for move in lifecycle)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.name)
def test_every_clock_a_move_turns_is_seeded(lifecycle: Lifecycle) -> None:
    seeded = {row.code for row in SEED}
    assert {code for move in lifecycle for code in (*move.starts, *move.stops)} <= seeded


def test_every_move_can_be_made_by_somebody() -> None:
    held = {permission for row in MATRIX.values() for permission in row}
    assert {move.permission for lifecycle in LIFECYCLES for move in lifecycle} <= held


def test_every_permission_is_held_and_every_role_is_named_and_in_the_matrix() -> None:
    assert {p for row in MATRIX.values() for p in row} == set(Permission)
    assert set(MATRIX) == set(Role) == set(ROLE_NAMES)


def test_the_administrator_and_the_auditor_hold_no_case_permission() -> None:
    """`roles.md` §3: SYSADMIN no case content; IG_AUD logs only (security test 14)."""
    for role in (Role.SYSADMIN, Role.IG_AUD, Role.CONFIG):
        assert not {p for p in MATRIX[role] if p.split(".")[0] in {"contact", "person", "decision"}}


def test_no_file_has_a_name_where_structure_goes_to_die() -> None:
    assert [p for p in ROOT.rglob("*.py") if p.stem in FORBIDDEN_FILES] == []


def test_no_file_is_longer_than_people_can_hold() -> None:
    allowed = 500
    assert [p for p in ROOT.rglob("*.py") if len(p.read_text().splitlines()) > allowed] == []

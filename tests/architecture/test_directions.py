"""The walls: imports are checked by import-linter; these check what it cannot see."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps
from django.db import connection, models

from openmash.config.rows import OPEN_PREFIXES, OPEN_TABLES, POLICIES
from openmash.config.sensitivity import FIELDS, TABLES

ROOT = Path(__file__).resolve().parents[2]


def _ranks() -> dict[str, tuple[int, int]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = {c["name"]: c.get("layers", []) for c in contracts["contracts"]}
    names = ("Foundation, from the ground up", "Front door: later stages know earlier ones")
    return {
        app.strip(): (tier, depth)
        for tier, name in enumerate(names)
        for depth, layer in enumerate(reversed(layers[name]))
        for app in layer.replace(":", "|").split("|")
    }


def ours() -> list[type[models.Model]]:
    """Every model of the product."""
    return [
        m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("openmash")
    ]


def test_foreign_keys_point_to_earlier_parts_only() -> None:
    rank = _ranks()
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if (a := model._meta.app_label) != (b := field.related_model._meta.app_label)
        if a in rank and b in rank and rank[b] >= rank[a]
    ]
    assert upward == []


def test_no_key_cascades() -> None:
    cascading = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
        if not model._meta.auto_created
    ]
    assert cascading == []


def test_every_table_has_a_row_policy_or_a_reason_to_be_open() -> None:
    tables = {m._meta.db_table for m in apps.get_models(include_auto_created=True)}
    unplaced = {
        t
        for t in tables
        if t not in POLICIES and t not in OPEN_TABLES and not t.startswith(OPEN_PREFIXES)
    }
    assert unplaced == set()
    assert set(POLICIES) <= tables


def test_every_table_and_named_field_has_a_sensitivity() -> None:
    tables = {m._meta.db_table: {f.name for f in m._meta.get_fields()} for m in ours()}
    assert set(TABLES) == set(tables)
    assert all(field in tables[table] for table, field in (name.split(".") for name in FIELDS))


def test_every_mutable_record_belongs_to_one_partnership() -> None:
    for model in ours():
        table = model._meta.db_table
        if table in POLICIES and table != "messaging_postbox":
            assert "partnership" in {f.name for f in model._meta.get_fields()}, table


def test_every_time_of_an_act_has_its_person() -> None:
    """`x_at` without `x_by` is how audits lose people; what happens by itself is listed."""
    by_itself = {
        "started_at", "submitted_at", "finished_at", "last_saved_at", "ideal_at", "due_at", "stopped_at",
        "warned_at", "breached_at", "raised_at", "queued_at", "sending_at", "sent_at", "bounced_at",
        "delivered_at", "owed_at", "composed_at", "read_at", "replied_at", "held_at", "taken_at",
        "starts_at", "ends_at", "valid_from", "decided_at", "closed_at", "accepted_at", "returned_at",
        "answered_at", "removed_at", "made_at", "done_at", "gave_up_at", "happened_at", "enrolled_at",
        "told_at",
    }  # fmt: skip
    lonely = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.get_fields()
        if field.name.endswith("_at") and field.name not in by_itself
        if field.name.replace("_at", "_by") not in {f.name for f in model._meta.get_fields()}
    ]
    assert lonely == []


def test_no_model_orders_itself() -> None:
    assert [m._meta.label for m in ours() if m._meta.ordering] == []


def test_row_security_is_on_and_forced(db: None) -> None:
    """Only the chain is not forced: its trigger writes as the owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = ANY(%s)",
            [list(POLICIES)],
        )
        rows = {name: (on, forced) for name, on, forced in cursor.fetchall()}
    assert set(rows) == set(POLICIES)
    assert all(on for on, _ in rows.values())
    assert {name for name, (_, forced) in rows.items() if not forced} == {"ledger_link"}

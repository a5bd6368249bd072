"""The house rules hold, and each rule is shown what it must accept and what it must refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.house import breaches, kind_of

ROOT = Path(__file__).resolve().parents[2] / "openmash"
FILES = [p for p in ROOT.rglob("*.py") if "migrations" not in p.parts and "tests" not in p.parts]
NOT_COMMANDS = {
    "definition_on",
    "file_anew",
    "involvement_columns",
    "life_facts",
    "said",
    "subjects_of",
    "told_of",
    "write_once",
}  # what commands share


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_file_keeps_the_house_rules(path: Path) -> None:
    kind = "management" if "management" in path.parts else kind_of(path)
    found = breaches(path.read_text(), kind)
    assert [b for b in found if b.rule.split(":")[0] not in NOT_COMMANDS] == []


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("views", "x = visible_to(by)", "x = Contact.objects.all()"),
        ("rules", "def f(): return 1", "y = Contact.objects"),
        ("commands", 'def send(c, *, by):\n    """Sends."""', 'def send(c):\n    """Sends."""'),
        ("commands", 'def send(c, *, by):\n    """Sends."""', "def send(c, *, by):\n    return 1"),
        ("models", "x = 1  # noqa: E501  # a table reads better so", "x = 1  # noqa: E501"),
        ("views", "def v():\n" + "    x = 1\n" * 20, "def v():\n" + "    x = 1\n" * 40),
    ],
)
def test_each_rule_accepts_and_refuses(kind: str, good: str, bad: str) -> None:
    assert breaches(good, kind) == []
    assert breaches(bad, kind) != []

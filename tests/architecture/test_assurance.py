"""What docs/assurance says is proved names tests that are there, and its table counts itself."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "assurance"
PAGES = sorted(FOLDER.glob("*.md"))
TEST = re.compile(r"`([\w./-]+\.py)::(\w+)`")
FILE = re.compile(r"`((?:openmash|tests|docs|bin)/[\w./-]+)`")
ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| (Proved|Not proved|Not met|Not applicable) \|", re.M)
COUNT = re.compile(r"^\| (Proved|Not proved|Not met|Not applicable) \| (\d+) \|", re.M)
IN_LEVEL_2 = 253  # of ASVS 5.0.0: 70 requirements of level 1 and 183 of level 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_and_file_that_is_named_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = TEST.findall(text)
    assert named or page.name == "README.md"
    assert [one for one in named if not _is_there(*one)] == []
    assert [one for one in FILE.findall(text) if not (ROOT / one).exists()] == []


def test_the_table_of_the_standard_is_whole_and_counts_itself() -> None:
    text = (FOLDER / "asvs.md").read_text(encoding="utf-8")
    rows = ROW.findall(text)
    assert len({number for number, _ in rows}) == len(rows) == IN_LEVEL_2
    said = {state: int(count) for state, count in COUNT.findall(text)}
    assert said == Counter(state for _, state in rows)


def test_whatever_is_called_proved_names_its_test() -> None:
    lines = (FOLDER / "asvs.md").read_text(encoding="utf-8").splitlines()
    called = [line for line in lines if ROW.match(line) and "| Proved |" in line]
    assert [line for line in called if not TEST.search(line)] == []


def _is_there(path: str, name: str) -> bool:
    file = ROOT / path
    return file.exists() and f"\ndef {name}(" in file.read_text(encoding="utf-8")

"""Log lines hold no word that anybody typed (security test 21)."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest

from openmash.config import logging as logs


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What goes to standard error, with our configuration; everything as before afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    logs.configure()
    yield said
    root.handlers, root.level = before


def test_a_line_is_json_with_what_is_allowed_and_nothing_else(lines: io.StringIO) -> None:
    extra = {"route": "worries/<str:reference>/", "status": 200, "ms": 12, "child": "Isla"}
    logging.getLogger("openmash.request").info("request", extra=extra)
    line = json.loads(lines.getvalue())
    assert (line["route"], line["status"], line["ms"]) == ("worries/<str:reference>/", 200, 12)
    assert "Isla" not in lines.getvalue()


def test_a_fault_is_told_by_kind_and_place_never_by_its_text(lines: io.StringIO) -> None:
    try:
        int("Isla Tarrant, 14 Mill Row")
    except ValueError:
        logging.getLogger("openmash.worker").exception("periodic work failed")
    line = json.loads(lines.getvalue())
    assert line["fault"] == "ValueError"
    assert "test_logging.py" in line["places"][0]
    assert "Isla" not in lines.getvalue()


def test_other_libraries_lines_lose_their_arguments(lines: io.StringIO) -> None:
    logging.getLogger("django.request").error("Internal Server Error: %s", "/people/?name=Isla")
    logging.getLogger("some.library").warning(f"could not parse {'Isla'}")
    first, second = (json.loads(line) for line in lines.getvalue().splitlines())
    assert (first["event"], second["event"]) == ("Internal Server Error: %s", "some.library")
    assert "Isla" not in lines.getvalue()

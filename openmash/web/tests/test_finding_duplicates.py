"""Each partnership is looked through by itself; one that fails keeps no other waiting."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command

from openmash.core.actor import Actor
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging.finder import looking
from openmash.foundation.merging.finder.linking import Likely
from openmash.foundation.reference.models import RuleSetting
from openmash.web.finding_duplicates import look_in, look_where_due
from openmash.web.management.commands import find_duplicates

Enter = Callable[..., Actor]


def test_the_night_looks_where_it_is_the_hour(enter: Enter, monday: datetime) -> None:
    codes = ["brackenford", "oakmere"]
    assert look_where_due(codes, at=monday) == {}
    night = monday.replace(hour=2, minute=10)
    assert look_where_due(codes, at=night) == {"brackenford": 0, "oakmere": 0}
    assert look_where_due(codes, at=night.replace(minute=40)) == {}


def test_one_whose_hour_is_not_known_keeps_no_other_waiting(enter: Enter, monday: datetime) -> None:
    hour = RuleSetting.objects.filter(key="duplicates-looked-for-at-hour")
    hour.filter(partnership="brackenford").update(value="at two")  # no whole number
    night = monday.replace(hour=2, minute=10)
    assert look_where_due(["brackenford", "oakmere"], at=night) == {"oakmere": 0}


def test_one_that_fails_keeps_no_other_waiting(
    enter: Enter, monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def broken_once(*given: object) -> list[Likely]:
        asked.append(given)
        if len(asked) == 1:
            raise MemoryError
        return []

    monkeypatch.setattr(looking, "likely_pairs", broken_once)
    assert look_in(["brackenford", "oakmere"], at=monday) == {"brackenford": None, "oakmere": 0}
    enter("hal")
    failed = Event.objects.get(name="merging.look_for_duplicates_failed")
    assert (failed.partnership, failed.facts) == ("brackenford", {"error": "MemoryError"})


def test_the_command_takes_one_partnership_and_knows_its_names(
    enter: Enter, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("find_duplicates", partnership="oakmere")
    assert capsys.readouterr().out == "oakmere: 0 new pairs\n"
    with pytest.raises(CommandError, match="no partnership nowhere"):
        call_command("find_duplicates", partnership="nowhere")


def test_the_command_compares_elsewhere_when_told_where(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str | None] = []
    people: list[int] = []

    def compare(rows: list[object], *_: object) -> list[Likely]:
        people.append(len(rows))
        return []

    def on_cluster(url: str | None) -> AbstractContextManager[object]:
        asked.append(url)
        return nullcontext(compare if url else None)

    monkeypatch.setattr(f"{find_duplicates.__name__}.on_cluster", on_cluster)
    call_command("find_duplicates", partnership="oakmere")
    assert people == []
    call_command("find_duplicates", partnership="oakmere", spark="spark://compute:7077")
    assert (asked, people) == ([None, "spark://compute:7077"], [0])

"""What must be known first: the order of P6, for each fact why it stands there, and fast (L71)."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from openmash.frontdoor.enquiries.rules.pertinent import Known, concerns, in_order

TODAY = date(2026, 11, 26)
WEEK, OLD = TODAY - timedelta(days=7), TODAY - timedelta(days=500)
ISLA = Known("x", "isla", "child", "physical", WEEK)


@pytest.mark.parametrize(
    ("known", "rank"),
    [
        (replace(ISLA, category="safeguarding_flag", on=OLD), 1),
        (replace(ISLA, category="social_care", on=OLD), 1),
        (replace(ISLA, category="social_care", on=OLD, until=WEEK), 5),
        (replace(ISLA, category="injury"), 2),
        (replace(ISLA, category="injury", on=OLD), 5),
        (replace(ISLA, category="injury", on=None), 2),
        (replace(ISLA, category="voice"), 2),
        (replace(ISLA, about="kelly", role="parent", category="mental_health"), 3),
        (replace(ISLA, about="kelly", role="parent", category="mental_health", on=OLD), 5),
        (replace(ISLA, category="mental_health"), 5),
        (replace(ISLA, about="craig", role="alleged_harmer", category="substance"), 3),
        (replace(ISLA, category="was_not_brought"), 5),
        (replace(ISLA, given=1, given_because="Femi: it runs now"), 1),
    ],
)
def test_each_fact_stands_where_p6_says(known: Known, rank: int) -> None:
    (found,) = in_order([known], TODAY)
    assert found.rank == rank
    assert found.why


def test_missed_once_is_a_date_and_twice_a_pattern() -> None:
    missed = [replace(ISLA, key=k, category="was_not_brought") for k in "ab"]
    assert [one.rank for one in in_order(missed, TODAY)] == [4, 4]
    other = [missed[0], replace(missed[1], about="noah")]
    assert [one.rank for one in in_order(other, TODAY)] == [5, 5]


def test_the_newest_first_within_a_rank_and_nothing_is_lost() -> None:
    facts = [replace(ISLA, key=str(n), on=TODAY - timedelta(days=n)) for n in (3, 1, 2)]
    assert [one.key for one in in_order(facts, TODAY)] == ["1", "2", "3"]


def test_a_day_that_is_not_known_is_said() -> None:
    (found,) = in_order([replace(ISLA, category="injury", on=None)], TODAY)
    assert "counts as recent" in found.why


def test_a_sibling_has_its_own_and_an_adult_is_of_every_child() -> None:
    assert concerns("isla", "child", "isla")
    assert not concerns("noah", "child", "isla")
    assert concerns("kelly", "parent", "isla")


def test_two_thousand_facts_are_put_in_order_in_a_moment() -> None:
    kinds = ("injury", "was_not_brought", "mental_health", "physical", "safeguarding_flag")
    facts = [replace(ISLA, key=str(n), category=kinds[n % 5], on=TODAY - timedelta(days=n % 700))
             for n in range(2000)]  # fmt: skip
    began = time.process_time()
    assert len(in_order(facts, TODAY)) == 2000
    assert time.process_time() - began < 0.5  # generous; bin/bench measures

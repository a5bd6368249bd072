"""What a print may say, what a filter lets through, what is marked (`roles.md` §3)."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from openmash.foundation.people.chronology.lines import Hold, Line
from openmash.foundation.people.chronology.presenters import Choices, read_filters, segments
from openmash.foundation.people.chronology.rules import (
    Filters,
    Profile,
    fits,
    in_order,
    mask,
    redact,
    why_not_printed,
)

TODAY = date(2026, 11, 25)


def a_line(**more: object) -> Line:
    fields: dict[str, object] = {
        "key": "contact:1", "person": uuid.UUID(int=1), "day": date(2026, 2, 12), "kind": "contact",
        "text": "Craig pulled her", "source": "Ruth Hart, St Oswin’s", "agency": "st-oswins",
        "recorded_at": datetime(2026, 2, 12, tzinfo=UTC), "href": "/contacts/X/",
    }  # fmt: skip
    return Line(**{**fields, **more})  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("holds", "hub", "partner", "family"),
    [
        (set(), True, True, True),
        ({Hold.PROTECTED}, True, False, False),
        ({Hold.THIRD_PARTY}, True, False, False),
        ({Hold.NOT_FOR_FAMILY}, True, True, False),
    ],
)
def test_each_reader_of_a_print_gets_what_they_may_have(
    holds: set[str], hub: bool, partner: bool, family: bool
) -> None:
    line = a_line(holds=frozenset(holds))
    kept = [redact(line, profile) is not None for profile in Profile]
    assert kept == [hub, partner, family]


def test_what_was_written_of_others_gives_way_to_plain_words() -> None:
    line = a_line(holds=frozenset({Hold.THIRD_PARTY}), plain="A worry about them reached the hub")
    kept = redact(line, Profile.PARTNER)
    assert kept is not None
    assert (kept.text, kept.href) == ("A worry about them reached the hub", "")
    assert redact(line, Profile.HUB) == line


def test_a_sender_who_asked_is_not_named_to_the_family_alone() -> None:
    line = a_line(unnamed=True)
    family, partner = redact(line, Profile.FAMILY), redact(line, Profile.PARTNER)
    assert family is not None
    assert partner is not None
    assert family.source == "a person who asked not to be named"
    assert (family.agency, partner.source) == ("", "Ruth Hart, St Oswin’s")
    named = redact(a_line(agency_name="St Oswin’s"), Profile.FAMILY)
    assert named is not None
    assert named.source == "St Oswin’s"


@pytest.mark.parametrize(
    "written", ["14 Mill Row", "14, mill row", "14 MILL  ROW", "zz14mr", "ZZ1 4MR"]
)
def test_a_protected_address_is_taken_out_however_it_is_written(written: str) -> None:
    masked = mask(f"She sleeps at {written} now", ["14 Mill Row", "ZZ1 4MR"])
    assert masked == "She sleeps at [protected address] now"


@pytest.mark.parametrize(
    ("filters", "fit"),
    [
        (Filters(), True),
        (Filters(kind="decision"), False),
        (Filters(agency="st-oswins", period="1y"), True),
        (Filters(significance=2), False),
    ],
)
def test_filters_let_through_what_was_asked_for(filters: Filters, fit: bool) -> None:
    assert fits(a_line(), filters, TODAY) is fit


def test_a_period_fits_when_one_of_its_days_does() -> None:
    long_ago = a_line(day=date(2020, 1, 1))
    assert not fits(long_ago, Filters(period="3y"), TODAY)
    assert fits(a_line(day=date(2020, 1, 1), until=date(2026, 1, 1)), Filters(period="1y"), TODAY)
    assert fits(long_ago, Filters(period="1y"), date(2020, 2, 29))


def test_the_order_is_always_the_same_and_codes_nobody_knows_ask_for_nothing() -> None:
    one, two = a_line(key="a"), a_line(key="b", day=date(2026, 3, 1))
    assert in_order([two, one], "oldest") == in_order([one, two], "oldest") == [one, two]
    assert in_order([one, two], "newest") == [two, one]
    odd = QueryDict("kind=nobody&agency=%27&period=never&order=up&significance=9&page=x")
    assert read_filters(odd, Choices((), ())) == Filters()


def test_marks_stand_where_the_words_were_found() -> None:
    assert segments("Two \x02bruises\x03 on her \x02arm\x03") == (
        ("Two ", False), ("bruises", True), (" on her ", False), ("arm", True),
    )  # fmt: skip


def test_a_print_for_others_says_who_gets_it_and_every_print_says_why() -> None:
    assert [field for field, _ in why_not_printed("partner", " ", "meeting")] == [
        "recipient",
        "said",
    ]
    assert list(why_not_printed("hub", "", "For the strategy discussion")) == []

"""A row in our words, or every reason why not: nothing is guessed (data.md 1)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmash.foundation.importing.fields import Field, guess
from openmash.foundation.importing.reading import Row
from openmash.foundation.importing.rules import Checked, Columns, why_not_check, why_not_start
from openmash.foundation.importing.understanding import Layout, Understood, order_of, understand

TODAY = date(2026, 11, 25)
FIELDS = tuple(Field)
HEADINGS = tuple(field.value for field in FIELDS)
PLACES = dict(enumerate(FIELDS))


def read(**cells: str) -> Understood:
    month_first = cells.pop("order", "day") == "month"
    layout = Layout(HEADINGS, PLACES, month_first=month_first, agency="the-council")
    row = Row(2, tuple({"given": "Isla", **cells}.get(field.value, "") for field in FIELDS))
    return understand(row, layout, today=TODAY)


def test_every_reason_is_given_at_once_with_its_column_and_value() -> None:
    found = read(birth_date="31/02/2019", sex="Fem.", protected="perhaps", agency="Nowhere")
    assert found.said is None
    assert [reason.split(". ")[0] for reason in found.reasons] == [
        "birth_date: “31/02/2019”", "sex: “Fem.”", "protected: “perhaps”", "agency: “Nowhere”"]  # fmt: skip
    assert [(one.field, one.value) for one in found.unknown] == [(Field.SEX, "Fem.")]


@pytest.mark.parametrize(
    ("typed", "order", "day"),
    [
        ("03/04/2019", "day", date(2019, 4, 3)),
        ("03/04/2019", "month", date(2019, 3, 4)),
        ("2019-03-04", "month", date(2019, 3, 4)),
        ("2019-03-04 00:00:00", "day", date(2019, 3, 4)),
        ("4 March 2019", "month", date(2019, 3, 4)),
    ],
)
def test_a_date_has_the_order_a_person_said(typed: str, order: str, day: date) -> None:
    found = read(birth_date=typed, order=order).said
    assert found
    assert found.birth_date == day


@pytest.mark.parametrize(
    ("field", "typed", "warned"),
    [
        ("nhs_number", "9990000017", "last digit"),
        ("upn", "A801200005001", "first letter"),
        ("birth_date", "Monday 18 April 2023", "is a Tuesday"),
        ("birth_date", "18/04/23", "Read as 18 April 2023"),
        ("postcode", "BRACKENFORD", "kept with the address"),
        ("phone", "ask mum", "telephone number"),
    ],
)
def test_what_is_odd_warns_and_is_kept(field: str, typed: str, warned: str) -> None:
    found = read(**{field: typed}).said
    assert found
    assert warned in found.warnings[0]
    assert typed in str(found) or found.birth_date == date(2023, 4, 18)


@pytest.mark.parametrize(
    "cells",
    [
        {"given": ""},
        {"birth_date": "12/05/2061"},
        {"service": "Family help"},
        {"from": "01/09/2026"},
        {"service": "Family help", "from": "01/09/2026", "until": "01/08/2026"},
    ],
)
def test_half_a_fact_is_refused(cells: dict[str, str]) -> None:
    assert read(**cells).reasons


def test_a_full_name_is_parted_and_somebody_of_eighteen_is_an_adult() -> None:
    found = read(given="", full_name="Tarrant, Isla Mae", birth_date="01/01/1990").said
    assert found
    assert (found.given, found.family, found.kind) == ("Isla Mae", "Tarrant", "adult")


def test_headings_are_guessed_once_and_what_was_said_before_wins() -> None:
    headings = ("Forename", "DOB", "Date of birth", "ID")
    assert guess(headings, {}) == {0: Field.GIVEN, 1: Field.BIRTH_DATE, 3: Field.ROW_ID}
    assert guess(headings, {"id": "", "forename": "family"}) == {
        0: Field.FAMILY, 1: Field.BIRTH_DATE}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["03/04/2019"], ""),
        (["03/04/2019", "13/04/2019"], "day"),
        (["04/13/2019"], "month"),
        (["13/04/2019", "04/13/2019"], "both"),
        (["2019-04-13"], ""),
    ],
)
def test_the_file_itself_shows_an_order_or_does_not(cells: list[str], shown: str) -> None:
    assert order_of(cells)[0] == shown


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        (Columns((Field.UPN,), False, None), "name"),
        (Columns((Field.GIVEN, Field.GIVEN), False, None), "Two columns"),
        (Columns((Field.GIVEN,), None, None), "everybody"),
        (Columns((Field.GIVEN,), True, None), "source’s number"),
        (Columns((Field.GIVEN, Field.FROM), False, None), "day or the month"),
        (Columns((Field.GIVEN, Field.FROM), False, True, "day", "13/04/2019"), "13/04/2019"),
        (Columns((Field.GIVEN, Field.FROM), False, True, "both", "x"), "month first"),
    ],
)
def test_what_has_to_be_said_before_a_check(columns: Columns, why: str) -> None:
    assert why in " ".join(why_not_check(columns))
    assert not list(why_not_check(Columns((Field.GIVEN, Field.FROM), False, False)))


def test_nothing_ends_that_was_not_agreed_to() -> None:
    assert not list(why_not_start(Checked(1, 0, None)))
    assert not list(why_not_start(Checked(1, 7, 7)))
    for wrong in (Checked(0, 0, None), Checked(1, 7, None), Checked(1, 7, 6)):
        assert list(why_not_start(wrong))


@given(st.lists(st.text(max_size=40), min_size=len(FIELDS), max_size=len(FIELDS)))
def test_any_row_is_understood_or_refused_with_reasons(cells: list[str]) -> None:
    layout = Layout(HEADINGS, PLACES, agency="the-council")
    found = understand(Row(2, tuple(cells)), layout, today=TODAY)
    assert bool(found.said) != bool(found.reasons)

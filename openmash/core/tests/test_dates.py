"""Dates typed by people, and ages."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.dates import (
    age_on,
    check_birth_date,
    check_expected_birth_date,
    describe_age,
    odd_weekdays,
    read_date,
    say_date,
    say_day,
)

TODAY = date(2026, 11, 27)
PI_DAY = date(2019, 3, 14)
few = settings(max_examples=60)


@pytest.mark.parametrize(
    "typed",
    [
        *("14/3/19", "14 March 2019", "14-03-2019", "14.03.19", "14 / 03 / 2019", "2019-03-14"),
        *("14032019", "14th of March, 2019", "14 mar 19", "14mar2019", "March 14th, 2019"),
        *(
            "Thu 14/3/19",
            "Thursday, 14 March 2019",
            "14 March 2019 (Thurs)",
            "  14\u00a03\u00a02019 ",
        ),
        *("14\u201303\u20132019", "１４/３/１９", "14-Mar-2019", "THURSDAY 14 MARCH 2019"),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str) -> None:
    answer = read_date(typed, today=TODAY)
    assert (answer.value, answer.problem, answer.original) == (PI_DAY, None, typed)


def test_a_weekday_that_does_not_fit_is_a_question_and_never_moves_the_date() -> None:
    """Letter note A, scenario 15."""
    answer = read_date("Friday 18 April 2023", today=TODAY)
    assert answer.value == date(2023, 4, 18)
    assert answer.problem == "18 April 2023 is a Tuesday"
    assert answer.original == "Friday 18 April 2023"
    assert read_date("Tuesday 18 April 2023", today=TODAY).problem is None


@pytest.mark.parametrize(
    "typed", ["31/2/2019", "14/13/2019", "soon", "18 April", "Friday", "0/0/00"]
)
def test_what_is_no_date_is_kept_and_asked_about(typed: str) -> None:
    answer = read_date(typed, today=TODAY)
    assert (answer.value, answer.original) == (None, typed)
    assert answer.problem == "Enter a date like 14 March 2019"


def test_nothing_typed_is_no_problem() -> None:
    assert read_date("  ", today=TODAY).problem is None


def test_two_digit_years_stay_near_today() -> None:
    assert read_date("1/1/36", today=TODAY).value == date(2036, 1, 1)
    assert read_date("1/1/37", today=TODAY).value == date(1937, 1, 1)
    assert read_date("1/1/28", today=TODAY, years_ahead=1).value == date(1928, 1, 1)


AGES = [
    # born              on the day           age  said
    (date(2019, 3, 14), date(2026, 11, 27), 7, "7"),
    (date(2019, 11, 27), date(2026, 11, 27), 7, "7"),
    (date(2019, 11, 28), date(2026, 11, 27), 6, "6"),
    (date(2025, 5, 27), date(2026, 11, 27), 1, "18 months"),
    (date(2026, 7, 20), date(2026, 11, 27), 0, "4 months"),
    (date(2026, 11, 6), date(2026, 11, 27), 0, "3 weeks"),
    (date(2026, 11, 26), date(2026, 11, 27), 0, "1 day"),
    (date(2026, 12, 9), date(2026, 11, 27), -1, "due 9 December"),
    (date(2027, 1, 9), date(2026, 11, 27), -1, "due 9 January 2027"),
    (date(2008, 2, 29), date(2026, 2, 28), 17, "17"),
    (date(2008, 2, 29), date(2026, 3, 1), 18, "18"),
]


@pytest.mark.parametrize(("born", "day", "age", "said"), AGES)
def test_ages_are_counted_and_said_as_people_do(born: date, day: date, age: int, said: str) -> None:
    assert age_on(born, day) == age
    assert describe_age(born, day) == said


def test_odd_birth_dates_are_noticed_and_ordinary_ones_pass() -> None:
    assert check_birth_date(date(2019, 3, 14), TODAY) is None
    assert "future" in (check_birth_date(date(2026, 11, 28), TODAY) or "")
    assert "years old" in (check_birth_date(date(1819, 3, 14), TODAY) or "")


def test_a_baby_may_be_expected_for_45_weeks() -> None:
    assert check_expected_birth_date(TODAY + timedelta(weeks=45), TODAY) is None
    assert check_expected_birth_date(TODAY + timedelta(weeks=45, days=1), TODAY) is not None
    assert check_expected_birth_date(TODAY - timedelta(weeks=4), TODAY) is None
    assert check_expected_birth_date(TODAY - timedelta(weeks=5), TODAY) is not None


@few
@given(st.dates(date(1940, 1, 1), date(2036, 12, 31)))
def test_every_date_survives_being_said_and_read(day: date) -> None:
    for said in (say_date(day), say_day(day, with_year=True), f"{day:%d/%m/%Y}", day.isoformat()):
        assert read_date(said, today=TODAY).value == day
        assert read_date(said, today=TODAY).problem is None


@few
@given(st.text() | st.text("0123456789 /.-thmarchfriy", max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert read_date(text, today=TODAY).original == text


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        (
            "She came in on Friday 24 November 2026 with a bruise.",
            ["24 November 2026 is a Tuesday"],
        ),
        ("On Tuesday, 24 November 2026 and Fri 27/11/2026.", []),
        ("Sent by Friday 18 April 2023", ["18 April 2023 is a Tuesday"]),
        ("On Friday 24 November; Sunday school; sat 3 times", []),
    ],
)
def test_a_weekday_in_a_story_that_does_not_fit_is_found(text: str, odd: list[str]) -> None:
    """Letter note A: the words stay; somebody is asked."""
    assert odd_weekdays(text, today=date(2026, 11, 25)) == odd

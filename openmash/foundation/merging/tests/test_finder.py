"""The nightly finder: who is found, who is never joined for it, who is never told of."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from openmash.core.actor import Actor, system_actor
from openmash.core.facts import Facts, NameWords, Place
from openmash.foundation.access.models import User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.finder.levels import COMPARISONS
from openmash.foundation.merging.finder.linking import (
    Likely,
    connect,
    likely_pairs,
    load,
    pair_up,
)
from openmash.foundation.merging.finder.looking import is_due, look_for_duplicates, note_failure
from openmash.foundation.merging.finder.model import gamma_of, said, settings, trained
from openmash.foundation.merging.finder.rows import number_of, row_of, whole
from openmash.foundation.merging.finder.steps import FULL
from openmash.foundation.merging.models import DuplicatePair
from openmash.foundation.merging.queries.last_look import NEVER, said_of_last_look
from openmash.foundation.merging.tests.builders import WHY, a_record
from openmash.foundation.people.commands import add_address, add_name, relate
from openmash.foundation.people.models import Person, Relationship
from openmash.foundation.reference.models import RuleSetting

Enter = Callable[..., Actor]
JOINING = 0.9  # "very likely": what a hurried reader might join
HOME = ("4 Forge Lane", "ZZ3 2AB")


def facts(
    given: str, family: str, born: date | None, *, sex: str = "F", home: bool = True
) -> Facts:
    return Facts(
        names=(NameWords.of(given, family),),
        birth_date=born,
        sex=sex,
        places=(Place.of(*HOME),) if home else (),
    )


def between(one: Facts, two: Facts, least: float = 0.001) -> Likely | None:
    found = likely_pairs([row_of("1", one), row_of("2", two)], trained(), least)
    return found[0] if found else None


# What is compared.


def test_every_level_has_a_weight_and_is_known_again_by_its_number() -> None:
    for comparison in COMPARISONS:
        weights = trained().weights[comparison.code]
        assert set(weights) == {level.code for level in comparison.levels}
        for level in comparison.levels:
            assert said(comparison, gamma_of(comparison, level)) == level
        assert said(comparison, -1) is None


def test_a_human_being_is_one_row_with_all_their_names_and_places() -> None:
    one = facts("Zofia", "Nowak", date(2019, 3, 4))
    known = facts("Sophie", "Novak-Hill", None, home=False)
    row = row_of("x", whole([one, known]))
    assert (row["given"], row["family"], row["born_turned"]) == ("zofia", "nowak", "2019-04-03")
    heard = {number_of(name) for name in ("nowak", "novak", "hill")}
    assert heard <= set(row["family_heard"])  # type: ignore[call-overload]
    assert not any(isinstance(one, str) for one in row["family_heard"])  # type: ignore[attr-defined]
    assert row["nhs"] is None


def test_the_same_likeness_tells_less_in_a_larger_register() -> None:
    """Strangers of one birth date and name are more, where people are more; a house stays a house."""
    model = trained()
    small, large = settings(model, 60_000, why=False), settings(model, 1_000_000, why=False)
    prior = "probability_two_random_records_match"
    assert small[prior] > 5 * large[prior]
    at_home = [weight_of(one, "bearers", "apart at home") for one in (small, large)]
    anywhere = [weight_of(one, "bearers", "apart") for one in (small, large)]
    assert at_home[0] < at_home[1]
    assert anywhere[0] == anywhere[1]


def weight_of(said: dict[str, Any], comparison: str, level: str) -> float:
    one = next(c for c in COMPARISONS if c.code == comparison)
    number = [level.code for level in one.levels].index(level)
    found = next(c for c in said["comparisons"] if c["output_column_name"] == comparison)
    return float(found["comparison_levels"][number + 1]["m_probability"])


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(("Wai Fong", "Wong"), ("Weifang", "Huang"), id="joined and in Mandarin"),
        pytest.param(("Xiaoyan", "Liu"), ("Lau", "Siu Yin"), id="the family first, in Cantonese"),
        pytest.param(("Tony Chi-ming", "Chan"), ("Zhiming", "Chen"), id="an English name in front"),
        pytest.param(("Agnieszka", "Kowalska"), ("Aga", "Kowalski"), id="a daughter's surname"),
        pytest.param(("Paddy", "Connors"), ("Patrick", "O'Connor"), id="a Traveller's names"),
        pytest.param(("Ama Serwaa", "Boateng"), ("Boateng", "Serwaa Ama"), id="turned round"),
        pytest.param(("Hafsa", "Warsame"), ("Warsama", "Hafza"), id="turned round and misspelt"),
    ],
)
def test_one_name_in_two_ways_of_writing_is_found(
    one: tuple[str, str], two: tuple[str, str]
) -> None:
    born = date(2012, 8, 17)
    found = between(facts(*one, born, home=False), facts(*two, born, home=False))
    assert found
    assert found.probability >= JOINING


@pytest.mark.parametrize(
    ("two", "reason"),
    [
        pytest.param(
            ("Leila", "Ibraheem"),
            "the surname of one is a first name of the other",
            id="patronymic",
        ),
        pytest.param(("Layla Ibrahim", "Begum"), "a title in the place of a surname", id="title"),
    ],
)
def test_another_kind_of_surname_is_said_and_tells_less_against(
    two: tuple[str, str], reason: str
) -> None:
    born = date(2012, 8, 17)
    one = facts("Layla Ibrahim", "Hamdani", born)
    found, other = (between(one, facts(*name, born)) for name in (two, ("Layla", "Price")))
    assert found
    assert other
    said = " · ".join((*found.reasons, *found.differs))
    assert reason in said
    assert reason not in " · ".join((*other.reasons, *other.differs))
    assert found.probability > other.probability


def test_two_children_of_one_generation_are_not_a_slip_of_one() -> None:
    born = date(2012, 8, 17)
    found = between(facts("Wai Ming", "Chan", born), facts("Wai Ling", "Chan", born))
    assert found is None or found.probability < JOINING


@pytest.mark.parametrize(
    ("many", "pairs"), [(FULL, FULL * (FULL - 1) // 2), (FULL + 1, 0)], ids=["full", "over-full"]
)
def test_a_key_that_many_share_is_passed_over(many: int, pairs: int) -> None:
    khan = Facts(names=(NameWords.of("Mohammed", "Khan"),))
    assert compared(*[khan] * many) == pairs


@pytest.mark.parametrize(
    ("other", "pairs"),
    [
        pytest.param({"birth_date": date(2009, 3, 17)}, 1, id="another year"),
        pytest.param({"birth_date": date(2012, 3, 2)}, 1, id="another day"),
        pytest.param({"birth_date": date(2009, 3, 2)}, 0, id="another year and day"),
        pytest.param({"birth_date": None}, 1, id="not known"),
        pytest.param(
            {"birth_date": date(2009, 3, 2), "numbers": frozenset({"upn:A335"})}, 1, id="a number"
        ),
    ],
)
def test_whoever_was_born_at_another_time_is_compared_only_for_a_number(
    other: dict[str, Any], pairs: int
) -> None:
    one = facts("Ayla", "Tarrant", date(2012, 3, 17))
    numbers = frozenset({"upn:A335"}) if "numbers" in other else frozenset()
    assert compared(replace(one, numbers=numbers), replace(one, **other)) == pairs


def compared(*people: Facts) -> int:
    con = connect()
    try:
        load(con, [row_of(str(number), one) for number, one in enumerate(people)])
        return pair_up(con)
    finally:
        con.close()


def test_nothing_said_is_compared_with_nobody() -> None:
    assert likely_pairs([], trained(), 0.5) == []
    assert between(Facts(), Facts()) is None


def test_a_misspelt_name_with_day_and_month_swapped_is_found_and_said_why() -> None:
    one = facts("Saoirse", "Gallagher", date(2018, 4, 9))
    found = between(one, facts("Sersha", "Galagher", date(2018, 9, 4)))
    assert found
    assert found.probability >= JOINING
    assert "day and month swapped" in found.reasons


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(
            facts("Amina", "Rahman", date(2019, 5, 2)),
            facts("Yusra", "Rahman", date(2019, 5, 2)),
            id="twins",
        ),
        pytest.param(
            facts("Patrick", "Ward", date(2014, 6, 21), sex="M"),
            facts("Patrick", "Ward", date(2016, 1, 8), sex="M"),
            id="cousins of one name in one house",
        ),
        pytest.param(
            facts("Ella", "Price", date(2014, 6, 21)),
            facts("Evan", "Price", date(2016, 1, 8), sex="M"),
            id="sister and brother",
        ),
    ],
)
def test_relatives_in_one_house_stay_below_what_is_joined(one: Facts, two: Facts) -> None:
    found = between(one, two)
    assert found is None or found.probability < JOINING


# The look.


def look(by: Actor) -> int:
    finder = system_actor("merging.finder", partnership=by.partnership, at=by.at)
    new = look_for_duplicates(by=finder)
    act_as(by)
    return new


def test_a_second_look_adds_nothing_and_answers_stay(enter: Enter) -> None:
    by = enter("hal")
    one, two = a_record(by, "Saoirse", "Gallagher"), a_record(by, "Sersha", "Galagher")
    for person in (one, two):
        add_address(person, *HOME, source="school roll", by=by)
    assert look(by) == 1
    pair = DuplicatePair.objects.get()
    assert {pair.one_id, pair.two_id} == {one.pk, two.pk}
    assert "same date of birth" in pair.reasons
    assert look(by) == 0
    DuplicatePair.objects.update(state="not_the_same", answered_at=by.at, answered_by=by.name)
    assert look(by) == 0
    assert DuplicatePair.objects.get().state == "not_the_same"
    event = Event.objects.filter(name="merging.looked_for_duplicates").latest("id")
    assert event.about == []
    assert set(event.facts or {}) == {"people", "alike", "new", "model"}


def test_a_restricted_record_takes_no_part_not_even_for_its_readers(enter: Enter) -> None:
    by = enter("hal")
    one, _ = a_record(by), a_record(by)
    do.restrict(one, "staff", [enter("meera").user], WHY, by=enter("meera"))
    assert look(enter("meera")) == 0
    assert not DuplicatePair.objects.exists()


def test_people_recorded_as_related_are_two(enter: Enter) -> None:
    """Twins of nearly one name; a relationship that was never so hides nothing."""
    by = enter("hal")
    one, two = a_record(by, "Isla"), a_record(by, "Islay")
    tie = relate(one, two, "sibling", source="school roll", by=by)
    assert look(by) == 0
    again = a_record(by, "Isla")
    Person.objects.filter(pk=again.pk).update(root=one)  # on whichever of their records
    assert look(by) == 0
    Relationship.objects.filter(pk=tie.pk).update(
        in_error_at=by.at, in_error_by="Hal", in_error_because="another family"
    )
    assert look(by) == 1


def test_two_partnerships_are_never_compared(enter: Enter) -> None:
    """The very same child stands in both registers, and each is looked through."""
    a_record(enter("olu"))
    by = enter("hal")
    a_record(by)
    assert look(by) == look(enter("olu")) == 0
    looked = Event.objects.filter(name="merging.looked_for_duplicates")
    assert [(event.facts or {})["people"] for event in looked] == [1]
    a_record(enter("hal"))
    assert look(enter("hal")) == 1


def test_joined_records_are_compared_as_one_by_the_one_that_stands(enter: Enter) -> None:
    by = enter("hal")
    one, two, three = (a_record(by) for _ in range(3))
    Person.objects.filter(pk=two.pk).update(root=one)
    add_name(two, "Ayla", "Tarrant", kind="known_as", source="home", by=by)
    assert look(by) == 1
    pair = DuplicatePair.objects.get()
    assert {pair.one_id, pair.two_id} == {one.pk, three.pk}


@pytest.mark.parametrize("first", [0, 1], ids=["sorted before", "sorted behind"])
def test_of_joined_records_the_one_that_stands_says_when_they_were_born(
    enter: Enter, first: int
) -> None:
    by = enter("hal")
    two = a_record(by), a_record(by, born=date(1999, 12, 31))
    pair = sorted(two, key=lambda one: one.pk)
    stands, joined = pair[first], pair[1 - first]
    Person.objects.filter(pk=joined.pk).update(root=stands)
    a_record(by, born=stands.birth_date)
    assert look(by) == 1
    assert "same date of birth" in DuplicatePair.objects.get().reasons


def test_how_sure_a_pair_has_to_be_is_the_partnerships(enter: Enter) -> None:
    by = enter("hal")
    a_record(by), a_record(by, born=date(2019, 4, 14))  # one digit of the month
    least = RuleSetting.objects.filter(key="duplicates-least-percent")
    least.update(value=100)
    assert look(by) == 0
    least.update(value=50)
    assert look(by) == 1


# When, and what the page says of it.


def test_it_is_due_at_the_hour_of_the_night_until_it_is_done(
    enter: Enter, monday: datetime
) -> None:
    night = monday.replace(hour=2, minute=10)
    by = enter("hal", at=night)
    assert is_due(by=by)
    assert not is_due(by=enter("hal", at=night + timedelta(hours=1)))
    look(by)
    assert not is_due(by=by)
    assert is_due(by=enter("hal", at=night + timedelta(days=1)))


def test_a_failure_leaves_nothing_half_done_and_is_said_plainly(
    enter: Enter, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    by = enter("hal")
    a_record(by), a_record(by)
    assert said_of_last_look(by) == NEVER

    def broken(*_: object) -> list[Likely]:
        raise MemoryError(str(uuid.uuid4()))

    with monkeypatch.context() as patch:
        patch.setattr("openmash.foundation.merging.finder.looking.likely_pairs", broken)
        with pytest.raises(MemoryError) as caught:
            look(by)
    note_failure(caught.value, by=by)
    assert not DuplicatePair.objects.exists()
    client.force_login(User.objects.get(pk=by.user))
    assert "The last look for duplicates failed" in client.get("/duplicates/").content.decode()
    later = enter("hal", at=by.at + timedelta(hours=1))
    look(later)
    assert said_of_last_look(later) == "Last looked: today at 11:00, 2 people, 1 new pair."

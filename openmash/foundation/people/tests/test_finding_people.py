"""No leak through search, names of many cultures, adversarial input (`roles.md` §3, §4)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady
from openmash.foundation.access.models import User
from openmash.foundation.people.commands import (
    NewContactPoint,
    NewPerson,
    add_address,
    add_contact_point,
    add_identifier,
    add_name,
    create_person,
    keep_findable,
    refile,
    relate,
)
from openmash.foundation.people.models import Person, PersonCard, PersonKey
from openmash.foundation.people.presenters import Wanted
from openmash.foundation.people.queries import (
    SearchTerms,
    candidates,
    candidates_of_each,
    search,
    the_very_same,
)
from openmash.foundation.people.queries.finding import find
from tests.fixtures import Enter

ISLA = NewPerson("Isla Mae", "Tarrant", "school roll", birth_date=date(2019, 3, 14), sex="F")
WANTED = Wanted("Isla", "Tarrent", date(2019, 3, 14))


def a_child(by: Actor, new: NewPerson = ISLA) -> Person:
    return create_person(new, key=uuid.uuid4(), by=by)


def names(words: str, by: Actor) -> list[str]:
    return [one.name for one in search(SearchTerms(words, reason="screening"), by=by).found]


def restricted(person: Person, to: str) -> None:
    """As the command does: the readers first, then what it is found by."""
    Person.objects.filter(pk=person.pk).update(readers=[to])


def hide(person: Person, by: Actor) -> None:
    restricted(person, by.user)
    person.refresh_from_db()
    keep_findable(person, by=by)


@pytest.mark.parametrize(
    "words",
    [
        "tarrant isla 14/3/19",
        "Isla Tarrent 14.3.2019",
        "isla tarant 3/4/2019 ZZ1 4MR",
        "iila tarrant, 14 mill row",
        "isla 7",
        "14 Mill Row",
        "zz14mr",
        "07700 900982",
        "9991047212",
        "Kasia Wisniewski",
    ],
)
def test_one_box_finds_her_by_whatever_was_heard(enter: Enter, words: str) -> None:
    by = enter("aisha")
    isla = a_child(by)
    add_address(isla, "14 Mill Row", "ZZ1 4MR", source="school", by=by)
    add_contact_point(isla, NewContactPoint("phone", "07700 900982", "school"), by=by)
    add_identifier(isla, "nhs_number", "999 104 7212", source="GP", by=by)
    add_name(isla, "Katarzyna", "Wiśniewska", kind="alias", source="GP", by=by)
    a_child(by, NewPerson("Jaden", "Okafor", "school roll", birth_date=date(2011, 8, 30)))
    assert names(words, by) == ["Isla Mae Tarrant"]


def test_an_adult_is_shown_by_the_children_and_after_them(enter: Enter) -> None:
    by = enter("aisha")
    isla = a_child(by)
    kelly = a_child(by, NewPerson("Kelly", "Tarrant", "school roll", kind="adult", sex="F"))
    relate(kelly, isla, "parent", source="school", by=by)
    found = search(SearchTerms("Tarrant", reason="screening"), by=by).found
    assert [one.name for one in found] == ["Isla Mae Tarrant", "Kelly Tarrant"]
    assert found[1].related == ("mother of Isla Mae Tarrant, 7",)


def test_a_restricted_record_is_there_for_its_readers_alone(enter: Enter) -> None:
    """Not in results, order, counts, suggestions or errors; `roles.md` §4."""
    tom = enter("tom")
    isla, other = a_child(tom), a_child(tom, NewPerson("Isla", "Tarrant", "GP"))
    before = _everything(enter("aisha"))
    hide(a_child(enter("tom")), enter("tom"))
    assert _everything(enter("aisha")) == before
    hide(isla, enter("tom"))
    assert [one.key for one in candidates(WANTED, by=enter("aisha"))] == [other.pk]
    assert not PersonKey.objects.filter(person_id=isla.pk).exists()
    assert not PersonCard.objects.filter(person_id=isla.pk).exists()
    assert isla.pk in {one.key for one in candidates(WANTED, by=enter("tom"))}


def _everything(by: Actor) -> object:
    results = search(SearchTerms("isla tarrant 14/3/2019", reason="screening"), by=by)
    return results, candidates(WANTED, by=by)


def test_the_work_is_the_same_whether_or_not_there_is_somebody_not_to_be_known(
    enter: Enter,
) -> None:
    a_child(enter("aisha"))
    before = _statements(enter("aisha"))
    hide(a_child(enter("tom")), enter("tom"))
    a_child(enter("mari"))
    assert _statements(enter("aisha")) == before


def _statements(by: Actor) -> list[str]:
    """What is asked of the database, without the values, which differ in their times."""
    with CaptureQueriesContext(connection) as asked:
        _everything(by)
    return [one["sql"].partition("WHERE")[0][:80] for one in asked.captured_queries]


def test_the_other_partnership_leaves_no_trace(enter: Enter) -> None:
    a_child(enter("aisha"))
    olu = enter("olu")
    assert _everything(olu) == _everything_of_nobody(olu)
    assert PersonKey.objects.count() == PersonCard.objects.count() == 0


def _everything_of_nobody(by: Actor) -> object:
    results = search(SearchTerms("zzyzx qqq 14/3/2019", reason="screening"), by=by)
    empty = search(SearchTerms("isla tarrant 14/3/2019", reason="screening"), by=by)
    assert (results.found, results.more) == (empty.found, empty.more) == ((), False)
    return empty, []


def test_a_protected_address_finds_nobody_and_says_nothing(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    add_address(isla, "14 Mill Row", "ZZ1 4MR", source="school", kind="refuge", by=by)
    assert names("14 Mill Row ZZ1 4MR", by) == []
    wanted = Wanted("Isla", "Tarrant", address="14 Mill Row", postcode="ZZ1 4MR")
    assert "same house" not in candidates(wanted, by=by)[0].speaks_for


def test_everybody_a_contact_names_is_suggested_as_if_asked_alone(enter: Enter) -> None:
    tom = enter("tom")
    isla = a_child(tom)
    hide(a_child(tom, NewPerson("Noah", "Tarrant", "GP", birth_date=date(2021, 5, 2))), tom)
    noah = Wanted("Noah", "Tarrant", date(2021, 5, 2))
    asked = [WANTED, Wanted(), noah, replace(WANTED, refused=frozenset({isla.pk}))]
    for name in ("tom", "aisha", "olu"):
        by = enter(name)
        alone = [candidates(one, by=by) for one in asked]
        assert candidates_of_each([(one, "") for one in asked], by=by) == alone


def test_eight_people_are_looked_up_in_as_many_statements_as_two(enter: Enter) -> None:
    by = enter("aisha")
    a_child(by)
    assert len(_asked_for(2, by)) == len(_asked_for(8, by))


def _asked_for(people: int, by: Actor) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        candidates_of_each([(WANTED, f"child:{n}") for n in range(people)], by=by)
    return [one["sql"] for one in asked.captured_queries if "access_readlog" not in one["sql"]]


def test_what_shares_little_is_left_out_only_beside_what_shares_far_more(enter: Enter) -> None:
    by, wanted = enter("aisha"), WANTED.facts()
    a_child(by)
    twin = a_child(by, NewPerson("Ava", "Tarrant", "GP", birth_date=date(2019, 3, 14)))
    other = a_child(by, NewPerson("Mia", "Jones", "GP", birth_date=date(2019, 3, 14)))
    found = {one.record for one in find(wanted, by=by)}
    assert twin.pk in found
    assert other.pk not in found
    assert other.pk in {
        one.record for one in find(Wanted(birth_date=date(2019, 3, 14)).facts(), by=by)
    }


def test_somebody_refused_stays_refused_when_their_record_is_joined(enter: Enter) -> None:
    by = enter("aisha")
    one, two = a_child(by), a_child(by)
    refused = Wanted("Isla", "Tarrant", date(2019, 3, 14), refused=frozenset({one.pk}))
    assert [c.key for c in candidates(refused, by=by)] == [two.pk]
    Person.objects.filter(pk=one.pk).update(root=two)
    assert candidates(refused, by=by) == []


def test_only_a_verified_number_with_the_same_birth_date_is_the_very_same(enter: Enter) -> None:
    by = enter("aisha")
    isla, born = a_child(by), date(2019, 3, 14)
    add_identifier(isla, "nhs_number", "9991047212", source="GP", by=by)
    assert the_very_same("9991047212", born, by=by) is None
    noah = a_child(by)
    add_identifier(noah, "nhs_number", "9990000018", source="spine", by=by, verified=True)
    assert the_very_same("9990000018", born, by=by) == noah
    assert the_very_same("9990000018", date(2019, 3, 15), by=by) is None


def test_keys_follow_what_is_said_and_are_made_anew_after_an_upgrade(enter: Enter) -> None:
    by = enter("aisha")
    isla = a_child(by)
    kept = set(PersonKey.objects.values_list("key", flat=True))
    PersonKey.objects.all().delete()
    PersonCard.objects.update(keys=[])
    refile([isla], by=by)
    assert set(PersonKey.objects.values_list("key", flat=True)) == kept


@pytest.mark.parametrize(
    "words",
    [
        "x" * 5000,
        "\u0301" * 300,
        "'; DROP TABLE people_person; --",
        "<script>1</script>",
        "%" * 200,
    ],
)
def test_adversarial_words_are_answered_with_a_page(
    enter: Enter, client: Client, words: str
) -> None:
    client.force_login(User.objects.get(pk=enter("aisha").user))
    answer = client.post("/people/", {"words": words, "reason": "screening"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>1" not in page
    assert "Nobody here is like that" in page or "There is a problem" in page


def test_an_age_alone_or_an_impossible_date_is_refused_in_words(enter: Enter) -> None:
    by = enter("aisha")
    for words, reason in (("7", "an age alone"), ("isla 32/13/2019", "is not a date")):
        with pytest.raises(NotReady) as refusal:
            search(SearchTerms(words, reason="screening"), by=by)
        assert reason in refusal.value.reasons[0]
    assert names("isla tarrant 01/01/0001", by) == []


def test_more_is_shown_on_asking_and_a_reference_leads_to_its_contact(enter: Enter) -> None:
    by = enter("aisha")
    for _ in range(12):
        a_child(by, NewPerson("Isla", "Tarrant", "school roll"))
    first = search(SearchTerms("isla tarrant", reason="screening"), by=by)
    assert (len(first.found), first.more) == (10, True)
    more = search(SearchTerms("isla tarrant", reason="screening", shown=20), by=by)
    assert (len(more.found), more.more) == (12, False)

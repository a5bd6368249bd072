"""The register: adding, finding, suggesting; what is masked and who may look."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from openmash.core.actor import Actor
from openmash.core.matching import Likelihood
from openmash.core.refusals import NotAllowed, NotFound, NotReady
from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.people.access import get_person
from openmash.foundation.people.commands import (
    NewInvolvement,
    NewPerson,
    add_address,
    add_identifier,
    add_name,
    create_person,
    record_involvement,
)
from openmash.foundation.people.models import Person
from openmash.foundation.people.presenters import Wanted
from openmash.foundation.people.queries import SearchTerms, candidates, open_involvement, search
from openmash.foundation.people.rules import why_not_search
from tests.fixtures import Enter


def a_person(by: Actor, given: str, family: str, born: date | None, kind: str = "child") -> Person:
    new = NewPerson(given=given, family=family, birth_date=born, source="school roll", kind=kind)
    return create_person(new, key=uuid.uuid4(), by=by)


def found(words: str, by: Actor, born: date | None = None) -> list[str]:
    results = search(SearchTerms(words, born, reason="screening"), by=by)
    return [one.name for one in results.found]


def test_pressing_twice_adds_one_person_and_a_referrer_adds_none(enter: Enter) -> None:
    by, key = enter("aisha"), uuid.uuid4()
    new = NewPerson("Isla", "Tarrant", "the sender")
    assert create_person(new, key=key, by=by) == create_person(new, key=key, by=by)
    assert Person.objects.count() == 1
    with pytest.raises(NotReady):
        create_person(replace(new, given=" ", family=""), key=uuid.uuid4(), by=by)
    with pytest.raises(NotAllowed):
        create_person(new, key=uuid.uuid4(), by=enter("ruth"))


@pytest.mark.parametrize(
    "words",
    [
        "Tarrant Isla",
        "isla tarrant",
        "Eilidh Wisniewska",
        "Tarrent",
        "TARRANT, Isla",
        "999 104 7212",
    ],
)
def test_people_are_found_in_any_order_without_accents_by_sound_and_by_number(
    enter: Enter, words: str
) -> None:
    by = enter("aisha")
    isla = a_person(by, "Isla Mae", "Tarrant", date(2019, 3, 14))
    add_name(isla, "Eilidh", "Wiśniewska", kind="known_as", source="GP", by=by)
    add_identifier(isla, "nhs_number", "999 104 7212", source="GP", by=by)
    a_person(by, "Jaden", "Okafor", None)
    assert found(words, by) == ["Isla Mae Tarrant"]


def test_children_stand_first_and_a_swapped_birth_date_finds(enter: Enter) -> None:
    by = enter("aisha")
    a_person(by, "Noah", "Tarrant", date(1990, 8, 9), kind="adult")
    a_person(by, "Noah", "Tarrant", date(2024, 8, 9))
    assert [one.kind for one in search(_for("Noah Tarrant"), by=by).found] == ["child", "adult"]
    assert found("", by, date(2024, 9, 8)) == ["Noah Tarrant"]


def test_a_search_needs_a_reason_is_logged_and_is_for_the_hub_alone(enter: Enter) -> None:
    by = enter("aisha")
    isla = a_person(by, "Isla", "Tarrant", None)
    with pytest.raises(NotReady) as refusal:
        search(SearchTerms("I", reason="other", said="because"), by=by)
    assert len(refusal.value.reasons) == 2
    search(_for("Isla"), by=by)
    line = ReadLog.objects.get(action="search")
    assert line.about == [isla.subject]
    assert line.facts == {"words": "Isla", "birth_date": "", "reason": "screening"}
    for key in ("ruth", "dev", "ines"):
        with pytest.raises(NotAllowed):
            search(_for("Isla"), by=enter(key))


def test_results_are_masked_and_a_protected_address_gives_nothing_away(enter: Enter) -> None:
    by = enter("aisha")
    isla = a_person(by, "Isla", "Tarrant", date(2019, 3, 14))
    add_address(isla, "14 Mill Row", "ZZ1 4MR", source="school", by=by, confidential=True)
    one = search(_for("Isla Tarrant"), by=by).found[0]
    assert (one.age, one.place) == ("7", "protected address")
    wanted = Wanted("Isla", "Tarrant", address="14 Mill Row", postcode="ZZ1 4MR")
    assert "same house" not in candidates(wanted, by=by)[0].speaks_for


def test_the_other_partnership_finds_nobody(enter: Enter) -> None:
    isla = a_person(enter("aisha"), "Isla", "Tarrant", None)
    by = enter("olu")
    assert found("Isla Tarrant", by) == []
    assert candidates(Wanted("Isla", "Tarrant"), by=by) == []
    with pytest.raises(NotFound):
        get_person(by, isla.pk)


def test_suggestions_say_how_sure_they_are_and_why(enter: Enter) -> None:
    by = enter("aisha")
    isla = a_person(by, "Isla Mae", "Tarrant", date(2019, 3, 14))
    add_identifier(isla, "nhs_number", "9991047212", source="GP", by=by)
    other = a_person(by, "Isla", "Tarrant", None)
    wanted = Wanted("Isla", "Tarrent", date(2019, 3, 14), nhs_number="9991047212")
    sure, unsure = candidates(wanted, by=by)
    assert (sure.key, sure.word) == (isla.pk, Likelihood.ALMOST_CERTAIN)
    assert "same NHS number" in sure.speaks_for
    assert (unsure.key, unsure.word) == (other.pk, Likelihood.UNLIKELY)
    assert candidates(replace(wanted, refused=frozenset({isla.pk, other.pk})), by=by) == []


def test_at_most_five_are_suggested(enter: Enter) -> None:
    by = enter("aisha")
    for _ in range(7):
        a_person(by, "Isla", "Tarrant", None)
    assert len(candidates(Wanted("Isla", "Tarrant"), by=by)) == 5


def test_a_brother_in_the_same_house_is_not_suggested_but_a_misspelt_child_is(enter: Enter) -> None:
    by = enter("aisha")
    noah = a_person(by, "Noa", "Tarrant", date(2024, 2, 6))
    add_address(noah, "14 Mill Row", "ZZ1 4MR", source="school", by=by)
    isla = Wanted("Isla", "Tarrant", date(2019, 3, 14), address="14 Mill Row", postcode="ZZ1 4MR")
    assert candidates(isla, by=by) == []
    found = candidates(replace(isla, given="Noah", birth_date=date(2024, 6, 2)), by=by)
    assert [one.word for one in found] == [Likelihood.ALMOST_CERTAIN]


def test_a_person_page_keeps_a_protected_address_from_those_who_need_not_know(
    enter: Enter, client: Client
) -> None:
    """`roles.md` §3, field-level rules."""
    by = enter("aisha")
    isla = a_person(by, "Isla", "Tarrant", date(2019, 3, 14))
    add_address(isla, "14 Mill Row", "ZZ1 4MR", source="school", by=by, confidential=True)
    told = {key: shown(client, enter, key, isla) for key in ("aisha", "tom")}
    assert "Protected address" in told["aisha"]
    assert "Mill Row" not in told["aisha"]
    assert "Mill Row" in told["tom"]


def test_a_search_is_posted_masked_and_leads_to_the_person(enter: Enter, client: Client) -> None:
    by = enter("aisha")
    isla = a_person(by, "Isla", "Tarrant", date(2019, 3, 14))
    client.force_login(User.objects.get(pk=by.user))
    page = client.post(
        "/people/", {"words": "tarrant isla", "reason": "screening"}
    ).content.decode()
    assert f"/people/{isla.pk}/" in page
    assert "14 March 2019" not in page
    refused = client.post("/people/", {"words": "Isla Tarrant", "reason": ""}).content.decode()
    assert "Say why you are looking" in refused
    assert "Isla Tarrant" in refused


@pytest.mark.parametrize(("who", "status"), [("ruth", 404), ("dev", 404), ("olu", 404)])
def test_a_person_is_not_found_by_those_with_no_part(
    enter: Enter, client: Client, who: str, status: int
) -> None:
    isla = a_person(enter("aisha"), "Isla", "Tarrant", None)
    client.force_login(User.objects.get(pk=enter(who).user))
    assert client.get(f"/people/{isla.pk}/").status_code == status


def shown(client: Client, enter: Enter, who: str, person: Person) -> str:
    client.force_login(User.objects.get(pk=enter(who).user))
    return client.get(f"/people/{person.pk}/").content.decode()


def test_a_wrong_number_warns_and_is_kept(enter: Enter) -> None:
    by = enter("aisha")
    isla = a_person(by, "Isla", "Tarrant", None)
    kept = add_identifier(isla, "nhs_number", "999 104 7213", source="GP", by=by)
    assert (kept.value, bool(kept.warning)) == ("9991047213", True)


def test_involvement_is_open_from_its_first_day_to_its_last(enter: Enter) -> None:
    by = enter("aisha")
    isla = a_person(by, "Isla", "Tarrant", None)
    new = NewInvolvement("school", "st-oswins", "St Oswin’s", "school", date(2026, 9, 1))
    record_involvement(isla, new, by=by)
    record_involvement(isla, replace(new, starts_on=date(2027, 1, 1)), by=by)
    assert [one.service for one in open_involvement([isla.pk], by=by)] == ["St Oswin’s"]


def test_why_not_search_names_everything_at_once() -> None:
    assert len(list(why_not_search(False, [], "", ""))) == 2
    assert list(why_not_search(True, [], "screening", "")) == []


def _for(words: str) -> SearchTerms:
    return SearchTerms(words, reason="screening")

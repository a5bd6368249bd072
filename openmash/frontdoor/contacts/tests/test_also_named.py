"""Who is named beside the children: found in the register, and said to be family by a person (P1 R3)."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client

from openmash.core.actor import Actor
from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.people.commands import NewPerson, add_address, create_person, relate
from openmash.foundation.people.models import Person, Relationship
from openmash.frontdoor.contacts.commands import linking, screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_sent_worry, only_child, rated
from tests.fixtures import Enter

KELLY = {"A4_1_name": "Kelly Tarrant", "A4_1_relation": "mother", "A4_1_lives": "yes",
         "A4_1_pr": "yes"}  # fmt: skip
SAY_WHO = "Say who Kelly Tarrant is to Isla"


def a_contact(enter: Enter, **answers: Any) -> Contact:
    """In screening, with Kelly named as the mother."""
    contact = rated(enter, a_sent_worry(enter, **{**KELLY, **answers}))
    return screening.take_up(contact, by=enter("aisha"))


def kelly(by: Actor) -> Person:
    new = NewPerson("Kelly", "Tarrant", "GP letter", kind="adult", birth_date=date(1997, 5, 30))
    return create_person(new, key=uuid.uuid4(), by=by)


def isla_of(contact: Contact, by: Actor) -> Person:
    linked = linking.create_and_link(only_child(contact), uuid.uuid4(), by=by)
    assert linked.person
    return linked.person


@pytest.fixture
def aisha(client: Client, enter: Enter) -> Client:
    client.force_login(User.objects.get(pk=enter("aisha").user))
    return client


def shown(client: Client, contact: Contact) -> str:
    """The part of the page that says who else is named."""
    page = client.get(f"/contacts/{contact.reference}/").content.decode()
    part = page[page.index('id="also-named"') :] if 'id="also-named"' in page else ""
    return re.sub(r"\s+", " ", part)


def test_a_named_mother_is_found_and_said_to_be_the_mother_by_a_person(
    aisha: Client, enter: Enter
) -> None:
    contact, mother = a_contact(enter), kelly(enter("aisha"))
    isla = isla_of(contact, enter("aisha"))
    assert SAY_WHO in shown(aisha, contact)
    enter("aisha")
    brought = brings(aisha, isla, who=str(mother.pk))
    assert f'value="{mother.pk}" checked' in brought
    assert "There is a problem" not in brought
    enter("aisha")
    assert not Relationship.objects.exists(), "bringing somebody says nothing yet"
    key, new_key = hidden(brought, "key"), hidden(brought, "new_key")
    said = {**KELLY_SAID, "who": str(mother.pk), "how": "parent", "certainty": "reported"}
    aisha.post(family(isla), {**said, "key": key, "new_key": new_key})
    enter("aisha")
    tie = Relationship.objects.get()
    assert (tie.person_id, tie.other_id, tie.source) == (mother.pk, isla.pk, "School")
    assert "In the family already" in shown(aisha, contact)


def test_who_fits_nobody_is_brought_as_somebody_new(aisha: Client, enter: Enter) -> None:
    contact = a_contact(enter)
    isla = isla_of(contact, enter("aisha"))
    assert "Add Kelly Tarrant to Isla’s family" in shown(aisha, contact)
    enter("aisha")
    brought = brings(aisha, isla, who="new")
    assert 'value="Kelly"' in brought
    assert 'value="Tarrant"' in brought
    assert 'value="new" checked' in brought


def test_before_a_child_is_linked_nobody_can_be_said_to_be_family(
    aisha: Client, enter: Enter
) -> None:
    contact = a_contact(enter)
    kelly(enter("aisha"))
    part = shown(aisha, contact)
    assert "Kelly Tarrant</a>" in part
    assert "Link a child first" in part
    assert "Say who Kelly" not in part


def test_who_lives_with_the_child_is_known_by_the_house(aisha: Client, enter: Enter) -> None:
    home = {"A1_address": "4 Mill Lane", "A1_postcode": "ZZ1 1AA"}
    contact = a_contact(enter, child=home)
    add_address(kelly(enter("aisha")), "4 Mill Lane", "ZZ1 1AA", source="GP", by=enter("aisha"))
    assert "same house" in shown(aisha, contact)


def test_asking_the_register_about_them_is_written_down(aisha: Client, enter: Enter) -> None:
    contact, mother = a_contact(enter), kelly(enter("aisha"))
    before = ReadLog.objects.filter(action=ReadLog.Action.SEARCH).count()
    shown(aisha, contact)
    enter("aisha")
    searches = ReadLog.objects.filter(action=ReadLog.Action.SEARCH, subject=contact.subject)
    assert ReadLog.objects.filter(action=ReadLog.Action.SEARCH).count() > before
    assert any(mother.subject in one.about for one in searches)


def test_who_may_not_be_read_cannot_be_brought_by_their_key(aisha: Client, enter: Enter) -> None:
    contact = a_contact(enter)
    isla = isla_of(contact, enter("aisha"))
    stranger = create_person(NewPerson("Zelda", "Quill", "GP"), key=uuid.uuid4(), by=enter("mari"))
    enter("aisha")
    assert "Zelda" not in brings(aisha, isla, who=str(stranger.pk))


def test_family_is_not_asked_for_twice(enter: Enter, aisha: Client) -> None:
    contact, by = a_contact(enter), enter("aisha")
    isla, mother = isla_of(contact, by), kelly(by)
    relate(mother, isla, "parent", source="GP", by=by)
    part = shown(aisha, contact)
    assert "In the family already" in part
    assert "Nobody fits" not in part


KELLY_SAID = {"given": "Kelly", "family": "Tarrant", "lives_with": "yes", "responsible": "yes",
              "source": "School"}  # fmt: skip


def brings(client: Client, person: Person, **more: str) -> str:
    """What the page of the family shows of somebody brought to it."""
    answer = client.post(family(person), {"bring": "yes", **KELLY_SAID, **more})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def family(person: Person) -> str:
    return f"/people/{person.pk}/add/relationship/"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page) or re.search(
        rf'name="{name}"[^>]*value="([^"]+)"', page
    )
    assert found, name
    return found.group(1)

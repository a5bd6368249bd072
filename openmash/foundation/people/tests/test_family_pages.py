"""The pages of a person and a family: what is told to whom, and what is kept when one writes."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.test import Client

from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.people.commands import NewPerson, create_person, enter_in_error
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Person,
    PersonName,
    Relationship,
)
from openmash.foundation.people.tests.families import (
    DOOR,
    SECRET,
    Tarrants,
    a_person,
    is_of,
    lives,
    rings,
    the_tarrants,
)
from tests.fixtures import Enter

READERS, OTHERS = ("tom", "meera", "ravi"), ("aisha", "grace", "hal")


@pytest.fixture
def tarrants(enter: Enter) -> Tarrants:
    return the_tarrants(enter("aisha"))


def page(client: Client, enter: Enter, who: str, path: str) -> str:
    client.force_login(User.objects.get(pk=enter(who).user))
    return client.get(path).content.decode()


def posts(client: Client, enter: Enter, path: str, who: str = "aisha", /, **typed: str) -> str:
    client.force_login(User.objects.get(pk=enter(who).user))
    return client.post(path, typed, follow=True).content.decode()


def at(person: Person, rest: str = "") -> str:
    return f"/people/{person.pk}/{rest}"


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("rest", ["", "family/", "print/"])
def test_a_protected_address_is_nowhere_for_those_who_may_not_read_it(
    tarrants: Tarrants, enter: Enter, client: Client, who: str, rest: str
) -> None:
    """`roles.md` §3: also in the drawing, the table, the homes, print, and the family's pages."""
    for person in (tarrants.isla, tarrants.kelly, tarrants.noah, tarrants.maureen, tarrants.craig):
        told = page(client, enter, who, at(person, rest))
        assert "There is a problem" not in told
        assert not [word for word in SECRET if word in told]


@pytest.mark.parametrize("who", READERS)
def test_those_who_must_find_the_child_read_it_and_paper_does_not(
    tarrants: Tarrants, enter: Enter, client: Client, who: str
) -> None:
    assert "14 Mill Row" in page(client, enter, who, at(tarrants.isla))
    assert "14 Mill Row" not in page(client, enter, who, at(tarrants.isla, "print/"))
    assert "14 Mill Row" not in page(client, enter, who, at(tarrants.maureen, "print/"))


def test_who_lives_together_does_not_tell_where(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    """Maureen's door is open: Kelly in her home, or "lives with: yes", would tell it."""
    by = enter("aisha")
    lives(tarrants.kelly, by, at=("27 Chapel Hill", "ZZ1 2CH"), confidential=True)
    told = page(client, enter, "aisha", at(tarrants.maureen, "family/"))
    assert "Home 1" not in told
    row = told[told.index('id="relationships"') :]
    assert "protected" in row
    assert 'data-label="Live together">no' not in told
    assert "Home 1" in page(client, enter, "tom", at(tarrants.maureen, "family/"))
    assert "Home 1" not in page(client, enter, "tom", at(tarrants.maureen, "print/"))


def test_a_neighbour_behind_a_protected_door_is_not_brought_into_the_drawing(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    """Living at one door puts people into a drawing; a protected door does so for its readers."""
    lodger = a_person(enter("aisha"), "Lena Lodger", "adult")
    lives(lodger, tarrants.by)
    assert "Lena Lodger" not in page(client, enter, "aisha", at(tarrants.isla, "family/"))
    assert "Isla" not in page(client, enter, "aisha", at(lodger, "family/"))
    assert "Lena Lodger" in page(client, enter, "tom", at(tarrants.isla, "family/"))


def test_who_else_is_linked_counts_no_protected_stay(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    lodger = a_person(enter("aisha"), "Lena Lodger", "adult")
    open_door = lives(lodger, tarrants.by)
    hidden = Address.objects.get(person=tarrants.isla)
    asked = at(lodger, f"linked/address/{open_door.pk}/")
    assert "Nobody else" in page(client, enter, "aisha", asked)
    assert "Isla Tarrant" in page(client, enter, "tom", asked)
    client.force_login(User.objects.get(pk=enter("aisha").user))
    assert client.get(at(tarrants.isla, f"linked/address/{hidden.pk}/")).status_code == 403


def test_who_else_is_linked_to_a_number_is_told_by_key_and_logged(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    by = enter("aisha")
    point = rings(tarrants.kelly, "07700 900412", by)
    rings(tarrants.maureen, "+44 7700 900412", by)
    asked = at(tarrants.kelly, f"linked/contact/{point.pk}/")
    assert "900412" not in asked
    assert "Maureen Tarrant" in page(client, enter, "aisha", asked)
    line = ReadLog.objects.filter(action="list").latest("at")
    assert line.about == [tarrants.kelly.subject, tarrants.maureen.subject]
    assert "900412" not in str(line.facts)


def test_nobody_is_drawn_behind_somebody_who_is_restricted(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    beyond = a_person(enter("aisha"), "Bea Beyond", "adult")
    is_of(beyond, tarrants.maureen, "sibling", tarrants.by)
    tom = enter("tom")
    Person.objects.filter(pk=tarrants.maureen.pk).update(readers=[tom.user])
    told = page(client, enter, "aisha", at(tarrants.isla, "family/"))
    assert not [name for name in ("Maureen", "Bea") if name in told]
    assert "Bea Beyond" in page(client, enter, "tom", at(tarrants.isla, "family/"))


def test_the_drawing_has_a_title_a_description_and_a_table_and_no_inline_style(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    told = page(client, enter, "tom", at(tarrants.isla, "family/"))
    drawing = told[told.index('<svg class="om-tree"') :].partition("</svg>")[0]
    assert 'role="img"' in drawing
    assert "<title" in drawing
    assert "<desc" in drawing
    assert "style=" not in drawing
    assert "poses a risk to Kelly Tarrant" in told
    assert "child of Kelly Tarrant" in told


def test_the_printed_page_says_who_printed_it_and_is_logged(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    told = page(client, enter, "tom", at(tarrants.isla, "print/"))
    assert "OFFICIAL-SENSITIVE" in told
    assert "Printed by Tom Ashdown" in told
    assert ReadLog.objects.filter(subject=tarrants.isla.subject, action="print").exists()


def test_a_name_pressed_twice_is_added_once_and_what_was_typed_stays(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    typed = {"key": str(uuid.uuid4()), "kind": "known_as", "given": "Izzy", "family": "Tarrant"}
    said = posts(client, enter, at(tarrants.isla, "add/name/"), **typed)
    assert "Say who told us" in said
    assert "Izzy" in said
    for _ in range(2):
        said = posts(client, enter, at(tarrants.isla, "add/name/"), **typed, source="School")
    assert "Izzy Tarrant" in said
    assert PersonName.objects.filter(given="Izzy").count() == 1


def test_near_danger_it_must_be_said_whether_a_number_is_safe(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    """`data.md` §2; for somebody whom no danger is near, the answer may be left out."""
    typed = {"kind": "phone", "value": "07700 900412", "source": "Kelly"}
    said = posts(client, enter, at(tarrants.kelly, "add/contact/"), **typed)
    assert "Say whether it is safe to use" in said
    assert "07700 900412" in said
    posts(client, enter, at(tarrants.kelly, "add/contact/"), **typed, safe="no")
    assert ContactPoint.objects.get(person=tarrants.kelly).safe_to_use is False
    calm = a_person(enter("aisha"), "Cara Calm", "adult")
    posts(client, enter, at(calm, "add/contact/"), **typed)
    assert ContactPoint.objects.get(person=calm).safe_to_use is None


def test_a_wrong_number_is_kept_with_its_warning_and_a_refuge_is_protected(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    typed = {"kind": "nhs_number", "value": "999 104 7213", "source": "GP"}
    assert "999 104 7213" in posts(client, enter, at(tarrants.isla, "add/number/"), **typed)
    place = {"kind": "refuge", "lines": "Room 4", "certainty": "fact", "source": "Refuge"}
    told = posts(client, enter, at(tarrants.isla, "add/address/"), **place)
    assert "Room 4" not in told
    assert "Refuge</th>" not in told
    assert Address.objects.get(lines="Room 4").confidential


def test_an_address_ends_once_and_the_second_is_told(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    door = Address.objects.get(person=tarrants.craig)
    path = at(tarrants.craig, f"change/address/{door.pk}/")
    ended = {"what": "ended", "ends_on-day": "1", "ends_on-month": "9", "ends_on-year": "2026"}
    assert "Kept" in posts(client, enter, path, "tom", **ended)
    door.refresh_from_db()
    assert door.ends_on == date(2026, 9, 1)
    client.force_login(User.objects.get(pk=enter("priya").user))
    assert client.post(path, ended).status_code == 409


def test_a_protected_address_is_changed_only_by_those_who_read_it(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    door = Address.objects.get(person=tarrants.isla)
    path = at(tarrants.isla, f"change/address/{door.pk}/")
    client.force_login(User.objects.get(pk=enter("aisha").user))
    assert client.get(path).status_code == 403
    assert "14 Mill Row" in page(client, enter, "tom", path)


def test_one_persons_statement_is_not_found_under_another(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    name = PersonName.objects.get(person=tarrants.craig)
    client.force_login(User.objects.get(pk=enter("tom").user))
    assert client.get(at(tarrants.isla, f"change/name/{name.pk}/")).status_code == 404


def test_what_was_never_so_stays_readable_with_its_reason(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    tie = Relationship.objects.get(person=tarrants.craig, other=tarrants.noah)
    path = at(tarrants.noah, f"change/relationship/{tie.pk}/")
    assert "at least 15" in posts(client, enter, path, what="error", because="wrong")
    because = "The school mixed him up with the other Noah"
    told = posts(client, enter, path, what="error", because=because)
    assert because in told
    assert "<s>parent of Noah Tarrant</s>" in told


def test_somebody_new_is_looked_for_before_they_are_added(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    """A grandmother who is in the register already is not added twice by accident."""
    enter("aisha")
    known = create_person(
        NewPerson("Brenda", "Rudkin", "GP", kind="adult"), key=uuid.uuid4(), by=tarrants.by
    )
    path = at(tarrants.isla, "add/relationship/")
    typed = {
        "who": "new", "given": "Brenda", "family": "Rudkin", "kind": "adult", "sex": "F",
        "how": "grandparent", "certainty": "reported", "source": "Dean",
        "key": str(uuid.uuid4()), "new_key": str(uuid.uuid4()), "looked": "",
    }  # fmt: skip
    told = posts(client, enter, path, **typed)
    assert "is in the register already" in told
    assert str(known.pk) in told
    again = posts(client, enter, path, **{**typed, "looked": "Brenda|Rudkin"})
    assert "The relationship is kept" in again
    assert Relationship.objects.get(kind="grandparent").other == tarrants.isla
    posts(client, enter, path, **{**typed, "looked": "Brenda|Rudkin"})
    assert Person.objects.filter(display_name="Brenda Rudkin").count() == 2
    assert Relationship.objects.filter(kind="grandparent").count() == 1


def test_an_open_address_at_a_protected_door_is_pointed_out_and_protected(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    enter("aisha")
    baby = a_person(tarrants.by, "Baby Tarrant")
    is_of(tarrants.kelly, baby, "parent", tarrants.by)
    door = lives(baby, tarrants.by)
    assert "Protect it for" not in page(client, enter, "aisha", at(tarrants.isla, "family/"))
    assert "Protect it for Baby Tarrant too" in page(
        client, enter, "tom", at(tarrants.isla, "family/")
    )
    for _ in range(2):
        posts(client, enter, at(tarrants.isla, f"protect/{door.pk}/"), "tom")
    door.refresh_from_db()
    assert door.confidential


@pytest.mark.parametrize("who", ["ravi"])
def test_who_may_only_read_is_offered_nothing_to_write(
    tarrants: Tarrants, enter: Enter, client: Client, who: str
) -> None:
    told = page(client, enter, who, at(tarrants.isla))
    assert "add/name" not in told
    assert client.get(at(tarrants.isla, "add/name/")).status_code == 403


def test_a_name_entered_in_error_finds_nobody_and_the_right_one_shows(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    typed = {"kind": "legal", "given": "Ayla", "family": "Tarrant", "source": "Kelly"}
    posts(client, enter, at(tarrants.isla, "add/name/"), **typed)
    wrong = PersonName.objects.get(given="Isla")
    enter_in_error(wrong, "The school misheard her name", by=enter("aisha"))
    tarrants.isla.refresh_from_db()
    assert tarrants.isla.display_name == "Ayla Tarrant"


def test_no_address_stands_in_an_address(tarrants: Tarrants, enter: Enter, client: Client) -> None:
    told = page(client, enter, "tom", at(tarrants.isla, "family/"))
    links = [part.partition('"')[0] for part in told.split('href="')[1:]]
    assert not [link for link in links if DOOR[0].split()[1] in link or "Tarrant" in link]


def test_a_birth_date_is_corrected_on_its_page_and_the_old_one_can_be_read(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    isla = tarrants.isla
    form = page(client, enter, "aisha", at(isla, "add/life/"))
    assert "Keep it" in form
    typed = {"birth_date-day": "1", "birth_date-month": "2", "birth_date-year": "2018", "sex": "F"}
    typed |= {"source": "birth certificate", "version": str(isla.version)}
    refused = posts(client, enter, at(isla, "add/life/"), **(typed | {"birth_date-year": "2031"}))
    assert "in the future" in refused
    assert "birth certificate" in refused
    kept = posts(client, enter, at(isla, "add/life/"), **typed)
    assert "Born 1 February 2018" in kept
    assert "before: born" in kept


def test_the_page_of_a_birth_leads_back_once_the_child_is_born(
    tarrants: Tarrants, enter: Enter, client: Client
) -> None:
    client.force_login(User.objects.get(pk=enter("aisha").user))
    assert client.get(at(tarrants.isla, "birth/")).status_code == 302

"""A contact that only named people may know of: an allegation, the death of a child (P27, `roles.md` §4)."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client

from openmash.config.rows import POLICIES
from openmash.core.actor import system_actor
from openmash.core.refusals import NotFound, NotReady
from openmash.foundation.access.models import Attachment, RoleHolding, User
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.colleagues.held import Leaving, shelves
from openmash.foundation.ledger.commands import record
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.access import get_contact, get_own_contact, visible_to
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.commands.restricting import change_readers
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact, RestrictedContact, UrgencyRating
from openmash.frontdoor.contacts.queries.restricted_list import restricted_to
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry, only_child, rated
from openmash.frontdoor.pathways.commands import (
    TASK,
    end_pathway,
    note_pathway,
    note_restricted,
    take_back_pathway,
)
from openmash.frontdoor.pathways.kinds import Finding, Kind
from openmash.frontdoor.pathways.models import SpecialPathway
from openmash.frontdoor.pathways.rules import Noted
from openmash.frontdoor.ways.tests.builders import taken
from tests.fixtures import Enter

KNOWN = "The school rang: a teaching assistant held her by the wrist"
ALLEGATION = Noted(Kind.POSITION_OF_TRUST, KNOWN)
DEATH = Noted(Kind.CHILD_DEATH, "The hospital rang at six this morning")
OUTSIDE = ("priya", "grace", "ravi", "carol")  # of the hub or with its reach, and not named


def user(name: str) -> str:
    return str(User.objects.get(email=f"{name}@openmash.example").pk)


def restricted(enter: Enter, noted: Noted = ALLEGATION) -> Contact:
    """A screened worry that Aisha restricts to herself, Meera and Tom, and Thea if it is an allegation;
    leaves her on stage."""
    contact = a_sent_worry(enter)
    by = enter("aisha")
    contact = screening.take_up(Contact.objects.get(pk=contact.pk), by=by)
    rated(enter, contact)
    officer = [user("thea")] if noted is ALLEGATION else []
    named = [by.user, user("meera"), user("tom"), *officer]
    note_restricted(contact, noted, named, by=enter("aisha"))
    return Contact.objects.get(pk=contact.pk)


def test_whoever_is_not_named_finds_nothing(enter: Enter) -> None:
    """S5: not in a list, not by its reference, not in the database."""
    contact = restricted(enter)
    for name in OUTSIDE:
        by = enter(name)
        assert not Contact.objects.filter(pk=contact.pk).exists(), name
        assert not visible_to(by).filter(pk=contact.pk).exists(), name
        with pytest.raises(NotFound):
            get_contact(by, contact.reference)
    for name in ("aisha", "meera"):
        assert get_contact(enter(name), contact.reference).pk == contact.pk
    assert get_own_contact(enter("ruth"), contact.reference).pk == contact.pk


def test_no_table_of_the_contact_shows_a_row_to_whoever_is_not_named(enter: Enter) -> None:
    """Every table that has a row of a contact, by walking them: a new one cannot be forgotten."""
    contact = restricted(enter)
    child = only_child(contact)
    keys = {"contact_id": contact.pk, "child_id": child.pk}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name IN ('contact_id', 'child_id')"
        )
        of_contact = [row for row in cursor.fetchall() if row[0] in POLICIES]

        def seen() -> set[str]:
            found = set()
            for table, column in of_contact:
                cursor.execute(
                    f"SELECT count(*) FROM {table} WHERE {column} = %s",
                    [keys[column]],
                )
                if cursor.fetchone()[0]:
                    found.add(table)
            return found

        enter("meera")
        held = seen()
        assert {"contacts_answer", "contacts_urgencyrating", "pathways_specialpathway"} <= held
        for name in OUTSIDE:
            enter(name)
            assert seen() == set(), name


def test_the_database_keeps_the_list_of_what_is_restricted(enter: Enter) -> None:
    contact = restricted(enter)
    assert RestrictedContact.objects.filter(pk=contact.pk).exists()
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        RestrictedContact.objects.all().delete()
    one = SpecialPathway.objects.get(contact=contact)
    take_back_pathway(one, "It was another school, and nobody is accused", by=enter("meera"))
    assert not RestrictedContact.objects.filter(pk=contact.pk).exists()
    assert get_contact(enter("priya"), contact.reference).readers is None
    assert UrgencyRating.objects.filter(contact=contact).exists()


def test_the_designated_officer_reads_it_and_says_what_came_of_it(enter: Enter) -> None:
    """C32: the task is theirs and due in one working day; they reach no other contact."""
    other = a_sent_worry(enter)
    contact = restricted(enter)
    task = Task.objects.get(kind=TASK)
    assert (str(task.for_user_id), task.due_at is not None) == (user("thea"), True)
    by = enter("thea")
    assert get_contact(by, contact.reference).pk == contact.pk
    assert [one.reference for one in restricted_to(by)] == [contact.reference]
    with pytest.raises(NotFound):
        get_contact(by, other.reference)
    one = SpecialPathway.objects.get(contact=contact)
    with pytest.raises(NotReady, match="what came of the allegation"):
        end_pathway(one, "The meeting was held", by=by)
    end_pathway(one, "The meeting was held", Finding.UNFOUNDED, by=by)
    one.refresh_from_db()
    assert (one.state, one.finding) == ("ended", "unfounded")
    assert Contact.objects.get(pk=contact.pk).readers, "it stays restricted for good"


@pytest.mark.parametrize(
    ("named", "why"),
    [
        (("aisha", "meera", "tom"), "designated officer"),
        (("meera", "tom", "thea"), "Name yourself"),
        (("aisha", "tom", "thea"), "a manager who can decide"),
        (("aisha", "meera", "thea"), "somebody else who can recommend"),
        (("aisha", "meera", "tom", "thea", "ruth"), "Only people who work in this hub"),
    ],
)
def test_who_has_to_be_named(enter: Enter, named: tuple[str, ...], why: str) -> None:
    contact = a_sent_worry(enter)
    by = enter("aisha")
    with pytest.raises(NotReady, match=why):
        note_restricted(contact, ALLEGATION, [user(one) for one in named], by=by)
    assert Contact.objects.get(pk=contact.pk).readers is None


def test_where_there_is_no_designated_officer_the_hub_goes_on_without(enter: Enter) -> None:
    RoleHolding.objects.filter(role=Role.LADO).update(ends_at=enter("sam").at)
    contact, by = a_sent_worry(enter), enter("aisha")
    named = [by.user, user("meera"), user("tom")]
    note_restricted(contact, ALLEGATION, named, by=by)
    assert str(Task.objects.get(kind=TASK).for_user_id) in named


def test_whoever_still_writes_down_a_call_is_not_shut_out(enter: Enter) -> None:
    """Their next word would be lost."""
    contact, tom = taken(enter("aisha")), enter("tom")
    named = [tom.user, user("meera"), user("grace")]
    with pytest.raises(NotReady, match="still writes down"):
        note_restricted(contact, DEATH, named, by=tom)
    note_restricted(contact, DEATH, [*named, user("aisha")], by=tom)


def test_a_child_in_danger_stays_before_the_hub_until_somebody_who_is_named_has_it(
    enter: Enter,
) -> None:
    """Restricted and taken by nobody, the rest of the hub would not see the danger any more."""
    contact = a_draft(enter, A3="not_safe")
    tom = enter("tom")
    react_to_pending(at=tom.at, partnership=tom.partnership)
    tom = enter("tom")
    named = [tom.user, user("meera"), user("grace")]
    with pytest.raises(NotReady, match="take it up first"):
        note_restricted(contact, DEATH, named, by=tom)
    contact = screening.take_up(Contact.objects.get(pk=contact.pk), by=enter("aisha"))
    with pytest.raises(NotReady, match="take it up first"):
        note_restricted(contact, DEATH, named, by=enter("tom"))
    assert Task.objects.filter(kind__startswith="danger").exists()
    note_restricted(contact, DEATH, [*named, user("aisha")], by=enter("tom"))


def test_a_task_for_a_role_that_is_not_named_is_a_managers(enter: Enter) -> None:
    """Not the designated officer’s, who could not do it."""
    contact = restricted(enter)
    for role in (Role.MASH_SCREEN, Role.DUTY_SW, Role.EDT):
        wanted = Wanted(f"test.{role}", "Do it", contact.subject, contact.hub_path,
                        for_agency="brackenford-council", for_role=role)  # fmt: skip
        whose = str(raise_task(wanted, by=enter("aisha")).for_user_id)
        assert whose == user("aisha" if role is Role.MASH_SCREEN else "meera"), role


def test_agencies_were_asked_about_it_already(enter: Enter) -> None:
    contact, by = a_sent_worry(enter), enter("meera")
    record(ContactEvent.ENQUIRY_OPENED, by=by, subject=contact.subject)
    with pytest.raises(NotReady, match="a contact of its own"):
        note_restricted(contact, DEATH, [by.user, user("tom")], by=by)


def test_what_only_named_people_may_know_is_not_noted_in_the_open(enter: Enter) -> None:
    contact, by = a_sent_worry(enter), enter("tom")
    with pytest.raises(NotReady, match="say who"):
        note_pathway(contact, DEATH, by=by)
    assert not SpecialPathway.objects.exists()


def test_its_tasks_are_put_before_one_who_is_named(enter: Enter) -> None:
    """A manager who is not named would find nothing behind the task."""
    contact = restricted(enter, DEATH)
    task = Task.objects.get(kind=TASK)
    assert str(task.for_user_id) == user("meera")
    assert not Task.objects.filter(path__startswith=contact.hub_path, for_user=None).exists()


def test_others_are_named_and_one_is_taken_off(enter: Enter) -> None:
    contact = restricted(enter, DEATH)
    meera = enter("meera")
    contact = Contact.objects.get(pk=contact.pk)
    with pytest.raises(NotReady, match="already"):
        change_readers(contact, contact.readers or [], "Grace leads the review of it", by=meera)
    named = [meera.user, user("grace"), user("tom")]
    change_readers(contact, named, "Grace leads the review, Aisha is done", by=meera)
    assert get_contact(enter("grace"), contact.reference)
    with pytest.raises(NotFound):
        get_contact(enter("aisha"), contact.reference)
    enter("meera")
    assert Contact.objects.get(pk=contact.pk).assigned_to_id is None


def test_it_is_handed_to_nobody_who_may_not_know(enter: Enter) -> None:
    contact = restricted(enter)
    with pytest.raises(NotReady, match="Only named people"):
        screening.hand_over(contact, user("priya"), "Please go on with it", by=enter("aisha"))


def test_a_designated_officer_who_is_taken_off_is_on_the_case_no_longer(enter: Enter) -> None:
    contact = restricted(enter)
    on_it = Attachment.objects.filter(subject=contact.subject, user_id=user("thea"), ends_at=None)
    assert on_it.exists()
    meera = enter("meera")
    change_readers(contact, [meera.user, user("tom")], "It is about somebody they know", by=meera)
    assert not on_it.exists()
    with pytest.raises(NotFound):
        get_contact(enter("thea"), contact.reference)


def test_a_second_pathway_is_noted_among_those_who_may_know(enter: Enter) -> None:
    contact = restricted(enter)
    note_pathway(contact, DEATH, by=enter("aisha"))
    first = SpecialPathway.objects.get(kind=Kind.POSITION_OF_TRUST)
    take_back_pathway(first, "It was another school, and nobody is accused", by=enter("meera"))
    assert Contact.objects.get(pk=contact.pk).readers, "the death is for named people, too"


def test_a_reader_who_leaves_leaves_it_to_the_others_and_never_to_nobody(enter: Enter) -> None:
    """Meera was the one manager who was named: the service manager is named by itself."""
    contact = restricted(enter, DEATH)
    by = system_actor("colleagues", partnership="brackenford", at=enter("meera").at)
    act_as(by)
    leaving = Leaving(user("meera"), "brackenford-council", frozenset({Role.MASH_MGR}))
    for shelf in shelves():
        shelf.let_go(leaving, "", by=by)
    assert set(Contact.objects.get(pk=contact.pk).readers or ()) == {
        user("aisha"),
        user("tom"),
        user("grace"),
    }
    assert get_contact(enter("grace"), contact.reference)
    assert str(Task.objects.get(kind=TASK).for_user_id) != user("meera")


def test_readers_are_changed_of_what_is_restricted_alone(enter: Enter) -> None:
    """Else it would be restricted without any of what restricting asks."""
    contact, meera = a_sent_worry(enter), enter("meera")
    with pytest.raises(NotReady, match="not restricted"):
        change_readers(contact, [meera.user, user("tom")], "They deal with it now", by=meera)


def test_the_officer_who_finds_that_it_was_none_is_led_where_they_can_go_on(
    enter: Enter, client: Client
) -> None:
    """Not to a contact that is the hub’s again, and gone for them."""
    contact = restricted(enter)
    enter("thea")
    client.force_login(User.objects.get(pk=user("thea")))
    path = f"/contacts/{contact.reference}/pathway/position_of_trust/"
    with time_machine.travel(enter("thea").at, tick=False):
        answer = client.post(
            path, {"how": "take_back", "outcome": "It was another school"}, follow=True
        )
    assert answer.status_code == 200
    assert "Kept" in answer.content.decode()
    enter("priya")
    assert Contact.objects.get(pk=contact.pk).readers is None

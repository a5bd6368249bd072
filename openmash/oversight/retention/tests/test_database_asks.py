"""The database asks for itself: whatever the application is made to write, nothing is destroyed wrongly.

Each test goes past our rules, as the application's own role, and calls the function that destroys.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.row_security import act_as_nobody
from openmash.foundation.ledger.commands import record
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging import commands as merging
from openmash.foundation.merging.tests.builders import WHY as SAME
from openmash.foundation.merging.tests.builders import a_record
from openmash.foundation.people.commands import relate
from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import RuleSetting
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.contacts.tests.builders import a_sent_worry
from openmash.frontdoor.decisions.tests.builders import a_pending
from openmash.oversight.retention import commands as do
from openmash.oversight.retention.database import kept_by_database
from openmash.oversight.retention.models import Destroying, Destruction, LegalHold
from openmash.oversight.retention.states import Class, Scope
from openmash.oversight.retention.tests.builders import HERE, a_closed
from tests.fixtures import Enter

WHY = "A public inquiry has asked that nothing is destroyed"
BORN = date(2000, 9, 20)
ADA = {"A1_name": "Ada", "A1_age": "1 May 2015"}


def proposed(enter: Enter) -> Destruction:
    return do.propose(Class.CONTACT, by=enter("ines"))


def signs(one: Destruction, by: Actor, **more: Any) -> None:
    """Past every rule of ours."""
    signed = {"settled_at": by.at, "settled_by": by.name, "settled_by_user": by.user}
    Destruction.objects.filter(pk=one.pk).update(state="carried_out", **{**signed, **more})


def destroy(one: Destruction) -> None:
    """By the database's own function, in the name of whoever acts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.destroy_proposed(%s)", [one.pk])


def is_refused(one: Destruction, why: str) -> None:
    before = Event.objects.exclude(facts=None).count()
    with pytest.raises(Error, match=why), transaction.atomic():
        destroy(one)
    assert Event.objects.exclude(facts=None).count() == before


def also(one: Destruction, contact: uuid.UUID) -> None:
    """A contact is slipped into the proposal."""
    [row] = one.records.all()[:1]
    row.pk, row.contact = uuid.uuid4(), contact
    row.save(force_insert=True)


def test_with_two_and_nothing_against_it_the_function_destroys(enter: Enter) -> None:
    """Else every refusal below might have another reason."""
    old = a_closed(enter)
    one = proposed(enter)
    signs(one, enter("grace"))
    destroy(one)
    enter("meera")
    assert not Contact.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize("key", ["ines", "grace"])
def test_nothing_that_waits_for_a_second_person(enter: Enter, key: str) -> None:
    a_closed(enter)
    one = proposed(enter)
    enter(key)
    is_refused(one, "by one person alone")


def test_nothing_that_another_has_signed(enter: Enter) -> None:
    a_closed(enter)
    one = proposed(enter)
    signs(one, enter("grace"))
    enter("ines")
    is_refused(one, "by one person alone")


def test_nobody_signs_what_they_proposed_nor_in_another_name(enter: Enter) -> None:
    a_closed(enter)
    one = proposed(enter)
    ines = enter("ines")
    with pytest.raises(IntegrityError, match="destruction_four_eyes"), transaction.atomic():
        signs(one, ines)
    with pytest.raises(Error, match="row-level security"), transaction.atomic():
        signs(one, ines, settled_by_user=str(uuid.uuid4()))
    with pytest.raises(Error, match="row-level security"), transaction.atomic():
        Destruction.objects.create(
            partnership_id=HERE, of_class="contact", rule={}, proposed_at=ines.at,
            proposed_by="Grace", proposed_by_user=enter("grace").user + "0",
        )  # fmt: skip


def test_nobody_is_both_by_writing_another_name_over_their_own(enter: Enter) -> None:
    """The ledger knows who proposed it, and cannot be changed."""
    a_closed(enter)
    one = proposed(enter)
    grace = enter("grace").user
    signs(one, enter("ines"), proposed_by_user=grace)
    is_refused(one, "by one person alone")


@pytest.mark.parametrize("role", ["MASH_MGR", "SYSTEM", ""])
def test_in_no_other_role(enter: Enter, role: str) -> None:
    a_closed(enter)
    one = proposed(enter)
    signs(one, enter("grace"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('openmash.role', %s, true)", [role])
    is_refused(one, "by one person alone")


def test_by_nobody(enter: Enter) -> None:
    a_closed(enter)
    one = proposed(enter)
    signs(one, enter("grace"))
    act_as_nobody()
    is_refused(one, "no such proposal")


def test_in_no_other_partnership(enter: Enter) -> None:
    a_closed(enter)
    one = proposed(enter)
    signs(one, enter("grace"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('openmash.partnership', 'oakmere', true)")
    is_refused(one, "no such proposal")


@pytest.mark.parametrize("how", ["ends_at", "suspended_since"])
def test_nobody_whose_role_has_ended_or_is_held(enter: Enter, how: str) -> None:
    a_closed(enter)
    one = proposed(enter)
    grace = enter("grace")
    yesterday = grace.at - timedelta(days=1)
    RoleHolding.objects.filter(user__pk=grace.user).update(**{how: yesterday})
    signs(one, grace)
    is_refused(one, "only those who govern")


def test_nothing_of_another_partnership(enter: Enter) -> None:
    theirs = a_sent_worry(enter, "kit")
    assert theirs.partnership_id != HERE
    a_closed(enter)
    one = proposed(enter)
    also(one, theirs.pk)
    signs(one, enter("grace"))
    is_refused(one, "another partnership")


def test_nothing_that_is_open(enter: Enter) -> None:
    new = a_pending(enter, at=datetime(2016, 5, 11, 10, 0, tzinfo=UTC))
    a_closed(enter)
    one = proposed(enter)
    also(one, new.pk)
    signs(one, enter("grace"))
    is_refused(one, "is open")


@pytest.mark.parametrize("why", ["a young child", "ended lately"])
def test_nothing_that_is_not_due(enter: Enter, why: str) -> None:
    """Also where a proposal says that it is."""
    at = datetime(2024, 5, 15, 10, 0, tzinfo=UTC)
    young = a_closed(enter, child=ADA) if why == "a young child" else a_closed(enter, at)
    a_closed(enter)
    one = proposed(enter)
    also(one, young.pk)
    signs(one, enter("grace"))
    is_refused(one, "not due")


def test_nothing_whose_day_has_not_come(enter: Enter) -> None:
    a_closed(enter)
    one = proposed(enter)
    later = (enter("ines").at + timedelta(days=2)).date()
    Destroying.objects.filter(destruction=one).update(due_on=later)
    signs(one, enter("grace"))
    is_refused(one, "not due")


def test_nothing_without_a_rule(enter: Enter) -> None:
    a_closed(enter)
    one = proposed(enter)
    RuleSetting.objects.filter(key="retention-contact").update(value="six years")
    signs(one, enter("grace"))
    is_refused(one, "No rule")


def test_without_a_rule_nothing_is_said_of_when_it_is_due(enter: Enter) -> None:
    """Also where its proposal names a day to come: no rule says so any longer."""
    a_closed(enter)
    one = proposed(enter)
    Destroying.objects.filter(destruction=one).update(
        due_on=(enter("ines").at + timedelta(days=2)).date()
    )
    RuleSetting.objects.filter(key="retention-contact").update(value="six years")
    [said] = kept_by_database(one, london_day(enter("ines").at)).values()
    assert "No rule" in said
    assert "not due" not in said


def test_nothing_that_was_touched_since(enter: Enter) -> None:
    old = a_closed(enter)
    one = proposed(enter)
    meera = enter("meera")
    Contact.objects.filter(pk=old.pk).update(last_saved_at=meera.at + timedelta(seconds=1))
    signs(one, enter("grace"))
    is_refused(one, "happened to it since")


def test_nothing_without_its_duplicates(enter: Enter) -> None:
    old = a_closed(enter)
    one = proposed(enter)
    late = a_closed(enter)
    Contact.objects.filter(pk=late.pk).update(duplicate_of=old)
    signs(one, enter("grace"))
    is_refused(one, "duplicate of it is left")


def test_nothing_is_added_once_it_is_signed(enter: Enter) -> None:
    """Nor by anybody but whoever proposed it."""
    old = a_closed(enter)
    one = proposed(enter)
    grace = enter("grace")
    with pytest.raises(Error, match="row-level security"), transaction.atomic():
        also(one, uuid.uuid4())
    signs(one, grace)
    enter("ines")
    with pytest.raises(Error, match="row-level security"), transaction.atomic():
        also(one, uuid.uuid4())
    with pytest.raises(Error, match="row-level security"), transaction.atomic():
        one.records.update(kept_because="It was left")
    assert [row.contact for row in one.records.all()] == [old.pk]


def _linked(enter: Enter, contact: Contact) -> Person:
    person = a_record(enter("hal"))
    meera = enter("meera")
    Person.objects.filter(pk=person.pk).update(birth_date=BORN)
    ContactChild.objects.filter(contact=contact).update(person=person, linked_at=meera.at)
    return person


def test_nothing_with_a_restricted_child(enter: Enter) -> None:
    old = a_closed(enter)
    person = _linked(enter, old)
    one = proposed(enter)
    meera = enter("meera")
    merging.restrict(person, "sealed", [meera.user], SAME, by=meera)
    signs(one, enter("grace"))
    is_refused(one, "restricted")


On = Callable[[Enter, Contact, Person], str]


def _twin(enter: Enter, _: Contact, person: Person) -> str:
    twin = a_record(enter("hal"), "Orla", "Fairclogh")
    enter("meera")
    Person.objects.filter(pk=twin.pk).update(birth_date=BORN)
    merging.join(person, twin, SAME, by=enter("hal"))
    return str(twin.pk)


def _father(enter: Enter, _: Contact, person: Person) -> str:
    father = a_record(enter("hal"), "Sean", "Fairclough")
    relate(father, person, "parent", source="school", by=enter("hal"))
    return str(father.pk)


HELD: list[tuple[Scope, On]] = [
    (Scope.ALL, lambda *_: ""),
    (Scope.CLASS, lambda *_: "contact"),
    (Scope.CONTACT, lambda _, contact, __: contact.reference),
    (Scope.PERSON, lambda _, __, person: str(person.pk)),
    (Scope.PERSON, _twin),
    (Scope.PERSON, _father),
]


@pytest.mark.parametrize(
    ("scope", "on"), HELD, ids=[f"{one}{n}" for n, (one, _) in enumerate(HELD)]
)
def test_nothing_that_is_held(enter: Enter, scope: Scope, on: On) -> None:
    """By the rule, and by the database for itself; a hold on a father covers what is kept of his child."""
    old = a_closed(enter)
    key = on(enter, old, _linked(enter, old))
    one = proposed(enter)
    do.place_hold(do.NewHold(scope, key, WHY), by=enter("ines"))
    with transaction.atomic():
        signs(one, enter("grace"))
        is_refused(one, "legal hold")
        transaction.set_rollback(True)
    done = do.carry_out(one, by=enter("grace"))
    assert ["Legal hold" in row.kept_because for row in done.records.all()] == [True]
    enter("meera")
    assert Contact.objects.filter(pk=old.pk).exists()


def test_nobody_places_or_lifts_a_hold_in_another_name(enter: Enter) -> None:
    hold = do.place_hold(do.NewHold(Scope.ALL, "", WHY), by=enter("ines"))
    ines = enter("ines")
    lifted = {"state": "lifted", "lifted_at": ines.at, "lifted_by": "Grace"}
    with pytest.raises(Error, match="row-level security"), transaction.atomic():
        LegalHold.objects.filter(pk=hold.pk).update(**lifted, lifted_by_user=str(uuid.uuid4()))


def test_the_line_of_another_record_that_names_it_keeps_its_words(enter: Enter) -> None:
    """What is kept of one contact must not lose its reason because a destroyed one is named there."""
    old, kept = a_closed(enter), a_closed(enter, child=ADA)
    by, about = enter("meera"), [old.subject]
    record(ContactEvent.HANDED_OVER, by=by, subject=kept.subject, about=about, facts={"kept": 1})
    do.carry_out(proposed(enter), by=enter("grace"))
    line = Event.objects.get(subject=kept.subject, about__contains=[old.subject])
    assert line.facts == {"kept": 1}

"""What is due, what is held, and who may know: by reference, as the system reads it (`data.md` §7)."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.refusals import NotAllowed, NotFound, NotReady
from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging import commands as merging
from openmash.foundation.merging.tests.builders import WHY as SAME
from openmash.foundation.merging.tests.builders import a_record
from openmash.foundation.reference.models import RuleSetting
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.oversight.retention import commands as do
from openmash.oversight.retention.models import LegalHold
from openmash.oversight.retention.queries import explain, simulate
from openmash.oversight.retention.states import Class, Scope
from openmash.oversight.retention.tests.builders import GROWN_UP, a_closed
from tests.fixtures import Enter

WHY = "A public inquiry has asked that nothing is destroyed"
LATER = datetime(2019, 4, 3, 10, 0, tzinfo=UTC)


def references(enter: Enter, who: str = "ines", *, held: bool = False) -> list[str]:
    found = simulate(by=enter(who))
    return [one.record.reference for one in found.found if bool(one.held) == held]


def browser(client: Client, key: str) -> Client:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


def test_what_is_due_is_found_by_reference(enter: Enter) -> None:
    old = a_closed(enter)
    a_closed(enter, child={"A1_name": "Ada Fairclough", "A1_age": "1 May 2015"})  # 25 in 2040
    a_closed(
        enter, outcome="STRATEGY", level=4, next_step="Call the strategy discussion"
    )  # 35 years
    found = simulate(by=enter("ines"))
    assert [one.record.reference for one in found.found] == [old.reference]
    assert [len(found.of(Class.CONTACT, day)) for day in (found.today, found.in_a_year)] == [1, 1]
    assert found.all_contacts == 3


def test_within_a_year_is_told_apart_from_today(enter: Enter) -> None:
    a_closed(enter, child={**GROWN_UP, "A1_age": "4 May 2002"})  # 25 in May 2027
    found = simulate(by=enter("ines"))
    assert [len(found.of(Class.CONTACT, day)) for day in (found.today, found.in_a_year)] == [0, 1]


def test_one_record_says_why_and_from_when_without_a_name(enter: Enter) -> None:
    old = a_closed(enter, LATER)
    one = explain(old.reference, by=enter("ines"))
    assert one.due.on == date(2025, 10, 1)
    said = " ".join(one.due.because)
    assert "Ended in April 2019; kept 6 years" in said
    assert "The youngest child would be 25 in September 2025" in said
    assert "Orla" not in said
    assert ReadLog.objects.filter(
        subject=f"retention:{old.reference}", about__contains=[old.subject]
    ).exists()


def test_an_open_contact_and_a_draft(enter: Enter) -> None:
    old = a_closed(enter)
    Contact.objects.filter(pk=old.pk).update(state="feedback_sent", closed_at=None)
    assert references(enter) == []
    assert "open" in " ".join(explain(old.reference, by=enter("ines")).due.because)
    enter("ruth")
    Contact.objects.filter(pk=old.pk).update(state="draft")
    with pytest.raises(NotFound):
        explain(old.reference, by=enter("ines"))


def test_duplicates_go_with_what_they_duplicate(enter: Enter) -> None:
    """One record: due when the last of them is, held when one of them is, and never one alone."""
    old, late = a_closed(enter), a_closed(enter, LATER)
    Contact.objects.filter(pk=late.pk).update(duplicate_of=old)
    found = simulate(by=enter("ines")).found
    assert [one.record.contacts for one in found] == [(old.pk, late.pk)]
    enter("meera")
    Contact.objects.filter(pk=late.pk).update(state="duplicate_of", closed_at=None)
    assert references(enter) == []
    one = explain(late.reference, by=enter("ines"))
    assert one.record.reference == old.reference
    assert one.due.on is None


def test_the_register_knows_a_later_birth_and_a_flag(enter: Enter) -> None:
    old = a_closed(enter)
    person = a_record(enter("hal"))
    enter("meera")
    child = ContactChild.objects.filter(contact=old)
    child.update(person=person, linked_at=old.closed_at)
    type(person).objects.filter(pk=person.pk).update(birth_date=date(2010, 1, 1))
    assert references(enter) == []
    assert explain(old.reference, by=enter("ines")).due.on == date(2035, 2, 1)


def test_a_restricted_child_is_nobodys_to_destroy_here(enter: Enter) -> None:
    old, person = a_closed(enter), a_record(enter("hal"))
    meera = enter("meera")
    ContactChild.objects.filter(contact=old).update(person=person, linked_at=old.closed_at)
    merging.restrict(person, "sealed", [meera.user], SAME, by=meera)
    one = explain(old.reference, by=enter("ines"))
    assert one.due.on is None
    assert "restricted" in " ".join(one.due.because)


def test_without_a_rule_everything_is_kept(enter: Enter) -> None:
    a_closed(enter)
    RuleSetting.objects.filter(key="retention-contact").update(value={"years": "six"})
    assert references(enter) == []


def test_a_partnership_sets_its_own_rule(enter: Enter) -> None:
    a_closed(enter)
    RuleSetting.objects.filter(key="retention-contact").update(value={"years": 20})
    assert references(enter) == []


@pytest.mark.parametrize("scope", list(Scope))
def test_what_is_held_shows_as_held(enter: Enter, scope: Scope) -> None:
    old, person = a_closed(enter), a_record(enter("hal"))
    twin = a_record(enter("hal"), "Orla", "Fairclogh")
    merging.join(person, twin, SAME, by=enter("hal"))
    enter("meera")
    ContactChild.objects.filter(contact=old).update(person=person, linked_at=old.closed_at)
    type(person).objects.update(birth_date=date(2000, 9, 20))
    on = {"contact": old.reference, "person": str(twin.pk), "class": "contact", "all": ""}[scope]
    hold = do.place_hold(do.NewHold(scope, on, WHY), by=enter("ines"))
    assert references(enter) == []
    assert references(enter, held=True) == [old.reference]
    with pytest.raises(NotReady, match="placed it yourself"):
        do.lift_hold(hold, "The inquiry is over", by=enter("ines"))
    do.lift_hold(hold, "The inquiry is over", by=enter("grace"))
    assert references(enter) == [old.reference]
    assert Event.objects.filter(name="retention.hold_lifted", subject=hold.subject).count() == 1


def test_a_hold_on_nothing_is_refused(enter: Enter) -> None:
    for scope, on in (("contact", "BR-00-0000"), ("person", "no number"), ("class", "nothing")):
        with pytest.raises(NotReady):
            do.place_hold(do.NewHold(Scope(scope), on, WHY), by=enter("ines"))


def test_the_database_refuses_that_one_person_lifts_their_hold(enter: Enter) -> None:
    ines = enter("ines")
    hold = do.place_hold(do.NewHold(Scope.ALL, "", WHY), by=ines)
    with pytest.raises(IntegrityError, match="hold_lifted_by_another"), transaction.atomic():
        LegalHold.objects.filter(pk=hold.pk).update(
            state="lifted", lifted_at=ines.at, lifted_by="Ines", lifted_by_user=ines.user
        )


@pytest.mark.parametrize("key", ["tom", "meera", "hal", "sam", "col", "ruth", "carol"])
def test_nobody_else_is_told(enter: Enter, key: str) -> None:
    old = a_closed(enter)
    do.place_hold(do.NewHold(Scope.ALL, "", WHY), by=enter("ines"))
    with pytest.raises(NotAllowed):
        simulate(by=enter(key))
    with pytest.raises(NotAllowed):
        explain(old.reference, by=enter(key))
    with pytest.raises(NotAllowed):
        do.place_hold(do.NewHold(Scope.ALL, "", WHY), by=enter(key))
    assert LegalHold.objects.count() == 0  # the database hides them as well


def test_the_auditor_still_sees_no_contact_afterwards(enter: Enter) -> None:
    """What was read as the system is read for the answer alone."""
    a_closed(enter)
    ines = enter("ines")
    simulate(by=ines)
    assert Contact.objects.count() == 0
    act_as(ines)


def test_pages_and_files_hold_references_and_no_name(enter: Enter, client: Client) -> None:
    old = a_closed(enter)
    ines = browser(client, "ines")
    for path in ("", "records/?class=contact&when=today", f"records/{old.reference}/", "?as=csv",
                 "records/?when=today&as=csv"):  # fmt: skip
        answer = ines.get(f"/retention/{path}")
        assert answer.status_code == 200, path
        text = answer.content.decode()
        assert "Orla" not in text
        assert "Fairclough" not in text
    rows = list(csv.reader(StringIO(text)))
    assert [row[0] for row in rows[2:]] == [old.reference]


def test_many_records_cost_no_more_statements_than_one(enter: Enter) -> None:
    a_closed(enter)
    ines = enter("ines")
    with CaptureQueriesContext(connection) as one:
        simulate(by=ines)
    for _ in range(3):
        a_closed(enter)
    ines = enter("ines")
    with CaptureQueriesContext(connection) as many:
        found = simulate(by=ines)
    assert len(found.found) == 4
    assert len(many) == len(one)

"""Two people, a certificate, and nothing that is held or open: by the rule and by the database (§7)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.access.models import User
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.verify import findings
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.models import Answer, Contact, ContactChild
from openmash.oversight.retention import commands as do
from openmash.oversight.retention.models import Destroying, Destruction
from openmash.oversight.retention.states import Class, Scope
from openmash.oversight.retention.tests.builders import HERE, a_closed
from tests.fixtures import Enter

WHY = "A public inquiry has asked that nothing is destroyed"


def proposed(enter: Enter, who: str = "ines") -> Destruction:
    return do.propose(Class.CONTACT, by=enter(who))


def test_one_proposes_and_another_has_it_destroyed(enter: Enter) -> None:
    old, kept = a_closed(enter), a_closed(enter, child={"A1_name": "Ada", "A1_age": "1 May 2015"})
    one = proposed(enter)
    [task] = Task.objects.filter(about=one.subject)
    assert (task.for_role, task.state) == ("SVC_MGR", "open")
    assert "Orla" not in task.title
    do.carry_out(one, by=enter("grace"))
    enter("meera")
    assert list(Contact.objects.values_list("pk", flat=True)) == [kept.pk]
    assert not ContactChild.objects.filter(contact_id=old.pk).exists()
    assert not Answer.objects.filter(contact_id=old.pk).exists()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    task.refresh_from_db()
    assert task.state != "open"
    assert findings(HERE, []) == []


def test_the_certificate_stays(enter: Enter) -> None:
    old = a_closed(enter)
    one = do.carry_out(proposed(enter), by=enter("grace"))
    one.refresh_from_db()
    assert (one.proposed_by, one.settled_by) == ("Ines Calder", "Grace Oyelaran")
    assert one.rule["years"] == 6
    assert "Devon" in one.rule["source"]
    assert one.rows["contacts_contact"] == 1
    [row] = one.records.all()
    assert (row.reference, row.contact, row.kept_because) == (old.reference, old.pk, "")
    assert any("kept 6 years" in why for why in row.because)


def test_the_ledger_keeps_who_and_when_and_no_why(enter: Enter) -> None:
    old = a_closed(enter)
    before = set(Event.objects.filter(subject=old.subject).values_list("pk", flat=True))
    do.carry_out(proposed(enter), by=enter("grace"))
    after = Event.objects.filter(subject=old.subject)
    assert {one.pk for one in after} == before
    assert {(one.facts, one.reason) for one in after} == {(None, None)}
    assert all(one.user_name and one.name for one in after)
    done = Event.objects.get(name="retention.destroyed")
    assert (done.facts, done.user_name) == ({"destroyed": 1}, "Grace Oyelaran")


@pytest.mark.parametrize("first", ["ines", "grace"])
def test_nobody_settles_what_they_proposed(enter: Enter, first: str) -> None:
    a_closed(enter)
    one = proposed(enter, first)
    with pytest.raises(NotReady, match="somebody else decides"):
        do.carry_out(one, by=enter(first))
    with pytest.raises(NotReady, match="somebody else decides"):
        do.refuse(one, "Not yet", by=enter(first))


@pytest.mark.parametrize("key", ["meera", "tom", "hal", "sam", "col"])
def test_nobody_else_proposes_or_destroys(enter: Enter, key: str) -> None:
    a_closed(enter)
    one = proposed(enter)
    with pytest.raises(NotAllowed):
        do.propose(Class.CONTACT, by=enter(key))
    with pytest.raises(NotAllowed):
        do.carry_out(one, by=enter(key))


@pytest.mark.parametrize("scope", [Scope.ALL, Scope.CLASS, Scope.CONTACT])
def test_what_is_held_meanwhile_stays(enter: Enter, scope: Scope) -> None:
    """A hold that comes between proposal and act is seen on the day."""
    old = a_closed(enter)
    one = proposed(enter)
    on = {Scope.CLASS: "contact", Scope.CONTACT: old.reference}.get(scope, "")
    do.place_hold(do.NewHold(scope, on, WHY), by=enter("ines"))
    do.carry_out(one, by=enter("grace"))
    [row] = Destroying.objects.filter(destruction=one)
    assert "Legal hold" in row.kept_because
    enter("meera")
    assert Contact.objects.filter(pk=old.pk).exists()


def test_what_was_opened_again_stays(enter: Enter) -> None:
    old, gone = a_closed(enter), a_closed(enter)
    one = proposed(enter)
    enter("meera")
    Contact.objects.filter(pk=old.pk).update(state="decision_pending", closed_at=None)
    do.carry_out(one, by=enter("grace"))
    kept = {row.reference: row.kept_because for row in Destroying.objects.filter(destruction=one)}
    assert kept[gone.reference] == ""
    assert "open" in kept[old.reference]
    enter("meera")
    assert list(Contact.objects.values_list("pk", flat=True)) == [old.pk]


def test_a_duplicate_that_came_meanwhile_keeps_both(enter: Enter) -> None:
    old = a_closed(enter)
    one = proposed(enter)
    late = a_closed(enter)
    Contact.objects.filter(pk=late.pk).update(duplicate_of=old)
    do.carry_out(one, by=enter("grace"))
    enter("meera")
    assert Contact.objects.filter(pk__in=(old.pk, late.pk)).count() == 2


def test_refused_it_stays_and_can_be_proposed_again(enter: Enter) -> None:
    old = a_closed(enter)
    one = proposed(enter)
    with pytest.raises(NotReady, match="proposed already"):
        proposed(enter)
    do.refuse(one, "The family asks for it next month", by=enter("grace"))
    enter("meera")
    assert Contact.objects.filter(pk=old.pk).exists()
    assert proposed(enter).records.count() == 1


def test_nothing_due_is_nothing_to_propose(enter: Enter) -> None:
    with pytest.raises(NotReady, match="Nothing of this class is due"):
        proposed(enter)


def test_by_the_pages(enter: Enter, client: Client) -> None:
    old = a_closed(enter)
    client.force_login(User.objects.get(email="ines@openmash.example"))
    answer = client.post("/retention/", {"class": "contact"}, follow=True)
    assert old.reference in answer.content.decode()
    assert "You proposed it yourself" in answer.content.decode()
    path = answer.redirect_chain[-1][0]
    client.force_login(User.objects.get(email="grace@openmash.example"))
    assert "Say why they are kept" in client.post(path, {"answer": "refuse"}).content.decode()
    done = client.post(path, {"answer": "destroy"}, follow=True).content.decode()
    assert "Certificate of destruction: 1 contact" in done
    assert "Orla" not in done
    assert client.get(f"/contacts/{old.reference}/").status_code == 404
    assert client.post(path, {"answer": "destroy"}).status_code == 409  # pressed twice

"""Which other contacts count, wherever they are counted; and that looking at them is written down."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.test import Client

from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.people.queries import candidates
from openmash.frontdoor.contacts.commands import linking, screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.before import counts, earlier_contacts
from openmash.frontdoor.contacts.queries.screening import wanted
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry, only_child
from openmash.frontdoor.decisions.queries.case import gather
from openmash.frontdoor.decisions.tests.builders import a_pending
from tests.fixtures import Enter

YEARS = timedelta(days=3 * 365)


def test_the_tray_the_page_and_the_decision_count_the_same_contacts_whenever_asked(
    enter: Enter, monday: datetime
) -> None:
    """P1 R3: twelve months back from when the worry came, not from when somebody looks."""
    a_sent_worry(enter, "nell", at=monday - timedelta(days=370))
    one = a_sent_worry(enter, "nell", at=monday - timedelta(days=360))
    contact = a_pending(enter)
    for at in (monday, monday + YEARS):
        by = enter("tom", at=at)
        children = list(contact.children.all())
        assert counts(children, by=by) == {contact.pk: 1}
        assert earlier_contacts(contact, children, by=by) == [one]
        assert [e.reference for e in gather(contact, by=by).earlier] == [one.reference]


def test_whose_lines_stood_on_the_page_is_in_the_read_log(enter: Enter, client: Client) -> None:
    """A line about another child is a look at that child's record."""
    street = {"A1_address": "14 Mill Row", "A1_postcode": "BF3 7QX"}
    near = a_sent_worry(
        enter, "nell", child={"A1_name": "Ebo Quist", "A1_age": "3 May 2020", **street}
    )
    aisha = enter("aisha")
    screening.take_up(near, by=aisha)
    linking.create_and_link(only_child(near), uuid.uuid4(), by=aisha)
    before = a_sent_worry(enter, "nell")
    contact = a_pending(enter, child=street)
    assert _listed(client, enter, f"/contacts/{contact.reference}/") == {
        near.subject, before.subject, f"person:{only_child(near).person_id}"
    }  # fmt: skip
    assert _listed(client, enter, f"/contacts/{contact.reference}/decision/") == {before.subject}


def test_asking_the_register_about_a_child_it_does_not_know_is_written_down(enter: Enter) -> None:
    child = only_child(a_sent_worry(enter))
    assert candidates(wanted(child), by=enter("aisha"), subject=child.subject) == []
    line = ReadLog.objects.get(action="search")
    assert (line.subject, line.about) == (child.subject, [])


def test_a_sender_who_looks_at_what_was_sent_leaves_a_line_and_one_who_writes_does_not(
    enter: Enter, client: Client
) -> None:
    draft, sent = a_draft(enter), a_sent_worry(enter)
    assert _looked(client, enter, draft) == set()
    assert _looked(client, enter, sent) == {sent.subject}


def _looked(client: Client, enter: Enter, contact: Contact) -> set[str]:
    client.force_login(User.objects.get(pk=enter("ruth").user))
    assert client.get(f"/worries/{contact.reference}/check/").status_code in {200, 302}
    enter("ruth")
    return set(ReadLog.objects.filter(action="view").values_list("subject", flat=True))


def _listed(client: Client, enter: Enter, path: str) -> set[str]:
    known = set(ReadLog.objects.values_list("pk", flat=True))
    client.force_login(User.objects.get(pk=enter("tom").user))
    assert client.get(path).status_code == 200
    enter("tom")
    new = ReadLog.objects.filter(action="list").exclude(pk__in=known)
    return {subject for line in new for subject in line.about}

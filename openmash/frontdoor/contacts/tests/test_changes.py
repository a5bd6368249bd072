"""What the hub has read cannot be rewritten without a trace (P1, eMARF §9.7)."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from openmash.core.refusals import NotReady
from openmash.foundation.access.models import User
from openmash.foundation.ledger.models import Event
from openmash.frontdoor.contacts.commands import drafting
from openmash.frontdoor.contacts.models import Contact, EarlierAnswer
from openmash.frontdoor.contacts.queries.changes import changes_of
from openmash.frontdoor.contacts.rules.writing import Turn, turn_of, why_not_taken_off
from openmash.frontdoor.contacts.tests.builders import a_draft, only_child
from tests.fixtures import Enter


def in_danger(enter: Enter) -> Contact:
    """Sent at once; its writer goes on."""
    return a_draft(enter, A3="not_safe")


def names(contact: Contact) -> list[str]:
    rows = Event.objects.filter(subject=contact.subject).order_by("at", "id")
    return list(rows.values_list("name", flat=True))


def test_before_it_is_sent_nothing_is_kept_of_what_stood_before(enter: Enter) -> None:
    """A draft is its writer's alone."""
    contact, by = a_draft(enter), enter("ruth")
    drafting.save_answers(contact, None, {"B3": "Other words"}, by=by)
    assert changes_of(contact) == []


def test_every_version_of_what_was_sent_is_kept_in_order(enter: Enter) -> None:
    contact, by = in_danger(enter), enter("ruth")
    for words in ("Second words.", "Third words.", ""):
        drafting.save_answers(contact, None, {"B3": words}, by=by)
    found = [(one.before, one.now) for one in changes_of(contact)]
    first = "She watches the door and cannot settle to anything."
    assert sorted(found) == sorted(
        [
            (first, "Second words."),
            ("Second words.", "Third words."),
            ("Third words.", "Taken out: nothing stands there now"),
        ]
    )
    assert names(contact).count("contact.answers_changed") == 3


def test_the_database_refuses_to_rewrite_what_stood_before(enter: Enter) -> None:
    contact, by = in_danger(enter), enter("ruth")
    drafting.save_answers(contact, None, {"B3": "Second words."}, by=by)
    kept = EarlierAnswer.objects.filter(contact=contact)
    with pytest.raises(ProgrammingError), transaction.atomic():
        kept.update(value="x")
    with pytest.raises(ProgrammingError), transaction.atomic():
        kept.delete()


def test_danger_said_over_is_an_event_and_takes_no_flag_away(enter: Enter) -> None:
    contact, by = in_danger(enter), enter("ruth")
    drafting.save_answers(contact, None, {"A3": "safe"}, by=by)
    contact.refresh_from_db()
    assert contact.immediate_danger
    assert "contact.danger_said_over" in names(contact)
    drafting.save_answers(contact, None, {"A3": "not_safe"}, by=by)
    assert "contact.danger_said_again" in names(contact)


def test_the_hub_sees_what_changed_when_and_what_stood_before(client: Client, enter: Enter) -> None:
    contact, by = in_danger(enter), enter("ruth")
    drafting.save_answers(contact, None, {"A3": "safe", "B3": "It was nothing."}, by=by)
    enter("aisha")
    client.force_login(User.objects.get(email="aisha@openmash.example"))
    page = client.get(f"/contacts/{contact.reference}/").content.decode()
    assert "Changed since it was sent" in page
    assert "Before: She watches the door" in page
    assert "no longer says that a child is in danger" in page
    assert "Immediate danger" in page


def test_a_child_the_hub_has_read_about_stays(enter: Enter) -> None:
    contact, by = in_danger(enter), enter("ruth")
    empty = drafting.add_child(contact, by=by)
    with pytest.raises(NotReady):
        drafting.remove_child(only_child(contact), by=by)
    drafting.remove_child(empty, by=by)


def test_who_may_be_taken_off_is_one_rule() -> None:
    assert why_not_taken_off(others=0, sent=False, written=False)
    assert why_not_taken_off(others=1, sent=True, written=True)
    assert why_not_taken_off(others=1, sent=True, written=False) is None
    assert why_not_taken_off(others=1, sent=False, written=True) is None


def test_only_danger_is_an_alarm_when_it_changes() -> None:
    assert turn_of("not_safe", "safe") == Turn.OVER
    assert turn_of("safe", "not_safe") == Turn.AGAIN
    assert turn_of("safe", "safe_for_now") is None
    assert turn_of("not_safe", "not_safe") is None

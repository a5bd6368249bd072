"""Special pathways: the rule, the clock and the task of each (P27, C33, C35, C36)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.core.working_time import LONDON
from openmash.foundation.access.models import User
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.models import Event
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.readers import nameable
from openmash.frontdoor.contacts.tests.builders import a_sent_worry
from openmash.frontdoor.pathways.commands import (
    TASK,
    end_pathway,
    note_pathway,
    note_restricted,
    take_back_pathway,
)
from openmash.frontdoor.pathways.kinds import PATHWAYS, Kind, Since
from openmash.frontdoor.pathways.models import SpecialPathway
from openmash.frontdoor.pathways.rules import Noted, why_not_noted
from tests.fixtures import Enter

KNOWN = "The officer rang and said so"
LONG_AGO = datetime(2026, 11, 2, 8, tzinfo=LONDON)
AT_NIGHT = timedelta(hours=13)


def noted(kind: Kind, by_at: datetime, **more: object) -> Noted:
    """Whole, for any pathway."""
    pathway = PATHWAYS[kind]
    happened = by_at - timedelta(hours=2) if pathway.since == Since.HAPPENED else None
    due = (by_at + timedelta(days=20)).date() if pathway.asks_due else None
    said: dict[str, object] = {"known": KNOWN, "happened_at": happened, "due_on": due, **more}
    return Noted(kind, **said)  # type: ignore[arg-type]


def due_of(one: SpecialPathway) -> datetime:
    return ClockRun.objects.get(subject=one.subject, stopped_at=None).due_at.astimezone(LONDON)


@pytest.mark.parametrize("kind", Kind)
def test_each_has_a_rule_and_a_task_for_somebody(enter: Enter, kind: Kind) -> None:
    contact, tom = a_sent_worry(enter), enter("tom")
    if PATHWAYS[kind].restricted:
        everybody = [person.user for person in nameable(tom)]
        one = note_restricted(contact, noted(kind, tom.at), everybody, by=tom)
    else:
        one = note_pathway(contact, noted(kind, tom.at), by=tom)
    task = Task.objects.get(kind=TASK, about=one.subject)
    assert task.title == f"{contact.reference}: {PATHWAYS[kind].task}"
    assert (task.due_at is None) == (not PATHWAYS[kind].clock and not PATHWAYS[kind].asks_due)
    assert Event.objects.get(name="pathway.noted").facts == {"kind": kind}


def test_police_protection_runs_72_hours_from_when_the_child_was_taken(
    enter: Enter, monday: datetime
) -> None:
    """C33: not from when the hub wrote it down, and not longer over a weekend."""
    contact, meera = a_sent_worry(enter), enter("meera")
    taken = monday - timedelta(hours=9)
    one = note_pathway(contact, noted(Kind.POLICE_PROTECTION, monday, happened_at=taken), by=meera)
    assert due_of(one) == taken + timedelta(hours=72)
    assert Task.objects.get(kind=TASK).due_at == taken + timedelta(hours=72)
    assert ClockRun.objects.get(subject=one.subject).started_at == taken


def test_the_others_run_in_working_days(enter: Enter, monday: datetime) -> None:
    """Monday 23 November 2026: C35 in 7 working days, C36 by the next one, a plan in 15."""
    contact, tom = a_sent_worry(enter), enter("tom")
    for kind, day in (
        (Kind.PRIVATE_FOSTERING, date(2026, 12, 2)),
        (Kind.KNOWN_FGM, date(2026, 11, 24)),
        (Kind.TRANSFER_IN, date(2026, 12, 14)),
    ):
        assert due_of(note_pathway(contact, noted(kind, tom.at), by=tom)).date() == day, kind


def test_a_court_sets_its_own_day(enter: Enter) -> None:
    contact, tom = a_sent_worry(enter), enter("tom")
    note_pathway(contact, noted(Kind.COURT, tom.at, due_on=date(2026, 12, 9)), by=tom)
    due = Task.objects.get(kind=TASK).due_at
    assert due is not None
    assert due.astimezone(LONDON).date() == date(2026, 12, 9)


@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [
        (Kind.POLICE_PROTECTION, {"happened_at": None}, "day"),
        (Kind.KNOWN_FGM, {"happened_at": datetime(2026, 11, 24, tzinfo=LONDON)}, "day"),
        (Kind.COURT, {"due_on": None}, "due"),
        (Kind.COURT, {"due_on": date(2026, 11, 22)}, "due"),
        (Kind.OUT_OF_SCHOOL, {"known": "so"}, "known"),
    ],
)
def test_what_is_missing_is_said_where_it_is_missing(
    monday: datetime, kind: Kind, more: dict[str, object], field: str
) -> None:
    whole = noted(kind, monday)
    assert list(why_not_noted(whole, state="screening", there=(), now=monday)) == []
    said = why_not_noted(noted(kind, monday, **more), state="screening", there=(), now=monday)
    assert [one[0] for one in said] == [field]


def test_one_of_a_kind_at_a_time_also_for_two_who_press_at_once(enter: Enter) -> None:
    contact, tom = a_sent_worry(enter), enter("tom")
    first = note_pathway(contact, noted(Kind.COURT, tom.at), by=tom)
    with pytest.raises(NotReady, match="noted already"):
        note_pathway(contact, noted(Kind.COURT, tom.at), by=tom)
    with pytest.raises(IntegrityError), transaction.atomic():
        SpecialPathway.objects.create(
            partnership_id="brackenford",
            contact=contact,
            kind=Kind.COURT,
            known="x",
            noted_at=tom.at,
        )
    end_pathway(first, "The court has our answer", by=tom)
    note_pathway(contact, noted(Kind.COURT, tom.at), by=tom)


def test_ended_it_stands_there_with_what_came_of_it(enter: Enter) -> None:
    contact, tom = a_sent_worry(enter), enter("tom")
    one = note_pathway(contact, noted(Kind.PRIVATE_FOSTERING, tom.at), by=tom)
    with pytest.raises(NotReady):
        end_pathway(one, " ", by=tom)
    end_pathway(one, "Visited on Tuesday, and assessed", by=tom)
    assert (one.state, one.outcome, one.ended_by) == (
        "ended",
        "Visited on Tuesday, and assessed",
        tom.name,
    )
    assert not ClockRun.objects.filter(subject=one.subject, stopped_at=None).exists()
    assert Task.objects.get(kind=TASK).state == "done"
    with pytest.raises(MovedMeanwhile):
        take_back_pathway(one, "It was none after all", by=tom)


def test_taken_back_it_is_gone_from_the_page_and_stays_in_the_ledger(enter: Enter) -> None:
    contact, tom = a_sent_worry(enter), enter("tom")
    one = note_pathway(contact, noted(Kind.RADICALISATION, tom.at), by=tom)
    take_back_pathway(one, "Somebody else’s contact", by=tom)
    assert {"pathway.noted", "pathway.taken_back"} <= set(
        Event.objects.values_list("name", flat=True)
    )


def test_a_contact_that_is_over_takes_none(enter: Enter) -> None:
    contact, tom = a_sent_worry(enter), enter("tom")
    Contact.objects.filter(pk=contact.pk).update(state="closed")
    with pytest.raises(NotReady, match="take it up again"):
        note_pathway(contact, noted(Kind.COURT, tom.at), by=tom)


def test_the_night_notes_police_protection_and_the_day_does_the_rest(
    enter: Enter, monday: datetime
) -> None:
    """P2, P18: the emergency duty team is told at once."""
    contact = a_sent_worry(enter)
    ravi = enter("ravi", at=monday)
    with pytest.raises(NotAllowed):
        note_pathway(contact, noted(Kind.POLICE_PROTECTION, ravi.at), by=ravi)
    ravi = enter("ravi", at=monday + AT_NIGHT)
    assert note_pathway(contact, noted(Kind.POLICE_PROTECTION, ravi.at), by=ravi).state == "open"


def test_beside_the_contact_for_the_hub_alone(
    enter: Enter, client: Client, monday: datetime
) -> None:
    contact, tom = a_sent_worry(enter), enter("tom")
    note_pathway(contact, noted(Kind.MODERN_SLAVERY, tom.at), by=tom)
    client.force_login(User.objects.get(pk=tom.user))
    with time_machine.travel(monday, tick=False):
        page = client.get(contact.hub_path).content.decode()
        assert "Special pathways" in page
        assert "Modern slavery" in page
        assert "noted that a special pathway applies" in page, "among what has happened"
        note_pathway(contact, noted(Kind.POLICE_PROTECTION, monday, happened_at=LONG_AGO), by=tom)
        assert "late: was due" in client.get(contact.hub_path).content.decode()
        client.force_login(User.objects.get(email="ruth@openmash.example"))
        assert (
            "Modern slavery"
            not in client.get(f"/worries/{contact.reference}/status/").content.decode()
        )
    enter("lee")
    assert not SpecialPathway.objects.exists()

"""What somebody sent, as its status page and list show it (L41: no chasing)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.clocks.queries import RUNNING, all_runs, running
from openmash.foundation.ledger.models import Event
from openmash.foundation.ui import wording
from openmash.foundation.ui.parts import Step
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.emarf.filled import call
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact, QuestionToSender
from openmash.frontdoor.contacts.queries.feedback import FeedbackView, for_sender
from openmash.frontdoor.contacts.queries.rating import Rated, rated_for_sender, rating_that_stands
from openmash.frontdoor.contacts.states import DECIDING, OPEN, ContactState

S = ContactState
IN_PLAIN_WORDS = {
    S.SUBMITTED: "Sent: the hub can see it",
    S.ACKNOWLEDGED: "Received, waiting to be opened",
    S.SCREENING: "Being looked at",
    S.RETURNED: "We have questions for you",
    S.ROUTED: "With the family’s worker, who has to accept it",
    S.MASH_ENQUIRY: "Being looked at: checks in progress",
    S.DECISION_PENDING: "Waiting for a manager’s decision",
    S.DECIDED: "Decided: you will be told today",
    S.FEEDBACK_SENT: "Decided, and you have been told",
    S.CLOSED: "Closed",
    S.DUPLICATE: "We had this already, and have put the two together",
    S.IN_ERROR: "Taken out: it was entered in error",
}


@dataclass(frozen=True)
class Row:
    """One worry in the list."""

    reference: str
    title: str
    line: str
    state: str
    at: datetime
    href: str
    danger: bool = False


@dataclass(frozen=True)
class MyWorries:
    """What is asked of me first, then what is not sent, then what I sent."""

    asked: tuple[Row, ...]
    drafts: tuple[Row, ...]
    sent: tuple[Row, ...]


@dataclass(frozen=True)
class Status:
    """Where a worry is, in plain words, and what is asked of its sender."""

    heading: str
    steps: tuple[Step, ...]
    decide_by: datetime | None
    questions: tuple[QuestionToSender, ...]
    feedback: FeedbackView | None
    opened_by: str
    is_open: bool
    answer_by: datetime | None = None
    rated: Rated | None = None


def my_worries(by: Actor) -> MyWorries:
    """Everything this person began or sent, newest first."""
    mine = visible_to(by, P.CONTACT_FOLLOW).exclude(state=S.WITHDRAWN)
    rows = [_row(c) for c in mine.prefetch_related("children").order_by("-started_at")]
    asks = tuple(row for state, row in rows if state == S.RETURNED)
    drafts = tuple(row for state, row in rows if state == S.DRAFT)
    sent = tuple(row for state, row in rows if state not in {S.DRAFT, S.RETURNED})
    return MyWorries(asks, drafts, sent)


def _row(contact: Contact) -> tuple[str, Row]:
    children = [c for c in contact.children.all() if c.removed_at is None]
    children.sort(key=lambda child: child.position)
    title = ", ".join(c.name or call(c, len(children)) for c in children)
    pages = {S.DRAFT: "worry_tasks", S.RETURNED: "worry_questions"}
    page = pages.get(S(contact.state), "worry_status")
    row = Row(
        reference=contact.reference,
        title=title[:1].upper() + title[1:],
        line=contact.worry_line,
        state=IN_PLAIN_WORDS.get(S(contact.state), "Not sent yet"),
        at=contact.submitted_at or contact.last_saved_at,
        href=reverse(page, args=[contact.reference]),
        danger=contact.immediate_danger,
    )
    return contact.state, row


def status_of(contact: Contact, by: Actor) -> Status:
    """The status of a worry whose access has been checked; it never shows others' data (§9.5)."""
    feedback = for_sender(contact, by=by)
    return Status(
        heading=IN_PLAIN_WORDS[S(contact.state)],
        steps=_steps(contact, feedback, by),
        decide_by=decide_by(contact, by),
        questions=tuple(contact.questions.filter(withdrawn_at=None).order_by("asked_at", "id")),
        feedback=feedback,
        opened_by=contact.assigned_to.name if contact.assigned_to else "",
        is_open=contact.state in OPEN,
        answer_by=answer_by(contact, by),
        rated=rated_for_sender(rating_that_stands(contact)),
    )


def decide_by(contact: Contact, by: Actor) -> datetime | None:
    """When a manager decides at the latest (C02), or what an enquiry has instead (C04 to C06)."""
    runs = [run for run in all_runs(contact.subject, at=by.at) if run.code in DECIDING]
    open_ones = [run.due_at for run in runs if run.state in RUNNING]
    return min(open_ones, default=runs[-1].due_at if runs else None)


def answer_by(contact: Contact, by: Actor) -> datetime | None:
    """By when the sender answers the hub's questions, while they wait (C40)."""
    waiting = running([contact.subject], at=by.at).get(contact.subject, [])
    return next((run.due_at for run in waiting if run.code == "C40"), None)


def _steps(contact: Contact, feedback: FeedbackView | None, by: Actor) -> tuple[Step, ...]:
    wanted = [ContactEvent.ACKNOWLEDGED, ContactEvent.TAKEN_UP]
    events = Event.objects.filter(
        partnership=contact.partnership_id, subject=contact.subject, name__in=wanted
    )
    first = {e.name: e.at for e in events.order_by("-at")}
    return (
        _step("Received", contact.submitted_at, by),
        _step("Receipt sent", first.get(ContactEvent.ACKNOWLEDGED), by),
        _step("Opened by the hub", first.get(ContactEvent.TAKEN_UP), by),
        _step("Decided", contact.decided_at, by),
        _step("You were told", feedback.sent_at if feedback else None, by),
    )


def _step(title: str, at: datetime | None, by: Actor) -> Step:
    return Step(title, wording.short_when(at, by.at) if at else "", done=at is not None)

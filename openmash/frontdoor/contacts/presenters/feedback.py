"""How the page of answers is drawn: each debt with its steps, and what stands in the way of closing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.ui.choosing import ChoiceField
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.parts import ChildHeader, Need, Step, Tab
from openmash.foundation.ui.wording import short_when
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.forms.feedback import AnswerForm, NotOwedForm, PhoneForm
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.presenters.screening import case_header
from openmash.frontdoor.contacts.queries.feedback import (
    FeedbackView,
    closing_facts,
    of_contact,
)
from openmash.frontdoor.contacts.rules.feedback import NOT_OWED_NAMES, close_blockers, grounds
from openmash.frontdoor.contacts.states import CONTACT, OWING, FeedbackState

STATE_WORDS: dict[FeedbackState, str] = {
    FeedbackState.OWED: "Owed, not written yet",
    FeedbackState.COMPOSED: "Written, not sent yet",
    FeedbackState.SENT: "Sent, not delivered yet",
    FeedbackState.DELIVERED: "Delivered, not read yet",
    FeedbackState.BOUNCED: "Came back: telephone the sender",
    FeedbackState.READ: "Read",
    FeedbackState.ACKNOWLEDGED: "Read, and clear to them",
    FeedbackState.QUERIED: "They ask, and wait for an answer",
    FeedbackState.DISAGREED: "They disagree, and wait for an answer",
    FeedbackState.ANSWERED: "Their reply is answered",
    FeedbackState.TOLD_BY_PHONE: "Told by telephone",
    FeedbackState.NOT_OWED: "No answer is owed",
}
BECAUSE = {
    "decided": "the decision",
    "duplicate": "joined to another contact",
    "open_case": "taken into an open case",
    "in_error": "entered in error",
    "again": "being looked at again",
}


@dataclass(frozen=True)
class Told:
    """One answer with the forms that may be used on it."""

    view: FeedbackView
    state: str
    is_open: bool
    because: str
    steps: tuple[Step, ...]
    answer: Form | None
    why_not_answered: tuple[str, ...]
    phone: Form | None
    not_owed: Form | None
    again: bool


@dataclass(frozen=True)
class AnswerPage:
    """The page."""

    contact: Contact
    header: ChildHeader
    tabs: tuple[Tab, ...]
    told: tuple[Told, ...]
    blockers: tuple[Need, ...]
    may_close: bool
    is_closed: bool
    errors: list[dict[str, str]] = field(default_factory=list)


def answer_page(
    contact: Contact,
    *,
    by: Actor,
    typed: tuple[uuid.UUID, Form] | None = None,
    refused: Sequence[str] = (),
) -> AnswerPage:
    """Draw the answers of a contact for this person."""
    step = CONTACT["close"]
    found = close_blockers(closing_facts(contact))
    errors = [{"text": text, "href": "#answers"} for text in refused]
    if typed:
        errors += typed[1].error_list({})
    return AnswerPage(
        contact=contact,
        header=case_header(contact, by),
        tabs=_tabs(contact, by),
        told=tuple(_told(one, by, typed) for one in of_contact(contact, by=by)),
        blockers=tuple(Need(text, "#answers") for text in found),
        may_close=contact.state in step.sources and may(by, step.permission, record_facts(contact)),
        is_closed=contact.closed_at is not None,
        errors=errors,
    )


def _tabs(contact: Contact, by: Actor) -> tuple[Tab, ...]:
    """What one may not open is not made into a tab."""
    here = f"/contacts/{contact.reference}/"
    hub = RecordFacts(partnership=contact.partnership_id, in_hub=True)
    decision = (Tab("Decision", f"{here}decision/"),) if may(by, P.DECISION_READ, hub) else ()
    return (Tab("Contact", here), *decision, Tab("Answer", f"{here}answer/", current=True))


def _told(one: FeedbackView, by: Actor, typed: tuple[uuid.UUID, Form] | None) -> Told:
    kept = typed[1] if typed and typed[0] == one.key else None
    return Told(
        view=one,
        state=STATE_WORDS[FeedbackState(one.state)],
        is_open=one.state in OWING,
        because=BECAUSE.get(one.because, one.because),
        steps=tuple(_steps(one, by.at)),
        answer=_form(AnswerForm, one, kept) if _may_answer(one) else None,
        why_not_answered=one.why_not_answered if "answer" in one.can else (),
        phone=_form(PhoneForm, one, kept) if "tell_by_phone" in one.can else None,
        not_owed=_not_owed(one, kept) if "not_owed" in one.can else None,
        again="resend" in one.can,
    )


def _may_answer(one: FeedbackView) -> bool:
    return "answer" in one.can and not one.why_not_answered


def _not_owed(one: FeedbackView, kept: Form | None) -> Form:
    form = _form(NotOwedForm, one, kept)
    code = cast(ChoiceField, form.fields["code"])
    code.choices = [
        (ground, NOT_OWED_NAMES[ground]) for ground in grounds(out_of_reach=one.out_of_reach)
    ]
    return form


def _form(shape: type[Form], one: FeedbackView, kept: Form | None) -> Form:
    return kept if isinstance(kept, shape) else shape(prefix=str(one.key)[:8])


def _steps(one: FeedbackView, now: datetime) -> list[Step]:
    steps = [
        ("Owed", one.owed_at),
        ("Sent", one.sent_at),
        ("Delivered", one.delivered_at),
        ("Read", one.read_at),
    ]
    if one.bounced_at:
        steps.insert(2, ("Came back", one.bounced_at))
    steps += [("Answered" if said.is_answer else "Replied", said.at) for said in one.thread]
    return [Step(title, short_when(at, now) if at else "", at is not None) for title, at in steps]

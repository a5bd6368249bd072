"""What the cast, and their colleagues of the half year, do in the same way each time."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from openmash.core.actor import Actor
from openmash.core.working_time import WorkingCalendar, bank_holidays_in_england, london_day
from openmash.demo.stories import Answers
from openmash.foundation.tasks.commands import finish
from openmash.foundation.tasks.kinds import settled_when
from openmash.foundation.tasks.queries import open_tasks
from openmash.frontdoor.contacts.commands import drafting, sending
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding, writing
from openmash.frontdoor.decisions.queries.case import gather

WORKED = WorkingCalendar("demonstration", bank_holidays_in_england())


def write_and_send(
    key: uuid.UUID,
    children: Sequence[Answers],
    said: Answers,
    spent: drafting.Spent,
    *,
    minutes: int,
    by: Actor,
) -> str:
    """Begin a worry so many minutes ago, say what there is to say, and send it; its reference."""
    contact = drafting.start(key, by=replace(by, at=by.at - timedelta(minutes=minutes)))
    first, *others = children
    drafting.save_answers(contact, contact.children.get(), first, by=by)
    for child in others:
        drafting.add_child(contact, answers=child, by=by)
    drafting.save_answers(contact, None, said, spent=spent, by=by)
    contact.refresh_from_db()
    if contact.submitted_at is None:  # danger has sent itself
        sending.submit(contact, by=by)
    return contact.reference


def recommend(contact: Contact, judged: Mapping[str, Any], *, by: Actor) -> None:
    """Write what is judged about each child, having read every earlier contact, and recommend it."""
    due = WORKED.add_days(london_day(by.at), 1)
    for decision in writing.begin(contact, by=by):
        earlier = [one.key for one in gather(contact, by=by).earlier_of(decision.child)]
        fields = {**judged, "next_step_due": due}
        fields["history_seen"] = list(dict.fromkeys(earlier)) or ["none_found"]
        younger = fields.pop("younger")
        if decision.child.position > 1:
            fields["voice_weighting"] = younger
        writing.write(decision, fields, decision.version, by=by)
    deciding.recommend_all(contact, {}, by=by)


def finish_tasks(reference: str, *, by: Actor) -> None:
    """Tick off what they still had to do with it, but for what goes away by itself."""
    for task in open_tasks(by):
        if task.path.startswith(f"/contacts/{reference}/") and not settled_when(task.kind):
            finish(task, by=by)

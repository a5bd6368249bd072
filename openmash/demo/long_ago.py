"""Four worries of ten years and more ago, closed long since: what retention has to speak about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.working_time import london_day
from openmash.demo.judgements import JUDGEMENTS
from openmash.demo.play import Play
from openmash.demo.stories import Answers, Story
from openmash.foundation.tasks.commands import finish
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.states import TaskState
from openmash.frontdoor.contacts.commands import feedback, linking, screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding, writing

YEAR = 24 * 365.25  # hours
UNKNOWN = "Moved away before anybody of the hub met them; no record of this name"


@dataclass(frozen=True)
class Old:
    """One worry: years ago, how old the child would be today, and as which story it was judged."""

    years: float
    name: str
    would_be: float
    words: str
    judged_as: str
    rag: str


OLD = (
    Old(10.5, "Orla Fairclough", 26.4, "She is alone until seven and cooks for two.", "haidari", "blue"),
    Old(11.2, "Leon Sayer", 26.9, "He slept in the car with his father for a week.", "pike", "amber"),
    Old(9.1, "Anwen Rudge", 25.3, "She minds her brothers before school every day.", "haidari", "blue"),
    Old(8.6, "Piotr Zielak", 24.5, "He translates for his mother at the clinic.", "haidari", "blue"),
)  # fmt: skip


def fill_long_ago(this: Play) -> None:
    """Each was sent, decided, read and closed at its own time."""
    for one in OLD:
        _play(this, one)


def _play(this: Play, one: Old) -> None:
    hours = one.years * YEAR
    reference = this.sends(_story(this, one), hours)
    this.on(reference, "aisha", hours - 1, lambda c, by: _screen(c, one, by))
    this.on(reference, "tom", hours - 2, lambda c, by: _recommend(c, JUDGEMENTS[one.judged_as], by))
    this.on(reference, "meera", hours - 3, lambda c, by: deciding.decide_all(c, {}, by=by))
    this.on(reference, "gil", hours - 30, _reads)
    this.on(reference, "tom", hours - 40, _has_been_seen)
    this.on(reference, "meera", hours - 50, lambda c, by: deciding.close(c, by=by))


def _story(this: Play, one: Old) -> Story:
    born = london_day(this.now) - timedelta(days=one.would_be * 365.25)
    named = {"A1_name": one.name, "A1_age": say_date(born)}
    child: Answers = {**named, "B1": ["neglect"], "C1_why": "not_seen"}
    said: Answers = {
        "A3": "safe",
        "B2": one.words,
        "B3": "It has gone on for months.",
        "B4": "An aunt looks in when she can.",
        "D1": "told_agrees",
    }
    return Story(one.name, "gil", (child,), said)


def _screen(contact: Contact, one: Old, by: Actor) -> None:
    screening.take_up(contact, by=by)
    screening.rate_urgency(contact, one.rag, "Nobody is hurt, and it has gone on.", by=by)
    for child in contact.children.filter(removed_at=None, person=None):
        linking.cannot_identify(child, UNKNOWN, by=by)


def _recommend(contact: Contact, judgement: dict[str, Any], by: Actor) -> None:
    screening.send_to_decision(contact, by=by)
    due = (by.at + timedelta(days=1)).date()
    for decision in writing.begin(contact, by=by):
        fields = {**judgement, "next_step_due": due}
        writing.write(decision, fields, decision.version, by=by)
    deciding.recommend_all(contact, {}, by=by)


def _has_been_seen(contact: Contact, by: Actor) -> None:
    """Nobody carries a task of ten years ago."""
    for task in Task.objects.filter(about=contact.subject, state=TaskState.OPEN, for_role=by.role):
        finish(task, by=by)


def _reads(contact: Contact, by: Actor) -> None:
    feedback.acknowledge(feedback.read(contact.feedback.get(), by=by), by=by)

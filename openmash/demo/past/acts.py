"""One contact of the half year from the first word to its closing, by the commands."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.working_time import LONDON
from openmash.demo.acts import finish_tasks, recommend, write_and_send
from openmash.demo.cast import acting, actor
from openmash.demo.past.people import COLLEAGUES
from openmash.demo.past.stories import CLOSES, Past
from openmash.demo.play import Play
from openmash.demo.stories import Answers
from openmash.foundation.people.models import Person
from openmash.frontdoor.contacts.commands import (
    feedback,
    linking,
    passing_on,
    rating,
    screening,
    sending,
)
from openmash.frontdoor.contacts.commands.drafting import Spent
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding

SECONDS = 347  # a number that stands nowhere else, so that each time has its own
MINUTES = 9  # from the first word to the sending: longer than any of them took
URGENCY = "Nobody is hurt, and it has gone on for a while."
READS = 3.0  # hours after the answer has left


@dataclass(frozen=True)
class Family:
    """The children of one contact: their first names, what they are called, and their birth dates."""

    given: tuple[str, ...]
    name: str
    born: tuple[date, ...]


@dataclass(frozen=True)
class Played:
    """One act after the other, at hours counted from the sending."""

    this: Play
    past: Past
    family: Family
    sent_at: datetime
    contact: uuid.UUID

    def by(self, who: str, hours: float) -> Actor:
        """Somebody of the cast, or the colleague who sent it, so many hours after the sending."""
        at = self.sent_at + timedelta(hours=hours)
        return acting(COLLEAGUES[who], at=at) if who in COLLEAGUES else actor(who, at=at)

    def on(self, who: str, hours: float, do: Callable[[Contact, Actor], object]) -> None:
        """Let them do something with the contact, and what follows follow."""
        self.this.let(self.by(who, hours), lambda by: do(self._found(), by))

    def alone(self, who: str, hours: float, do: Callable[[Contact, Actor], object]) -> None:
        """The same, while the worker stands still."""
        self.this.let_alone(self.by(who, hours), lambda by: do(self._found(), by))

    def _found(self) -> Contact:
        return Contact.objects.get(pk=self.contact)


def play_past(this: Play, past: Past, family: Family, monday: datetime) -> list[str]:
    """Play it in the week of that Monday, and once more where it came back; its references."""
    first = _play(this, past, family, monday)
    if not past.again_after:
        return [first]
    once_more = monday + timedelta(weeks=past.again_after)
    return [first, _play(this, past.again or past, family, once_more)]


def _play(this: Play, past: Past, family: Family, monday: datetime) -> str:
    day, hour = past.sent
    local = monday.astimezone(LONDON).replace(tzinfo=None) + timedelta(days=day, hours=hour)
    played = Played(this, past, family, local.replace(tzinfo=LONDON), uuid.uuid4())
    reference = this.let(played.by(past.sender, 0), lambda by: _write(played, by))
    _is_screened(played)
    _is_decided(played)
    _is_over(played, reference)
    return reference


def _write(played: Played, by: Actor) -> str:
    spent = Spent(seconds=SECONDS, inputs=14)
    children, said = list(_children(played)), played.past.said
    return write_and_send(played.contact, children, said, spent, minutes=MINUTES, by=by)


def _children(played: Played) -> Iterator[Answers]:
    family = played.family
    for given, born, own in zip(family.given, family.born, played.past.own, strict=True):
        yield {"A1_name": f"{given} {family.name}", "A1_age": say_date(born), **own}


def _is_screened(played: Played) -> None:
    past = played.past
    played.on("aisha", 0.3, lambda c, by: screening.take_up(c, by=by))
    played.on("aisha", 0.4, lambda c, by: screening.rate_urgency(c, "green", URGENCY, by=by))
    played.on("aisha", 0.5, _know_the_children)
    played.on("aisha", 0.6, lambda c, by: rating.rate_referral(c, past.marks, by=by))
    if past.asks:
        played.on("tom", 0.7, lambda c, by: screening.judge_harm(
            c, False, "Nothing in it says that somebody harms her.", by=by))  # fmt: skip
        played.on(
            "tom", 0.8, lambda c, by: passing_on.return_for_information(c, [past.asks], by=by)
        )
        played.on(past.sender, 2.5, lambda c, by: _answer(c, past.answers, by))
    played.on("tom", 2.8, lambda c, by: screening.send_to_decision(c, by=by))


def _know_the_children(contact: Contact, by: Actor) -> None:
    for child in contact.children.order_by("position"):
        person = Person.objects.filter(display_name=child.name, birth_date=child.birth_date).first()
        if person is None:
            linking.create_and_link(child, uuid.uuid4(), by=by)
        else:
            linking.link_child(child, person, by=by)


def _answer(contact: Contact, answer: str, by: Actor) -> None:
    question = contact.questions.get()
    sending.answer_questions(contact, {question.pk: answer}, by=by)


def _is_decided(played: Played) -> None:
    past = played.past
    played.on("tom", past.decided - 0.7, lambda c, by: recommend(c, past.judged, by=by))
    decide = played.alone if past.told else played.on
    decide("meera", past.decided, lambda c, by: deciding.decide_all(c, {}, by=by))
    if past.told:
        by = played.by("meera", past.decided + past.told)
        played.this.follow(by.partnership, by.at)


def _is_over(played: Played, reference: str) -> None:
    """The sender reads and thanks, what was to be done is done, and it is closed."""
    told = played.past.decided + played.past.told
    played.on(played.past.sender, told + READS, _read_and_thank)
    for who in ("tom", "dev"):
        played.this.let_alone(
            played.by(who, told + CLOSES - 1), lambda by: finish_tasks(reference, by=by)
        )
    played.on("tom", told + CLOSES, lambda c, by: deciding.close(c, by=by))


def _read_and_thank(contact: Contact, by: Actor) -> None:
    feedback.acknowledge(feedback.read(contact.feedback.get(), by=by), by=by)

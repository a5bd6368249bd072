"""Four worries of ten years and more ago, closed long since: what retention has to speak about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.working_time import london_day
from openmash.demo.acts import finish_tasks, recommend
from openmash.demo.judgements import judgement
from openmash.demo.play import Play
from openmash.demo.stories import Answers, Story
from openmash.frontdoor.contacts.commands import feedback, linking, screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding

YEAR = 365.25  # days
UNKNOWN = "Moved away before anybody of the hub met them; no record of this name"


@dataclass(frozen=True)
class Old:
    """One worry: years ago, how old the child would be today, what was said, and what was judged."""

    years: float
    name: str
    would_be: float
    words: str
    judged: dict[str, Any]
    rag: str = "blue"


def _advice(because: str, weighed: str, next_step: str) -> dict[str, Any]:
    return judgement(
        1,
        ["1.6"],
        [(because, ["B2"]), ("An aunt looks in, and nobody harms the child.", ["B4"])],
        voice_weighting=weighed,
        alternatives="Level 2, if it goes on into the next term.",
        agreement="told_agrees",
        outcome="INFO_ADVICE",
        next_step=next_step,
        next_step_owner="The Lantern",
        expected_of_sender="Tell us again if it becomes more",
    )


IN_THE_CAR = judgement(
    4,
    ["4.4"],
    [
        (
            "He has slept in a car for a week and nobody can say where he will sleep tonight.",
            ["B2"],
        ),
        ("His aunt looks in when she can, and has no room for him.", ["B4"]),
    ],
    voice_weighting="Nobody has heard him yet: he is asked first where he wants to be.",
    alternatives="Level 3 with the housing service: there is no home to help in.",
    agreement="told_agrees",
    outcome="S17_ASSESS",
    next_step="A social worker meets him and his father today",
    expected_of_sender="Keep his father’s appointment, and ring us when he comes",
)
OLD = (
    Old(10.5, "Orla Fairclough", 26.4, "She is alone until seven and cooks for two.",
        _advice("At fifteen she manages until seven, and her mother rings her at six.",
                "Nobody has asked her: the school will.", "The school asks her whether it is too much")),
    Old(11.2, "Leon Sayer", 26.9, "He slept in the car with his father for a week.", IN_THE_CAR, "amber"),
    Old(9.1, "Anwen Rudge", 25.3, "She minds her brothers before school every day.",
        _advice("It is one hour in the morning, and she is on time herself.",
                "Nobody has asked her: the school will.", "The breakfast club takes her brothers")),
    Old(8.6, "Piotr Zielak", 24.5, "He translates for his mother at the clinic.",
        _advice("What he hears there is not for him, and the clinic can do without.",
                "Nobody has asked him: his mother’s worker will.", "The clinic books an interpreter")),
)  # fmt: skip


def fill_long_ago(this: Play) -> None:
    """Each was sent, decided, read and closed at its own time."""
    for one in OLD:
        _play(this, one)


def _play(this: Play, one: Old) -> None:
    hours = this.worked(24 * round(one.years * YEAR) + 4, days=3)
    reference = this.sends(_story(this, one), hours)
    this.on(reference, "aisha", hours - 1, lambda c, by: _screen(c, one, by))
    this.on(reference, "tom", hours - 2, lambda c, by: _recommend(c, one.judged, by))
    this.on(reference, "meera", hours - 3, lambda c, by: deciding.decide_all(c, {}, by=by))
    this.on(reference, "gil", hours - 30, _reads)
    this.on(reference, "tom", hours - 40, lambda c, by: finish_tasks(c.reference, by=by))
    this.on(reference, "meera", hours - 50, lambda c, by: deciding.close(c, by=by))


def _story(this: Play, one: Old) -> Story:
    born = london_day(this.now) - timedelta(days=one.would_be * YEAR)
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


def _recommend(contact: Contact, judged: dict[str, Any], by: Actor) -> None:
    screening.send_to_decision(contact, by=by)
    recommend(contact, judged, by=by)


def _reads(contact: Contact, by: Actor) -> None:
    feedback.acknowledge(feedback.read(contact.feedback.get(), by=by), by=by)

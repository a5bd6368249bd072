"""What three families of the story have behind them: three years of notes, and who worked with them.

Written down by the hub as it learned of it; days are counted back, so that the story is always as
long ago as it should be.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.people.commands import (
    NewInvolvement,
    NewNote,
    add_note,
    record_involvement,
)
from openmash.foundation.people.models import Involvement, Person

KIND = Involvement.Kind
HEALTH, SCHOOL = "brackenford-health", "st-oswins"
POLICE, COUNCIL = "midshire-police", "brackenford-council"
THIRD_PARTY, NOT_FOR_FAMILY = "third_party", "not_for_family"


@dataclass(frozen=True)
class Told:
    """One event: so many days ago, what kind, who told it, how sure, how grave."""

    days: int
    kind: str
    text: str
    source: str
    agency: str = ""
    certainty: str = "reported"
    weight: int = 1
    holds: tuple[str, ...] = ()
    lasted: int = 0


@dataclass(frozen=True)
class Worked:
    """Somebody who worked with a person, from so many days ago until so many."""

    since: int
    until: int
    kind: str
    agency: str
    service: str
    worker: str = ""


NOTES: dict[str, tuple[Told, ...]] = {
    "Isla Mae Tarrant": (
        Told(1090, "family", "Dean moved out. Kelly said it was calmer without the shouting.",
             "Health visitor", HEALTH, holds=(THIRD_PARTY,)),
        Told(890, "police", "Officers called to an argument of adults. Isla opened the door to them.",
             "Police log", POLICE, "fact", 1, (THIRD_PARTY,)),
        Told(760, "education", "Late eleven times this term, twice without her coat.",
             "School register", SCHOOL, "fact"),
        Told(640, "work", "A family support worker visited every week. Mornings got easier.",
             "Closing summary of the Haven", "haven", "opinion", 0, lasted=150),
        Told(286, "health", "Cut lip. Isla said that she fell on the step; Craig was there, and spoke.",
             "Emergency department letter", HEALTH, "reported", 2, (THIRD_PARTY,)),
        Told(284, "education", "She flinched when a door slammed, and asked who would fetch her.",
             "Ruth Hart", SCHOOL, "fact"),
        Told(170, "incident", "A neighbour heard shouting after midnight, and a child crying.",
             "A neighbour who asked not to be named", "", "reported", 2, (NOT_FOR_FAMILY,)),
        Told(118, "education", "Attendance 81 per cent; it was 94 the year before.",
             "School register", SCHOOL, "fact"),
    ),
    "Noa Tarrant": (
        Told(420, "health", "Weight on the ninth centile, down from the fiftieth.",
             "Health visitor", HEALTH, "fact", 2),
        Told(240, "health", "Not brought to his review; the second time.", "Health visitor", HEALTH, "fact"),
    ),
    "Maisie Whelan": (
        Told(900, "family", "Her mother went into hospital. Maisie stayed with her aunt.",
             "Her aunt", "", "reported", 1, lasted=40),
        Told(700, "education", "Her reading has come on two years in one.",
             "School report", SCHOOL, "fact", 0),
        Told(310, "health", "Her mother’s medicine was changed; nights are hard.", "GP letter",
             "fernhill-surgery", "fact", 1, (THIRD_PARTY,)),
    ),
    "Samir Haidary": (
        Told(1010, "family", "The family came to Brackenford.", "School", SCHOOL, "fact", 0),
        Told(130, "family", "His grandfather died. The family is together for it.",
             "Ruth Hart", SCHOOL, "fact"),
    ),
}  # fmt: skip

WORK: dict[str, tuple[Worked, ...]] = {
    "Isla Mae Tarrant": (
        Worked(880, 820, KIND.SOCIAL_CARE, COUNCIL, "Assessment team", "S. Quigley"),
        Worked(790, 640, KIND.EARLY_HELP, "haven", "Family support", "M. Okoro"),
        Worked(800, 0, KIND.SCHOOL, SCHOOL, "School roll", "Ruth Hart"),
    ),
    "Noa Tarrant": (Worked(700, 0, KIND.HEALTH, HEALTH, "Health visiting", "P. Lawal"),),
    "Kelly Tarrant": (Worked(300, 150, KIND.ADULT_SERVICE, "the-lantern", "The Lantern, one to one"),),
    "Maisie Whelan": (Worked(905, 850, KIND.EARLY_HELP, COUNCIL, "Young carers", "L. Adeyemi"),),
    "Samir Haidary": (Worked(1005, 0, KIND.SCHOOL, SCHOOL, "School roll"),),
}  # fmt: skip


def fill_histories(by: Actor) -> None:
    """Write down what is known of three families, and who worked with them."""
    for name, told in NOTES.items():
        person = _called(name, by)
        for one in told:
            add_note(person, _note(one, by), key=uuid.uuid4(), by=by)
    for name, work in WORK.items():
        person = _called(name, by)
        for worked in work:
            record_involvement(person, _involvement(worked, by), by=by)


def _note(one: Told, by: Actor) -> NewNote:
    return NewNote(
        text=one.text,
        kind=one.kind,
        happened_on=_ago(one.days, by),
        until=_ago(one.days - one.lasted, by) if one.lasted else None,
        source=one.source,
        agency=one.agency or None,
        certainty=one.certainty,
        significance=one.weight,
        holds=one.holds,
    )


def _involvement(one: Worked, by: Actor) -> NewInvolvement:
    return NewInvolvement(
        kind=one.kind,
        agency=one.agency,
        service=one.service,
        source="The hub’s register",
        starts_on=_ago(one.since, by),
        ends_on=_ago(one.until, by) if one.until else None,
        worker_name=one.worker,
    )


def _called(name: str, by: Actor) -> Person:
    return Person.objects.get(partnership_id=by.partnership, display_name=name)


def _ago(days: int, by: Actor) -> date:
    return london_day(by.at) - timedelta(days=days)

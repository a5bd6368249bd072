"""Half a year of weeks: how often each contact came, with one week in which the hub fell behind.

The numbers are drawn with a fixed seed: what the charts show is the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from openmash.core.actor import system_actor
from openmash.core.dates import say_date
from openmash.core.references import make_reference
from openmash.core.working_time import LONDON, bank_holidays_in_england, london_day
from openmash.demo.cast import BRACKENFORD, bring_in
from openmash.demo.colleagues import keep_access_of_the_past
from openmash.demo.past.acts import MINUTES, SECONDS, Family, play_past
from openmash.demo.past.again import Again, Story, happen_again, seen, story_since
from openmash.demo.past.people import COLLEAGUES, FAMILY, GIVEN
from openmash.demo.past.stories import PAST, Past
from openmash.demo.play import Play
from openmash.foundation.access.row_security import act_as
from openmash.foundation.people.commands import refile
from openmash.foundation.people.models import Person
from openmash.frontdoor.contacts.models import Contact

WEEKS = 30
MONTH = 365.25 / 12  # days
BAD = 9  # weeks ago: two screening officers were away, and half of what came was decided late
SEED, DICE = 14, 1  # of how many came, and of who and how long: at these no other week is news
# How many of each in a week: one of these is drawn.
USUAL: dict[str, Sequence[int]] = {
    "assess": (2, 3, 3, 4),
    "advice": (2, 3, 4),
    "several": (1, 2, 2, 3),
    "late": (0, 1, 1, 2),
    "late-police": (0, 1, 1),
    "asked": (1, 2, 2, 3),
    "alone": (1, 1, 2),
    "told-late": (0, 1),
    "relapse": (1, 2, 2),
    "again": (0, 1, 1),
}
FALLEN_BEHIND = {**USUAL, "assess": (3,), "several": (1,), "late": (6,), "late-police": (4,)}


@dataclass
class Dice:
    """What is drawn: children, references nobody has, and numbers."""

    rng: Random
    references: set[str]

    def family(self, past: Past, week: date) -> Family:
        """The children of one contact of that week, as old as what is said of each, the oldest first."""
        given = self.rng.sample(GIVEN, len(past.own))
        days = [(round(least * MONTH), round(most * MONTH)) for least, most in past.ages]
        born = [week - timedelta(days=self.rng.randrange(least, most)) for least, most in days]
        return Family(tuple(given), self.rng.choice(FAMILY), tuple(born))

    def reference(self, year: int) -> str:
        """One that is free."""
        while True:
            drawn = make_reference(BRACKENFORD.prefix, self.rng.randrange, year=year)
            if drawn not in self.references:
                self.references.add(drawn)
                return drawn

    def seconds(self) -> int:
        """How long the sender wrote: five minutes, more or less, and no longer than the worry was open."""
        return min(round(self.rng.lognormvariate(5.7, 0.35)), 60 * MINUTES - 10)


@dataclass(frozen=True)
class Template:
    """What was played once, and the words in it that are others each time."""

    past: Past
    story: Story
    references: Sequence[str]
    family: Family


def play_weeks(*, now: datetime) -> int:
    """Play each contact of the past once, then let it have happened again; how many contacts.

    After the day is played, so that the day's own acts need not look through all of this.
    """
    rng = Random(SEED)  # noqa: S311 - the dice of a demonstration
    monday = _monday(now) - timedelta(weeks=WEEKS)
    plan = [_drawn(rng, WEEKS - week) for week in range(WEEKS)]
    dice = Dice(Random(DICE), set())  # noqa: S311 - the same
    with transaction.atomic():
        for colleague in COLLEAGUES.values():
            bring_in(colleague, at=_midnight(monday))
    keep_access_of_the_past(Play(now))
    Play(now).settle(BRACKENFORD.code, now)  # whatever still waits belongs to no story of the past
    first = next(
        week for week in range(WEEKS) if all(_is_worked(one, monday, week) for one in PAST)
    )
    played = [_play(Play(now), past, monday + timedelta(weeks=first), dice) for past in PAST]
    with transaction.atomic():
        by = system_actor("demonstration", partnership=BRACKENFORD.code, at=now)
        act_as(by)
        dice.references |= set(Contact.objects.values_list("reference", flat=True))
        again = [(one, list(_times(one, monday, plan, first, dice))) for one in played]
        for one, times in again:
            happen_again(one.story, times)
        refile(Person.objects.filter(card=None), by=by)
    return sum(len(one.references) * (len(times) + 1) for one, times in again)


def _play(this: Play, past: Past, monday: date, dice: Dice) -> Template:
    by, family = (
        system_actor("demonstration", partnership=BRACKENFORD.code, at=this.now),
        dice.family(past, monday),
    )
    with transaction.atomic():
        act_as(by)
        before = seen()
    references = play_past(this, past, family, _midnight(monday))
    with transaction.atomic():
        act_as(by)
        marks = _marks(references, family, SECONDS)
        return Template(past, story_since(before, marks, monday.year), references, family)


def _times(
    one: Template, monday: date, plan: Sequence[dict[str, int]], first: int, dice: Dice
) -> Iterator[Again]:
    marks = _marks(one.references, one.family, SECONDS)
    for week, often in enumerate(plan):
        this = monday + timedelta(weeks=week)
        after = one.past.again_after
        if week + after >= WEEKS or not _is_worked(one.past, monday, week):
            continue
        for _ in range(often[one.past.key]):
            references = [dice.reference(this.year) for _ in one.references]
            others = _marks(references, dice.family(one.past, this), dice.seconds())
            yield Again(week - first, dict(zip(marks, others, strict=True)))


def _marks(references: Sequence[str], family: Family, seconds: int) -> list[str]:
    """Whatever is another word each time, in an order of its own."""
    days = [word for day in family.born for word in (say_date(day), day.isoformat())]
    return [*references, *family.given, family.name, *days, str(seconds)]


def _drawn(rng: Random, ago: int) -> dict[str, int]:
    numbers = FALLEN_BEHIND if ago == BAD else USUAL
    return {key: rng.choice(list(some)) for key, some in numbers.items()}


def _is_worked(past: Past, monday: date, week: int) -> bool:
    """Whether no holiday lies in its days, when it came and when it came back: its clocks and its people
    would have gone otherwise, as at Christmas or on Good Friday."""
    weeks = {week, week + past.again_after}
    days = {monday + timedelta(weeks=some, days=day) for some in weeks for day in past.days}
    return not days & bank_holidays_in_england()


def _monday(now: datetime) -> date:
    today = london_day(now)
    return today - timedelta(days=today.weekday())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)

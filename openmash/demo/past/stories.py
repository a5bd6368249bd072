"""The contacts of the half year, each played once by the commands: who, about whom, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openmash.demo.past import judged, said
from openmash.demo.past.said import heard, unheard
from openmash.demo.stories import Answers

CLOSES = 24.0  # hours after the answer has left


@dataclass(frozen=True)
class Past:
    """One contact: who sent it, what about, what was decided, and the hours between (from the sending)."""

    key: str
    sender: str
    sent: tuple[int, float]  # days after Monday, and the hour
    said: Answers
    own: tuple[Answers, ...]  # of each child, the oldest first
    ages: tuple[tuple[int, int], ...]  # how many months old each is, at least and at most
    judged: dict[str, Any]
    marks: tuple[str, ...]
    decided: float = 4.5
    told: float = 0.0  # how long after the decision the answer left: at once, but for a fault
    asks: str = ""  # what the hub asked back, and
    answers: str = ""  # what it was told
    again_after: int = 0  # weeks until the same children were written about once more, and
    again: Past | None = None  # what was said then

    @property
    def days(self) -> range:
        """The days after Monday on which it is worked on or something of it is due: to its closing."""
        day, hour = self.sent
        return range(day, day + int(hour + self.decided + self.told + CLOSES) // 24 + 1)


GOOD, FAIR, POOR = (
    ("facts", "child", "voice", "meaning", "people", "agreement", "relevance"),
    ("facts", "child", "voice", "meaning", "agreement"),
    ("facts", "child"),
)
DRINKS = "parental_substances"
TODDLER, CHILD, GIRL, UNDER_SEVEN = (6, 17), (7 * 12, 11 * 12), (9 * 12, 14 * 12), (36, 77)
BABY = unheard(DRINKS, "pre_verbal", "Clean, and never lets go of her sister’s hand or sleeve.")

WORSE = Past(
    "worse", "marta", (2, 9.25), said.WORSE_AGAIN,
    (heard(DRINKS, "“I rang my aunt in the night. Mum would not wake up.”", E2="4"),
     unheard(DRINKS, "pre_verbal", "Pale after a night of being sick, and asleep on her sister’s arm.")),
    (GIRL, TODDLER), judged.WORSE_AGAIN, GOOD,
)  # fmt: skip

PAST = (
    Past("assess", "marta", (1, 9.5), said.DRINKING,
         (heard(DRINKS, "“I do the tea and the bath. Then I do my homework on the stairs.”", E2="4"),
          heard(DRINKS, "“She sings to us when it is loud.”"), BABY),
         (GIRL, UNDER_SEVEN, TODDLER), judged.DRINKING, GOOD),
    Past("advice", "sol", (1, 10.25), said.ARGUMENT,
         (heard("domestic_abuse", "“They were only loud.”"),), (GIRL,), judged.ARGUMENT, FAIR),
    Past("several", "joyce", (2, 9.75), said.APPOINTMENTS,
         (heard("neglect", "“Mum sleeps in the day. I am quiet.”", E2="3"),), (UNDER_SEVEN,),
         judged.APPOINTMENTS, GOOD),
    Past("late", "marta", (1, 11.0), said.LATE,
         (heard("neglect", "“Grandad does not know where the things are.”", E2="2"),), (CHILD,),
         judged.LATE, FAIR, decided=52.0),
    Past("late-police", "sol", (1, 12.5), said.THROUGH_THE_DOOR,
         (unheard("domestic_abuse", "not_seen"),), (CHILD,), judged.THROUGH_THE_DOOR, POOR, decided=49.0),
    Past("asked", "lena", (1, 9.25), said.SHORT, (unheard("parental_mental_health", "not_seen"),),
         (UNDER_SEVEN,), judged.ASKED, POOR, decided=5.5,
         asks="Who looks after the older one in the day, and are the nights quiet?",
         answers="Her aunt, every day, and her mother says that both of them sleep."),
    Past("alone", "idris", (2, 10.5), said.LONELY, (heard("neglect", "“I like it here.”"),), (CHILD,),
         judged.LONELY, FAIR),
    Past("told-late", "joyce", (1, 10.75), said.CARD,
         (heard("neglect", "“I have got a card with the days on it.”"),), (CHILD,), judged.CARD, FAIR,
         told=46.0),
    Past("relapse", "petra", (2, 11.25), said.RELAPSE,
         (unheard(DRINKS, "not_seen"),), (CHILD,), judged.RELAPSE, FAIR),
    Past("again", "marta", (2, 9.25), said.BEGUN_AGAIN,
         (heard(DRINKS, "“She was fine for a while. Then she was not.”", E2="4"), BABY),
         (GIRL, TODDLER), judged.BEGUN_AGAIN, GOOD, again_after=6, again=WORSE),
)  # fmt: skip

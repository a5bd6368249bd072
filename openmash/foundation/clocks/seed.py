"""The clocks of the first worry, as a partnership receives them (P0.4); [D] rows are ours to change."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.working_time import Length, Unit


@dataclass(frozen=True)
class ClockSeed:
    """One seed row: code, words, length, the amber point before it, and where the number comes from."""

    code: str
    name: str
    length: Length
    ideal: Length | None
    source: str


SEED = (
    ClockSeed(
        "C01",
        "Acknowledge",
        Length(1, Unit.WORKING_DAYS),
        Length(5, Unit.ELAPSED_MINUTES),
        "Statutory guidance: acknowledge within one working day; target five minutes [D]",
    ),
    ClockSeed(
        "C02",
        "Decide",
        Length(1, Unit.WORKING_DAYS),
        None,
        "Statutory guidance: decide the type of response within one working day",
    ),
    ClockSeed(
        "C03",
        "Tell the sender",
        Length(1, Unit.WORKING_DAYS),
        Length(0, Unit.WORKING_DAYS),
        "Same working day, never later than one working day after the decision [D] (L41)",
    ),
    ClockSeed(
        "C04",
        "Red enquiry",
        Length(4, Unit.ELAPSED_HOURS),
        None,
        "P3: four hours from the rating to the decision, worked past closing time [D]",
    ),
    ClockSeed(
        "C05",
        "Amber enquiry",
        Length(1, Unit.WORKING_DAYS),
        None,
        "P3: one working day from the rating to the decision [D]",
    ),
    ClockSeed(
        "C06",
        "Green enquiry",
        Length(3, Unit.WORKING_DAYS),
        None,
        "P3: three working days, only where a manager has decided what happens meanwhile [D]",
    ),
    ClockSeed(
        "C07R",
        "Answer, Red",
        Length(2, Unit.ELAPSED_HOURS),
        None,
        "C07: an agency answers a Red question in two hours, also after closing time [D]",
    ),
    ClockSeed(
        "C07A",
        "Answer, Amber",
        Length(360, Unit.WORKING_MINUTES),
        None,
        "C07: an agency answers an Amber question in six working hours [D]",
    ),
    ClockSeed(
        "C07G",
        "Answer, Green",
        Length(1440, Unit.WORKING_MINUTES),
        None,
        "C07: an agency answers a Green question in 24 working hours [D]",
    ),
    ClockSeed(
        "C08R",
        "GP answer, Red",
        Length(4, Unit.ELAPSED_HOURS),
        None,
        "C08: a GP practice answers a Red question in four hours, or by telephone [D]",
    ),
    ClockSeed(
        "C08A",
        "GP answer, Amber",
        Length(1, Unit.WORKING_DAYS),
        None,
        "C08: a GP practice answers an Amber question by the end of the next working day [D]",
    ),
    ClockSeed(
        "C08G",
        "GP answer, Green",
        Length(3, Unit.WORKING_DAYS),
        None,
        "C08: a GP practice answers a Green question in three working days [D]",
    ),
    ClockSeed(
        "C09R",
        "Health analysis, Red",
        Length(2, Unit.ELAPSED_HOURS),
        None,
        "C09: two hours from the last answer of health, or from the time it was due, whichever is first [D]",
    ),
    ClockSeed(
        "C09A",
        "Health analysis, Amber",
        Length(240, Unit.WORKING_MINUTES),
        None,
        "C09: four working hours from the last answer of health, or from the time it was due [D]",
    ),
    ClockSeed(
        "C09G",
        "Health analysis, Green",
        Length(1, Unit.WORKING_DAYS),
        None,
        "C09: one working day from the last answer of health, or from the time it was due [D]",
    ),
    ClockSeed(
        "C39",
        "Accept",
        Length(60, Unit.WORKING_MINUTES),
        None,
        "P1: the worker of an open case accepts within one working hour, or it returns [D]",
    ),
    ClockSeed(
        "C40",
        "Answer our questions",
        Length(1, Unit.WORKING_DAYS),
        None,
        "P1: one working day for the sender's answers; the decision clock keeps running [D]",
    ),
    ClockSeed(
        "C41",
        "Answer the sender",
        Length(1, Unit.WORKING_DAYS),
        None,
        "P8: a query or disagreement is answered within one working day [D]",
    ),
    ClockSeed(
        "C42R",
        "Partners’ views, Red",
        Length(30, Unit.ELAPSED_MINUTES),
        None,
        "P7: partners say within 30 minutes what they think of a Red recommendation, also after closing [D]",
    ),
    ClockSeed(
        "C42A",
        "Partners’ views, Amber",
        Length(120, Unit.WORKING_MINUTES),
        None,
        "P7: partners say within two working hours what they think of an Amber recommendation [D]",
    ),
    ClockSeed(
        "C42G",
        "Partners’ views, Green",
        Length(240, Unit.WORKING_MINUTES),
        None,
        "P7: partners say within four working hours what they think of a Green recommendation [D]",
    ),
    ClockSeed(
        "C43",
        "Review an emergency opening",
        Length(2, Unit.WORKING_DAYS),
        None,
        "roles.md §4: an emergency opening of a restricted record is reviewed in two working days",
    ),
    ClockSeed(
        "C33",
        "Police protection runs out",
        Length(72, Unit.ELAPSED_HOURS),
        None,
        "Children Act 1989 s.46: 72 hours from when the police took the child (P27)",
    ),
    ClockSeed(
        "C35",
        "First visit, private fostering",
        Length(7, Unit.WORKING_DAYS),
        None,
        "Private fostering arrangements: seven working days from the notification (P27)",
    ),
    ClockSeed(
        "C36",
        "Known FGM reported to the police",
        Length(1, Unit.WORKING_DAYS),
        None,
        "FGM Act 2003 s.5B: by the close of the next working day (P27)",
    ),
    ClockSeed(
        "C32",
        "Allegation agreed with the designated officer",
        Length(1, Unit.WORKING_DAYS),
        None,
        "Working Together: the designated officer hears within one working day (P27)",
    ),
    ClockSeed(
        "C44",
        "Take over a plan",
        Length(15, Unit.WORKING_DAYS),
        None,
        "A child who moved in on a plan: a transfer within 15 working days (P27)",
    ),
)

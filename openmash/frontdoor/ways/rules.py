"""What somebody without an account is asked and told; pure (P1, P8, `roles.md` §5)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from openmash.frontdoor.contacts.states import ARRIVED, ContactState

MOST_CHILDREN = 12
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Stage(StrEnum):
    """How far it has come, for whoever sent it: no more than this is ever said."""

    ARRIVED = "arrived"
    LOOKED_AT = "looked_at"
    DEALT_WITH = "dealt_with"
    PUT_AWAY = "put_away"


ENDED = frozenset({ContactState.FEEDBACK_SENT, ContactState.CLOSED})


def stage_of(state: str, *, tells_the_end: bool) -> Stage:
    """Received, being looked at, dealt with (`roles.md` §5); what was put away as a mistake says so,
    so that whoever meant it can ring. A partnership may leave the end unsaid."""
    if state in ARRIVED:
        return Stage.ARRIVED
    if state == ContactState.IN_ERROR:
        return Stage.PUT_AWAY
    if state in ENDED and tells_the_end:
        return Stage.DEALT_WITH
    return Stage.LOOKED_AT


@dataclass(frozen=True)
class Sum:
    """A question that a person answers at once, in words that a screen reader reads."""

    words: str
    answer: int

    def is_answered_by(self, text: str) -> bool:
        """Whether this is the answer, as a figure or as a word."""
        said = text.strip().lower()
        return said == str(self.answer) or (
            self.answer <= len(NUMBERS) and said == NUMBERS[self.answer - 1]
        )


def sum_for(key: uuid.UUID) -> Sum:
    """One for each page: the same page asks the same again."""
    one, two = key.int % 5 + 2, key.int // 5 % 4 + 1
    return Sum(f"What is {NUMBERS[one - 1]} and {NUMBERS[two - 1]} together?", one + two)


def asks_for_a_person(sent: int, most: int, *, danger: bool) -> bool:
    """Past so many within the hour somebody says that they are a person; in danger nobody is asked.

    A limit slows down and never refuses: a school is one place with many people in it.
    """
    return sent >= most and not danger


def why_not_ended_by_another(
    taker: str, *, is_here: bool, written: datetime, at: datetime, minutes: int
) -> Iterator[str]:
    """A colleague ends a call whose taker has left, or has written nothing for so many minutes."""
    if is_here and at - written < timedelta(minutes=minutes):
        yield (
            f"{taker} wrote on it less than {minutes} minutes ago. Ask them first: what they write"
            " after it is over is not kept"
        )

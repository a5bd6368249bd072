"""How good a referral was, from what was in it; pure (e-MARF §8, L34, L52).

It speaks of the referral and never of the family, and never says that somebody should not have told us.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum

from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.contacts.states import ARRIVED, ContactState

LONGEST_HELP = 500
NOTHING_TO_RATE = frozenset({ContactState.DRAFT, ContactState.WITHDRAWN, ContactState.IN_ERROR})


class Mark(StrEnum):
    """What a good referral has, in the order of the e-MARF."""

    FACTS = "facts"
    CHILD = "child"
    VOICE = "voice"
    MEANING = "meaning"
    PEOPLE = "people"
    AGREEMENT = "agreement"
    RELEVANCE = "relevance"


MARK_WORDS: dict[Mark, tuple[str, str]] = {
    Mark.FACTS: ("Facts are clear", "What was seen or heard, when, and by whom"),
    Mark.CHILD: ("It is about the child", "Not only about the adults, or the agency’s own work"),
    Mark.VOICE: ("The child is heard", "Their words, or what was seen of them, or why not"),
    Mark.MEANING: ("It says what it means", "What worries the sender, and for this child"),
    Mark.PEOPLE: (
        "People are complete",
        "Names, birth dates, who lives there and who else matters",
    ),
    Mark.AGREEMENT: (
        "Agreement is clear",
        "Whether the family knows, and what they said, or why not",
    ),
    Mark.RELEVANCE: ("Everything in it matters", "Nothing that is beside the point"),
}
# The same for the sender, where it was missing: what would have helped.
HELPS: dict[Mark, str] = {
    Mark.FACTS: "What you saw or heard, with the day, and who told you",
    Mark.CHILD: "More about the child, beside what the adults did",
    Mark.VOICE: "The child’s own words, or what you saw of them; if you could not speak with them, why",
    Mark.MEANING: "What worries you about it, for this child",
    Mark.PEOPLE: "Names and birth dates, who lives there, and who else matters to the child",
    Mark.AGREEMENT: "Whether the family knows that you told us, and what they said",
    Mark.RELEVANCE: "The few facts that matter most",
}
THANKS = "Thank you for telling us. That is what matters most."
ALL_THERE = "Thank you. The facts, the child’s voice and what it means were there, and that helped."
MOST_HELPS = 3  # of which one can learn at once
RATING_WORDS = {1: "Little to go on", 2: "Some of what we need", 3: "Good", 4: "Very good"}


def rating_of(marks: Collection[str]) -> int:
    """4 for four or more with voice and meaning, 3 for three or more, else 2 for two, 1 for fewer."""
    if len(marks) >= 4 and {Mark.VOICE, Mark.MEANING} <= set(marks):
        return 4
    return min(3, max(1, len(marks)))


def is_best(rating: int) -> bool:
    """What mattered was there: nothing is left to wish for."""
    return rating == max(RATING_WORDS)


def missing_in(marks: Collection[str]) -> list[Mark]:
    """What would have helped, in the order of the form."""
    return [one for one in Mark if one not in marks]


def why_not_rateable(state: str, *, by_account: bool) -> Iterator[str]:
    """Whoever rates it has read it: it was taken up, and it was meant. A neighbour is not rated."""
    if not by_account:
        yield "Only what a professional sent is rated"
    if state in NOTHING_TO_RATE:
        yield "There is nothing here to rate"
    if state in ARRIVED:
        yield "Nobody has taken it up yet: read it first"


def why_referral_not_rated(
    state: str, marks: Collection[str], helps: str, *, before: tuple[Collection[str], str] | None,
    because: str, by_account: bool = True,
) -> Iterator[str | tuple[str, str]]:  # fmt: skip
    """Every reason against keeping this rating; `before` is the one that stands, if any."""
    yield from why_not_rateable(state, by_account=by_account)
    if not set(marks) <= set(Mark):
        yield ("marks", "Choose from the list")
    if not marks and not helps.strip():
        yield ("marks", "Tick what was in it; where nothing was, say below what would have helped")
    if len(helps.strip()) > LONGEST_HELP:
        yield ("helps", f"Use at most {LONGEST_HELP} characters: one thing, kindly")
    if before is not None:
        if set(before[0]) == set(marks) and before[1] == helps.strip():
            yield "It is rated so already"
        yield from (("because", why) for why in short_reason(because))

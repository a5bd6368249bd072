"""What must be known to send a worry, what would help most, and what is urgent (P1, e-MARF §4, §8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from openmash.core.names import words_of


class Safety(StrEnum):
    """Answers to "Are any of them in danger right now?" (A3)."""

    SAFE = "safe"
    SAFE_FOR_NOW = "safe_for_now"
    NOT_SAFE = "not_safe"
    NOT_KNOWN = "not_known"


SHORTEST_STORY = 40
LOST_PLACE = "not_known"
# “At home” or “somewhere else” finds nobody without the words for it.
PLACES = frozenset({"setting", "hospital", "police"})
HARM = frozenset(
    {
        "physical_harm", "sexual_harm", "emotional_harm", "neglect", "domestic_abuse", "self_harm",
        "missing", "cse", "cce", "trafficking", "gangs", "online", "fgm", "faith_belief",
        "honour_marriage", "radicalisation",
    }
)  # fmt: skip
HIGHEST_LEVEL = "4"
MOST_DESCRIPTORS = 3


@dataclass(frozen=True)
class ChildFacts:
    """What sending needs to know of one child."""

    position: int
    called: str
    name: str = ""
    description: str = ""
    place: str = ""
    unborn: bool = False
    concerns: tuple[str, ...] = ()
    heard: bool = False  # words, or why there are none (P28)
    level: str = ""
    birth_date: date | None = None


@dataclass(frozen=True)
class WorryFacts:
    """What sending needs to know of the whole worry."""

    children: tuple[ChildFacts, ...] = ()
    where: str = ""
    place: str = ""
    safety: str = ""
    story: str = ""
    people: bool = False
    meaning: bool = False
    family_told: bool = False
    before: bool = False
    said: bool = False  # anything at all was written


@dataclass(frozen=True)
class Gap:
    """Something that is not there yet: in words, the page and field that settle it, its weight."""

    text: str
    page: str
    field: str
    position: int = 0
    points: int = 0

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Completeness:
    """How much is there, 0 to 100, and what would help most: never a pass or a fail (§8)."""

    score: int
    would_help: tuple[Gap, ...]


def is_identifiable(child: ChildFacts, worry: WorryFacts) -> bool:
    """A name, or a place with a description or with a baby that is due there (A1)."""
    placed = bool(child.place or _place(worry))
    return bool(child.name) or (placed and (bool(child.description) or child.unborn))


def missing_essentials(worry: WorryFacts) -> Iterator[Gap]:
    """What stands in the way of sending; nothing does when a child is in danger (P1, §4 A3).

    Who is worried is always known: the sender has signed in.
    """
    if worry.safety == Safety.NOT_SAFE:
        return
    if not any(is_identifiable(child, worry) for child in worry.children):
        yield _who_is_meant(worry)
    if not worry.safety:
        yield Gap("Say whether a child is in danger right now", "children", "A3")
    yield from _missing_worries(worry)


def missing_from_outside(worry: WorryFacts) -> Iterator[str]:
    """What stands in the way of somebody without an account: an empty page alone (P1, e-MARF §7).

    What is said about a child is never sent back for being little.
    """
    if not (worry.safety == Safety.NOT_SAFE or worry.story or worry.said):
        yield "Write something before you send it. A few words are enough"


def _who_is_meant(worry: WorryFacts) -> Gap:
    first = worry.children[0] if worry.children else ChildFacts(1, "the child")
    if first.unborn:
        return Gap("Say where the mother lives or is now", "children", "A1_address", first.position)
    words = "Give a child’s name, or say what the child looks like and where exactly"
    return Gap(words, "children", "A1_name", first.position)


def _missing_worries(worry: WorryFacts) -> Iterator[Gap]:
    if worry.children and not any(child.concerns for child in worry.children):
        first = worry.children[0]
        yield Gap(
            f"Choose what you are worried about for {first.called}", "what", "B1", first.position
        )
    if len(worry.story.strip()) < SHORTEST_STORY:
        yield Gap(
            f"Say what happened or what you have seen, in {SHORTEST_STORY} characters or more",
            "what",
            "B2",
        )


def completeness(worry: WorryFacts) -> Completeness:
    """The score of §8, children sharing the points of what is asked of each."""
    lost = tuple(_lost(worry))
    score = 100 - sum(gap.points for gap in lost)
    return Completeness(score, tuple(sorted(lost, key=lambda gap: -gap.points)))


def nudges(worry: WorryFacts) -> tuple[Gap, ...]:
    """What would help and does not stand in the way: what can truly be left out."""
    needed = {(gap.field, gap.position) for gap in missing_essentials(worry)}
    return tuple(g for g in completeness(worry).would_help if (g.field, g.position) not in needed)


def _lost(worry: WorryFacts) -> Iterator[Gap]:
    yield from _lost_by_children(worry)
    if not worry.safety:
        yield Gap("Whether the children are safe now", "children", "A3", points=10)
    if len(worry.story.strip()) < SHORTEST_STORY:
        yield Gap("What happened, when and where", "what", "B2", points=20)
    if not worry.people:
        yield Gap("Who lives with them and who else matters", "people", "A4_1_name", points=10)
    if not worry.meaning:
        yield Gap("What this means for the child", "meaning", "B3", points=10)
    if not worry.family_told:
        yield Gap("What the family knows", "family", "D1", points=5)
    if not worry.before:
        yield Gap("Whether it has happened before", "meaning", "B5", points=5)


def _lost_by_children(worry: WorryFacts) -> Iterator[Gap]:
    shares = _shares(len(worry.children) or 1)
    children = worry.children or (ChildFacts(1, "the child"),)
    for child, (a1, b1, c1) in zip(children, shares, strict=True):
        at = child.position
        if not is_identifiable(child, worry):
            yield Gap("Who the child is", "children", "A1_name", at, a1)
        if not child.concerns:
            yield Gap(f"What worries you about {child.called}", "what", "B1", at, b1)
        if not child.heard:
            yield Gap(f"What {child.called} has said or shown, or why not", "voice", "C1", at, c1)


def _shares(children: int) -> list[tuple[int, int, int]]:
    """15, 10 and 15 points split into whole ones; the first children carry the rest."""
    return [
        (_share(15, n, children), _share(10, n, children), _share(15, n, children))
        for n in range(children)
    ]


def _share(points: int, number: int, among: int) -> int:
    return points // among + (number < points % among)


def is_urgent(worry: WorryFacts) -> bool:
    """Danger, or nobody knows whether or where the child is safe (§4 A2, A3)."""
    unsure = worry.safety in {Safety.NOT_SAFE, Safety.NOT_KNOWN}
    return unsure or worry.where == LOST_PLACE


def tells_of_harm(worry: WorryFacts) -> bool:
    """Harm is ticked: an unsent draft like this warns its writer (§8)."""
    concerns = {code for child in worry.children for code in child.concerns}
    level = any(child.level == HIGHEST_LEVEL for child in worry.children)
    return is_urgent(worry) or level or bool(concerns & HARM)


def is_same_child(one: ChildFacts, two: ChildFacts) -> bool:
    """One name is the other or part of it, and no birth dates contradict each other."""
    mine, theirs = set(words_of(one.name)), set(words_of(two.name))
    if not (mine and theirs and (mine <= theirs or theirs <= mine)):
        return False
    return None in {one.birth_date, two.birth_date} or one.birth_date == two.birth_date


def describing(concern: str, descriptors: Sequence[Mapping[str, Any]]) -> list[tuple[int, str]]:
    """Up to three lines of the guidance on a worry, one for each level, the highest levels (L13)."""
    levels: dict[int, str] = {}
    for row in descriptors:
        if concern in row["concerns"]:
            levels.setdefault(row["level"], row["text"])
    return sorted(levels.items())[-MOST_DESCRIPTORS:]


def _place(worry: WorryFacts) -> str:
    return worry.place or (worry.where if worry.where in PLACES else "")

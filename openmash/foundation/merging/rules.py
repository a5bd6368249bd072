"""Pure rules of joining, parting and restricting. The page shows what the command will say."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from openmash.core.matching import Likelihood

SHORTEST_REASON = 10
MOST_READERS_OF_AN_IDENTITY = 5  # `roles.md` §4

_SURE = (
    (0.99, Likelihood.ALMOST_CERTAIN),
    (0.9, Likelihood.VERY_LIKELY),
    (0.5, Likelihood.LIKELY),
)


@dataclass(frozen=True)
class Side:
    """What the rules need of one of two human beings; `on_case` are users and their names."""

    flags: tuple[str, ...] = ()
    readers: frozenset[str] | None = None
    protected_address: bool = False
    on_case: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Between:
    """What was said of the two together."""

    not_the_same_by: str = ""
    related_as: str = ""


def word_for(probability: float) -> Likelihood:
    """A probability in words; people read words, never a number (`guide.md` §5)."""
    return next((word for least, word in _SURE if probability >= least), Likelihood.UNLIKELY)


def in_order(one: uuid.UUID, two: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """The two keys in the order in which a pair keeps them."""
    return (one, two) if one < two else (two, one)


def short_reason(because: str) -> Iterator[str]:
    """A reason is words that somebody else understands a year later."""
    if len(because.strip()) < SHORTEST_REASON:
        yield f"Say why, in at least {SHORTEST_REASON} characters: this is kept with the record"


def takes_two(one: Side, two: Side, between: Between) -> Iterator[str]:
    """Every reason why joining these two needs a second person; none when one may do it alone."""
    for flag in dict.fromkeys((*one.flags, *two.flags)):
        yield f"There is a flag: {flag}"
    if one.readers is not None or two.readers is not None:
        yield "One of them is restricted to named people"
    if one.protected_address or two.protected_address:
        yield "There is a protected address"
    if between.related_as:
        yield f"They are recorded as related to each other: {between.related_as}"
    if between.not_the_same_by:
        yield f"{between.not_the_same_by} said that they are not the same person"


def readers_of_all(restricted: Iterable[Collection[str] | None]) -> frozenset[str] | None:
    """Who may know of a human being: those who may know of every restricted record of them."""
    sets = [frozenset(readers) for readers in restricted if readers is not None]
    return frozenset.intersection(*sets) if sets else None


def why_not_joined(one: Side, two: Side) -> Iterator[str]:
    """Everything that makes joining impossible: nobody left to read, or a worker shut out."""
    readers = readers_of_all([one.readers, two.readers])
    if readers is None:
        return
    if not readers:
        yield "Nobody may know of both: joined, they would be lost to everybody"
    for side in (one, two):
        yield from shut_out(side, readers)


def shut_out(side: Side, readers: Collection[str]) -> Iterator[str]:
    """Who is on a case of this person now and could no longer open it."""
    for user, name in side.on_case.items():
        could = side.readers is None or user in side.readers
        if could and user not in readers:
            yield f"{name} is on an open case and could no longer open this person"


def why_not_confirmed(proposer: str, user: str) -> Iterator[str]:
    """The second pair of eyes is somebody else's."""
    if proposer == user:
        yield "You proposed it, so somebody else has to look at it before they are joined"


def why_not_split(chosen: Collection[str], there: Collection[str]) -> Iterator[str]:
    """A split gives something away and leaves something."""
    if not chosen:
        yield "Choose what belongs to somebody else"
    elif set(there) <= set(chosen):
        yield "Leave something: what is left stays with this person"


def why_not_restricted(
    readers: Collection[str], user: str, is_identity: bool, can_read: Collection[str]
) -> Iterator[str]:
    """A restriction leaves nobody out by accident, and never leaves nobody."""
    if user not in readers:
        yield (
            "Name yourself too. To hand the record over, restrict it with the person who takes it"
            " on; they can then take you off"
        )
    if is_identity and len(readers) > MOST_READERS_OF_AN_IDENTITY:
        yield f"A protected identity has at most {MOST_READERS_OF_AN_IDENTITY} readers"
    if not set(readers) <= set(can_read):
        yield "Only people who may open a person in this hub can be named"

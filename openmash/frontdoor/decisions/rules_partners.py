"""Partners say it before it is decided (P7): whose word counts, who is waited for, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openmash.frontdoor.decisions.states import AskedOver

AGREE, DISAGREE, NO_VIEW = "AGREE", "DISAGREE", "NO_VIEW"
VIEWS = frozenset({AGREE, DISAGREE, NO_VIEW})
SHORTEST = 20  # a reason that somebody can follow a year later


@dataclass(frozen=True)
class Window:
    """Who was asked of the recommendation that stands, who has said nothing yet, and until when."""

    asked: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    until: str = ""
    passed: bool = False

    @property
    def waits(self) -> bool:
        """Somebody may still say something, and is waited for."""
        return bool(self.silent) and not self.passed


NOBODY_ASKED = Window()


@dataclass(frozen=True)
class Said:
    """One word of one agency, in the order in which they were said.

    `counts` where it is about what is recommended now; `key` tells its line of the page.
    """

    agency: str
    view: str
    person: str = ""
    counts: bool = True
    key: str = ""


@dataclass(frozen=True)
class Signing:
    """What a decider adds when they sign: why partners are not waited for, and the plan meanwhile.

    `heard` is what they had before them; None where nobody looked at a page.
    """

    early: str = ""
    plan: str = ""
    heard: str | None = None


def standing(said: Iterable[Said]) -> list[Said]:
    """The last word of each person that counts: who disagreed and then agreed does not dissent."""
    words: dict[tuple[str, str], Said] = {}
    for one in said:
        if one.counts:
            who = (same_name(one.agency), one.person)
            words.pop(who, None)
            words[who] = one
    return list(words.values())


def latest(said: Iterable[Said]) -> dict[str, str]:
    """What each agency thinks. It dissents while anybody of it does: a colleague who agrees
    silences nobody."""
    words: dict[str, Said] = {}
    for one in standing(said):
        before = words.get(same_name(one.agency))
        if before is None or before.view != DISAGREE:
            words[same_name(one.agency)] = one
    return {one.agency: one.view for one in words.values()}


def same_name(name: str) -> str:
    """An agency or a person as they are compared, however somebody has typed it."""
    return " ".join(name.split()).casefold()


def is_a_reason(words: str) -> bool:
    """Whether it says enough to be followed later."""
    return len(words.strip()) >= SHORTEST


def why_no_view(over: str, view: str, reason: str) -> Iterator[str]:
    """Everything that stands in the way of a partner's word."""
    if over == AskedOver.DECIDED:
        yield "It has been decided. Ring the hub if you know something new, or disagree"
    elif over == AskedOver.DROPPED:
        yield "Nothing is recommended any more. Ring the hub if you know something new"
    elif over:
        yield "The recommendation has been changed meanwhile. You are asked again about the new one"
    if view not in VIEWS:
        yield "Say whether you agree"
    if view == DISAGREE and not reason.strip():
        yield "Say why you disagree: the manager reads it before anything is decided"


def why_not_the_hubs(*, said_themselves: bool) -> Iterator[str]:
    """Why the hub does not take a word back: it was said by the partner, and not noted by the hub."""
    if said_themselves:
        yield "They said this themselves: only they take it back"

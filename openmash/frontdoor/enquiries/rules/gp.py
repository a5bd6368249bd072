"""When a GP practice is asked, and what it takes not to ask it (P5, L08, L64–L66).

Nobody needs a reason to ask. Not asking needs one, and the decision waits for one or the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.enquiries.rules.repeats import Repeat, has_more, say_repeat
from openmash.frontdoor.enquiries.states.gp import TRIGGER_WORDS, GpState, OptOut, Trigger

URGENT = frozenset({"red", "amber"})
PARENTS = frozenset({"parental_mental_health", "parental_substances", "domestic_abuse"})


@dataclass(frozen=True)
class Situation:
    """What the triggers go by."""

    rag: str
    infant: bool = False
    concerns: frozenset[str] = frozenset()
    upgraded: bool = False
    repeats: tuple[Repeat, ...] = ()
    switched_off: frozenset[str] = frozenset()  # by the partnership


@dataclass(frozen=True)
class Request:
    """One practice of the enquiry, as the decision has to know it."""

    practice: str
    state: str
    answered: bool = False


@dataclass(frozen=True)
class NotAsked:
    """Why somebody wants no practice asked."""

    reason: str
    words: str = ""


@dataclass(frozen=True)
class Why:
    """Why a practice is asked: the triggers, and the reports behind T7."""

    codes: tuple[str, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    upgraded: bool = False

    def is_more(self, before: Why) -> bool:
        """A reason that was not known when the practice was last thought of."""
        return bool(set(self.codes) - set(before.codes)) or has_more(self.repeats, before.repeats)

    def is_anew(self, before: Why) -> bool:
        """What the practice answered is from before it became more urgent, or was reported again."""
        return self.upgraded or has_more(self.repeats, before.repeats)


def why_asked(now: Situation) -> Why:
    """Why the practice is asked by itself, as things stand now."""
    codes = triggers(now)
    again = now.repeats if Trigger.T7 in codes else ()
    return Why(codes, again, Trigger.T6 in codes)


def triggers(now: Situation) -> tuple[Trigger, ...]:
    """Every reason for which the practice is asked by itself; none: asking is only suggested."""
    found = {
        Trigger.T1: now.rag in URGENT,
        Trigger.T2: now.infant,
        Trigger.T3: bool(now.concerns & PARENTS),
        Trigger.T6: now.upgraded,
        Trigger.T7: bool(now.repeats),
    }
    return tuple(one for one, holds in found.items() if holds and one not in now.switched_off)


def is_asked_after_decision(last: str, left_out_because: str, *, recent: bool) -> bool:
    """Whether a decision asks a practice once more: unless it has answered lately, or is a danger."""
    return not recent and not (
        last == GpState.OPTED_OUT and left_out_because == OptOut.RISK_AT_PRACTICE
    )


def say_triggers(codes: Iterable[str], again: Iterable[Repeat] = ()) -> str:
    """Why the practice is asked, in words; what repeats with its days."""
    found = []
    for code in codes:
        told = [say_repeat(one) for one in again] if code == Trigger.T7 else []
        found += told or [TRIGGER_WORDS[Trigger(code)]]
    return "; ".join(found)


def why_not_opted_out(
    wanted: NotAsked, *, practice_known: bool, recent: bool, is_manager: bool
) -> Iterator[str]:
    """Every reason why this is not enough to leave the practice out."""
    if wanted.reason not in set(OptOut):
        yield "Choose why the practice is not asked"
    if wanted.reason == OptOut.NOT_REGISTERED and practice_known:
        yield "The register names this practice: correct the register first if that is wrong"
    if wanted.reason == OptOut.RECENT_ANSWER and not recent:
        yield "This practice has given no answer about these people lately"
    if wanted.reason == OptOut.OTHER and not is_manager:
        yield "Only a manager decides for another reason"
    if wanted.reason in {OptOut.RISK_AT_PRACTICE, OptOut.OTHER}:
        yield from short_reason(wanted.words)


def why_not_decided(requests: Iterable[Request], *, refused: bool) -> Iterator[str]:
    """What the decision waits for: each practice asked or left out for a reason, each answer weighed.

    Where the family has refused and no manager overrode it, nobody may ask: it is missing, not owed.
    """
    for one in requests:
        if one.state == GpState.DUE and not refused:
            yield f"{one.practice}: ask the practice, or say why not"
        elif one.state == GpState.SENT and one.answered:
            yield f"{one.practice}: say whether its answer is used, or why not"

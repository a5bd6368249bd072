"""May checks leave, and what stands in the way of each step of agreement (P4).

`why_checks_may_not_leave` is the one rule: the page shows it beside the button, and whatever sends a
check refuses by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from openmash.frontdoor.contacts.rules.screening import SHORTEST_REASON, short_reason
from openmash.frontdoor.enquiries.states import (
    AGREED,
    CARRIES,
    NOT_AGREED,
    ONLY_AFTER_REFUSAL,
    OVERRIDDEN,
    RUNNING,
    AgreementState,
    Answer,
    Ground,
    Standing,
)

SHORTEST_RATIONALE = 60
S = AgreementState


@dataclass(frozen=True)
class Said:
    """One time somebody was asked, and what came of it."""

    whom: str  # the key of the person in the scope
    called: str
    standing: str
    answer: str
    at: datetime
    recorded: datetime
    withdrawn: bool = False
    not_these: frozenset[str] = frozenset()  # kinds of agency they do not want asked

    @property
    def carries(self) -> bool:
        """Whether this answer decides anything: by parental responsibility, or being able to."""
        return self.standing in CARRIES and self.answer != Answer.NOT_REACHED

    @property
    def is_against(self) -> bool:
        """A refusal, or an agreement taken back."""
        return self.withdrawn or self.answer == Answer.REFUSED


@dataclass(frozen=True)
class Young:
    """A child old enough to be asked for their own view."""

    key: str
    called: str
    has_said: bool


@dataclass(frozen=True)
class AgreementFacts:
    """What the rules need to know of an agreement."""

    enquiry: str
    state: str
    rag: str = ""
    said: tuple[Said, ...] = ()
    young: tuple[Young, ...] = ()
    override_stands: bool = False
    askers: frozenset[str] = field(default_factory=frozenset)  # users who asked the family
    attempts_needed: int = 2
    after_decision: frozenset[str] = frozenset()  # practices that what was decided asks for

    @property
    def latest(self) -> tuple[Said, ...]:
        """The last word of each person that decides anything."""
        words = [one for one in self.said if one.carries]
        people = dict.fromkeys(one.whom for one in words)
        return tuple(_last([one for one in words if one.whom == whom]) for whom in people)

    @property
    def against(self) -> tuple[Said, ...]:
        """Those whose last word is a refusal, or an agreement taken back."""
        return tuple(one for one in self.latest if one.is_against)

    @property
    def in_favour(self) -> tuple[Said, ...]:
        """Those whose last word is an agreement, with limits or without."""
        return tuple(one for one in self.latest if one not in self.against)


def _last(words: list[Said]) -> Said:
    """What one person said last, and what was written down last: a no in either of them stands.

    A slip is put right by writing it down again, perhaps with an earlier time; and what somebody said
    long ago may be written down late. Neither may bring an agreement back to life.
    """
    said = max(words, key=lambda one: (one.at, one.recorded))
    written = max(words, key=lambda one: (one.recorded, one.at))
    return written if written.is_against else said


def why_checks_may_not_leave(
    facts: AgreementFacts, to_kind: str = "", agency: str = ""
) -> Iterator[str]:
    """Every reason why nobody may be asked now; the agency that would be, and its kind, where known.

    An enquiry that is decided asks nobody, but the practices that its decision asks for (P5 T4, T5, T8).
    """
    if facts.enquiry not in RUNNING and agency not in facts.after_decision:
        yield "The enquiry is not running, so nobody is asked for it"
    if facts.state in OVERRIDDEN:
        if not facts.override_stands:
            yield "No manager’s override with its ground and reason stands"
        return
    if facts.state not in AGREED:
        yield _why_not_agreed(facts)
        return
    yield from _why_not_carried(facts)
    yield from _beyond_limits(facts, to_kind)
    for one in facts.young:
        if not one.has_said:
            yield f"Write down what {one.called} thinks of it, or why that is not known"


def is_beyond_limits(facts: AgreementFacts, kind: str) -> bool:
    """Whether the family has agreed, but not to asking this kind of agency."""
    return facts.state in AGREED and any(_beyond_limits(facts, kind))


def state_after(facts: AgreementFacts) -> AgreementState | None:
    """What the last word of everybody comes to; one refusal outweighs any agreement.

    None where nobody has answered whose word decides anything.
    """
    if any(one.answer == Answer.REFUSED for one in facts.against if not one.withdrawn):
        return S.REFUSED
    if facts.against:
        return S.WITHDRAWN
    if any(one.answer == Answer.LIMITED for one in facts.in_favour):
        return S.LIMITED
    return S.GIVEN if facts.in_favour else None


@dataclass(frozen=True)
class Asked:
    """What a social worker writes down of asking one person."""

    whom: str
    standing: str
    method: str
    answer: str
    at: datetime
    explained: bool = False
    interpreter: bool = False
    limits: str = ""
    not_these: tuple[str, ...] = ()


def why_not_kept(asked: Asked, *, is_child: bool, now: datetime) -> Iterator[str]:
    """P4: whom, how, when, what for, and what they said; a limit says what it is."""
    if not asked.whom:
        yield "Choose whom you asked"
    yield from _why_no_standing(asked.standing, is_child=is_child)
    if not asked.method:
        yield "Say how you asked"
    if asked.at > now:
        yield "Say when you asked: this is still to come"
    yield from _why_no_answer(asked)


def why_not_given_up(facts: AgreementFacts, reason: str) -> Iterator[str]:
    """P4: two attempts at different times, unless it is Red."""
    times = {one.at for one in facts.said if one.answer == Answer.NOT_REACHED}
    if facts.rag != "red" and len(times) < facts.attempts_needed:
        yield (
            f"Try at least {facts.attempts_needed} times at different times,"
            f" and write each down: {len(times)} so far"
        )
    yield from short_reason(reason)


@dataclass(frozen=True)
class Override:
    """What a manager decides: the ground, why here, and when the parents are told."""

    ground: str
    rationale: str
    tell_on: date | None = None
    never_because: str = ""


def override_step(facts: AgreementFacts) -> str:
    """Before anybody has said no, it is without asking."""
    refused = facts.state in NOT_AGREED or bool(facts.against)
    return "override_after_refusal" if refused else "override_without_asking"


def why_not_overridden(
    facts: AgreementFacts, said: Override, *, by: str, today: date
) -> Iterator[str]:
    """P4: a coded ground, the reason here in 60 characters, another person than who asked."""
    yield from why_not_me(facts, by)
    yield from _ground(facts, said)
    if len(said.rationale.strip()) < SHORTEST_RATIONALE:
        yield f"Say why in this case, in at least {SHORTEST_RATIONALE} characters"
    yield from why_not_told_later(said.tell_on, said.never_because, today=today)


def why_not_me(facts: AgreementFacts, by: str) -> Iterator[str]:
    """Four eyes: whoever asked the family does not overrule it."""
    if by in facts.askers:
        yield "You asked the family yourself: another manager has to decide"


def why_not_told_later(tell_on: date | None, never_because: str, *, today: date) -> Iterator[str]:
    """The parents are told when it is safe: a day to look again, or a reason why never."""
    if tell_on is None and not never_because.strip():
        yield "Say when to look again at telling the parents, or why never"
    elif tell_on is None and len(never_because.strip()) < SHORTEST_REASON:
        yield f"Say why the parents are never told, in at least {SHORTEST_REASON} characters"
    if tell_on is not None and tell_on < today:
        yield "The day to look again has passed already"


def why_no_view(words: str, why_not: str) -> Iterator[str]:
    """Their own words, or why there are none."""
    if not words.strip() and not why_not.strip():
        yield "Write their own words, or why they are not known"


def _why_no_standing(standing: str, *, is_child: bool) -> Iterator[str]:
    if standing not in set(Standing):
        yield "Say whether they hold parental responsibility"
    if standing == Standing.ABLE and not is_child:
        yield "Only a young person is judged able to decide"
    if standing == Standing.HOLDS and is_child:
        yield "A child does not hold parental responsibility for themselves"


def _why_no_answer(asked: Asked) -> Iterator[str]:
    if asked.answer not in set(Answer):
        yield "Say what they answered"
    elif asked.answer != Answer.NOT_REACHED and not asked.explained:
        yield "Whoever answers has been told what for, and who would be asked"
    if asked.answer == Answer.LIMITED and not (asked.limits.strip() or asked.not_these):
        yield "Say what they do not agree to"


def _why_not_agreed(facts: AgreementFacts) -> str:
    names = _names(facts.against) or "The family"
    match facts.state:
        case S.TO_BE_SOUGHT:
            return "Nobody has answered yet who is known to hold parental responsibility"
        case S.REFUSED:
            return f"{names} refused: a manager overrides it, or respects it"
        case S.UNOBTAINABLE:
            return "Nobody could be asked: a manager overrides it, or respects it"
        case S.WITHDRAWN:
            return f"{names} took the agreement back: a manager overrides it, or respects it"
        case S.RESPECTED:
            return "The refusal is respected: it is decided on what is lawfully known already"
        case _:
            return "Nobody has been asked to agree yet"


def _why_not_carried(facts: AgreementFacts) -> Iterator[str]:
    """What the state says is not believed without the answers that made it."""
    if facts.against:
        yield f"{_names(facts.against)} refused: a manager overrides it, or respects it"
    if not facts.in_favour:
        yield "Nobody known to hold parental responsibility has agreed"


def _beyond_limits(facts: AgreementFacts, to_kind: str) -> Iterator[str]:
    for one in facts.in_favour:
        if to_kind and to_kind in one.not_these:
            yield f"{one.called} agreed, but not to asking this kind of agency"


def _ground(facts: AgreementFacts, said: Override) -> Iterator[str]:
    if said.ground not in set(Ground):
        yield "Choose the ground"
    elif said.ground in ONLY_AFTER_REFUSAL and override_step(facts) != "override_after_refusal":
        yield "Nobody has refused, so this ground does not fit"


def _names(said: Iterable[Said]) -> str:
    return " and ".join(one.called for one in said)

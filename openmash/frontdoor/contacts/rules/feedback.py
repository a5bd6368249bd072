"""What a sender is told, by who they are, and what stands in the way of closing (P8, `roles.md` §5).

Pure: the words come from facts alone, so that a test can show what never leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from openmash.foundation.access.roles import Role
from openmash.frontdoor.contacts.states import OWING, FeedbackState

SHORTEST_DISAGREEMENT = 20
MANAGERS = frozenset({Role.MASH_MGR, Role.SVC_MGR})
WITH_DUTY = frozenset({Role.DSL, Role.GP, Role.HV_SN_MW, Role.DUTY_SW, Role.EDT})


class Receiver(StrEnum):
    """Who reads it (`roles.md` §5)."""

    WITH_DUTY = "with_duty"  # goes on working with the child
    WITHOUT_DUTY = "without_duty"
    PUBLIC = "public"  # has no account: hears that it was received and dealt with, and no more


def receiver_of(role: str, *, allocated: bool = False) -> Receiver:
    """A school, GP, health visitor or allocated worker has a continuing duty; others have not."""
    if role == Role.PUBLIC:
        return Receiver.PUBLIC
    has_duty = allocated or role in WITH_DUTY
    return Receiver.WITH_DUTY if has_duty else Receiver.WITHOUT_DUTY


@dataclass(frozen=True)
class ChildOutcome:
    """The outcome for one child this sender told us about."""

    called: str
    level: int
    level_name: str
    outcome: str
    reasons: tuple[str, ...] = ()  # the guidance's own words, never the rationale
    service: bool = True
    next_step: str = ""
    next_step_by: str = ""
    next_step_owner: str = ""
    family: str = ""
    risk: str = ""  # what whoever goes on working with the child must know


@dataclass(frozen=True)
class OutcomeFacts:
    """What the wording may draw on. Nothing else of the case ever comes here."""

    hub_name: str
    hub_phone: str
    children: tuple[ChildOutcome, ...] = ()
    expected: tuple[str, ...] = ()
    worker: str = ""
    named_contact: str = ""  # the social worker who knows the case


@dataclass(frozen=True)
class Part:
    """One heading of the answer and its lines."""

    key: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Body:
    """The answer, kept word for word as it was sent."""

    heading: str
    parts: tuple[Part, ...]
    receiver: str

    @property
    def as_kept(self) -> dict[str, object]:
        """As the feedback row keeps it."""
        parts = [{"key": p.key, "title": p.title, "lines": list(p.lines)} for p in self.parts]
        return {"heading": self.heading, "parts": parts, "receiver": self.receiver}


def wording(receiver: Receiver, facts: OutcomeFacts) -> Body:
    """The outcome of a decision in the words this receiver may have (`roles.md` §5, L41).

    With a continuing duty: level, reason by the guidance, next step, who to call. Without: received,
    decided, whether another service is involved; not which facts.
    """
    if receiver == Receiver.PUBLIC:
        return wording_for_public(facts)
    if receiver == Receiver.WITH_DUTY and facts.children:
        return _full(facts)
    return _short(facts)


def wording_for_public(facts: OutcomeFacts, *, ended: bool = True) -> Body:
    """Received and dealt with, whom to call, and no fact of anybody (`roles.md` §5).

    The same for every end a contact can come to: what differed would tell something of the family.
    """
    told = (
        "Your message was received, read and dealt with."
        if ended
        else "Your message was received, and is being looked at.",
        "We cannot say what is done: that stays with the family and those who help them.",
    )
    call = f"If you are still worried, or know more: {facts.hub_name}, {facts.hub_phone}."
    parts = (_decided(told), Part("call", "Who to call", (call,)))
    heading = "Your message was dealt with" if ended else "Your message is being looked at"
    return Body(heading, parts, Receiver.PUBLIC)


def sentences(receiver: Receiver, facts: OutcomeFacts) -> Iterator[str]:
    """The outcome for an agency that was asked: less than for a sender, who told us of it themselves."""
    if receiver == Receiver.WITH_DUTY and facts.children:
        yield from (_told_of(child) for child in facts.children)
        yield from _next(facts)
        yield f"Who to call: {_whom_to_call(facts, receiver)}."
    else:
        involved = any(child.service for child in facts.children)
        yield "It was looked at and decided."
        if facts.children:
            yield "Another service is involved." if involved else "No other service is involved."
    yield from _family(facts)


def wording_of_duplicate(receiver: Receiver, facts: OutcomeFacts) -> Body:
    """The same worry had come already: both are looked at together, and this sender is told again."""
    if receiver == Receiver.PUBLIC:
        return wording_for_public(facts, ended=False)
    told = (
        "We had already been told of the same worry. Both are looked at together.",
        "You will be told here when it has been decided.",
    )
    return _body("Your worry is being looked at with another", [_decided(told)], facts, receiver)


def wording_of_open_case(receiver: Receiver, facts: OutcomeFacts) -> Body:
    """A worker of an open case has taken it over."""
    if receiver == Receiver.PUBLIC:
        return wording_for_public(facts)
    told = "The worker who already helps this family has taken your worry into their work."
    if receiver == Receiver.WITH_DUTY and facts.worker:
        told = f"{facts.worker}, who already works with this family, has taken your worry over."
    elif receiver == Receiver.WITHOUT_DUTY:
        told = "Your worry was received and decided. Another service is involved."
    return _body("Your worry has been taken over", [_decided((told,))], facts, receiver)


def _full(facts: OutcomeFacts) -> Body:
    called = [child.called for child in facts.children]
    parts = [
        _decided(tuple(_told_of(child) for child in facts.children)),
        Part("why", "Why, in short", tuple(_why(facts))),
        Part("next", "What happens next", tuple(_next(facts))),
        Part("risk", "What you need to know for your own work", tuple(_risk(facts))),
        Part("family", "The family", tuple(_family(facts))),
    ]
    return _body(f"What was decided for {_listed(called)}", parts, facts, Receiver.WITH_DUTY)


def _short(facts: OutcomeFacts) -> Body:
    involved = any(child.service for child in facts.children)
    service = "Another service is involved." if involved else "No other service is involved."
    told = ("Your worry was received, looked at and decided.", service if facts.children else "")
    parts = [_decided(tuple(line for line in told if line))]
    return _body("Your worry has been decided", parts, facts, Receiver.WITHOUT_DUTY)


def _body(heading: str, parts: list[Part], facts: OutcomeFacts, receiver: Receiver) -> Body:
    ends = [
        Part("expected", "What we need from you", facts.expected),
        Part("call", "Who to call", (_whom_to_call(facts, receiver),)),
        Part(
            "disagree",
            "If you think that this is wrong",
            ("Say so under this answer. A manager replies within one working day.",),
        ),
    ]
    return Body(heading, tuple(part for part in [*parts, *ends] if part.lines), receiver)


def _whom_to_call(facts: OutcomeFacts, receiver: Receiver) -> str:
    """A person by name for whoever goes on working with the child (`roles.md` §5)."""
    hub = f"{facts.hub_name}, {facts.hub_phone}"
    named = receiver == Receiver.WITH_DUTY and facts.named_contact
    return f"{facts.named_contact}, {hub}" if named else hub


def _decided(lines: tuple[str, ...]) -> Part:
    return Part("decided", "What was decided", lines)


def _told_of(child: ChildOutcome) -> str:
    return f"{child.called}: level {child.level}, {child.level_name}. {child.outcome}."


def _why(facts: OutcomeFacts) -> Iterator[str]:
    """Once for the same reasons; per child where they differ, so siblings are not mixed up."""
    reasons = [child.reasons for child in facts.children]
    if len(set(reasons)) == 1:
        yield from reasons[0]
        return
    for child in facts.children:
        if child.reasons:
            yield f"{child.called}: {'; '.join(child.reasons)}"


def _next(facts: OutcomeFacts) -> Iterator[str]:
    steps = [_step(child) for child in facts.children]
    for child, step in zip(facts.children, steps, strict=True):
        if step and len(set(steps)) > 1:
            yield f"{child.called}: {step}"
    if steps and steps[0] and len(set(steps)) == 1:
        yield steps[0]


def _step(child: ChildOutcome) -> str:
    by = f", by {child.next_step_by}" if child.next_step_by else ""
    owner = f" ({child.next_step_owner})" if child.next_step_owner else ""
    return f"{child.next_step}{owner}{by}" if child.next_step else ""


def _family(facts: OutcomeFacts) -> Iterator[str]:
    yield from dict.fromkeys(child.family for child in facts.children if child.family)


def _risk(facts: OutcomeFacts) -> Iterator[str]:
    for child in facts.children:
        if child.risk:
            yield f"{child.called}: {child.risk}" if len(facts.children) > 1 else child.risk


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


class NotOwed(StrEnum):
    """The grounds on which no answer is owed: three (P8), and one that only a caller can give."""

    ANONYMOUS = "anonymous"
    SOURCE_OF_RISK = "source_of_risk"
    LEGAL_BAR = "legal_bar"
    OUT_OF_REACH = "out_of_reach"


NOT_OWED_NAMES: dict[NotOwed, str] = {
    NotOwed.ANONYMOUS: "The sender is anonymous",
    NotOwed.SOURCE_OF_RISK: "The sender is said to be the source of the risk",
    NotOwed.LEGAL_BAR: "The law forbids it",
    NotOwed.OUT_OF_REACH: "They rang, and left no number or do not want to be rung",
}


@dataclass(frozen=True)
class Debt:
    """One answer that was owed: how far it has come."""

    state: str
    who: str


@dataclass(frozen=True)
class ClosingFacts:
    """What the gate G3 needs to know."""

    debts: tuple[Debt, ...] = ()
    joined_to: str = ""  # the contact it duplicates, while that one is undecided


OWED_WORDS: dict[FeedbackState, str] = {
    FeedbackState.OWED: "{who} is owed an answer",
    FeedbackState.COMPOSED: "The answer to {who} is written and not sent",
    FeedbackState.SENT: "The answer to {who} is neither delivered nor told",
    FeedbackState.BOUNCED: "The answer to {who} came back: tell them by telephone",
    FeedbackState.QUERIED: "{who} has asked about the outcome and waits for an answer",
    FeedbackState.DISAGREED: "{who} disagrees with the outcome and waits for an answer",
}


def close_blockers(facts: ClosingFacts) -> tuple[str, ...]:
    """Why a contact cannot close: gate G3, no contact closes while an answer is owed (L41)."""
    found = [
        OWED_WORDS[FeedbackState(debt.state)].format(who=debt.who)
        for debt in facts.debts
        if debt.state in OWING
    ]
    if facts.joined_to:
        found.append(f"{facts.joined_to}, which it belongs to, is not decided yet")
    if not facts.debts:
        found.append("Nobody has noted that the sender is owed an answer")
    return tuple(found)


def why_not_disagreeing(text: str) -> Iterator[str]:
    """A disagreement says what is wrong."""
    if len(text.strip()) < SHORTEST_DISAGREEMENT:
        yield f"Say what you think is wrong, in at least {SHORTEST_DISAGREEMENT} characters"


@dataclass(frozen=True)
class Replied:
    """A reply that waits: what kind, and whose decision it is about."""

    state: str
    deciders: frozenset[str] = frozenset()


def why_not_answering(replied: Replied, *, user: str, role: str) -> Iterator[str]:
    """P19: whoever decided what is disputed does not answer the disagreement; another manager does."""
    if replied.state != FeedbackState.DISAGREED:
        return
    if role not in MANAGERS:
        yield "A manager answers a disagreement"
    elif user in replied.deciders:
        yield "You decided this, so another manager or the service manager answers it"


def grounds(*, out_of_reach: bool) -> list[NotOwed]:
    """Three, and a fourth for whoever rang and cannot or may not be rung."""
    return [one for one in NotOwed if out_of_reach or one != NotOwed.OUT_OF_REACH]


def why_still_owed(code: str, text: str, *, out_of_reach: bool = False) -> Iterator[str]:
    """An answer is not owed on these grounds only, with the circumstances (P8)."""
    if code not in grounds(out_of_reach=out_of_reach):
        yield "Choose one of the grounds on which no answer is owed"
    if not text.strip():
        yield "Say in a sentence what the circumstances are"

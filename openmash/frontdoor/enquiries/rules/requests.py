"""What an agency is told of why it may share, and what stands in the way of its answer (P3, P4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openmash.core.dates import say_date
from openmash.frontdoor.contacts.rules.screening import SHORTEST_REASON
from openmash.frontdoor.enquiries.rules.agreement import AgreementFacts
from openmash.frontdoor.enquiries.rules.items import Fact, why_not_noted
from openmash.frontdoor.enquiries.states import OVERRIDDEN, AgreementState, Outcome, Refusal

LAW = (
    "Sharing rests on the law, not on agreement: your public task, and safeguarding children"
    " (Data Protection Act 2018, schedule 1, paragraph 18)."
)


@dataclass(frozen=True)
class Reply:
    """What an agency says of one person: how it knows them, what the template asks, and facts."""

    about: str
    called: str
    outcome: str
    said: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()


def may_share(facts: AgreementFacts, ground: str) -> tuple[str, ...]:
    """Why the agency may share, without a private word of the family (P4, `roles.md` §6)."""
    if facts.state == AgreementState.OVERRIDE_WITHOUT:
        said = "Yes. The family has not been asked: a manager decided so."
    elif facts.state == AgreementState.OVERRIDE_AFTER:
        said = (
            "Yes. The family did not agree, and a manager decided that you are asked all the same."
        )
    else:
        agreed = max((one.at for one in facts.in_favour), default=None)
        day = f" on {say_date(agreed.date())}" if agreed else ""
        said = f"Yes. The family agreed{day} that you are asked."
    if facts.state in OVERRIDDEN:
        return (f"{said} {ground}.", "Do not tell the family that you were asked.", LAW)
    return (said, LAW)


def why_not_replied(replies: Sequence[Reply], today: date) -> Iterator[str]:
    """Something has to be said, and information is something else than knowing nothing."""
    if not replies:
        yield "Say of at least one person what you know"
    for one in replies:
        yield from _why_not(one)
        for fact in one.facts:
            yield from (f"{one.called}: {why}" for why in why_not_noted(fact, today))


def why_not_nil(begun: Sequence[str]) -> Iterator[str]:
    """One press must not say that nothing is known of somebody about whom somebody has begun to write."""
    for called in begun:
        yield f"Something has been written about {called} and is not sent yet: send it, or take it out"


def why_files_not_sent(files: int, outcomes: Sequence[str]) -> Iterator[str]:
    """A file says something: of whom, and that it does, is said in words beside it."""
    if files and Outcome.INFO not in outcomes:
        yield "You added a file: say below what it tells, and of whom, or take it out"


def why_not_declined(ground: str, words: str) -> Iterator[str]:
    """A refusal needs a reason in law that has a name, and what it means here (`data.md` §3.4)."""
    if ground not in set(Refusal):
        yield "Choose the reason in law"
    if len(words.strip()) < SHORTEST_REASON:
        yield f"Say in at least {SHORTEST_REASON} characters why here"


def why_not_passed_on(*, answers: bool) -> Iterator[str]:
    """Who has it by name alone would lose sight of it, and so of what they handed on."""
    if not answers:
        yield "It was passed to you: answer it, or ask whoever passed it to take it back"


def why_not_taken_back(passed_to: str, *, user: str, answers: bool) -> Iterator[str]:
    """What was passed by mistake is taken back by somebody who answers there in their own right."""
    if not passed_to:
        yield "It has been passed to nobody"
    elif passed_to == user:
        yield "It was passed to you: answer it, or pass it on"
    elif not answers:
        yield "Somebody whose role answers for your agency takes it back"


def _why_not(one: Reply) -> Iterator[str]:
    tells = bool(one.said.strip() or one.told or one.facts)
    if one.outcome not in set(Outcome):
        yield f"Say whether you know something of {one.called}"
    elif one.outcome == Outcome.INFO and not tells:
        yield f"Write down what you know of {one.called}"
    elif one.outcome == Outcome.NOT_SEARCHED and not one.said.strip():
        yield f"Say why {one.called} was not searched for"
    elif one.outcome in {Outcome.NOTHING_RELEVANT, Outcome.NOT_KNOWN} and (one.told or one.facts):
        yield f"You wrote something about {one.called}: say that you know something, or take it out"

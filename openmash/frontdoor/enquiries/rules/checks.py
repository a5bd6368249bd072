"""What stands in the way of asking an agency, and of writing its answer down (P3, `roles.md` §6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from openmash.frontdoor.enquiries.rules.agreement import AgreementFacts, why_checks_may_not_leave
from openmash.frontdoor.enquiries.states import CheckState, Outcome

SHORTEST_QUESTION = 15


@dataclass(frozen=True)
class Question:
    """What one agency is asked."""

    agency: str
    kind: str
    people: tuple[str, ...]
    questions: str
    necessity: str
    bases: tuple[str, ...]
    method: str
    asked_of: str = ""
    template: str = ""  # which questions; those of its kind of agency where nothing is said
    because: Mapping[str, str] = field(default_factory=dict)  # why this agency, by person
    is_to_ring: bool = False  # nobody there answers on this page: the hub asks by telephone


@dataclass(frozen=True)
class Answered:
    """What an agency says of one person."""

    about: str
    called: str
    outcome: str
    said: str = ""


def why_not_asked(facts: AgreementFacts, question: Question) -> Iterator[str]:
    """First whether anything may leave at all, to this kind of agency; then what every question needs."""
    yield from why_checks_may_not_leave(facts, question.kind, question.agency)
    if not question.agency:
        yield "Choose the agency"
    if not question.people:
        yield "Choose at least one person to ask about"
    if len(question.questions.strip()) < SHORTEST_QUESTION:
        yield f"Say what is asked, in at least {SHORTEST_QUESTION} characters"
    if not question.necessity.strip():
        yield "Say in a sentence why it is necessary to ask"
    if not question.bases:
        yield "Name the ground in law on which this is shared"
    if not question.method:
        yield "Say how you asked"


def why_not_answered(answers: Iterable[Answered], told_by: str) -> Iterator[str]:
    """L45: every person ends with information, nothing relevant, not known, or why not searched."""
    if not told_by.strip():
        yield "Say who of the agency answered"
    for one in answers:
        if one.outcome not in set(Outcome):
            yield f"Say what they know of {one.called}"
        elif one.outcome == Outcome.INFO and not one.said.strip():
            yield f"Write down what they know of {one.called}"
        elif one.outcome == Outcome.NOT_SEARCHED and not one.said.strip():
            yield f"Say why {one.called} was not searched for"


def state_of(answers: Iterable[Answered]) -> CheckState:
    """One piece of information makes it relevant; knowing nobody is something else than nothing."""
    outcomes = {one.outcome for one in answers}
    if Outcome.INFO in outcomes:
        return CheckState.RELEVANT
    if outcomes == {Outcome.NOT_KNOWN}:
        return CheckState.NOT_KNOWN
    return CheckState.NOTHING_RELEVANT

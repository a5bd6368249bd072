"""The outcome of a contact as facts for the wording: what one sender may be told, and no more."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace

from openmash.core.dates import say_date
from openmash.core.working_time import london_day
from openmash.frontdoor.contacts.emarf.filled import call
from openmash.frontdoor.contacts.feedback_reactions import receiver
from openmash.frontdoor.contacts.models import Contact, ContactChild, Feedback
from openmash.frontdoor.contacts.queries.feedback import bare_facts
from openmash.frontdoor.contacts.rules.feedback import (
    Body,
    ChildOutcome,
    OutcomeFacts,
    Receiver,
    receiver_of,
    sentences,
    wording,
)
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.queries.case import level_of
from openmash.frontdoor.decisions.states import OUTCOME_NAMES, Outcome
from openmash.frontdoor.enquiries.models import AgencyCheck

NO_SERVICE = frozenset({Outcome.NFA, Outcome.INFO_ADVICE})


def outcome_for(debt: Feedback, decided: Contact) -> Body:
    """The answer to one sender, from the decisions of the contact that stands."""
    return wording(receiver(debt), outcome_facts(debt.contact, decided))


def preview(contact: Contact, to: Receiver) -> Body:
    """The answer as it would be sent now, for the manager to read before deciding."""
    return wording(to, outcome_facts(contact, contact))


def told_to_agency(
    check: AgencyCheck, decided: Contact, *, only: frozenset[uuid.UUID] = frozenset()
) -> list[str]:
    """What an agency that answered may read of it: of the children it was asked about, and no reasons.

    A continuing duty knows level, next step and whom to call; others, whether a service is involved.
    """
    asked = set(only) or set(check.people.values_list("whom__child_id", flat=True))
    rows = ThresholdDecision.objects.filter(contact=decided, child__removed_at=None)
    of_all = list(rows.select_related("child", "guidance").order_by("child__position"))
    mine = [d for d in of_all if d.level is not None and d.child_id in asked]
    facts = replace(
        bare_facts(decided),
        children=tuple(_child(d, len(of_all)) for d in mine),
        named_contact=next((d.recommended_by_name for d in mine if d.recommended_by_name), ""),
    )
    return list(sentences(receiver_of(next(iter(check.for_roles), "")), facts))


def outcome_facts(told: Contact, decided: Contact) -> OutcomeFacts:
    """Only the children this sender named; a duplicate may have named fewer than the original."""
    rows = ThresholdDecision.objects.filter(contact=decided, child__removed_at=None)
    decisions = list(rows.select_related("child", "guidance").order_by("child__position"))
    named = list(told.children.filter(removed_at=None))
    mine = [d for d in decisions if told == decided or _is_one_of(d.child, named)]
    children = tuple(_child(d, len(decisions)) for d in mine if d.level is not None)
    # What is asked of the first sender was not written for the second.
    expected = tuple(_lines(mine)) if told == decided else ()
    return replace(
        bare_facts(told),
        children=children,
        expected=expected,
        named_contact=next((d.recommended_by_name for d in mine if d.recommended_by_name), ""),
    )


def _is_one_of(child: ContactChild, named: Iterable[ContactChild]) -> bool:
    for other in named:
        if child.person_id and child.person_id == other.person_id:
            return True
        if child.name.strip() and child.name.casefold() == other.name.casefold():
            return True
    return False


def _child(decision: ThresholdDecision, among: int) -> ChildOutcome:
    content = decision.guidance.content
    fits = [d["text"] for d in content["descriptors"] if d["id"] in decision.descriptors]
    due = decision.next_step_due
    return ChildOutcome(
        called=call(decision.child, among),
        level=decision.level or 0,
        level_name=str(level_of(content, decision.level).get("name", "")),
        outcome=_outcome(decision.outcome),
        reasons=tuple(fits),
        service=decision.outcome not in NO_SERVICE,
        next_step=decision.next_step.strip().rstrip("."),
        next_step_by=say_date(due) if due else "",
        next_step_owner=decision.next_step_owner.strip(),
        family=_family(decision),
        risk=decision.risk_for_sender.strip(),
    )


def _outcome(code: str) -> str:
    return OUTCOME_NAMES[Outcome(code)] if code in set(Outcome) else ""


def _family(decision: ThresholdDecision) -> str:
    """Why a family is not told stays with the hub; that they are not told must be known."""
    if decision.family_not_told_reason.strip():
        return "The family is not told for now. Please do not speak with them about it."
    who, when = decision.family_told_by.strip(), decision.family_told_when.strip()
    if not who or not when:
        return ""
    # "Today" was true on the day it was written; the reader may open it days later.
    on = f" (written on {say_date(london_day(decision.decided_at))})" if decision.decided_at else ""
    return f"Told by {who}, {when}{on}."


def _lines(decisions: Iterable[ThresholdDecision]) -> list[str]:
    lines = (
        f"{line.strip().rstrip('.')}{_until(d)}" if d.expected_due else line.strip()
        for d in decisions
        for line in d.expected_of_sender.splitlines()
        if line.strip()
    )
    return list(dict.fromkeys(lines))


def _until(decision: ThresholdDecision) -> str:
    return f", by {say_date(decision.expected_due)}" if decision.expected_due else ""

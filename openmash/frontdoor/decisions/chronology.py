"""What decisions give to a chronology: each decision, each referral, and why (L42, P7)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.people.chronology.lines import (
    Hold,
    Line,
    Roots,
    Significance,
    Written,
    provide,
)
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.decisions.models import (
    PartnerView,
    Referral,
    Section47,
    ThresholdDecision,
)
from openmash.frontdoor.decisions.queries.case import level_of
from openmash.frontdoor.decisions.states import OUTCOME_NAMES, Outcome

DECISION, REFERRAL, SECTION_47 = "decision", "referral", "section47"
KINDS = {
    DECISION: "Decision on the level of need",
    REFERRAL: "Referral",
    SECTION_47: "Section 47 enquiry",
}
HIGHEST = 4
TOLD_IN = (
    "voice_weighting",
    "history",
    "alternatives",
    "missing_comment",
    "next_step",
    "expected_of_sender",
    "family_not_told_reason",
)


def register() -> None:
    """Give the decisions to every chronology; called once, when the product starts."""
    provide("decisions", lines, kinds=KINDS, behind=behind)


def lines(roots: Roots, by: Actor) -> Iterator[Line]:
    """One line for each decision that was made, also for one opened again later, and referral."""
    decisions = _decisions(roots, by)
    for decision in decisions:
        for place, earlier in enumerate(decision.earlier):
            if earlier.get("decided_at"):
                at = datetime.fromisoformat(earlier["decided_at"])
                yield _decided(decision, roots, earlier, at, f":{place}", ", opened again later")
        if decision.decided_at is not None:
            yield _decided(decision, roots, _as_it_is(decision), decision.decided_at)
    by_key = {decision.pk: decision for decision in decisions}
    for referral in Referral.objects.filter(decision__in=list(by_key)):
        yield _referral(referral, by_key[referral.decision_id], roots)
    for noted in Section47.objects.filter(decision__in=list(by_key), taken_back_at=None):
        yield _section_47(noted, by_key[noted.decision_id], roots)


def behind(roots: Roots, by: Actor) -> Iterator[Written]:
    """The rationale, what stands beside it, and what partners thought."""
    decided = [one for one in _decisions(roots, by) if one.decided_at is not None]
    for one in decided:
        points = [str(point.get("text", "")) for point in one.rationale]
        for text in filter(None, [*points, *(getattr(one, name) for name in TOLD_IN)]):
            yield Written(one.subject, text)
    for view in PartnerView.objects.filter(decision__in=decided).exclude(reason=""):
        yield Written(f"decision:{view.decision_id}", view.reason)


def _decisions(roots: Roots, by: Actor) -> list[ThresholdDecision]:
    rows = ThresholdDecision.objects.filter(
        child__person__in=list(roots),
        child__removed_at=None,
        contact__in=visible_to(by, P.DECISION_READ),
    )
    return list(rows.select_related("child", "guidance", "contact"))


def _as_it_is(decision: ThresholdDecision) -> dict[str, Any]:
    names = ("level", "outcome", "decided_by_name", "family_not_told_reason", "family_told_by")
    return {name: getattr(decision, name) for name in names}


def _decided(
    decision: ThresholdDecision,
    roots: Roots,
    was: Mapping[str, Any],
    at: datetime,
    place: str = "",
    more: str = "",
) -> Line:
    level = was["level"] or 0
    name = level_of(decision.guidance.content, level).get("name", "")
    return Line(
        key=f"{decision.subject}{place}",
        person=roots[_person_of(decision)],
        day=london_day(at),
        kind=DECISION,
        text=f"Level {level}, {name}: {_outcome(was['outcome'])}{more}",
        source=f"{was['decided_by_name']}, the hub",
        recorded_at=at,
        significance=Significance.SIGNIFICANT if level == HIGHEST else Significance.NOTABLE,
        href=f"{decision.contact.hub_path}decision/",
        holds=_holds(was),
    )


def _referral(referral: Referral, decision: ThresholdDecision, roots: Roots) -> Line:
    return Line(
        key=f"referral:{referral.pk}",
        person=roots[_person_of(decision)],
        day=london_day(referral.made_at),
        kind=REFERRAL,
        text=f"Referral to children’s social care: {_outcome(decision.outcome)}",
        source=f"Decision on contact {decision.contact.reference}",
        recorded_at=referral.made_at,
        significance=Significance.SIGNIFICANT,
        href=f"{decision.contact.hub_path}decision/",
        holds=_holds(_as_it_is(decision)),
    )


def _section_47(noted: Section47, decision: ThresholdDecision, roots: Roots) -> Line:
    who = "jointly with the police" if noted.with_police else "by children’s social care alone"
    return Line(
        key=f"section47:{noted.pk}",
        person=roots[_person_of(decision)],
        day=noted.started_on,
        kind=SECTION_47,
        text=f"A section 47 enquiry started, {who}",
        source=f"{noted.noted_by}, the hub",
        recorded_at=noted.noted_at,
        significance=Significance.SIGNIFICANT,
        href=f"{decision.contact.hub_path}decision/",
        holds=_holds(_as_it_is(decision)),
    )


def _holds(was: Mapping[str, Any]) -> frozenset[str]:
    """What nobody has said the family was told, no print tells them."""
    told = was.get("family_told_by") and not was.get("family_not_told_reason")
    return frozenset() if told else frozenset({Hold.NOT_FOR_FAMILY})


def _person_of(decision: ThresholdDecision) -> uuid.UUID:
    assert decision.child.person_id is not None  # only linked children are read
    return decision.child.person_id


def _outcome(code: str) -> str:
    return OUTCOME_NAMES[Outcome(code)] if code in set(Outcome) else "no outcome"

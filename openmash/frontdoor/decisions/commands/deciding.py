"""Recommending, deciding and reopening: two people, every reason, one transaction (P7)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import Q

from openmash.core.actor import Actor, system_actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import MovedMeanwhile, NotReady, refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks.commands import settle
from openmash.frontdoor.contacts.access import about_of
from openmash.frontdoor.contacts.commands import outcome
from openmash.frontdoor.contacts.commands.calling import call_to_decide, settle_deciding
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import IN_ENQUIRY, ContactState
from openmash.frontdoor.decisions.access import record_facts
from openmash.frontdoor.decisions.commands.following import (
    CAME_BACK,
    PICTURE_CHANGED,
    came_back,
    follow_up,
)
from openmash.frontdoor.decisions.commands.partners import ask_partners, close_asked, lock_asked
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.queries.case import Case, deciders_of, gather
from openmash.frontdoor.decisions.rules import (
    Facts,
    blockers,
    missing_to_recommend,
    needs_service_manager,
)
from openmash.frontdoor.decisions.rules_partners import Signing, is_a_reason
from openmash.frontdoor.decisions.states import DECISION, WRITABLE, AskedOver, DecisionState
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.models import MashEnquiry

STILL_TO_DECIDE = frozenset({ContactState.SCREENING}) | IN_ENQUIRY
NOTHING_MORE = Signing()
UNHEARD = "A partner has said something since you opened this page: read it, then decide"
KEPT = (
    "level",
    "descriptors",
    "rationale",
    "voice_weighting",
    "history",
    "history_seen",
    "missing_comment",
    "alternatives",
    "agreement",
    "outcome",
    "next_step",
    "next_step_owner",
    "family_told_by",
    "family_told_when",
    "family_not_told_reason",
    "expected_of_sender",
    "otherwise_because",
    "before_views_because",
    "interim_plan",
    "risk_for_sender",
    "basis",
    "recommended_by_name",
    "decided_by_name",
)


@transaction.atomic
def recommend(decision: ThresholdDecision, *, by: Actor) -> ThresholdDecision:
    """Recommend for one child, once everything P7 asks for is there."""
    contact = _locked(decision.contact_id)
    step, allowed = _allowed(decision, "recommend", by)
    case = gather(contact, by=by)
    refuse_if([*_not_pending(contact), *missing_to_recommend(case.facts(_fresh(case, decision)))])
    changes: dict[str, object] = {
        "recommended_by": by.user,
        "recommended_by_name": by.name,
        "recommended_at": by.at,
        "recommended_level": decision.level,
        "recommended_outcome": decision.outcome,
        "otherwise_because": "",
    }
    facts: dict[str, object] = {"level": decision.level, "outcome": decision.outcome}
    move(decision, step, allowed, about=about_of(contact), facts=facts, changes=changes)
    settle(CAME_BACK, contact.subject, by=by)
    ask_partners(decision, by=by)
    alone = bool(needs_service_manager(case.facts(_again(case, decision))))
    call_to_decide(contact, alone=alone, by=by)
    return decision


@transaction.atomic
def recommend_all(contact: Contact, versions: Mapping[str, int], *, by: Actor) -> Contact:
    """Recommend for every child still drafted, or for none, with everything that is missing."""
    permit(by, P.DECISION_RECOMMEND, _in_hub(contact))
    contact = _locked(contact.pk)
    case = gather(contact, by=by)
    waiting = [d for d in case.decisions if d.state in WRITABLE]
    _same_as_seen(waiting, versions)
    refuse_if([*_not_pending(contact), *_nothing_to(waiting, "recommend")])
    refuse_if(b for d in waiting for b in missing_to_recommend(case.facts(d)))
    for decision in waiting:
        recommend(decision, by=by)
    return contact


@transaction.atomic
def give_back(decision: ThresholdDecision, reason: str, *, by: Actor) -> ThresholdDecision:
    """The manager gives a recommendation back to whoever wrote it, and says why."""
    step, allowed = _allowed(decision, "give_back", replace(by, reason=reason.strip()))
    changes: dict[str, object] = {
        "recommended_by": "",
        "recommended_by_name": "",
        "recommended_at": None,
    }
    writer = decision.recommended_by
    contact = _locked(decision.contact_id)
    lock_asked(decision, by=by)
    move(decision, step, allowed, facts={"to": writer}, changes=changes)
    close_asked(decision, AskedOver.CHANGED, by=by)
    settle_deciding(contact, by=by)
    came_back(contact, writer, by=by)
    return decision


@transaction.atomic
def decide(
    decision: ThresholdDecision, *, by: Actor, signing: Signing = NOTHING_MORE
) -> ThresholdDecision:
    """Decide for one child; the last child's decision decides the contact, in this transaction.

    Refuses with every reason at once. Whoever recommended may not decide: the rule, the permission
    and the database each say so.
    """
    permit(by, P.DECISION_DECIDE, _in_hub(decision))
    contact = _locked(decision.contact_id)
    lock_asked(decision, by=by)
    case = gather(contact, by=by)
    facts_now = _signed(case, _fresh(case, decision), signing)
    found = blockers(facts_now, decider=by.user, decider_role=by.role)
    refuse_if([*_not_pending(contact), *found])
    step, allowed = _allowed(decision, "decide", by)
    facts: dict[str, object] = {"level": decision.level, "outcome": decision.outcome}
    changes: dict[str, object] = {
        "decided_by": by.user,
        "decided_by_name": by.name,
        "decided_at": by.at,
        "basis": _basis(case, decision),
        "before_views_because": signing.early.strip() if facts_now.window.waits else "",
        "interim_plan": signing.plan.strip() if facts_now.dissent else "",
    }
    move(decision, step, allowed, about=about_of(contact), facts=facts, changes=changes)
    close_asked(decision, AskedOver.DECIDED, by=by)
    follow_up(decision, contact, by=by)
    if _all_decided(contact):
        enquiries.mark_decided(contact, by=by)
        outcome.mark_decided(contact, deciders=deciders_of(contact), by=by)
        settle(PICTURE_CHANGED, contact.subject, by=by)
    return decision


@transaction.atomic
def decide_all(
    contact: Contact,
    versions: Mapping[str, int],
    *,
    by: Actor,
    signing: Signing = NOTHING_MORE,
) -> Contact:
    """Decide for every child that waits, or for none; `versions` are what the manager had seen."""
    permit(by, P.DECISION_DECIDE, _in_hub(contact))
    contact = _locked(contact.pk)
    for decision in ThresholdDecision.objects.filter(contact=contact).order_by("id"):
        lock_asked(decision, by=by)
    case = gather(contact, by=by)
    waiting = [d for d in case.decisions if d.decided_at is None]
    _same_as_seen(waiting, versions)
    unheard = [UNHEARD] if signing.heard not in (None, case.heard_by(by)) else []
    refuse_if([*_not_pending(contact), *_nothing_to(waiting, "decide"), *unheard])
    signed = (_signed(case, d, signing) for d in waiting)
    found = (blockers(facts, decider=by.user, decider_role=by.role) for facts in signed)
    refuse_if(b for each in found for b in each)
    for decision in waiting:
        decide(decision, by=by, signing=signing)
    contact.refresh_from_db()
    return contact


@transaction.atomic
def reopen(decision: ThresholdDecision, reason: str, *, by: Actor) -> ThresholdDecision:
    """New information: open a decision again. What stood before is kept with it (P7)."""
    because = replace(by, reason=reason.strip())
    contact = _locked(decision.contact_id)
    step, allowed = _allowed(decision, "reopen", because)
    if contact.state == ContactState.DECIDED:
        raise NotReady("The sender is being told: open it again when the answer has gone")
    if contact.state not in STILL_TO_DECIDE:  # one child was decided, and the others are not
        outcome.reopen(contact, reason, by=by)
        enquiries.reopen(contact, reason, by=by)
    # No emergency that was said for the decision before counts for the next.
    deciding_on = MashEnquiry.objects.filter(Q(contact=contact) | Q(contact__duplicate_of=contact))
    deciding_on.update(anew_at=by.at, anew_by=by.name)
    changes: dict[str, object] = {
        "earlier": [*decision.earlier, _as_it_stood(decision)],
        "reopened_because": reason.strip(),
        "recommended_by": "",
        "recommended_by_name": "",
        "recommended_at": None,
        "decided_by": "",
        "decided_by_name": "",
        "decided_at": None,
        "before_views_because": "",
        "interim_plan": "",
    }
    move(decision, step, allowed, about=about_of(contact), changes=changes)
    return decision


@transaction.atomic
def note_told(contact: Contact, *, by: Actor) -> None:
    """The sender has been told: so have the decisions (P7 *feedback_sent*)."""
    for decision in ThresholdDecision.objects.filter(
        contact=contact, state=DecisionState.DECIDED
    ).select_for_update():
        step, allowed = _allowed(decision, "feedback_sent", by)
        move(decision, step, allowed, about=about_of(contact))


@transaction.atomic
def make_final(decision: ThresholdDecision, *, by: Actor) -> ThresholdDecision:
    """Nothing is open any more: the decision is final until somebody opens it again."""
    step, allowed = _allowed(decision, "make_final", by)
    move(decision, step, allowed)
    return decision


@transaction.atomic
def close(contact: Contact, *, by: Actor) -> Contact:
    """Close a contact and make its decisions final; refused while an answer is owed (gate G3)."""
    contact = outcome.close(contact, by=by)
    enquiries.close(contact, by=by)
    itself = system_actor("decisions.close", partnership=by.partnership, at=by.at)
    note_told(contact, by=itself)
    told = ThresholdDecision.objects.filter(contact=contact, state=DecisionState.FEEDBACK_SENT)
    for decision in told.select_for_update():
        make_final(decision, by=by)
    return contact


def _locked(key: uuid.UUID) -> Contact:
    """Two managers at one contact take turns, so that the last child's decision knows it is last."""
    return Contact.objects.select_for_update().get(pk=key)


def _allowed(decision: ThresholdDecision, name: str, by: Actor) -> tuple[Move, Permit]:
    step = DECISION[name]
    return step, permit(by, step.permission, record_facts(decision))


def _in_hub(record: Contact | ThresholdDecision) -> RecordFacts:
    return RecordFacts(partnership=record.partnership_id, in_hub=True)


def _fresh(case: Case, decision: ThresholdDecision) -> ThresholdDecision:
    """The decision as it is now; judged by what its reader saw or not at all."""
    now = next(one for one in case.decisions if one.pk == decision.pk)
    _same_as_seen([now], {str(decision.pk): decision.version})
    return now


def _again(case: Case, decision: ThresholdDecision) -> ThresholdDecision:
    return next(one for one in case.decisions if one.pk == decision.pk)


def _signed(case: Case, decision: ThresholdDecision, signing: Signing) -> Facts:
    """The facts with what the decider has said to them."""
    early, plan = is_a_reason(signing.early), is_a_reason(signing.plan)
    return replace(case.facts(decision), early=early, plan=plan)


def _same_as_seen(decisions: Iterable[ThresholdDecision], versions: Mapping[str, int]) -> None:
    for decision in decisions:
        if versions.get(str(decision.pk), decision.version) != decision.version:
            raise MovedMeanwhile(
                "Somebody else changed this while you were looking at it. Read it again first"
            )


def _not_pending(contact: Contact) -> Iterable[str]:
    if contact.state != ContactState.DECISION_PENDING:
        yield "This contact does not wait for a decision now"


def _nothing_to(waiting: list[ThresholdDecision], what: str) -> Iterable[str]:
    if not waiting:
        yield f"There is nothing left to {what} here"


def _all_decided(contact: Contact) -> bool:
    open_ones = contact.children.filter(removed_at=None).exclude(decision__decided_at__isnull=False)
    return not open_ones.exists()


def _basis(case: Case, decision: ThresholdDecision) -> dict[str, object]:
    cited = {key for point in decision.rationale for key in point.get("evidence", ())}
    return {
        "evidence": [one.as_kept for one in case.evidence if one.key in cited],
        "missing": list(case.facts(decision).missing),
    }


def _as_it_stood(decision: ThresholdDecision) -> dict[str, object]:
    kept: dict[str, object] = {name: getattr(decision, name) for name in KEPT}
    kept["decided_at"] = decision.decided_at.isoformat() if decision.decided_at else ""
    for name in ("next_step_due", "expected_due"):
        day: date | None = getattr(decision, name)
        kept[name] = day.isoformat() if day else ""
    return kept

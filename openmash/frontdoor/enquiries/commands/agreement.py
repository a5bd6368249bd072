"""Asking the family, and deciding where they do not agree (P4): four eyes, every reason at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.core.working_time import london_day
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.moves.mover import move
from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.enquiries.access import about_of, record_facts
from openmash.frontdoor.enquiries.access import permitted_step as permitted_enquiry_step
from openmash.frontdoor.enquiries.commands.calling import (
    call_to_settle_refusal,
    call_to_tell_parents,
    parents_are_told,
    refusal_is_settled,
)
from openmash.frontdoor.enquiries.models import (
    Agreement,
    AgreementAsk,
    AgreementOverride,
    MashEnquiry,
    ScopePerson,
    YoungView,
)
from openmash.frontdoor.enquiries.queries.agreement import agreement_facts, agrees, untold
from openmash.frontdoor.enquiries.rules import agreement as rules
from openmash.frontdoor.enquiries.rules.agreement import Asked, Override
from openmash.frontdoor.enquiries.states import (
    AGREEMENT,
    NOT_AGREED,
    RUNNING,
    AgreementState,
    EnquiryState,
    ScopeRole,
)

STEP_TO = {
    AgreementState.GIVEN: "give",
    AgreementState.LIMITED: "give_with_limits",
    AgreementState.REFUSED: "refuse",
}


@transaction.atomic
def record_ask(agreement: Agreement, asked: Asked, *, by: Actor) -> Agreement:
    """Somebody was asked, or tried to be: whom, how, when, what for, and what they said.

    The last word of each who may decide makes the state; one refusal outweighs any agreement.
    """
    agreement = _locked(agreement)
    _allowed(agreement, "note_answer", by)
    whom = _in_scope(agreement, asked.whom)
    is_child = whom is not None and whom.role == ScopeRole.CHILD
    refuse_if([*_not_running(agreement), *rules.why_not_kept(asked, is_child=is_child, now=by.at)])
    _begin(agreement, by)
    assert whom is not None  # refused above where nobody was chosen
    _keep(agreement, whom, asked, by)
    _go_where_answers_lead(agreement, by)
    return agreement


@transaction.atomic
def withdraw(agreement: Agreement, ask: AgreementAsk, how: str, *, by: Actor) -> Agreement:
    """Somebody takes their agreement back, every time they gave it; nothing more leaves because of it."""
    agreement = _locked(agreement)
    step, allowed = _allowed(agreement, "withdraw", replace(by, reason=how.strip()))
    theirs = _agreements_of(agreement, ask)
    if not any(one.pk == ask.pk for one in theirs):
        raise NotReady("There is no such agreement to take back")
    refuse_if(short_reason(how))
    for one in theirs:
        one.withdrawn_at, one.withdrawn_by = by.at, by.name
        one.withdrawn_because = clean(how).strip()
        one.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    move(agreement, step, allowed, about=about_of(agreement.enquiry))
    if not _not_running(agreement):
        call_to_settle_refusal(agreement, by=by)
    return agreement


@transaction.atomic
def give_up(agreement: Agreement, reason: str, *, by: Actor) -> Agreement:
    """Nobody can be asked: tried twice at different times, unless it is Red."""
    agreement = _locked(agreement)
    step, allowed = _allowed(agreement, "give_up", replace(by, reason=reason.strip()))
    refuse_if(rules.why_not_given_up(agreement_facts(agreement, by=by), reason))
    move(agreement, step, allowed, about=about_of(agreement.enquiry))
    call_to_settle_refusal(agreement, by=by)
    return agreement


@transaction.atomic
def note_view(agreement: Agreement, whom: str, words: str, why_not: str, *, by: Actor) -> YoungView:
    """What a young person thinks of it, in their words, or why nobody knows (P4, P28)."""
    agreement = _locked(agreement)
    step, allowed = _allowed(agreement, "note_view", by)
    child = _in_scope(agreement, whom)
    if child is None or child.role != ScopeRole.CHILD:
        raise NotReady("Choose the young person")
    refuse_if(rules.why_no_view(words, why_not))
    move(agreement, step, allowed, about=about_of(agreement.enquiry))
    return YoungView.objects.create(
        partnership_id=agreement.partnership_id,
        agreement=agreement,
        whom=child,
        words=clean(words).strip(),
        why_not=clean(why_not).strip(),
        noted_at=by.at,
        noted_by=by.name,
    )


@transaction.atomic
def override(agreement: Agreement, said: Override, *, by: Actor) -> Agreement:
    """A manager who did not ask decides that checks leave: ground, why here, and telling the parents."""
    agreement = _locked(agreement)
    facts = agreement_facts(agreement, by=by)
    name = rules.override_step(facts)
    step, allowed = _allowed(agreement, name, replace(by, reason=said.rationale.strip()))
    found = rules.why_not_overridden(facts, said, by=by.user, today=london_day(by.at))
    refuse_if([*_not_running(agreement), *found])
    _begin_enquiry(agreement, by)
    after = name == "override_after_refusal"
    ground: dict[str, object] = {"ground": said.ground}
    move(agreement, step, allowed, about=about_of(agreement.enquiry), facts=ground)
    _keep_override(agreement, said, after, by)
    refusal_is_settled(agreement, by=by)
    call_to_tell_parents(agreement, said.tell_on, by=by)
    return agreement


@transaction.atomic
def respect(agreement: Agreement, reason: str, *, by: Actor) -> Agreement:
    """A manager respects the refusal: it is decided on what is lawfully known already."""
    agreement = _locked(agreement)
    step, allowed = _allowed(agreement, "respect", replace(by, reason=reason.strip()))
    facts = agreement_facts(agreement, by=by)
    refuse_if([*rules.why_not_me(facts, by.user), *short_reason(reason)])
    move(agreement, step, allowed, about=about_of(agreement.enquiry))
    refusal_is_settled(agreement, by=by)
    return agreement


@transaction.atomic
def reconsider(agreement: Agreement, reason: str, *, by: Actor) -> Agreement:
    """A manager takes back what was decided: agreement is sought again. What stood stays readable."""
    agreement = _locked(agreement)
    step, allowed = _allowed(agreement, "reconsider", replace(by, reason=reason.strip()))
    refuse_if([*_not_running(agreement), *short_reason(reason)])
    move(agreement, step, allowed, about=about_of(agreement.enquiry))
    _take_back_override(agreement, reason, by)
    _go_where_answers_lead(agreement, by, quietly=True)
    return agreement


@transaction.atomic
def note_told(agreement: Agreement, how: str, *, by: Actor) -> Agreement:
    """The parents have been told that others were asked without their agreement."""
    agreement = _locked(agreement)
    step, allowed = _allowed(agreement, "note_told", replace(by, reason=how.strip()))
    refuse_if(short_reason(how))
    stands = _standing(agreement)
    move(agreement, step, allowed, about=about_of(agreement.enquiry))
    stands.told_at, stands.told_by, stands.told_how = by.at, by.name, clean(how).strip()
    stands.save(update_fields=["told_at", "told_by", "told_how"])
    parents_are_told(agreement, by=by)
    if another := _to_tell(agreement):
        call_to_tell_parents(agreement, another.tell_on, by=by)
    return agreement


@transaction.atomic
def put_off_telling(
    agreement: Agreement, tell_on: date | None, because: str, *, by: Actor
) -> Agreement:
    """It is not safe yet: a manager says when to look again, or why never."""
    agreement = _locked(agreement)
    step, allowed = _allowed(agreement, "put_off_telling", replace(by, reason=because.strip()))
    never = "" if tell_on else because
    today = london_day(by.at)
    refuse_if([*rules.why_not_told_later(tell_on, never, today=today), *short_reason(because)])
    stands = _standing(agreement)
    move(agreement, step, allowed, about=about_of(agreement.enquiry))
    stands.tell_on, stands.never_because = tell_on, clean(never).strip()
    stands.save(update_fields=["tell_on", "never_because"])
    parents_are_told(agreement, by=by)
    call_to_tell_parents(agreement, tell_on, by=by)
    return agreement


@transaction.atomic
def begin_agreement(enquiry: MashEnquiry, *, by: Actor) -> Agreement:
    """An enquiry begins with an agreement that nobody has considered; the caller opens the enquiry."""
    agreement, is_new = Agreement.objects.get_or_create(
        enquiry=enquiry, defaults={"partnership_id": enquiry.partnership_id}
    )
    agreement.enquiry = enquiry
    if not is_new:
        step, allowed = _allowed(agreement, "start_anew", by)
        move(agreement, step, allowed, about=about_of(agreement.enquiry))
        _take_back_override(agreement, "The enquiry was opened again", by)
        refusal_is_settled(agreement, by=by)
    return agreement


def _locked(agreement: Agreement) -> Agreement:
    """Two people at one agreement take turns, so that each sees what the other has said."""
    rows = Agreement.objects.select_related("enquiry__contact")
    return rows.select_for_update(of=("self",)).get(pk=agreement.pk)


def _allowed(agreement: Agreement, name: str, by: Actor) -> tuple[Move, Permit]:
    step = AGREEMENT[name]
    return step, permit(by, step.permission, record_facts(agreement.enquiry))


def _not_running(agreement: Agreement) -> list[str]:
    running = agreement.enquiry.state in RUNNING
    return [] if running else ["The enquiry is not running, so nobody is asked for it"]


def _in_scope(agreement: Agreement, key: str) -> ScopePerson | None:
    people = ScopePerson.objects.filter(enquiry=agreement.enquiry, removed_at=None)
    return next((one for one in people if str(one.pk) == key), None)


def _agreements_of(agreement: Agreement, ask: AgreementAsk) -> list[AgreementAsk]:
    """What the same person agreed to for this enquiry and has not taken back, where it counts."""
    asks = agreement.asks.filter(whom_id=ask.whom_id, withdrawn_at=None)
    return [one for one in asks.order_by("asked_at", "id") if agrees(one, agreement)]


def _begin(agreement: Agreement, by: Actor) -> None:
    _begin_enquiry(agreement, by)
    if agreement.state == AgreementState.NOT_CONSIDERED:
        step, allowed = _allowed(agreement, "seek", by)
        move(agreement, step, allowed, about=about_of(agreement.enquiry))


def _begin_enquiry(agreement: Agreement, by: Actor) -> None:
    if agreement.enquiry.state == EnquiryState.OPENED:
        step, allowed = permitted_enquiry_step(agreement.enquiry, "begin_agreement", by)
        move(agreement.enquiry, step, allowed, about=about_of(agreement.enquiry))


def _keep(agreement: Agreement, whom: ScopePerson, asked: Asked, by: Actor) -> None:
    AgreementAsk.objects.create(
        partnership_id=agreement.partnership_id,
        agreement=agreement,
        whom=whom,
        standing=asked.standing,
        method=asked.method,
        asked_at=asked.at,
        asked_by=by.name,
        asked_by_user=by.user,
        interpreter=asked.interpreter,
        explained=asked.explained,
        answer=asked.answer,
        limits=clean(asked.limits).strip(),
        not_these=sorted(asked.not_these),
        recorded_at=by.at,
        recorded_by=by.name,
    )


def _go_where_answers_lead(agreement: Agreement, by: Actor, *, quietly: bool = False) -> None:
    """The state follows the answers; a manager's decision stands until it is taken back."""
    target = rules.state_after(agreement_facts(agreement, by=by))
    name = STEP_TO.get(target, "note_answer") if target else "note_answer"
    known = agreement.state == AgreementState.RESPECTED and target == AgreementState.REFUSED
    if known or agreement.state not in AGREEMENT[name].sources:
        name = "note_answer"
    if name == "note_answer" and quietly:
        return
    step, allowed = _allowed(agreement, name, by)
    move(agreement, step, allowed, about=about_of(agreement.enquiry))
    if agreement.state in NOT_AGREED:
        call_to_settle_refusal(agreement, by=by)
    else:
        refusal_is_settled(agreement, by=by)


def _keep_override(agreement: Agreement, said: Override, after: bool, by: Actor) -> None:
    AgreementOverride.objects.create(
        partnership_id=agreement.partnership_id,
        agreement=agreement,
        after_refusal=after,
        ground=said.ground,
        rationale=clean(said.rationale).strip(),
        overridden_at=by.at,
        overridden_by=by.name,
        overridden_by_user=by.user,
        tell_on=said.tell_on,
        never_because=clean(said.never_because).strip() if said.tell_on is None else "",
    )


def _standing(agreement: Agreement) -> AgreementOverride:
    """The decision of which the parents are told."""
    found = _to_tell(agreement)
    if found is None:
        raise NotReady("Nothing is overridden here of which the parents are still to be told")
    return found


def _take_back_override(agreement: Agreement, reason: str, by: Actor) -> None:
    """The parents are still told of whoever was asked while it stood."""
    agreement.overrides.filter(taken_back_at=None).update(
        taken_back_at=by.at, taken_back_by=by.name, taken_back_because=reason.strip()
    )
    if _to_tell(agreement) is None:
        parents_are_told(agreement, by=by)


def _to_tell(agreement: Agreement) -> AgreementOverride | None:
    return untold(agreement, agreement.overrides.order_by("-overridden_at", "-id"))

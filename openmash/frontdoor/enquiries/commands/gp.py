"""Asking GPs by default: every practice is asked, or left out for a reason that somebody gave (P5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.working_time import london_day
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, may, permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.people.commands import NewInvolvement, work_with
from openmash.foundation.people.models import Involvement, Person
from openmash.foundation.tasks.commands import settle
from openmash.frontdoor.enquiries.access import about_of, record_facts
from openmash.frontdoor.enquiries.commands.calling import ASK_AFTER_DECISION
from openmash.frontdoor.enquiries.events import GpEvent
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    GpRequest,
    MashEnquiry,
    ScopePerson,
)
from openmash.frontdoor.enquiries.queries.gp import (
    gp_requests_of,
    practices_of,
    recent_answer,
    situation_of,
)
from openmash.frontdoor.enquiries.rules import gp as rules
from openmash.frontdoor.enquiries.rules.gp import NotAsked, Why
from openmash.frontdoor.enquiries.rules.repeats import read_kept
from openmash.frontdoor.enquiries.states import ANSWERED, OPEN, WAITING, EnquiryState
from openmash.frontdoor.enquiries.states.gp import ASKED, GP_REQUEST, GpState, OptOut


@transaction.atomic
def review_gps(enquiry: MashEnquiry, *, by: Actor, upgraded: bool = False) -> list[GpRequest]:
    """Which practices are to be asked, as things stand now: nobody has to think of it.

    Done whenever the enquiry begins, changes its urgency or its people, or the register learns where
    somebody is registered, and when one more report about a child comes. What was asked or left out
    before is not asked again, unless there is a new reason; an answer from before the enquiry became
    more urgent, or before the latest report, is (M25, L66).
    """
    permit(by, P.GP_ASK, record_facts(enquiry))
    if enquiry.state not in OPEN:
        return []
    why = rules.why_asked(situation_of(enquiry, upgraded=upgraded, by=by))
    known = {one.practice_id or "": one for one in _of_this_run(enquiry)}
    now = [one.agency for one in practices_of(enquiry, by=by)]
    for agency in now:
        _bring_up(enquiry, agency, known.get(agency), why, by)
    # Known by now, or nobody's practice any longer.
    drop([one for agency, one in known.items() if agency not in now], by=by)
    return gp_requests_of(enquiry)


@transaction.atomic
def practice_is_asked(check: AgencyCheck, *, by: Actor) -> None:
    """A question to a practice has left, whichever way: nobody owes it any longer.

    Where nobody knew the practice, the register learns it for the children who are asked about.
    """
    if check.agency.kind != Agency.Kind.GP_PRACTICE:
        return
    enquiry = check.enquiry
    named = _waiting(enquiry, check.agency_id)
    request = named or made(enquiry, check.agency_id, Why(), by=by)
    step, allowed = _allowed(_with(request, enquiry), "send", by)
    changes: dict[str, object] = {"check_sent": check, "not_asked_because": ""}
    move(request, step, allowed, about=about_of(enquiry), changes=changes)
    settle(ASK_AFTER_DECISION, request.subject, by=by)
    for child in [] if named else _children_without_practice(check, by):
        work_with(child, _registered_at(check, by), by=by)
    review_gps(enquiry, by=by)


@transaction.atomic
def opt_out(request: GpRequest, wanted: NotAsked, *, by: Actor) -> GpRequest:
    """The practice is not asked, for one of the reasons that P5 lets count."""
    enquiry = request.enquiry
    recent = recent_answer(request, by=by)
    is_manager = may(by, P.AGREEMENT_DECIDE, record_facts(enquiry))
    refuse_if(
        rules.why_not_opted_out(
            wanted,
            practice_known=_is_registered(request, by),
            recent=recent is not None,
            is_manager=is_manager,
        )
    )
    because = replace(by, reason=f"{OptOut(wanted.reason)}: {wanted.words}".strip(": "))
    step, allowed = _allowed(request, "opt_out", because)
    changes: dict[str, object] = {"not_asked_because": wanted.reason}
    if wanted.reason == OptOut.RECENT_ANSWER:
        changes["answer_read"] = recent
    move(request, step, allowed, about=about_of(enquiry), changes=changes)
    settle(ASK_AFTER_DECISION, request.subject, by=by)
    return request


@transaction.atomic
def note_use(request: GpRequest, because: str, *, used: bool, by: Actor) -> GpRequest:
    """What the practice said is used in what is recommended, or is not, because (M27)."""
    if request.check_sent is None or request.check_sent.state not in ANSWERED:
        raise NotReady("The practice has not answered yet")
    words = because.strip()
    if not used and not words:
        raise NotReady("Say why the answer is not used")
    name = "use" if used else "leave_unused"
    step, allowed = _allowed(request, name, replace(by, reason=words))
    move(request, step, allowed, about=about_of(request.enquiry))
    return request


@transaction.atomic
def lapse_gps(enquiry: MashEnquiry, *, by: Actor) -> None:
    """The enquiry is over: nobody is asked any more."""
    due = GpRequest.objects.select_for_update().filter(enquiry=enquiry, state=GpState.DUE)
    if enquiry.state != EnquiryState.ENDED:
        due = due.filter(after_decision=False)
    drop([_with(one, enquiry) for one in due], by=by)


def _is_registered(request: GpRequest, by: Actor) -> bool:
    """Whether the register still names this practice for somebody of the enquiry."""
    now = {one.agency for one in practices_of(request.enquiry, by=by)}
    return request.practice_id is not None and request.practice_id in now


def _of_this_run(enquiry: MashEnquiry) -> list[GpRequest]:
    """Not what was asked or left out for an enquiry that ended, and was opened again (P3)."""
    rows = (_with(one, enquiry) for one in gp_requests_of(enquiry))
    return [one for one in rows if one.made_at >= enquiry.opened_at or one.state == GpState.DUE]


def _waiting(enquiry: MashEnquiry, agency: str) -> GpRequest | None:
    open_ones = GpRequest.objects.select_for_update().filter(
        enquiry=enquiry, practice=agency, state__in=[GpState.DUE, GpState.OPTED_OUT]
    )
    return open_ones.order_by("state", "-made_at").first()  # what is due before what was left out


def _children_without_practice(check: AgencyCheck, by: Actor) -> list[Person]:
    """Those of the people asked about whose practice nobody had named."""
    unknown = [one for one in practices_of(check.enquiry, by=by) if not one.agency]
    rows = ScopePerson.objects.filter(pk__in=[key for one in unknown for key in one.people])
    asked = rows.filter(pk__in=check.people.values("whom"), child__person__isnull=False)
    return [row.child.person for row in asked.select_related("child__person")]  # type: ignore[union-attr,misc]  # filtered


def _registered_at(check: AgencyCheck, by: Actor) -> NewInvolvement:
    return NewInvolvement(
        kind=Involvement.Kind.HEALTH,
        agency=check.agency_id,
        service="GP practice",
        source=by.name,
        starts_on=london_day(by.at),
    )


def _bring_up(
    enquiry: MashEnquiry, agency: str, known: GpRequest | None, why: Why, by: Actor
) -> None:
    # A danger at the practice stays one: nothing makes asking it the default again.
    if known is None or known.state == GpState.LAPSED:
        made(enquiry, agency, why, by=by)
    elif known.state in ASKED:
        if why.is_anew(_why_of(known)) and _done(known):
            made(enquiry, agency, why, by=by)
    elif known.not_asked_because != OptOut.RISK_AT_PRACTICE and why.is_more(_why_of(known)):
        step, allowed = _allowed(known, "need", by)
        more = list(dict.fromkeys([*known.triggers, *why.codes]))
        changes: dict[str, object] = {"triggers": more, "not_asked_because": ""}
        if why.repeats:
            changes["repeats"] = [one.as_kept for one in why.repeats]
        move(known, step, allowed, about=about_of(enquiry), changes=changes)


def _why_of(request: GpRequest) -> Why:
    return Why(tuple(request.triggers), tuple(read_kept(request.repeats)))


def _done(request: GpRequest) -> bool:
    """It has answered, refused, or was waited for in vain; while it is waited for, its time runs anew."""
    return request.check_sent is not None and request.check_sent.state not in WAITING


def made(
    enquiry: MashEnquiry, agency: str, why: Why, *, by: Actor, after_decision: bool = False
) -> GpRequest:
    """One more practice that is to be asked; the caller holds the permit and knows the reasons."""
    request = GpRequest(
        partnership_id=enquiry.partnership_id,
        enquiry=enquiry,
        practice_id=agency or None,
        triggers=[str(one) for one in why.codes],
        repeats=[one.as_kept for one in why.repeats],
        made_at=by.at,
        after_decision=after_decision,
    )
    request.save(force_insert=True)
    facts: dict[str, object] = {"triggers": request.triggers, **_of_practice(request)}
    record(GpEvent.DUE, by=by, subject=request.subject, about=about_of(enquiry), facts=facts)
    return request


def drop(requests: Iterable[GpRequest], *, by: Actor) -> None:
    """Those that are still due are asked no longer; the caller holds the permit."""
    for one in requests:
        if one.state == GpState.DUE:
            step, allowed = _allowed(one, "lapse", by)
            move(one, step, allowed, about=about_of(one.enquiry))
            settle(ASK_AFTER_DECISION, one.subject, by=by)


def _with(request: GpRequest, enquiry: MashEnquiry) -> GpRequest:
    request.enquiry = enquiry
    return request


def _of_practice(request: GpRequest) -> dict[str, object]:
    if request.practice is None:
        return {}
    return {"agency": request.practice_id, "agency_name": request.practice.name}


def _allowed(request: GpRequest, name: str, by: Actor) -> tuple[Move, Permit]:
    step = GP_REQUEST[name]
    return step, permit(by, step.permission, record_facts(request.enquiry))

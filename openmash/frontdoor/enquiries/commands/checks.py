"""Asking agencies and writing down what they say: no question leaves past the rule (P3, P4).

The hub asks by telephone, secure mail or face to face, and keeps here that it did; each question and
each answer is an act of sharing with its ground in law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.moves.mover import move
from openmash.foundation.sharing.commands import Sharing, disclose
from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.enquiries.access import about_of, record_facts
from openmash.frontdoor.enquiries.commands.requests import (
    PURPOSE,
    send_requests,
    set_due,
    share_again,
    subjects_of,
)
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    CheckAnswer,
    CheckPerson,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.answering import next_number
from openmash.frontdoor.enquiries.rules import checks as rules
from openmash.frontdoor.enquiries.rules.checks import Answered, Question
from openmash.frontdoor.enquiries.states import CHECK, OPEN, WAITING, EnquiryState

ANSWERING = "The hub asked, and an answer helps to keep a child safe"


@transaction.atomic
def ask_agency(enquiry: MashEnquiry, question: Question, *, by: Actor) -> AgencyCheck:
    """One agency is asked about people of the enquiry; refused while checks may not leave (P4)."""
    return send_requests(enquiry, [question], by=by)[0]


@transaction.atomic
def answer(
    check: AgencyCheck, answers: Sequence[Answered], told_by: str, *, by: Actor
) -> AgencyCheck:
    """What an agency says of each person it was asked about. An earlier answer stays readable."""
    AgencyCheck.objects.select_for_update().get(pk=check.pk)  # one answer after another
    people = {str(one.pk): one for one in check.people.all()}
    if {one.about for one in answers} != set(people):
        raise NotReady("Say of each person what the agency knows")
    step, allowed = _allowed(check, f"answer_{rules.state_of(answers)}", by)
    refuse_if(rules.why_not_answered(answers, told_by))
    for one in answers:
        _keep_answer(people[one.about], one, told_by, by)
    move(check, step, allowed, about=about_of(check.enquiry), facts=_of_agency(check))
    _disclose(check, by, from_agency=check.agency_id, to_agency=by.agency, necessity=ANSWERING)
    return check


@transaction.atomic
def accept(check: AgencyCheck, *, by: Actor) -> AgencyCheck:
    """The hub has read the answer and needs no more of it."""
    step, allowed = _allowed(check, "accept", by)
    move(check, step, allowed, about=about_of(check.enquiry), facts=_of_agency(check))
    return check


@transaction.atomic
def clarify(check: AgencyCheck, unclear: str, *, by: Actor) -> AgencyCheck:
    """The answer is not clear: the question goes back with what is asked once more, and its time anew.

    It leaves the hub once more, so whatever keeps a first question back keeps this one back (P4).
    """
    because = replace(by, reason=clean(unclear).strip())
    step, allowed = _allowed(check, "clarify", because)
    check.enquiry, shared = share_again(check.enquiry, check.agency.kind, by=by)
    refuse_if(short_reason(unclear))
    changes: dict[str, object] = {"unclear": because.reason, "may_share": shared}
    about, facts = about_of(check.enquiry), _of_agency(check)
    move(check, step, allowed, about=about, facts=facts, changes=changes)
    _disclose(check, by, to_agency=check.agency_id, necessity=check.necessity)
    return set_due(check, by=by)


@transaction.atomic
def refuse(check: AgencyCheck, reason: str, *, by: Actor) -> AgencyCheck:
    """The agency refuses, and names the reason in law."""
    return _without_answer(check, "refuse", reason, by)


@transaction.atomic
def note_no_answer(check: AgencyCheck, reason: str, *, by: Actor) -> AgencyCheck:
    """Nobody answers, and no more is waited for: the decision says that it is missing."""
    return _without_answer(check, "note_no_answer", reason, by)


@transaction.atomic
def lapse(enquiry: MashEnquiry, *, by: Actor) -> None:
    """The enquiry is over: what was not answered is waited for no more, and no clock runs for it.

    One that was opened again meanwhile goes on with its own questions; those of before are over.
    """
    open_ones = AgencyCheck.objects.filter(enquiry=enquiry, state__in=list(WAITING))
    if enquiry.state in OPEN:
        open_ones = open_ones.filter(asked_at__lt=enquiry.opened_at)
    elif enquiry.state != EnquiryState.ENDED:
        open_ones = open_ones.exclude(gp__after_decision=True)  # asked for what was decided
    for check in open_ones.select_related("agency").select_for_update(of=("self",)):
        check.enquiry = enquiry
        step, allowed = _allowed(check, "lapse", by)
        move(check, step, allowed, about=about_of(enquiry), facts=_of_agency(check))


def _without_answer(check: AgencyCheck, name: str, reason: str, by: Actor) -> AgencyCheck:
    step, allowed = _allowed(check, name, replace(by, reason=reason.strip()))
    refuse_if(short_reason(reason))
    move(check, step, allowed, about=about_of(check.enquiry), facts=_of_agency(check))
    return check


def _keep_answer(about: CheckPerson, one: Answered, told_by: str, by: Actor) -> None:
    CheckAnswer(
        partnership_id=about.partnership_id,
        about=about,
        number=next_number(about),
        outcome=one.outcome,
        said=clean(one.said).strip(),
        told_by=clean(told_by).strip(),
        noted_at=by.at,
        noted_by=by.name,
    ).save(force_insert=True)


def _disclose(
    check: AgencyCheck, by: Actor, *, to_agency: str, necessity: str, from_agency: str = ""
) -> None:
    disclose(
        Sharing(
            to_user="",
            to_agency=to_agency,
            about=check.subject,
            purpose=PURPOSE,
            bases=check.bases,
            necessity=necessity,
            subjects=subjects_of(check),
            from_agency=from_agency,
        ),
        by=by,
    )


def _of_agency(check: AgencyCheck) -> dict[str, object]:
    return {"agency": check.agency_id, "agency_name": check.agency.name}


def _allowed(check: AgencyCheck, name: str, by: Actor) -> tuple[Move, Permit]:
    step = CHECK[name]
    return step, permit(by, step.permission, record_facts(check.enquiry))

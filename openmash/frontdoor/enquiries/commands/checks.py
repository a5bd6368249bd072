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
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.sharing.commands import Sharing, disclose
from openmash.frontdoor.contacts.access import people_of
from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.enquiries.access import permitted_step, record_facts
from openmash.frontdoor.enquiries.commands.gp import practice_is_asked
from openmash.frontdoor.enquiries.events import CheckEvent
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    Agreement,
    CheckAnswer,
    CheckPerson,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.agreement import agreement_facts
from openmash.frontdoor.enquiries.rules import checks as rules
from openmash.frontdoor.enquiries.rules.checks import Answered, Question
from openmash.frontdoor.enquiries.states import CHECK, CheckState, EnquiryState

PURPOSE = "SAFEGUARD_CHILD"
ANSWERING = "The hub asked, and an answer helps to keep a child safe"


@transaction.atomic
def ask_agency(enquiry: MashEnquiry, question: Question, *, by: Actor) -> AgencyCheck:
    """One agency is asked about people of the enquiry; refused while checks may not leave (P4).

    Nobody withdraws, ends the enquiry or sends it to decision meanwhile. The same question is not put
    to an agency again while it waits for the answer: a button pressed twice, or after going back.
    """
    permit(by, P.CHECK_RUN, record_facts(enquiry))
    agreement, enquiry = _locked(enquiry)
    if known := _waits_already(enquiry, question):
        return known
    asked = replace(question, kind=_kind_of(question.agency, by))
    refuse_if(rules.why_not_asked(agreement_facts(agreement, by=by), asked))
    check = _kept(enquiry, asked, by)
    if enquiry.state == EnquiryState.CONSENT_CHECK:
        step, allowed = permitted_step(enquiry, "send_checks", by)
        move(enquiry, step, allowed, about=_about(enquiry))
    set_due(check, by=by)
    practice_is_asked(check, by=by)
    _disclose(check, by, to_agency=question.agency, necessity=question.necessity)
    return check


@transaction.atomic
def set_due(check: AgencyCheck, *, by: Actor) -> AgencyCheck:
    """By when the agency answers, by the urgency of the enquiry now, from this moment on (C07, C08)."""
    who = "gp_is" if check.agency.kind == Agency.Kind.GP_PRACTICE else "is"
    step, allowed = _allowed(check, f"{who}_due_{check.enquiry.rag}", by)
    move(check, step, allowed, about=_about(check.enquiry))
    return check


@transaction.atomic
def set_all_due(enquiry: MashEnquiry, *, by: Actor) -> None:
    """The urgency is another: every open question has its time anew, from now (P3)."""
    open_ones = AgencyCheck.objects.filter(enquiry=enquiry, state=CheckState.REQUESTED)
    for check in open_ones.select_related("agency").select_for_update(of=("self",)):
        check.enquiry = enquiry
        set_due(check, by=by)


@transaction.atomic
def answer(
    check: AgencyCheck, answers: Sequence[Answered], told_by: str, *, by: Actor
) -> AgencyCheck:
    """What an agency says of each person it was asked about. An earlier answer stays readable."""
    people = {str(one.pk): one for one in check.people.all()}
    if {one.about for one in answers} != set(people):
        raise NotReady("Say of each person what the agency knows")
    step, allowed = _allowed(check, f"answer_{rules.state_of(answers)}", by)
    refuse_if(rules.why_not_answered(answers, told_by))
    for one in answers:
        _keep_answer(people[one.about], one, told_by, by)
    move(check, step, allowed, about=_about(check.enquiry), facts=_of_agency(check))
    _disclose(check, by, from_agency=check.agency_id, to_agency=by.agency, necessity=ANSWERING)
    return check


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
    """The enquiry is over: what was not answered is waited for no more, and no clock runs for it."""
    open_ones = AgencyCheck.objects.filter(enquiry=enquiry, state=CheckState.REQUESTED)
    for check in open_ones.select_related("agency").select_for_update(of=("self",)):
        check.enquiry = enquiry
        step, allowed = _allowed(check, "lapse", by)
        move(check, step, allowed, about=_about(enquiry), facts=_of_agency(check))


def _without_answer(check: AgencyCheck, name: str, reason: str, by: Actor) -> AgencyCheck:
    step, allowed = _allowed(check, name, replace(by, reason=reason.strip()))
    refuse_if(short_reason(reason))
    move(check, step, allowed, about=_about(check.enquiry), facts=_of_agency(check))
    return check


def _locked(enquiry: MashEnquiry) -> tuple[Agreement, MashEnquiry]:
    """Both as they are now, the agreement first as everywhere."""
    agreement = Agreement.objects.select_for_update().get(enquiry=enquiry)
    rows = MashEnquiry.objects.select_related("contact").select_for_update(of=("self",))
    agreement.enquiry = rows.get(pk=enquiry.pk)
    return agreement, agreement.enquiry


def _waits_already(enquiry: MashEnquiry, asked: Question) -> AgencyCheck | None:
    """The same words to the same agency about the same people, not answered yet."""
    same = enquiry.checks.filter(
        state=CheckState.REQUESTED,
        agency_id=asked.agency,
        questions=clean(asked.questions).strip(),
    )
    for check in same:
        if {str(one.whom_id) for one in check.people.all()} == set(asked.people):
            return check
    return None


def _kept(enquiry: MashEnquiry, asked: Question, by: Actor) -> AgencyCheck:
    rows = {str(one.pk): one for one in enquiry.scope.filter(removed_at=None)}
    if not set(asked.people) <= set(rows):
        raise NotReady("Somebody of these is not asked about in this enquiry")
    check = AgencyCheck(
        partnership_id=enquiry.partnership_id,
        enquiry=enquiry,
        agency_id=asked.agency,
        asked_of=clean(asked.asked_of).strip(),
        method=asked.method,
        questions=clean(asked.questions).strip(),
        necessity=clean(asked.necessity).strip(),
        bases=list(asked.bases),
        asked_at=by.at,
        asked_by=by.name,
    )
    check.save(force_insert=True)
    for key in asked.people:
        CheckPerson.objects.create(
            partnership_id=enquiry.partnership_id, check_of=check, whom=rows[key]
        )
    facts = _of_agency(check)
    about = _about(enquiry)
    record(CheckEvent.ASKED, by=by, subject=check.subject, about=about, facts=facts)
    return check


def _keep_answer(about: CheckPerson, one: Answered, told_by: str, by: Actor) -> None:
    CheckAnswer(
        partnership_id=about.partnership_id,
        about=about,
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
            subjects=_subjects(check),
            from_agency=from_agency,
        ),
        by=by,
    )


def _subjects(check: AgencyCheck) -> list[str]:
    """The children of the contact, and whoever else of the register is asked about."""
    asked = check.people.filter(whom__person__isnull=False)
    adults = [f"person:{key}" for key in asked.values_list("whom__person_id", flat=True)]
    return list(dict.fromkeys([*people_of(check.enquiry.contact), *adults]))


def _of_agency(check: AgencyCheck) -> dict[str, object]:
    return {"agency": check.agency_id, "agency_name": check.agency.name}


def _kind_of(agency: str, by: Actor) -> str:
    """Which kind of agency it is; one outside the partnership is not asked."""
    found = Agency.objects.filter(pk=agency, partnerships=by.partnership).first()
    if agency and found is None:
        raise NotReady("There is no such agency here")
    return str(found.kind) if found else ""


def _allowed(check: AgencyCheck, name: str, by: Actor) -> tuple[Move, Permit]:
    step = CHECK[name]
    return step, permit(by, step.permission, record_facts(check.enquiry))


def _about(enquiry: MashEnquiry) -> list[str]:
    return [enquiry.subject, enquiry.contact.subject, *people_of(enquiry.contact)]

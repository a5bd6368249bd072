"""Asking agencies: one question or forty by one press, and none past the rule (P3, P4).

What an agency may know is copied into its own rows here, once; it reads nothing of the enquiry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.models import Agency, User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.ledger.commands import Entry, record_many
from openmash.foundation.moves.mover import begin_many, move
from openmash.foundation.reference.models import FormVersion
from openmash.foundation.sharing.commands import Sharing, disclose_many
from openmash.frontdoor.contacts.access import people_of
from openmash.frontdoor.enquiries.access import about_of, permitted_step, record_facts
from openmash.frontdoor.enquiries.commands.calling import Ring, call_to_ring
from openmash.frontdoor.enquiries.commands.gp import practice_is_asked
from openmash.frontdoor.enquiries.commands.links import send_link_if_needed
from openmash.frontdoor.enquiries.events import CheckEvent
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    Agreement,
    AgreementOverride,
    CheckPerson,
    EnquiryRag,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.agreement import agreement_part, grounds
from openmash.frontdoor.enquiries.queries.desks import by_kind, templates
from openmash.frontdoor.enquiries.queries.page import Asked, scope_of
from openmash.frontdoor.enquiries.queries.snapshots import Snapshot, snapshots
from openmash.frontdoor.enquiries.rules import checks as rules
from openmash.frontdoor.enquiries.rules.agreement import AgreementFacts, why_checks_may_not_leave
from openmash.frontdoor.enquiries.rules.checks import Question
from openmash.frontdoor.enquiries.rules.requests import may_share
from openmash.frontdoor.enquiries.states import CHECK, WAITING, EnquiryState

PURPOSE = "SAFEGUARD_CHILD"


@dataclass(frozen=True)
class _Sending:
    """What is the same for every question of one press."""

    enquiry: MashEnquiry
    people: dict[str, Snapshot]
    agencies: dict[str, Agency]
    may_share: list[str]
    about: list[str]
    phone: str
    by: Actor


@transaction.atomic
def send_requests(
    enquiry: MashEnquiry, asked: Sequence[Question], *, by: Actor
) -> list[AgencyCheck]:
    """Agencies are asked about people of the enquiry; all refused while checks may not leave (P4).

    Nobody withdraws, ends the enquiry or sends it to decision meanwhile. The same question is not put
    to an agency again while it waits for the answer: a button pressed twice, or after going back.
    """
    permit(by, P.CHECK_RUN, record_facts(enquiry))
    if not asked:
        raise NotReady("Choose at least one agency, and whom it is asked about")
    agreement, enquiry = _locked(enquiry)
    scope = scope_of(enquiry, by=by)
    facts = agreement_part(agreement, by=by, people=scope).facts
    sending = _sending(agreement, facts, scope, by)
    waiting = _waiting(enquiry)
    known = [_waiting_already(one, waiting) for one in asked]
    new = [_whole(one, sending) for one, old in zip(asked, known, strict=True) if old is None]
    refuse_if(dict.fromkeys(why for one in new for why in rules.why_not_asked(facts, one)))
    made = iter(_put(new, sending) if new else [])
    return [one or next(made) for one in known]


@transaction.atomic
def share_again(enquiry: MashEnquiry, kind: str, *, by: Actor) -> tuple[MashEnquiry, list[str]]:
    """The enquiry as it is now, and why this kind of agency may share; refused while none may leave."""
    permit(by, P.CHECK_RUN, record_facts(enquiry))
    agreement, enquiry = _locked(enquiry)
    facts = agreement_part(agreement, by=by).facts
    refuse_if(why_checks_may_not_leave(facts, kind))
    return enquiry, list(may_share(facts, _ground(agreement, by)))


@transaction.atomic
def set_due(check: AgencyCheck, *, by: Actor) -> AgencyCheck:
    """By when the agency answers, by the urgency of the enquiry now, from this moment on (C07, C08)."""
    step, allowed = _due_step(check, check.agency.kind, by)
    move(check, step, allowed, about=check.about, changes={"reminders": 0})
    return check


@transaction.atomic
def set_all_due(enquiry: MashEnquiry, *, by: Actor) -> None:
    """The urgency is another: every open question has its time anew, from now (P3)."""
    open_ones = AgencyCheck.objects.filter(enquiry=enquiry, state__in=list(WAITING))
    for check in open_ones.select_related("agency").select_for_update(of=("self",)):
        check.enquiry = enquiry
        set_due(check, by=by)
        if enquiry.rag == EnquiryRag.RED and check.agency.kind == Agency.Kind.GP_PRACTICE:
            call_to_ring(check, Ring.RED, by=by)  # P5: or by telephone


def _sending(
    agreement: Agreement, facts: AgreementFacts, scope: Iterable[Asked], by: Actor
) -> _Sending:
    enquiry = agreement.enquiry
    asker = User.objects.filter(pk=by.user).first() if not by.user.startswith("system:") else None
    return _Sending(
        enquiry=enquiry,
        people=snapshots(scope, by=by),
        agencies={one.pk: one for one in Agency.objects.filter(partnerships=by.partnership)},
        may_share=list(may_share(facts, _ground(agreement, by))),
        about=about_of(enquiry),
        phone=asker.phone if asker else "",
        by=by,
    )


def _ground(agreement: Agreement, by: Actor) -> str:
    stands = AgreementOverride.objects.filter(agreement=agreement, taken_back_at=None).first()
    return grounds(by).get(stands.ground, "") if stands else ""


def _whole(asked: Question, sending: _Sending) -> Question:
    """With the kind of the agency, which its register says; one outside the partnership is not asked."""
    agency = sending.agencies.get(asked.agency)
    if asked.agency and agency is None:
        raise NotReady("There is no such agency here")
    if not set(asked.people) <= set(sending.people):
        raise NotReady("Somebody of these is not asked about in this enquiry")
    return replace(asked, kind=agency.kind if agency else "")


def _put(asked: Sequence[Question], sending: _Sending) -> list[AgencyCheck]:
    checks = _kept(asked, sending)
    _begin(sending)
    _start_clocks(checks, sending)
    disclose_many([_sharing(check, sending) for check in checks], by=sending.by)
    for check, one in zip(checks, asked, strict=True):
        practice_is_asked(check, by=sending.by)
        if one.is_to_ring:
            send_link_if_needed(check, by=sending.by)
            call_to_ring(check, Ring.ASK, by=sending.by)
    return checks


def _kept(asked: Sequence[Question], sending: _Sending) -> list[AgencyCheck]:
    forms = templates(sending.by)
    checks = [_check(one, sending, forms) for one in asked]
    AgencyCheck.objects.bulk_create(checks)
    CheckPerson.objects.bulk_create(
        _person(check, one, sending.people[key], position)
        for check, one in zip(checks, asked, strict=True)
        for position, key in enumerate(one.people, 1)
    )
    told = tuple(sending.about)
    entries = [Entry(CheckEvent.ASKED, one.subject, told, _facts_of(one)) for one in checks]
    record_many(entries, by=sending.by)
    return checks


def _check(asked: Question, sending: _Sending, forms: Mapping[str, FormVersion]) -> AgencyCheck:
    template = asked.template or by_kind(asked.kind, forms)
    form = forms.get(template)
    people = [sending.people[key] for key in asked.people]
    return AgencyCheck(
        partnership_id=sending.enquiry.partnership_id,
        enquiry=sending.enquiry,
        agency=sending.agencies[asked.agency],
        asked_of=clean(asked.asked_of).strip(),
        method=asked.method,
        questions=clean(asked.questions).strip(),
        necessity=clean(asked.necessity).strip(),
        bases=list(asked.bases),
        asked_at=sending.by.at,
        asked_by=sending.by.name,
        template=template,
        form=form,
        for_roles=form.content["roles"] if form else [],
        reference=sending.enquiry.contact.reference,
        asker_phone=sending.phone,
        may_share=sending.may_share,
        about=list(dict.fromkeys([*sending.about, *(one.person for one in people if one.person)])),
    )


def _person(check: AgencyCheck, asked: Question, one: Snapshot, position: int) -> CheckPerson:
    is_health = check.form is not None and check.form.content["is_health"]
    return CheckPerson(
        partnership_id=check.partnership_id,
        check_of=check,
        whom_id=one.key,
        position=position,
        name=one.name,
        is_child=one.is_child,
        part=one.part,
        birth_date=one.birth_date,
        age=one.age,
        address=one.address,
        nhs_number=one.nhs_number if is_health else "",
        because=clean(asked.because.get(str(one.key), "")).strip(),
    )


def _begin(sending: _Sending) -> None:
    """The first question takes the enquiry on from agreement."""
    if sending.enquiry.state == EnquiryState.CONSENT_CHECK:
        step, allowed = permitted_step(sending.enquiry, "send_checks", sending.by)
        move(sending.enquiry, step, allowed, about=sending.about)


def _start_clocks(checks: Sequence[AgencyCheck], sending: _Sending) -> None:
    """Each by its kind of agency: C08 for a GP practice, C07 for all others."""
    by_kind_of: dict[bool, list[AgencyCheck]] = {}
    for check in checks:
        is_gp = check.agency.kind == Agency.Kind.GP_PRACTICE
        by_kind_of.setdefault(is_gp, []).append(check)
    for same in by_kind_of.values():
        step, allowed = _due_step(same[0], same[0].agency.kind, sending.by)
        begin_many(same, step, allowed, about=sending.about)


def _sharing(check: AgencyCheck, sending: _Sending) -> Sharing:
    return Sharing(
        to_user="",
        to_agency=check.agency_id,
        about=check.subject,
        purpose=PURPOSE,
        bases=check.bases,
        necessity=check.necessity,
        subjects=subjects_of(check),
    )


def subjects_of(check: AgencyCheck) -> list[str]:
    """The people whom a disclosure names: the children, and whoever of the register is asked about."""
    about = check.about or people_of(check.enquiry.contact)  # one of before this was kept
    return [str(one) for one in about if str(one).startswith("person:")]


def _due_step(check: AgencyCheck, kind: str, by: Actor) -> tuple[Move, Permit]:
    who = "gp_is" if kind == Agency.Kind.GP_PRACTICE else "is"
    step = CHECK[f"{who}_due_{check.enquiry.rag}"]
    return step, permit(by, step.permission, record_facts(check.enquiry))


def _facts_of(check: AgencyCheck) -> dict[str, object]:
    return {"agency": check.agency_id, "agency_name": check.agency.name}


def _waiting_already(asked: Question, waiting: Sequence[AgencyCheck]) -> AgencyCheck | None:
    """The same words to the same agency about the same people, not answered yet."""
    words = clean(asked.questions).strip()
    for check in waiting:
        same = (check.agency_id, check.questions) == (asked.agency, words)
        same = same and asked.template in ("", check.template)  # another service of a council
        if same and {str(one.whom_id) for one in check.people.all()} == set(asked.people):
            return check
    return None


def _waiting(enquiry: MashEnquiry) -> list[AgencyCheck]:
    rows = enquiry.checks.filter(state__in=list(WAITING)).select_related("agency")
    return list(rows.prefetch_related("people"))


def _locked(enquiry: MashEnquiry) -> tuple[Agreement, MashEnquiry]:
    """Both as they are now, the agreement first as everywhere."""
    agreement = Agreement.objects.select_for_update().get(enquiry=enquiry)
    rows = MashEnquiry.objects.select_related("contact").select_for_update(of=("self",))
    agreement.enquiry = rows.get(pk=enquiry.pk)
    return agreement, agreement.enquiry

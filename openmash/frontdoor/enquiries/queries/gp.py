"""Which practices an enquiry has to do with, what triggers asking, and what each of them has said."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.core.working_time import london_day
from openmash.foundation.access.models import Agency
from openmash.foundation.people.involvement.queries import register_of
from openmash.foundation.people.whole import roots_of
from openmash.foundation.reference.queries import number, setting
from openmash.frontdoor.contacts.emarf.ages import is_under_one
from openmash.frontdoor.contacts.emarf.filled import Filled, load
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.enquiries.first_templates import GP
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    Agreement,
    GpRequest,
    MashEnquiry,
    ScopePerson,
)
from openmash.frontdoor.enquiries.queries.agreement import agreement_facts
from openmash.frontdoor.enquiries.queries.desks import templates
from openmash.frontdoor.enquiries.queries.repeats import repeats_of
from openmash.frontdoor.enquiries.rules.agreement import is_beyond_limits
from openmash.frontdoor.enquiries.rules.gp import Request, Situation
from openmash.frontdoor.enquiries.states import ANSWERED, NOT_AGREED, AgreementState, ScopeRole
from openmash.frontdoor.enquiries.states.gp import NECESSITY, GpState

REUSED_DAYS = "gp-answer-read-again-days"
SWITCHED_OFF = "gp-triggers-switched-off"
REFUSED = NOT_AGREED | {AgreementState.RESPECTED}


@dataclass(frozen=True)
class Practice:
    """A practice and those of the enquiry who are registered there; none: nobody knows where."""

    agency: str
    people: tuple[uuid.UUID, ...]


def situation_of(enquiry: MashEnquiry, *, upgraded: bool, by: Actor) -> Situation:
    """What the triggers go by, for this enquiry now."""
    filled = load(enquiry.contact, london_day(by.at))
    off = setting(enquiry.partnership_id, SWITCHED_OFF)
    return Situation(
        rag=enquiry.rag,
        infant=_is_infant(filled, by),
        concerns=frozenset(c for child in filled.children for c in filled.codes(child, "B1")),
        upgraded=upgraded,
        repeats=repeats_of(enquiry),
        switched_off=frozenset(off) if isinstance(off, list) else frozenset(),
    )


def practices_of(enquiry: MashEnquiry, *, by: Actor) -> list[Practice]:
    """Every practice that people of the enquiry are registered with, as the register says.

    Children whose practice nobody has named come last, under no practice: that is a gap, not an answer.
    """
    rows = list(enquiry.scope.filter(removed_at=None).select_related("child__person", "person"))
    keys = {row.pk: _person(row) for row in rows}
    roots = roots_of({key for key in keys.values() if key is not None}, by=by)
    at = _registered(set(roots.values()), by)
    people: dict[str, list[uuid.UUID]] = defaultdict(list)
    for row in rows:
        key = keys[row.pk]
        practices = at.get(roots.get(key), set()) if key is not None else set()  # type: ignore[arg-type]  # no root: no practice
        for practice in sorted(practices):
            people[practice].append(row.pk)
        if not practices and row.role == ScopeRole.CHILD:
            people[""].append(row.pk)
    known = sorted(one for one in people if one)
    return [Practice(one, tuple(people[one])) for one in [*known, *([""] if "" in people else [])]]


def gp_requests_of(enquiry: MashEnquiry) -> list[GpRequest]:
    """Every practice of an enquiry, in the order they came up; one query."""
    rows = GpRequest.objects.filter(enquiry=enquiry).select_related("practice", "check_sent")
    return list(rows.order_by("made_at", "id"))


def gp_request_at(enquiry: MashEnquiry, key: uuid.UUID) -> GpRequest:
    """One of them, of an enquiry that the caller has loaded through `access`."""
    found = GpRequest.objects.select_related("practice", "check_sent").filter(
        enquiry=enquiry, pk=key
    )
    request = found.first()
    if request is None:
        raise NotFound("There is no such request in this enquiry")
    request.enquiry = enquiry
    return request


def proposal(enquiry: MashEnquiry, key: str, *, by: Actor) -> dict[str, object]:
    """What a question to a practice begins with; nothing where no such practice is to be asked."""
    request = next((one for one in gp_requests_of(enquiry) if str(one.pk) == key), None)
    if request is None:
        return {}
    agency = request.practice_id or ""
    people = [p for one in practices_of(enquiry, by=by) if one.agency == agency for p in one.people]
    return {
        "agency": agency,
        "people": [str(key) for key in people],
        "questions": _asked_by_voice(by),
        "necessity": next((NECESSITY[t] for t in NECESSITY if t in request.triggers), ""),
    }


def _asked_by_voice(by: Actor) -> str:
    """What a practice is asked when it is rung or written to: the questions of its own page."""
    form = templates(by)[GP.code].content
    words = [one["words"].rstrip("?") for one in form["questions"]]
    return f"{form['asks']} {'; '.join(words)}?"


def recent_answer(request: GpRequest, *, by: Actor) -> AgencyCheck | None:
    """What this practice has answered lately in this enquiry (P5).

    One in another enquiry does not count: health reads what was told in this one (gate G1).
    """
    if request.practice_id is None:
        return None
    since = by.at - timedelta(days=number(request.partnership_id, REUSED_DAYS))
    answered = AgencyCheck.objects.filter(
        enquiry=request.enquiry_id,
        agency=request.practice_id,
        state__in=list(ANSWERED),
        people__answers__noted_at__gte=since,
    )
    return answered.order_by("-asked_at", "-id").first()


def requests_for_decision(contact: Contact) -> list[Request]:
    """What the decision has to know of each practice (P5, P7)."""
    rows = GpRequest.objects.filter(enquiry__contact=contact).exclude(state=GpState.LAPSED)
    rows = rows.exclude(state=GpState.DUE, after_decision=True)
    found = rows.select_related("practice", "check_sent").order_by("made_at", "id")
    return [Request(name_of_practice(one), one.state, _answered(one.check_sent)) for one in found]


def family_refuses_gps(contact: Contact, *, by: Actor) -> bool:
    """Whether the family has said no, to everything or to practices, and no manager overrode it (P4)."""
    rows = Agreement.objects.select_related("enquiry__contact").filter(enquiry__contact=contact)
    agreement = rows.first()
    if agreement is None or agreement.state != AgreementState.LIMITED:
        return agreement is not None and agreement.state in REFUSED
    facts = agreement_facts(agreement, by=by)
    return is_beyond_limits(facts, Agency.Kind.GP_PRACTICE)


def missing_gps(contact: Contact) -> list[str]:
    """Practices that were not asked, for the decision that is made without them (P5, P7)."""
    rows = GpRequest.objects.filter(enquiry__contact=contact).select_related("practice")
    left_out = rows.filter(state__in=[GpState.OPTED_OUT, GpState.DUE, GpState.LAPSED])
    return [
        f"{name_of_practice(one)}: {_why_missing(one)}"
        for one in left_out.order_by("made_at", "id")
    ]


def _why_missing(request: GpRequest) -> str:
    if request.state != GpState.OPTED_OUT:
        return "not asked"
    return f"not asked. {request.get_not_asked_because_display()}"


def name_of_practice(request: GpRequest) -> str:
    """The practice, or that nobody knows it yet."""
    return request.practice.name if request.practice else "A GP whose name nobody knows yet"


def _answered(check: AgencyCheck | None) -> bool:
    return check is not None and check.state in ANSWERED


def _is_infant(filled: Filled, by: Actor) -> bool:
    """A child under one year, or not born yet (T2)."""
    today = london_day(by.at)
    return any(
        facts.unborn or is_under_one(_born(child), child.age_text, today)
        for child, facts in zip(filled.children, filled.facts.children, strict=True)
    )


def _born(child: ContactChild) -> date | None:
    return child.birth_date or (child.person.birth_date if child.person else None)


def _person(row: ScopePerson) -> uuid.UUID | None:
    return row.child.person_id if row.child is not None else row.person_id


def _registered(roots: Iterable[uuid.UUID], by: Actor) -> dict[uuid.UUID, set[str]]:
    """Where each person is registered now, as far as the register knows."""
    practices = set(
        Agency.objects.filter(
            kind=Agency.Kind.GP_PRACTICE, partnerships=by.partnership
        ).values_list("pk", flat=True)
    )
    at: dict[uuid.UUID, set[str]] = defaultdict(set)
    for works in register_of(roots, by=by):
        if works.is_now and works.agency in practices:
            at[works.person].add(works.agency)
    return at

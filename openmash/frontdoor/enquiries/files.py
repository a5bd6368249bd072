"""Files that come with an agency's answer: written by the agency, read by whoever reads the answer.

What is about health is read by whoever reads health information, and by nobody else: the practitioner
who signs what it means has to have it in front of them (L07).
"""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.files.belonging import Owner, register
from openmash.foundation.people.models import Person
from openmash.frontdoor.contacts.access import record_facts as contact_facts
from openmash.frontdoor.enquiries.access import request_facts
from openmash.frontdoor.enquiries.models import AgencyCheck, CheckAnswer, EvidenceItem, ScopePerson
from openmash.frontdoor.enquiries.queries.health_files import KINDS, told_in_answer
from openmash.frontdoor.enquiries.states.items import HEALTH


def find(key: str, by: Actor) -> Owner | None:
    """A question to an agency, as far as its files have to know it."""
    rows = AgencyCheck.objects.filter(pk=key, partnership_id=by.partnership)
    check = rows.select_related("agency").first()
    if check is None:
        return None
    if by.role == Role.SYSTEM or reach_of(by.role, P.CHECK_ANSWER) is not None:
        return _as_asked(check)
    return _as_read(check, by) if _knows_everybody(check) else None


def is_about_health(check: AgencyCheck) -> bool:
    """A health agency was asked, or another one told something about health (ADR 0022)."""
    if check.agency.kind in KINDS:
        return True
    told = EvidenceItem.objects.filter(answer__about__check_of=check)
    if told.filter(category__in=[one.value for one in HEALTH]).exists():
        return True
    answers = CheckAnswer.objects.filter(about__check_of=check)
    return any(map(told_in_answer, answers.select_related("about__check_of__form")))


def _knows_everybody(check: AgencyCheck) -> bool:
    """A file may speak of all of them: it is not for somebody who may not know of one (§0.7)."""
    people = ScopePerson.objects.filter(pk__in=check.people.values("whom"))
    both = people.values_list("person_id", "child__person_id")
    asked = {key for keys in both for key in keys if key is not None}
    known = Person.objects.filter(pk__in=asked).values_list("pk", flat=True)
    return asked == set(known)


def _as_asked(check: AgencyCheck) -> Owner:
    path = f"{reverse('request', args=[check.pk])}#files"
    return Owner(
        facts=request_facts(check),
        reads=frozenset({P.CHECK_ANSWER}),
        writes=P.CHECK_ANSWER,
        reference=check.reference,
        about=tuple(check.about),
        path=path,
    )


def _as_read(check: AgencyCheck, by: Actor) -> Owner:
    contact = check.enquiry.contact
    attached = contact_facts(contact).attached_users
    page = "enquiry" if reach_of(by.role, P.CHECK_READ) else "health_analysis"
    anchor = f"#check-{check.pk}" if page == "enquiry" else ""
    return Owner(
        facts=replace(request_facts(check), attached_users=attached),
        reads=frozenset({P.HEALTH_READ if is_about_health(check) else P.CHECK_READ}),
        writes=P.CHECK_ANSWER,
        reference=contact.reference,
        about=tuple(check.about),
        path=f"{reverse(page, args=[contact.reference])}{anchor}",
    )


register("agencycheck", find)

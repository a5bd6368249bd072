"""Files that come with an agency's answer: written by the agency, read by whoever reads the answer.

What a health agency sent is read by whoever reads health information, too: the practitioner who signs
what it means has to have it in front of them (L07).
"""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.files.belonging import Owner
from openmash.foundation.people.models import Person
from openmash.frontdoor.contacts.access import record_facts as contact_facts
from openmash.frontdoor.enquiries.access import request_facts
from openmash.frontdoor.enquiries.models import AgencyCheck, ScopePerson

READS = frozenset({P.CHECK_READ, P.CHECK_ANSWER})
HEALTH = frozenset(
    {Agency.Kind.HEALTH_TRUST, Agency.Kind.MENTAL_HEALTH_TRUST, Agency.Kind.GP_PRACTICE}
)


def find(key: str, by: Actor) -> Owner | None:
    """A question to an agency, as far as its files have to know it."""
    rows = AgencyCheck.objects.filter(pk=key, partnership_id=by.partnership)
    check = rows.select_related("agency").first()
    if check is None:
        return None
    if by.role == Role.SYSTEM or reach_of(by.role, P.CHECK_ANSWER) is not None:
        return _as_asked(check)
    return _as_read(check, by) if knows_everybody(check, by) else None


def knows_everybody(check: AgencyCheck, by: Actor) -> bool:
    """A file may speak of all of them: it is not for somebody who may not know of one (§0.7)."""
    people = ScopePerson.objects.filter(pk__in=check.people.values("whom"))
    both = people.values_list("person_id", "child__person_id")
    asked = {key for keys in both for key in keys if key is not None}
    known = Person.objects.filter(pk__in=asked).values_list("pk", flat=True)
    return asked == set(known)


def _as_asked(check: AgencyCheck) -> Owner:
    facts = request_facts(check)
    path = f"{reverse('request', args=[check.pk])}#files"
    return _owner(check, facts=facts, reference=check.reference, path=path)


def _as_read(check: AgencyCheck, by: Actor) -> Owner:
    contact = check.enquiry.contact
    attached = contact_facts(contact).attached_users
    facts = replace(request_facts(check), attached_users=attached)
    page = "enquiry" if reach_of(by.role, P.CHECK_READ) else "enquiry_known"
    path = reverse(page, args=[contact.reference])
    anchor = f"#check-{check.pk}" if page == "enquiry" else ""
    return _owner(check, facts=facts, reference=contact.reference, path=f"{path}{anchor}")


def _owner(check: AgencyCheck, **known: object) -> Owner:
    reads = READS | ({P.HEALTH_READ} if check.agency.kind in HEALTH else frozenset())
    return Owner(reads=reads, writes=P.CHECK_ANSWER, about=tuple(check.about), **known)  # type: ignore[arg-type]  # the rest, by name

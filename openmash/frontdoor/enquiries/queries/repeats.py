"""What has been reported about the children of an enquiry, from the contacts about them (P5 T7).

An incident is known here by the contact that reports it: two contacts about one evening count as
two until somebody says that one is a duplicate, and one that was entered in error counts for nothing.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Q

from openmash.core.working_time import london_day
from openmash.foundation.reference.queries import settings_of
from openmash.frontdoor.contacts.access import UNSENT
from openmash.frontdoor.contacts.models import Answer, Contact, ContactChild
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.enquiries.models import MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.rules.repeats import Limit, Repeat, Report, What, repeats
from openmash.frontdoor.enquiries.states import OPEN

COUNT_FOR_NOTHING = (*UNSENT, ContactState.DUPLICATE, ContactState.IN_ERROR)
WORRIES, GRADE, NOTICED = "B1", "V2", "X_screen"
ABUSE_REPORTS, ABUSE_DAYS = "gp-domestic-abuse-reports", "gp-domestic-abuse-days"
MISSING_REPORTS, MISSING_DAYS = "gp-missing-reports", "gp-missing-days"


def repeats_of(enquiry: MashEnquiry) -> tuple[Repeat, ...]:
    """What repeats about its children, by this contact, those before it and those since."""
    limits = _limits(enquiry.partnership_id)
    sent = london_day(enquiry.contact.submitted_at or enquiry.opened_at)
    longest = max(one.days for one in limits.values())
    children = _children(enquiry, sent - timedelta(days=longest))
    said = _said(children)
    reports = (one for child in children for one in _reports(child, said[child.pk]))
    return repeats(reports, limits, sent)


def enquiries_about(contact: Contact) -> list[MashEnquiry]:
    """The enquiry about this contact, and each that runs about one of its children."""
    roots = contact.children.filter(removed_at=None, person__isnull=False).values("person__root_id")
    asked = ScopePerson.objects.filter(removed_at=None, child__person__root_id__in=roots)
    about = Q(contact=contact) | Q(state__in=list(OPEN), pk__in=asked.values("enquiry_id"))
    return list(
        MashEnquiry.objects.select_related("contact").filter(about).order_by("opened_at", "id")
    )


def _limits(partnership: str) -> dict[What, Limit]:
    keys = (ABUSE_REPORTS, ABUSE_DAYS, MISSING_REPORTS, MISSING_DAYS)
    local = settings_of(partnership, keys)
    reports, days, gone, gone_days = (int(str(local[key])) for key in keys)
    return {
        What.HIGH_RISK: Limit(1, days),
        What.ABUSE: Limit(reports, days),
        What.MISSING: Limit(gone, gone_days),
    }


def _children(enquiry: MashEnquiry, since: date) -> list[ContactChild]:
    """The children asked about, as each contact names them; who is not identified yet, in this one."""
    asked = enquiry.scope.filter(removed_at=None, child__isnull=False)
    own = list(asked.values_list("child_id", "child__person__root_id"))
    roots = [root for _, root in own if root is not None]
    same = Q(person__root_id__in=roots) | Q(pk__in=[key for key, _ in own])
    rows = ContactChild.objects.filter(same, partnership_id=enquiry.partnership_id)
    rows = rows.filter(removed_at=None, contact__submitted_at__date__gte=since - timedelta(days=1))
    counting = rows.exclude(contact__state__in=COUNT_FOR_NOTHING)
    return list(counting.select_related("contact", "person").order_by("id"))


def _said(children: Iterable[ContactChild]) -> Mapping[uuid.UUID, Mapping[str, object]]:
    """What was answered about each, in one query."""
    found: dict[uuid.UUID, dict[str, object]] = defaultdict(dict)
    rows = Answer.objects.filter(child__in=list(children), question__in=[WORRIES, GRADE, NOTICED])
    for child, question, value in rows.values_list("child_id", "question", "value"):
        found[child][question] = value
    return found


def _reports(child: ContactChild, said: Mapping[str, object]) -> Iterator[Report]:
    """A grade counts with its worry alone: whoever took the worry out took its questions out."""
    sent = child.contact.submitted_at
    assert sent is not None
    whom = str(child.person.root_id if child.person else child.pk)
    worries, noticed = said.get(WORRIES) or (), said.get(NOTICED) or ()
    assert isinstance(worries, list | tuple)
    assert isinstance(noticed, list | tuple)
    if "domestic_abuse" in worries:
        yield Report(whom, What.ABUSE, london_day(sent))
        if said.get(GRADE) == "high":
            yield Report(whom, What.HIGH_RISK, london_day(sent))
    if "missing" in worries or (worries and "missing" in noticed):
        yield Report(whom, What.MISSING, london_day(sent))

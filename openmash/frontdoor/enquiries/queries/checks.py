"""The questions to agencies as the page, and the decision, need them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.models import Agency
from openmash.foundation.clocks.queries import ClockView, running
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    CheckAnswer,
    CheckPerson,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.states import CHECK_WORDS, UNANSWERED, CheckState


@dataclass(frozen=True)
class CheckPart:
    """One question: whom it is about, what was answered of each, latest first, and its clock."""

    check: AgencyCheck
    people: tuple[CheckPerson, ...]
    answers: dict[uuid.UUID, tuple[CheckAnswer, ...]]
    clock: ClockView | None


def checks_of(enquiry: MashEnquiry, *, by: Actor) -> list[CheckPart]:
    """Every question of an enquiry, in the order they were asked; four queries, however many."""
    checks = list(
        AgencyCheck.objects.filter(enquiry=enquiry)
        .select_related("agency")
        .order_by("asked_at", "id")
    )
    people: dict[uuid.UUID, list[CheckPerson]] = defaultdict(list)
    for row in CheckPerson.objects.filter(check_of__in=checks).order_by("whom__added_at", "id"):
        people[row.check_of_id].append(row)
    said: dict[uuid.UUID, list[CheckAnswer]] = defaultdict(list)
    answers = CheckAnswer.objects.filter(about__check_of__in=checks)
    for one in answers.order_by("-noted_at", "-id"):
        said[one.about_id].append(one)
    clocks = running([check.subject for check in checks], at=by.at)
    return [
        CheckPart(
            check=check,
            people=tuple(people[check.pk]),
            answers={row.pk: tuple(said[row.pk]) for row in people[check.pk]},
            clock=next(iter(clocks.get(check.subject, ())), None),
        )
        for check in checks
    ]


def check_at(enquiry: MashEnquiry, key: uuid.UUID) -> AgencyCheck:
    """One question of an enquiry that the caller has loaded through `access`."""
    found = AgencyCheck.objects.select_related("agency").filter(enquiry=enquiry, pk=key).first()
    if found is None:
        raise NotFound("There is no such question in this enquiry")
    found.enquiry = enquiry
    return found


def agencies_to_ask(by: Actor) -> list[tuple[str, str]]:
    """Every agency of the partnership, by name."""
    rows = Agency.objects.filter(partnerships=by.partnership).order_by("name")
    return [(one.pk, one.name) for one in rows]


def missing_answers(contact: Contact) -> list[str]:
    """What agencies have not told, for the decision that is made without it (P7)."""
    rows = AgencyCheck.objects.filter(enquiry__contact=contact, state__in=list(UNANSWERED))
    found = rows.select_related("agency").order_by("asked_at", "id")
    return [f"{one.agency.name}: {CHECK_WORDS[CheckState(one.state)].lower()}" for one in found]

"""The questions to agencies as the page, and the decision, need them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.models import Agency
from openmash.foundation.clocks.queries import ClockView
from openmash.foundation.files.models import StoredFile
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    CheckAnswer,
    CheckPerson,
    EvidenceItem,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.states import ANSWERED, CHECK_WORDS, UNANSWERED, CheckState


@dataclass(frozen=True)
class CheckPart:
    """One question: whom it is about, what was answered of each, latest first, and its clock."""

    check: AgencyCheck
    people: tuple[CheckPerson, ...]
    answers: dict[uuid.UUID, tuple[CheckAnswer, ...]]
    clock: ClockView | None
    items: dict[uuid.UUID, tuple[EvidenceItem, ...]]  # by answer, those that stand
    files: tuple[StoredFile, ...] = ()  # that came with the answers


@dataclass(frozen=True)
class Checks:
    """Every question of an enquiry, and the clocks that run for its contact meanwhile."""

    parts: tuple[CheckPart, ...]
    of_contact: tuple[ClockView, ...]


def checks_of(rows: EnquiryRows, *, by: Actor) -> Checks:
    """Every question of an enquiry, in the order they were asked."""
    people: dict[uuid.UUID, list[CheckPerson]] = defaultdict(list)
    for row in rows.asked_about:
        people[row.check_of_id].append(row)
    said: dict[uuid.UUID, list[CheckAnswer]] = defaultdict(list)
    for one in rows.answers:
        said[one.about_id].append(one)
    items: dict[uuid.UUID | None, list[EvidenceItem]] = defaultdict(list)
    for item in rows.items:
        if item.taken_back_at is None:
            items[item.answer_id].append(item)
    files: dict[str, list[StoredFile]] = defaultdict(list)
    for came in rows.files:
        files[came.about].append(came)
    clocks = rows.clocks.of_each(at=by.at)
    parts = tuple(
        CheckPart(
            check=check,
            people=tuple(people[check.pk]),
            answers={row.pk: tuple(said[row.pk]) for row in people[check.pk]},
            clock=next(iter(clocks.get(check.subject, ())), None),
            items={
                one.pk: tuple(items[one.pk]) for row in people[check.pk] for one in said[row.pk]
            },
            files=tuple(files[check.subject]),
        )
        for check in rows.checks
    )
    return Checks(parts, tuple(clocks.get(rows.enquiry.contact.subject, ())))


def told_in_words(check: AgencyCheck, answer: CheckAnswer) -> Iterator[tuple[str, str]]:
    """What the template asked, in its own words, and what the agency said to it."""
    content = check.form.content if check.form else {}
    words = {one["code"]: one["words"] for one in content.get("questions", ())}
    for code, value in answer.told.items():
        yield words.get(code, code), value.replace("_", " ")


def check_at(enquiry: MashEnquiry, key: uuid.UUID) -> AgencyCheck:
    """One question of an enquiry that the caller has loaded through `access`."""
    found = (
        AgencyCheck.objects.select_related("agency", "open_link")
        .filter(enquiry=enquiry, pk=key)
        .first()
    )
    if found is None:
        raise NotFound("There is no such question in this enquiry")
    found.enquiry = enquiry
    return found


def agencies_to_ask(by: Actor) -> list[tuple[str, str]]:
    """Every agency of the partnership, by name."""
    agencies = Agency.objects.filter(partnerships=by.partnership)
    rows = agencies.exclude(kind=Agency.Kind.PUBLIC).order_by("name")
    return [(one.pk, one.name) for one in rows]


def answered_checks(contact: Contact) -> list[AgencyCheck]:
    """The questions that were answered, for telling the agencies what became of it (P8)."""
    rows = AgencyCheck.objects.filter(enquiry__contact=contact, state__in=list(ANSWERED))
    return list(rows.select_related("agency").order_by("asked_at", "id"))


def missing_answers(contact: Contact) -> list[str]:
    """What agencies have not told, for the decision that is made without it (P7)."""
    rows = AgencyCheck.objects.filter(enquiry__contact=contact, state__in=list(UNANSWERED))
    found = rows.select_related("agency").order_by("asked_at", "id")
    return [_missing(one) for one in found]


def _missing(check: AgencyCheck) -> str:
    """P5: a decision without the GP says in so many words that the GP view is missing."""
    words = CHECK_WORDS[CheckState(check.state)].lower()
    if check.agency.kind == Agency.Kind.GP_PRACTICE:
        return f"GP view missing: {check.agency.name}, {words}"
    return f"{check.agency.name}: {words}"

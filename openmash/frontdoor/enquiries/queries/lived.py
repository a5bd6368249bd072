"""A day in each child's life, as far as anybody has said, and the questions nobody has answered (L51)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.reference.queries import setting
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.access import record_facts
from openmash.frontdoor.enquiries.models import LivedExperience, MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.states import ScopeRole

QUESTIONS = "lived-experience-questions"


@dataclass(frozen=True)
class LivedPart:
    """One child: what is known of each question, in the partnership's order; none: nobody has said."""

    child: ScopePerson
    questions: tuple[tuple[str, str], ...]
    said: dict[str, LivedExperience]

    @property
    def open(self) -> tuple[str, ...]:
        """The questions that nobody has answered, in words."""
        return tuple(words for code, words in self.questions if code not in self.said)


def questions_of(partnership: str) -> tuple[tuple[str, str], ...]:
    """The partnership's questions about a child's day: code and words, in order."""
    return _questions(setting(partnership, QUESTIONS))


def _questions(found: object) -> tuple[tuple[str, str], ...]:
    rows = found if isinstance(found, list) else []
    return tuple((str(code), str(words)) for code, words in rows)


def lived_of(enquiry: MashEnquiry, *, by: Actor) -> list[LivedPart]:
    """For those who read what agencies say, for much of it is theirs (`roles.md` §3); else nothing."""
    may_read = may(by, P.CHECK_READ, record_facts(enquiry))
    return parts_of(EnquiryRows(enquiry)) if may_read else []


def parts_of(rows: EnquiryRows) -> list[LivedPart]:
    """Every child of an enquiry, in order, however many there are."""
    is_child = (one for one in rows.scope if one.role == ScopeRole.CHILD)
    children = [one for one in is_child if one.removed_at is None]
    latest: dict[uuid.UUID, dict[str, LivedExperience]] = defaultdict(dict)
    for one in rows.lived:
        latest[one.about_id][one.question] = one
    questions = _questions(rows.settings[QUESTIONS])
    return [
        LivedPart(child, () if _unborn(child) else questions, latest[child.pk])
        for child in children
    ]


def _unborn(row: ScopePerson) -> bool:
    """A child who is not born yet has no day to tell of."""
    return row.child is not None and row.child.due_date is not None


def lived_about(contact: Contact, *, by: Actor) -> list[LivedPart]:
    """The same for the decision about a contact; nothing where there is no enquiry."""
    enquiry = MashEnquiry.objects.select_related("contact").filter(contact=contact).first()
    return lived_of(enquiry, by=by) if enquiry is not None else []


def child_at(enquiry: MashEnquiry, key: uuid.UUID) -> ScopePerson:
    """A child of an enquiry that the caller has loaded through `access`."""
    rows = enquiry.scope.filter(role=ScopeRole.CHILD, removed_at=None, pk=key)
    found = rows.select_related("child").first()
    if found is None:
        raise NotFound("There is no such child in this enquiry")
    found.enquiry = enquiry
    return found

"""Files that tell something about health: read by health as every other thing that was told (P6, L07)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from openmash.foundation.access.models import Agency
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.states import FileState
from openmash.frontdoor.enquiries.models import AgencyCheck, CheckAnswer
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.rules.health import told_by_questions
from openmash.frontdoor.enquiries.states.items import HEALTH, Category

KINDS = (
    Agency.Kind.HEALTH_TRUST,
    Agency.Kind.MENTAL_HEALTH_TRUST,
    Agency.Kind.GP_PRACTICE,
)
STATES: dict[str, str] = {
    FileState.HELD: ": being checked, nobody can open it yet",
    FileState.CLEAN: "",
    FileState.INFECTED: ": malware was found, nobody can open it. Ask for it in another way",
    FileState.IN_ERROR: ": entered in error",
}


@dataclass(frozen=True)
class Came:
    """A file that was sent, and the question it answers."""

    row: StoredFile
    check: AgencyCheck
    mental: bool
    asked_about: tuple[uuid.UUID, ...]  # of whom it may speak


def told_in_answer(answer: CheckAnswer) -> set[str]:
    """Of what of health the answers to the template's questions tell."""
    form = answer.about.check_of.form
    return set(told_by_questions(form.content.get("questions", ()), answer.told)) if form else set()


def files_about_health(rows: EnquiryRows) -> list[Came]:
    """What was sent by a health agency, or with an answer in which something is about health."""
    trust = Agency.Kind.MENTAL_HEALTH_TRUST
    checks = {one.subject: one for one in rows.checks if one.agency.kind in KINDS}
    mental = {subject for subject, one in checks.items() if one.agency.kind == trust}
    told = [(one.answer, {one.category}) for one in rows.items if one.answer is not None]
    told += [(one, told_in_answer(one)) for one in rows.answers]
    for answer, categories in told:
        if found := HEALTH & categories:
            check = answer.about.check_of
            checks.setdefault(check.subject, check)
            mental |= {check.subject} if Category.MENTAL_HEALTH in found else set()
    about: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for person in rows.asked_about:
        about[person.check_of_id].append(person.whom_id)
    return [
        Came(one, of, one.about in mental, tuple(about[of.pk]))
        for one in rows.files
        if (of := checks.get(one.about)) is not None
    ]

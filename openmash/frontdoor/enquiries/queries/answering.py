"""A question as the agency that is asked reads it: its own rows, and nothing of the enquiry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.holdings import council, held_at
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.clocks.queries import AskedClocks, ClockView, running
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.queries import files_of, limit_rows, limits_in
from openmash.foundation.files.rules import Limits
from openmash.foundation.together import Count, Rows, ask
from openmash.frontdoor.enquiries.access import may_answer, requests_to
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    CheckAnswer,
    CheckDraft,
    CheckPerson,
    EvidenceItem,
)
from openmash.frontdoor.enquiries.states import WAITING

MOST_SHOWN = 200


@dataclass(frozen=True)
class Listed:
    """One question in the list of an agency."""

    check: AgencyCheck
    clock: ClockView | None
    about: tuple[str, ...]


@dataclass(frozen=True)
class RequestPage:
    """One question with everything the agency may know of it, and what it has said and typed."""

    check: AgencyCheck
    people: tuple[CheckPerson, ...]
    said: dict[str, CheckAnswer]
    items: dict[str, tuple[EvidenceItem, ...]]
    drafts: dict[str, CheckDraft]
    clock: ClockView | None
    files: tuple[StoredFile, ...]  # also those that are not sent yet
    limits: Limits  # of the files that may be added

    @property
    def waits(self) -> bool:
        """Whether an answer is still expected."""
        return self.check.state in WAITING


def request_page(check: AgencyCheck, *, by: Actor) -> RequestPage:
    """The caller has got the question through `access`, which logged the look."""
    people, clocks = Rows(check.people.order_by("position", "id")), AskedClocks([check.subject])
    answers, drafts = Rows(_answers_to(check)), Rows(check.drafts.all())
    files, local = Rows(files_of(check.subject)), Rows(limit_rows(by.partnership))
    ask(people, answers, drafts, files, local, *clocks.questions)
    said = {str(one.about_id): one for one in answers.answer}
    items: dict[str, list[EvidenceItem]] = {}
    rows = EvidenceItem.objects.filter(answer__in=list(said.values()), taken_back_at=None)
    about = {one.pk: key for key, one in said.items()}
    for item in rows.order_by("noted_at", "id"):
        if item.answer_id is not None:
            items.setdefault(about[item.answer_id], []).append(item)
    return RequestPage(
        check=check,
        people=tuple(people.answer),
        said=said,
        items={key: tuple(found) for key, found in items.items()},
        drafts={one.field: one for one in drafts.answer},
        clock=next(iter(clocks.of_each(at=by.at).get(check.subject, ())), None),
        files=tuple(files.answer),
        limits=limits_in({one.key: one.value for one in local.answer}),
    )


def typed_about(check: AgencyCheck, people: Iterable[CheckPerson]) -> list[str]:
    """Of whom of these somebody has typed what is not sent yet."""
    typed = check.drafts.exclude(value="").values_list("field", flat=True)
    begun = {name.partition("_")[0] for name in typed if not name.endswith("_outcome")}
    return [one.name for one in people if f"p{one.position}" in begun]


def last_answers(check: AgencyCheck) -> dict[str, CheckAnswer]:
    """The latest answer about each person, by the key of the person in the question."""
    return {str(one.about_id): one for one in _answers_to(check)}


def _answers_to(check: AgencyCheck) -> QuerySet[CheckAnswer]:
    return CheckAnswer.objects.filter(about__check_of=check).order_by("number")


def next_number(about: CheckPerson) -> int:
    """Which answer about this person comes next; the caller has locked the question."""
    return about.answers.count() + 1


def requests_listed(by: Actor) -> tuple[list[Listed], list[Listed]]:
    """What waits for this agency, soonest due first, and what it has answered, latest first."""
    if reach_of(by.role, P.CHECK_ANSWER) is None:
        raise NotFound("Your role answers for no agency")
    rows = list(requests_to(by).order_by("-asked_at", "id").prefetch_related("people")[:MOST_SHOWN])
    clocks = running([one.subject for one in rows], at=by.at)
    listed = [
        Listed(one, next(iter(clocks.get(one.subject, ())), None), _names(one.people.all()))
        for one in rows
    ]
    waiting = [one for one in listed if one.check.state in WAITING]
    waiting.sort(key=lambda one: (one.clock is None, one.clock.due_at if one.clock else by.at))
    return waiting, [one for one in listed if one.check.state not in WAITING]


def count_requests(by: Actor) -> Count:
    """How many questions wait for this person's agency, for the navigation."""
    return Count(requests_to(by).filter(state__in=list(WAITING)))


def colleagues(check: AgencyCheck, *, by: Actor) -> list[User]:
    """Who else of this agency could answer: whoever holds a role there that answers at all, but not for
    another service of it."""
    held = held_at(by.at).filter(agency_id=check.agency_id, partnership_id=by.partnership)
    found = held.select_related("user").order_by("user__name", "id")
    able = {one.user for one in found if may_answer(one.role, check.for_roles)}
    return sorted((one for one in able if str(one.pk) != by.user), key=lambda one: one.name)


def hub_of(by: Actor) -> str:
    """The agency that a partnership's hub belongs to."""
    return council(by.partnership)


def _names(people: Iterable[CheckPerson]) -> tuple[str, ...]:
    return tuple(one.name for one in sorted(people, key=lambda one: one.position))

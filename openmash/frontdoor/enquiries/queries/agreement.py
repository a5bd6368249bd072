"""An agreement as the rules and the page need it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from openmash.core.actor import Actor
from openmash.core.dates import age_on
from openmash.core.working_time import london_day
from openmash.foundation.people.models import Person
from openmash.foundation.reference.queries import setting
from openmash.foundation.together import Column
from openmash.frontdoor.enquiries.models import (
    Agreement,
    AgreementAsk,
    AgreementOverride,
    GpRequest,
    MashEnquiry,
    ScopePerson,
    YoungView,
)
from openmash.frontdoor.enquiries.queries.page import Asked, scope_of
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.rules.agreement import AgreementFacts, Said, Young
from openmash.frontdoor.enquiries.states import RUNNING, Ground, ScopeRole
from openmash.frontdoor.enquiries.states.gp import GpState

YOUNG_FROM, ATTEMPTS, GROUNDS = (
    "young-view-expected-from-age",
    "agreement-attempts",
    "override-grounds",
)


@dataclass(frozen=True)
class AgreementPart:
    """Everything of an agreement: its rows, latest first, and what the rules make of them."""

    agreement: Agreement
    facts: AgreementFacts
    asks: tuple[AgreementAsk, ...]
    views: tuple[YoungView, ...]
    overrides: tuple[AgreementOverride, ...]
    names: dict[uuid.UUID, str]
    holders: tuple[uuid.UUID, ...]
    to_tell: AgreementOverride | None  # the parents do not know yet of what it let leave
    grounds: dict[str, str]  # for an override, in the partnership's own words

    def name_of(self, key: uuid.UUID) -> str:
        """Somebody of the scope, as this reader may know them."""
        return self.names.get(key, "Somebody you may not know of")


def agreement_of(enquiry: MashEnquiry) -> Agreement:
    """The agreement of an enquiry, with the enquiry on it."""
    found = Agreement.objects.get(enquiry=enquiry)
    found.enquiry = enquiry
    return found


def agreement_part(
    agreement: Agreement, *, by: Actor, people: Iterable[Asked] | None = None
) -> AgreementPart:
    """Gather it. What was said for an enquiry that ended before counts no more, and stays readable."""
    people = list(scope_of(agreement.enquiry, by=by) if people is None else people)
    rows = EnquiryRows(agreement.enquiry)
    rows.read_agreement()
    holding = holders_among([one.row for one in people]).answer
    return part_of(agreement, rows, people, holding, by=by)


def part_of(
    agreement: Agreement,
    rows: EnquiryRows,
    people: Collection[Asked],
    holding: Collection[uuid.UUID],
    *,
    by: Actor,
) -> AgreementPart:
    """The same of rows that were read together with others; `holding` are records in the register."""
    enquiry, local = agreement.enquiry, rows.settings
    names = {one.row.pk: one.name for one in people}
    asks, views, overrides = tuple(rows.asks), tuple(rows.views), tuple(rows.overrides)
    now = [one for one in asks if one.recorded_at >= enquiry.opened_at]
    seen = {one.whom_id for one in views if one.noted_at >= enquiry.opened_at}
    stands = any(o.taken_back_at is None for o in overrides)
    facts = AgreementFacts(
        enquiry=enquiry.state,
        state=agreement.state,
        rag=enquiry.rag,
        said=tuple(_said(one, names) for one in now),
        young=tuple(_young(people, seen, _number(local, YOUNG_FROM), by)),
        override_stands=stands,
        askers=frozenset(one.asked_by_user for one in now),
        attempts_needed=_number(local, ATTEMPTS),
        after_decision=_asked_after_decision(enquiry),
    )
    holders = tuple(
        key for root, key in _adults(one.row for one in people).items() if root in holding
    )
    to_tell = untold(agreement, overrides)
    return AgreementPart(
        agreement, facts, asks, views, overrides, names, holders, to_tell, _grounds(local[GROUNDS])
    )


def _asked_after_decision(enquiry: MashEnquiry) -> frozenset[str]:
    """Practices that what was decided asks for; while the enquiry runs, nobody needs to know them."""
    if enquiry.state in RUNNING:
        return frozenset()
    due = GpRequest.objects.filter(enquiry=enquiry, state=GpState.DUE, after_decision=True)
    return frozenset(due.exclude(practice=None).values_list("practice_id", flat=True))


def agrees(ask: AgreementAsk, agreement: Agreement) -> bool:
    """Whether an answer carries this enquiry: not one for an enquiry that ended before."""
    said = _said(ask, {})
    counts = ask.recorded_at >= agreement.enquiry.opened_at
    return counts and said.carries and not said.is_against


def untold(
    agreement: Agreement, overrides: Iterable[AgreementOverride]
) -> AgreementOverride | None:
    """The latest decision of which the parents are still to be told, of those given latest first.

    One that stands, or one that was taken back after somebody had been asked under it; once told, none.
    """
    return next((one for one in overrides if _owes_telling(agreement, one)), None)


def _owes_telling(agreement: Agreement, one: AgreementOverride) -> bool:
    if one.told_at is not None or one.taken_back_at is None:
        return one.told_at is None
    while_it_stood = (one.overridden_at, one.taken_back_at)
    return agreement.enquiry.checks.filter(asked_at__range=while_it_stood).exists()


def agreement_facts(agreement: Agreement, *, by: Actor) -> AgreementFacts:
    """What the rules need to know, and nothing else."""
    return agreement_part(agreement, by=by).facts


def grounds(by: Actor) -> dict[str, str]:
    """Each ground for an override in the partnership's own words."""
    return _grounds(setting(by.partnership, GROUNDS))


def _number(local: dict[str, object], key: str) -> int:
    value = local[key]
    if not isinstance(value, int):
        raise TypeError(f"{key} is not a whole number")
    return value


def _grounds(words: object) -> dict[str, str]:
    said = words if isinstance(words, dict) else {}
    return {code: str(said.get(code, code)) for code in Ground}


def _said(ask: AgreementAsk, names: dict[uuid.UUID, str]) -> Said:
    return Said(
        whom=str(ask.whom_id),
        called=names.get(ask.whom_id, "Somebody"),
        standing=ask.standing,
        answer=ask.answer,
        at=ask.asked_at,
        recorded=ask.recorded_at,
        withdrawn=ask.withdrawn_at is not None,
        not_these=frozenset(ask.not_these),
    )


def _young(
    people: Iterable[Asked], seen: set[uuid.UUID], expected: int, by: Actor
) -> Iterable[Young]:
    today = london_day(by.at)
    for one in people:
        born = _birth(one)
        in_scope = one.row.removed_at is None and one.row.role == ScopeRole.CHILD
        if in_scope and born is not None and age_on(born, today) >= expected:
            yield Young(str(one.row.pk), one.name, one.row.pk in seen)


def _birth(one: Asked) -> date | None:
    child = one.row.child
    if child is None:
        return None
    return child.birth_date or (child.person.birth_date if child.person is not None else None)


def holders_among(scope: Collection[ScopePerson]) -> Column[uuid.UUID]:
    """Who of the scope holds parental responsibility for a child of it, as the register knows: the
    records that stand for them."""
    holding = Person.objects.filter(
        root_id__in=_adults(scope),
        relationships__other__root_id__in={_root_of_child(one) for one in scope} - {None},
        relationships__parental_responsibility=True,
        relationships__in_error_at=None,
        relationships__ends_on=None,
    )
    return Column(holding, "root")


def _adults(scope: Iterable[ScopePerson]) -> dict[uuid.UUID, uuid.UUID]:
    """The record that stands for each adult of the scope, and who of the scope that is."""
    here = (one for one in scope if one.removed_at is None and one.person is not None)
    return {one.person.root_id: one.pk for one in here}  # type: ignore[union-attr]  # those with one


def _root_of_child(row: ScopePerson) -> uuid.UUID | None:
    child = row.child if row.removed_at is None else None
    return child.person.root_id if child is not None and child.person is not None else None

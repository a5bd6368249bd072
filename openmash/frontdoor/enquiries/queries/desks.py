"""Where agencies can be asked: with which questions, and whether somebody there answers on this page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import Agency
from openmash.foundation.reference.models import FormVersion
from openmash.foundation.reference.queries import forms_on
from openmash.frontdoor.enquiries.first_templates import PREFIX
from openmash.frontdoor.enquiries.models import Desk


@dataclass(frozen=True)
class Asking:
    """One agency with one kind of questions."""

    agency: str
    agency_name: str
    kind: str
    template: str
    form: FormVersion
    service: str = ""
    phone: str = ""
    answers_here: bool = False
    is_usual: bool = True  # false where it only could be asked this too

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.agency}:{self.template}"

    @property
    def content(self) -> Mapping[str, Any]:
        """The template."""
        content: Mapping[str, Any] = self.form.content
        return content

    @property
    def name(self) -> str:
        """The agency, and which part of it where it has several."""
        part = self.service or ("" if self.is_usual else self.content["name"])
        return f"{self.agency_name}, {part}" if part else self.agency_name


def templates(by: Actor) -> dict[str, FormVersion]:
    """The questions in force, by kind of agency."""
    found = forms_on(by.partnership, PREFIX, london_day(by.at))
    return {one.form.removeprefix(PREFIX): one for one in found}


def askings(by: Actor) -> list[Asking]:
    """Every agency of the partnership with the questions that fit it; four queries, however many."""
    forms, desks = templates(by), _desks(by)
    here = Agency.objects.filter(partnerships=by.partnership)
    agencies = list(here.exclude(kind=Agency.Kind.PUBLIC).order_by("name"))
    holders = _holders([one.pk for one in agencies], by)
    return [
        asking
        for agency in agencies
        for asking in _of_agency(agency, desks[agency.pk], forms, holders[agency.pk])
    ]


def by_kind(kind: str, forms: Mapping[str, FormVersion]) -> str:
    """The questions for a kind of agency, where nothing else is said."""
    fitting = (code for code, form in forms.items() if kind in form.content["kinds"])
    return next(fitting, "voluntary")


def _of_agency(
    agency: Agency, desks: list[Desk], forms: dict[str, FormVersion], roles: set[str]
) -> Iterable[Asking]:
    usual = by_kind(agency.kind, forms)
    said = {one.template: one for one in desks if one.template in forms}
    for template in said or (usual,):
        desk = said.get(template)
        form = forms[template]
        yield Asking(
            agency=agency.pk,
            agency_name=agency.name,
            kind=agency.kind,
            template=template,
            form=form,
            service=desk.service if desk else "",
            phone=(desk.phone if desk else "") or agency.phone,
            answers_here=bool(roles & set(form.content["roles"])),
            is_usual=template == usual,
        )


def _desks(by: Actor) -> dict[str, list[Desk]]:
    found: dict[str, list[Desk]] = defaultdict(list)
    for one in Desk.objects.filter(partnership_id=by.partnership).order_by("template"):
        found[one.agency_id].append(one)
    return found


def _holders(agencies: list[str], by: Actor) -> dict[str, set[str]]:
    """Which roles somebody holds now at each agency."""
    found: dict[str, set[str]] = defaultdict(set)
    held = held_at(by.at).filter(partnership_id=by.partnership, agency__in=agencies)
    for agency, role in held.values_list("agency_id", "role"):
        found[agency].add(role)
    return found

"""Forms: the pages of the professional's form, and what each kind of agency is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.reference.commands import publish_form
from openmash.foundation.reference.models import FormVersion
from openmash.foundation.reference.queries import forms_on
from openmash.foundation.ui.fields import GovField
from openmash.frontdoor.contacts.emarf.definition import read_definition
from openmash.frontdoor.enquiries.first_templates import PREFIX
from openmash.oversight.configuring.kinds import wording
from openmash.oversight.configuring.kinds.base import (
    Content,
    Latest,
    Lines,
    Reasons,
    Thing,
    none_such,
)

ASKED = "What agencies are asked"
PAGES = "sections"
MARK = "."  # between the name of a form and its page


class OfForms:
    """A content is one page of a form that has pages, or a whole form that has none."""

    note = (
        "Whatever is begun, sent or asked keeps the version it was begun with. Keys, types, choices and"
        " conditions stay: answers and rules point to them."
    )

    def things(self, *, by: Actor) -> list[Thing]:
        """Every page of every form as it holds today."""
        last = _last(by)
        return [
            Thing(of, name, group, part, _coming(row, last[row.form]))
            for row in forms_on(by.partnership, "", london_day(by.at))
            for of, name, group, part in _parts(row)
        ]

    def latest(self, of: str, *, by: Actor) -> Latest:
        """Of the last version of its form."""
        row = _versions(by).filter(form=of.partition(MARK)[0]).first()
        part = next((part for key, _, _, part in _parts(row) if key == of), None) if row else None
        if row is None or part is None:
            raise none_such("form")
        return Latest(part, row.valid_from if row.version > 1 else None)

    def name(self, of: str, *, by: Actor) -> str:
        """The title of the page, or the name of the agency that is asked."""
        return _called(self.latest(of, by=by).content)

    def fields(self, of: str, content: Content) -> dict[str, GovField]:
        """Its words, one by one, and the order of its questions."""
        return wording.fields(content)

    def initial(self, of: str, content: Content) -> dict[str, Any]:
        """As they stand."""
        return wording.initial(content)

    def read(self, of: str, said: Mapping[str, Any], content: Content) -> Content:
        """The page with the words that were typed."""
        return wording.read(said, content)

    def why_not(self, of: str, content: Content, before: Content) -> Reasons:
        """Words that are missing, an order that does not work."""
        return wording.why_not(content, before)

    def lines(self, of: str, content: Content) -> Lines:
        """Its words and order."""
        return wording.lines(content)

    def write(self, of: str, content: Content, day: date, *, by: Actor) -> None:
        """The next version of the whole form, with this page changed; one that would not load raises."""
        form, _, page = of.partition(MARK)
        whole = dict(_versions(by).filter(form=form)[0].content)
        if page:
            whole[PAGES] = [_section_with(one, page, content) for one in whole[PAGES]]
            read_definition(whole)
        else:
            whole = content
        publish_form(form, whole, holds_from=day, by=by)


def _section_with(section: Mapping[str, Any], page: str, content: Content) -> dict[str, Any]:
    pages = [content if one["key"] == page else one for one in section["pages"]]
    return {**section, "pages": pages}


def _parts(row: FormVersion) -> Iterator[tuple[str, str, str, Content]]:
    if PAGES not in row.content:
        group = ASKED if row.form.startswith(PREFIX) else row.form
        yield row.form, _called(row.content), group, row.content
        return
    for section in row.content[PAGES]:
        for page in section["pages"]:
            of = f"{row.form}{MARK}{page['key']}"
            yield of, _called(page), str(row.content.get("title", row.form)), page


def _called(content: Content) -> str:
    return str(content.get("title") or content.get("name") or "Form")


def _coming(row: FormVersion, last: FormVersion) -> date | None:
    return last.valid_from if last.pk != row.pk else None


def _last(by: Actor) -> dict[str, FormVersion]:
    return {row.form: row for row in _versions(by).order_by("version")}


def _versions(by: Actor) -> QuerySet[FormVersion]:
    return FormVersion.objects.filter(partnership_id=by.partnership).order_by("-version")

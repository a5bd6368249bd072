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
from openmash.foundation.reference.queries import form_on, forms_on
from openmash.frontdoor.contacts.emarf.definition import read_definition
from openmash.frontdoor.enquiries.first_templates import PREFIX
from openmash.oversight.configuring.kinds.base import (
    Content,
    Thing,
    none_such,
    to_come,
)
from openmash.oversight.configuring.kinds.wording import CHILD, Worded

ASKED = "What agencies are asked"
PAGES = "sections"
MARK = "."  # between the name of a form and its page


class OfForms(Worded):
    """A content is one page of a form that has pages, or a whole form that has none."""

    note = (
        "Whatever is begun, sent or asked keeps the version it was begun with. Keys, types, choices and"
        " conditions stay: answers and rules point to them."
    )

    def things(self, *, by: Actor) -> list[Thing]:
        """Every page of every form as it holds today."""
        return [
            Thing(of, name, group, part)
            for row in forms_on(by.partnership, "", london_day(by.at))
            for of, name, group, part in _parts(row)
        ]

    def whole(self, of: str) -> str:
        """The form that a page is in."""
        return of.partition(MARK)[0]

    def latest(self, of: str, *, by: Actor) -> Content:
        """Of the last version of its form."""
        row = _versions(self.whole(of), by).first()
        part = next((part for key, _, _, part in _parts(row) if key == of), None) if row else None
        if row is None or part is None:
            raise none_such("form")
        return part

    def name(self, of: str, *, by: Actor) -> str:
        """The title of the page, or the name of the agency that is asked."""
        return _called(self.latest(of, by=by))

    def fills(self, of: str) -> frozenset[str]:
        """A form about children; what an agency is asked is asked of anybody."""
        return frozenset() if of.startswith(PREFIX) else frozenset({CHILD})

    def write(self, of: str, content: Content, day: date, *, by: Actor) -> None:
        """The next version of the whole form, with this page changed; one that would not load raises."""
        form, _, page = of.partition(MARK)
        whole = dict(_versions(form, by)[0].content)
        if page:
            whole[PAGES] = [_section_with(one, page, content) for one in whole[PAGES]]
            read_definition(whole)
        else:
            whole = content
        publish_form(form, whole, holds_from=day, by=by)

    def hold_on(self, of: str, *, by: Actor) -> None:
        """The version of today once more, from the first day that something was to come."""
        form, today = self.whole(of), london_day(by.at)
        if coming := to_come(_versions(form, by), today):
            now = form_on(by.partnership, form, today)
            publish_form(form, now.content, holds_from=coming[0].valid_from, by=by)


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


def _versions(form: str, by: Actor) -> QuerySet[FormVersion]:
    rows = FormVersion.objects.filter(partnership_id=by.partnership, form=form)
    return rows.order_by("-version")

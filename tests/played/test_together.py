"""Questions that are put together bring what each of them brings alone, for every table of ours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from openmash.demo.cast import actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.files.models import FileContent
from openmash.foundation.importing.models import ImportFile
from openmash.foundation.ledger.models import Event
from openmash.foundation.together import Column, Count, Rows, ask
from openmash.frontdoor.contacts.models import Contact, ContactChild

Day = tuple[str, datetime, str]
FILES = [FileContent, ImportFile]
OURS = [one for one in apps.get_models() if one.__module__.startswith("openmash.")]
ROWS = [one for one in OURS if one not in FILES]


@pytest.mark.parametrize("model", ROWS, ids=lambda one: one._meta.label)
def test_the_rows_of_every_table_come_back_the_same(day: Day, model: type[models.Model]) -> None:
    """Read by a manager, and by a sender to whom the database shows her own alone."""
    rows = model._default_manager.order_by("pk")[:200]
    for who in ("meera", "ruth"):
        with transaction.atomic():
            act_as(actor(who, at=day[1]))
            asked = Rows(rows)
            ask(asked, Count(rows))
            assert [_values(one) for one in asked.answer] == [_values(one) for one in rows.all()]


@pytest.mark.parametrize("model", FILES)
def test_files_are_read_alone(model: type[models.Model]) -> None:
    with pytest.raises(TypeError, match="bytes of a file"):
        Rows(model._default_manager.all())


def test_each_question_is_answered_as_alone(day: Day) -> None:
    with transaction.atomic():
        act_as(actor("meera", at=day[1]))
        contacts = Contact.objects.order_by("-submitted_at", "pk")
        many, when = Count(contacts), Column[datetime](contacts, "submitted_at")
        empty = Contact.objects.none()
        nothing = (Count(empty), Column[datetime](empty, "submitted_at"), Rows(empty))
        first = contacts[0]
        of_first = first.children.order_by("position")
        children, keys = Rows(of_first), list(of_first.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as queries:
            ask(many, when, *nothing, children, many)
            assert [one.answer for one in nothing] == [0, [], []]
            assert [one.pk for one in children.answer] == keys
            answers = many.answer, when.answer
        assert len(queries) == 1
        assert answers == (contacts.count(), list(contacts.values_list("submitted_at", flat=True)))


def test_a_question_nobody_put_together_is_asked_when_it_matters(day: Day) -> None:
    with transaction.atomic():
        act_as(actor("meera", at=day[1]))
        alone = Count(Event.objects.all())
        assert not alone.is_answered
        assert alone.answer == Event.objects.count()


def test_what_stands_beside_a_row_is_refused_and_not_left_out() -> None:
    children = ContactChild.objects.all()
    counted = children.annotate(of=models.Count("contact__children"))
    beside = (children.select_related("contact"), children.prefetch_related("contact"), counted)
    for rows in beside:
        with pytest.raises(ValueError, match="asked for alone"):
            Rows(rows)


def _values(row: models.Model) -> dict[str, Any]:
    """All that was read of a row."""
    own = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {**own, "saved": (row._state.adding, row._state.db)}

"""What the database shows to somebody who came by a one-time link: one question, and no more (P5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from django.apps import apps
from django.db import models, transaction
from django.urls import URLPattern, URLResolver, get_resolver

from openmash.config.rows import POLICIES
from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.public import is_for_link
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.frontdoor.enquiries.access import request_facts, requests_to
from openmash.frontdoor.enquiries.commands.answering import (
    TypedField,
    acknowledge,
    keep_typed,
    return_nil,
    send_reply,
)
from openmash.frontdoor.enquiries.commands.links import end_link, send_link
from openmash.frontdoor.enquiries.models import AgencyCheck, AnswerLink, CheckDraft, CheckPerson
from openmash.frontdoor.enquiries.queries.links import door
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.frontdoor.enquiries.tests.answering import asked, hub
from openmash.frontdoor.enquiries.tests.links import asked_by_link, live
from tests.fixtures import Enter

# Written by whatever anybody does, and read by nobody's page: the same for every role.
OF_EVERYBODY = ("ledger_", "access_readlog", "access_attachment", "clocks_", "tasks_")


def by_link(check: AgencyCheck, link: AnswerLink, at: datetime) -> Actor:
    """Amy, let in. On stage from here on."""
    by = Actor(
        str(link.pk), "Dr Amy Cole, GP partner, by one-time link", Role.LINK, check.agency_id,
        check.partnership_id, at, via="link",
    )  # fmt: skip
    act_as(by)
    return by


def came(enter: Enter, monday: datetime) -> tuple[AgencyCheck, Actor]:
    """A practice is asked, among others, and Amy is let in to its question."""
    other = asked(enter, "fernhill-surgery")
    check = asked_by_link(enter)
    link = live(check)
    assert link is not None
    assert other.pk != check.pk
    return check, by_link(check, link, monday)


def seen() -> dict[str, int]:
    """How many rows of each table with policies this actor's transaction sees."""
    tables = {one._meta.db_table: one for one in apps.get_models()}
    mine = [t for t in POLICIES if not t.startswith(OF_EVERYBODY)]
    found = {t: _manager(tables[t]).count() for t in mine if t in tables}
    return {table: count for table, count in found.items() if count}


def _manager(model: type[models.Model]) -> models.Manager[models.Model]:
    return model._default_manager


def test_of_all_tables_it_sees_its_question_and_whom_it_is_about(
    enter: Enter, monday: datetime
) -> None:
    check, _by = came(enter, monday)
    assert seen() == {"enquiries_agencycheck": 1, "enquiries_checkperson": check.people.count()}
    assert [one.pk for one in AgencyCheck.objects.all()] == [check.pk]
    assert {one.check_of_id for one in CheckPerson.objects.all()} == {check.pk}


def test_a_void_link_sees_nothing_at_once(enter: Enter, monday: datetime) -> None:
    check, _by = came(enter, monday)
    link = AgencyCheck.objects.get().open_link_id
    tom = enter("tom")
    old = AnswerLink.objects.get(pk=link)
    send_link(hub(check), by=tom)
    by = by_link(check, old, monday)
    assert seen() == {}
    assert not requests_to(by).exists()
    assert not may(by, P.CHECK_ANSWER, request_facts(check_as_hub(enter, check)))


def check_as_hub(enter: Enter, check: AgencyCheck) -> AgencyCheck:
    enter("tom")
    return hub(check)


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("agency", "fernhill-surgery"),
        ("role", "DSL"),
        ("user", "00000000-0000-4000-8000-000000000000"),
        ("partnership", "oakmere"),
    ],
)
def test_half_of_what_it_takes_shows_nothing(
    enter: Enter, monday: datetime, part: str, other: str
) -> None:
    _check, by = came(enter, monday)
    act_as(replace(by, **{part: other}))
    assert seen() == {}


def test_the_rule_agrees_with_the_database(enter: Enter, monday: datetime) -> None:
    check, by = came(enter, monday)
    assert may(by, P.CHECK_ANSWER, request_facts(AgencyCheck.objects.get(pk=check.pk)))
    assert [one.pk for one in requests_to(by)] == [check.pk]
    for act in P:
        assert act == P.CHECK_ANSWER or not may(by, act, request_facts(check)), act


def test_it_can_see_keep_send_and_say_nil_by_the_database_too(
    enter: Enter, monday: datetime
) -> None:
    check, by = came(enter, monday)
    check = AgencyCheck.objects.select_related("agency", "form").get(pk=check.pk)
    acknowledge(check, by=by)
    keep_typed(check, [TypedField("p1_why", "Not looked yet")], by=by)
    assert CheckDraft.objects.count() == 1
    first = check.people.order_by("position")[0]
    fact = Fact("Not brought twice", "was_not_brought", "fact", dated_words="in August")
    send_reply(check, [Reply(str(first.pk), first.name, "info", facts=(fact,))], by=by)
    return_nil(AgencyCheck.objects.get(pk=check.pk), "not_known", by=by)
    assert AgencyCheck.objects.get(pk=check.pk).state == "answered_relevant"
    enter("tom")
    assert CheckDraft.objects.count() == 0  # not for the hub


def test_it_cannot_hand_itself_another_question(enter: Enter, monday: datetime) -> None:
    check, by = came(enter, monday)
    assert AgencyCheck.objects.exclude(pk=check.pk).update(open_link=by.user) == 0
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        AnswerLink(
            partnership_id="brackenford", check_of_id=check.pk, purpose="answer",
            to_address="a@b.example", sent_at=monday, lives_until=monday,
        ).save(force_insert=True)  # fmt: skip


def test_what_was_answered_is_shut_in_the_database_once_it_is_noticed(
    enter: Enter, monday: datetime
) -> None:
    check, by = came(enter, monday)
    return_nil(AgencyCheck.objects.get(pk=check.pk), "not_known", by=by)
    system = door("brackenford", at=monday)
    act_as(system)
    end_link(hub(check), by=system)
    act_as(by)
    assert seen() == {"sharing_disclosure": 1}  # that it shared, it may know


def test_these_pages_and_no_others_are_open_to_it() -> None:
    every = _patterns(get_resolver().url_patterns)
    assert {one.name for one in every if is_for_link(one.callback)} == {
        "request", "request_save", "request_nil", "request_decline", "answer_leave",
    }  # fmt: skip


def _patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns)
        else:
            yield one

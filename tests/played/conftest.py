"""The lived-in day of the demonstration, played once for all tests of this folder."""

from __future__ import annotations

import io
import logging
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import connections, transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from openmash.config import logging as logs
from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.demo.cast import CAST, actor
from openmash.demo.day import play
from openmash.foundation.access.models import User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.files import commands as files
from openmash.foundation.files.tests.builders import a_picture
from openmash.foundation.importing.tests.builders import ISLA, a_file, is_imported
from openmash.foundation.merging import commands as merging
from openmash.foundation.merging.facts import facts_on
from openmash.foundation.merging.tests.builders import WHY, a_record
from openmash.foundation.people.commands import NewPerson, add_name
from openmash.foundation.people.glass.commands import break_glass
from openmash.foundation.people.glass.states import Reason
from openmash.foundation.people.models import Person
from openmash.foundation.people.queries import SearchTerms, search
from openmash.foundation.presence.commands import come
from openmash.frontdoor.contacts.commands import drafting, linking, screening
from openmash.frontdoor.contacts.commands.holding import hold_typed
from openmash.frontdoor.contacts.commands.rating import rate_referral
from openmash.frontdoor.contacts.commands.setting_aside import propose_in_error
from openmash.frontdoor.contacts.tests.builders import (
    STORY,
    a_draft,
    a_sent_worry,
    only_child,
    rated,
)
from openmash.frontdoor.decisions.commands import writing
from openmash.frontdoor.decisions.commands.section_47 import note_section_47
from openmash.frontdoor.decisions.tests.builders import a_decided, a_drafted, decision_of
from openmash.frontdoor.enquiries.commands import agreement as asking
from openmash.frontdoor.enquiries.commands import answering, checks, health
from openmash.frontdoor.enquiries.commands.health_emergency import decide_before
from openmash.frontdoor.enquiries.commands.items import note_item
from openmash.frontdoor.enquiries.commands.lived import note_lived
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.rules.agreement import Override
from openmash.frontdoor.enquiries.rules.checks import Answered
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.rules.lived import Lived
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
)
from openmash.frontdoor.enquiries.tests.health import is_signed, is_told
from openmash.frontdoor.enquiries.tests.links import asked_by_link
from openmash.frontdoor.pathways.commands import note_pathway, note_restricted
from openmash.frontdoor.pathways.kinds import Kind
from openmash.frontdoor.pathways.rules import Noted
from openmash.oversight.configuring.tests.builders import a_proposed
from openmash.oversight.retention import commands as retention
from openmash.oversight.retention.states import Class, Scope
from openmash.oversight.retention.tests.builders import a_closed
from tests import database

PAGES = ("/worries/", "/tray/", "/tasks/", "/decisions/", "/mailbox/", "/people/")


@pytest.fixture(scope="package")
def day(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, datetime, str]]:
    """The database's name, when the day ended, and every line that was logged in it."""
    name = str(connections["default"].settings_dict["NAME"])
    at = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
    root = logging.getLogger()
    before, said, stderr = (root.handlers[:], root.level), io.StringIO(), sys.stderr
    with django_db_blocker.unblock():
        try:
            sys.stderr = said
            logs.configure()
            play(now=at)
            _what_the_day_leaves_out(at + timedelta(minutes=1))
            _everybody_looks_at_everything()
            sys.stderr, root.handlers, root.level = stderr, *before
            yield name, at, said.getvalue()
        finally:
            sys.stderr, root.handlers, root.level = stderr, *before
            connections.close_all()
            database.empty(name)


def _what_the_day_leaves_out(at: datetime) -> None:
    """Acts that leave rows in the tables which the demonstration has no story for.

    A new table that the day leaves empty fails `test_row_security`: play its act here.
    """

    def enter(key: str, *, at: datetime | None = None) -> Actor:
        by = actor(key, at=at or moment)
        act_as(by)
        return by

    moment = at
    with transaction.atomic():
        worry = a_sent_worry(enter)
        hold_typed(worry, "what", {"B2": ["She is not safe"]}, by=enter("ruth"))
        aisha = enter("aisha")
        screening.take_up(worry, by=aisha)
        linking.not_the_same(only_child(worry), Person.objects.earliest("id"), by=aisha)
        rate_referral(worry, ["facts"], "Her own words", by=aisha)
        note_pathway(worry, Noted(Kind.OUT_OF_SCHOOL, "Not at school since May"), by=aisha)
        search(SearchTerms("Isla Tarrant", reason="screening"), by=aisha)
        said = writing.View("Police", "DISAGREE", "D. Hale", "This is level 4 for us")
        writing.note_view(decision_of(a_drafted(enter)), said, by=enter("tom"))
        decided = a_decided(enter, outcome="STRATEGY", next_step="Call the strategy discussion")
        note_section_47(decided, [1], london_day(at), with_police=True, by=enter("meera"))
        danger = a_draft(enter, A3="not_safe")
        drafting.save_answers(danger, None, {"B2": STORY + " It was a belt."}, by=enter("ruth"))
        calm = rated(enter, screening.take_up(a_sent_worry(enter), by=enter("tom")))
        screening.judge_harm(
            calm, False, "She is safe at her aunt’s until Friday.", by=enter("tom")
        )
        propose_in_error(calm, "Typed for a training day, nobody is meant", by=enter("meera"))
        new = [files.NewFile("Isla Tarrant.jpg", a_picture())]
        files.add_files(worry.subject, new, by=enter("ruth"))
        dana = enter("dana")
        come(dana.at + timedelta(hours=3), by=dana)
        _ask_the_family(enter)
        asked_by_link(enter)
        _keep_the_register(enter)
        _restrict_a_contact(enter)
        _keep_and_destroy(enter)


def _ask_the_family(enter: Callable[..., Actor]) -> None:
    """A mother refuses, her daughter of thirteen is heard, and a manager overrides."""
    contact = screened(enter, child={"A1_age": "14 March 2012"}, A4_1_name="Dawn", A4_1_lives="yes")
    enquiry = an_enquiry(enter, contact)
    agreement = an_answer(enter, enquiry, "refused")
    child = enquiry.scope.get(role="child")
    asking.note_view(agreement, str(child.pk), "“Ask my school.”", "", by=enter("tom"))
    why = "She was hit when she told before, and she goes home to him tonight."
    asking.override(agreement, Override("RISK_TO_CHILD", why, date(2099, 1, 5)), by=enter("meera"))
    tom = enter("tom")
    check = checks.ask_agency(fresh(enquiry), a_question(enquiry), by=tom)
    said = [Answered(str(one.pk), "her", "info", "Called out twice") for one in check.people.all()]
    checks.answer(check, said, "PC Hale", by=tom)
    typed = [answering.TypedField("p1_why", "Not looked yet")]
    answering.keep_typed(check, typed, by=enter("dana"))
    enter("tom")
    seen = Fact("Seen with a bruised cheek", "injury", "fact", dated_words="last week")
    note_item(child, seen, by=tom)
    day = Lived("fear", "She sleeps on the landing when he is there", "Her teacher, PC Hale")
    note_lived(child, day, by=tom)
    _let_health_read(enter, fresh(enquiry))


def _let_health_read(enter: Callable[..., Actor], enquiry: MashEnquiry) -> None:
    """A note of the crisis team; the nurse writes and signs her part; a manager cannot wait."""
    item = is_told(enter, enquiry)
    health.rank(item, 1, "A plan with the crisis team runs now", by=enter("carol"))
    is_signed(enter, enquiry)
    decide_before(fresh(enquiry), "She goes home to him tonight, and nobody of the crisis team"
                  " can be reached before.", by=enter("meera"))  # fmt: skip


def _keep_the_register(enter: Callable[..., Actor]) -> None:
    """Hal joins, parts and imports; Meera restricts who may know of somebody."""
    hal = enter("hal")
    is_imported(hal, a_file([ISLA]))
    hal = enter("hal")
    joined, other, parted, hidden = (a_record(hal) for _ in range(4))
    merging.join(joined, other, WHY, by=hal)
    facts = [fact.code for fact in facts_on([parted.pk], by=hal)]
    add_name(parted, "Mae", "", kind="alias", source="GP", by=hal)
    merging.split(parted, NewPerson("Mae", "Tarrant", "GP"), facts, WHY, key=uuid.uuid4(), by=hal)
    named = [enter("tom").user, enter("meera").user]
    merging.restrict(hidden, "staff", named, WHY, by=enter("meera"))
    break_glass(hidden.pk, Reason.COVER, "I stand in for Tom today", by=enter("grace"))


def _restrict_a_contact(enter: Callable[..., Actor]) -> None:
    """An allegation, which Meera and Tom deal with and the designated officer reads."""
    contact, meera = a_sent_worry(enter), enter("meera")
    named = [enter(name).user for name in ("tom", "thea")]
    known = Noted(Kind.POSITION_OF_TRUST, "The head rang: an assistant held her by the wrist")
    note_restricted(contact, known, [meera.user, *named], by=enter("meera"))


def _keep_and_destroy(enter: Callable[..., Actor]) -> None:
    """One old contact is proposed for destruction, and another is held."""
    a_closed(enter)
    held = a_closed(enter)
    why = "The council is asked about it in court"
    retention.place_hold(retention.NewHold(Scope.CONTACT, held.reference, why), by=enter("ines"))
    retention.propose(Class.CONTACT, by=enter("ines"))
    a_proposed(enter)


def _everybody_looks_at_everything() -> None:
    """As in life: pages, and the addresses of contacts, with their log lines and read logs."""
    for persona in CAST:
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(email=persona.email))
        for path in PAGES:
            client.get(path)

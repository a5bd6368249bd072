"""What the process tells of a life, to whom, and whose work it begins (L42, §0.11)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from openmash.core.actor import Actor
from openmash.foundation.people.chronology.composing import compose
from openmash.foundation.people.chronology.presenters import printed
from openmash.foundation.people.chronology.searching import FOUND, Asked, search
from openmash.foundation.people.commands import NewInvolvement, record_involvement
from openmash.foundation.people.models import Involvement, Person
from openmash.foundation.people.queries import open_involvement
from openmash.foundation.people.tests.lives import entries_of
from openmash.frontdoor.contacts.commands import linking, passing_on, screening
from openmash.frontdoor.contacts.emarf.types import Value
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_sent_worry, only_child
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.tests.builders import NO_ACTION, a_decided, decision_of
from tests.fixtures import Enter


def known(
    enter: Enter, **worry: Value | Mapping[str, Mapping[str, Value]]
) -> tuple[Contact, Person]:
    """A worry about a child whom the register knows, ready to be decided."""
    contact = a_sent_worry(enter, **worry)  # type: ignore[arg-type]  # answers by name
    aisha = enter("aisha")
    screening.take_up(contact, by=aisha)
    screening.rate_urgency(contact, "amber", "Safe at school today, both of them", by=aisha)
    for child in contact.children.all():
        linking.create_and_link(child, uuid.uuid4(), by=aisha)
    contact.refresh_from_db()
    screening.send_to_decision(contact, by=enter("tom"))
    person = only_child(contact).person
    assert person is not None
    return contact, person


def kinds_of(person: Person, by: Actor) -> list[str]:
    return [entry.line.kind for entry in entries_of(person, by=by) if entry.line.kind != "life"]


def test_a_worry_her_words_the_decision_and_its_referral_are_lines(enter: Enter) -> None:
    contact, isla = known(enter)
    a_decided(enter, contact)
    by = enter("tom")
    lines = {e.line.kind: e.line for e in entries_of(isla, by=by)}
    assert set(lines) == {"life", "contact", "voice", "decision", "referral", "involvement"}
    assert contact.worry_line in lines["contact"].text
    assert lines["contact"].agency_name == "St Oswin’s Primary School"
    assert lines["voice"].certainty == "fact"
    assert "Assessment under section 17" in lines["decision"].text


@pytest.mark.parametrize(
    ("who", "sees"), [("tom", True), ("ravi", True), ("hal", False), ("mari", False)]
)
def test_nobody_reads_in_a_chronology_what_they_may_not_read_outside(
    enter: Enter, who: str, sees: bool
) -> None:
    contact, isla = known(enter)
    a_decided(enter, contact)
    by = enter(who)
    assert bool({"contact", "voice", "decision", "referral"} & set(kinds_of(isla, by))) is sees


def test_a_worker_reads_the_contact_they_are_on_and_no_other(enter: Enter) -> None:
    _, isla = known(enter)
    second = a_sent_worry(enter)
    aisha = enter("aisha")
    screening.take_up(second, by=aisha)
    linking.link_child(only_child(second), isla, by=aisha)
    _route(enter, second, isla)
    contacts = [e.line.key for e in entries_of(isla, by=enter("dev")) if e.line.kind == "contact"]
    assert contacts == [second.subject]
    assert kinds_of(isla, enter("tom")).count("contact") == 2


def test_one_worry_about_two_children_is_one_line_of_their_household(enter: Enter) -> None:
    contact, isla = known(enter, siblings={"Noah Tarrant": {"A1_age": "2"}})
    by = enter("tom")
    noah = contact.children.get(position=2).person
    assert noah is not None
    entry = next(e for e in entries_of(isla, noah, by=by) if e.line.kind == "contact")
    assert set(entry.people) == {isla.pk, noah.pk}


def test_a_search_reads_behind_the_lines_the_senders_answers_and_the_reasons(enter: Enter) -> None:
    contact, isla = known(enter)
    a_decided(enter, contact)
    by = enter("tom")
    chronology = compose([isla.pk], by=by)
    for word, key in (("settled", contact.subject), ("shouts", decision_of(contact).subject)):
        hits = search(chronology, isla, Asked(word, "screening"), by=by)
        behind = {entry.line.key: " ".join(hit.behind) for entry, hit in hits.items()}
        assert FOUND in behind[key], word


def test_the_senders_words_and_a_childs_stay_out_of_every_print_for_others(enter: Enter) -> None:
    contact, isla = known(enter, D2="no")
    a_decided(enter, contact)
    chronology = compose([isla.pk], by=enter("tom"))
    for profile in ("partner", "family"):
        said = " ".join(text for row in printed(chronology, profile) for text, _ in row.text)
        assert "A worry about them reached the hub" in said
        assert "Craig" not in said
    family = printed(chronology, "family")
    assert "The child was heard" not in {text for row in family for text, _ in row.text}
    assert all("Ruth Hart" not in row.source for row in family)


def test_what_the_family_was_not_told_is_in_no_print_for_them(enter: Enter) -> None:
    contact, isla = known(enter, D1="not_told_worse")
    why = "Telling Kelly while Craig is in the home could make it worse."
    a_decided(enter, contact, family_told_by="", family_told_when="", family_not_told_reason=why)
    chronology = compose([isla.pk], by=enter("tom"))
    kinds = {row.kind for row in printed(chronology, "family")}
    assert kinds == {"Birth and death"}
    assert "Decision on the level of need" in {row.kind for row in printed(chronology, "partner")}


def test_a_contact_in_error_is_no_line_and_an_earlier_decision_stays_one(enter: Enter) -> None:
    contact, isla = known(enter)
    a_decided(enter, contact)
    deciding_again = decision_of(contact)
    Contact.objects.filter(pk=contact.pk).update(state="feedback_sent")
    meera = enter("meera")
    deciding.reopen(deciding_again, "The police know more", by=meera)
    decisions = [e.line.text for e in entries_of(isla, by=meera) if e.line.kind == "decision"]
    assert decisions == [
        "Level 4, Specialist: Assessment under section 17, opened again later"
    ] or (len(decisions) == 1 and decisions[0].endswith("opened again later"))
    Contact.objects.filter(pk=contact.pk).update(state="entered_in_error")
    assert "contact" not in kinds_of(isla, meera)


@pytest.mark.parametrize(
    ("fields", "opens"),
    [({}, ["Children’s social care, referral"]), (NO_ACTION, [])],
)
def test_a_decision_begins_the_work_it_opens(
    enter: Enter, fields: dict[str, Any], opens: list[str]
) -> None:
    contact, isla = known(enter)
    a_decided(enter, contact, **fields)
    assert [one.service for one in open_involvement([isla.pk], by=enter("tom"))] == opens


def test_a_contact_accepted_into_an_open_case_confirms_whose_case_it_is(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    aisha = enter("aisha")
    screening.take_up(contact, by=aisha)
    linking.create_and_link(only_child(contact), uuid.uuid4(), by=aisha)
    contact.refresh_from_db()
    isla = only_child(contact).person
    assert isla is not None
    _route(enter, contact, isla)
    dev = enter("dev", at=aisha.at + timedelta(minutes=5))
    passing_on.accept_routed(contact, by=dev)
    assert Involvement.objects.get(person=isla).confirmed_by == "Dev Whitlock"


def _route(enter: Enter, contact: Contact, person: Person) -> None:
    by = enter("aisha")
    dev = enter("dev")
    enter("aisha")
    new = NewInvolvement(
        "social_care", "brackenford-council", "Children in need", "The plan", by.at.date(),
        worker=dev.user, worker_name=dev.name,
    )  # fmt: skip
    record_involvement(person, new, by=by)
    screening.rate_urgency(contact, "green", "Known to Dev, and safe today", by=by)
    passing_on.route_to_open_case(contact, dev.user, by=by)
    contact.refresh_from_db()

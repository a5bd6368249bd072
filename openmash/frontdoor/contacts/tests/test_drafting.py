"""Writing and sending a worry loses nothing, sends once, and never waits in danger (P1, L34, §9)."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from openmash.core.references import check_reference
from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.models import Event
from openmash.foundation.people.models import Voice
from openmash.frontdoor.contacts.commands import drafting
from openmash.frontdoor.contacts.commands.drafting import Spent, Typed
from openmash.frontdoor.contacts.models import Answer, Contact, QuestionToSender
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.contacts.tests.builders import (
    NOAHS_OWN,
    a_draft,
    a_sent_worry,
    only_child,
)
from tests.fixtures import Enter


def events(contact: Contact) -> list[str]:
    return list(
        Event.objects.filter(subject=contact.subject).order_by("at").values_list("name", flat=True)
    )


def test_a_double_click_begins_one_worry(enter: Enter) -> None:
    by, key = enter("ruth"), uuid.uuid4()
    first, second = drafting.start(key, by=by), drafting.start(key, by=by)
    assert first.reference == second.reference == check_reference(first.reference)
    assert first.children.count() == 1
    assert events(first) == ["contact.started"]


def test_a_screening_officer_may_not_begin_one_and_a_school_lead_may(enter: Enter) -> None:
    assert drafting.start(uuid.uuid4(), by=enter("ruth")).source_code == "2A"
    with pytest.raises(NotAllowed):
        drafting.start(uuid.uuid4(), by=enter("aisha"))


def test_only_its_writer_may_write_a_draft(enter: Enter) -> None:
    contact = a_draft(enter)
    drafting.save_answers(contact, None, {"B4": "Nana"}, by=enter("ruth"))
    stranger = enter("osei")
    enter("ruth")
    with pytest.raises(NotAllowed):
        drafting.save_answers(contact, None, {"B4": "Nobody"}, by=stranger)


def test_what_is_typed_is_kept_beside_what_could_be_read(enter: Enter) -> None:
    child = only_child(a_draft(enter, child={"A1_age": "Mon 14/3/2019"}))
    assert (child.age_text, str(child.birth_date)) == ("Mon 14/3/2019", "2019-03-14")
    assert child.name == "Isla Tarrant"


def test_a_stale_save_overwrites_nothing_and_loses_nothing(enter: Enter) -> None:
    """§9.3; two devices: the second sees the first's change beside its own text."""
    contact, by = a_draft(enter), enter("ruth")
    stale = Answer.objects.get(contact=contact, question="B3").version
    drafting.save_typed(contact, [Typed(None, "B3", "From the telephone", stale)], by=by)
    typed = [Typed(None, "B3", "From the desk", stale), Typed(None, "B4", "Nana", 0)]
    saved = drafting.save_typed(contact, typed, by=by)
    [conflict] = saved.conflicts
    assert (conflict.ours, conflict.theirs) == ("From the desk", "From the telephone")
    assert Answer.objects.get(contact=contact, question="B4").value == "Nana"
    again = [Typed(None, "B3", "From the desk", conflict.version)]
    assert drafting.save_typed(contact, again, by=by).conflicts == ()


def test_the_same_words_from_two_devices_are_no_conflict(enter: Enter) -> None:
    contact, by = a_draft(enter), enter("ruth")
    drafting.save_typed(contact, [Typed(None, "B4", "Nana", 0)], by=by)
    assert drafting.save_typed(contact, [Typed(None, "B4", "Nana", 0)], by=by).conflicts == ()


def test_what_the_same_page_has_on_its_way_is_no_conflict(enter: Enter) -> None:
    contact, by = a_draft(enter), enter("ruth")
    drafting.save_typed(contact, [Typed(None, "B4", "Nana", 0)], by=by)
    more = Typed(None, "B4", "Nana helps", 0, sent="Nana")
    assert drafting.save_typed(contact, [more], by=by).conflicts == ()
    other = Typed(None, "B4", "Nobody", 0, sent="Grandad")
    [conflict] = drafting.save_typed(contact, [other], by=by).conflicts
    assert conflict.theirs == "Nana helps"


def test_seconds_and_inputs_add_up(enter: Enter) -> None:
    """M15: active seconds and inputs are measured, not guessed."""
    contact, by = a_draft(enter), enter("ruth")
    for _ in range(2):
        drafting.save_typed(contact, [], Spent(seconds=30, inputs=2), by=by)
    contact.refresh_from_db()
    assert (contact.active_seconds, contact.input_count) == (60, 4)


def test_sending_needs_the_essentials_and_names_each_that_is_missing(enter: Enter) -> None:
    by = enter("ruth")
    contact = drafting.start(uuid.uuid4(), by=by)
    with pytest.raises(NotReady) as refusal:
        drafting.submit(contact, by=by)
    assert len(refusal.value.reasons) == 4
    assert drafting.submit(a_draft(enter), by=by).state == ContactState.SUBMITTED


def test_sending_starts_the_clocks_of_acknowledgement_and_decision(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    clocks = ClockRun.objects.filter(subject=contact.subject).values_list("code", flat=True)
    assert set(clocks) == {"C01", "C02"}
    assert contact.worry_line.startswith("On Monday Isla came in")


def test_sending_twice_sends_once(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    drafting.submit(contact, by=enter("ruth"))
    assert events(contact).count("contact.submitted") == 1


def test_two_children_keep_their_own_worries_voice_and_level(enter: Enter) -> None:
    """§9.4, L104: separate voice and level for each child."""
    contact = a_sent_worry(enter, siblings={"Noah Tarrant": NOAHS_OWN})
    isla, noah = contact.children.order_by("position")
    voices = {v.about: v for v in Voice.objects.filter(stage="contact")}
    assert voices[isla.subject].words
    assert voices[isla.subject].obtained_by.startswith("Ruth Hart")
    assert voices[noah.subject].absence == "pre_verbal"
    levels = Answer.objects.filter(question="E2").order_by("child__position")
    assert [answer.value for answer in levels] == ["4", "3"]


def test_danger_sends_what_is_there_at_once(enter: Enter) -> None:
    """§9.2, §4 A3: nothing else is asked for; the sender goes on writing."""
    by = enter("ruth")
    contact = drafting.start(uuid.uuid4(), by=by)
    saved = drafting.save_answers(contact, None, {"A3": "not_safe"}, by=by)
    contact.refresh_from_db()
    assert saved.sent
    assert (contact.state, contact.immediate_danger) == (ContactState.SUBMITTED, True)
    by = enter("ruth", at=by.at + timedelta(minutes=1))
    drafting.save_answers(contact, only_child(contact), {"A1_name": "Isla"}, by=by)
    assert events(contact)[-1] == "contact.added_to"
    drafting.finish_writing(contact, by=by)
    with pytest.raises(NotReady):
        drafting.save_answers(contact, None, {"B2": "More"}, by=by)


def test_what_was_sent_stays_and_something_can_be_added(enter: Enter) -> None:
    contact, by = a_sent_worry(enter), enter("ruth")
    with pytest.raises(NotReady):
        drafting.save_answers(contact, None, {"B2": "Other words"}, by=by)
    drafting.add_later(contact, "She said more today.", by=by)
    drafting.add_later(contact, "And again.", by=by)
    assert Answer.objects.get(question="Z1").value.count("23 November, 10:00") == 2


def test_a_child_can_be_taken_off_but_never_the_last(enter: Enter) -> None:
    contact = a_draft(enter, siblings={"Noah": {}})
    by = enter("ruth")
    isla, noah = contact.children.order_by("position")
    drafting.remove_child(noah, by=by)
    with pytest.raises(NotReady):
        drafting.remove_child(isla, by=by)


def test_a_withdrawn_draft_is_not_written_or_sent(enter: Enter) -> None:
    contact, by = a_draft(enter), enter("ruth")
    assert drafting.withdraw(contact, by=by).state == ContactState.WITHDRAWN
    with pytest.raises(NotReady):
        drafting.save_answers(contact, None, {"B2": "More"}, by=by)


def test_late_answers_to_the_hub_are_kept(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    asked = QuestionToSender.objects.create(
        partnership_id="brackenford",
        contact=contact,
        text="Which door did she mean?",
        asked_at=contact.started_at,
        asked_by="Tom Ashdown",
    )
    by = enter("ruth")
    with pytest.raises(NotReady):
        drafting.answer_questions(contact, {asked.pk: " "}, by=by)
    drafting.answer_questions(contact, {asked.pk: "The bathroom door"}, by=by)
    asked.refresh_from_db()
    assert asked.answer == "The bathroom door"

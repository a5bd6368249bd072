"""An agency is told, reminded and waited for; who cannot be reached becomes a task (P3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.models import Agency, RoleHolding, User
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.clocks.watching import watch
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.access import record_facts
from openmash.foundation.messaging.commands import Notice, delivering_actor, queue
from openmash.foundation.messaging.models import Message
from openmash.foundation.messaging.states import MESSAGE
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks.commands import finish
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.enquiries.commands import announcing, answering, enquiry
from openmash.frontdoor.enquiries.commands import checks as hub
from openmash.frontdoor.enquiries.commands.announcing import (
    remind_agencies,
    tell_colleague,
    tell_outcome,
)
from openmash.frontdoor.enquiries.commands.calling import Ring, call_to_ring, nobody_need_ring
from openmash.frontdoor.enquiries.models import AgencyCheck, CheckAnswer, Desk
from openmash.frontdoor.enquiries.queries.reminding import stage_reached
from openmash.frontdoor.enquiries.rules.collating import Progress, step_of
from openmash.frontdoor.enquiries.rules.enquiry import Rating
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.frontdoor.enquiries.tests.answering import asked, now, replies
from openmash.frontdoor.enquiries.tests.builders import a_question, fresh
from tests.fixtures import Enter

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ANSWERS = {"education": Role.DSL, "police": Role.POL_EHO, "gp": Role.GP}
WHY = "The school has told us all there is to know"


def desk(agency: str, template: str, **people: str) -> None:
    """Where an agency is asked; everybody who is named there answers there."""
    found = {
        role: User.objects.get(email=f"{key}@openmash.example") for role, key in people.items()
    }
    for user in found.values():
        place = {"user": user, "agency_id": agency, "partnership_id": "brackenford"}
        RoleHolding.objects.get_or_create(
            **place, role=ANSWERS[template], defaults={"starts_at": LONG_AGO}
        )
    made: dict[str, Any] = {"partnership_id": "brackenford", "agency_id": agency}
    Desk.objects.create(template=template, **made, **found)


def react(enter: Enter, at: datetime) -> None:
    react_to_pending(at=at, partnership="brackenford")
    enter("meera")


def told(template: str) -> set[str]:
    return {one.to_address for one in Message.objects.filter(template=template)}


def ringing() -> list[str]:
    return list(
        Task.objects.filter(kind__startswith="check.ring", state="open")
        .order_by("raised_at", "id")
        .values_list("title", flat=True)
    )


def bounce(message: Message, at: datetime) -> None:
    """The carrier sends it back."""
    Message.objects.filter(pk=message.pk).update(state="sending")
    message.refresh_from_db()
    step, postman = MESSAGE["bounced"], delivering_actor(partnership="brackenford", at=at)
    allowed = permit(postman, step.permission, record_facts(message))
    move(message, step, allowed, about=[message.about], changes={"bounced_at": at})


def test_whoever_answers_for_the_agency_hears_of_it_and_no_fact_leaves(
    enter: Enter, monday: datetime
) -> None:
    check = asked(enter)
    react(enter, monday)
    message = Message.objects.get(template="request")
    assert message.to_address == "ruth@openmash.example"
    assert check.reference in message.body
    assert "Isla" not in message.heading + message.body


def test_a_point_of_contact_hears_of_it_instead_and_a_colleague_too(
    enter: Enter, monday: datetime
) -> None:
    asked(enter, "midshire-police")
    desk("midshire-police", "police", first="lee", deputy="gil", lead="osei")
    react(enter, monday)
    assert told("request") == {"lee@openmash.example"}


def test_nobody_to_write_to_is_somebodys_task(enter: Enter, monday: datetime) -> None:
    check = asked(enter, "hollin-park")
    Agency.objects.filter(pk="hollin-park").update(safeguarding_email="")
    react(enter, monday)
    assert not Message.objects.filter(about=check.subject).exists()
    assert "nobody there can be written to, ring them" in ringing()[0]
    tom = enter("tom")
    hub.note_no_answer(now_with(check), WHY, by=tom)
    react(enter, monday)
    assert ringing() == []


def now_with(check: AgencyCheck) -> AgencyCheck:
    return AgencyCheck.objects.select_related("enquiry__contact", "agency").get(pk=check.pk)


def test_contact_then_deputy_then_lead_each_once(enter: Enter, monday: datetime) -> None:
    """C07 Amber: six working hours from ten; +50 % is Tuesday at eleven, +100 % Tuesday at 14:15."""
    check = asked(enter)
    desk("st-oswins", "education", first="ruth", deputy="lee", lead="gil")
    due, tuesday = monday + timedelta(hours=6), monday + timedelta(days=1)
    steps = [
        (due - timedelta(minutes=1), ()),
        (due, ("request_late",)),
        (due + timedelta(minutes=30), ("request_late",)),
        (tuesday.replace(hour=11), ("request_late", "request_deputy")),
        (tuesday.replace(hour=15), ("request_late", "request_deputy", "request_lead")),
    ]
    for at, expected in steps:
        for _ in range(2):
            remind_agencies(by=system_actor("remind", partnership="brackenford", at=at))
        enter("meera")
        sent = Message.objects.filter(about=check.subject).values_list("template", flat=True)
        assert sorted(sent) == sorted(expected), at
    assert told("request_lead") == {"gil@openmash.example"}
    assert now(check).reminders == 3
    assert len(ringing()) == 1


def test_what_comes_back_from_a_mailbox_is_rung(enter: Enter, monday: datetime) -> None:
    check = asked(enter)
    react(enter, monday)
    bounce(Message.objects.get(about=check.subject), monday)
    react(enter, monday)
    assert "did not arrive" in ringing()[0]


@pytest.mark.parametrize("how", ["nobody there", "it came back"])
def test_an_outcome_that_reaches_nobody_is_rung_until_somebody_has(
    enter: Enter, monday: datetime, how: str
) -> None:
    check = asked(enter)
    answering.send_reply(check, replies(check), by=enter("ruth"))
    if how == "nobody there":
        left("st-oswins", "ruth")
        Agency.objects.filter(pk="st-oswins").update(safeguarding_email="")
    enter("meera")
    by = system_actor("outcome", partnership="brackenford", at=monday)
    tell_outcome(now_with(check), ["It was decided"], by=by)
    if how == "it came back":
        bounce(Message.objects.get(template="request_outcome"), monday)
    react(enter, monday)  # also to the answer, which settles every other call
    (title,) = ringing()
    assert title.endswith("what was decided has not reached them, ring them")
    finish(Task.objects.get(kind="check.ring_outcome"), by=enter("aisha"))
    assert ringing() == []


def test_a_reason_to_ring_is_not_hidden_behind_an_earlier_one(
    enter: Enter, monday: datetime
) -> None:
    check = asked(enter, "fernhill-surgery")
    by = system_actor("ring", partnership="brackenford", at=monday)
    for why in (Ring.PRACTICE_LATE, Ring.NAMED_GP, Ring.NAMED_GP, Ring.RED):
        call_to_ring(now_with(check), why, by=by)
    assert len(ringing()) == 3
    nobody_need_ring(now_with(check), by=by)
    assert ringing() == []


def test_the_first_answer_begins_it_and_the_last_completes_it(
    enter: Enter, monday: datetime
) -> None:
    check = asked(enter)
    tom = enter("tom")
    second = hub.ask_agency(fresh(check.enquiry), a_question(check.enquiry), by=tom)
    react(enter, monday)
    assert fresh(check.enquiry).state == "checks_out"
    first, *others = replies(check)
    answering.send_reply(check, [first], by=enter("ruth"))
    react(enter, monday)
    assert fresh(check.enquiry).state == "collating"
    answering.send_reply(check, others, by=enter("ruth"))
    tom = enter("tom")
    hub.note_no_answer(now_with(second), WHY, by=tom)
    react(enter, monday)
    assert fresh(check.enquiry).state == "analysis"
    hub.ask_agency(fresh(check.enquiry), a_question(check.enquiry, "haven"), by=enter("tom"))
    react(enter, monday)
    assert fresh(check.enquiry).state == "collating"


def test_when_every_time_has_passed_it_goes_on_without(enter: Enter, monday: datetime) -> None:
    check = asked(enter)
    late = monday + timedelta(hours=7)
    watch(
        by=system_actor("watch", partnership="brackenford", at=late), on_soon=lambda run, by: None
    )
    react(enter, late)
    enter("tom")
    assert fresh(check.enquiry).state == "analysis"
    enquiry.send_to_decision(fresh(check.enquiry), WHY, by=enter("tom"))
    enquiry.take_back(fresh(check.enquiry), "The school rang after all", by=enter("tom"))
    assert fresh(check.enquiry).state == "checks_out"


def test_each_step_is_taken_for_a_reason() -> None:
    quiet = Progress(any_asked=True, any_answer=False, any_late=False, waits_in_time=True)
    assert step_of("checks_out", quiet) == ""
    assert step_of("analysis", quiet) == "collate_on"
    nobody = Progress(any_asked=False, any_answer=False, any_late=False, waits_in_time=False)
    assert [step_of(state, nobody) for state in ("checks_out", "collating")] == ["", ""]


def test_a_refusal_on_the_page_and_a_late_answer_are_looked_at(
    enter: Enter, monday: datetime
) -> None:
    check = asked(enter)
    answering.decline(check, "LEGAL_BAR", "A family court order forbids it", by=enter("ruth"))
    react(enter, monday)
    assert Task.objects.get(kind="check.refused").path.endswith("enquiry/#asked")
    enquiry.send_to_decision(fresh(check.enquiry), WHY, by=enter("tom"))
    late = [Reply(one.about, one.called, "not_known") for one in replies(check)]
    answering.send_reply(check, late, by=enter("ruth"))
    react(enter, monday)
    assert Task.objects.filter(kind="check.late_answer").count() == 1


@pytest.mark.parametrize("over", ["no answer", "refused"])
def test_a_part_that_comes_late_is_kept_and_read(enter: Enter, monday: datetime, over: str) -> None:
    check = asked(enter)
    if over == "refused":
        answering.decline(check, "LEGAL_BAR", "A family court order forbids it", by=enter("ruth"))
    meera = enter("meera")
    enquiry.end(fresh(check.enquiry), "It was about another family", by=meera)
    react(enter, monday)
    first = replies(check)[0]
    answering.send_reply(check, [first], by=enter("ruth"))
    react(enter, monday)
    assert CheckAnswer.objects.count() == 1
    assert Task.objects.filter(kind="check.late_answer").count() == 1


def test_a_practice_at_half_its_time_then_the_telephone_then_the_named_gp(
    enter: Enter, monday: datetime
) -> None:
    """C08 Amber: from Monday at ten to Tuesday at five; each step once (P5)."""
    check = asked(enter, "fernhill-surgery")
    desk("fernhill-surgery", "gp", first="osei", lead="gil")
    start, due = monday, monday + timedelta(days=1, hours=7)
    half = (due - start) / 2
    steps = [
        (start + half - timedelta(minutes=1), (), 0),
        (start + half, ("request_soon",), 0),
        (due - timedelta(minutes=1), ("request_soon",), 0),
        (due, ("request_soon", "request_late"), 1),
        (due + half, ("request_soon", "request_late", "request_named_gp"), 2),
    ]
    for at, expected, calls in steps:
        for _ in range(2):
            remind_agencies(by=system_actor("remind", partnership="brackenford", at=at))
        enter("meera")
        sent = Message.objects.filter(about=check.subject).values_list("template", flat=True)
        assert sorted(sent) == sorted(expected), at
        assert len(ringing()) == calls, at
    assert told("request_named_gp") == {"gil@openmash.example"}


def test_red_means_that_the_practice_is_rung(enter: Enter, monday: datetime) -> None:
    """Scenario 2: the request goes on as a telephone task, within four hours."""
    check = asked(enter, "fernhill-surgery")
    enquiry.change_urgency(
        fresh(check.enquiry), Rating("red", WHY), by=enter("meera", at=monday + timedelta(hours=6))
    )
    (title,) = ringing()
    assert title.endswith("it is Red now, ring the practice")


def left(agency: str, key: str) -> None:
    """Somebody works there no longer."""
    rows = RoleHolding.objects.filter(agency_id=agency, user__email=f"{key}@openmash.example")
    rows.update(ends_at=LONG_AGO + timedelta(days=1))


def reminded(monday: datetime, days: float) -> int:
    late = monday + timedelta(days=days)
    return remind_agencies(by=system_actor("remind", partnership="brackenford", at=late))


def test_whoever_has_left_is_not_written_to(enter: Enter, monday: datetime) -> None:
    check = asked(enter)
    desk("st-oswins", "education", first="lee", deputy="gil", lead="osei")
    for key in ("lee", "gil", "osei"):
        left("st-oswins", key)
    react(enter, monday)
    for _ in range(3):
        assert reminded(monday, 3) == 1
    enter("meera")
    sent = Message.objects.filter(about=check.subject).values_list("to_address", flat=True)
    assert list(sent) == ["ruth@openmash.example"] * 4


def test_whoever_works_there_and_does_not_answer_is_not_the_only_one_asked(
    enter: Enter, monday: datetime
) -> None:
    """Joan leads the school and answers nothing: a question that she alone hears of waits unseen."""
    check = asked(enter)
    joan = User.objects.get(email="joan@openmash.example")
    Desk.objects.update_or_create(
        partnership_id="brackenford",
        agency_id="st-oswins",
        template="education",
        defaults={"first": joan, "deputy": joan, "lead": joan},
    )
    react(enter, monday)
    assert told("request") == {"ruth@openmash.example"}
    for _ in range(3):
        assert reminded(monday, 3) == 1
    enter("meera")
    assert told("request_late") | told("request_deputy") == {"ruth@openmash.example"}
    assert told("request_lead") == {"joan@openmash.example"}
    AgencyCheck.objects.filter(pk=check.pk).update(for_user=joan)
    again = now(check)
    announcing.announce(
        again, "request_again", by=system_actor("x", partnership="brackenford", at=monday)
    )
    assert told("request_again") == {"ruth@openmash.example"}


def test_whom_it_was_handed_to_and_who_has_left_is_not_written_to(
    enter: Enter, monday: datetime
) -> None:
    check = asked(enter)
    react(enter, monday)
    gil = User.objects.get(email="gil@openmash.example")
    AgencyCheck.objects.filter(pk=check.pk).update(for_user=gil)
    reminded(monday, 1)
    enter("meera")
    assert told("request_late") == {"ruth@openmash.example"}


def test_handed_to_the_same_colleague_twice_they_hear_of_it_twice(
    enter: Enter, monday: datetime
) -> None:
    check = asked(enter, "midshire-police")
    dana = enter("dana")
    system = system_actor("passed", partnership="brackenford", at=monday)
    for _ in range(2):
        tell_colleague(now(check), dana.user, by=system)
    check.refresh_from_db()
    assert Message.objects.filter(template="request").count() == 1
    AgencyCheck.objects.filter(pk=check.pk).update(version=check.version + 1)
    tell_colleague(now(check), dana.user, by=system)
    assert Message.objects.filter(template="request").count() == 2


def test_one_that_fails_keeps_no_other_from_being_reminded_of(
    enter: Enter, monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = asked(enter)
    hub.ask_agency(fresh(check.enquiry), a_question(check.enquiry), by=enter("tom"))
    real = queue

    def failing(notice: Notice, *, by: Actor) -> object:
        if notice.about == check.subject:
            raise ValueError(notice.reference)
        return real(notice, by=by)

    monkeypatch.setattr(announcing, "queue", failing)
    assert reminded(monday, 1) == 1
    enter("meera")
    assert now(check).reminders == 0
    assert set(AgencyCheck.objects.values_list("reminders", flat=True)) == {0, 1}


def test_a_time_in_working_days_is_reminded_of_by_what_passes(
    enter: Enter, monday: datetime
) -> None:
    check = asked(enter)
    run = ClockRun.objects.select_related("definition").get(subject=check.subject)
    run.definition.unit, run.definition.amount = "working_days", 2
    by = [
        system_actor("remind", partnership="brackenford", at=run.due_at + part)
        for whole in [run.due_at - run.started_at]
        for part in (-timedelta(minutes=1), timedelta(0), whole / 2, whole)
    ]
    assert [stage_reached(run, one) for one in by] == [0, 1, 2, 3]

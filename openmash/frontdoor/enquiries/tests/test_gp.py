"""GPs are asked by default: a reason is needed not to ask, none to ask (P5, L08, L64–L66)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.people.commands import (
    NewInvolvement,
    mark_involvement_in_error,
    work_with,
)
from openmash.foundation.people.models import Involvement, Person
from openmash.frontdoor.contacts.commands import linking
from openmash.frontdoor.contacts.tests.builders import only_child
from openmash.frontdoor.enquiries.commands import checks
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands import gp as do
from openmash.frontdoor.enquiries.models import AgencyCheck, GpRequest, MashEnquiry
from openmash.frontdoor.enquiries.queries.asking import proposals
from openmash.frontdoor.enquiries.queries.gp import missing_gps
from openmash.frontdoor.enquiries.queries.owed import Owed, owed_before_deciding
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.rules.checks import Answered
from openmash.frontdoor.enquiries.rules.enquiry import Included, Rating
from openmash.frontdoor.enquiries.rules.gp import (
    NotAsked,
    Request,
    Situation,
    triggers,
    why_not_decided,
    why_not_opted_out,
)
from openmash.frontdoor.enquiries.states.gp import GpState, OptOut
from openmash.frontdoor.enquiries.tests.builders import (
    MEANWHILE,
    WHY,
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from tests.fixtures import Enter

SURGERY = "fernhill-surgery"
KELLY = Included("parent", "Kelly Tarrant")


def registered(person: Person, by: Actor) -> None:
    work_with(
        person,
        NewInvolvement(Involvement.Kind.HEALTH, SURGERY, "GP practice", "school", by.at.date()),
        by=by,
    )


def with_practice(
    enter: Enter, rag: str = "amber", *, worries: tuple[str, ...] = ("neglect",), **more: Any
) -> MashEnquiry:
    """An enquiry about a child of whom the register knows the practice. Leaves Meera on stage."""
    contact = screened(enter, about_child={"B1": list(worries)})
    child = only_child(contact).person
    assert child is not None
    registered(child, enter("aisha"))
    return an_enquiry(enter, contact, rag, **more)


def owed(enter: Enter, enquiry: MashEnquiry) -> list[Owed]:
    return owed_before_deciding(enquiry.contact, by=enter("tom"))


def the_only(enquiry: MashEnquiry) -> GpRequest:
    request = GpRequest.objects.select_related("practice", "check_sent").get(enquiry=enquiry)
    request.enquiry = fresh(enquiry)
    return request


def asked(enter: Enter, **more: Any) -> tuple[MashEnquiry, AgencyCheck]:
    """The practice has been asked by Tom, after the mother agreed."""
    contact = screened(enter)
    with_family(enter, contact)
    child = only_child(contact).person
    assert child is not None
    registered(child, enter("aisha"))
    enquiry = an_enquiry(enter, contact, **more)
    an_answer(enter, enquiry)
    check = checks.ask_agency(fresh(enquiry), a_question(enquiry, SURGERY), by=enter("tom"))
    return fresh(enquiry), check


def answered(enter: Enter, check: AgencyCheck, outcome: str = "info") -> None:
    said = [Answered(str(one.pk), "her", outcome, "Seen in June") for one in check.people.all()]
    checks.answer(check, said, "Dr Osei", by=enter("tom"))


@pytest.mark.parametrize(
    ("now", "codes"),
    [
        (Situation("green"), ()),
        (Situation("red"), ("T1",)),
        (Situation("green", infant=True), ("T2",)),
        (Situation("green", concerns=frozenset({"domestic_abuse", "neglect"})), ("T3",)),
        (Situation("amber", infant=True, upgraded=True), ("T1", "T2", "T6")),
        (Situation("amber", infant=True, switched_off=frozenset({"T2"})), ("T1",)),
    ],
)
def test_what_makes_asking_the_default(now: Situation, codes: tuple[str, ...]) -> None:
    assert triggers(now) == codes


@pytest.mark.parametrize(
    ("wanted", "situation", "reason"),
    [
        (NotAsked("BUSY"), {}, "Choose why"),
        (NotAsked("NOT_REGISTERED"), {}, "register names this practice"),
        (NotAsked("RECENT_ANSWER"), {}, "no answer about these people"),
        (NotAsked("RISK_AT_PRACTICE"), {}, "characters"),
        (NotAsked("OTHER", WHY), {}, "Only a manager"),
    ],
)
def test_not_asking_takes_a_reason_that_holds(
    wanted: NotAsked, situation: dict[str, bool], reason: str
) -> None:
    known = {"practice_known": True, "recent": False, "is_manager": False, **situation}
    (said,) = why_not_opted_out(wanted, **known)
    assert reason in said


def test_the_decision_waits_for_each_practice() -> None:
    waiting = [
        Request("A", "auto_created"),
        Request("B", "sent"),
        Request("C", "sent", answered=True),
        Request("D", "used_in_analysis", answered=True),
        Request("E", "opted_out"),
    ]
    found = list(why_not_decided(waiting, refused=False))
    assert [one[0] for one in found] == ["A", "C"]
    assert [one[0] for one in why_not_decided(waiting, refused=True)] == ["C"]


def test_an_amber_enquiry_has_its_practice_before_anybody_thinks_of_it(enter: Enter) -> None:
    request = the_only(with_practice(enter, worries=("domestic_abuse",)))
    assert (request.practice_id, request.state, request.triggers) == (
        SURGERY,
        "auto_created",
        ["T1", "T3"],
    )


def test_a_green_one_is_suggested_and_still_takes_a_reason_to_leave_out(enter: Enter) -> None:
    enquiry = with_practice(enter, "green", meanwhile=MEANWHILE)
    assert the_only(enquiry).triggers == []
    (due,) = owed(enter, enquiry)
    assert "Fernhill Surgery: ask the practice, or say why not" in due.text


def test_a_practice_that_nobody_knows_is_a_gap_and_not_an_answer(enter: Enter) -> None:
    enquiry = an_enquiry(enter, screened(enter))
    assert the_only(enquiry).practice is None
    (due,) = owed(enter, enquiry)
    assert due.text.startswith("A GP whose name nobody knows yet")


def test_asking_any_practice_fills_the_gap_and_teaches_the_register(enter: Enter) -> None:
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    checks.ask_agency(fresh(enquiry), a_question(enquiry, SURGERY), by=enter("tom"))
    states = dict(GpRequest.objects.values_list("practice", "state"))
    assert states == {None: "lapsed", SURGERY: "sent"}
    child = only_child(contact).person
    assert Involvement.objects.filter(person=child, agency=SURGERY).exists()
    assert owed_before_deciding(contact, by=enter("tom")) == []


def test_the_register_learns_who_the_child_is_and_so_who_the_practice_is(
    enter: Enter, monday: datetime
) -> None:
    """The reaction to a linked child looks again."""
    enquiry = with_practice(enter)
    child = only_child(enquiry.contact)
    known = child.person
    assert known is not None
    linking.unlink_child(child, by=enter("aisha"))
    do.review_gps(fresh(enquiry), by=enter("tom"))
    assert set(GpRequest.objects.values_list("practice", "state")) == {
        (SURGERY, "lapsed"),
        (None, "auto_created"),
    }
    linking.link_child(only_child(enquiry.contact), known, by=enter("aisha"))
    react_to_pending(at=monday, partnership="brackenford")
    enter("tom")
    assert set(GpRequest.objects.values_list("practice", "state")) == {
        (SURGERY, "lapsed"),
        (None, "lapsed"),
        (SURGERY, "auto_created"),
    }


def test_whoever_asks_by_whichever_page_the_practice_is_no_longer_owed(enter: Enter) -> None:
    enquiry, check = asked(enter)
    request = the_only(enquiry)
    assert (request.state, request.check_sent) == ("sent", check)
    assert owed(enter, enquiry) == []


def test_an_answer_is_weighed_before_anybody_decides(enter: Enter) -> None:
    """M27: used, or not because."""
    enquiry, check = asked(enter)
    with pytest.raises(NotReady, match="has not answered"):
        do.note_use(the_only(enquiry), "", used=True, by=enter("tom"))
    answered(enter, check)
    (due,) = owed(enter, enquiry)
    assert "say whether its answer is used" in due.text
    with pytest.raises(NotReady, match="why"):
        do.note_use(the_only(enquiry), " ", used=False, by=enter("tom"))
    do.note_use(the_only(enquiry), "It is of years ago", used=False, by=enter("tom"))
    assert owed(enter, enquiry) == []
    do.note_use(the_only(enquiry), "", used=True, by=enter("tom"))
    assert the_only(enquiry).state == GpState.USED


def test_left_out_for_a_reason_it_stands_among_what_is_missing(enter: Enter) -> None:
    enquiry = with_practice(enter)
    because = NotAsked(OptOut.RISK_AT_PRACTICE, "His sister sits at the desk of this practice")
    with pytest.raises(NotAllowed):
        do.opt_out(the_only(enquiry), because, by=enter("aisha"))
    do.opt_out(the_only(enquiry), because, by=enter("tom"))
    assert owed(enter, enquiry) == []
    (missing,) = missing_gps(enquiry.contact)
    assert missing.startswith("Fernhill Surgery: not asked. Somebody at the practice")


def test_only_a_manager_leaves_it_out_for_another_reason(enter: Enter) -> None:
    enquiry = with_practice(enter)
    other = NotAsked(OptOut.OTHER, "The practice has been closed for a week")
    with pytest.raises(NotReady, match="manager"):
        do.opt_out(the_only(enquiry), other, by=enter("tom"))
    assert do.opt_out(the_only(enquiry), other, by=enter("meera")).not_asked_because == "OTHER"


def test_a_young_answer_is_read_again_and_an_old_one_asked_for(
    enter: Enter, monday: datetime
) -> None:
    enquiry, check = asked(enter)
    answered(enter, check)
    again = GpRequest.objects.create(
        partnership_id="brackenford", enquiry=enquiry, practice_id=SURGERY, made_at=monday
    )
    again.enquiry = enquiry
    late = monday + timedelta(days=15)
    with pytest.raises(NotReady, match="lately"):
        do.opt_out(again, NotAsked(OptOut.RECENT_ANSWER), by=enter("tom", at=late))
    do.opt_out(again, NotAsked(OptOut.RECENT_ANSWER), by=enter("tom"))
    assert GpRequest.objects.get(pk=again.pk).answer_read == check


def test_more_urgent_the_practice_is_asked_again(enter: Enter, monday: datetime) -> None:
    """T6, M25. Not answered yet: its time runs anew. Answered: there may be more by now."""
    enquiry, check = asked(enter)
    answered(enter, check)
    later = enter("tom", at=monday + timedelta(hours=1))
    enquiries.change_urgency(fresh(enquiry), Rating("red", WHY), by=later)
    assert list(GpRequest.objects.order_by("made_at", "id").values_list("state", "triggers")) == [
        ("sent", ["T1", "T3"]),
        ("auto_created", ["T1", "T3", "T6"]),
    ]


def test_less_urgent_nobody_is_asked_again(enter: Enter, monday: datetime) -> None:
    enquiry, check = asked(enter, rag="red")
    answered(enter, check)
    later = enter("tom", at=monday + timedelta(hours=1))
    enquiries.change_urgency(fresh(enquiry), Rating("amber", WHY), by=later)
    assert GpRequest.objects.count() == 1


def test_a_new_reason_to_ask_outweighs_an_old_one_not_to(enter: Enter, monday: datetime) -> None:
    enquiry = with_practice(enter)
    closed = NotAsked(OptOut.OTHER, "The practice has been closed for a week")
    do.opt_out(the_only(enquiry), closed, by=enter("meera"))
    later = enter("tom", at=monday + timedelta(hours=1))
    enquiries.change_urgency(fresh(enquiry), Rating("red", WHY), by=later)
    request = the_only(enquiry)
    assert (request.state, request.triggers, request.not_asked_because) == (
        "auto_created", ["T1", "T6"], "",
    )  # fmt: skip


def test_a_danger_at_the_practice_outweighs_every_reason_to_ask(
    enter: Enter, monday: datetime
) -> None:
    """Red or not, no press among many may tell the one from whom danger comes."""
    enquiry = with_practice(enter)
    because = NotAsked(OptOut.RISK_AT_PRACTICE, "His sister sits at the desk of this practice")
    do.opt_out(the_only(enquiry), because, by=enter("tom"))
    later = enter("tom", at=monday + timedelta(hours=1))
    enquiries.change_urgency(fresh(enquiry), Rating("red", WHY), by=later)
    assert the_only(enquiry).state == GpState.OPTED_OUT
    by = enter("tom")
    offered = proposals(fresh(enquiry), scope_of(fresh(enquiry), by=by), by=by)
    assert SURGERY not in {one.asking.agency for one in offered}


def test_a_practice_that_is_nobodys_any_longer_is_owed_no_more(enter: Enter) -> None:
    """The register was wrong: put right, it blocks nothing."""
    enquiry = with_practice(enter)
    row = Involvement.objects.get(agency=SURGERY)
    mark_involvement_in_error(row, "Another child of that name", by=enter("tom"))
    do.review_gps(fresh(enquiry), by=enter("tom"))
    assert dict(GpRequest.objects.values_list("practice", "state")) == {
        SURGERY: "lapsed",
        None: "auto_created",
    }


def test_opened_again_the_practice_is_to_be_asked_again(enter: Enter, monday: datetime) -> None:
    enquiry, _ = asked(enter)
    contact = enquiry.contact
    enquiries.end(enquiry, "It was about another family", by=enter("meera"))
    later = monday + timedelta(hours=2)
    an_enquiry(enter, fresh(enquiry).contact, at=later)
    react_to_pending(at=later, partnership="brackenford")
    enter("tom")
    states = list(GpRequest.objects.order_by("made_at", "id").values_list("state", flat=True))
    assert states == ["sent", "auto_created"]
    assert AgencyCheck.objects.get().state == "no_answer"
    assert owed_before_deciding(contact, by=enter("tom")) != []


def test_asking_the_mothers_practice_teaches_nothing_of_the_child(enter: Enter) -> None:
    contact = screened(enter)
    family = with_family(enter, contact)
    registered(family["kelly"], enter("aisha"))
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    checks.ask_agency(fresh(enquiry), a_question(enquiry, SURGERY), by=enter("tom"))
    assert not Involvement.objects.filter(person=family["child"], agency=SURGERY).exists()
    (due,) = owed(enter, enquiry)
    assert due.text.startswith("A GP whose name nobody knows yet")


def test_a_refusal_that_stands_makes_it_missing_and_not_owed(enter: Enter) -> None:
    enquiry = with_practice(enter)
    with_family(enter, enquiry.contact)
    assert owed(enter, enquiry) != []
    enquiries.add_person(fresh(enquiry), KELLY, by=enter("tom"))
    an_answer(enter, enquiry, "refused")
    assert owed(enter, enquiry) == []
    assert missing_gps(enquiry.contact) == ["Fernhill Surgery: not asked"]


def test_limits_that_leave_the_practice_out_make_it_missing(enter: Enter) -> None:
    enquiry = with_practice(enter)
    enquiries.add_person(fresh(enquiry), KELLY, by=enter("tom"))
    an_answer(enter, enquiry, "limited", limits="Not my doctor", not_these=("gp_practice",))
    assert owed(enter, enquiry) == []


def test_over_it_is_asked_no_longer(enter: Enter, monday: datetime) -> None:
    enquiry = with_practice(enter)
    enquiries.end(enquiry, "It was about another family", by=enter("meera"))
    react_to_pending(at=monday, partnership="brackenford")
    enter("tom")
    assert GpRequest.objects.get().state == GpState.LAPSED

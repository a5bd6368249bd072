"""Gate G1: no decision, at any level, rests on health information that health has not read (L07, L68).

Random people press random buttons in random order; the law is written here a second time, from the rows
that were kept and not from the rule. Beneath the buttons, the database says the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.commands import finish
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.models import Contact, UrgencyRating
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.commands.looking_back import REASON, picture_changed
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.queries.case import gather
from openmash.frontdoor.decisions.tests.builders import (
    NO_ACTION,
    a_drafted,
    a_pending,
    decision_of,
)
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands import health
from openmash.frontdoor.enquiries.commands.health_emergency import decide_before, look_back
from openmash.frontdoor.enquiries.commands.health_keeping import keep_up
from openmash.frontdoor.enquiries.commands.items import note_item, take_back
from openmash.frontdoor.enquiries.models import (
    EvidenceItem,
    HealthAnalysis,
    HealthEmergency,
    HealthReading,
    HealthSignature,
    MashEnquiry,
    RagEntry,
)
from openmash.frontdoor.enquiries.queries.health import health_part
from openmash.frontdoor.enquiries.queries.health_list import worklist
from openmash.frontdoor.enquiries.rules.health import why_gate_is_shut
from openmash.frontdoor.enquiries.tests.builders import an_enquiry, fresh, no_gp, screened
from openmash.frontdoor.enquiries.tests.health import (
    BRUISE,
    HOW,
    NOTE,
    analysis_of,
    is_signed,
    is_told,
    is_written,
    keeps_up,
    sees,
)
from tests.fixtures import Enter

WAITS = "She is with him tonight, and the crisis team cannot be reached before the evening."
LOOKED = "The note says another thing than was thought that evening."
REFUSALS = (NotReady, NotAllowed, MovedMeanwhile, HealthAnalysis.DoesNotExist)
LEVELS: tuple[dict[str, Any], ...] = (
    NO_ACTION,
    {"level": 2, "descriptors": ["2.1"], "outcome": "EH_SINGLE"},
    {"level": 3, "descriptors": ["3.1"], "outcome": "EH_MULTI"},
    {},
)


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    """A Green enquiry about one child. Leaves Meera on stage."""
    meanwhile = "Seen at school every day until it is done."
    found = an_enquiry(enter, screened(enter), "green", meanwhile=meanwhile)
    no_gp(enter, found)
    return found


def to_decide(enter: Enter, enquiry: MashEnquiry, **fields: Any) -> ThresholdDecision:
    """It waits for a decision, and everything but health is written. Leaves Tom on stage."""
    enquiries.send_to_decision(fresh(enquiry), "Nothing more is to be had.", by=enter("tom"))
    a_drafted(enter, Contact.objects.get(pk=enquiry.contact_id), **fields)
    return decision_of(enquiry.contact)


def decides(enter: Enter, enquiry: MashEnquiry) -> None:
    no_gp(enter, enquiry)
    contact = Contact.objects.get(pk=enquiry.contact_id)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    deciding.decide_all(contact, {}, by=enter("meera"))


@pytest.mark.parametrize("fields", LEVELS, ids=["no action", "2", "3", "4"])
def test_the_gate_is_shut_at_every_level_until_the_right_person_signs(
    enter: Enter, enquiry: MashEnquiry, fields: dict[str, Any]
) -> None:
    """Worked scenario 4: a crisis-team note in a Green enquiry, and somebody wants level 2."""
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry, **fields)
    with pytest.raises(NotReady, match="No registered health practitioner"):
        decides(enter, enquiry)
    is_signed(enter, enquiry, "carol")
    with pytest.raises(NotReady, match="mental health"):
        decides(enter, enquiry)
    health.countersign(analysis_of(enquiry), HOW, sees(enquiry), by=enter("femi"))
    decides(enter, enquiry)
    assert decision_of(enquiry.contact).state == "decided"


def test_the_note_and_what_health_says_of_it_are_cited(enter: Enter, enquiry: MashEnquiry) -> None:
    """Scenario 4: the rationale rests on the note; who reads no answers does not read it there."""
    item = is_told(enter, enquiry, NOTE)
    is_signed(enter, enquiry, "femi")
    point = (
        "Her mother rang the crisis line twice, and her own mother is there every evening now; " * 2
    )
    to_decide(enter, enquiry, rationale=[{"text": point, "evidence": [f"item:{item.pk}"]}])
    decides(enter, enquiry)
    kept = decision_of(enquiry.contact).basis["evidence"]
    assert [one["key"] for one in kept] == [f"item:{item.pk}"]
    contact = Contact.objects.get(pk=enquiry.contact_id)
    for who, reads in (("tom", True), ("carol", True), ("aisha", False)):
        told = " ".join(one.text for one in gather(contact, by=enter(who)).evidence)
        assert ("crisis line twice: " in told, "Health, for" in told) == (reads, reads), who


def test_something_new_between_recommending_and_deciding_shuts_it_again(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, BRUISE)
    is_signed(enter, enquiry)
    to_decide(enter, enquiry)
    contact = Contact.objects.get(pk=enquiry.contact_id)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    is_told(enter, enquiry, BRUISE)
    with pytest.raises(NotReady, match="No registered health practitioner"):
        deciding.decide_all(contact, {}, by=enter("meera"))


def test_ending_the_enquiry_is_no_way_round(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry, NOTE)
    enquiries.end(fresh(enquiry), "It was no matter for an enquiry after all", by=enter("meera"))
    contact = Contact.objects.get(pk=enquiry.contact_id)
    screening.send_to_decision(contact, by=enter("tom"))
    a_drafted(enter, contact)
    keeps_up(enter, enquiry)
    assert Task.objects.filter(kind="health.analyse", state="open").exists()
    with pytest.raises(NotReady, match="No registered health practitioner"):
        deciding.recommend_all(contact, {}, by=enter("tom"))


def test_marking_it_a_duplicate_is_no_way_round(enter: Enter, enquiry: MashEnquiry) -> None:
    """The worry it repeats is decided with what health told of it, and not before (P1)."""
    is_told(enter, enquiry, NOTE)
    enquiries.end(fresh(enquiry), "It was no matter for an enquiry after all", by=enter("meera"))
    original = a_pending(enter)
    a_drafted(enter, original)
    repeats, because = Contact.objects.get(pk=enquiry.contact_id), "The same evening, told twice"
    screening.mark_duplicate(repeats, original, because, by=enter("aisha"))
    react_to_pending(at=enter("tom").at, partnership="brackenford")
    assert Task.objects.filter(kind="health.analyse_mental", state="open").exists()
    enter("femi")
    with pytest.raises(NotReady, match=f"In the duplicate {repeats.reference}: No registered"):
        deciding.recommend_all(original, {}, by=enter("tom"))
    assert_database_refuses(enter, decision_of(original))
    assert repeats.reference in {row.reference for row in worklist(by=enter("femi"))}
    is_signed(enter, fresh(enquiry), "femi")
    deciding.recommend_all(original, {}, by=enter("tom"))
    deciding.decide_all(original, {}, by=enter("meera"))
    assert decision_of(original).state == "decided"


def test_the_database_refuses_a_decision_past_health(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry, NOTE)
    assert_database_refuses(enter, to_decide(enter, enquiry))


def test_an_emergency_opens_it_once_and_is_looked_back_at(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    for who in ("tom", "carol", "aisha", "ravi"):
        with pytest.raises(NotAllowed):
            decide_before(fresh(enquiry), WAITS, by=enter(who))
    with pytest.raises(NotReady, match="60 characters"):
        decide_before(fresh(enquiry), "It is late", by=enter("meera"))
    emergency = decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    assert emergency.review_due.isoformat() == "2026-11-24T17:00:00+00:00"
    task = Task.objects.get(kind="health.look_back")
    assert (task.for_role, task.due_at) == ("MHP", emergency.review_due)
    decides(enter, enquiry)
    assert Event.objects.filter(name="health.decided_before").count() == 1  # counted for M21
    with pytest.raises(NotReady, match="mental health"):
        look_back(emergency, "agrees", LOOKED, by=enter("femi"))
    is_signed(enter, enquiry, "femi")
    look_back(emergency, "agrees", LOOKED, by=enter("femi"))
    assert HealthReading.objects.get().retrospective
    assert decision_of(enquiry.contact).state == "decided"


def test_an_emergency_is_for_what_was_known_then(enter: Enter, enquiry: MashEnquiry) -> None:
    """A note that comes after it is read, or a manager says anew that it cannot wait."""
    is_told(enter, enquiry, BRUISE)
    decision = to_decide(enter, enquiry)
    decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    is_told(enter, enquiry, NOTE)
    with pytest.raises(NotReady, match="mental health"):
        decides(enter, enquiry)
    assert_database_refuses(enter, decision)
    decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    decides(enter, enquiry)
    assert HealthEmergency.objects.filter(reviewed_at=None).count() == 2  # each is looked back at


def test_an_emergency_is_for_one_decision(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    decides(enter, enquiry)
    react_to_pending(at=enter("meera").at, partnership="brackenford")  # the sender is told
    later = enter("meera", at=enter("meera").at + timedelta(hours=1))
    decision = deciding.reopen(decision_of(enquiry.contact), LOOKED, by=later)
    a_drafted(enter, Contact.objects.get(pk=enquiry.contact_id))
    with pytest.raises(NotReady, match="mental health"):
        decides(enter, enquiry)
    assert_database_refuses(enter, decision)


def test_an_emergency_ends_with_the_decision_that_is_taken_back(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    assert not any(why_gate_is_shut(health_part(fresh(enquiry)).facts))
    later = enter("meera", at=enter("meera").at + timedelta(hours=1))
    enquiries.take_back(fresh(enquiry), "Her mother has to be asked first", by=later)
    assert any(why_gate_is_shut(health_part(fresh(enquiry)).facts))
    assert_database_refuses(enter, decision_of(enquiry.contact))


def assert_database_refuses(enter: Enter, decision: ThresholdDecision) -> None:
    """The net beneath the rule."""
    meera = enter("meera")
    row = ThresholdDecision.objects.filter(pk=decision.pk)
    with pytest.raises(IntegrityError, match="nobody decides"), transaction.atomic():
        row.update(decided_at=meera.at, decided_by=meera.user, decided_by_name=meera.name)


def test_out_of_hours_the_duty_team_says_that_it_cannot_wait(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, NOTE)
    ravi = enter("ravi", at=enter("ravi").at + timedelta(hours=10))
    assert decide_before(fresh(enquiry), WAITS, by=ravi).decided_before_by == "Ravi Sandhu"


def test_that_it_changes_the_picture_opens_the_decision_again(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    emergency = decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    decides(enter, enquiry)
    react_to_pending(at=enter("meera").at, partnership="brackenford")  # the sender is told
    look_back(emergency, "changes", LOOKED, by=enter("femi"))
    react_to_pending(at=enter("meera").at, partnership="brackenford")
    enter("meera")
    decision = decision_of(enquiry.contact)
    assert (decision.state, decision.reopened_because) == ("reopened", REASON)
    assert LOOKED in HealthEmergency.objects.get().verdict_because
    said = Event.objects.exclude(name="health.picture_changed").filter(reason__contains=LOOKED)
    assert not said.exists()
    kept = [*UrgencyRating.objects.values_list("reason", flat=True)]
    kept += RagEntry.objects.values_list("reason", flat=True)
    assert not [one for one in kept if LOOKED in one]
    assert Task.objects.filter(kind="health.picture_changed", for_role="MASH_MGR").exists()
    a_drafted(enter, Contact.objects.get(pk=enquiry.contact_id))
    with pytest.raises(NotReady, match="No registered health practitioner"):
        decides(enter, enquiry)  # the emergency is over: it is read before it is decided anew


def test_while_the_sender_is_being_told_a_manager_is_asked_to_open_it(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    emergency = decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    decides(enter, enquiry)
    look_back(emergency, "changes", LOOKED, by=enter("femi"))
    by = system_actor("test", partnership="brackenford", at=enter("femi").at)
    act_as(by)
    picture_changed(Contact.objects.get(pk=enquiry.contact_id), by=by)
    meera = enter("meera")
    assert decision_of(enquiry.contact).state == "decided"
    task = Task.objects.get(kind="health.picture_changed", for_role="MASH_MGR")
    with pytest.raises(NotReady, match="decided anew"):
        finish(task, by=meera)
    react_to_pending(at=meera.at, partnership="brackenford")  # the sender has been told
    enter("meera")
    assert decision_of(enquiry.contact).state == "reopened"
    assert Task.objects.get(kind="health.picture_changed").state == "open"


def test_what_is_decided_anew_stays_decided(enter: Enter, enquiry: MashEnquiry) -> None:
    """The manager's task is over then, and the verdict on the decision before opens no other."""
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    emergency = decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    decides(enter, enquiry)
    react_to_pending(at=enter("meera").at, partnership="brackenford")
    look_back(emergency, "changes", LOOKED, by=enter("femi"))
    react_to_pending(at=enter("meera").at, partnership="brackenford")
    is_signed(enter, enquiry, "femi")
    contact = Contact.objects.get(pk=enquiry.contact_id)
    a_drafted(enter, contact)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    later = enter("meera", at=enter("meera").at + timedelta(minutes=5))
    deciding.decide_all(contact, {}, by=later)
    assert Task.objects.get(kind="health.picture_changed").state != "open"
    react_to_pending(at=later.at, partnership="brackenford")
    enter("meera")
    assert decision_of(enquiry.contact).state == "feedback_sent"


def test_it_is_opened_where_the_enquiry_was_taken_back(enter: Enter, enquiry: MashEnquiry) -> None:
    """One of two children was decided; then somebody had to be asked."""
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    emergency = decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    decides(enter, enquiry)
    contact = Contact.objects.filter(pk=enquiry.contact_id)
    contact.update(state="mash_enquiry", decided_at=None)
    look_back(emergency, "changes", LOOKED, by=enter("femi"))
    by = system_actor("test", partnership="brackenford", at=enter("femi").at)
    act_as(by)
    picture_changed(contact.get(), by=by)
    enter("meera")
    assert decision_of(enquiry.contact).state == "reopened"
    assert contact.get().state == "mash_enquiry"


def test_whoever_looks_back_takes_turns_with_whoever_decides(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    emergency = decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    femi = enter("femi")
    with CaptureQueriesContext(connection) as asked:
        look_back(emergency, "changes", LOOKED, by=femi)
    locks = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
    assert 'FROM "contacts_contact"' in locks[0]


WHO = ("tom", "meera", "grace", "carol", "femi", "aisha")
steps = st.lists(
    st.tuples(
        st.sampled_from(WHO),
        st.sampled_from(
            ("note", "bruise", "take_back", "write", "sign", "nil", "second", "countersign", "differ",
             "emergency", "agrees", "changes", "recommend", "decide", "follow")
        ),
    ),
    min_size=3,
    max_size=10,
)  # fmt: skip
TOLD = [("tom", "note"), ("tom", "follow")]
SIGNED = [*TOLD, ("femi", "write"), ("femi", "sign")]
END = [("tom", "recommend"), ("meera", "decide")]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
@example([*TOLD, *END])
@example([*SIGNED, *END])
@example([*SIGNED, ("tom", "bruise"), *END])
@example([*SIGNED, ("tom", "recommend"), ("tom", "bruise"), ("meera", "decide")])
@example([*TOLD, ("tom", "take_back"), *END])
@example([*TOLD, ("carol", "write"), ("carol", "sign"), *END])
@example([*TOLD, ("carol", "write"), ("carol", "sign"), ("femi", "countersign"), *END])
@example([*TOLD, ("meera", "emergency"), *END])
@example([*TOLD, ("meera", "emergency"), ("tom", "bruise"), *END])
@example([*TOLD, ("meera", "emergency"), ("femi", "changes"), *END])
@example([*TOLD, ("tom", "emergency"), ("tom", "sign"), *END])
@example([("tom", "bruise"), ("tom", "follow"), ("carol", "write"), ("carol", "second"), *END])
def test_no_sequence_of_steps_decides_past_health(
    enter: Enter, waiting: MashEnquiry, taken: list[tuple[str, str]]
) -> None:
    with transaction.atomic():
        for who, step in [*taken, *END]:
            lawful = _is_lawful(waiting)
            before = decision_of(waiting.contact).decided_at
            _take(waiting, step, who, enter)
            enter("meera")
            after = decision_of(waiting.contact).decided_at
            assert before or not after or lawful, taken
        transaction.set_rollback(True)


@pytest.fixture
def waiting(enter: Enter, enquiry: MashEnquiry) -> MashEnquiry:
    to_decide(enter, enquiry)
    return enquiry


def test_what_may_be_decided_is_decided(enter: Enter, waiting: MashEnquiry) -> None:
    """The property above would hold of a hub that decides nothing."""
    for who, step in [*SIGNED, *END]:
        _take(waiting, step, who, enter)
    assert decision_of(waiting.contact).decided_at is not None


def _take(enquiry: MashEnquiry, step: str, who: str, enter: Enter) -> None:
    enter("meera")
    contact = Contact.objects.get(pk=enquiry.contact_id)
    emergency = HealthEmergency.objects.filter(reviewed_at=None).first()
    child, by = enquiry.scope.get(role="child"), enter(who)
    acts: dict[str, Callable[[], object]] = {
        "note": lambda: note_item(child, NOTE, by=by),
        "bruise": lambda: note_item(child, BRUISE, by=by),
        "take_back": lambda: [take_back(i, LOOKED, by=by) for i in EvidenceItem.objects.all()[:1]],
        "write": lambda: is_written(enquiry, by),
        "sign": lambda: health.sign(analysis_of(enquiry), sees(enquiry), by=by),
        "second": lambda: health.sign(analysis_of(enquiry), sees(enquiry), by=by, question="So?"),
        "nil": lambda: health.sign_nil(analysis_of(enquiry), sees(enquiry), by=by),
        "countersign": lambda: health.countersign(analysis_of(enquiry), HOW, sees(enquiry), by=by),
        "differ": lambda: health.differ(analysis_of(enquiry), HOW, by=by),
        "emergency": lambda: decide_before(fresh(enquiry), WAITS, by=by),
        "agrees": lambda: emergency and look_back(emergency, "agrees", LOOKED, by=by),
        "changes": lambda: emergency and look_back(emergency, "changes", LOOKED, by=by),
        "recommend": lambda: deciding.recommend_all(contact, {}, by=by),
        "decide": lambda: deciding.decide_all(contact, {}, by=by),
        "follow": lambda: _follow(enquiry, by),
    }
    try:
        with transaction.atomic():
            acts[step]()
    except (*REFUSALS, MashEnquiry.DoesNotExist):
        pass


def _follow(enquiry: MashEnquiry, by: Actor) -> None:
    itself = system_actor("test", partnership="brackenford", at=by.at)
    act_as(itself)
    keep_up(fresh(enquiry), by=itself)


def _is_lawful(enquiry: MashEnquiry) -> bool:
    """P6, written a second time: nothing told, or an emergency for what there is, or the right
    people have read exactly what there is."""
    items = list(EvidenceItem.objects.all())
    if not items:
        return True
    there = {f"item:{i.pk}" + (":taken_back" if i.taken_back_at else "") for i in items}
    anew = MashEnquiry.objects.get(pk=enquiry.pk).anew_at
    for one in HealthEmergency.objects.filter(reviewed_at=None):
        if there <= set(one.knew) and (anew is None or one.decided_before_at > anew):
            return True
    analysis = HealthAnalysis.objects.filter(enquiry=enquiry).first()
    last = HealthReading.objects.order_by("-number").first()
    if analysis is None or analysis.state != "signed" or last is None:
        return False
    signed = HealthSignature.objects.filter(reading=last, agrees=True)
    who = {one.signed_by for one in signed}
    mental = any(i.category == "mental_health" for i in items)
    opinion = not last.wants_opinion or len(who) == 2
    right = bool(who) and who <= {"Carol Bell", "Femi Adebayo"}
    return set(last.read) == there and right and opinion and (not mental or "Femi Adebayo" in who)


def test_a_second_look_at_the_facts_costs_few_queries(
    enter: Enter, waiting: MashEnquiry, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    is_told(enter, waiting, NOTE)
    tom = enter("tom")
    contact = Contact.objects.get(pk=waiting.contact_id)
    with django_assert_max_num_queries(32):
        gather(contact, by=tom)

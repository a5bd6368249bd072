"""Gate G1: no decision, at any level, rests on health information that health has not read (L07, L68)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from openmash.core.refusals import NotReady
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.queries.case import gather
from openmash.frontdoor.decisions.tests.builders import (
    NO_ACTION,
    a_drafted,
    a_pending,
    decision_of,
)
from openmash.frontdoor.decisions.tests.health import (
    WAITS,
    a_green_enquiry,
    assert_database_refuses,
    decides,
    to_decide,
)
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands import health
from openmash.frontdoor.enquiries.commands.health_emergency import decide_before
from openmash.frontdoor.enquiries.models import (
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.health_list import worklist
from openmash.frontdoor.enquiries.rules.enquiry import Included
from openmash.frontdoor.enquiries.tests.builders import fresh
from openmash.frontdoor.enquiries.tests.health import (
    BRUISE,
    HOW,
    NOTE,
    analysis_of,
    is_signed,
    is_told,
    keeps_up,
    sees,
    shut,
)
from tests.fixtures import Enter


def named_later(contact: Contact) -> Included:
    """One more child on the contact, as the enquiry would ask about her."""
    children, where = contact.children, contact.partnership_id
    mia = children.create(partnership_id=where, position=2, name="Mia Tarrant")
    return Included("child", "Mia Tarrant", key=mia.subject)


LEVELS: tuple[dict[str, Any], ...] = (
    NO_ACTION,
    {"level": 2, "descriptors": ["2.1"], "outcome": "EH_SINGLE"},
    {"level": 3, "descriptors": ["3.1"], "outcome": "EH_MULTI"},
    {},
)


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    return a_green_enquiry(enter)


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


def test_no_signature_is_taken_back_once_it_is_decided(enter: Enter, enquiry: MashEnquiry) -> None:
    """Before that it shuts the gate; afterwards a manager opens the decision again."""
    wrong = "H1 is about her sister, and not about her."
    is_told(enter, enquiry, BRUISE)
    is_signed(enter, enquiry)
    to_decide(enter, enquiry)
    contact = Contact.objects.get(pk=enquiry.contact_id)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    health.take_back_signature(analysis_of(enquiry), wrong, by=enter("carol"))
    with pytest.raises(NotReady, match="No registered health practitioner"):
        deciding.decide_all(contact, {}, by=enter("meera"))
    is_signed(enter, enquiry)
    deciding.decide_all(contact, {}, by=enter("meera"))
    with pytest.raises(NotReady, match="It is decided: tell the manager"):
        health.take_back_signature(analysis_of(enquiry), wrong, by=enter("carol"))


def test_a_manager_looks_again_at_what_was_decided_on_a_signature_taken_back(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """One of the children is decided, and another is not."""
    is_told(enter, enquiry, BRUISE)
    is_signed(enter, enquiry)
    to_decide(enter, enquiry)
    contact = Contact.objects.get(pk=enquiry.contact_id)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    enquiries.add_person(fresh(enquiry), named_later(contact), by=enter("tom"))
    keeps_up(enter, enquiry)
    is_signed(enter, enquiry)
    enter("meera")
    deciding.decide(decision_of(contact), by=enter("meera"))
    wrong = "H1 is about her sister, and not about her."
    health.take_back_signature(analysis_of(enquiry), wrong, by=enter("carol"))
    react_to_pending(at=enter("tom").at, partnership="brackenford")
    enter("meera")
    task = Task.objects.get(kind="health.picture_changed", state="open")
    assert "took a signature back" in task.title


def test_nobody_decides_while_a_child_named_later_is_asked_about_by_nobody(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """Also where nothing is about health, and in an emergency: to put her in is one press."""
    is_told(enter, enquiry, BRUISE)
    is_signed(enter, enquiry)
    to_decide(enter, enquiry)
    contact = Contact.objects.get(pk=enquiry.contact_id)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    mia = named_later(contact)
    said = "Nobody is asked about Mia Tarrant yet: put this child among those asked about"
    assert shut(enquiry) == [said]
    with pytest.raises(NotReady, match=said):
        deciding.decide(decision_of(contact), by=enter("meera"))
    assert_database_refuses(enter, decision_of(contact))
    with pytest.raises(NotReady, match="Nothing is missing from the health practitioners"):
        decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    enquiries.add_person(fresh(enquiry), mia, by=enter("tom"))
    assert shut(enquiry) == ["A child, parent or carer is new since the health practitioner signed"]


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


def test_a_second_look_at_the_facts_costs_few_queries(
    enter: Enter, enquiry: MashEnquiry, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    tom = enter("tom")
    contact = Contact.objects.get(pk=enquiry.contact_id)
    with django_assert_max_num_queries(33):
        gather(contact, by=tom)

"""Signing what health information means: alone, together, and taken back (P6, gate G1)."""

from __future__ import annotations

import pytest

from openmash.core.refusals import MovedMeanwhile, NotReady
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands import health as do
from openmash.frontdoor.enquiries.models import (
    HealthDraft,
    HealthReading,
    HealthSignature,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.rules.enquiry import Included
from openmash.frontdoor.enquiries.tests.builders import (
    an_enquiry,
    fresh,
    screened,
)
from openmash.frontdoor.enquiries.tests.health import (
    BRUISE,
    HOW,
    NOTE,
    analysis_of,
    asks,
    clocks,
    is_signed,
    is_told,
    is_written,
    sees,
    shut,
    written,
)
from tests.fixtures import Enter


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    """An Amber enquiry about a child and her mother."""
    return an_enquiry(enter, screened(enter, A4_1_name="Dawn Field", A4_1_lives="yes"))


def test_the_nurse_cannot_sign_alone_what_is_about_the_mind(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry)
    assert is_signed(enter, enquiry).state == "second_opinion"
    assert Task.objects.get(kind="health.second").for_role == "MHP"
    with pytest.raises(NotReady, match="as its author"):
        do.countersign(analysis_of(enquiry), HOW, sees(enquiry), by=enter("carol"))
    do.countersign(analysis_of(enquiry), HOW, sees(enquiry), by=enter("femi"))
    assert shut(enquiry) == []
    assert not Task.objects.filter(kind__startswith="health.", state="open").exists()


def test_the_mental_health_practitioner_signs_alone(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry)
    assert is_signed(enter, enquiry, "femi").state == "signed"
    assert shut(enquiry) == []


def test_a_second_opinion_agrees_or_sends_it_back(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry, BRUISE)
    carol = enter("carol")
    asked = do.sign(
        is_written(enquiry, carol), sees(enquiry), by=carol, question="Is it one bruise?"
    )
    assert asked.state == "second_opinion"
    is_told(enter, enquiry, NOTE)  # overtaken: it is written anew
    assert analysis_of(enquiry).state == "drafted"
    do.sign(
        is_written(enquiry, enter("carol"), known="Now with H2."), sees(enquiry), by=enter("carol")
    )
    with pytest.raises(NotReady, match="Say why"):
        do.differ(analysis_of(enquiry), "", sees(enquiry), by=enter("femi"))
    do.differ(
        analysis_of(enquiry),
        "It is not her age: it is the tablets",
        sees(enquiry),
        by=enter("femi"),
    )
    assert analysis_of(enquiry).state == "drafted"
    assert HealthSignature.objects.filter(agrees=False).count() == 1
    assert shut(enquiry)


def test_its_author_alone_takes_the_signature_back(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry)
    is_signed(enter, enquiry)
    with pytest.raises(NotReady, match="Only who signed"):
        do.take_back_signature(analysis_of(enquiry), "I see it otherwise now", by=enter("femi"))
    do.take_back_signature(analysis_of(enquiry), "I had mistaken H1 for H2", by=enter("carol"))
    assert analysis_of(enquiry).state == "drafted"


def test_what_came_while_somebody_wrote_is_read_before_it_is_signed(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, BRUISE)
    carol = enter("carol")
    draft, seen = is_written(enquiry, carol), sees(enquiry)
    is_told(enter, enquiry, BRUISE)
    with pytest.raises(NotReady, match="while you wrote"):
        do.sign(draft, seen, by=enter("carol"))


def test_nobody_signs_that_there_is_nothing_of_somebody_whom_they_did_not_see(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    asks(enter, enquiry, "brackenford-health")
    seen = sees(enquiry)
    enquiries.add_person(fresh(enquiry), Included("carer", "Ron Field"), by=enter("tom"))
    carol = enter("carol")
    with pytest.raises(NotReady, match="people of the enquiry changed"):
        do.sign_nil(analysis_of(enquiry), seen, by=carol)
    assert do.sign_nil(analysis_of(enquiry), sees(enquiry), by=carol).state == "signed"


def test_nobody_writes_over_the_others_words(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry)
    first = analysis_of(enquiry)
    is_written(enquiry, enter("carol"))
    with pytest.raises(MovedMeanwhile):
        do.write(first, written(enquiry, known="Mine"), 0, by=enter("femi"))
    is_written(enquiry, enter("carol"))  # the same words again change nothing
    assert HealthDraft.objects.get().saved_by == "Carol Bell"


ANOTHER = "I had mistaken H1 for H2, which is of her sister."


def test_no_second_signature_lands_on_words_that_were_changed(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """Femi reads; Carol takes it back and signs other words; then Femi presses."""
    is_told(enter, enquiry)
    is_signed(enter, enquiry)
    read = sees(enquiry)
    do.take_back_signature(analysis_of(enquiry), ANOTHER, by=enter("carol"))
    again = is_written(enquiry, enter("carol"), known="Three calls (H1).")
    do.sign(again, sees(enquiry), by=enter("carol"))
    femi = enter("femi")
    for press in (do.countersign, do.differ):
        with pytest.raises(NotReady, match="words were changed"):
            press(analysis_of(enquiry), HOW, read, by=femi)
    assert HealthSignature.objects.count() == 2
    assert do.countersign(analysis_of(enquiry), HOW, sees(enquiry), by=femi).state == "signed"


def test_nobody_signs_a_draft_that_somebody_has_changed_meanwhile(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry)
    draft = is_written(enquiry, enter("femi"))
    read = sees(enquiry)
    is_written(enquiry, enter("carol"), recommended="Nothing.")
    for question in (None, "Is it one call?"):
        with pytest.raises(NotReady, match="words were changed"):
            do.sign(draft, read, by=enter("femi"), question=question)
    assert not HealthReading.objects.exists()


def test_a_signature_given_by_mistake_is_taken_back_until_somebody_decides(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """The gate is shut at once; the task and the clock follow by themselves."""
    is_told(enter, enquiry)
    is_signed(enter, enquiry)
    do.countersign(analysis_of(enquiry), HOW, sees(enquiry), by=enter("femi"))
    assert (shut(enquiry), clocks(enquiry)) == ([], [])
    with pytest.raises(NotReady, match="Say why"):
        do.take_back_signature(analysis_of(enquiry), "", by=enter("carol"))
    do.take_back_signature(analysis_of(enquiry), ANOTHER, by=enter("carol"))
    assert len(shut(enquiry)) == 2
    react_to_pending(at=enter("tom").at, partnership="brackenford")
    enter("tom")
    assert clocks(enquiry) == ["C09A"]
    assert Task.objects.filter(kind="health.analyse_mental", state="open").exists()
    assert Event.objects.get(name="health.signature_taken_back").reason == ANOTHER


@pytest.mark.parametrize("who", ["carol", "femi"])
def test_either_who_signed_takes_it_back(enter: Enter, enquiry: MashEnquiry, who: str) -> None:
    is_told(enter, enquiry)
    is_signed(enter, enquiry)
    do.countersign(analysis_of(enquiry), HOW, sees(enquiry), by=enter("femi"))
    do.take_back_signature(analysis_of(enquiry), ANOTHER, by=enter(who))
    assert analysis_of(enquiry).state == "drafted"


def test_nobody_takes_anothers_signature_back(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry)
    is_signed(enter, enquiry, "femi")
    with pytest.raises(NotReady, match="Only who signed"):
        do.take_back_signature(analysis_of(enquiry), ANOTHER, by=enter("carol"))
    assert analysis_of(enquiry).state == "signed"

"""What health information means: asked for, due, and overtaken by what comes (P6, L07)."""

from __future__ import annotations

import pytest

from openmash.core.actor import system_actor
from openmash.core.refusals import NotReady
from openmash.foundation.access.models import Attachment
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import reactions_to
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.enquiries import health_reactions
from openmash.frontdoor.enquiries.commands import checks
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands import health as do
from openmash.frontdoor.enquiries.commands.items import take_back
from openmash.frontdoor.enquiries.events import HealthEvent
from openmash.frontdoor.enquiries.models import (
    HealthAnalysis,
    HealthReading,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.rules.enquiry import Included, Rating
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
    answers,
    asks,
    clocks,
    is_signed,
    is_told,
    keeps_up,
    sees,
    shut,
)
from tests.fixtures import Enter

NOBODYS = "The notes were of another family with the same name."


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    """An Amber enquiry about a child and her mother."""
    return an_enquiry(enter, screened(enter, A4_1_name="Dawn Field", A4_1_lives="yes"))


def test_a_fact_about_health_asks_for_the_analysis_whoever_wrote_it_down(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    assert shut(enquiry) == []
    is_told(enter, enquiry, BRUISE)
    assert analysis_of(enquiry).state == "required"
    assert clocks(enquiry) == ["C09A"]
    assert Task.objects.get(kind="health.analyse").for_role == "NN_WHT"
    assert shut(enquiry) == [
        "No registered health practitioner has signed what the health information means"
    ]


def test_it_follows_by_itself_and_twice_does_it_once(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry, NOTE)
    react_to_pending(at=enter("tom").at, partnership="brackenford")
    keeps_up(enter, enquiry)
    assert HealthAnalysis.objects.filter(enquiry=enquiry).count() == 1
    assert Task.objects.filter(kind__startswith="health.analyse").count() == 2
    assert Event.objects.filter(name="health.required").count() == 1


def test_what_is_about_the_mind_is_before_whoever_is_competent(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    assert not Attachment.objects.filter(user__name="Femi Adebayo").exists()
    is_told(enter, enquiry, NOTE)
    assert Task.objects.get(kind="health.analyse_mental").for_role == "MHP"
    mine = Attachment.objects.filter(user__name="Femi Adebayo").values_list("subject", flat=True)
    assert enquiry.contact.subject in mine


def test_asking_health_shuts_the_gate_and_a_nil_return_is_signed(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    asks(enter, enquiry, "brackenford-health")
    assert clocks(enquiry) == []
    answers(enter, enquiry, "not_known")
    assert clocks(enquiry) == ["C09A"]
    carol = enter("carol")
    do.sign_nil(analysis_of(enquiry), sees(enquiry), by=carol)
    assert shut(enquiry) == []
    assert clocks(enquiry) == []
    assert not Task.objects.filter(kind="health.analyse", state="open").exists()


def test_a_nil_return_after_asking_for_mental_health_takes_that_competence(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    asks(enter, enquiry, "midshire-mind")
    answers(enter, enquiry, "not_known")
    do.sign_nil(analysis_of(enquiry), sees(enquiry), by=enter("carol"))
    assert analysis_of(enquiry).state == "second_opinion"
    assert len(shut(enquiry)) == 2
    do.countersign(analysis_of(enquiry), HOW, sees(enquiry), by=enter("femi"))
    assert shut(enquiry) == []


def test_an_answer_in_plain_words_is_read_like_a_fact(enter: Enter, enquiry: MashEnquiry) -> None:
    asks(enter, enquiry, "brackenford-health")
    is_signed(enter, enquiry)
    assert shut(enquiry) == []
    answers(enter, enquiry, "info", "Seen twice with burns")
    assert analysis_of(enquiry).state == "superseded"
    with pytest.raises(NotReady, match="about health stand"):
        do.sign_nil(analysis_of(enquiry), sees(enquiry), by=enter("carol"))


def test_the_clock_of_the_answer_is_over_and_that_of_the_analysis_begins(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    asks(enter, enquiry, "brackenford-health")
    ClockRun.objects.filter(code="C07A").update(breached_at=enter("tom").at)
    keeps_up(enter, enquiry)
    assert clocks(enquiry) == ["C09A"]


def test_another_urgency_is_another_clock(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry)
    rating = Rating("red", "She is alone with him tonight, as her mother says.")
    enquiries.change_urgency(fresh(enquiry), rating, by=enter("tom"))
    keeps_up(enter, enquiry)
    assert clocks(enquiry) == ["C09R"]


def test_something_new_and_something_taken_back_overtake_a_signature(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, BRUISE)
    is_signed(enter, enquiry)
    item = is_told(enter, enquiry, BRUISE)
    assert analysis_of(enquiry).state == "superseded"
    assert clocks(enquiry) == ["C09A"]
    is_signed(enter, enquiry)
    take_back(item, NOBODYS, by=enter("tom"))
    assert shut(enquiry)  # at once, before anything follows by itself
    keeps_up(enter, enquiry)
    assert analysis_of(enquiry).state == "superseded"
    assert HealthReading.objects.count() == 2


def test_taking_the_only_fact_back_does_not_open_the_gate(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """A social worker could otherwise write a note off in place of having it read (L07)."""
    item = is_told(enter, enquiry)
    take_back(item, NOBODYS, by=enter("tom"))
    keeps_up(enter, enquiry)
    assert len(shut(enquiry)) == 2
    do.sign_nil(analysis_of(enquiry), sees(enquiry), by=enter("femi"))
    assert shut(enquiry) == []


def test_an_answer_that_its_agency_put_right_stands_in_nobodys_way(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """It was of another child: the last answer about somebody counts."""
    asks(enter, enquiry, "brackenford-health")
    answers(enter, enquiry, "info", "Seen twice with burns")
    check = enquiry.checks.latest("asked_at")
    checks.clarify(check, "Is it the same date of birth as in our question?", by=enter("tom"))
    answers(enter, enquiry, "not_known", after=5)
    do.sign_nil(analysis_of(enquiry), sees(enquiry), by=enter("carol"))
    assert shut(enquiry) == []


def test_who_begins_to_practise_is_on_the_cases_that_wait_and_no_others(
    enter: Enter, enquiry: MashEnquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A practitioner has no business in what others have read and signed."""
    on: list[MashEnquiry] = []
    monkeypatch.setattr(health_reactions, "let_practitioners_see", lambda one, by: on.append(one))
    is_told(enter, enquiry)
    is_signed(enter, enquiry, "femi")
    begins(enter)
    assert on == []
    is_told(enter, enquiry)
    begins(enter)
    assert on == [enquiry]


def begins(enter: Enter) -> None:
    """Femi was given the role. Leaves Tom on stage."""
    itself = system_actor("test", partnership="brackenford", at=enter("tom").at)
    act_as(itself)
    health_reactions.a_practitioner_begins(Event(facts={"role": "MHP"}), itself)
    enter("tom")


def test_the_analysis_is_kept_up_whatever_opens_the_decision() -> None:
    """Who decides before, changes the picture or opens it again leaves it to be read."""
    wanted = {ContactEvent.REOPENED, HealthEvent.DECIDED_BEFORE, HealthEvent.PICTURE_CHANGED}
    kept = {
        name
        for name in wanted
        for one in reactions_to(name)
        if "health_reactions" in one.run.__module__
    }
    assert kept == wanted


@pytest.mark.parametrize(
    ("role", "counts"), [("carer", False), ("parent", False), ("household", True)]
)
def test_who_cares_for_the_child_and_is_new_is_not_in_what_was_signed(
    enter: Enter, enquiry: MashEnquiry, role: str, counts: bool
) -> None:
    is_told(enter, enquiry, BRUISE)
    is_signed(enter, enquiry)
    enquiries.add_person(fresh(enquiry), Included(role, "Ron Field"), by=enter("tom"))
    new = "A child, parent or carer is new since the health practitioner signed"
    assert shut(enquiry) == ([] if counts else [new])
    react_to_pending(at=enter("tom").at, partnership="brackenford")
    enter("tom")
    assert (analysis_of(enquiry).state == "signed") == counts
    if not counts:
        is_signed(enter, enquiry)
    assert shut(enquiry) == []


def test_an_answer_that_is_put_right_overtakes_a_signature(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """What was read is not what the agency says now."""
    asks(enter, enquiry, "brackenford-health")
    answers(enter, enquiry, "info", "Seen twice with burns")
    is_signed(enter, enquiry)
    assert shut(enquiry) == []
    check = enquiry.checks.latest("asked_at")
    checks.clarify(check, "Is it the same date of birth as in our question?", by=enter("tom"))
    answers(enter, enquiry, "not_known", after=5)
    assert len(shut(enquiry)) == 1
    assert analysis_of(enquiry).state == "superseded"
    do.sign_nil(analysis_of(enquiry), sees(enquiry), by=enter("carol"))
    assert shut(enquiry) == []

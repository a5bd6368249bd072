"""What health information means: required, written, signed, overtaken; and who may not (P6, L07)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from openmash.core.actor import system_actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.access.models import Attachment, Registration
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
    HealthDraft,
    HealthReading,
    HealthSignature,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.health import health_part
from openmash.frontdoor.enquiries.rules.checks import Answered
from openmash.frontdoor.enquiries.rules.enquiry import Rating
from openmash.frontdoor.enquiries.rules.health import Written, why_gate_is_shut
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
)
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
    written,
)
from tests.fixtures import Enter

NOBODYS = "The notes were of another family with the same name."


FORGED_READING = """
    INSERT INTO enquiries_healthreading (id, partnership_id, analysis_id, number, read, known, children,
        adults, unknown, protective, recommended, concern, confidence, nil_return, wants_opinion,
        question, retrospective, written_at, written_by)
    SELECT gen_random_uuid(), partnership_id, id, 9, '[]', '', '{}', '{}', '', '', '', '', '', true,
        false, '', false, now(), 'Me'
    FROM enquiries_healthanalysis
"""


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    """An Amber enquiry about a child and her mother."""
    return an_enquiry(enter, screened(enter, A4_1_name="Dawn Field", A4_1_lives="yes"))


def shut(enquiry: MashEnquiry) -> list[str]:
    return list(why_gate_is_shut(health_part(fresh(enquiry)).facts))


def asks(enter: Enter, enquiry: MashEnquiry, agency: str) -> None:
    if not enquiry.checks.exists():
        an_answer(enter, enquiry)
    checks.ask_agency(fresh(enquiry), a_question(enquiry, agency), by=enter("tom"))
    keeps_up(enter, enquiry)


def answers(
    enter: Enter, enquiry: MashEnquiry, outcome: str, said: str = "", *, after: int = 0
) -> None:
    by = enter("tom", at=enter("tom").at + timedelta(minutes=after))
    check = enquiry.checks.latest("asked_at")
    told = [Answered(str(one.pk), "her", outcome, said) for one in check.people.all()]
    checks.answer(check, told, "Sister Lowe", by=by)
    keeps_up(enter, enquiry)


def clocks(enquiry: MashEnquiry) -> list[str]:
    running = ClockRun.objects.filter(subject=analysis_of(enquiry).subject, stopped_at=None)
    return list(running.values_list("code", flat=True))


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


@pytest.mark.parametrize("who", ["tom", "meera", "grace", "aisha", "sam", "ravi", "nell"])
def test_nobody_else_writes_or_signs(enter: Enter, enquiry: MashEnquiry, who: str) -> None:
    """A social worker, a manager, an administrator: not by command, and not by the database (L07)."""
    is_told(enter, enquiry)
    is_written(enquiry, enter("carol"))
    by, seen = enter(who), "x"
    acts: tuple[Callable[[], object], ...] = (
        lambda: do.write(analysis_of(enquiry), Written(), 0, by=by),
        lambda: do.sign(analysis_of(enquiry), seen, by=by),
        lambda: do.sign_nil(analysis_of(enquiry), seen, by=by),
        lambda: do.take_on(analysis_of(enquiry), by=by),
    )
    for act in acts:
        enter("tom")
        analysis = analysis_of(enquiry)
        act_as(by)
        with pytest.raises((NotAllowed, MovedMeanwhile, HealthAnalysis.DoesNotExist)):
            act()
        assert analysis.state == "drafted"


@pytest.mark.parametrize("who", ["tom", "meera", "grace", "sam"])
@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE enquiries_healthanalysis SET state = 'signed'",
        "UPDATE enquiries_healthdraft SET known = 'All is well'",
        FORGED_READING,
        "UPDATE enquiries_healthreading SET read = '[]'",
        "UPDATE enquiries_healthsignature SET competences = '[\"MENTAL_HEALTH\"]'",
        "DELETE FROM enquiries_evidenceitem",
    ],
)
def test_the_database_refuses_it_too(
    enter: Enter, enquiry: MashEnquiry, who: str, wrong: str
) -> None:
    is_told(enter, enquiry, BRUISE)
    is_signed(enter, enquiry)
    is_told(enter, enquiry, NOTE)
    is_written(enquiry, enter("carol"))
    enter(who)
    refused = pytest.raises(ProgrammingError, match=r"row-level security|permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(wrong)
        if cursor.rowcount == 0:  # who may not see a row does not change it either
            raise ProgrammingError("row-level security")


def test_no_signature_of_another_or_with_more_than_the_register_says(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """The role in the settings is not enough: a registration and a holding have to fit (G1)."""
    is_told(enter, enquiry)
    is_signed(enter, enquiry)
    real = HealthSignature.objects.get()
    femi, tom = enter("femi"), enter("tom")
    for who, change in (
        ("carol", {"competences": ["CHILD", "MENTAL_HEALTH"]}),
        ("carol", {"registration": "99Z7777E"}),
        ("carol", {"signed_by_user": femi.user}),
        ("tom", {"signed_by_user": tom.user, "signed_by_role": "MHP"}),
    ):
        by = enter(who)
        if who == "tom":
            connection.cursor().execute("SELECT set_config('openmash.role', 'MHP', true)")
        forged = HealthSignature(**{f: getattr(real, f) for f in (
            "partnership_id", "reading_id", "part", "body", "registration", "competences", "signed_at",
            "signed_by", "signed_by_user", "signed_by_role")})  # fmt: skip
        for name, value in change.items():
            setattr(forged, name, value)
        assert by.user
        with pytest.raises(ProgrammingError), transaction.atomic():
            forged.save(force_insert=True)


def test_a_registration_that_has_run_out_signs_nothing(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry, BRUISE)
    late = enter("carol", at=enter("carol").at + timedelta(days=400))
    with pytest.raises(NotReady, match="no registration"):
        do.sign(is_written(enquiry, late), sees(enquiry), by=late)
    assert not HealthReading.objects.exists()


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
        do.differ(analysis_of(enquiry), "", by=enter("femi"))
    do.differ(analysis_of(enquiry), "It is not her age: it is the tablets", by=enter("femi"))
    assert analysis_of(enquiry).state == "drafted"
    assert HealthSignature.objects.filter(agrees=False).count() == 1
    assert shut(enquiry)


def test_its_author_alone_takes_the_signature_back(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry)
    is_signed(enter, enquiry)
    with pytest.raises(NotReady, match="Only its author"):
        do.take_back_signature(analysis_of(enquiry), "I see it otherwise now", by=enter("femi"))
    do.take_back_signature(analysis_of(enquiry), "I had mistaken H1 for H2", by=enter("carol"))
    assert analysis_of(enquiry).state == "drafted"


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


def test_what_came_while_somebody_wrote_is_read_before_it_is_signed(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, BRUISE)
    carol = enter("carol")
    draft, seen = is_written(enquiry, carol), sees(enquiry)
    is_told(enter, enquiry, BRUISE)
    with pytest.raises(NotReady, match="while you wrote"):
        do.sign(draft, seen, by=enter("carol"))


def test_nobody_writes_over_the_others_words(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry)
    first = analysis_of(enquiry)
    is_written(enquiry, enter("carol"))
    with pytest.raises(MovedMeanwhile):
        do.write(first, written(enquiry, known="Mine"), 0, by=enter("femi"))
    is_written(enquiry, enter("carol"))  # the same words again change nothing
    assert HealthDraft.objects.get().saved_by == "Carol Bell"
    assert Registration.objects.count() == 2


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

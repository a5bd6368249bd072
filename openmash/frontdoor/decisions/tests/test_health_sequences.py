"""Gate G1 whatever happens in whatever order: random people press random buttons (L07, L68).

The law is written here a second time, from the rows that were kept and not from the rule.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.access.row_security import act_as
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.tests.builders import (
    decision_of,
)
from openmash.frontdoor.decisions.tests.health import (
    LOOKED,
    WAITS,
    a_green_enquiry,
    owed,
    to_decide,
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
    ScopePerson,
)
from openmash.frontdoor.enquiries.rules.enquiry import Included
from openmash.frontdoor.enquiries.tests.builders import fresh
from openmash.frontdoor.enquiries.tests.health import (
    BRUISE,
    HOW,
    NOTE,
    analysis_of,
    is_written,
    sees,
    shut,
)
from tests.fixtures import Enter

NEW = "Ron Field"
LATER = "Mia Tarrant"
REFUSALS = (NotReady, NotAllowed, MovedMeanwhile, HealthAnalysis.DoesNotExist)
WHO = ("tom", "meera", "grace", "carol", "femi", "aisha")
steps = st.lists(
    st.tuples(
        st.sampled_from(WHO),
        st.sampled_from(
            ("note", "bruise", "take_back", "write", "sign", "nil", "second", "countersign", "differ",
             "back", "carer", "gone", "mia", "mia_in", "emergency", "agrees", "changes", "recommend",
             "decide", "follow")
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
@example([*SIGNED, ("femi", "back"), *END])
@example([*SIGNED, ("tom", "carer"), *END])
@example([*SIGNED, ("tom", "recommend"), ("tom", "carer"), ("meera", "decide")])
@example([*SIGNED, ("tom", "carer"), ("tom", "gone"), *END])
@example([("tom", "mia"), ("meera", "emergency"), *END])
@example([*SIGNED, ("tom", "mia"), *END])
@example([*SIGNED, ("tom", "mia"), ("tom", "mia_in"), *END])
@example([*SIGNED, ("tom", "recommend"), ("tom", "mia"), ("meera", "decide")])
@example([*TOLD, ("tom", "mia"), ("meera", "emergency"), ("tom", "mia_in"), *END])
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
            assert owed(waiting) == bool(shut(waiting)), taken
        transaction.set_rollback(True)


@pytest.fixture
def waiting(enter: Enter) -> MashEnquiry:
    """Nothing but health can stand in the way."""
    enquiry = a_green_enquiry(enter)
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
    child, by = enquiry.scope.filter(role="child").earliest("added_at"), enter(who)
    named = list(contact.children.filter(name=LATER)) if step == "mia_in" else []
    later = [Included("child", LATER, key=one.subject) for one in named]
    acts: dict[str, Callable[[], object]] = {
        "note": lambda: note_item(child, NOTE, by=by),
        "bruise": lambda: note_item(child, BRUISE, by=by),
        "take_back": lambda: [take_back(i, LOOKED, by=by) for i in EvidenceItem.objects.all()[:1]],
        "write": lambda: is_written(enquiry, by),
        "sign": lambda: health.sign(analysis_of(enquiry), sees(enquiry), by=by),
        "second": lambda: health.sign(analysis_of(enquiry), sees(enquiry), by=by, question="So?"),
        "nil": lambda: health.sign_nil(analysis_of(enquiry), sees(enquiry), by=by),
        "countersign": lambda: health.countersign(analysis_of(enquiry), HOW, sees(enquiry), by=by),
        "differ": lambda: health.differ(analysis_of(enquiry), HOW, sees(enquiry), by=by),
        "back": lambda: health.take_back_signature(analysis_of(enquiry), LOOKED, by=by),
        "carer": lambda: enquiries.add_person(fresh(enquiry), Included("carer", NEW), by=by),
        "gone": lambda: [enquiries.remove_person(i, LOOKED, by=by) for i in _added(enquiry)],
        "mia": lambda: _named_later(contact, enter),
        "mia_in": lambda: [enquiries.add_person(fresh(enquiry), one, by=by) for one in later],
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


def _named_later(contact: Contact, enter: Enter) -> None:
    """The sender names one more child; nobody of the enquiry presses anything."""
    enter("meera")
    if not contact.children.filter(name=LATER).exists():
        where = contact.partnership_id
        contact.children.create(partnership_id=where, position=2, name=LATER)


def _added(enquiry: MashEnquiry) -> list[ScopePerson]:
    rows = ScopePerson.objects.select_related("enquiry__contact")
    return list(rows.filter(enquiry=enquiry, called=NEW, removed_at=None))


def _follow(enquiry: MashEnquiry, by: Actor) -> None:
    itself = system_actor("test", partnership="brackenford", at=by.at)
    act_as(itself)
    keep_up(fresh(enquiry), by=itself)


def _is_lawful(enquiry: MashEnquiry) -> bool:
    """P6, written a second time: every child is asked about, and nothing was told, or there is an
    emergency for what there is, or the right people have read exactly that."""
    children = enquiry.contact.children.values_list("pk", flat=True)
    if set(children) - set(enquiry.scope.values_list("child_id", flat=True)):
        return False
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
    cared = enquiry.scope.filter(removed_at=None, role__in=["child", "parent", "carer"])
    of_all = {str(one.pk) for one in cared} <= set(last.about)
    return (
        set(last.read) == there
        and of_all
        and right
        and opinion
        and (not mental or "Femi Adebayo" in who)
    )

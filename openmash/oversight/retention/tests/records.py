"""Records of every kind that retention tells apart: by class, day, hold, and who is in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from openmash.foundation.merging import commands as merging
from openmash.foundation.merging.tests.builders import WHY as SAME
from openmash.foundation.merging.tests.builders import a_record
from openmash.foundation.people.commands import add_flag, relate
from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import RuleSetting
from openmash.frontdoor.contacts.models import Contact, ContactChild, InErrorProposal
from openmash.frontdoor.enquiries.models import GpRequest, MashEnquiry
from openmash.frontdoor.enquiries.tests.answering import asked
from openmash.oversight.retention import commands as do
from openmash.oversight.retention.states import OF_CONTACTS, Class, Scope
from openmash.oversight.retention.tests.builders import HERE, LONG_AGO, a_closed, with_enquiry
from tests.fixtures import Enter

WHY = "A public inquiry has asked that nothing is destroyed"
LATELY = datetime(2024, 2, 29, 23, 30, tzinfo=UTC)
ADA = {"A1_name": "Ada", "A1_age": "29 February 2012"}
Made = Callable[[Enter], list[Contact]]


def linked(enter: Enter, contact: Contact) -> Person:
    """The child of a contact is somebody of the register."""
    person = a_record(enter("hal"), "Orla", "Fairclough", born=date(2000, 9, 20))
    meera = enter("meera")
    ContactChild.objects.filter(contact=contact).update(person=person, linked_at=meera.at)
    return person


def expected(day: date) -> Made:
    """A record that is joined with hers was made before a birth, and says when it was expected."""

    def make(enter: Enter) -> list[Contact]:
        person = linked(enter, old := a_closed(enter))
        twin = a_record(enter("hal"), "Orla", "Fairclogh", born=None)
        enter("meera")
        Person.objects.filter(pk=twin.pk).update(expected_birth_date=day)
        merging.join(person, twin, SAME, by=enter("hal"))
        return [old]

    return make


def another_birth_in_a_joined_record(enter: Enter) -> list[Contact]:
    person = linked(enter, old := a_closed(enter))
    twin = a_record(enter("hal"), "Orla", "Fairclogh", born=date(2004, 8, 31))
    merging.join(person, twin, SAME, by=enter("hal"))
    return [old]


def no_birth_is_known(enter: Enter) -> list[Contact]:
    old = a_closed(enter)
    ContactChild.objects.filter(contact=old).update(birth_date=None, due_date=None)
    return [old]


def one_of_two_births_is_known(enter: Enter) -> list[Contact]:
    old = a_closed(enter)
    with_enquiry(enter, old, a_record(enter("hal"), born=None), role="child")
    return [old]


def a_younger_child_was_asked_about(enter: Enter) -> list[Contact]:
    old = a_closed(enter)
    with_enquiry(enter, old, a_record(enter("hal"), born=date(2009, 1, 31)), role="child")
    return [old]


def a_young_adult_was_asked_about(enter: Enter) -> list[Contact]:
    old = a_closed(enter)
    with_enquiry(enter, old, a_record(enter("hal"), born=date(2009, 1, 31)))
    return [old]


def flagged(code: str, role: str = "child", *, wrong: bool = False) -> Made:
    def make(enter: Enter) -> list[Contact]:
        person = a_record(enter("hal"), born=date(2000, 9, 20))
        flag = add_flag(person, code, source="social care", by=enter("meera"))
        if wrong:
            type(flag).objects.filter(pk=flag.pk).update(
                in_error_at=LONG_AGO, in_error_by="Meera", in_error_because="Another girl"
            )
        with_enquiry(enter, old := a_closed(enter), person, role=role)
        return [old]

    return make


def a_flag_in_a_joined_record(enter: Enter) -> list[Contact]:
    person = linked(enter, old := a_closed(enter))
    twin = a_record(enter("hal"), "Orla", "Fairclogh")
    merging.join(person, twin, SAME, by=enter("hal"))
    add_flag(twin, "cp_plan", source="social care", by=enter("meera"))
    return [old]


def decided(outcome: str, level: int) -> Made:
    return lambda enter: [
        a_closed(enter, outcome=outcome, level=level, next_step="Call the discussion")
    ]


def a_duplicate_of_a_longer_class(enter: Enter) -> list[Contact]:
    """Neither goes before both may, and as what the other is."""
    old, late = a_closed(enter), a_closed(enter, LATELY, child=ADA)
    with_enquiry(enter, old)
    Contact.objects.filter(pk=late.pk).update(duplicate_of=old)
    return [old, late]


def an_enquiry_that_closed_later(enter: Enter) -> list[Contact]:
    with_enquiry(enter, old := a_closed(enter))
    MashEnquiry.objects.filter(contact=old).update(closed_at=LATELY)
    return [old]


def an_open_enquiry(enter: Enter) -> list[Contact]:
    with_enquiry(enter, old := a_closed(enter))
    MashEnquiry.objects.filter(contact=old).update(state="collating", closed_at=None)
    return [old]


def an_error_that_was_settled_later(enter: Enter) -> list[Contact]:
    old, meera = a_closed(enter), enter("meera")
    InErrorProposal.objects.create(
        partnership_id=HERE, contact=old, reason="A test", proposed_at=LONG_AGO, settled_at=LATELY,
        proposed_by_id=meera.user, settled_by="Grace",
    )  # fmt: skip
    return [old]


def another_record_rests_on_it(enter: Enter) -> list[Contact]:
    enquiry = (check := asked(enter)).enquiry
    with_enquiry(enter, later := a_closed(enter))
    GpRequest.objects.create(
        partnership_id=HERE, made_at=LONG_AGO, answer_read=check,
        enquiry=MashEnquiry.objects.get(contact=later),
    )  # fmt: skip
    MashEnquiry.objects.filter(pk=enquiry.pk).update(state="closed", closed_at=enquiry.opened_at)
    contacts = Contact.objects.filter(pk=enquiry.contact_id)
    contacts.update(state="closed", closed_at=enquiry.opened_at)
    return list(contacts)


def held_by_class(code: str) -> Made:
    """Also one that is not the class that keeps it longest."""

    def make(enter: Enter) -> list[Contact]:
        old = a_closed(enter, outcome="STRATEGY", level=4, next_step="Call the discussion")
        with_enquiry(enter, old)
        do.place_hold(do.NewHold(Scope.CLASS, code, WHY), by=enter("ines"))
        return [old]

    return make


def held_by_a_record_that_was_parted_again(enter: Enter) -> list[Contact]:
    person = linked(enter, old := a_closed(enter))
    twin = a_record(enter("hal"), "Orla", "Fairclogh")
    join = merging.join(person, twin, SAME, by=enter("hal"))
    merging.undo(join, SAME, by=enter("hal"))
    do.place_hold(do.NewHold(Scope.PERSON, str(twin.pk), WHY), by=enter("ines"))
    return [old]


def held_by_a_restricted_son_of_somebody_asked_about(enter: Enter) -> list[Contact]:
    mother, son = a_record(enter("hal"), "Sinead"), a_record(enter("hal"), "Cormac")
    relate(mother, son, "parent", source="school", by=enter("hal"))
    with_enquiry(enter, old := a_closed(enter), mother)
    do.place_hold(do.NewHold(Scope.PERSON, str(son.pk), WHY), by=enter("ines"))
    meera = enter("meera")
    merging.restrict(son, "sealed", [meera.user], SAME, by=meera)
    return [old]


def ruled(value: object) -> Made:
    def make(enter: Enter) -> list[Contact]:
        old = a_closed(enter)
        RuleSetting.objects.filter(key="retention-contact").update(value=value)
        return [old]

    return make


UNREADABLE: tuple[object, ...] = (
    "six", {"years": "six"}, {"years": 6.5}, {"years": True}, {"years": 131}, {"years": 0},
    {"years": 6, "days": 1}, {"days": 1}, {"age": None}, {},
)  # fmt: skip
CASES: dict[str, Made] = {
    "plain": lambda enter: [a_closed(enter)],
    "born on a leap day": lambda enter: [a_closed(enter, LATELY, child=ADA)],
    "expected before she was born": expected(date(2000, 8, 31)),
    "expected after she was born": expected(date(2003, 5, 24)),
    **{
        one.__name__: one
        for one in (
            another_birth_in_a_joined_record,
            no_birth_is_known,
            one_of_two_births_is_known,
            a_younger_child_was_asked_about,
            a_young_adult_was_asked_about,
            a_flag_in_a_joined_record,
            a_duplicate_of_a_longer_class,
            an_enquiry_that_closed_later,
            an_open_enquiry,
            an_error_that_was_settled_later,
            another_record_rests_on_it,
            held_by_a_record_that_was_parted_again,
            held_by_a_restricted_son_of_somebody_asked_about,
        )
    },
    "a protection plan": flagged("cp_plan"),
    "looked after": flagged("looked_after"),
    "an adult who was looked after": flagged("looked_after", "parent"),
    "flagged in error": flagged("looked_after", wrong=True),
    "assessed": decided("S17_ASSESS", 4),
    "strategy": decided("STRATEGY", 4),
    **{f"held: {one}": held_by_class(one) for one in (*OF_CONTACTS, Class.POLICE)},
    **{f"rule {value}": ruled(value) for value in (*UNREADABLE, {"age": 26}, {"years": 130})},
}

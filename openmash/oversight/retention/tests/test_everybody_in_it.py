"""Rule and database ask about the same people: whoever was asked about, child or not (`data.md` §7).

What the page calls due must be what the database lets go, or a proposal can never be carried out.
"""

from __future__ import annotations

from datetime import date

import pytest

from openmash.foundation.merging import commands as merging
from openmash.foundation.merging.tests.builders import WHY as SAME
from openmash.foundation.merging.tests.builders import a_record
from openmash.foundation.people.commands import add_flag, relate
from openmash.foundation.people.models import Person
from openmash.frontdoor.contacts.models import Contact
from openmash.oversight.retention import commands as do
from openmash.oversight.retention.models import Destruction
from openmash.oversight.retention.queries import explain
from openmash.oversight.retention.states import Class, Scope
from openmash.oversight.retention.tests.builders import a_closed, with_enquiry
from tests.fixtures import Enter

WHY = "A public inquiry has asked that nothing is destroyed"


def a_mother(enter: Enter) -> Person:
    return a_record(enter("hal"), "Sinead", "Fairclough", born=date(1979, 4, 2))


def asked_about(enter: Enter, *people: Person) -> Contact:
    """An old contact with an enquiry in which these adults were asked about."""
    old = a_closed(enter)
    with_enquiry(enter, old, *people)
    return old


def proposed(enter: Enter) -> Destruction:
    return do.propose(Class.ENQUIRY, by=enter("ines"))


def kept_on_the_day(enter: Enter, one: Destruction) -> list[str]:
    done = do.carry_out(one, by=enter("grace"))
    return list(done.records.values_list("kept_because", flat=True))


def test_with_nothing_against_it_the_rule_and_the_database_agree_that_it_goes(enter: Enter) -> None:
    """Else every line below might have another reason."""
    asked_about(enter, a_mother(enter))
    assert kept_on_the_day(enter, proposed(enter)) == [""]


def test_a_restricted_mother_who_was_asked_about_keeps_it(enter: Enter) -> None:
    mother = a_mother(enter)
    old = asked_about(enter, mother)
    one = proposed(enter)
    meera = enter("meera")
    merging.restrict(mother, "sealed", [meera.user], SAME, by=meera)
    found = explain(old.reference, by=enter("ines"))
    assert found.due.on is None
    assert "restricted" in " ".join(found.due.because)
    assert ["restricted" in why for why in kept_on_the_day(enter, one)] == [True]


@pytest.mark.parametrize("whose", ["her own", "her other child's"])
def test_a_hold_on_a_mother_who_was_asked_about_or_on_her_other_child(
    enter: Enter, whose: str
) -> None:
    mother = a_mother(enter)
    other = a_record(enter("hal"), "Cormac", "Fairclough")
    relate(mother, other, "parent", source="school", by=enter("hal"))
    old = asked_about(enter, mother)
    one = proposed(enter)
    key = mother.pk if whose == "her own" else other.pk
    do.place_hold(do.NewHold(Scope.PERSON, str(key), WHY), by=enter("ines"))
    assert explain(old.reference, by=enter("ines")).held
    assert ["Legal hold" in why for why in kept_on_the_day(enter, one)] == [True]


def test_only_a_child_who_was_asked_about_counts_as_a_child(enter: Enter) -> None:
    """An adult's birth date and flag change no class and no age: only what was asked of a child does."""
    adult, child = a_mother(enter), a_record(enter("hal"), "Aoife", "Fairclough")
    by = enter("meera")
    for one in (adult, child):
        add_flag(one, "looked_after", source="social care", by=by)
    plain, more = asked_about(enter, adult), a_closed(enter)
    with_enquiry(enter, more, child, role="child")
    kept = [explain(old.reference, by=enter("ines")).due for old in (plain, more)]
    assert [one.of_class for one in kept] == [Class.ENQUIRY, Class.LOOKED_AFTER]
    assert kept[1].on == date(2094, 4, 1)

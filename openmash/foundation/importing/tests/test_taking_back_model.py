"""Whatever a file says and whatever people do afterwards: what they touched stays, the rest is as before.

The law is written here a second time, by reading the register and not the traces.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from openmash.foundation.importing.commands import take_back
from openmash.foundation.importing.tests.builders import a_file, is_imported, worked_on
from openmash.foundation.importing.tests.register import by_person, the_register
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.commands import NewContactPoint, add_contact_point
from tests.fixtures import Enter

GIVEN, FAMILY = ("Isla", "Noah"), ("Tarrant", "Begum")
HOMES = (("14 Mill Row", "ZZ1 4AR"), ("3 Canal Street", "ZZ1 2AB"), ("", ""))
WORK = (("Family help", "Sal Okoro", "01/03/2026", ""), ("Family help", "Bea Lindqvist", "01/03/2026", ""),
        ("Family help", "Sal Okoro", "01/03/2026", "30/09/2026"), ("", "", "", ""))  # fmt: skip
NUMBERS = ("9990000018", "9990000026", "")


def _row(key: str, names: tuple[str, str], born: str, nhs: str, home: tuple[str, str],
         work: tuple[str, ...]) -> tuple[str, ...]:  # fmt: skip
    return (key, *names, born, "F", nhs, "01", *home, *work)


ROWS = st.builds(
    _row,
    st.sampled_from(("BR1", "BR2", "BR3")),
    st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILY)),
    st.sampled_from(("14/03/2019", "02/05/2015", "")),
    st.sampled_from(NUMBERS),
    st.sampled_from(HOMES),
    st.sampled_from(WORK),
)
# Somebody whose row is always accepted: a file of rejected rows alone cannot be started.
SURE = (
    "BR9",
    "Zofia",
    "Kowalska",
    "09/09/2017",
    "F",
    "",
    "",
    "5 Mill Row",
    "ZZ1 4AR",
    "",
    "",
    "",
    "",
)
FILES = st.lists(ROWS, max_size=4).map(lambda rows: [*rows, SURE])


@pytest.mark.usefixtures("stage")
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller example is not worth minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=FILES, wrong=FILES, full=st.booleans(), touched=st.sets(st.integers(0, 3)))
def test_after_a_wrong_file_is_taken_back_the_register_is_as_before_but_for_what_people_did(
    enter: Enter,
    first: list[tuple[str, ...]],
    wrong: list[tuple[str, ...]],
    full: bool,
    touched: set[int],
) -> None:
    with transaction.atomic():  # the next example begins with an empty register
        _plays(enter, first, wrong, full, touched)
        transaction.set_rollback(True)


def _plays(
    enter: Enter,
    first: list[tuple[str, ...]],
    wrong: list[tuple[str, ...]],
    full: bool,
    touched: set[int],
) -> None:
    hal = enter("hal")
    is_imported(hal, a_file(first), full=full)
    before = by_person(hal)
    later = replace(hal, at=hal.at + timedelta(hours=1))
    one = is_imported(later, a_file(wrong), full=full)
    after, new = by_person(hal), [p.pk for p in visible_to(hal).order_by("recorded_at", "pk")]
    added = [key for key in new if key not in before]
    theirs = {added[place] for place in touched if place < len(added)}
    for key in theirs:
        person = visible_to(hal).get(pk=key)
        add_contact_point(person, NewContactPoint("phone", "07700 900999", "Aunt"), by=later)
    with_deeds = by_person(hal)
    take_back(one, by=replace(later, reason="It was the wrong file"))
    done = worked_on(one, later)
    found = by_person(hal)
    assert found == {**before, **{key: with_deeds[key] for key in theirs}}
    assert (done.state == "partly_taken_back") == bool(theirs)
    if not theirs:
        is_imported(replace(later, at=later.at + timedelta(hours=1)), a_file(wrong), full=full)
        assert the_register(hal) == set(after.values())

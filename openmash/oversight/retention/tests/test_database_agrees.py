"""The rule and the database say the same of every record: the class, the day, and what keeps it (§7).

Each record is slipped into a proposal, whatever it is; the database is asked on the last day on which
the rule keeps it, and on the day it is due.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from openmash.core.refusals import NotReady
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.reference.models import RuleSetting
from openmash.frontdoor.contacts.models import Contact
from openmash.oversight.retention import commands as do
from openmash.oversight.retention.database import kept_by_database
from openmash.oversight.retention.models import Destroying, Destruction
from openmash.oversight.retention.queries import Kept, records_with
from openmash.oversight.retention.states import OF_CONTACTS, Class
from openmash.oversight.retention.tests.builders import HERE, LONG_AGO, a_closed
from openmash.oversight.retention.tests.records import CASES, linked
from tests.fixtures import Enter

NEVER = date(2200, 1, 1)


def slipped_in(enter: Enter, of_class: Class, contacts: list[Contact]) -> Destruction:
    """A proposal of these contacts, past our rules."""
    ines = enter("ines")
    one = Destruction.objects.create(
        partnership_id=HERE, of_class=of_class, rule={}, proposed_at=ines.at, proposed_by=ines.name,
        proposed_by_user=ines.user,
    )  # fmt: skip
    for contact in contacts:
        Destroying.objects.create(
            partnership_id=HERE,
            destruction=one,
            contact=contact.pk,
            reference="BR",
            due_on=LONG_AGO,
        )
    return one


def kept_on(one: Destruction, day: date) -> set[uuid.UUID]:
    return set(kept_by_database(one, day))


@pytest.mark.parametrize("case", CASES)
def test_the_same_class_the_same_day_and_the_same_reasons(enter: Enter, case: str) -> None:
    made = CASES[case](enter)
    keys = {one.pk for one in made}
    [kept] = _distinct(records_with(keys, by=enter("ines")))
    stays = bool(kept.held) or kept.due.on is None
    for of_class in OF_CONTACTS:
        one = slipped_in(enter, of_class, made)
        goes = not stays and of_class == kept.due.of_class
        assert kept_on(one, NEVER) == (set() if goes else keys), of_class
        if goes and kept.due.on:
            assert kept_on(one, kept.due.on) == set()
            assert kept_on(one, kept.due.on - timedelta(days=1)) == keys


def _distinct(found: dict[uuid.UUID, Kept]) -> list[Kept]:
    return list({one.record.reference: one for one in found.values()}.values())


def test_what_the_database_alone_refuses_stays_with_its_words_and_the_rest_goes(
    enter: Enter,
) -> None:
    """A rule of ours that would let too much go: the page says so of that record."""
    plain, touched = a_closed(enter), a_closed(enter)
    RuleSetting.objects.filter(key="retention-contact").update(value={"age": 25})
    one = do.propose(Class.CONTACT, by=enter("ines"))
    meera = enter("meera")
    Contact.objects.filter(pk=touched.pk).update(last_saved_at=meera.at + timedelta(seconds=1))
    done = do.carry_out(one, by=enter("grace"))
    said = {row.contact: row.kept_because for row in done.records.all()}
    assert said == {
        plain.pk: "",
        touched.pk: "Something has happened to it since it was proposed",
    }
    enter("meera")
    assert list(Contact.objects.values_list("pk", flat=True)) == [touched.pk]


def test_what_the_database_refuses_as_a_whole_is_said_in_words_and_can_be_refused(
    enter: Enter,
) -> None:
    """Whoever proposed it governs nothing by the time they did, as somebody finds out later."""
    old = a_closed(enter)
    one = do.propose(Class.CONTACT, by=(ines := enter("ines")))
    RoleHolding.objects.filter(user__pk=ines.user).update(ends_at=ines.at - timedelta(days=1))
    with pytest.raises(NotReady, match="only those who govern"):
        do.carry_out(one, by=enter("grace"))
    enter("meera")
    assert Contact.objects.filter(pk=old.pk).exists()
    assert do.refuse(one, "She had left by then", by=enter("grace")).state == "refused"


def test_it_is_asked_by_nobody_who_may_not_know(enter: Enter) -> None:
    one = slipped_in(enter, Class.CONTACT, [a_closed(enter)])
    enter("tom")
    with pytest.raises(ProgrammingError, match="no such proposal"):
        kept_by_database(one, NEVER)


def test_many_that_stay_cost_no_more_statements_than_one(enter: Enter) -> None:
    """Of each proposal as many stay as go; those that stay are about somebody of the register."""
    counts = []
    for many in (1, 3):
        going = [a_closed(enter) for _ in range(many)]
        stays = [a_closed(enter) for _ in range(many)]
        for old in stays:
            linked(enter, old)
        one = do.propose(Class.CONTACT, by=enter("ines"))
        assert one.records.count() == len(going) + len(stays)
        enter("meera")
        opened = Contact.objects.filter(pk__in=[old.pk for old in stays])
        opened.update(state="decision_pending", closed_at=None)
        grace = enter("grace")
        with CaptureQueriesContext(connection) as asked:
            done = do.carry_out(one, by=grace)
        assert done.records.exclude(kept_because="").count() == many
        counts.append(len(asked))
    assert counts[0] == counts[1]

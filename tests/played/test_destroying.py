"""A whole day of the hub is destroyed by its rules: nothing of a case is left, and the chain is whole.

Every table of the day holds rows, so a table that the destruction forgets fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from openmash.config.retention import CASE, DESTROYED, EMPTIED, KEYS, SUBJECTS, TABLES
from openmash.core.actor import Actor, system_actor
from openmash.demo.cast import actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.verify import findings
from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import RuleSetting
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.oversight.retention import commands as do
from openmash.oversight.retention.models import Destruction, LegalHold
from openmash.oversight.retention.queries import simulate
from openmash.oversight.retention.states import (
    OF_CONTACTS,
    SETTING,
    Class,
    DestructionState,
    HoldState,
)

Day = tuple[str, datetime, str]
HERE = "brackenford"
NAMES_KIND = (
    "split_part(subject, ':', 1) = ANY(%s) OR EXISTS (SELECT 1 FROM"
    " jsonb_array_elements_text(about) a WHERE split_part(a, ':', 1) = ANY(%s))"
)
OF_KIND = "split_part(about, ':', 1) = ANY(%s)"


def rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


@pytest.fixture
def destroyed(day: Day) -> Iterator[datetime]:
    """Fifty years later everything of the day is closed, proposed by one and destroyed by another."""
    _, at, _ = day
    later = at + timedelta(days=365 * 50)
    with transaction.atomic():
        act_as(system_actor("test", partnership=HERE, at=at))
        Contact.objects.exclude(state="draft").update(state="closed", closed_at=at)
        Contact.objects.filter(state="draft").update(state="withdrawn")
        MashEnquiry.objects.update(state="closed")
        Person.objects.filter(expected_birth_date=None).update(birth_date=date(1990, 1, 1))
        ContactChild.objects.update(birth_date=date(1990, 1, 1), person=None, linked_at=None)
        for one in OF_CONTACTS:
            RuleSetting.objects.filter(key=SETTING.format(one)).update(value={"years": 1})
        _settle_what_the_day_left(later)
        for one in OF_CONTACTS:
            act_as(by := actor("ines", at=later))
            proposal = do.propose(one, by=by) if _is_due(one, by) else None
            if proposal:
                act_as(by := actor("grace", at=later))
                do.carry_out(proposal, by=by)
        act_as(system_actor("test", partnership=HERE, at=later))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield later
        transaction.set_rollback(True)


def _settle_what_the_day_left(later: datetime) -> None:
    """A proposal that waits is refused, and a hold is lifted."""
    act_as(by := actor("grace", at=later))
    for waiting in Destruction.objects.filter(state=DestructionState.PROPOSED):
        do.refuse(waiting, "It is proposed anew with the rest", by=by)
    for hold in LegalHold.objects.filter(state=HoldState.IN_FORCE):
        do.lift_hold(hold, "The court has had it", by=by)


def _is_due(of_class: Class, by: Actor) -> bool:
    found = simulate(by=by)
    return bool(found.of(of_class, found.today))


def test_nothing_of_any_case_is_left_and_the_chain_is_whole(destroyed: datetime) -> None:
    assert Contact.objects.count() == 0
    with connection.cursor() as cursor:  # sees also what is typed and not sent
        cursor.execute("SELECT set_config('openmash.destroying', 'yes', true)")
    left = {table: rows_of(table) for table, kept in TABLES.items() if kept == CASE}
    assert {table for table, n in left.items() if n} == set()
    assert findings(HERE, []) == []


def of_cases() -> list[type[models.Model]]:
    """Every model whose rows go with their contact."""
    return [m for m in apps.get_models() if TABLES.get(m._meta.db_table) == CASE]


# Under which typed reference anything of a case may be known, whoever made the table.
KINDS = sorted({*SUBJECTS.values(), *(str(m._meta.model_name) for m in of_cases())})
# What stays of a case without its words: the rows, and which of them still have some.
EMPTY: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("ledger_event", "access_readlog"),
        (
            NAMES_KIND,
            "facts IS NOT NULL OR reason IS NOT NULL",
        ),
    ),
    "messaging_message": (OF_KIND, "heading <> '' OR body <> '' OR path <> ''"),
    "sharing_disclosure": (OF_KIND, "necessity <> ''"),
}


@pytest.mark.parametrize("table", EMPTY)
def test_no_word_of_it_is_left_in_what_stays(destroyed: datetime, table: str) -> None:
    """What names a case keeps who, when and which; why and what are gone."""
    rows, words = EMPTY[table]
    kinds = [KINDS] * rows.count("%s")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {rows}", kinds)
        assert cursor.fetchone() > (5,)
        cursor.execute(f"SELECT * FROM {table} WHERE ({rows}) AND ({words})", kinds)
        assert cursor.fetchall() == []


def test_whatever_is_known_by_a_reference_is_known_to_the_function() -> None:
    """A new table of a case whose rows the ledger can name has to be in `SUBJECTS` (files: by what they
    came with)."""
    named = {str(m._meta.model_name) for m in of_cases() if hasattr(m, "subject")}
    assert named <= {*SUBJECTS.values(), "storedfile"}
    assert set(SUBJECTS.values()) <= {str(m._meta.model_name) for m in of_cases()}
    assert set(SUBJECTS) <= {name for name, _, _ in KEYS} | {"gone"}


def test_the_certificate_says_what_went(destroyed: datetime) -> None:
    done = Destruction.objects.filter(state=DestructionState.CARRIED_OUT)
    gone = sum(one.rows["contacts_contact"] for one in done)
    assert gone == sum(one.records.filter(kept_because="").count() for one in done) > 5
    assert all(one.rule["words"] and one.settled_by == "Grace Oyelaran" for one in done)


def test_every_table_has_a_class() -> None:
    """A table without one fails here (`data.md` §7)."""
    ours = {
        m._meta.db_table
        for m in apps.get_models(include_auto_created=True)
        if m.__module__.startswith("openmash")
    }
    assert set(TABLES) == ours


def test_what_goes_with_a_case_is_destroyed_and_nothing_else_is() -> None:
    assert {table for table, kept in TABLES.items() if kept == CASE} == {t for t, _ in DESTROYED}
    assert not {t for t, _, _ in EMPTIED} & {t for t, _ in DESTROYED}
    assert {table for _, table, _ in KEYS} <= {t for t, _ in DESTROYED}


def test_whatever_leads_to_a_case_goes_with_it() -> None:
    """A table with a key into a case would be left in the air; it has to be of the case itself."""
    cases = {table for table, kept in TABLES.items() if kept == CASE}
    left = [
        f"{model._meta.db_table}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model._meta.db_table in cases
        if model._meta.db_table not in cases
    ]
    assert left == []

"""Who may not say what health information means: not by command, not in the database (P6, L07)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.access.row_security import act_as
from openmash.frontdoor.enquiries.commands import health as do
from openmash.frontdoor.enquiries.models import (
    HealthAnalysis,
    HealthReading,
    HealthSignature,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.rules.health import Seen, Written
from openmash.frontdoor.enquiries.tests.builders import (
    an_enquiry,
    screened,
)
from openmash.frontdoor.enquiries.tests.health import (
    BRUISE,
    NOTE,
    analysis_of,
    is_signed,
    is_told,
    is_written,
    sees,
)
from tests.fixtures import Enter

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


@pytest.mark.parametrize("who", ["tom", "meera", "grace", "aisha", "sam", "ravi", "nell"])
def test_nobody_else_writes_or_signs(enter: Enter, enquiry: MashEnquiry, who: str) -> None:
    """A social worker, a manager, an administrator: not by command, and not by the database (L07)."""
    is_told(enter, enquiry)
    is_written(enquiry, enter("carol"))
    by, seen = enter(who), Seen("x", "x")
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

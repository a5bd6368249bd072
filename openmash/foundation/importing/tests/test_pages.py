"""The pages of an import: who may open them, what they keep, and what they never say."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openmash.core.actor import Actor
from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.importing.commands import NewColumns, check
from openmash.foundation.importing.fields import Field, guess
from openmash.foundation.importing.models import Import
from openmash.foundation.importing.tests.builders import (
    HEADINGS,
    ISLA,
    a_file,
    is_checked,
    is_imported,
    received,
    worked_on,
)
from openmash.foundation.reference.models import RuleSetting
from tests.fixtures import Enter


def browser(key: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


@pytest.fixture
def hal(enter: Enter) -> Actor:
    return enter("hal")


def sends(client: Client, content: bytes, **more: str) -> str:
    file = SimpleUploadedFile("people.csv", content)
    said = {"key": str(uuid.uuid4()), "agency": "brackenford-council", "source": "Weekly", **more}
    answer = client.post("/imports/", {**said, "file": file}, follow=True)
    return answer.content.decode()


def test_a_file_sent_twice_by_pressing_twice_is_there_once(hal: Actor, enter: Enter) -> None:
    client, key = browser("hal"), str(uuid.uuid4())
    for _ in range(2):
        assert "What does each column hold" in sends(client, a_file([ISLA]), key=key)
    enter("hal")
    assert Import.objects.count() == 1


def test_a_file_above_the_partnerships_limit_is_refused_and_what_was_typed_stays(
    hal: Actor,
) -> None:
    RuleSetting.objects.filter(key="import-most-megabytes").update(value=1)
    page = sends(browser("hal"), b"x" * 1_000_001, source="Nightly one")
    assert "1.0 megabytes; 1 is the most" in page
    assert 'value="Nightly one"' in page


def test_a_file_far_above_every_limit_is_refused_with_its_size(hal: Actor) -> None:
    """Whatever other parts of the product take, this part says what it takes itself."""
    page = sends(browser("hal"), bytes(30_000_000))
    assert "30.0 megabytes; 10 is the most" in page


def test_the_columns_of_a_source_are_remembered_but_not_whether_it_is_full(hal: Actor) -> None:
    called = ("Nr", "Vorname", "Nachname", *HEADINGS[3:])
    one = received(hal, a_file([ISLA], called))
    said = {**guess(called, {}), 1: Field.GIVEN, 2: Field.FAMILY}
    check(one, NewColumns(said, month_first=False, full_extract=False), by=hal)
    again = received(hal, a_file([ISLA], called))
    page = browser("hal").get(f"/imports/{again.pk}/").content.decode()
    assert page.count('<option value="given" selected') == 1
    assert 'value="all" checked' not in page
    assert 'value="some" checked' not in page


def test_ambiguous_dates_have_no_order_until_somebody_says(hal: Actor) -> None:
    row = [cell if "/" not in cell else "03/04/2019" for cell in ISLA]
    one = received(hal, a_file([row]))
    client = browser("hal")
    assert "checked" not in client.get(f"/imports/{one.pk}/").content.decode().split("<h1>")[1]
    said = {"column_1": "given", "column_3": "birth_date", "full": "some"}
    answer = client.post(f"/imports/{one.pk}/columns/", said)
    assert "Say whether dates like 03/04/2019" in answer.content.decode()


def test_two_tabs_one_of_them_late_change_nothing_twice(hal: Actor, enter: Enter) -> None:
    one = is_checked(hal, a_file([ISLA]))
    client = browser("hal")
    codes = [client.post(f"/imports/{one.pk}/start/").status_code for _ in range(2)]
    assert codes == [302, 409]
    assert worked_on(one, enter("hal")).written == 1


def test_rejected_rows_are_taken_away_with_reasons_and_that_is_written_down(
    hal: Actor, enter: Enter
) -> None:
    broken = [*ISLA[:3], "=cmd|x", *ISLA[4:]]
    one = is_imported(hal, a_file([ISLA, broken]))
    answer = browser("hal").get(f"/imports/{one.pk}/rejected/")
    assert "Tarrant" not in answer["Content-Disposition"]
    assert "'=cmd|x" in answer.content.decode("utf-8-sig")
    assert "not a date with the day first" in answer.content.decode()
    enter("hal")
    assert ReadLog.objects.get(facts__downloaded="rejected rows", facts__rows=1)


def test_rows_are_paged_by_outcome_and_looking_at_them_is_written_down(
    hal: Actor, enter: Enter
) -> None:
    one = is_checked(hal, a_file([ISLA, ["", "Noah", "Tarrant", *[""] * 10]]))
    page = browser("hal").get(f"/imports/{one.pk}/rows/?outcome=new&page=99").content.decode()
    assert "Isla Tarrant" in page
    enter("hal")
    assert ReadLog.objects.filter(facts__outcome="new").exists()


@pytest.mark.parametrize("key", ["aisha", "meera", "ruth", "sam", "ines"])
def test_nobody_else_sees_an_import(hal: Actor, key: str) -> None:
    one = is_checked(hal, a_file([ISLA]))
    for page in ("", "rows/", "rejected/", "progress/"):
        assert browser(key).get(f"/imports/{one.pk}/{page}").status_code == 403
    assert browser(key).get("/imports/").status_code == 403


def test_an_import_next_door_does_not_exist(hal: Actor) -> None:
    assert browser("hal").get(f"/imports/{uuid.uuid4()}/").status_code == 404

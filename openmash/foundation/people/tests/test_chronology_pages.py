"""The pages: who opens them, what they keep, what they log."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.people.commands import add_address
from openmash.foundation.people.models import ChronologyNote, Involvement, Person
from openmash.foundation.people.tests.lives import a_child, a_note, works_with
from tests.fixtures import Enter

NOTE = {
    "text": "Two bruises on her arm", "happened_on": "12 February 2026", "kind": "health",
    "source": "Emergency department", "agency": "brackenford-health", "certainty": "reported",
    "significance": "2", "until": "", "holds": "",
}  # fmt: skip
INVOLVED = {
    "kind": "school", "agency": "st-oswins", "service": "School roll", "starts_on": "1/9/2025",
    "ends_on": "", "worker_name": "", "source": "Ruth Hart", "version": "0",
}  # fmt: skip


def as_(key: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


def posted(client: Client, page: str, keys: list[object], data: dict[str, Any]) -> str:
    response = client.post(reverse(page, args=keys), data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "chronology", "register", "printing"),
    [
        ("aisha", 200, 200, 403), ("tom", 200, 200, 200), ("meera", 200, 200, 200), ("ravi", 200, 200, 200),
        ("hal", 403, 200, 403), ("dev", 404, 404, 404), ("ruth", 404, 404, 404), ("mari", 404, 404, 404),
    ],
)  # fmt: skip
def test_each_role_opens_its_own_pages(
    enter: Enter, who: str, chronology: int, register: int, printing: int
) -> None:
    isla = a_child(enter("tom"))
    pages = ("person_chronology", "person_involvement", "person_chronology_print")
    client = as_(who)
    found = [client.get(reverse(page, args=[isla.pk])).status_code for page in pages]
    assert found == [chronology, register, printing]


def test_a_line_is_written_found_corrected_and_marked_in_error(enter: Enter) -> None:
    isla, client, key = a_child(enter("tom")), as_("tom"), str(uuid.uuid4())
    for _ in range(2):
        page = posted(client, "person_note_add", [isla.pk], {**NOTE, "key": key})
    assert page.count("Two bruises on her arm") == 1
    words = {"words": "bruised", "reason": "screening", "said": ""}
    assert "<mark>bruises</mark>" in posted(client, "person_chronology", [isla.pk], words)
    right = {**NOTE, "text": "One bruise on her arm", "key": str(uuid.uuid4())}
    page = posted(client, "person_note_correct", [isla.pk, key], right)
    assert "One bruise" in page
    assert "Two bruises" not in page
    note = ChronologyNote.objects.get(replaces__id=uuid.UUID(key))
    assert (
        "Two bruises"
        in client.get(reverse("person_note", args=[isla.pk, note.pk])).content.decode()
    )
    because = {"because": "Written for the wrong child"}
    page = posted(client, "person_note", [isla.pk, note.pk], because)
    assert "One bruise" not in page
    assert "Written for the wrong child" in page


def test_a_weekday_that_does_not_fit_is_asked_about_and_all_is_kept(enter: Enter) -> None:
    isla = a_child(enter("tom"))
    typed = {**NOTE, "happened_on": "Friday 12 February 2026", "key": str(uuid.uuid4())}
    page = posted(as_("tom"), "person_note_add", [isla.pk], typed)
    assert "12 February 2026 is a Thursday" in page
    assert "Two bruises on her arm" in page
    assert not ChronologyNote.objects.exists()


def test_no_name_and_no_word_stands_in_an_address_and_the_search_is_logged(enter: Enter) -> None:
    isla = a_child(enter("tom"))
    page = posted(as_("tom"), "person_chronology", [isla.pk], {"words": "lip", "reason": "other"})
    assert "Say your reason in at least" in page
    words = {"words": "Craig", "reason": "screening", "said": ""}
    response = as_("tom").post(reverse("person_chronology", args=[isla.pk]) + "?kind=note", words)
    assert "Craig" not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]
    enter("tom")
    assert ReadLog.objects.filter(action="search", facts__words="Craig").count() == 1


def test_the_household_is_read_as_one_and_every_look_is_logged(enter: Enter) -> None:
    by = enter("tom")
    isla, noah = a_child(by), a_child(by, "Noah")
    for child in (isla, noah):
        add_address(child, "14 Mill Row", "ZZ1 4MR", source="school", by=by)
    a_note(noah, by, "Weight now second centile")
    here = reverse("person_chronology", args=[isla.pk])
    assert "second centile" not in as_("tom").get(here).content.decode()
    assert "second centile" in as_("tom").get(f"{here}?whose=household").content.decode()
    enter("tom")
    looked = ReadLog.objects.filter(facts__contains={"as": "household"}).get()
    assert set(looked.about) == {isla.subject, noah.subject}


def test_a_print_says_who_for_whom_and_why_and_is_an_act_of_its_own(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    add_address(isla, "14 Mill Row", "ZZ1 4MR", source="refuge", by=by, confidential=True)
    a_note(isla, by, "Moved in with Nana at 14 Mill Row")
    a_note(isla, by, "Craig is on bail", holds=["third_party"])
    a_note(isla, by, "Police plan a visit", holds=["not_for_family"])
    asked = {
        "profile": "partner",
        "recipient": "Nurse Bell, trust",
        "said": "For the strategy meeting",
    }
    page = posted(as_("tom"), "person_chronology_print", [isla.pk], asked)
    assert "OFFICIAL-SENSITIVE" in page
    for word in ("Tom Ashdown", "Nurse Bell, trust", "For the strategy meeting", "Police plan"):
        assert word in page
    for word in ("Mill Row", "Craig", "ZZ1"):
        assert word not in page
    enter("tom")
    line = ReadLog.objects.get(action="print")
    assert (line.subject, line.reason) == (isla.subject, "For the strategy meeting")
    assert line.facts == {"profile": "partner", "recipient": "Nurse Bell, trust", "lines": 3}


def test_a_line_by_hand_keeps_a_protected_address_from_whoever_may_not_know_it(
    enter: Enter,
) -> None:
    by = enter("tom")
    isla = a_child(by)
    add_address(isla, "14 Mill Row", "ZZ1 4MR", source="refuge", by=by, confidential=True)
    named = a_note(isla, by, "Seen at 14 Mill Row with her bag")
    marked = a_note(isla, by, "Her new school is the one by the mill", holds=["protected"])
    for note, words in ((named, "Mill Row"), (marked, "by the mill")):
        here = [isla.pk, note.pk]
        assert words in as_("tom").get(reverse("person_note", args=here)).content.decode()
        assert words not in as_("aisha").get(reverse("person_note", args=here)).content.decode()
        assert as_("tom").get(reverse("person_note_correct", args=here)).status_code == 200
        assert as_("aisha").get(reverse("person_note_correct", args=here)).status_code == 403
    asked = {"words": "mill", "reason": "screening", "said": ""}
    assert "stand nowhere here" in posted(as_("aisha"), "person_chronology", [isla.pk], asked)


def test_a_print_without_reader_or_reason_is_not_made(enter: Enter) -> None:
    isla = a_child(enter("tom"))
    asked = {"profile": "family", "recipient": "", "said": "asked"}
    page = posted(as_("tom"), "person_chronology_print", [isla.pk], asked)
    assert "Say who gets it" in page
    assert "Say why it is printed" in page
    enter("tom")
    assert not ReadLog.objects.filter(action="print").exists()


def test_involvement_is_added_confirmed_corrected_ended_and_taken_out(enter: Enter) -> None:
    isla, client, key = a_child(enter("hal")), as_("hal"), str(uuid.uuid4())
    for _ in range(2):
        page = posted(client, "person_involvement_add", [isla.pk], {**INVOLVED, "key": key})
    assert page.count("School roll<br>") == 1
    assert "Confirmed" in posted(client, "person_involvement_confirm", [isla.pk, key], {})
    right = {**INVOLVED, "service": "Nursery", "key": key}
    assert "Nursery" in posted(client, "person_involvement_change", [isla.pk, key], right)
    page = posted(client, "person_involvement_end", [isla.pk, key], {"on": "nonsense"})
    assert "Enter a date like" in page
    posted(client, "person_involvement_end", [isla.pk, key], {"on": "1 November 2026"})
    enter("hal")
    assert Involvement.objects.get().ends_on == date(2026, 11, 1)
    page = posted(
        client, "person_involvement_error", [isla.pk, key], {"because": "It was her namesake"}
    )
    assert "Nursery" not in page


def test_a_key_of_another_child_leads_nowhere(enter: Enter) -> None:
    by = enter("tom")
    isla, mia = a_child(by), a_child(by, "Mia", "Other")
    note, nurse = a_note(mia, by), works_with(mia, by)
    client = as_("tom")
    for page, key in (
        ("person_note", note.pk),
        ("person_note_correct", note.pk),
        ("person_involvement_change", nurse.pk),
    ):
        assert client.get(reverse(page, args=[isla.pk, key])).status_code == 404
    wrong = client.post(reverse("person_note_add", args=[isla.pk]), {**NOTE, "key": "x"})
    assert "The page was not complete" in wrong.content.decode()
    assert not ChronologyNote.objects.filter(person=isla).exists()
    twice = client.post(reverse("person_note_add", args=[isla.pk]), {**NOTE, "key": str(note.pk)})
    assert twice.status_code == 404


def test_two_thousand_lines_are_paged_and_cost_no_more(enter: Enter) -> None:
    by = enter("tom")
    isla: Person = a_child(by)
    first = a_note(isla, by)
    client = as_("tom")
    here = reverse("person_chronology", args=[isla.pk])
    client.get(here)
    with CaptureQueriesContext(connection) as for_one:
        client.get(here)
    fields = [f.attname for f in ChronologyNote._meta.concrete_fields if not f.primary_key]
    columns = {name: getattr(first, name) for name in fields}
    ChronologyNote.objects.bulk_create(ChronologyNote(**columns) for _ in range(2000))
    with CaptureQueriesContext(connection) as for_many:
        page = client.get(f"{here}?page=99999999999").content.decode()
    assert len(for_many) <= len(for_one)
    assert "2002 lines" in page
    assert page.count("Cut lip") == 1

"""Who looked: complete, for an auditor alone, and without a word of what was looked at (`data.md` §3.22)."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from django.test import Client

from openmash.core.refusals import NotAllowed
from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.merging import commands as merging
from openmash.foundation.merging.tests.builders import WHY as SAME
from openmash.foundation.merging.tests.builders import a_record
from openmash.foundation.people.models import Person
from openmash.foundation.tasks.models import Task
from openmash.oversight.looks.commands import ask_who_looked
from openmash.oversight.looks.queries import Asked, who_looked
from openmash.oversight.looks.states import Did, Why
from tests.fixtures import Enter

NAME = "Isla Tarrant"


def browser(client: Client, key: str) -> Client:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


def looked_at(enter: Enter, client: Client) -> Person:
    """Hal adds a record and opens it, Tom opens and prints it, Ruth of the school tries to."""
    person = a_record(enter("hal"))
    for key, path in (("hal", ""), ("tom", ""), ("tom", "print/"), ("ruth", "")):
        browser(client, key).get(f"/people/{person.pk}/{path}")
    return person


def asked_of(person: Person, **more: str) -> dict[str, str]:
    return {"of": f"https://hub.example/people/{person.pk}/", "why": "subject", **more}


def test_everybody_who_did_something_with_a_record_is_there(enter: Enter, client: Client) -> None:
    person = looked_at(enter, client)
    found = who_looked(Asked(person.pk, Why.COMPLAINT), by=enter("ines"))
    did = {(one.name, one.did) for one in found.looks}
    assert {
        ("Hal Brook", Did.CHANGED),
        ("Hal Brook", Did.OPENED),
        ("Tom Ashdown", Did.OPENED),
        ("Tom Ashdown", Did.PRINTED),
        ("Ruth Hart", Did.TRIED),
    } <= did
    assert [one.at for one in found.looks] == sorted((x.at for x in found.looks), reverse=True)


def test_another_record_is_not_in_it(enter: Enter, client: Client) -> None:
    person, other = looked_at(enter, client), a_record(enter("hal"), "Noah", "Otterburn")
    before = who_looked(Asked(person.pk, Why.ROUTINE), by=enter("ines")).looks
    browser(client, "carol").get(f"/people/{other.pk}/")
    after = who_looked(Asked(person.pk, Why.ROUTINE), by=enter("ines")).looks
    assert "Carol" not in " ".join(one.name for one in after)
    assert len(after) == len(before) + 1  # the look of Ines at the first


def test_what_was_seen_before_two_records_were_joined_counts(enter: Enter, client: Client) -> None:
    person, twin = looked_at(enter, client), a_record(enter("hal"), "Isla", "Tarant")
    merging.join(person, twin, SAME, by=enter("hal"))
    found = who_looked(Asked(twin.pk, Why.ROUTINE), by=enter("ines"))
    assert found.records == 2
    assert ("Tom Ashdown", Did.PRINTED) in {(one.name, one.did) for one in found.looks}


@pytest.mark.parametrize("key", ["tom", "meera", "hal", "sam", "col", "ruth"])
def test_nobody_else_is_told(enter: Enter, client: Client, key: str) -> None:
    """Administrators and managers too: who audits is nobody who works the cases."""
    person = looked_at(enter, client)
    with pytest.raises(NotAllowed):
        who_looked(Asked(person.pk, Why.ROUTINE), by=enter(key))
    assert browser(client, key).get("/who-looked/", asked_of(person)).status_code == 403


def test_another_partnership_is_told_nothing(enter: Enter, client: Client) -> None:
    person = looked_at(enter, client)
    elsewhere = replace(enter("ines"), partnership="oakmere")
    act_as(elsewhere)
    assert who_looked(Asked(person.pk, Why.ROUTINE), by=elsewhere).looks == ()


def test_the_page_names_who_looked_and_never_whom(enter: Enter, client: Client) -> None:
    person = looked_at(enter, client)
    page = browser(client, "ines").get("/who-looked/", asked_of(person)).content.decode()
    assert "Tom Ashdown" in page
    assert "printed 1 time" in page
    for word in NAME.split():
        assert word not in page


def test_why_something_was_done_is_not_for_an_auditor(enter: Enter, client: Client) -> None:
    """The reason of an act tells of the case; that it was done, when and by whom does not."""
    person, why = looked_at(enter, client), "Her mother is in a refuge, and he must not know"
    named = [enter("tom").user, enter("meera").user]
    merging.restrict(person, "staff", named, why, by=enter("meera"))
    page = browser(client, "ines").get("/who-looked/", asked_of(person)).content.decode()
    assert "Meera Pillai" in page
    assert "refuge" not in page


def test_a_tray_that_refreshes_itself_is_one_line(enter: Enter, client: Client) -> None:
    person = a_record(enter("hal"))
    at = browser(client, "tom")
    for _ in range(3):
        at.get(f"/people/{person.pk}/")
    page = browser(client, "ines").get("/who-looked/", asked_of(person)).content.decode()
    assert "opened 3 times" in page
    assert "Opened: the record, 3 times since" in page


def test_a_page_holds_the_newest_lines_and_counts_all_of_them(
    enter: Enter, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_record(enter("hal"))
    for _ in range(4):
        browser(client, "tom").get(f"/people/{person.pk}/")
    monkeypatch.setattr("openmash.oversight.looks.queries.MOST", 2)
    found = who_looked(Asked(person.pk, Why.ROUTINE), by=enter("ines"))
    assert (len(found.looks), found.more) == (2, True)
    assert {one.name: one.counts[Did.OPENED] for one in found.people}["Tom Ashdown"] == 4
    chosen = who_looked(Asked(person.pk, Why.ROUTINE, did=Did.PRINTED), by=enter("ines"))
    assert (chosen.looks, chosen.more) == ((), False)


def test_the_auditors_own_look_is_kept_with_the_reason(enter: Enter, client: Client) -> None:
    person = looked_at(enter, client)
    browser(client, "ines").get("/who-looked/", asked_of(person))
    enter("ines")
    own = ReadLog.objects.get(subject=f"looks:{person.pk}")
    assert (own.user_name, own.reason) == (
        "Ines Calder",
        "Somebody asks who has seen their record",
    )


def test_the_lines_are_chosen_and_taken_along(enter: Enter, client: Client) -> None:
    person = looked_at(enter, client)
    at = browser(client, "ines")
    query = asked_of(person, did="printed")
    assert "printed 1 time" in at.get("/who-looked/", query).content.decode()
    answer = at.get("/who-looked/", {**query, "as": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, columns, *lines = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert "OFFICIAL-SENSITIVE" in head[0]
    assert [line[columns.index("Name")] for line in lines] == ["Tom Ashdown"]


def test_what_is_typed_stands_in_no_address(enter: Enter, client: Client) -> None:
    """Somebody may type a name; what is answered is known by the number in what they pasted."""
    person = looked_at(enter, client)
    typed = asked_of(person, of=f"Isla, {person.pk}", since="1 November 2026")
    answer = browser(client, "ines").post("/who-looked/", typed)
    address = answer["Location"]
    assert "Isla" not in address
    assert "Tom Ashdown" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"of": "Isla Tarrant", "why": "subject"}, "Paste the number of the record"),
        ({"of": "0" * 5000, "why": "subject"}, "There is a problem"),
        ({"of": "", "why": "subject"}, "Paste the number of the record"),
        ({"of": "{key}", "why": "curious"}, "There is a problem"),
        ({"of": "{key}", "why": "subject", "since": "31 February"}, "There is a problem"),
        (
            {"of": "{key}", "why": "subject", "since": "2 11 2026", "until": "1 11 2026"},
            "The last day comes before the first",
        ),
    ],
)
def test_what_cannot_be_answered_is_said(
    enter: Enter, client: Client, query: dict[str, str], words: str
) -> None:
    person = looked_at(enter, client)
    asked = {name: value.format(key=person.pk) for name, value in query.items()}
    page = browser(client, "ines").post("/who-looked/", asked)
    assert page.status_code == 200
    assert words in page.content.decode()
    enter("ines")
    assert not ReadLog.objects.filter(subject__startswith="looks:").exists()


def test_the_hub_asks_by_a_task_without_a_name(enter: Enter, client: Client) -> None:
    person = looked_at(enter, client)
    tom = browser(client, "tom")
    assert f"/people/{person.pk}/who-looked/" in tom.get(f"/people/{person.pk}/").content.decode()
    for _ in range(2):  # pressed twice is asked once
        assert tom.post(f"/people/{person.pk}/who-looked/", {"why": "complaint"}).status_code == 302
    enter("ines")
    task = Task.objects.get(kind__startswith="looks.asked")
    assert task.for_role == "IG_AUD"
    assert task.title == "Who looked at a record? A complaint, asked by Tom Ashdown"
    page = browser(client, "ines").get("/tasks/").content.decode()
    assert task.title in page
    answer = browser(client, "ines").get(task.path).content.decode()
    assert "Tom Ashdown" in answer


def test_a_question_for_another_reason_is_another_question(enter: Enter, client: Client) -> None:
    person = looked_at(enter, client)
    for why in (Why.ROUTINE, Why.COMPLAINT, Why.COMPLAINT):
        ask_who_looked(person.pk, why, by=enter("tom"))
    enter("ines")
    kinds = Task.objects.filter(kind__startswith="looks.asked").values_list("kind", flat=True)
    assert sorted(kinds) == ["looks.asked.complaint", "looks.asked.routine"]


def test_only_who_may_know_of_a_record_asks_about_it(enter: Enter, client: Client) -> None:
    person = looked_at(enter, client)
    with pytest.raises(NotAllowed):
        ask_who_looked(person.pk, Why.ROUTINE, by=enter("carol"))
    assert browser(client, "ruth").get(f"/people/{person.pk}/who-looked/").status_code in (403, 404)

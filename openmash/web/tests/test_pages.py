"""The pages of no single part, the shell around them, and what they may cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from openmash.foundation.access.models import RoleHolding, User
from openmash.foundation.messaging.commands import Notice, deliver_queued, delivering_actor, queue
from openmash.foundation.messaging.models import Message
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.foundation.tasks.models import Task
from openmash.web import checks
from tests.fixtures import Enter


def user(key: str) -> User:
    return User.objects.get(email=f"{key}@openmash.example")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("ruth", "worry_list"),
        ("osei", "worry_list"),
        ("aisha", "tray"),
        ("meera", "tray"),
        ("ravi", "tray"),
        ("dev", "tasks"),
        ("col", "configuring"),
        ("joan", "colleagues"),
        ("sam", "colleagues"),
    ],
)
def test_everybody_begins_where_their_work_is(
    enter: Enter, client: Client, key: str, name: str
) -> None:
    client.force_login(user(key))
    assert client.get("/").headers["location"] == reverse(name)


def test_the_first_page_of_everybody_opens(enter: Enter, client: Client) -> None:
    everybody = list(User.objects.order_by("email"))
    assert len(everybody) > 20, "the whole cast"
    for one in everybody:
        client.force_login(one)
        assert client.get("/", follow=True).status_code == 200, one.email


@pytest.mark.parametrize(
    ("key", "shown", "hidden"),
    [
        ("ruth", ["Your worries", "Messages"], ["Work tray", "Find a person"]),
        ("meera", ["Work tray", "Decisions", "My tasks", "Messages"], ["Your worries"]),
        ("aisha", ["Work tray", "My tasks"], ["Decisions"]),
        ("dev", ["My tasks"], ["Work tray", "Your worries"]),
        ("ines", ["My tasks", "Emergency access", "Who looked"], ["Work tray", "Find a person"]),
        ("joan", ["My tasks", "Your people"], ["Work tray", "Your worries", "Requests to us"]),
        ("sam", ["My tasks", "Your people", "Messages"], ["Work tray", "Your worries"]),
    ],
)
def test_the_navigation_holds_what_the_role_may_open(
    enter: Enter, client: Client, key: str, shown: list[str], hidden: list[str]
) -> None:
    client.force_login(user(key))
    page = client.get(reverse("mailbox")).content.decode()
    assert [words for words in shown if words not in page] == []
    assert [words for words in hidden if words in page] == []


@pytest.mark.parametrize("key", ["ruth", "meera", "aisha", "ravi", "dev", "carol", "sam", "joan"])
def test_the_frame_of_a_page_is_asked_for_at_once(enter: Enter, client: Client, key: str) -> None:
    """Session, account, roles, the actor, everything that is counted, and the session's last look."""
    client.force_login(user(key))
    client.get(reverse("mailbox"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("mailbox")).status_code == 200
    said = [q["sql"] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    night = key == "ravi"  # what they may do depends on the hour, so that comes first
    assert len(said) <= 7 + night, said  # the seventh is the list of messages


def test_pages_for_anybody_ask_the_database_nothing(
    stage: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("accessibility", "privacy", "help"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name)).status_code == 200
        assert [q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]] == []


def test_health_asks_one_question_and_says_nothing_of_anybody(
    stage: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        answer = client.get("/health")
    assert answer.status_code == 200
    assert set(answer.json()) == {
        "status",
        "database",
        "worker_seen_seconds_ago",
        "oldest_waiting_job_seconds",
    }


def test_health_says_when_the_database_does_not_answer(
    committed: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        connection.close()
        away.setitem(connection.settings_dict, "HOST", "/nonexistent")
        assert client.get("/health").status_code == 503
    assert client.get("/health").status_code == 200


def test_the_mailbox_shows_ones_own_messages_unread_first(enter: Enter, client: Client) -> None:
    ruth = enter("ruth")
    osei = user("osei")
    by = delivering_actor(partnership="brackenford", at=ruth.at)
    deliver_queued(by=by)  # the postman acts from here on
    for number in (1, 2):
        queue(Notice(f"k{number}", "outcome", ruth.user, "c:1", "/help/", f"BR-{number}"), by=by)
    queue(Notice("k3", "outcome", str(osei.pk), "c:2", "/help/", "BR-3"), by=by)
    deliver_queued(by=by)
    first = Message.objects.get(key="k2")
    client.force_login(user("ruth"))
    assert client.get(reverse("mailbox_open", args=[first.pk])).headers["location"] == "/help/"
    page = client.get(reverse("mailbox")).content.decode()
    assert page.index("BR-1") < page.index("BR-2")
    assert "BR-3" not in page
    client.force_login(osei)
    assert client.get(reverse("mailbox_open", args=[first.pk])).status_code == 404


def test_a_task_is_finished_by_whom_it_is_for_and_nobody_else(enter: Enter, client: Client) -> None:
    meera = enter("meera")
    task = raise_task(
        Wanted("t", "Ring the school", "c:1", "/help/", for_user=meera.user), by=meera
    )
    place = reverse("task_finish", args=[task.pk])
    client.force_login(user("aisha"))
    assert client.post(place).status_code == 404
    client.force_login(user("meera"))
    assert "Ring the school" in client.get(reverse("tasks")).content.decode()
    assert client.get(place).status_code == 405
    page = client.post(place, follow=True).content.decode()
    assert "Done: Ring the school" in page
    enter("meera")
    assert Task.objects.get().state == "done"
    undone = client.post(reverse("task_undo", args=[task.pk]), follow=True).content.decode()
    assert "On your list again: Ring the school" in undone
    enter("meera")
    assert Task.objects.get().state == "open"


def test_the_cast_is_let_in_only_in_a_demonstration(
    stage: None, client: Client, settings: Settings
) -> None:
    holding = RoleHolding.objects.get(user=user("ruth"))
    place = reverse("demo_sign_in", args=[holding.pk])
    settings.DEMO = False
    assert client.get(reverse("demo")).status_code == 404
    assert client.post(place).status_code == 404
    settings.DEMO = True
    assert "Ruth Hart" in client.get(reverse("demo")).content.decode()
    assert client.post(place, {"next": "/mailbox/"}).headers["location"] == "/mailbox/"
    assert client.get(reverse("mailbox")).status_code == 200
    away = client.post(place, {"next": "//elsewhere.example/"})
    assert away.headers["location"] == "/"


def test_the_house_stands() -> None:
    assert checks.the_house_stands(None) == []


def test_a_live_hub_is_told_what_is_missing(settings: Settings) -> None:
    settings.SECRET_KEY = "not-for-serving"
    settings.DEMO = True
    assert [found.id for found in checks.ready_to_serve(None)] == ["web.E001", "web.E002"]
    settings.SECRET_KEY, settings.DEMO = "x" * 50, False
    settings.SECOND_FACTOR_REQUIRED = True
    assert checks.ready_to_serve(None) == []


@pytest.mark.parametrize("path", ["/nothing/here/", "/mailbox/x/"])
def test_an_address_that_is_no_page_is_a_page_in_plain_words(
    stage: None, client: Client, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "We cannot find that" in answer.content.decode()


def test_pages_of_signed_in_people_are_kept_nowhere(enter: Enter, client: Client) -> None:
    client.force_login(user("ruth"))
    assert "no-store" in client.get(reverse("mailbox")).headers["cache-control"]

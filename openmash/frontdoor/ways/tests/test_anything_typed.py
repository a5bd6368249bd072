"""Whatever somebody without an account types arrives as they typed it (e-MARF §8)."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from openmash.core.text import clean
from openmash.foundation.access.models import User
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.ways.tests.builders import sends, sent_contact
from tests.fixtures import Enter

TYPED = {
    "a script": "<script>document.title='run'</script><img src=x onerror=alert(1)>",
    "a template": "{{ 7*7 }} {% for x in y %} ${7*7} <%= 7*7 %> #{7*7}",
    "a formula": '=HYPERLINK("http://x.example","here")',
    "a query": "'; DROP TABLE contacts_contact; --",
    "control characters": "He\x00 said\x07 \x1b[31mno\x7f",
    "from right to left": "\u202egnihton si ereht\u202c \u05e9\u05dc\u05d5\u05dd",
    "emoji and joiners": "👨‍👩‍👧‍👦 \u200d e\u0301 🏴\U000e0067\U000e0062\U000e007f",
    "one long word": "a" * 1400,
    "many lines": "line\r\n" * 200,
    "a day that does not fit": "It was on Friday 23 November 2026",
}


@pytest.mark.parametrize("form", ["public", "young"])
@pytest.mark.parametrize("words", TYPED.values(), ids=TYPED)
def test_it_arrives_as_it_was_typed_and_runs_nowhere(
    enter: Enter, client: Client, monday: datetime, form: str, words: str
) -> None:
    said = {"B2": words} if form == "public" else {"C1-1": words}
    page = sends(client, at=monday, form=form, **said, **{"A1_name-1": words[:80]})
    assert page.status_code == 200
    aisha = enter("aisha")
    contact = sent_contact(page)
    kept = contact.answers.get(question="B2" if form == "public" else "C1").value
    assert kept.strip() == clean(words).strip()
    client.force_login(User.objects.get(pk=aisha.user))
    for path in (contact.hub_path, "/tray/"):
        shown = client.get(path).content.decode()
        assert "<script>document" not in shown
        assert "<img src=x" not in shown
        assert "{{ 7*7 }}" not in words or "{{ 7*7 }}" in shown


@pytest.mark.parametrize("form", ["public", "young"])
@pytest.mark.parametrize(
    "odd",
    [{"key": "not a key"}, {"key": ""}, {"children": "999999999"}, {"children": "-1"}, {"children": "two"},
     {"A3": "no such answer"}, {"A1_name-77": "Nobody"}, {"B1-1": ["no", "such"]}, {"Z9": "unknown"}],
    ids=str,
)  # fmt: skip
def test_a_page_that_no_browser_made_is_read_as_far_as_it_goes(
    enter: Enter, client: Client, monday: datetime, form: str, odd: dict[str, Any]
) -> None:
    page = sends(client, at=monday, form=form, B2="He cries", **{"C1-1": "He shouts"}, **odd)
    assert page.status_code in (200, 422)


@pytest.mark.parametrize("form", ["public", "young"])
def test_ten_megabytes_are_refused_in_plain_words(
    enter: Enter, client: Client, monday: datetime, form: str
) -> None:
    page = sends(client, at=monday, form=form, B2="a" * 10_000_000, key=str(uuid.uuid4()))
    assert page.status_code == 413
    assert "too long to send" in page.content.decode()
    assert "Nothing of it arrived" in page.content.decode()
    enter("aisha")
    assert not Contact.objects.exclude(channel="EMARF").exists()


@pytest.mark.parametrize("who", ["ruth", "aisha"])
def test_ten_megabytes_of_a_professional_are_refused_in_plain_words(
    enter: Enter, client: Client, who: str
) -> None:
    client.force_login(User.objects.get(pk=enter(who).user))
    for path in ("/calls/take/", "/worries/new/", "/tray/"):
        page = client.post(path, {"B2": "a" * 10_000_000})
        assert page.status_code in (403, 404, 405, 413), path
        assert b"<h1>Bad Request" not in page.content

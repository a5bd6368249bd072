"""Signing in in another tab makes the first tab's form too old: its words are kept and shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from openmash.foundation.access.models import ReadLog, RoleHolding, User
from openmash.frontdoor.contacts.models import Contact, HeldEntry
from openmash.frontdoor.contacts.tests.builders import a_draft
from openmash.frontdoor.contacts.tests.test_worries import at, token_on
from tests.fixtures import Enter

OURS = {"origin": "http://testserver", "referer": "http://testserver/worries/"}


@pytest.fixture
def ruth(enter: Enter) -> Client:
    enter("ruth")
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    return client


def test_words_of_a_form_that_is_too_old_are_kept_and_shown(ruth: Client, enter: Enter) -> None:
    contact = a_draft(enter)
    page = _presses(ruth, contact, OURS)
    assert "Nana helps" in page
    assert "Open the page again" in page
    assert "This was noted" not in page
    enter("ruth")
    assert HeldEntry.objects.count() == 1
    assert not ReadLog.objects.filter(action="refused").exists()
    assert "Nana helps" in ruth.get(at(contact, "about", "meanwhile")).content.decode()


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_words_from_elsewhere_are_neither_kept_nor_shown(
    ruth: Client, enter: Enter, origin: str
) -> None:
    contact = a_draft(enter)
    assert "Nana helps" not in _presses(ruth, contact, {"origin": origin} if origin else {})
    enter("ruth")
    assert not HeldEntry.objects.exists()


@pytest.mark.parametrize("change", ["the role ended", "the account is off"])
def test_nothing_is_kept_for_somebody_who_may_no_longer_write(
    ruth: Client, enter: Enter, change: str
) -> None:
    """The page's token is a day old at most, and says only who somebody was."""
    contact = a_draft(enter)
    token = token_on(ruth.get(at(contact, "about", "meanwhile")).content.decode())
    by = enter("ruth")
    if change == "the role ended":
        ended = by.at - timedelta(hours=1)
        RoleHolding.objects.filter(user__id=by.user).update(ends_at=ended)
    else:
        User.objects.filter(pk=by.user).update(is_active=False)
    Client().post(at(contact, "about", "meanwhile"), {"B4": "Nana helps", "draft_token": token})
    enter("ruth")
    assert not HeldEntry.objects.exists()


def _presses(client: Client, contact: Contact, headers: dict[str, str]) -> str:
    where = at(contact, "about", "meanwhile")
    typed = {"B4": "Nana helps", "v:B4": "0"}
    token = token_on(client.get(where).content.decode())
    answer = client.post(where, {**typed, "draft_token": token}, headers=headers)
    assert answer.status_code == 403
    return answer.content.decode()

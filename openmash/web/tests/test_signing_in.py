"""Signing in: the pages, the second factor, sessions that end, roles that change (tests 9, 16)."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.socialaccount.adapter import get_adapter
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from openmash.foundation.access.models import ReadLog, RoleHolding, User
from openmash.foundation.ledger.models import Event
from openmash.foundation.messaging.models import Message
from openmash.web.sign_in.holdings import current_holdings
from tests.fixtures import Enter

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PASSWORD = "three unusual words"


def user(key: str) -> User:
    return User.objects.get(email=f"{key}@openmash.example")


@pytest.fixture
def ruth(stage: None, client: Client) -> User:
    """Ruth, with a password, and signed in at ten."""
    person = user("ruth")
    person.set_password(PASSWORD)
    person.save()
    with time_machine.travel(TEN, tick=False):
        client.force_login(person)
        client.get(reverse("mailbox"))
    return person


def _status(client: Client, at: datetime, **headers: str) -> int:
    with time_machine.travel(at, tick=False):
        return client.get(reverse("mailbox"), headers=headers).status_code


def test_fifteen_idle_minutes_end_a_session_and_the_page_says_so(
    ruth: User, client: Client
) -> None:
    assert _status(client, TEN + timedelta(minutes=14)) == 200
    assert _status(client, TEN + timedelta(minutes=28)) == 200
    gone = TEN + timedelta(minutes=44)
    assert _status(client, gone) == 302
    with time_machine.travel(gone, tick=False):
        page = client.get(reverse("account_login")).content.decode()
    assert "You were away for 15 minutes" in page
    assert "What you typed is kept" in page


def test_a_page_that_looks_by_itself_keeps_no_session_alive(ruth: User, client: Client) -> None:
    assert _status(client, TEN + timedelta(minutes=14), **{"X-Live": "1"}) == 200
    assert _status(client, TEN + timedelta(minutes=16)) == 302


def test_twelve_hours_end_every_session(ruth: User, client: Client) -> None:
    for minutes in range(10, 12 * 60, 10):
        assert _status(client, TEN + timedelta(minutes=minutes)) == 200
    late = TEN + timedelta(hours=12, minutes=1)
    assert _status(client, late) == 302
    with time_machine.travel(late, tick=False):
        page = client.get(reverse("account_login")).content.decode()
    assert "more than 12 hours ago" in page
    assert "15 minutes" not in page


def test_an_account_switched_off_is_out_at_the_next_request(ruth: User, client: Client) -> None:
    assert _status(client, TEN) == 200
    User.objects.filter(pk=ruth.pk).update(is_active=False)
    assert _status(client, TEN) == 302


def test_sessions_made_void_are_out_at_the_next_request(ruth: User, client: Client) -> None:
    User.objects.filter(pk=ruth.pk).update(sessions_void_before=TEN - timedelta(hours=1))
    assert _status(client, TEN) == 200
    User.objects.filter(pk=ruth.pk).update(sessions_void_before=TEN + timedelta(minutes=1))
    assert _status(client, TEN + timedelta(minutes=2)) == 302


def test_whoever_runs_the_server_can_end_every_session_of_a_person(
    ruth: User, enter: Enter, client: Client
) -> None:
    with time_machine.travel(TEN + timedelta(minutes=1), tick=False):
        call_command("sign_out_everywhere", ruth.email)
    assert _status(client, TEN + timedelta(minutes=2)) == 302
    enter("ruth")
    assert Event.objects.filter(name="access.signed_out_everywhere").count() == 1
    with pytest.raises(CommandError):
        call_command("sign_out_everywhere", "nobody@nowhere.example")


def test_a_role_that_ends_is_gone_at_the_next_request(ruth: User, client: Client) -> None:
    RoleHolding.objects.filter(user=ruth).update(ends_at=TEN)
    with time_machine.travel(TEN + timedelta(minutes=1), tick=False):
        page = client.get(reverse("mailbox"))
    assert page.status_code == 403
    assert "You hold no role" in page.content.decode()


def test_a_changed_role_acts_at_the_next_request(ruth: User, client: Client) -> None:
    assert _status(client, TEN) == 200
    with time_machine.travel(TEN, tick=False):
        assert client.get(reverse("tray")).status_code == 403
        RoleHolding.objects.filter(user=ruth).update(
            role="MASH_SCREEN", agency="brackenford-council"
        )
        assert client.get(reverse("tray")).status_code == 200


def test_choosing_a_role_changes_the_partnership_and_is_written_down(
    enter: Enter, client: Client
) -> None:
    enter("dana")
    dana = user("dana")
    client.force_login(dana)
    other = RoleHolding.objects.get(user=dana, partnership="oakmere")
    page = client.get(reverse("role")).content.decode()
    assert "Oakmere" in page
    client.post(reverse("role"), {"holding": str(other.pk)})
    assert "Oakmere Safeguarding Partnership" in client.get(reverse("mailbox")).content.decode()
    enter("dana", partnership="oakmere")
    assert Event.objects.filter(name="access.role_chosen", subject=f"user:{dana.pk}").count() == 1


def test_a_role_of_somebody_else_cannot_be_chosen(enter: Enter, client: Client) -> None:
    meera = RoleHolding.objects.get(user=user("meera"))
    client.force_login(user("ruth"))
    assert client.post(reverse("role"), {"holding": str(meera.pk)}).status_code == 404
    assert client.post(reverse("role"), {"holding": "x"}).status_code == 404


def test_a_password_signs_in_and_is_written_down(ruth: User, client: Client, enter: Enter) -> None:
    client.logout()
    form = {"login": ruth.email, "password": "wrong words again"}
    wrong = client.post(reverse("account_login"), form)
    assert wrong.status_code == 200
    assert "There is a problem" in wrong.content.decode()
    right = client.post(reverse("account_login"), {**form, "password": PASSWORD})
    assert right.status_code == 302
    enter("ruth")
    assert Event.objects.filter(name="access.signed_in", user=str(ruth.pk)).count() == 1


def test_an_account_switched_off_cannot_sign_in(ruth: User, client: Client) -> None:
    client.logout()
    User.objects.filter(pk=ruth.pk).update(is_active=False)
    client.post(reverse("account_login"), {"login": ruth.email, "password": PASSWORD})
    assert client.get(reverse("mailbox")).status_code == 302


def test_the_way_back_after_signing_in_stays_on_this_site(ruth: User, client: Client) -> None:
    client.logout()
    form = {"login": ruth.email, "password": PASSWORD}
    there = client.post(reverse("account_login"), {**form, "next": "/mailbox/"})
    assert there.headers["location"] == "/mailbox/"
    client.logout()
    away = client.post(reverse("account_login"), {**form, "next": "https://elsewhere.example/"})
    assert away.headers["location"] == "/"


def test_without_a_second_factor_nothing_opens_but_its_setting_up(
    ruth: User, client: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    assert client.get("/health").status_code == 200
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": ruth.email, "password": PASSWORD})
    sent = client.get(reverse("mailbox"))
    assert (sent.status_code, sent.headers["location"]) == (302, reverse("mfa_activate_totp"))
    again = client.get(reverse("mfa_activate_totp"))  # the password once more, before keys change
    client.post(again.headers["location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"Key: <code>(\w+)</code>", page)
    assert secret
    assert "<path" in page
    _types_a_code(client, "mfa_activate_totp", secret.group(1))
    assert client.get(reverse("mailbox")).status_code == 200
    kept = Authenticator.objects.get(user=ruth, type="totp")
    assert secret.group(1) not in str(kept.data)  # encrypted


def test_a_password_alone_is_not_enough_once_there_is_a_second_factor(
    ruth: User, client: Client
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(ruth, secret)
    client.logout()
    client.post(reverse("account_login"), {"login": ruth.email, "password": PASSWORD})
    assert client.get(reverse("mailbox")).status_code == 302
    assert "Type the code" in client.get(reverse("mfa_authenticate")).content.decode()
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get(reverse("mailbox")).status_code == 302
    _types_a_code(client, "mfa_authenticate", secret)
    assert client.get(reverse("mailbox")).status_code == 200


def _types_a_code(client: Client, page: str, secret: str) -> None:
    """A code counts for half a minute: it is made and typed while the clock stands still."""
    at = datetime.now(UTC)
    counter = int(at.timestamp()) // 30
    with time_machine.travel(at, tick=False):
        client.post(reverse(page), {"code": format_hotp_value(hotp_value(secret, counter))})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account_login", "Sign in"),
        ("account_signup", "no page to sign up"),
        ("account_inactive", "switched off"),
        ("account_reset_password", "Send me the link"),
        ("account_reset_password_done", "mailbox"),
        ("account_reset_password_from_key_done", "changed"),
        ("socialaccount_login_cancelled", "did not sign in"),
        ("socialaccount_login_error", "did not work"),
        ("accessibility", "WCAG"),
        ("privacy", "Cookies"),
        ("help", "999"),
    ],
)
def test_the_pages_before_signing_in_are_ours(
    stage: None, client: Client, name: str, words: str
) -> None:
    page = client.get(reverse(name))
    assert page.status_code in {200, 401}
    assert words in page.content.decode()
    assert "om-header" in page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
        "account_logout",
    ],
)
def test_the_pages_about_ones_own_account_are_ours(ruth: User, client: Client, name: str) -> None:
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": ruth.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert "om-header" in page.content.decode()


def test_a_link_to_a_new_password_is_a_message_and_works_once(
    ruth: User, enter: Enter, client: Client
) -> None:
    client.logout()
    client.post(reverse("account_reset_password"), {"email": ruth.email})
    enter("ruth")
    letter = Message.objects.get()
    assert (letter.to_address, letter.template) == (ruth.email, "password")
    link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", letter.body)
    assert link
    form = client.get(link.group(1), follow=True)
    place = form.redirect_chain[-1][0]
    new = {"password1": "another three words", "password2": "another three words"}
    client.post(place, new)
    assert client.login(email=ruth.email, password="another three words")
    again = Client().get(link.group(1), follow=True)
    assert "too old" in again.content.decode()


@pytest.mark.parametrize("email", ["nobody@nowhere.example", "left@openmash.example"])
def test_an_address_that_nobody_signs_in_with_gets_the_same_page_and_no_message(
    enter: Enter, client: Client, email: str
) -> None:
    User.objects.create(email="left@openmash.example", name="Lena Left", password="!")
    known = client.post(reverse("account_reset_password"), {"email": user("ruth").email})
    enter("ruth")
    before = Message.objects.count()
    answer = client.post(reverse("account_reset_password"), {"email": email})
    assert (answer.status_code, answer.headers["location"]) == (302, known.headers["location"])
    enter("ruth")
    assert Message.objects.count() == before


@pytest.mark.parametrize(
    ("email", "domains", "known"),
    [
        ("ruth@st-oswins.example", ["st-oswins.example"], True),
        ("Ruth@ST-Oswins.example", ["st-oswins.example"], True),
        ("meera@brackenford.example", ["st-oswins.example"], False),  # another agency's person
        ("ruth@evil.st-oswins.example", ["st-oswins.example"], False),
        ("ruth@st-oswins.example", [], False),
        ("ruth@st-oswins.example", "st-oswins.example", False),  # a list was meant
        ("", ["st-oswins.example"], False),
    ],
)
def test_an_agencys_service_speaks_for_its_own_domains_only(
    email: str, domains: object, known: bool
) -> None:
    app = SimpleNamespace(settings={"email_domains": domains})
    login = SimpleNamespace(provider=SimpleNamespace(app=app))
    assert get_adapter().can_authenticate_by_email(login, email) is known


def test_signing_out_is_written_down(enter: Enter, client: Client) -> None:
    enter("ruth")
    client.force_login(user("ruth"))
    client.post(reverse("account_logout"))
    enter("ruth")
    assert Event.objects.filter(name="access.signed_out").count() == 1


def test_a_refused_attempt_leaves_exactly_one_line(enter: Enter, client: Client) -> None:
    enter("ruth")
    client.force_login(user("ruth"))
    assert client.get(reverse("tray")).status_code == 403
    enter("ruth")
    line = ReadLog.objects.get()
    assert (line.action, line.subject) == ("refused", f"path:{reverse('tray')}")


def test_of_roles_that_began_together_chance_chooses_none(stage: None) -> None:
    """Somebody who works for two partnerships is signed into the same one every time."""
    one = RoleHolding.objects.filter(user=user("ruth")).earliest("starts_at", "id")
    others = RoleHolding.objects.exclude(partnership=one.partnership)
    other = others.order_by("agency_id")[0]
    places = sorted((each.partnership_id, each.agency_id) for each in (one, other))
    for turn in (1, -1):  # whichever has the lower key
        person = User.objects.create(email=f"two{turn}@openmash.example", name="Two Places")
        for (partnership, agency), key in zip(places[::turn], (1, 2), strict=True):
            RoleHolding.objects.create(
                id=uuid.UUID(int=key + 2 * (turn + 1)),
                user=person,
                partnership_id=partnership,
                agency_id=agency,
                role="DSL",
                starts_at=TEN,
            )
        held = current_holdings(person.pk, at=TEN)
        assert [row.partnership_id for row in held] == [partnership for partnership, _ in places]

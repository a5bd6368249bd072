"""The pages: two browsers, double clicks, addresses of others, a file (`roles.md` §8)."""

from __future__ import annotations

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import User
from openmash.foundation.access.roles import Role
from openmash.foundation.colleagues import commands
from openmash.foundation.colleagues.models import Invitation
from openmash.foundation.colleagues.tests.builders import (
    COUNCIL,
    SCHOOL,
    WHY,
    a_colleague,
    key_of,
    letter_of,
    new,
)
from openmash.frontdoor.contacts.tests.builders import a_sent_worry
from tests.fixtures import Enter


@pytest.fixture
def frozen(enter: Enter):  # type: ignore[no-untyped-def]  # a fixture
    with time_machine.travel(enter("joan").at, tick=False):
        yield


def browser(key: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


def of(page: str, key: str, agency: str = SCHOOL) -> str:
    return reverse(page, args=[agency, key])


def test_ended_in_one_browser_the_next_request_of_the_other_is_refused(
    enter: Enter, frozen: None
) -> None:
    contact = a_sent_worry(enter)
    enter("joan")
    joan, ruth = browser("joan"), browser("ruth")
    worry = reverse("worry_status", args=[contact.reference])
    assert ruth.get(worry).status_code == 200
    done = joan.post(of("colleague_end", key_of("ruth")), {"reason": WHY})
    assert done.status_code == 302
    for page in (worry, reverse("worry_list")):
        refused = ruth.get(page)
        assert refused.status_code in (302, 403)
        assert contact.reference not in refused.content.decode()
    posted = ruth.post(reverse("worry_list"), {"words": "still here"})
    assert posted.status_code in (302, 401, 403)


def test_signed_in_again_they_hold_no_role(enter: Enter, frozen: None) -> None:
    enter("joan")
    browser("joan").post(of("colleague_end", key_of("ruth")), {"reason": WHY})
    assert "You hold no role" in browser("ruth").get("/worries/").content.decode()


def test_pressed_twice_it_ends_once_and_says_so(enter: Enter, frozen: None) -> None:
    enter("joan")
    joan, page = browser("joan"), of("colleague_end", key_of("ruth"))
    for _ in range(2):
        answer = joan.post(page, {"reason": WHY}, follow=True)
        assert answer.status_code == 200
        assert "No access here any longer" in answer.content.decode()


def test_given_back_on_the_same_page(enter: Enter, frozen: None) -> None:
    by = enter("joan")
    joan, ruth = browser("joan"), key_of("ruth")
    joan.post(of("colleague_end", ruth), {"reason": WHY})
    joan.post(of("colleague_back", ruth), {"role": "DSL"})
    assert held_at(by.at).filter(user_id=ruth).exists()
    again = joan.post(of("colleague_back", ruth), {"role": "DSL"}, follow=True)
    assert again.status_code in (200, 409)


@pytest.mark.parametrize(
    ("who", "agency", "whom", "status"),
    [
        ("joan", SCHOOL, "ruth", 200),
        ("joan", SCHOOL, "lee", 404),  # never worked there
        ("joan", "haven", "lee", 404),  # another agency
        ("joan", "oakmere-primary", "kit", 404),  # another partnership
        ("joan", COUNCIL, "meera", 404),
        ("meera", SCHOOL, "ruth", 404),
        ("meera", COUNCIL, "aisha", 200),
        ("mari", COUNCIL, "aisha", 404),
        ("sam", SCHOOL, "ruth", 200),
        ("sam", "oakmere-primary", "kit", 404),
        ("ruth", SCHOOL, "joan", 403),
        ("tom", COUNCIL, "aisha", 403),
        ("ines", COUNCIL, "aisha", 403),
    ],
)
@pytest.mark.parametrize("page", ["colleague", "colleague_change", "colleague_end"])
def test_an_address_of_somebody_else_is_refused_in_plain_words(  # a table
    enter: Enter, frozen: None, who: str, agency: str, whom: str, status: int, page: str
) -> None:
    enter("joan")
    answer = browser(who).get(of(page, key_of(whom), agency))
    assert answer.status_code == status
    if status != 200:
        assert User.objects.get(pk=key_of(whom)).name not in answer.content.decode()


def test_a_role_that_is_not_offered_is_refused_by_the_form_too(enter: Enter, frozen: None) -> None:
    enter("joan")
    said = {"key": str(new().key), "name": "Nadia Frost", "email": "nadia@school.example"}
    page = browser("joan").post(reverse("colleague_invite"), {**said, "role": "MASH_MGR"})
    assert "Choose from the list" in page.content.decode()
    enter("joan")
    assert not Invitation.objects.exists()


def test_the_link_asks_nobody_to_sign_in_and_a_look_uses_nothing_up(
    enter: Enter, frozen: None
) -> None:
    by = enter("joan")
    path = letter_of(commands.invite(new(), SCHOOL, by=by), by)
    for _ in range(3):
        page = Client().get(path)
        assert page.status_code == 200
        assert "Nadia Frost" in page.content.decode()
        assert page["Cache-Control"] == "no-store"
    nadia = Client()
    first = nadia.post(path)
    assert first.status_code == 302
    assert first["Location"].startswith("/account/password/reset/key/")
    assert Client().post(path).status_code == 404
    assert Client().get("/invitation/brackenford/nothing/").status_code == 404
    assert Client().get("/invitation/nowhere/nothing/").status_code == 404


def test_whoever_has_a_password_signs_in_first_and_no_link_sets_a_new_one(
    enter: Enter, frozen: None
) -> None:
    """A letter that went astray must not open somebody's account in another agency."""
    by = enter("joan")
    lee = User.objects.get(pk=key_of("lee"))
    lee.set_password("three unusual words")
    lee.save()
    path = letter_of(commands.invite(new("L A", lee.email, Role.REF_PROF), SCHOOL, by=by), by)
    stranger = Client().post(path)
    assert "next=" in stranger["Location"]
    wrong = browser("osei").post(path)
    assert "another address" in wrong.content.decode()
    enter("joan")
    assert not held_at(by.at).filter(user=lee, agency_id=SCHOOL).exists()
    right = browser("lee").post(path)
    assert right["Location"] == reverse("role")
    assert held_at(by.at).filter(user=lee, agency_id=SCHOOL).exists()


def test_whoever_signs_in_with_a_passkey_alone_does_so_here_too(enter: Enter, frozen: None) -> None:
    by = enter("joan")
    lee = User.objects.get(pk=key_of("lee"))
    lee.set_unusable_password()
    lee.save()
    Authenticator.objects.create(user=lee, type=Authenticator.Type.WEBAUTHN, data={})
    path = letter_of(commands.invite(new("L A", lee.email, Role.REF_PROF), SCHOOL, by=by), by)
    assert "next=" in Client().post(path)["Location"]


def test_pressed_twice_one_letter_is_sent_anew(enter: Enter, frozen: None) -> None:
    invitation = commands.invite(new(), SCHOOL, by=enter("joan"))
    joan, page = browser("joan"), reverse("colleague_invitation_again", args=[invitation.pk])
    for _ in range(2):
        answer = joan.post(page, {"times": "1"}, follow=True)
        assert "A new link goes to" in answer.content.decode()
    enter("joan")
    assert Invitation.objects.get(pk=invitation.pk).sent_times == 2


def test_a_file_of_the_list_with_no_formula_in_it(enter: Enter, frozen: None) -> None:
    by = enter("joan")
    a_colleague("=cmd()", Role.DSL, by=by)
    answer = browser("joan").post(reverse("colleagues"), {"as": "csv"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"OFFICIAL-SENSITIVE') or lines[0].startswith("OFFICIAL-SENSITIVE")
    assert any(line.startswith("'=cmd()") for line in lines)
    assert any("ruth@openmash.example" in line for line in lines)


def test_the_list_is_asked_for_in_as_many_statements_for_many_as_for_one(
    enter: Enter, frozen: None
) -> None:
    by = enter("joan")

    def asked() -> int:
        client = browser("joan")
        client.get(reverse("colleagues"))
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse("colleagues"))
        return len(counted)

    few = asked()
    enter("joan")
    for number in range(12):
        a_colleague(f"Person {number}", Role.DSL, by=by)
    assert asked() == few


def test_searched_by_name_role_and_state(enter: Enter, frozen: None) -> None:
    by = enter("joan")
    a_colleague("Bo Lark", Role.REF_PROF, by=by)
    joan = browser("joan")

    def shown(**said: str) -> str:
        return joan.post(reverse("colleagues"), said).content.decode()

    assert "Bo Lark" in shown(words="lark bo")
    assert "Ruth Hart" not in shown(words="lark bo")
    assert "Bo Lark" not in shown(role="DSL")
    assert "Nobody fits" in shown(show="ended")
    assert "Bo Lark" in shown(show="nonsense")

"""A practice without an account answers by a one-time link and a code read out by telephone (P5)."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.refusals import NotReady
from openmash.foundation.access.models import Agency, ReadLog
from openmash.foundation.access.row_security import act_as
from openmash.foundation.files.models import StoredFile
from openmash.foundation.messaging.models import Message, PostBox
from openmash.frontdoor.enquiries.commands.links import (
    Knock,
    end_old_links,
    open_door,
    read_code,
    send_link,
)
from openmash.frontdoor.enquiries.models import AnswerLink, CheckAnswer
from openmash.frontdoor.enquiries.queries.links import door
from openmash.frontdoor.enquiries.rules.links import LinkFacts, ToSend, is_alive, why_no_link
from openmash.frontdoor.enquiries.tests.answering import asked, hub, now, signed_in
from openmash.frontdoor.enquiries.tests.links import (
    AMY,
    PRACTICE,
    asked_by_link,
    asked_page,
    code_for,
    delivered,
    enters,
    letter_to,
    live,
    of_link,
    ringing,
    why_void,
    wrong,
)
from openmash.frontdoor.enquiries.tests.test_waiting_for_agencies import react
from tests.fixtures import Enter


@pytest.fixture(autouse=True)
def on_monday(monday: datetime) -> object:
    with time_machine.travel(monday, tick=False):
        yield


def test_a_link_needs_an_address_a_way_out_and_nobody_who_signs_in() -> None:
    good = ToSend(
        "requested", "practice@nhs.example", "01632 960999", answers_here=False, leaves=True
    )
    assert list(why_no_link(good)) == []
    for facts, why in (
        (ToSend("requested", "", "01632 960999", False, True), "No e-mail address"),
        (ToSend("requested", "a@b.example", "01632 960999", True, True), "can sign in"),
        (ToSend("requested", "a@b.example", "01632 960999", False, False), "do not leave"),
        (ToSend("requested", "a@b.example", "", False, True), "No telephone number"),
        (ToSend("accepted", "a@b.example", "01632 960999", False, True), "not waited for"),
        (
            ToSend("requested", "a@b.example", "01632 960999", False, True, is_hub=True),
            "hub’s own council",
        ),
    ):
        assert [why in one for one in why_no_link(facts)] == [True]


def test_a_link_is_alive_while_it_is_young_and_needed(monday: datetime) -> None:
    tomorrow = monday + timedelta(days=1)
    assert is_alive(LinkFacts("live", "answer", tomorrow, "requested"), monday)
    assert not is_alive(LinkFacts("live", "answer", tomorrow, "requested"), tomorrow)
    assert not is_alive(LinkFacts("live", "answer", tomorrow, "not_known"), monday)
    assert is_alive(LinkFacts("live", "outcome", tomorrow, "not_known"), monday)
    assert not is_alive(LinkFacts("void", "outcome", tomorrow, "not_known"), monday)


def test_the_message_holds_a_reference_and_a_link_and_the_secret_stands_nowhere_else(
    enter: Enter,
) -> None:
    check = asked_by_link(enter)
    path = letter_to(check, enter("tom"))
    secret = path.split("/")[3]
    message = Message.objects.get(template="request_link")
    assert message.to_address == "safeguarding@millbrook-surgery.example"
    assert check.reference in message.heading
    assert "Brackenford front door (01632 960110) asks" in message.body
    assert secret not in message.body
    assert not [one.name for one in check.people.all() if one.name in message.body]
    link = AnswerLink.objects.get()
    assert link.secret_digest == hashlib.sha256(secret.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM messaging_message WHERE body LIKE %s", [f"%{secret}%"])
        assert cursor.fetchone() == (0,)
    assert [one.subject for one in of_link("sent")] == [link.subject]
    assert ringing() == [
        f"{check.reference}: Millbrook Surgery: ring and read out the code of its link"
    ]


def test_who_can_sign_in_gets_no_link(enter: Enter) -> None:
    check = asked(enter, "fernhill-surgery")
    assert live(check) is None
    with pytest.raises(NotReady, match="can sign in"):
        send_link(hub(check), by=enter("tom"))


def test_without_an_address_the_telephone_is_left(enter: Enter) -> None:
    Agency.objects.filter(pk=PRACTICE).update(safeguarding_email="")
    check = asked_by_link(enter)
    assert live(check) is None
    assert ringing() == [f"{check.reference}: Millbrook Surgery: ask by telephone"]


def test_opening_the_link_uses_nothing_up_and_asks_nothing(enter: Enter, client: Client) -> None:
    """A mail scanner opens it, and learns nothing; nor does anybody with another link."""
    check = asked_by_link(enter)
    path = letter_to(check, enter("tom"))
    before = AnswerLink.objects.values().get()
    shown = [client.get(one) for one in (path, "/answer/brackenford/nothing/")]
    assert AnswerLink.objects.values().get() == before
    texts = [one.content.decode().replace(_token(one.content.decode()), "") for one in shown]
    assert texts[0] == texts[1]
    assert check.reference not in texts[0]
    assert "Millbrook" not in texts[0]
    for one in shown:
        assert one.status_code == 200
        assert one["Referrer-Policy"] == "strict-origin"
        assert one["Cache-Control"] == "no-store"
    with CaptureQueriesContext(
        connection,
    ) as asked_of_database:
        client.get(path)
    assert not [q for q in asked_of_database if "answerlink" in q["sql"]]


def _token(page: str) -> str:
    return page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


def test_the_right_code_opens_one_question_and_nothing_else(enter: Enter, client: Client) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    other = asked(enter, "fernhill-surgery")
    enters(client, check, tom)
    page = client.get(asked_page(check)).content.decode()
    assert "Please tell us what you know about this family" in page
    assert "Sign out" in page
    assert "Pass to a colleague" not in page
    assert "Requests to us" not in page
    assert now(check).acknowledged_by == "Dr Amy Cole, GP partner, by one-time link"
    assert client.get(asked_page(other)).status_code == 404
    for path in ("/", "/requests/", f"/requests/{check.pk}/pass/", "/tray/", "/people/", "/worries/",
                 "/mailbox/", f"/contacts/{check.reference}/", "/role/"):  # fmt: skip
        assert client.get(path).status_code == 404, path
    enter("tom")
    assert {one.user_name for one in ReadLog.objects.filter(role="LINK", action="view")} == {
        "Dr Amy Cole, GP partner, by one-time link"
    }


def test_what_is_sent_says_who_told_it_and_closes_the_door(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    path = letter_to(check, tom)
    code = code_for(check, tom)
    client.post(path, {"code": code, **AMY})
    answer = client.post(f"{asked_page(check)}nil/", {"outcome": "not_known"}, follow=True)
    assert "The request is closed" in answer.content.decode()
    enter("tom")
    assert now(check).state == "not_known"
    assert {one.told_by for one in CheckAnswer.objects.all()} == {
        "Dr Amy Cole, GP partner, by one-time link"
    }
    assert client.get(asked_page(check)).status_code == 302
    told = client.post(path, {"code": code, **AMY}).content.decode()
    assert "did not open anything" in told
    react(enter, monday)
    assert live(check) is None
    assert why_void() == ["not_needed"]
    assert ringing() == []


def test_a_part_keeps_the_door_open(enter: Enter, client: Client) -> None:
    check = asked_by_link(enter)
    enters(client, check, enter("tom"))
    client.post(asked_page(check), {"p1_outcome": "not_known", "then": "send"})
    assert client.get(asked_page(check)).status_code == 200
    enter("tom")
    assert CheckAnswer.objects.count() == 1
    assert now(check).state == "acknowledged"


def test_a_refusal_with_its_ground_closes_it_too(enter: Enter, client: Client) -> None:
    check = asked_by_link(enter)
    enters(client, check, enter("tom"))
    words = "The court has ordered that this file stays closed until January."
    client.post(f"{asked_page(check)}decline/", {"ground": "LEGAL_BAR", "words": words})
    enter("tom")
    assert now(check).state == "refused_with_reason"
    assert client.get(asked_page(check)).status_code == 302


def test_five_wrong_codes_and_the_link_is_dead_and_somebody_rings(
    enter: Enter, client: Client
) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    path, code = letter_to(check, tom), code_for(check, tom)
    said = {client.post(path, {"code": wrong(code), **AMY}).content.decode() for _ in range(5)}
    enter("tom")
    assert len({text.replace(_token(text), "") for text in said}) == 1
    assert [(one.facts or {})["wrong"] for one in of_link("wrong_code")] == [1, 2, 3, 4, 5]
    assert why_void() == ["guessed"]
    assert (
        f"{check.reference}: Millbrook Surgery: its link opens nothing any longer, ring them"
        in (ringing())
    )
    assert client.post(path, {"code": code, **AMY}).status_code == 200  # the right one, too late
    assert client.get(asked_page(check)).status_code == 302
    tom = enter("tom")
    with pytest.raises(NotReady, match="no link"):
        read_code(hub(check), by=tom)
    send_link(hub(check), by=tom)
    assert ringing() == [
        f"{check.reference}: Millbrook Surgery: ring and read out the code of its link"
    ]


def test_a_code_counts_once_and_for_ten_minutes(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    path, code = letter_to(check, tom), code_for(check, tom)
    with time_machine.travel(monday + timedelta(minutes=10), tick=False):
        assert client.post(path, {"code": code, **AMY}).status_code == 200
    with time_machine.travel(monday + timedelta(minutes=9, seconds=59), tick=False):
        assert client.post(path, {"code": code, **AMY}).status_code == 302
        assert Client().post(path, {"code": code, **AMY}).status_code == 200
    enter("tom")
    assert AnswerLink.objects.get().wrong_codes == 2


def test_another_code_makes_the_one_before_count_no_more(enter: Enter, client: Client) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    path, first = letter_to(check, tom), code_for(check, tom)
    second = code_for(check, tom)
    while second == first:
        second = code_for(check, tom)
    assert client.post(path, {"code": first, **AMY}).status_code == 200
    assert client.post(path, {"code": f"{second[:3]} {second[3:]}", **AMY}).status_code == 302


def test_a_new_link_makes_the_old_one_void(enter: Enter, client: Client) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    old = letter_to(check, tom)
    send_link(hub(check), by=enter("tom"))
    new, code = letter_to(check, tom), code_for(check, tom)
    assert new != old
    assert client.post(old, {"code": code, **AMY}).status_code == 200
    enter("tom")
    assert why_void() == ["replaced"]
    assert live(check).wrong_codes == 0  # type: ignore[union-attr]  # there is one
    assert client.post(new, {"code": code, **AMY}).status_code == 302


def test_a_link_replaced_before_it_left_opens_nothing(enter: Enter) -> None:
    check = asked_by_link(enter)
    send_link(hub(check), by=enter("tom"))
    delivered(enter("tom"))
    enter("tom")
    assert PostBox.objects.filter(message__template="request_link").count() == 2
    digests = AnswerLink.objects.order_by("sent_at", "state").values_list("state", "secret_digest")
    assert {state: bool(digest) for state, digest in digests} == {"live": True, "void": False}


def test_a_second_entry_shuts_the_first_out(enter: Enter, client: Client, monday: datetime) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    path = letter_to(check, tom)
    client.post(path, {"code": code_for(check, tom), **AMY})
    with time_machine.travel(monday + timedelta(minutes=1), tick=False):
        second = Client()
        second.post(path, {"code": code_for(check, tom), **AMY})
        assert second.get(asked_page(check)).status_code == 200
        assert client.get(asked_page(check)).status_code == 302


def test_an_hour_without_anybody_and_the_sign_out_end_it(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    enters(client, check, tom)
    with time_machine.travel(monday + timedelta(minutes=59), tick=False):
        assert client.get(asked_page(check)).status_code == 200
    with time_machine.travel(monday + timedelta(minutes=119), tick=False):
        shown = client.get(asked_page(check), follow=True).content.decode()
        assert "To open it again, ring the hub" in shown
        assert "01632 960110" in shown
    client = Client()
    enters(client, check, enter("tom"))
    assert client.post("/answer/leave/").status_code == 302
    assert client.get(asked_page(check)).status_code == 302


def test_words_that_meet_a_closed_door_are_handed_back(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check = asked_by_link(enter)
    enters(client, check, enter("tom"))
    typed = {"p1_why": "She was brought twice in August", "then": "send"}
    with time_machine.travel(monday + timedelta(minutes=61), tick=False):
        shown = client.post(asked_page(check), typed)
    assert shown.status_code == 401
    assert "She was brought twice in August" in shown.content.decode()
    assert "Sign in" not in shown.content.decode()


def test_a_link_lives_its_days_and_then_somebody_rings(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    path = letter_to(check, tom)
    later = monday + timedelta(days=7)
    with time_machine.travel(later, tick=False):
        code = "000000"
        assert client.post(path, {"code": code, **AMY}).status_code == 200
        act_as(door("brackenford", at=later))
        assert end_old_links(by=door("brackenford", at=later)) == 1
        assert end_old_links(by=door("brackenford", at=later)) == 0
    enter("tom")
    assert of_link("wrong_code") == []
    assert why_void() == ["over"]
    assert [one for one in ringing() if "opens nothing any longer" in one]


@pytest.mark.parametrize("kind", ["unknown", "used", "void", "over"])
def test_whatever_is_wrong_with_a_link_the_same_is_said_after_the_same_work(
    enter: Enter, client: Client, monday: datetime, kind: str
) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    path, at = letter_to(check, tom), monday
    code = code_for(check, tom)
    if kind == "unknown":
        path = f"/answer/brackenford/{'x' * 43}/"
    elif kind == "used":
        client.post(path, {"code": code, **AMY})
        client.post(f"{asked_page(check)}nil/", {"outcome": "not_known"})
    elif kind == "void":
        send_link(hub(check), by=enter("tom"))
    else:
        at = monday + timedelta(days=7)
    enter("tom")
    with time_machine.travel(at, tick=False), CaptureQueriesContext(connection) as statements:
        told = Client().post(path, {"code": code, **AMY}).content.decode()
    assert "This did not open anything" in told
    assert "01632 960110" in told
    assert check.reference not in told
    links = [q["sql"] for q in statements if "enquiries_" in q["sql"]]
    assert len(links) == 1, links
    enter("tom")
    assert of_link("wrong_code") == []


def test_a_session_of_an_account_does_not_survive_the_door(enter: Enter, client: Client) -> None:
    check = asked_by_link(enter)
    signed_in(client, "ruth")
    enters(client, check, enter("tom"))
    assert client.get("/worries/").status_code == 404


def test_a_knock_names_who_came() -> None:
    assert Knock("s", "1", " Dr Amy\x00 Cole ", "GP").who == "Dr Amy Cole, GP, by one-time link"


def test_another_partnership_opens_nothing_with_it(enter: Enter, monday: datetime) -> None:
    check, tom = asked_by_link(enter), enter("tom")
    secret = letter_to(check, tom).split("/")[3]
    code = code_for(check, tom)
    knock = Knock(secret, code, **AMY)
    enter("mari")
    assert open_door(knock, by=door("oakmere", at=monday)) is None


def test_no_file_comes_by_a_link(enter: Enter, client: Client) -> None:
    """The page says so; whoever sends one all the same is refused, and what they typed is kept."""
    check = asked_by_link(enter)
    enters(client, check, enter("tom"))
    shown = client.get(asked_page(check)).content.decode()
    assert "No file can be sent by this link" in shown
    assert 'type="file"' not in shown
    letter = SimpleUploadedFile("letter.txt", b"Seen twice in August.", "text/plain")
    typed = {"p1_why": "Seen twice", "then": "send", "files": letter, "whole": "yes"}
    assert client.post(asked_page(check), typed).status_code in (403, 404)
    enter("tom")
    assert not StoredFile.objects.exists()
    assert not CheckAnswer.objects.exists()


def test_who_opens_the_link_once_more_goes_on_where_they_were(enter: Enter, client: Client) -> None:
    """On a telephone the page is closed by mistake, and the message is at hand."""
    check = asked_by_link(enter)
    path = letter_to(check, enter("tom"))
    assert "Go on with it" not in client.get(path).content.decode()
    enters(client, check, enter("tom"))
    shown = client.get(path).content.decode()
    assert "Go on with it" in shown
    assert asked_page(check) in shown


def test_where_all_is_answered_no_code_is_promised(enter: Enter, client: Client) -> None:
    """And whoever has an account elsewhere is asked to sign in, as before."""
    check = asked_by_link(enter)
    enters(client, check, enter("tom"))
    client.post(f"{asked_page(check)}nil/", {"outcome": "not_known"})
    shown = client.get(asked_page(check), follow=True).content.decode()
    assert "nothing more is asked of you" in shown
    assert "new code" not in shown
    assert "/account/login/" in client.get("/worries/")["Location"]


def test_a_name_that_breaks_the_page_is_sent_back(enter: Enter, client: Client) -> None:
    check = asked_by_link(enter)
    path, code = letter_to(check, enter("tom")), code_for(check, enter("tom"))
    typed = {"code": code, "name": "W" * 81, "position": "GP"}
    assert "Use 80 characters or fewer" in client.post(path, typed).content.decode()
    enter("tom")
    assert AnswerLink.objects.get().wrong_codes == 0


def test_a_page_that_is_too_old_leads_back_to_the_link(enter: Enter) -> None:
    """Opened twice, and entered in the other tab: the browser names the site alone, not the page."""
    check = asked_by_link(enter)
    path, code = letter_to(check, enter("tom")), code_for(check, enter("tom"))
    old = Client(enforce_csrf_checks=True)
    headers = {"referer": "http://testserver/"}
    shown = old.post(path, {"code": code, **AMY}, headers=headers)
    assert shown.status_code == 403
    assert f'href="{path}">Open the page again' in shown.content.decode()
    assert code not in shown.content.decode()
    enter("tom")
    assert AnswerLink.objects.get().wrong_codes == 0

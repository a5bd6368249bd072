"""A bruise on a baby who cannot move is shown as what it is, at once (e-MARF §5)."""

from __future__ import annotations

from django.test import Client

from openmash.foundation.access.models import User
from openmash.frontdoor.contacts.commands import drafting
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.tray import tray
from openmash.frontdoor.contacts.queries.tray_filters import Looking
from openmash.frontdoor.contacts.rules.signs import Sign, sign_in
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry, only_child
from tests.fixtures import Enter

BABY = {"A1_name": "Ada Small", "A1_age": "3 months"}
BAND = "A sign that is treated as Red"


def a_bruised_baby(enter: Enter) -> Contact:
    return a_sent_worry(enter, child=BABY, about_child={"I3": "yes"})


def signs_in(client: Client, key: str) -> Client:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


def test_it_stands_in_a_band_of_its_own_until_a_person_has_taken_and_rated_it(
    enter: Enter,
) -> None:
    contact = a_bruised_baby(enter)
    a_sent_worry(enter)
    by = enter("aisha")
    [first, _] = tray(Looking(), by=by).bands
    assert (first.title, first.rows[0].reference) == (BAND, contact.reference)
    assert first.rows[0].rag == ""  # people rate, no machine does
    do.take_up(contact, by=by)
    assert tray(Looking(), by=by).bands[0].title == BAND
    do.rate_urgency(contact, "red", "Ringing the paediatrician now", by=by)
    assert BAND not in [band.title for band in tray(Looking(), by=by).bands]


def test_the_hub_reads_the_flag_and_the_reason(client: Client, enter: Enter) -> None:
    contact = a_bruised_baby(enter)
    enter("aisha")
    signs_in(client, "aisha")
    for where in ("/tray/", f"/contacts/{contact.reference}/"):
        page = client.get(where).content.decode()
        assert "Bruise on a baby who cannot move" in page
        assert "the guidance treats that as Red" in page


def test_the_senders_next_page_says_whom_to_ring(client: Client, enter: Enter) -> None:
    contact = a_draft(enter, child=BABY)
    where = f"/worries/{contact.reference}/about/more/1/"
    signs_in(client, "ruth")
    answered = client.post(where, {"I3-1": "yes"}, follow=True).content.decode()
    assert "needs a doctor today" in answered
    assert f"say reference {contact.reference}" in answered
    assert "The hub cannot see this yet" in answered


def test_another_answer_does_not_take_away_what_the_hub_has_seen(enter: Enter) -> None:
    contact = a_draft(enter, child=BABY, about_child={"I3": "yes"}, A3="not_safe")
    drafting.save_answers(contact, only_child(contact), {"I3": "no"}, by=enter("ruth"))
    contact.refresh_from_db()
    assert contact.sign == Sign.BRUISE_NOT_MOVING


def test_the_rule_of_signs() -> None:
    seen = Sign.BRUISE_NOT_MOVING.value
    assert sign_in(bruised_baby=True, before="", sent=False) == seen
    assert sign_in(bruised_baby=False, before=seen, sent=False) == ""
    assert sign_in(bruised_baby=False, before=seen, sent=True) == seen
    assert sign_in(bruised_baby=False, before="", sent=True) == ""

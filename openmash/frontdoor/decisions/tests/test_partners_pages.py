"""What partners said, where it is read: their own page, the decision, the list and the paper (P7)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.test import Client

from openmash.foundation.access.models import User
from openmash.foundation.messaging.models import Message
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.models import ViewAsked
from openmash.frontdoor.decisions.queries.waiting import waiting
from openmash.frontdoor.decisions.tests.builders import NO_ACTION
from openmash.frontdoor.decisions.tests.partners import (
    CANNOT_WAIT,
    LIGHT,
    PLAN,
    as_seen,
    asked,
    decides,
    react,
    recommended,
    says,
)
from tests.fixtures import Enter


def test_whoever_gave_a_view_hears_what_was_decided(enter: Enter, client: Client) -> None:
    """Also an agency that never answered the question; nobody else's child, and no rationale."""
    contact = recommended(enter)
    says(enter, "ruth", "DISAGREE", LIGHT)
    says(enter, "dana", "AGREE")
    decides(contact, enter("meera"), plan=PLAN)
    react(enter)
    told = ViewAsked.objects.get(agency_id="st-oswins")
    assert any("level 4" in line for line in told.told)
    assert "The shouting" not in str(told.told)
    notes = Message.objects.filter(template="view_outcome")
    assert {one.to_address for one in notes} == {"ruth@openmash.example", "dana@openmash.example"}
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    shown = client.get(f"/requests/view/{told.pk}/").content.decode()
    assert "What was decided" in shown
    assert LIGHT in shown


def test_whoever_disagreed_with_the_same_before_hears_what_was_decided(
    enter: Enter, monday: datetime
) -> None:
    """Ruth is asked anew and says nothing more: her dissent counts, and she hears what became of it."""
    contact = recommended(enter, **NO_ACTION)
    says(enter, "ruth", "DISAGREE", LIGHT)
    deciding.give_back(as_seen(contact, enter), "Say more of her weight", by=enter("meera"))
    deciding.recommend_all(contact, {}, by=enter("tom"))
    later = monday + timedelta(hours=5)
    decides(contact, enter("grace", at=later), plan=PLAN)
    react(enter, at=later)
    told = ViewAsked.objects.exclude(told_at=None)
    assert [one.agency_id for one in told] == ["st-oswins"]


def test_dissent_is_printed_word_for_word(enter: Enter, client: Client) -> None:
    """The paper of the enquiry, for whoever may read the decision."""
    contact = recommended(enter)
    says(enter, "ruth", "DISAGREE", LIGHT)
    client.force_login(User.objects.get(email="meera@openmash.example"))
    shown = client.get(f"/contacts/{contact.reference}/enquiry/print/").content.decode()
    assert "St Oswin’s Primary School disagrees" in shown
    assert LIGHT in shown
    assert "Midshire Police has not said whether it agrees" in shown


def test_the_decider_reads_dissent_before_the_button(enter: Enter, client: Client) -> None:
    contact = recommended(enter, **NO_ACTION)
    says(enter, "ruth", "DISAGREE", LIGHT)
    client.force_login(User.objects.get(email="meera@openmash.example"))
    shown = client.get(f"/contacts/{contact.reference}/decision/").content.decode()
    assert shown.index(LIGHT) < shown.index('value="decide"')
    assert "Midshire Police" in shown
    assert "What keeps the child safe" in shown


def test_without_a_reason_nothing_is_sent_and_what_was_typed_stays(
    enter: Enter, client: Client
) -> None:
    recommended(enter)
    page = f"/requests/view/{asked('st-oswins').pk}/"
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    answer = client.post(page, {"view": "DISAGREE", "reason": ""})
    assert "Say why you disagree" in answer.content.decode()
    assert 'value="DISAGREE" checked' in answer.content.decode()
    assert client.post(page, {"view": "DISAGREE", "reason": LIGHT}).status_code == 302
    assert client.post(f"{page}back/").status_code == 302
    assert "taken back by Ruth Hart" in client.get(page).content.decode()


def test_what_was_typed_stays_where_it_is_decided_meanwhile(enter: Enter, client: Client) -> None:
    contact = recommended(enter)
    page = f"/requests/view/{asked('st-oswins').pk}/"
    decides(contact, enter("meera"), early=CANNOT_WAIT)
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    answer = client.post(page, {"view": "DISAGREE", "reason": LIGHT}).content.decode()
    assert "It has been decided. Ring the hub" in answer
    assert "What you typed was not sent" in answer
    assert LIGHT in answer
    assert "was not sent" not in client.get(page).content.decode()


def test_the_list_of_decisions_says_who_disagrees_and_who_is_waited_for(enter: Enter) -> None:
    recommended(enter)
    says(enter, "ruth", "DISAGREE", LIGHT)
    [row] = waiting(by=enter("meera")).for_me
    assert row.views == ("1 disagrees", "1 has not said")

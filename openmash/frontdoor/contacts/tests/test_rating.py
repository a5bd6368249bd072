"""Rating a referral: by whoever received it, for whoever sent it to learn from (e-MARF §8, L34, L52)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.access.models import User
from openmash.foundation.ledger.models import Event
from openmash.frontdoor.contacts.commands.rating import rate_referral
from openmash.frontdoor.contacts.commands.screening import take_up
from openmash.frontdoor.contacts.models import Contact, ReferralRating
from openmash.frontdoor.contacts.queries.rating import rated_for_sender
from openmash.frontdoor.contacts.rules.rating import HELPS, Mark, missing_in, rating_of
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry
from tests.fixtures import Enter

WHY = "The child’s words stood in a file that I had not opened"
HELP = "Please say what she said, in her words"


def taken_up(enter: Enter) -> Contact:
    return take_up(a_sent_worry(enter), by=enter("aisha"))


def browser(client: Client, key: str) -> Client:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


@pytest.mark.parametrize(
    ("marks", "rating"),
    [
        ((), 1),
        (("facts",), 1),
        (("facts", "people"), 2),
        (("facts", "people", "agreement"), 3),
        (("voice", "meaning", "facts"), 3),
        (("facts", "people", "agreement", "relevance"), 3),  # four, and neither voice nor meaning
        (("facts", "people", "agreement", "voice"), 3),
        (("voice", "meaning", "facts", "people"), 4),
        (tuple(Mark), 4),
    ],
)
def test_the_rating_follows_from_what_was_there(marks: tuple[str, ...], rating: int) -> None:
    """“Four or more ticks with voice and meaning = 4; three = 3; else 2/1.”"""
    assert rating_of(marks) == rating


@given(st.sets(st.sampled_from(list(Mark))), st.sampled_from(list(Mark)))
def test_more_in_it_never_rates_lower(marks: set[Mark], one: Mark) -> None:
    assert rating_of(marks | {one}) >= rating_of(marks)
    assert set(missing_in(marks)) == set(Mark) - marks


def test_it_is_kept_with_who_and_when_and_the_ledger_knows_the_number_alone(enter: Enter) -> None:
    contact = taken_up(enter)
    rated = rate_referral(contact, ["facts", "voice"], HELP, by=enter("aisha"))
    assert (rated.rating, rated.marks, rated.rated_by) == (2, ["facts", "voice"], "Aisha Rahman")
    event = Event.objects.get(name="contact.referral_rated")
    assert event.facts == {"rating": 2, "number": 1}


def test_put_right_it_takes_a_reason_and_the_earlier_one_stays(enter: Enter) -> None:
    contact = taken_up(enter)
    rate_referral(contact, ["facts"], by=enter("aisha"))
    with pytest.raises(NotReady, match="at least 20 characters"):
        rate_referral(contact, ["facts", "voice"], because="wrong", by=enter("tom"))
    rate_referral(contact, ["facts", "voice"], because=WHY, by=enter("tom"))
    with pytest.raises(NotReady, match="rated so already"):
        rate_referral(contact, ["voice", "facts"], because=WHY, by=enter("tom"))
    numbers = ReferralRating.objects.order_by("number").values_list("number", "rating", "because")
    assert list(numbers) == [(1, 1, ""), (2, 2, WHY)]
    with pytest.raises(DatabaseError), transaction.atomic():
        ReferralRating.objects.update(rating=4)


@pytest.mark.parametrize("key", ["ruth", "dana", "carol", "dev", "hal", "ines", "sam", "ravi"])
def test_nobody_rates_but_who_receives_referrals(enter: Enter, key: str) -> None:
    contact = taken_up(enter)
    with pytest.raises(NotAllowed):
        rate_referral(contact, ["facts"], by=enter(key))


def test_what_nobody_has_read_is_not_rated_and_the_page_does_not_offer_it(
    enter: Enter, client: Client
) -> None:
    contact = a_sent_worry(enter)
    with pytest.raises(NotReady, match="Nobody has taken it up"):
        rate_referral(contact, ["facts"], by=enter("aisha"))
    at, path = browser(client, "aisha"), f"/contacts/{contact.reference}/"
    assert "How good was this referral" not in at.get(path).content.decode()
    assert "Nobody has taken it up" in at.get(f"{path}rating/").content.decode()
    take_up(contact, by=enter("aisha"))
    assert "How good was this referral" in at.get(path).content.decode()


def test_a_press_without_a_word_rates_nothing(enter: Enter) -> None:
    with pytest.raises(NotReady, match="Tick what was in it"):
        rate_referral(taken_up(enter), [], by=enter("aisha"))


def test_what_was_not_sent_is_not_rated(enter: Enter) -> None:
    draft = a_draft(enter)
    enter("aisha")
    with pytest.raises(NotAllowed):
        rate_referral(draft, ["facts"], by=enter("aisha"))


def test_the_sender_reads_thanks_and_three_things_at_most(enter: Enter, client: Client) -> None:
    contact = taken_up(enter)
    rate_referral(contact, [], HELP, by=enter("aisha"))
    page = browser(client, "ruth").get(f"/worries/{contact.reference}/status/").content.decode()
    assert "Thank you for telling us" in page
    assert HELP in page
    shown = [one for one in Mark if HELPS[one] in page]
    assert shown == [Mark.FACTS, Mark.CHILD, Mark.VOICE]
    assert "1 of 4" not in page
    assert "Aisha" not in page.partition("How your referral helped us")[2].partition("</ul>")[0]


def test_a_very_good_one_is_thanked_for_what_was_there(enter: Enter) -> None:
    rated = rate_referral(taken_up(enter), list(Mark), by=enter("aisha"))
    said = rated_for_sender(rated)
    assert said is not None
    assert (said.helps, said.said) == ((), "")
    assert "that helped" in said.opening


def test_another_sender_reads_nothing_of_it(enter: Enter) -> None:
    rate_referral(taken_up(enter), ["facts"], by=enter("aisha"))
    for key, sees in (("ruth", True), ("osei", False), ("mari", False), ("hal", False)):
        enter(key)
        assert ReferralRating.objects.exists() is sees, key


def test_the_page_rates_and_puts_right(enter: Enter, client: Client) -> None:
    contact = taken_up(enter)
    aisha, path = browser(client, "aisha"), f"/contacts/{contact.reference}/rating/"
    assert path in aisha.get(f"/contacts/{contact.reference}/").content.decode()
    assert aisha.post(path, {"marks": ["", "facts", "voice"], "helps": HELP}).status_code == 302
    page = aisha.get(f"/contacts/{contact.reference}/").content.decode()
    assert "2 of 4: some of what we need" in page
    for said, why in (({"helps": "x" * 501}, "characters"), ({"helps": "x"}, "at least 20")):
        words = aisha.post(path, {"marks": ["facts"], **said}).content.decode()
        assert why in words
        assert said["helps"] in words
    assert 'href="#f-because"' in words  # beside its question, and in words alone
    assert "(&#39;" not in words
    answer = aisha.post(path, {"marks": ["", "nothing"], "helps": "", "because": WHY})
    assert "There is a problem" in answer.content.decode()
    assert ReferralRating.objects.count() == 1


def test_pressed_twice_it_is_rated_once(enter: Enter, client: Client) -> None:
    contact = taken_up(enter)
    aisha, path = browser(client, "aisha"), f"/contacts/{contact.reference}/rating/"
    said = {"marks": ["facts"], "helps": ""}
    assert aisha.post(path, said).status_code == 302
    aisha.post(path, said)
    enter("aisha")
    assert ReferralRating.objects.count() == 1

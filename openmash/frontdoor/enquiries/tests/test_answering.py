"""The agency’s own page: its own question and nothing else, answered in minutes (P3, `roles.md` §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from openmash.core.actor import system_actor
from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.sharing.models import Disclosure
from openmash.frontdoor.contacts.rules.feedback import (
    ChildOutcome,
    OutcomeFacts,
    receiver_of,
    sentences,
)
from openmash.frontdoor.enquiries.commands import answering as do
from openmash.frontdoor.enquiries.commands.announcing import tell_outcome
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    Agreement,
    CheckAnswer,
    EvidenceItem,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.frontdoor.enquiries.tests.answering import (
    FACT,
    asked,
    hub,
    now,
    replies,
    signed_in,
)
from tests.fixtures import Enter


@pytest.mark.parametrize(
    ("key", "status"),
    [("ruth", 200), ("osei", 404), ("nell", 404), ("lee", 404), ("aisha", 404), ("dev", 404)],
)
def test_only_those_who_answer_for_the_agency_find_it(
    enter: Enter, client: Client, key: str, status: int
) -> None:
    check = asked(enter)
    assert signed_in(client, key).get(f"/requests/{check.pk}/").status_code == status


def test_the_database_shows_the_agency_its_question_and_nothing_else(enter: Enter) -> None:
    check = asked(enter)
    other = asked(enter, "midshire-police")
    enter("ruth")
    assert list(AgencyCheck.objects.values_list("pk", flat=True)) == [check.pk]
    assert check.people.count() == 3
    for model in (MashEnquiry, Agreement):
        assert not model.objects.exists()
    enter("dana")
    assert list(AgencyCheck.objects.values_list("pk", flat=True)) == [other.pk]
    enter("osei")
    assert not AgencyCheck.objects.exists()


def test_the_page_asks_in_two_sentences_about_whom_until_when_and_why(
    enter: Enter, client: Client
) -> None:
    check = asked(enter)
    page = signed_in(client, "ruth").get(f"/requests/{check.pk}/").content.decode()
    wanted = (
        "Isla Tarrant",
        "Kelly Tarrant",
        "nobody knows by whom",
        "The family agreed",
        "Attendance this year",
        "01632 960110",
    )
    for words in wanted:
        assert words in page, words
    assert "Named by the child" not in page
    enter("tom")
    assert (now(check).state, now(check).acknowledged_by) == ("acknowledged", "Ruth Hart")


def test_nothing_to_tell_is_one_press_and_counts_once(enter: Enter, client: Client) -> None:
    check = asked(enter)
    for _ in range(2):
        done = signed_in(client, "ruth").post(
            f"/requests/{check.pk}/nil/", {"outcome": "nothing_relevant"}
        )
        assert done.status_code == 302
    enter("tom")
    assert now(check).state == "answered_nothing_relevant"
    assert CheckAnswer.objects.count() == 3
    assert Disclosure.objects.filter(from_agency="st-oswins").count() == 1


def test_a_part_can_be_sent_and_the_rest_is_still_waited_for(enter: Enter) -> None:
    check, ruth = asked(enter), enter("ruth")
    first, *others = replies(check)
    known = Reply(first.about, first.called, "info", told={"attendance": "71"}, facts=(FACT,))
    do.send_reply(check, [known], by=ruth)
    assert now(check).state == "requested"
    do.send_reply(check, [known], by=ruth)
    assert CheckAnswer.objects.count() == EvidenceItem.objects.count() == 1
    do.send_reply(check, others, by=ruth)
    assert now(check).state == "answered_relevant"
    enter("tom")
    item = EvidenceItem.objects.get()
    assert (item.agency_id, item.answer.told) == ("st-oswins", {"attendance": "71"})  # type: ignore[union-attr]  # came with it


def test_said_otherwise_the_first_words_stay_readable(enter: Enter) -> None:
    check, ruth = asked(enter), enter("ruth")
    do.send_reply(check, replies(check, "info", facts=(FACT,)), by=ruth)
    later = enter("ruth", at=ruth.at + timedelta(minutes=5))
    do.send_reply(check, replies(check), by=later)
    enter("tom")
    assert now(check).state == "answered_nothing_relevant"
    assert CheckAnswer.objects.count() == 6
    assert {one.taken_back_because for one in EvidenceItem.objects.all()} == {
        "The agency has answered anew"
    }


@pytest.mark.parametrize(
    "put_right",
    [
        {"category": "family"},
        {"certainty": "reported"},
        {"tell_family": "no"},
        {"dated_from": date(2026, 11, 16)},
        {"dated_from": date(2026, 11, 16), "dated_to": date(2026, 11, 17)},
        {"dated_words": "on Tuesday"},
    ],
)
def test_a_fact_that_is_put_right_is_kept(enter: Enter, put_right: dict[str, Any]) -> None:
    check, ruth = asked(enter), enter("ruth")
    do.send_reply(check, replies(check, "info", facts=(FACT,)), by=ruth)
    better = replace(FACT, **put_right)
    for minutes in (5, 10):
        later = enter("ruth", at=ruth.at + timedelta(minutes=minutes))
        do.send_reply(check, replies(check, "info", facts=(better,)), by=later)
    enter("tom")
    assert CheckAnswer.objects.count() == 6
    field, value = next(iter(put_right.items()))
    assert set(EvidenceItem.objects.filter(taken_back_at=None).values_list(field, flat=True)) == {
        value
    }


@pytest.mark.parametrize(
    ("outcome", "more", "why"),
    [
        ("info", {}, "Write down what you know"),
        ("not_searched", {}, "Say why"),
        ("nothing_relevant", {"facts": (FACT,)}, "You wrote something"),
        ("", {"said": "x"}, "Say whether you know"),
        ("info", {"facts": (Fact("x", "education", "fact"),)}, "Say when it was"),
    ],
)
def test_what_is_missing_is_said(
    enter: Enter, outcome: str, more: dict[str, Any], why: str
) -> None:
    check, ruth = asked(enter), enter("ruth")
    with pytest.raises(NotReady, match=why):
        do.send_reply(check, replies(check, outcome, **more), by=ruth)


def test_a_refusal_names_its_reason_in_law(enter: Enter) -> None:
    check, ruth = asked(enter), enter("ruth")
    with pytest.raises(NotReady, match="reason in law"):
        do.decline(check, "", "Because we do not want to", by=ruth)
    do.decline(check, "LEGAL_BAR", "A family court order of May forbids it", by=ruth)
    assert (now(check).state, now(check).refusal) == ("refused_with_reason", "LEGAL_BAR")


def test_it_is_passed_on_inside_the_agency_only(enter: Enter, client: Client) -> None:
    check = asked(enter, "midshire-police")
    dana = enter("dana")
    with pytest.raises(NotReady, match="colleague of your agency"):
        do.pass_on(check, enter("ruth").user, by=dana)
    with pytest.raises(NotAllowed):
        do.send_reply(check, replies(check), by=enter("tom"))


def test_the_hub_sees_who_knows_what_of_whom_in_words(enter: Enter, client: Client) -> None:
    check = asked(enter)
    ruth = enter("ruth")
    first, second, _ = replies(check)
    known = Reply(first.about, first.called, "info", told={"attendance": "71"}, facts=(FACT,))
    do.send_reply(check, [known, second], by=ruth)
    path = f"/contacts/{check.enquiry.contact.reference}/enquiry/"
    page = signed_in(client, "tom").get(path).content.decode()
    for words in ("1 item", "Known, nothing relevant", "1 wait", "Came in with a bruise", "71",
                  "Attendance this year"):  # fmt: skip
        assert words in page, words
    assert "Came in with a bruise" not in signed_in(client, "aisha").get(path).content.decode()


@pytest.mark.parametrize(
    ("agency", "reads"),
    [
        ("st-oswins", ["Isla: level", "Who to call"]),
        ("the-lantern", []),
        ("midshire-probation", []),
    ],
)
def test_who_answered_reads_what_became_of_it_as_far_as_they_may(
    enter: Enter, client: Client, agency: str, reads: list[str]
) -> None:
    facts = OutcomeFacts(
        "Front door", "01632 960110", (ChildOutcome("Isla", 4, "Statutory", "Assessment"),),
        named_contact="Tom Ashdown",
    )  # fmt: skip
    check = asked(enter, agency)
    role = check.for_roles[0]
    said = list(sentences(receiver_of(role), facts))
    assert all(any(word in one for one in said) for word in reads)
    assert ("Another service is involved." in said) == (not reads)
    key = {"st-oswins": "ruth", "the-lantern": "gil", "midshire-probation": "wes"}[agency]
    do.send_reply(check, replies(check), by=enter(key))
    by = system_actor("outcome", partnership="brackenford", at=check.asked_at)
    enter("meera")
    tell_outcome(hub(check), said, by=by)
    page = signed_in(client, key).get(f"/requests/{check.pk}/").content.decode()
    assert all(one in page for one in said)

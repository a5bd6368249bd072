"""The agency's own page: its own question and nothing else, answered in minutes (P3, `roles.md` §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.actor import system_actor
from openmash.core.refusals import NotAllowed, NotReady
from openmash.core.working_time import london_day
from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.sharing.models import Disclosure
from openmash.frontdoor.contacts.rules.feedback import (
    ChildOutcome,
    OutcomeFacts,
    receiver_of,
    sentences,
)
from openmash.frontdoor.enquiries.commands import agreement as asking
from openmash.frontdoor.enquiries.commands import answering as do
from openmash.frontdoor.enquiries.commands import checks
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands.announcing import tell_outcome
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    Agreement,
    CheckAnswer,
    CheckDraft,
    EvidenceItem,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.agreement import agreement_of
from openmash.frontdoor.enquiries.queries.checks import missing_answers
from openmash.frontdoor.enquiries.rules.agreement import Asked, Override
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from tests.fixtures import Enter

FACT = Fact("Came in with a bruise", "education", "fact", dated_words="on Monday")


def asked(enter: Enter, agency: str = "st-oswins") -> AgencyCheck:
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    question = a_question(enquiry, agency, method="here")
    return send_requests(fresh(enquiry), [question], by=enter("tom"))[0]


def signed_in(client: Client, key: str) -> Client:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


def replies(check: AgencyCheck, outcome: str = "nothing_relevant", **more: Any) -> list[Reply]:
    return [Reply(str(one.pk), one.name, outcome, **more) for one in check.people.all()]


def now(check: AgencyCheck) -> AgencyCheck:
    return AgencyCheck.objects.get(pk=check.pk)


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


def test_what_is_typed_is_kept_and_not_for_the_hub(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path = f"/requests/{check.pk}/"
    typed = {"p1_i1_text": "Came in with a bruise", "v:p1_i1_text": "0"}
    kept = signed_in(client, "ruth").post(f"{path}save/", typed).json()
    assert kept["versions"] == {"p1_i1_text": 1}
    assert "Came in with a bruise" in client.get(path).content.decode()
    enter("tom")
    assert not CheckDraft.objects.exists()


def test_a_colleagues_words_are_never_written_over(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path = f"/requests/{check.pk}/"
    here = signed_in(client, "ruth")
    here.post(f"{path}save/", {"p1_why": "First", "v:p1_why": "0"})
    late = here.post(f"{path}save/", {"p1_why": "Second", "v:p1_why": "0"})
    assert late.status_code == 409
    assert late.json()["conflict"]["p1_why"]["theirs"] == "First"
    plain = here.post(path, {"p1_why": "Second", "v:p1_why": "0", "then": "p1"})
    assert plain.status_code == 409
    assert "First" in plain.content.decode()
    assert "Second" in plain.content.decode()


def a_fact(number: int, words: str, version: int = 0) -> dict[str, str]:
    """One fact as the page sends it."""
    parts = {"text": words, "when": "last week", "category": "education", "certainty": "fact"}
    named = {f"p1_i{number}_{part}": value for part, value in parts.items()}
    return {**named, **{f"v:{name}": str(version) for name in named}}


def standing() -> set[str]:
    return set(EvidenceItem.objects.filter(taken_back_at=None).values_list("text", flat=True))


def test_a_page_opened_before_takes_no_colleagues_fact_back(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path, here = f"/requests/{check.pk}/", signed_in(client, "ruth")
    here.post(path, {**a_fact(1, "A bruise"), "then": "p1"})
    more = {**a_fact(2, "Sleeps in class"), **a_fact(3, "Never collected")}
    here.post(path, {**a_fact(1, "A bruise", 1), **more, "then": "send"})
    empty = {name: "" if name.startswith("p") else said for name, said in a_fact(2, "").items()}
    late = {**a_fact(1, "A bruise", 1), **empty, "p2_outcome": "not_known", "then": "send"}
    assert here.post(path, late).status_code == 302
    enter("tom")
    assert standing() == {"A bruise", "Sleeps in class", "Never collected"}


def test_both_shown_a_colleagues_other_words_are_there_still(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path, here = f"/requests/{check.pk}/", signed_in(client, "ruth")
    here.post(path, {"p1_why": "First", "v:p1_why": "0", **a_fact(1, "A bruise"), "then": "p1"})
    page = here.post(path, {"p1_why": "Second", "v:p1_why": "0", "then": "p1"})
    assert page.status_code == 409
    assert "A bruise" in page.content.decode()


def test_a_fact_that_is_taken_out_is_taken_back(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path, here = f"/requests/{check.pk}/", signed_in(client, "ruth")
    both = {**a_fact(1, "A bruise"), **a_fact(2, "Sleeps in class")}
    here.post(path, {**both, "then": "send"})
    here.post(path, {**a_fact(1, "A bruise", 1), **a_fact(2, "", 1), "then": "send"})
    enter("tom")
    assert standing() == {"A bruise"}


def test_the_page_works_without_scripts(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path = f"/requests/{check.pk}/"
    said = {
        "p1_outcome": "info", "p1_i1_text": "Came in with a bruise", "p1_i1_when": "16 November 2026",
        "p1_i1_category": "education", "p1_i1_certainty": "fact", "p1_q_attendance": "71",
        "p2_outcome": "not_known", "then": "send",
    }  # fmt: skip
    answer = signed_in(client, "ruth").post(path, said)
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(path).content.decode()
    assert "16 November 2026" in page
    assert "no answer yet" in page
    enter("tom")
    item = EvidenceItem.objects.get()
    assert str(item.dated_from) == "2026-11-16"
    assert item.answer is not None
    assert item.answer.told == {"attendance": "71"}


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


def test_the_page_costs_the_same_whatever_was_typed_and_said(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path, here, counted = f"/requests/{check.pk}/", signed_in(client, "ruth"), []
    here.get(path)
    for number in (1, 2, 3):
        with CaptureQueriesContext(connection) as queries:
            here.get(path)
        counted.append(len(queries))
        here.post(path, {f"p{number}_outcome": "not_known", f"p{number}_why": "x", "then": "send"})
    assert max(counted) <= counted[0] + 1, counted
    assert max(counted) <= 24, counted


def hub(check: AgencyCheck) -> AgencyCheck:
    """The same question, as the hub loads it."""
    return AgencyCheck.objects.select_related("enquiry__contact", "agency").get(pk=check.pk)


def test_what_is_not_clear_goes_back_with_its_time_anew(enter: Enter, client: Client) -> None:
    check = asked(enter)
    do.send_reply(check, replies(check), by=enter("ruth"))
    later = enter("tom", at=check.asked_at + timedelta(hours=2))
    with pytest.raises(NotReady):
        checks.clarify(hub(check), "why", by=later)
    checks.clarify(hub(check), "Since when has she been on roll with you?", by=later)
    run = ClockRun.objects.get(subject=check.subject, stopped_at=None)
    assert (now(check).state, run.started_at) == ("clarification_asked", later.at)
    page = signed_in(client, "ruth").get(f"/requests/{check.pk}/").content.decode()
    assert "Since when has she been on roll" in page
    do.return_nil(now(check), "nothing_relevant", by=enter("ruth"))
    tom = enter("tom")
    assert checks.accept(hub(check), by=tom).state == "accepted"
    assert missing_answers(check.enquiry.contact) == []


@pytest.mark.parametrize("what", ["over", "withdrawn", "limits"])
def test_asked_once_more_only_while_a_question_may_leave(enter: Enter, what: str) -> None:
    check = asked(enter)
    do.send_reply(check, replies(check), by=enter("ruth"))
    enter("tom")
    stale, agreement = hub(check), agreement_of(fresh(check.enquiry))
    if what == "over":
        meera = enter("meera")
        enquiries.end(fresh(check.enquiry), "It was about another family", by=meera)
    elif what == "withdrawn":
        ask, tom = agreement.asks.get(), enter("tom")
        asking.withdraw(agreement, ask, "She rang and takes it back", by=tom)
    else:
        later, whom = (
            enter("tom", at=check.asked_at + timedelta(hours=1)),
            agreement.asks.get().whom_id,
        )
        limits: dict[str, Any] = {
            "limits": "Not her school",
            "not_these": ("school",),
            "explained": True,
        }
        said = Asked(str(whom), "holds", "phone", "limited", later.at, **limits)
        asking.record_ask(agreement, said, by=later)
    whys = {"over": "not running", "withdrawn": "took the agreement back", "limits": "this kind"}
    with pytest.raises(NotReady, match=whys[what]):
        checks.clarify(stale, "Since when has she been on roll with you?", by=enter("tom"))
    assert now(check).state == "answered_nothing_relevant"


def test_asked_once_more_it_says_anew_why_it_may_be_shared(enter: Enter) -> None:
    check = asked(enter)
    do.send_reply(check, replies(check), by=enter("ruth"))
    tom = enter("tom")
    agreement = agreement_of(fresh(check.enquiry))
    asking.withdraw(agreement, agreement.asks.get(), "She rang and takes it back", by=tom)
    sixty = "He hurt her when she told before, and she goes home to him tonight."
    today = london_day(tom.at)
    asking.override(agreement, Override("RISK_TO_CHILD", sixty, today), by=enter("meera"))
    tom = enter("tom")
    checks.clarify(hub(check), "Since when has she been on roll with you?", by=tom)
    assert "a manager decided" in now(check).may_share[0]


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
    ("agency", "reads"), [("st-oswins", ["Isla: level", "Who to call"]), ("the-lantern", [])]
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
    key = {"st-oswins": "ruth", "the-lantern": "gil"}[agency]
    do.send_reply(check, replies(check), by=enter(key))
    by = system_actor("outcome", partnership="brackenford", at=check.asked_at)
    enter("meera")
    tell_outcome(hub(check), said, by=by)
    page = signed_in(client, key).get(f"/requests/{check.pk}/").content.decode()
    assert all(one in page for one in said)


def test_one_press_says_nothing_of_whom_somebody_began_to_write_about(
    enter: Enter, client: Client
) -> None:
    check = asked(enter)
    path, here = f"/requests/{check.pk}/", signed_in(client, "ruth")
    here.post(f"{path}save/", {"p2_i1_text": "Mother smelled of drink", "v:p2_i1_text": "0"})
    page = here.post(f"{path}nil/", {"outcome": "nothing_relevant"})
    assert page.status_code == 200
    assert "Something has been written about" in page.content.decode()
    enter("tom")
    assert not CheckAnswer.objects.exists()


def test_one_press_takes_back_nothing_that_was_told(enter: Enter, client: Client) -> None:
    check = asked(enter)
    first, *others = replies(check)
    told = Reply(first.about, first.called, "info", facts=(FACT,))
    do.send_reply(check, [told, *others], by=enter("ruth"))
    later = check.asked_at + timedelta(hours=2)
    tom = enter("tom", at=later)
    checks.clarify(hub(check), "Since when on roll with you?", by=tom)
    page = signed_in(client, "ruth").get(f"/requests/{check.pk}/").content.decode()
    assert "answers for 2 people" in page
    do.return_nil(now(check), "not_known", by=enter("ruth", at=later + timedelta(minutes=1)))
    enter("tom")
    assert (now(check).state, standing()) == ("answered_relevant", {FACT.text})


def test_one_press_says_nothing_where_all_is_told(enter: Enter) -> None:
    check = asked(enter)
    do.send_reply(check, replies(check, "info", facts=(FACT,)), by=enter("ruth"))
    later = check.asked_at + timedelta(hours=2)
    tom = enter("tom", at=later)
    checks.clarify(hub(check), "Since when on roll with you?", by=tom)
    with pytest.raises(NotReady, match="told of everybody"):
        do.return_nil(now(check), "not_known", by=enter("ruth", at=later))


def test_one_press_waits_for_a_colleague_who_is_sending(enter: Enter) -> None:
    check, ruth = asked(enter), enter("ruth")
    with CaptureQueriesContext(connection) as queries:
        do.return_nil(check, "not_known", by=ruth)
    said = [one["sql"] for one in queries]
    locked = next(n for n, sql in enumerate(said) if "FOR UPDATE" in sql)
    assert locked < next(n for n, sql in enumerate(said) if "enquiries_checkanswer" in sql)


def test_saving_while_typing_is_no_look(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path, here = f"/requests/{check.pk}/", signed_in(client, "ruth")
    here.get(path)
    for number in range(3):
        here.post(f"{path}save/", {"p1_why": f"x{number}", "v:p1_why": str(number)})
    enter("tom")
    assert ReadLog.objects.filter(subject=check.subject).count() == 1

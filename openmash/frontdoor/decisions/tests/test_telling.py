"""From decision to reply: the sender hears without chasing, and nothing closes before (P8, L41, G3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import NotAllowed, NotFound, NotReady
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.access import record_facts as message_facts
from openmash.foundation.messaging.commands import deliver_queued, delivering_actor
from openmash.foundation.messaging.models import Message
from openmash.foundation.messaging.states import MESSAGE
from openmash.foundation.moves.mover import move
from openmash.foundation.sharing.models import Disclosure
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands import feedback as do
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.feedback_reactions import chase_unread
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.queries.feedback import for_sender, get_feedback
from openmash.frontdoor.contacts.states import ContactState, FeedbackState
from openmash.frontdoor.contacts.tests.builders import a_sent_worry, rated
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.states import DecisionState
from openmash.frontdoor.decisions.tests.builders import a_decided, a_pending, decision_of
from tests.fixtures import Enter


def settle_all(by: Actor) -> None:
    """Run what the worker runs, until nothing is left; then the person is back on stage."""
    react_to_pending(at=by.at, partnership=by.partnership)
    deliver_queued(by=delivering_actor(partnership=by.partnership, at=by.at))
    react_to_pending(at=by.at, partnership=by.partnership)
    act_as(by)


def told(enter: Enter, who: str = "ruth", **fields: Any) -> Contact:
    contact = a_decided(enter, a_pending(enter, who), **fields)
    settle_all(enter("meera"))
    contact.refresh_from_db()
    return contact


def feedback_of(contact: Contact) -> Feedback:
    return Feedback.objects.select_related("contact", "recipient").get(contact=contact)


def bounced(contact: Contact, enter: Enter) -> Feedback:
    """The notice cannot be delivered."""
    by = enter("meera")
    react_to_pending(at=by.at, partnership=by.partnership)
    act_as(by)
    notice = Message.objects.get(about=feedback_of(contact).subject, template="outcome")
    postman = delivering_actor(partnership=by.partnership, at=by.at)
    act_as(postman)
    for name in ("begin", "bounced"):
        allowed = permit(postman, MESSAGE[name].permission, message_facts(notice))
        move(notice, MESSAGE[name], allowed, about=[notice.about])
    react_to_pending(at=by.at, partnership=by.partnership)
    act_as(by)
    return feedback_of(contact)


def test_the_sender_is_told_without_chasing(enter: Enter) -> None:
    """L41: composed, sent and delivered by itself; the clock stops, the decision goes on."""
    contact = told(enter)
    feedback = feedback_of(contact)
    assert feedback.state == FeedbackState.DELIVERED
    assert contact.state == ContactState.FEEDBACK_SENT
    assert decision_of(contact).state == DecisionState.FEEDBACK_SENT
    assert not ClockRun.objects.filter(subject=contact.subject, code="C03", stopped_at=None)


def test_sharing_is_written_down_with_its_ground(enter: Enter) -> None:
    """data §3.21: one disclosure for each act of sharing."""
    feedback = feedback_of(told(enter))
    shared = Disclosure.objects.get(about=feedback.subject)
    assert shared.to_user == str(feedback.recipient_id)
    assert "A6_1_E" in shared.bases


def test_the_notice_carries_a_reference_and_a_link_alone(enter: Enter) -> None:
    """L41, security test 21: no personal fact leaves in a message."""
    contact = told(enter)
    for notice in Message.objects.filter(template="outcome"):
        assert contact.reference in notice.body
        for secret in ("Isla", "Tarrant", "level", "Noah", "Craig"):
            assert secret not in notice.heading + notice.body


def test_a_school_lead_reads_level_and_next_step(enter: Enter) -> None:
    """roles §5: with a continuing duty."""
    contact = told(enter)
    body = str(feedback_of(contact).body)
    assert "Isla: level 4" in body
    assert "Keep a quiet room for Friday morning" in body


def test_a_visiting_professional_reads_no_facts(enter: Enter) -> None:
    """roles §5: without a continuing duty; the rationale reaches nobody."""
    contact = told(enter, "lee")
    body = str(feedback_of(contact).body)
    assert "Another service is involved." in body
    for secret in ("Isla", "level", "shouting", "Craig", "Duty team", "telephone"):
        assert secret not in body


def test_the_rationale_never_reaches_a_sender(enter: Enter) -> None:
    """roles §5: the reason is in the guidance's words, so other people's facts stay inside."""
    contact = told(enter)
    assert "The shouting has become hitting" not in str(feedback_of(contact).body)


def test_a_contact_cannot_close_while_an_answer_is_owed(enter: Enter) -> None:
    """Gate G3 (L41): not owed, not sent, not delivered; delivered closes and makes final."""
    contact = a_decided(enter)
    with pytest.raises(NotReady, match="is owed an answer"):
        deciding.close(contact, by=enter("meera"))
    by = enter("meera")
    react_to_pending(at=by.at, partnership=by.partnership)
    act_as(by)
    with pytest.raises(NotReady, match="neither delivered nor told"):
        deciding.close(contact, by=by)
    settle_all(by)
    assert deciding.close(contact, by=by).pk == contact.pk
    contact.refresh_from_db()
    assert contact.state == ContactState.CLOSED
    assert decision_of(contact).state == DecisionState.FINAL


def test_a_notice_that_comes_back_rings_and_tries_the_agency(enter: Enter) -> None:
    """P8 *bounced*, scenario 12: telephone task, agency mailbox, and the contact stays open."""
    contact = a_decided(enter)
    feedback = bounced(contact, enter)
    assert feedback.state == FeedbackState.BOUNCED
    assert Task.objects.filter(kind="feedback.telephone", about=feedback.subject).count() == 1
    again = Message.objects.get(about=feedback.subject, template="resent_to_agency")
    assert again.to_address == "safeguarding@st-oswins.example"
    with pytest.raises(NotReady, match="came back"):
        deciding.close(contact, by=enter("meera"))


def test_telling_by_telephone_settles_it(enter: Enter) -> None:
    """P8: told by telephone, with a note; the task finishes by itself."""
    contact = a_decided(enter)
    feedback = bounced(contact, enter)
    with pytest.raises(NotReady):
        do.tell_by_phone(feedback, " ", by=enter("tom"))
    do.tell_by_phone(feedback, "Rang Ruth at 15:10 and told her", by=enter("tom"))
    assert not Task.objects.filter(kind="feedback.telephone", state="open").exists()
    deciding.close(contact, by=enter("meera"))


def test_what_is_not_read_in_two_working_days_is_chased_once(enter: Enter) -> None:
    """P8: unread after two working days, Monday to Wednesday evening."""
    contact = told(enter)
    by = enter("meera")
    early = system_actor("chase", partnership=by.partnership, at=by.at + timedelta(days=2))
    late = system_actor("chase", partnership=by.partnership, at=by.at + timedelta(days=2, hours=8))
    act_as(early)
    assert chase_unread(by=early) == 0
    assert chase_unread(by=late) == 1
    assert chase_unread(by=late) == 0
    assert Task.objects.filter(kind="feedback.telephone").count() == 1
    assert feedback_of(contact).state == FeedbackState.DELIVERED


def test_reading_it_is_noted_once(enter: Enter) -> None:
    """P8 *read*: opening the page again changes nothing."""
    contact = told(enter)
    ruth = enter("ruth")
    do.read(get_feedback(ruth, feedback_of(contact).pk, P.FEEDBACK_REPLY), by=ruth)
    first = feedback_of(contact)
    do.read(first, by=enter("ruth", at=ruth.at + timedelta(hours=1)))
    assert feedback_of(contact).read_at == first.read_at
    view = for_sender(contact, by=ruth)
    assert view is not None
    assert {"acknowledge", "query", "disagree"} <= view.can


def test_only_the_sender_replies(enter: Enter) -> None:
    """P8: another professional finds nothing; the hub may not reply for the sender."""
    contact = told(enter)
    key = feedback_of(contact).pk
    for stranger in ("lee", "kit"):
        with pytest.raises(NotFound):
            get_feedback(enter(stranger), key, P.FEEDBACK_REPLY)
    with pytest.raises(NotAllowed):
        do.acknowledge(get_feedback(enter("tom"), key, P.CONTACT_READ), by=enter("tom"))


def test_a_disagreement_waits_for_a_manager_and_keeps_the_contact_open(enter: Enter) -> None:
    """P8 *disagreed*, P19 stage 1: task, clock C41, answered, then it may close."""
    contact = told(enter)
    ruth = enter("ruth")
    feedback = do.read(feedback_of(contact), by=ruth)
    with pytest.raises(NotReady, match="at least 20 characters"):
        do.disagree(feedback, "Wrong", by=ruth)
    do.disagree(feedback, "She told me that it was not an accident", by=ruth)
    task = Task.objects.get(kind="feedback.answer", about=feedback.subject)
    assert task.for_role == "SVC_MGR"  # the only other manager here decided it
    assert task.due_at == ClockRun.objects.get(subject=feedback.subject, code="C41").due_at
    meera = enter("meera")
    with pytest.raises(NotReady, match="disagrees with the outcome"):
        deciding.close(contact, by=meera)
    with pytest.raises(NotReady, match="You decided this"):
        do.answer(feedback_of(contact), "It stands", by=meera)
    tom = enter("tom")
    with pytest.raises(NotReady, match="A manager answers"):
        do.answer(feedback_of(contact), "It stands", by=tom)
    do.answer(feedback_of(contact), "We have rung you and will see her again", by=enter("grace"))
    deciding.close(contact, by=enter("meera"))


def test_every_reply_and_every_answer_is_kept_in_order_on_both_sides(
    enter: Enter, client: Client
) -> None:
    """P8: the question still stands above the disagreement that followed its answer."""
    contact = told(enter)
    later = [feedback_of(contact).owed_at + timedelta(minutes=n) for n in range(1, 5)]
    do.read(feedback_of(contact), by=enter("ruth", at=later[0]))
    do.query(feedback_of(contact), "When is she seen?", by=enter("ruth", at=later[1]))
    do.answer(feedback_of(contact), "On Friday at ten.", by=enter("meera", at=later[2]))
    words = "She is not safe until Friday."
    do.disagree(feedback_of(contact), words, by=enter("ruth", at=later[3]))
    said = ["When is she seen?", "On Friday at ten.", words]
    pages = {"ruth": f"/worries/{contact.reference}/status/"}
    pages |= dict.fromkeys(("meera", "grace"), f"/contacts/{contact.reference}/answer/")
    for who, where in pages.items():
        client.force_login(User.objects.get(email=f"{who}@openmash.example"))
        page = client.get(where).content.decode()
        places = [page.index(text) for text in said]
        assert places == sorted(places)
        assert ("another manager or the service manager answers" in page) is (who == "meera")
        assert "by 10:0" in page or "tomorrow" in page or "November" in page


def test_a_reply_opens_a_closed_contact_until_it_is_answered(enter: Enter) -> None:
    """G3: no contact stands closed while an answer is owed."""
    contact = told(enter)
    feedback = do.read(feedback_of(contact), by=enter("ruth"))
    deciding.close(contact, by=enter("meera"))
    do.query(feedback, "When is she seen?", by=enter("ruth"))
    contact.refresh_from_db()
    assert (contact.state, contact.closed_at) == (ContactState.FEEDBACK_SENT, None)
    meera = enter("meera")
    with pytest.raises(NotReady, match="waits for an answer"):
        deciding.close(contact, by=meera)
    do.answer(feedback_of(contact), "On Friday at ten.", by=meera)
    deciding.close(contact, by=meera)
    contact.refresh_from_db()
    assert contact.state == ContactState.CLOSED


def test_a_closed_duplicate_opens_as_what_it_was(enter: Enter) -> None:
    contact = a_pending(enter)
    second = a_sent_worry(enter, "osei")
    aisha = enter("aisha")
    screening.take_up(second, by=aisha)
    rated(enter, second)
    screening.mark_duplicate(second, contact, by=aisha)
    a_decided(enter, contact)
    settle_all(enter("meera"))
    feedback = Feedback.objects.get(contact=second, because="decided")
    deciding.close(Contact.objects.get(pk=second.pk), by=enter("meera"))
    do.query(do.read(feedback, by=enter("osei")), "Who sees her?", by=enter("osei"))
    second.refresh_from_db()
    assert second.state == ContactState.DUPLICATE


def test_today_is_dated_for_whoever_reads_it_later(enter: Enter) -> None:
    contact = told(enter)
    assert "this afternoon, by telephone (written on 23 November 2026)" in str(
        feedback_of(contact).body
    )


def test_the_error_of_a_short_disagreement_leads_to_its_field(enter: Enter, client: Client) -> None:
    contact = told(enter)
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    client.get(f"/worries/{contact.reference}/status/")
    here = f"/worries/{contact.reference}/outcome/disagree/"
    page = client.post(here, {"text": "Too short"}).content.decode()
    assert 'href="#f-text"' in page
    assert 'id="f-text"' in page


def test_no_answer_is_owed_only_when_a_manager_says_so(enter: Enter) -> None:
    """P8: three grounds, a manager, the circumstances."""
    contact = a_decided(enter)
    with pytest.raises(NotAllowed):
        do.not_owed(feedback_of(contact), "anonymous", "No name was given", by=enter("tom"))
    meera = enter("meera")
    with pytest.raises(NotReady):
        do.not_owed(feedback_of(contact), "too_busy", "We are busy", by=meera)
    do.not_owed(feedback_of(contact), "legal_bar", "The court has forbidden it", by=meera)
    deciding.close(Contact.objects.get(pk=contact.pk), by=meera)


def test_the_senders_of_duplicates_hear_twice(enter: Enter) -> None:
    """P1: both referrers get feedback: that it was known, and what was decided."""
    contact = a_pending(enter)
    second = a_sent_worry(enter, "osei")
    aisha = enter("aisha")
    screening.take_up(second, by=aisha)
    screening.rate_urgency(second, "amber", "Both are safe at school today", by=aisha)
    screening.mark_duplicate(second, contact, by=aisha)
    a_decided(enter, contact)
    settle_all(enter("meera"))
    reasons = Feedback.objects.filter(contact=second).values_list("because", "state")
    assert set(reasons) == {("duplicate", "delivered"), ("decided", "delivered")}
    outcome = Feedback.objects.get(contact=second, because="decided")
    assert "Isla: level 4" in str(outcome.body)
    assert "Keep a quiet room" not in str(outcome.body)


def test_a_sender_replies_from_the_status_page(enter: Enter, client: Client) -> None:
    """P8: clear, question, disagreement; nothing typed is lost when it is refused."""
    contact = told(enter)
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    status = f"/worries/{contact.reference}/status/"
    assert "Isla: level 4" in client.get(status).content.decode()
    here = f"/worries/{contact.reference}/outcome"
    refused = client.post(f"{here}/disagree/", {"text": "Too short"})
    assert refused.status_code == 422
    assert "Too short" in refused.content.decode()
    assert client.post(f"{here}/question/", {"text": "When is she seen?"}).status_code == 302
    enter("meera")
    assert feedback_of(contact).state == FeedbackState.QUERIED


def test_the_hub_answers_and_closes_from_the_answer_page(enter: Enter, client: Client) -> None:
    """G3 in the browser: the button stays pressable and says why not."""
    contact = told(enter)
    ruth = enter("ruth")
    do.query(do.read(feedback_of(contact), by=ruth), "When is she seen?", by=ruth)
    client.force_login(User.objects.get(email="meera@openmash.example"))
    here = f"/contacts/{contact.reference}/answer/"
    assert "When is she seen?" in client.get(here).content.decode()
    client.post(f"/contacts/{contact.reference}/close/")
    assert "waits for an answer" in client.get(here).content.decode()
    enter("meera")
    feedback = feedback_of(contact)
    sent = {f"{str(feedback.pk)[:8]}-text": "On Friday at ten"}
    assert client.post(f"/answers/{feedback.pk}/answer/", sent).status_code == 302
    client.post(f"/contacts/{contact.reference}/close/")
    enter("meera")
    contact.refresh_from_db()
    assert contact.state == ContactState.CLOSED


@pytest.mark.parametrize("key", ["ruth", "lee", "mari", "sam"])
def test_the_answer_page_is_the_hubs_alone(enter: Enter, client: Client, key: str) -> None:
    """roles §3: a sender has the status page; others have nothing."""
    contact = told(enter)
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    assert client.get(f"/contacts/{contact.reference}/answer/").status_code == 404


def test_the_sender_reads_by_when_whom_to_call_and_the_risk_as_the_decision_says(
    enter: Enter,
) -> None:
    """roles §5, with a continuing duty: the words of the decision page reach the answer."""
    day = date(2026, 11, 27)
    contact = told(enter, expected_due=day, risk_for_sender="Craig may come to the gate")
    body = str(feedback_of(contact).body)
    assert "Keep a quiet room for Friday morning, by 27 November 2026" in body
    assert "Tom Ashdown, Brackenford front door" in body
    assert "Craig may come to the gate" in body

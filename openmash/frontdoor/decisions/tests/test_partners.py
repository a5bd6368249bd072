"""Partners say it before it is decided: asked, heard, waited for, told (P7; worked scenario 13)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import NotAllowed, NotFound, NotReady
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.commands import record
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.models import Message
from openmash.foundation.sharing.models import Disclosure
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.access import asked_facts, get_asked, views_asked_of
from openmash.frontdoor.decisions.commands import deciding, writing
from openmash.frontdoor.decisions.commands.partners import give_view, take_back_view
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision, ViewAsked
from openmash.frontdoor.decisions.queries.case import gather
from openmash.frontdoor.decisions.queries.waiting import waiting
from openmash.frontdoor.decisions.rules import Facts
from openmash.frontdoor.decisions.rules_partners import Signing
from openmash.frontdoor.decisions.tests.builders import NO_ACTION, a_drafted, decision_of
from openmash.frontdoor.decisions.tests.partners import (
    EVERYBODY,
    SIBLING,
    asked,
    recommended,
    says,
)
from openmash.frontdoor.enquiries.commands import answering
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.rules.enquiry import Rating
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    no_gp,
    screened,
    with_family,
)
from tests.fixtures import Enter

LIGHT = "She has lost weight twice and nobody has seen her at home. This is not nothing."
PLAN = "The health visitor weighs her on Thursday and rings the hub the same day."
CANNOT_WAIT = "She goes home to him at three, and it has to be said before."


def facts_of(contact: Contact, by: Actor) -> Facts:
    return gather(contact, by=by).facts(decision_of(contact))


def read_by(contact: Contact, by: Actor) -> str:
    return gather(contact, by=by).heard_by(by)


def as_seen(contact: Contact, enter: Enter, who: str = "meera") -> ThresholdDecision:
    """The decision, as one of the hub sees it, whom it leaves on stage."""
    enter(who)
    return decision_of(contact)


def react(enter: Enter, who: str = "meera", at: datetime | None = None) -> None:
    react_to_pending(at=enter(who, at=at).at, partnership="brackenford")
    enter(who, at=at)


def decides(
    contact: Contact, by: Actor, *, early: str = "", plan: str = "", heard: str | None = None
) -> Contact:
    return deciding.decide_all(contact, {}, by=by, signing=Signing(early, plan, heard))


@pytest.mark.parametrize(
    ("rag", "until"),
    [("red", "10:30"), ("amber", "12:00"), ("green", "14:00")],
)
def test_who_was_asked_about_the_child_is_asked_until_its_urgency_allows(
    enter: Enter, rag: str, until: str
) -> None:
    """30 minutes Red, 2 working hours Amber, 4 Green; Monday 10:00."""
    recommended(enter, rag)
    rows = ViewAsked.objects.all()
    assert {one.agency_id for one in rows} == set(EVERYBODY)
    assert {f"{one.until:%H:%M}" for one in rows} == {until}


def test_views_never_hold_a_decision_beyond_its_own_time(enter: Enter, monday: datetime) -> None:
    """C04 is due at 14:00: a Red recommendation of 13:50 has ten minutes."""
    late = monday + timedelta(hours=3, minutes=50)
    contact = recommended(enter, "red")
    deciding.give_back(decision_of(contact), "Ask the school first", by=enter("meera"))
    deciding.recommend_all(contact, {}, by=enter("tom", at=late))
    assert f"{asked('st-oswins').until:%H:%M}" == "14:00"


def test_nobody_is_asked_without_an_enquiry_nor_who_does_not_know_the_child(enter: Enter) -> None:
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    questions = [a_question(enquiry, agency, method="here") for agency in EVERYBODY]
    _, police = send_requests(fresh(enquiry), questions, by=enter("tom"))
    answering.return_nil(police, "not_known", by=enter("dana", partnership="brackenford"))
    no_gp(enter, enquiry)
    enquiries.send_to_decision(fresh(enquiry), "Nothing more is to be had.", by=enter("tom"))
    contact = Contact.objects.get(pk=enquiry.contact_id)
    a_drafted(enter, contact)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    assert [one.agency_id for one in ViewAsked.objects.all()] == ["st-oswins"]


def test_a_partner_reads_level_outcome_and_reason_and_nothing_else(
    enter: Enter, client: Client
) -> None:
    """roles.md §3 and §5: what leaves is written down as shared, and the database shows no more."""
    recommended(enter)
    one = asked("st-oswins")
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    shown = client.get(f"/requests/view/{one.pk}/").content.decode()
    assert "Level 4" in shown
    assert "Assessment under section 17" in shown
    for secret in ("The shouting has become hitting", "Isla plans for it", "Craig", "Kelly"):
        assert secret not in shown
    enter("meera")
    assert Disclosure.objects.filter(about=f"viewasked:{one.pk}", to_agency="st-oswins").exists()
    enter("ruth")
    assert ViewAsked.objects.count() == 1
    assert not ThresholdDecision.objects.exists()


def test_the_rule_and_the_database_agree_on_who_is_asked(enter: Enter) -> None:
    recommended(enter)
    rows = list(ViewAsked.objects.all())
    for who in ("ruth", "dana", "osei", "nell", "lee", "gil", "carol", "femi", "tom", "meera"):
        by = enter(who, partnership="brackenford")
        seen = set(views_asked_of(by).values_list("pk", flat=True))
        assert seen == {one.pk for one in rows if may(by, P.VIEW_GIVE, asked_facts(one))}, who
        for one in rows:
            if one.pk not in seen:
                with pytest.raises(NotFound):
                    get_asked(by, one.pk)


def test_a_message_holds_a_reference_and_a_link_alone(enter: Enter) -> None:
    contact = recommended(enter)
    react(enter)
    notes = Message.objects.filter(template="view")
    assert {one.to_address for one in notes} == {"ruth@openmash.example", "dana@openmash.example"}
    for one in notes:
        assert contact.reference in one.body
        for secret in ("Isla", "Tarrant", "level", "section"):
            assert secret not in one.heading + one.body


def test_the_decision_waits_for_all_or_for_the_time_or_for_a_reason(
    enter: Enter, monday: datetime
) -> None:
    contact = recommended(enter)
    says(enter, "ruth", "AGREE")
    with pytest.raises(NotReady, match="Midshire Police may say until 12:00 today"):
        decides(contact, enter("meera"))
    with pytest.raises(NotReady, match="Midshire Police may say"):
        decides(contact, enter("meera"), early="Too late")
    decides(contact, enter("meera"), early=CANNOT_WAIT)
    decision = decision_of(contact)
    assert decision.before_views_because == CANNOT_WAIT
    assert "Midshire Police: asked whether it agrees, has not said" in decision.basis["missing"]
    assert not ViewAsked.objects.filter(closed_at=None).exists()


def test_all_have_answered(enter: Enter) -> None:
    contact = recommended(enter)
    says(enter, "ruth", "AGREE")
    says(enter, "dana", "NO_VIEW")
    decides(contact, enter("meera"))
    assert decision_of(contact).before_views_because == ""
    assert not [m for m in decision_of(contact).basis["missing"] if "whether it agrees" in m]


def test_the_time_is_over_and_who_was_silent_stands_in_the_decision(
    enter: Enter, monday: datetime
) -> None:
    contact = recommended(enter)
    decides(contact, enter("meera", at=monday + timedelta(hours=2)))
    missing = decision_of(contact).basis["missing"]
    assert [m for m in missing if "whether it agrees" in m] == [
        "Midshire Police: asked whether it agrees, has not said",
        "St Oswin’s Primary School: asked whether it agrees, has not said",
    ]


def test_a_partner_may_be_late_until_it_is_decided_and_not_after(
    enter: Enter, monday: datetime
) -> None:
    contact = recommended(enter)
    later = monday + timedelta(hours=3)
    says(enter, "ruth", "DISAGREE", LIGHT, at=later)
    mine = asked("st-oswins")
    decides(contact, enter("meera", at=later), plan=PLAN)
    with pytest.raises(NotReady, match="It has been decided"):
        give_view(mine, "AGREE", "", by=enter("ruth", at=later))
    with pytest.raises(NotReady, match="It has been decided"):
        take_back_view(mine, by=enter("ruth", at=later))


def test_a_disagreement_needs_its_words_and_keeps_them(enter: Enter) -> None:
    recommended(enter)
    with pytest.raises(NotReady, match="Say why you disagree"):
        says(enter, "ruth", "DISAGREE", "  ")
    assert says(enter, "ruth", "DISAGREE", LIGHT).reason == LIGHT
    with pytest.raises(NotReady, match="Say whether you agree"):
        says(enter, "dana", "PERHAPS")


def test_a_correction_counts_and_the_first_word_stays(enter: Enter) -> None:
    contact = recommended(enter, **NO_ACTION)
    says(enter, "ruth", "DISAGREE", LIGHT)
    says(enter, "ruth", "AGREE", "The nurse has seen her since.")
    says(enter, "ruth", "AGREE", "The nurse has seen her since.")
    enter("meera")
    assert [one.view for one in PartnerView.objects.order_by("number")] == ["DISAGREE", "AGREE"]
    facts = facts_of(contact, enter("meera"))
    assert (facts.dissent, facts.agreed) == ((), ("St Oswin’s Primary School",))
    take_back_view(asked("st-oswins"), by=enter("ruth"))
    facts = facts_of(contact, enter("meera"))
    assert "St Oswin’s Primary School" in facts.window.silent
    assert PartnerView.objects.count() == 2


def test_no_action_against_a_partner_is_the_service_managers_to_sign(enter: Enter) -> None:
    """Scenario 13, by commands: dissent before the decision, service manager, disagreement to settle."""
    contact = recommended(enter, **NO_ACTION)
    react(enter)
    assert Task.objects.filter(kind="contact.to_decide", state="open").exists()
    says(enter, "dana", "AGREE")
    says(enter, "ruth", "DISAGREE", LIGHT)
    react(enter)
    assert Task.objects.filter(kind="contact.to_sign", state="open").exists()
    assert not Task.objects.filter(kind="contact.to_decide", state="open").exists()
    settle = Task.objects.get(kind="decision.disagreement", state="open")
    assert (settle.for_role, "keeps the child safe" in settle.title) == ("MASH_MGR", True)
    with pytest.raises(NotReady, match="Only the service manager may decide this"):
        decides(contact, enter("meera"), plan=PLAN)
    with pytest.raises(NotReady, match="disagrees: say what keeps Isla safe"):
        decides(contact, enter("grace"))
    decides(contact, enter("grace"), plan=PLAN)
    assert decision_of(contact).interim_plan == PLAN
    assert Task.objects.get(kind="decision.disagreement").state == "open"


def test_taken_back_nobody_has_to_settle_anything(enter: Enter) -> None:
    contact = recommended(enter, **NO_ACTION)
    says(enter, "ruth", "DISAGREE", LIGHT)
    react(enter)
    take_back_view(asked("st-oswins"), by=enter("ruth"))
    react(enter)
    assert not Task.objects.filter(kind="decision.disagreement", state="open").exists()
    assert Task.objects.filter(kind="contact.to_decide", state="open").exists()
    assert not facts_of(contact, enter("meera")).dissent


@pytest.mark.parametrize("given_back", [False, True])
def test_another_recommendation_is_any_managers_and_nobody_disagrees_with_it(
    enter: Enter, *, given_back: bool
) -> None:
    """Tom recommends help after all, by himself or because Meera gave it back."""
    contact = recommended(enter, **NO_ACTION)
    says(enter, "ruth", "DISAGREE", LIGHT)
    react(enter)
    decision = as_seen(contact, enter)
    if given_back:
        decision = deciding.give_back(decision, "Ask the school again", by=enter("meera"))
    help_after_all = {"level": 2, "outcome": "EH_SINGLE", "descriptors": ["2.1"]}
    writing.write(decision, help_after_all, decision.version, by=enter("tom"))
    if given_back:
        deciding.recommend_all(contact, {}, by=enter("tom"))
    react(enter)
    waits = set(Task.objects.filter(state="open").values_list("kind", flat=True))
    assert "contact.to_decide" in waits
    assert not waits & {"contact.to_sign", "decision.disagreement"}


def test_no_action_where_partners_agreed_to_something_else_is_not_a_managers_alone(
    enter: Enter,
) -> None:
    """Nobody was asked about no further action: who agreed with an assessment has not agreed with it."""
    contact = recommended(enter)
    says(enter, "ruth", "AGREE")
    says(enter, "dana", "AGREE")
    react(enter)
    decision, why = as_seen(contact, enter), "Seen today by the paediatrician: an old birthmark."
    otherwise = {"level": 1, "outcome": "NFA", "otherwise_because": why, "descriptors": ["1.4"]}
    fields = {name: otherwise[name] for name in ("level", "outcome", "otherwise_because")}
    writing.write(decision, fields, decision.version, by=enter("meera"))
    react(enter)
    assert Task.objects.filter(kind="contact.to_sign", state="open").exists()
    with pytest.raises(NotReady, match="agreed to something else than no further action"):
        decides(contact, enter("meera"))
    decides(contact, enter("grace"))


def test_another_recommendation_is_asked_about_anew(enter: Enter) -> None:
    """A view belongs to what it was about; the first stays readable, with what it was about."""
    contact = recommended(enter)
    says(enter, "ruth", "AGREE")
    first = PartnerView.objects.get().asked_id
    decision = as_seen(contact, enter)
    writing.write(decision, {"alternatives": "Another word"}, decision.version, by=enter("tom"))
    assert asked("st-oswins").pk == first  # partners have not read that
    decision = decision_of(contact)
    writing.write(decision, {"outcome": "STRATEGY"}, decision.version, by=enter("tom"))
    anew = asked("st-oswins")
    assert (anew.outcome, anew.pk == first) == ("STRATEGY", False)
    with pytest.raises(NotReady, match="St Oswin’s Primary School"):
        decides(contact, enter("meera"))
    old = ViewAsked.objects.get(pk=first)
    with pytest.raises(NotReady, match="has been changed meanwhile"):
        give_view(old, "AGREE", "", by=enter("ruth"))


def test_whoever_changes_it_and_whoever_says_something_take_turns(enter: Enter) -> None:
    """Each in the same order, or two who press at once would wait for each other until one fails."""
    contact = recommended(enter)
    decision, tom = as_seen(contact, enter), enter("tom")
    with CaptureQueriesContext(connection) as writes:
        writing.write(decision, {"outcome": "STRATEGY"}, decision.version, by=tom)
    assert locks(writes) == ["decisions_viewasked", "decisions_thresholddecision"]
    meera = enter("meera")
    with CaptureQueriesContext(connection) as gives_back:
        deciding.give_back(decision, "Ask the school first", by=meera)
    order = ["contacts_contact", "decisions_viewasked", "decisions_thresholddecision"]
    assert locks(gives_back) == order


def locks(captured: CaptureQueriesContext) -> list[str]:
    """In which order these tables were taken hold of."""
    held = re.compile(r'FOR UPDATE|^UPDATE "')
    tables = re.compile(r'(?:FROM|UPDATE) "(contacts_contact|decisions_\w+)"')
    asked_for = (one["sql"] for one in captured.captured_queries if held.search(one["sql"]))
    return list(dict.fromkeys(found[1] for sql in asked_for if (found := tables.search(sql))))


def test_recommending_the_same_anew_is_no_way_round_a_dissent(
    enter: Enter, monday: datetime
) -> None:
    contact = recommended(enter, **NO_ACTION)
    says(enter, "ruth", "DISAGREE", LIGHT)
    decision = as_seen(contact, enter)
    deciding.give_back(decision, "Say more of her weight", by=enter("meera"))
    deciding.recommend_all(contact, {}, by=enter("tom"))
    later = monday + timedelta(hours=5)
    with pytest.raises(NotReady, match="Only the service manager"):
        decides(contact, enter("meera", at=later), plan=PLAN)
    says(enter, "ruth", "AGREE", at=later)
    decides(contact, enter("meera", at=later))


def test_choosing_otherwise_is_no_way_round_a_dissent(enter: Enter, monday: datetime) -> None:
    """Recommended anew and the same, Ruth has not said it twice; Meera gives advice instead."""
    contact = recommended(enter, **NO_ACTION)
    says(enter, "ruth", "DISAGREE", LIGHT)
    deciding.give_back(as_seen(contact, enter), "Say more of her weight", by=enter("meera"))
    deciding.recommend_all(contact, {}, by=enter("tom"))
    decision, later = as_seen(contact, enter), monday + timedelta(hours=5)
    otherwise = {"outcome": "INFO_ADVICE", "otherwise_because": "The clinic sees her on Monday."}
    writing.write(decision, otherwise, decision.version, by=enter("meera"))
    with pytest.raises(NotReady, match="disagrees: say what keeps Isla safe"):
        decides(contact, enter("meera", at=later))
    decides(contact, enter("meera", at=later), plan=PLAN)


def test_what_was_said_while_the_page_was_open_is_read_first(enter: Enter) -> None:
    contact = recommended(enter)
    seen = read_by(contact, enter("meera"))
    says(enter, "dana", "AGREE")
    says(enter, "ruth", "DISAGREE", LIGHT)
    with pytest.raises(NotReady, match="since you opened this page"):
        decides(contact, enter("meera"), plan=PLAN, heard=seen)
    seen = read_by(contact, enter("meera"))
    decides(contact, enter("meera"), plan=PLAN, heard=seen)


def test_noting_a_view_while_deciding_reads_nobody_elses(enter: Enter, client: Client) -> None:
    """Meera writes down what the police say on the telephone and presses; Ruth has said something since."""
    contact = recommended(enter)
    says(enter, "dana", "DISAGREE", LIGHT)
    seen = read_by(contact, enter("meera"))
    says(enter, "ruth", "DISAGREE", "He came to the gate again, and she hid.")
    client.force_login(User.objects.get(email="meera@openmash.example"))
    noted = {"view-agency": "Midshire Police", "view-view": "AGREE", "then": "decide"}
    pressed = {**noted, "sign-plan": PLAN, "sign-early": CANNOT_WAIT}
    page = f"/contacts/{contact.reference}/decision/"
    refused = client.post(page, {**pressed, "heard": seen}).content.decode()
    assert "since you opened this page" in refused
    now = read_by(contact, enter("meera"))
    read = client.post(page, {**pressed, "heard": now}).content.decode()
    assert "since you opened this page" not in read


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


def test_opened_again_everybody_is_asked_anew_and_the_first_words_stay(enter: Enter) -> None:
    """P7 *reopened*; also after a health review that changes the picture, which opens it the same way."""
    contact = recommended(enter)
    says(enter, "ruth", "DISAGREE", LIGHT)
    decides(contact, enter("meera"), early=CANNOT_WAIT, plan=PLAN)
    react(enter)
    deciding.reopen(decision_of(contact), "The hospital has rung with an X-ray", by=enter("meera"))
    kept = decision_of(contact).earlier[0]
    assert (kept["before_views_because"], kept["interim_plan"]) == (CANNOT_WAIT, PLAN)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    with pytest.raises(NotReady, match="may say until"):
        decides(contact, enter("meera"))
    assert PartnerView.objects.get().reason == LIGHT


def test_of_two_children_each_is_asked_about_alone(enter: Enter) -> None:
    """One message, two pages; a word about the one says nothing of the other."""
    contact = recommended(enter, worry=SIBLING)
    react(enter)
    assert Message.objects.filter(template="view", to_address="ruth@openmash.example").count() == 1
    by = enter("ruth")
    isla, noah = views_asked_of(by).order_by("child_name")
    assert {isla.child_name, noah.child_name} == {"Isla Tarrant", "Noah Tarrant"}
    give_view(isla, "DISAGREE", LIGHT, by=by)
    case = gather(contact, by=enter("meera"))
    about = [case.facts(one) for one in case.decisions]
    assert {bool(facts.dissent) for facts in about} == {True, False}


def test_more_urgent_partners_have_less_time(enter: Enter, monday: datetime) -> None:
    contact = recommended(enter, asks=("st-oswins", "brackenford-health"))
    react(enter)
    enquiry = MashEnquiry.objects.select_related("contact").get(contact=contact)
    at = monday + timedelta(minutes=10)
    rating = Rating("red", "The hospital rings: there is an older break", "")
    enquiries.change_urgency(enquiry, rating, by=enter("meera", at=at))
    react(enter, at=at)
    assert f"{asked('st-oswins').until:%H:%M}" == "10:40"
    task = Task.objects.get(kind="view.give", state="open")
    assert task.due_at == asked("brackenford-health").until


def test_a_named_nurse_of_the_trust_speaks_for_it(enter: Enter) -> None:
    """Health practitioners in the hub: their word is their agency’s, and theirs is a task."""
    contact = recommended(enter, asks=("brackenford-health",))
    react(enter)
    task = Task.objects.get(kind="view.give", state="open")
    assert (task.for_agency, task.for_role) == ("brackenford-health", "NN_WHT")
    says(enter, "nell", "DISAGREE", LIGHT)
    says(enter, "carol", "AGREE")
    take_back_view(asked("brackenford-health"), by=enter("carol"))
    assert facts_of(contact, enter("meera")).dissent == ("Brackenford Healthcare Trust",)
    assert Task.objects.get(kind="view.give").state != "open"


def test_noted_by_the_hub_counts_as_heard(enter: Enter) -> None:
    """An agency that rings is not waited for; what it said on the telephone is written down."""
    contact = recommended(enter)
    says(enter, "ruth", "AGREE")
    rung = writing.View("Midshire Police", "AGREE", "PC Hale")
    writing.note_view(as_seen(contact, enter), rung, by=enter("tom"))
    decides(contact, enter("meera"))


def test_the_hub_takes_back_what_it_noted_and_never_what_a_partner_said(
    enter: Enter, client: Client
) -> None:
    """The page has no button for it; neither has whoever sends one."""
    contact = recommended(enter)
    theirs = says(enter, "ruth", "DISAGREE", LIGHT)
    client.force_login(User.objects.get(email="meera@openmash.example"))
    page = f"/contacts/{contact.reference}/decision/"
    assert f"unview:{theirs.pk}" not in client.get(page).content.decode()
    answer = client.post(page, {"then": f"unview:{theirs.pk}"})
    assert "only they take it back" in answer.content.decode()
    assert facts_of(contact, enter("meera")).dissent == ("St Oswin’s Primary School",)
    rung = writing.View("Midshire Police", "DISAGREE", "PC Hale", LIGHT)
    noted = writing.note_view(as_seen(contact, enter), rung, by=enter("tom"))
    assert f"unview:{noted.pk}" in client.get(page).content.decode()
    client.post(page, {"then": f"unview:{noted.pk}"})
    assert facts_of(contact, enter("meera")).dissent == ("St Oswin’s Primary School",)


def test_a_colleague_on_the_telephone_silences_nobody(enter: Enter, monday: datetime) -> None:
    """As on the partner's own page; the same person may think otherwise by now."""
    contact = recommended(enter)
    police = "Midshire Police"
    for said in (
        writing.View(police, "DISAGREE", "PC Hale", LIGHT),
        writing.View(police, "AGREE", "Sgt Oduya"),
    ):
        writing.note_view(as_seen(contact, enter), said, by=enter("tom"))
    assert facts_of(contact, enter("meera")).dissent == (police,)
    rung = writing.View(police, "AGREE", "pc  hale")
    decision, later = as_seen(contact, enter), monday + timedelta(minutes=1)
    writing.note_view(decision, rung, by=enter("tom", at=later))
    assert not facts_of(contact, enter("meera")).dissent


def test_what_was_told_to_the_hub_is_not_noted_beside_a_decision(enter: Enter) -> None:
    """Tom had the page open when Meera decided."""
    contact = recommended(enter)
    open_still = as_seen(contact, enter)
    decides(contact, enter("meera"), early=CANNOT_WAIT)
    rung = writing.View("Midshire Police", "DISAGREE", "PC Hale", LIGHT)
    with pytest.raises(NotReady, match="This is decided"):
        writing.note_view(open_still, rung, by=enter("tom"))


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


def test_nobody_is_asked_about_what_turns_out_to_be_another_worry(enter: Enter) -> None:
    contact = recommended(enter)
    mine = asked("st-oswins")
    by = system_actor("test", partnership="brackenford", at=enter("tom").at)
    act_as(by)
    record(ContactEvent.MARKED_DUPLICATE, by=by, subject=contact.subject)
    react(enter)
    with pytest.raises(NotReady, match="Nothing is recommended any more"):
        give_view(mine, "AGREE", "", by=enter("ruth"))


def test_only_who_is_asked_may_say_something(enter: Enter) -> None:
    recommended(enter)
    mine = asked("st-oswins")
    for who in ("dana", "nell", "lee", "aisha", "tom", "meera", "carol"):
        with pytest.raises((NotAllowed, ViewAsked.DoesNotExist)):
            give_view(mine, "AGREE", "", by=enter(who, partnership="brackenford"))


def test_the_list_of_decisions_says_who_disagrees_and_who_is_waited_for(enter: Enter) -> None:
    recommended(enter)
    says(enter, "ruth", "DISAGREE", LIGHT)
    [row] = waiting(by=enter("meera")).for_me
    assert row.views == ("1 disagrees", "1 has not said")

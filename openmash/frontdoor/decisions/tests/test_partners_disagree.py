"""A partner disagrees: whose word counts, who signs then, and no way round it (P7; worked scenario 13)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from openmash.core.refusals import NotReady
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.decisions.commands import deciding, writing
from openmash.frontdoor.decisions.commands.partners import take_back_view
from openmash.frontdoor.decisions.models import PartnerView
from openmash.frontdoor.decisions.tests.builders import NO_ACTION, decision_of
from openmash.frontdoor.decisions.tests.partners import (
    LIGHT,
    PLAN,
    as_seen,
    asked,
    decides,
    facts_of,
    react,
    recommended,
    says,
)
from tests.fixtures import Enter


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

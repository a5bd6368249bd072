"""Random people press random buttons: nothing is decided past a partner (P7).

The law is written here a second time, from the rows that were kept and not from the rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding, writing
from openmash.frontdoor.decisions.commands.partners import take_back_view
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision, ViewAsked
from openmash.frontdoor.decisions.rules_partners import Signing
from openmash.frontdoor.decisions.tests.builders import NO_ACTION, decision_of
from openmash.frontdoor.decisions.tests.partners import asked, says, to_recommend
from tests.fixtures import Enter

LIGHT = "She has lost weight twice and nobody has seen her at home."
WHY = Signing("She goes home to him at three, and it cannot wait.", "")
PLAN = Signing("", "The nurse weighs her on Thursday and rings the hub.")
BOTH = Signing(WHY.early, PLAN.plan)
HELP = {"level": 2, "descriptors": ["2.1"], "outcome": "EH_SINGLE"}
NOTHING = {name: NO_ACTION[name] for name in HELP}
REFUSALS = (NotReady, NotAllowed, MovedMeanwhile, ViewAsked.DoesNotExist, ValueError)
WHO = ("ruth", "dana", "tom", "meera", "grace")
SIGNING = {"decide": Signing(), "early": WHY, "plan": PLAN, "both": BOTH}
STEPS = (
    "agree",
    "disagree",
    "take_back",
    "recommend",
    "give_back",
    "help",
    "nothing",
    "later",
    *SIGNING,
)
END = [("meera", "both"), ("grace", "both")]
steps = st.lists(st.tuples(st.sampled_from(WHO), st.sampled_from(STEPS)), min_size=3, max_size=9)


@dataclass
class Walk:
    """One contact, and the time of day."""

    contact: Contact
    enter: Enter
    at: datetime

    def decision(self) -> ThresholdDecision:
        """As the hub sees it now."""
        self.enter("meera", at=self.at)
        return decision_of(self.contact)

    def takes(self, who: str, step: str) -> None:
        """One step, or its refusal."""
        if step == "later":
            self.at += timedelta(minutes=45)
        now, by = self.decision(), self.enter(who, at=self.at)
        acts: dict[str, Callable[[], object]] = {
            "agree": lambda: says(self.enter, who, "AGREE", at=self.at),
            "disagree": lambda: says(self.enter, who, "DISAGREE", LIGHT, at=self.at),
            "take_back": lambda: take_back_view(
                asked("st-oswins" if who == "ruth" else "midshire-police"), by=by
            ),
            "recommend": lambda: deciding.recommend_all(self.contact, {}, by=by),
            "give_back": lambda: deciding.give_back(now, "Say more of her weight", by=by),
            "help": lambda: writing.write(now, HELP, now.version, by=by),
            "nothing": lambda: writing.write(now, NOTHING, now.version, by=by),
        }
        if step in SIGNING:
            signing = SIGNING[step]
            acts[step] = lambda: deciding.decide_all(self.contact, {}, by=by, signing=signing)
        try:
            with transaction.atomic():
                acts.get(step, lambda: None)()
        except REFUSALS:
            pass

    def may_decide(self, who: str, step: str) -> bool:
        """P7, written a second time."""
        signing, decision = SIGNING.get(step, Signing()), self.decision()
        rows = list(ViewAsked.objects.filter(decision=decision, closed_at=None))
        words = {one.agency_id: self._word(decision, one.agency_id) for one in rows}
        silent = [one for one in rows if not self._answers(one)]
        dissent = [word for word in words.values() if word == "DISAGREE"]
        waits = any(one.until > self.at for one in silent) and not signing.early
        no_plan = bool(dissent) and not signing.plan
        not_theirs = bool(dissent) and decision.outcome == "NFA" and who != "grace"
        return not (waits or no_plan or not_theirs)

    def _answers(self, one: ViewAsked) -> bool:
        return PartnerView.objects.filter(asked=one, withdrawn_at=None).exists()

    def _word(self, decision: ThresholdDecision, agency: str) -> str:
        """The last word of this agency about what is recommended now, or about the same before."""
        said = PartnerView.objects.filter(decision=decision, withdrawn_at=None)
        said = said.filter(asked__agency=agency).select_related("asked")
        found = [
            view.view
            for view in said.order_by("noted_at", "number")
            if view.asked is not None
            and (
                view.asked.closed_at is None
                or (view.asked.level, view.asked.outcome) == (decision.level, decision.outcome)
            )
        ]
        return found[-1] if found else ""


@pytest.fixture
def walk(enter: Enter, monday: datetime) -> Walk:
    return Walk(to_recommend(enter, **NO_ACTION), enter, monday)


RECOMMENDED = ("tom", "recommend")


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
@example([RECOMMENDED, ("meera", "decide")])
@example([RECOMMENDED, ("meera", "early")])
@example([RECOMMENDED, ("ruth", "agree"), ("dana", "agree"), ("meera", "decide")])
@example([RECOMMENDED, ("ruth", "disagree"), ("dana", "agree"), ("meera", "plan")])
@example([RECOMMENDED, ("ruth", "disagree"), ("dana", "agree"), ("grace", "plan")])
@example([RECOMMENDED, ("ruth", "disagree"), ("ruth", "agree"), ("meera", "early")])
@example([RECOMMENDED, ("ruth", "disagree"), ("ruth", "take_back"), ("meera", "early")])
@example(
    [RECOMMENDED, ("ruth", "disagree"), ("tom", "help"), ("tom", "nothing"), ("meera", "both")]
)
@example(
    [RECOMMENDED, ("ruth", "disagree"), ("meera", "give_back"), RECOMMENDED, ("meera", "both")]
)
@example([RECOMMENDED, *[("tom", "later")] * 3, ("meera", "decide")])
def test_no_sequence_of_steps_decides_past_a_partner(
    walk: Walk, taken: list[tuple[str, str]]
) -> None:
    with transaction.atomic():
        at, said = walk.at, 0
        for who, step in [*taken, *END]:
            lawful, before = walk.may_decide(who, step), walk.decision().decided_at
            walk.takes(who, step)
            after = walk.decision().decided_at
            assert before or not after or lawful, taken
            words = PartnerView.objects.count()
            assert words >= said
            said = words
        assert set(PartnerView.objects.values_list("reason", flat=True)) <= {LIGHT, ""}
        walk.at = at
        transaction.set_rollback(True)


def test_what_may_be_decided_is_decided(walk: Walk) -> None:
    """The property above would hold of a hub that decides nothing."""
    for who, step in [RECOMMENDED, ("ruth", "disagree"), ("dana", "agree"), ("grace", "plan")]:
        walk.takes(who, step)
    assert walk.decision().decided_at is not None

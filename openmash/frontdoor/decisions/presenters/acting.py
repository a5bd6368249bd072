"""The action box: what is pressed, and what stands in the way (`guide.md` §1.3)."""

from __future__ import annotations

from datetime import datetime

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.ui.parts import Act, Link, Need
from openmash.foundation.ui.wording import count, when
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.presenters.parts import Asked
from openmash.frontdoor.decisions.queries.case import Case
from openmash.frontdoor.decisions.rules import (
    HEALTH_HAS_READ,
    RECOMMENDER,
    Blocker,
    Check,
    blockers,
    checks,
    missing_to_recommend,
    needs_service_manager,
    who_may_decide,
)
from openmash.frontdoor.decisions.states import WRITABLE

TOLD_AS_DONE = (
    HEALTH_HAS_READ,
    "History considered",
    "Second pair of eyes",
    "Service manager’s signature",
)


def act_box(case: Case, asked: Asked) -> tuple[Act, list[Blocker]]:
    """The box for this person now, and every blocker in it."""
    by, decisions = asked.by, case.decisions
    drafted = [d for d in decisions if d.state in WRITABLE]
    waiting = [d for d in decisions if d.decided_at is None]
    if not decisions:
        return Act("Nothing to decide yet", intro="Nobody has begun a recommendation."), []
    if not waiting:
        return _decided(case, by), []
    if drafted and may_press(by, P.DECISION_RECOMMEND, drafted[0]):
        found = [b for d in drafted for b in missing_to_recommend(case.facts(d))]
        return _box(case, asked, "Recommend", "recommend", drafted, found), found
    if not drafted and may(by, P.DECISION_DECIDE, _in_hub(case)):
        found = [
            b
            for d in waiting
            for b in blockers(case.facts(d), decider=by.user, decider_role=by.role)
        ]
        return _box(case, asked, "Decide", "decide", waiting, found), found
    return _wait(case, waiting, bool(drafted)), []


def _box(
    case: Case,
    asked: Asked,
    title: str,
    then: str,
    decisions: list[ThresholdDecision],
    found: list[Blocker],
) -> Act:
    changing = "" if then == "recommend" or asked.changing else "?change=1"
    recommender = decisions[0].recommended_by_name
    yours = (
        f"yours or {recommender}’s to add" if then == "decide" and recommender else "yours to add"
    )
    held = {RECOMMENDER: yours}
    needs = tuple(
        Need(b.text, b.at(changing), held.get(b.held_by, b.held_by)) for b in _once(found)
    )
    stand = "stands" if len(needs) == 1 else "stand"
    intro = f"{count(len(needs), 'thing')} {stand} in the way. The same list refuses it if you press now."
    return Act(
        title=title,
        button=f"{title} {_which(decisions)}",
        then=then,
        intro=intro if needs else "Nothing stands in the way.",
        blockers=needs,
        done=_done(case, asked, decisions, then),
        notes=_notes(case, decisions),
    )


def _once(found: list[Blocker]) -> list[Blocker]:
    """What is said of the enquiry is said once, however many children there are."""
    return list(dict.fromkeys(found))


def _done(
    case: Case, asked: Asked, decisions: list[ThresholdDecision], then: str
) -> tuple[Need, ...]:
    by = asked.by
    settled: dict[str, list[Check]] = {}
    for decision in decisions:
        facts = case.facts(decision)
        found: list[Check] = list(checks(facts))
        if then == "decide":
            found += who_may_decide(facts, decider=by.user, decider_role=by.role)
        for check in found:
            if check.settled in TOLD_AS_DONE:
                settled.setdefault(check.settled, []).append(check)
    return tuple(
        Need(words, "", each[0].detail)
        for words, each in settled.items()
        if all(c.done for c in each)
    )


def _notes(case: Case, decisions: list[ThresholdDecision]) -> tuple[str, ...]:
    missing = dict.fromkeys(gap for d in decisions for gap in case.facts(d).missing)
    if not missing:
        return ()
    return (f"Will be written as missing, does not block: {'; '.join(missing)}",)


def _which(decisions: list[ThresholdDecision]) -> str:
    levels = {d.level for d in decisions}
    number = len(decisions)
    every = "" if number == 1 else " for both" if number == 2 else f" for all {number}"
    if len(levels) == 1 and None not in levels:
        return f"level {levels.pop()}{every}"
    return "a level" if number == 1 else f"a level for each of {count(number, 'child', 'children')}"


def _decided(case: Case, by: Actor) -> Act:
    last = max((d for d in case.decisions if d.decided_at), key=lambda d: _at(d.decided_at))
    path = f"/contacts/{case.contact.reference}/answer/"
    intro = f"{last.decided_by_name} decided, {when(_at(last.decided_at), by.at)}."
    return Act("Decided", intro=intro, links=(Link("The answer to the sender", path),))


def _wait(case: Case, waiting: list[ThresholdDecision], is_drafted: bool) -> Act:
    if is_drafted:
        return Act("Being written", intro="A social worker is writing the recommendation.")
    alone = [needs_service_manager(case.facts(d)) for d in waiting]
    who = "the service manager" if any(alone) else "a manager"
    recommender = waiting[0].recommended_by_name
    return Act("Recommended", intro=f"{recommender} has recommended. It waits for {who}.")


def _at(at: datetime | None) -> datetime:
    assert at is not None
    return at


def may_press(by: Actor, permission: P, decision: ThresholdDecision) -> bool:
    """Buttons ask of the role; whose recommendation it is stands among what is in the way."""
    return may(by, permission, RecordFacts(partnership=decision.partnership_id, in_hub=True))


def _in_hub(case: Case) -> RecordFacts:
    return RecordFacts(partnership=case.contact.partnership_id, in_hub=True)

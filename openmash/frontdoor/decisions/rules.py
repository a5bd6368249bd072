"""What a threshold decision needs (P7): one list of checks, shown beside the button and refusing by it.

`missing_to_recommend` is what the recommendation itself still lacks; `blockers` adds who may decide.
Gaps in what is known are written down and never block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openmash.foundation.access.roles import Role
from openmash.frontdoor.decisions.rules_partners import NOBODY_ASKED, Window
from openmash.frontdoor.decisions.states import OUTCOME_NAMES, Outcome

SHORTEST_RATIONALE = 100
WITHOUT_ACTION = frozenset({Outcome.NFA})
# What those alone can do who may know of a restricted contact: nobody else is asked to begin anything.
AMONG_NAMED = frozenset(
    {
        Outcome.NFA,
        Outcome.INFO_ADVICE,
        Outcome.SIGNPOST,
        Outcome.TRANSFER_LA,
        Outcome.OTHER_PATHWAY,
    }
)
REFERRING = frozenset({Outcome.S17_ASSESS, Outcome.STRATEGY, Outcome.IMMEDIATE_PROTECTION})
NONE_FOUND = "none_found"
HEALTH = "a health practitioner’s to sign"
ASKS = "whoever runs the enquiry"
HEALTH_HAS_READ = "Health information read by health"
PARTNERS_HEARD = "Partners heard"
RECOMMENDER, DECIDER, SERVICE_MANAGER = (
    "the recommender’s to add",
    "the manager’s to add",
    "the service manager’s to sign",
)


@dataclass(frozen=True)
class Point:
    """One point of the rationale and how many pieces of evidence it rests on."""

    text: str
    evidence: int


@dataclass(frozen=True)
class Facts:
    """What the rules need to know of one child's decision, and nothing else."""

    child: str
    anchor: str
    today: date
    level: int | None = None
    level_name: str = ""
    outcome: str = ""
    allowed_outcomes: frozenset[str] = frozenset()
    restricted: bool = False  # only named people may know of the contact
    descriptors: int = 0
    unknown_descriptors: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    voice: str = ""  # "words", "observed", "absent", or "" for nothing at all
    needs_observation: bool = False
    voice_weighed: bool = False
    looked_at: tuple[str, ...] = ()
    unread_history: int = 0
    history: bool = False
    alternatives: bool = False
    agreement: bool = False
    family_told_by: bool = False
    family_told_when: bool = False
    family_not_told: bool = False
    next_step: bool = False
    next_step_owner: bool = False
    next_step_due: date | None = None
    copied_from: str = ""
    copy_confirmed: bool = False
    recommended_by: str = ""
    recommender: str = ""
    recommended_level: int | None = None
    recommended_outcome: str = ""
    otherwise_because: bool = False
    dissent: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()  # who agrees with what was recommended
    window: Window = NOBODY_ASKED
    early: bool = False  # it is said why partners are not waited for
    plan: bool = False  # it is said what keeps the child safe while somebody disagrees
    contacts_in_year: int = 1
    nfa_limit: int = 3
    missing: tuple[str, ...] = ()
    owed: tuple[Blocker, ...] = ()  # what the enquiry has to do first
    left_out: tuple[str, ...] = ()  # children about whom the enquiry asks nobody, by its rule
    left_out_path: str = ""
    health_shut: tuple[str, ...] = ()  # why gate G1 is shut, by the rule of the enquiry (P6)
    health_path: str = ""
    health_shut_joined: tuple[tuple[str, str], ...] = ()  # in duplicates: each reason, and its page
    health_read: str = ""  # who has signed, or why it was not waited for


@dataclass(frozen=True)
class Blocker:
    """One thing that stands in the way: in words, where it is settled, and who holds it.

    Settled on the page itself, at its anchor, or on another page, at its path.
    """

    text: str
    anchor: str
    held_by: str = ""
    path: str = ""

    def at(self, page: str = "") -> str:
        """Where to go to settle it; `page` is the address of the decision, if not this one."""
        return self.path or f"{page}#{self.anchor}"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Check:
    """One thing P7 asks for: done or not, with the words for both."""

    done: bool
    wanting: str
    settled: str
    anchor: str
    held_by: str = RECOMMENDER
    detail: str = ""
    path: str = ""

    @property
    def blocker(self) -> Blocker:
        """The check as what stands in the way."""
        return Blocker(self.wanting, self.anchor, self.held_by, self.path)


def missing_to_recommend(facts: Facts) -> tuple[Blocker, ...]:
    """Everything the recommendation for this child still lacks, in the order of the page (P7)."""
    return tuple(check.blocker for check in checks(facts) if not check.done)


def blockers(facts: Facts, *, decider: str, decider_role: str) -> tuple[Blocker, ...]:
    """Everything that stands in the way of deciding for this child, all of it (P7)."""
    return missing_to_recommend(facts) + tuple(
        check.blocker
        for check in who_may_decide(facts, decider=decider, decider_role=decider_role)
        if not check.done
    )


def notes(facts: Facts) -> tuple[str, ...]:
    """What will be written down as missing; silence never blocks a decision (P7)."""
    return facts.missing


def checks(facts: Facts) -> tuple[Check, ...]:
    """What P7 asks of a recommendation, in the order of the page."""
    return (
        *_health(facts),
        *_level(facts),
        *_reasons(facts),
        *_voice(facts),
        _alternatives(facts),
        _history(facts),
        *_agreement_and_family(facts),
        *_next_step(facts),
        *_copied(facts),
        *_owed(facts),
    )


def who_may_decide(facts: Facts, *, decider: str, decider_role: str) -> tuple[Check, ...]:
    """Four eyes, and the no-further-action that only a service manager signs (P7)."""
    recommended = Check(
        bool(facts.recommended_by),
        f"Nobody has recommended a level for {facts.child} yet",
        f"Recommended by {facts.recommender}",
        facts.anchor,
        "a MASH social worker’s to press",
    )
    own = bool(facts.recommended_by) and facts.recommended_by == decider
    eyes = Check(
        not own,
        f"You recommended for {facts.child}: somebody else decides",
        "Second pair of eyes",
        facts.anchor,
        "another manager’s to sign",
        f"{facts.recommender} recommends, you decide" if facts.recommended_by else "",
    )
    return (
        recommended,
        eyes,
        *_otherwise(facts),
        *_no_further_action(facts, decider_role),
        *_partners(facts),
        *_disagreement(facts),
    )


def is_otherwise(facts: Facts) -> bool:
    """Whether the level or what follows is another than was recommended (P7)."""
    if not facts.recommended_by:
        return False
    level, outcome = facts.recommended_level, facts.recommended_outcome
    return level not in (None, facts.level) or outcome not in ("", facts.outcome)


def _otherwise(facts: Facts) -> Iterator[Check]:
    if is_otherwise(facts):
        yield Check(
            facts.otherwise_because,
            f"Say why you decide otherwise than {facts.recommender} recommended for {facts.child}",
            "Why otherwise than recommended",
            f"{facts.anchor}-level",
            DECIDER,
        )


def needs_service_manager(facts: Facts) -> str:
    """Why only the service manager may decide this; empty when any manager may (P7)."""
    if facts.outcome not in WITHOUT_ACTION:
        return ""
    if facts.dissent:
        return f"{_disagree(facts)} with no further action for {facts.child}"
    if is_otherwise(facts) and facts.agreed:
        agreed = " and ".join(facts.agreed)
        return f"{agreed} agreed to something else than no further action for {facts.child}"
    if facts.contacts_in_year >= facts.nfa_limit:
        return f"{facts.contacts_in_year} contacts about {facts.child} in 12 months"
    return ""


def _no_further_action(facts: Facts, decider_role: str) -> Iterator[Check]:
    if why := needs_service_manager(facts):
        yield Check(
            decider_role == Role.SVC_MGR,
            f"Only the service manager may decide this: {why}",
            "Service manager’s signature",
            f"{facts.anchor}-outcome",
            SERVICE_MANAGER,
            why,
        )


def _partners(facts: Facts) -> Iterator[Check]:
    """Whoever was asked is heard, or their time is over, or it is said why not (P7)."""
    window = facts.window
    if window.asked:
        silent = " and ".join(window.silent)
        yield Check(
            facts.early or not window.waits,
            f"{silent} may say until {window.until} whether they agree for {facts.child}: wait, or say"
            " why it is decided before",
            PARTNERS_HEARD,
            "early",
            DECIDER,
            f"no answer from {silent}" if silent else "all have answered",
        )


def _disagreement(facts: Facts) -> Iterator[Check]:
    """Nothing waits for a disagreement to be settled: so somebody says what holds until then (P19)."""
    if facts.dissent:
        yield Check(
            facts.plan,
            f"{_disagree(facts)}: say what keeps {facts.child} safe until that is settled",
            "Plan until the disagreement is settled",
            "plan",
            DECIDER,
        )


def _disagree(facts: Facts) -> str:
    names = facts.dissent
    return f"{' and '.join(names)} {'disagrees' if len(names) == 1 else 'disagree'}"


def _health(facts: Facts) -> Iterator[Check]:
    """Gate G1: at every level, and for no further action too (L07, L68)."""
    for reason in facts.left_out:
        yield Check(False, reason, "", "", ASKS, path=facts.left_out_path)
    for reason in facts.health_shut:
        yield Check(False, reason, "", "", HEALTH, path=facts.health_path)
    for reason, path in facts.health_shut_joined:
        yield Check(False, reason, "", "", HEALTH, path=path)
    if facts.health_read and not facts.health_shut:
        detail, path = facts.health_read, facts.health_path
        yield Check(True, "", HEALTH_HAS_READ, "", HEALTH, detail, path)


def _level(facts: Facts) -> Iterator[Check]:
    yield Check(
        facts.level is not None,
        f"Choose a level for {facts.child}",
        f"Level {facts.level}",
        f"{facts.anchor}-level",
    )
    yield Check(
        bool(facts.outcome),
        f"Choose what follows for {facts.child}",
        "What follows is chosen",
        f"{facts.anchor}-outcome",
    )
    if facts.level is not None and facts.outcome:
        yield Check(
            facts.outcome in facts.allowed_outcomes,
            f"“{_outcome(facts)}” does not go with level {facts.level} for {facts.child}",
            "The outcome fits the level",
            f"{facts.anchor}-outcome",
        )
    if facts.restricted and facts.outcome:
        yield Check(
            facts.outcome in AMONG_NAMED,
            (
                f"Only named people may know of this contact, so nobody else could begin “{_outcome(facts)}”"
                f" for {facts.child}: write a contact of its own for a child who needs help"
            ),
            "Those who may know of it can do what follows",
            f"{facts.anchor}-outcome",
        )


def _outcome(facts: Facts) -> str:
    known = facts.outcome in set(Outcome)
    return OUTCOME_NAMES[Outcome(facts.outcome)] if known else facts.outcome


def _reasons(facts: Facts) -> Iterator[Check]:
    anchor = f"{facts.anchor}-rationale"
    yield Check(
        facts.descriptors > 0,
        f"Choose a descriptor that fits {facts.child}",
        "Descriptors chosen",
        f"{facts.anchor}-descriptors",
    )
    if facts.unknown_descriptors:
        gone = ", ".join(facts.unknown_descriptors)
        yield Check(
            False,
            f"This guidance has no descriptor {gone}",
            "",
            f"{facts.anchor}-descriptors",
        )
    written = sum(len(point.text.strip()) for point in facts.points)
    yield Check(
        written >= SHORTEST_RATIONALE,
        f"The rationale for {facts.child} needs {SHORTEST_RATIONALE} characters; it has {written}",
        "Rationale written",
        anchor,
    )
    for number, point in enumerate(facts.points, 1):
        if not point.evidence:
            text = f"Rationale point {number} for {facts.child} names no evidence"
            yield Check(False, text, "", anchor)


def _voice(facts: Facts) -> Iterator[Check]:
    anchor = f"{facts.anchor}-voice"
    yield Check(
        bool(facts.voice),
        f"{_own(facts.child)} voice, or why not",
        f"{_own(facts.child)} voice is there, or why not",
        anchor,
    )
    if facts.needs_observation:
        yield Check(
            facts.voice == "observed",
            f"What was observed of {facts.child}, who cannot say it",
            "What was observed",
            anchor,
        )
    if facts.voice in ("words", "observed"):
        yield Check(
            facts.voice_weighed,
            f"How {_own(facts.child)} voice counted in the decision",
            f"{_own(facts.child)} voice weighed",
            anchor,
        )


def _owed(facts: Facts) -> Iterator[Check]:
    """What the enquiry about this contact has to do before anybody recommends (P5, P6)."""
    for one in facts.owed:
        yield Check(False, one.text, "", one.anchor, one.held_by, path=one.path)


def _alternatives(facts: Facts) -> Check:
    return Check(
        facts.alternatives,
        f"Which alternative was considered for {facts.child}, and why not that",
        "Alternative considered",
        f"{facts.anchor}-alternatives",
    )


def _history(facts: Facts) -> Check:
    seen = [one for one in facts.looked_at if one != NONE_FOUND]
    nothing = NONE_FOUND in facts.looked_at and not facts.unread_history and not seen
    named = (bool(seen) and facts.history) or nothing
    return Check(
        named,
        f"Say which history of {facts.child} was looked at, or that none was found",
        "History considered",
        f"{facts.anchor}-history",
        detail=f"{len(seen)} looked at" if seen else "none found",
    )


def _agreement_and_family(facts: Facts) -> Iterator[Check]:
    yield Check(
        facts.agreement,
        f"Where the family stands on agreement, for {facts.child}",
        "Agreement position",
        f"{facts.anchor}-agreement",
    )
    told = facts.family_told_by and facts.family_told_when
    yield Check(
        told or facts.family_not_told,
        f"Who tells {_own(facts.child)} family and when, or why not",
        "Who tells the family",
        f"{facts.anchor}-family",
    )


def _next_step(facts: Facts) -> Iterator[Check]:
    anchor = f"{facts.anchor}-next"
    yield Check(facts.next_step, f"The next step for {facts.child}", "Next step", anchor)
    yield Check(
        facts.next_step_owner,
        f"Who takes the next step for {facts.child}",
        "Owner of the next step",
        anchor,
    )
    due = facts.next_step_due
    yield Check(
        due is not None,
        f"By when the next step for {facts.child} is done",
        "Next step dated",
        anchor,
    )
    if due is None:
        return
    if due < facts.today:
        yield Check(False, f"The next step for {facts.child} is due in the past", "", anchor)
    elif facts.outcome == Outcome.IMMEDIATE_PROTECTION:
        yield Check(
            due == facts.today,
            f"Immediate protection of {facts.child} has to begin today",
            "Protection begins today",
            anchor,
        )


def _copied(facts: Facts) -> Iterator[Check]:
    if facts.copied_from:
        yield Check(
            facts.copy_confirmed,
            f"Confirm that what was copied from {facts.copied_from} is true of {facts.child}",
            f"Copied words confirmed for {facts.child}",
            f"{facts.anchor}-copied",
        )


def _own(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"

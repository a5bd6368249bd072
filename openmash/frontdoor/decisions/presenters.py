"""How the decision page and the list of decisions are drawn (`guide.md`, picture 06)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openmash.core.actor import Actor
from openmash.core.dates import describe_age, say_date
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.people.models import Voice
from openmash.foundation.ui.parts import ChildHeader, Fact, Flag, Link, Need, Tab
from openmash.foundation.ui.wording import count, listed, short_date, when
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.contacts.rules.feedback import Body
from openmash.frontdoor.decisions.forms import (
    AGREEMENT,
    BackForm,
    ChildForm,
    ViewForm,
    history_choices,
)
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision
from openmash.frontdoor.decisions.queries.case import Case, anchor_of, level_of
from openmash.frontdoor.decisions.queries.evidence import Evidence
from openmash.frontdoor.decisions.queries.waiting import due_of_contact
from openmash.frontdoor.decisions.rules import (
    Blocker,
    Check,
    blockers,
    checks,
    missing_to_recommend,
    needs_service_manager,
    who_may_decide,
)
from openmash.frontdoor.decisions.states import OUTCOME_NAMES, WRITABLE, DecisionState, Outcome

TOLD_AS_DONE = ("History considered", "Second pair of eyes", "Service manager’s signature")
MOST_FITTING = 2  # descriptors quoted beside a level
ALONE = {"alone": "alone", "with_somebody": "somebody was there", "heard": "heard from somebody"}


@dataclass(frozen=True)
class LevelChoice:
    """One level to choose, with what it means."""

    n: int
    name: str
    meaning: str
    checked: bool


@dataclass(frozen=True)
class PointView:
    """A point of the rationale and the numbers it rests on."""

    text: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class VoiceView:
    """The child's words or what was seen, and how that counted."""

    words: str
    source: str
    date: str
    weighing: str


@dataclass(frozen=True)
class EvidenceView:
    """One numbered sentence with its source."""

    number: str
    text: str
    source: str
    date: str
    certainty: str
    note: str


@dataclass(frozen=True)
class ChildPart:
    """One child's section of the page."""

    decision: ThresholdDecision
    form: ChildForm
    anchor: str
    prefix: str
    called: str
    title: str
    recommends: str
    recommended: tuple[int, str] | None
    levels: tuple[LevelChoice, ...]
    outcome: str
    outcomes: tuple[tuple[str, str, bool], ...]
    descriptors: tuple[str, ...]
    descriptors_in_all: int
    points: tuple[PointView, ...]
    voice: VoiceView | None
    absence: str
    asks_voice: bool
    in_use: tuple[EvidenceView, ...]
    history: tuple[str, ...]
    missing: tuple[str, ...]
    views: tuple[PartnerView, ...]
    agreement: str
    family: str
    editing: bool
    editable: bool
    copies: tuple[tuple[int, str], ...]
    copied_from: str
    theirs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ActBox:
    """The action box: what is pressed, and what stands in the way."""

    title: str
    button: str = ""
    then: str = ""
    intro: str = ""
    blockers: tuple[Need, ...] = ()
    done: tuple[Need, ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Page:
    """The whole page."""

    reference: str
    about: str
    children: tuple[ChildPart, ...]
    evidence: tuple[EvidenceView, ...]
    act: ActBox
    view_form: ViewForm
    back_form: BackForm
    may_give_back: bool
    may_reopen: bool
    may_note_views: bool
    why_urgency: str
    preview: Body | None
    links: Mapping[str, str]

    @property
    def has_views(self) -> bool:
        """Whether any partner has given a view."""
        return any(child.views for child in self.children)


@dataclass(frozen=True)
class Asked:
    """Who looks, and which forms are on the page."""

    by: Actor
    forms: Mapping[str, ChildForm]
    view_form: ViewForm
    back_form: BackForm
    changing: bool = False
    preview: Body | None = None
    theirs: Mapping[str, tuple[tuple[str, str], ...]] | None = None


def is_editing(decision: ThresholdDecision, *, by: Actor, changing: bool) -> bool:
    """Drafts are written by default; what is recommended is read, and changed on demand."""
    if not _may(by, P.DECISION_RECOMMEND, decision):
        return False
    return decision.state in WRITABLE or (decision.state == DecisionState.VIEWS_OPEN and changing)


def draw(case: Case, asked: Asked) -> Page:
    """Draw the page for this person at this moment."""
    evidence = tuple(_evidence(one, asked.by) for one in case.evidence)
    children = tuple(_child(case, d, asked, evidence) for d in case.decisions)
    open_ones = [d for d in case.decisions if d.state == DecisionState.VIEWS_OPEN]
    decided = [d for d in case.decisions if d.decided_at is not None]
    box, found = _act(case, asked)
    return Page(
        reference=case.contact.reference,
        about=_about(case),
        children=children,
        evidence=evidence,
        act=box,
        view_form=asked.view_form,
        back_form=asked.back_form,
        may_give_back=bool(open_ones) and _may(asked.by, P.DECISION_DECIDE, open_ones[0]),
        may_reopen=bool(decided) and _may(asked.by, P.DECISION_REOPEN, decided[0]),
        may_note_views=any(child.editable for child in children),
        why_urgency=_why_urgency(case, asked.by),
        preview=asked.preview,
        links={one.text: f"#{one.anchor}" for one in found},
    )


def header_of(case: Case, *, by: Actor) -> ChildHeader:
    """Who the children are, in the fixed order of every page about a child (`guide.md` §4)."""
    contact, children = case.contact, case.filled.children
    names = [child.name or case.called(child) for child in children]
    first = children[0] if children else None
    others = tuple(Link(case.called(c), f"#{anchor_of(c)}") for c in children[1:])
    facts = [
        Fact("Born", say_date(first.birth_date) if first and first.birth_date else "not known"),
        Fact("Open to", listed([o.service or o.agency for o in case.open_to]) or "nobody we know"),
        Fact("Contact", contact.reference),
    ]
    earlier = len({one.key for one in case.earlier})
    flags = [Flag("Immediate danger", strong=True)] if contact.immediate_danger else []
    if earlier:
        flags.append(Flag(f"{count(earlier + 1, 'contact')} in 12 months"))
    return ChildHeader(
        name=names[0] if names else "No child named",
        about=_age(first, by) if first else "",
        siblings=others,
        facts=tuple(facts),
        rag=contact.rag,
        flags=tuple(flags),
        due=due_of_contact(contact, by=by),
        who_may_see="the hub team.",
    )


def tabs_of(contact: Contact) -> tuple[Tab, ...]:
    """The parts of this contact."""
    here = f"/contacts/{contact.reference}/"
    answer = () if contact.decided_at is None else (Tab("Answer", f"{here}answer/"),)
    return (Tab("Contact", here), Tab("Decision", f"{here}decision/", current=True), *answer)


def _age(child: ContactChild, by: Actor) -> str:
    day = child.birth_date or child.due_date
    return describe_age(day, by.at.date()) if day else child.age_text


def _child(
    case: Case, decision: ThresholdDecision, asked: Asked, evidence: tuple[EvidenceView, ...]
) -> ChildPart:
    child, content = decision.child, decision.guidance.content
    voice = case.voice_of(child)
    called = case.called(child)
    cited = {key for point in decision.rationale for key in point.get("evidence", ())}
    numbers = {one.number for one in case.evidence if one.key in cited}
    editing = is_editing(decision, by=asked.by, changing=asked.changing)
    facts = case.facts(decision)
    form = asked.forms[str(decision.pk)]
    chosen = str(form["level"].value() or "")
    return ChildPart(
        decision=decision,
        form=form,
        anchor=anchor_of(child),
        prefix=str(form.prefix),
        called=called,
        title=_title(child, called, asked.by),
        recommends=decision.recommended_by_name,
        recommended=_level(content, decision.recommended_level),
        levels=tuple(_levels(content, chosen, decision)),
        outcome=_outcome(decision.outcome),
        outcomes=tuple(
            (code.value, words, code == form["outcome"].value())
            for code, words in OUTCOME_NAMES.items()
        ),
        descriptors=tuple(_descriptors(content, decision)),
        descriptors_in_all=len(content["descriptors"]),
        points=tuple(_point(case, point) for point in decision.rationale),
        voice=_voice(voice, decision, asked.by) if voice and facts.voice != "absent" else None,
        absence=Voice.Absence(voice.absence).label if voice and voice.absence else "",
        asks_voice=not facts.voice or (facts.needs_observation and facts.voice == "absent"),
        in_use=tuple(one for one in evidence if one.number in numbers),
        history=_history(case, decision),
        missing=facts.missing,
        views=case.views_of(decision),
        agreement={code: words for code, words, *_ in AGREEMENT}.get(decision.agreement, ""),
        family=_family(decision),
        editing=editing,
        editable=is_editing(decision, by=asked.by, changing=True),
        copies=_copies(case, decision) if editing else (),
        copied_from="" if decision.copy_confirmed else facts.copied_from,
        theirs=(asked.theirs or {}).get(str(decision.pk), ()),
    )


def _act(case: Case, asked: Asked) -> tuple[ActBox, list[Blocker]]:
    by, decisions = asked.by, case.decisions
    drafted = [d for d in decisions if d.state in WRITABLE]
    waiting = [d for d in decisions if d.decided_at is None]
    if not decisions:
        return ActBox("Nothing to decide yet", intro="Nobody has begun a recommendation."), []
    if not waiting:
        return _decided(case, by), []
    if drafted and _may(by, P.DECISION_RECOMMEND, drafted[0]):
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
) -> ActBox:
    changing = "" if then == "recommend" or asked.changing else "?change=1"
    needs = tuple(Need(b.text, f"{changing}#{b.anchor}", b.held_by) for b in found)
    stand = "stands" if len(needs) == 1 else "stand"
    intro = f"{count(len(needs), 'thing')} {stand} in the way. The same list refuses it if you press now."
    return ActBox(
        title=title,
        button=f"{title} {_which(decisions)}",
        then=then,
        intro=intro if needs else "Nothing stands in the way.",
        blockers=needs,
        done=_done(case, asked, decisions, then),
        notes=_notes(case, decisions),
    )


def _done(
    case: Case, asked: Asked, decisions: list[ThresholdDecision], then: str
) -> tuple[Need, ...]:
    by, settled = asked.by, {}
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


def _decided(case: Case, by: Actor) -> ActBox:
    last = max((d for d in case.decisions if d.decided_at), key=lambda d: _at(d.decided_at))
    path = f"/contacts/{case.contact.reference}/answer/"
    intro = f"{last.decided_by_name} decided, {when(_at(last.decided_at), by.at)}."
    return ActBox("Decided", intro=intro, links=(Link("The answer to the sender", path),))


def _wait(case: Case, waiting: list[ThresholdDecision], is_drafted: bool) -> ActBox:
    if is_drafted:
        return ActBox("Being written", intro="A social worker is writing the recommendation.")
    alone = [needs_service_manager(case.facts(d)) for d in waiting]
    who = "the service manager" if any(alone) else "a manager"
    recommender = waiting[0].recommended_by_name
    return ActBox("Recommended", intro=f"{recommender} has recommended. It waits for {who}.")


def _about(case: Case) -> str:
    guidance = case.decisions[0].guidance if case.decisions else None
    names = dict.fromkeys(d.recommended_by_name for d in case.decisions if d.recommended_by_name)
    said = f"{listed(list(names))} recommended. " if names else ""
    if guidance is None:
        return said
    since = f"{guidance.valid_from.day} {guidance.valid_from:%B %Y}"
    return f"{said}Guidance: {guidance.name}, version {guidance.version}, from {since}."


def _title(child: ContactChild, called: str, by: Actor) -> str:
    age = _age(child, by)
    return f"{called}, {age}" if age else called


def _level(content: Mapping[str, Any], level: int | None) -> tuple[int, str] | None:
    return (level, str(level_of(content, level)["name"])) if level else None


def _levels(
    content: Mapping[str, Any], chosen: str, decision: ThresholdDecision
) -> list[LevelChoice]:
    fits = [d for d in content["descriptors"] if d["id"] in decision.descriptors]
    return [
        LevelChoice(one["n"], one["name"], _meaning(one, fits), str(one["n"]) == chosen)
        for one in sorted(content["levels"], key=lambda one: -one["n"])
    ]


def _meaning(level: Mapping[str, Any], fits: list[Mapping[str, Any]]) -> str:
    quoted = [f"“{d['text']}”" for d in fits if d["level"] == level["n"]][:MOST_FITTING]
    return ". ".join([level["meaning"], *quoted])


def _descriptors(content: Mapping[str, Any], decision: ThresholdDecision) -> list[str]:
    return [
        f"{d['id']} {d['text']}" for d in content["descriptors"] if d["id"] in decision.descriptors
    ]


def _point(case: Case, point: Mapping[str, Any]) -> PointView:
    cited = set(point.get("evidence", ()))
    return PointView(str(point["text"]), tuple(e.number for e in case.evidence if e.key in cited))


def _voice(voice: Voice, decision: ThresholdDecision, by: Actor) -> VoiceView:
    alone = ALONE.get(voice.alone, "")
    source = f"To {voice.obtained_by}" if voice.words else f"Seen by {voice.obtained_by}"
    return VoiceView(
        words=voice.words or voice.observed,
        source=f"{source}, {alone}" if alone else source,
        date=short_date(voice.recorded_at.date()),
        weighing=decision.voice_weighting,
    )


def _evidence(one: Evidence, by: Actor) -> EvidenceView:
    day = one.on.date() if isinstance(one.on, datetime) else one.on
    date = short_date(day) if day else ""
    return EvidenceView(one.number, one.text, one.source, date, one.certainty, one.note)


def _history(case: Case, decision: ThresholdDecision) -> tuple[str, ...]:
    offered = history_choices(case, decision)
    return tuple(choice[1] for choice in offered if choice[0] in decision.history_seen)


def _family(decision: ThresholdDecision) -> str:
    if decision.family_not_told_reason:
        return f"Not told: {decision.family_not_told_reason}"
    if not decision.family_told_by:
        return ""
    return f"{decision.family_told_by}, {decision.family_told_when}"


def _copies(case: Case, decision: ThresholdDecision) -> tuple[tuple[int, str], ...]:
    others = (d for d in case.decisions if d.pk != decision.pk and d.rationale)
    return tuple((d.child.position, case.called(d.child)) for d in others)


def _why_urgency(case: Case, by: Actor) -> str:
    last = case.contact.urgency_ratings.order_by("-rated_at").first()
    if last is None:
        return ""
    return f"{last.rated_by} rated it {last.get_rag_display()}, {when(last.rated_at, by.at)}: “{last.reason}”"


def _outcome(code: str) -> str:
    return OUTCOME_NAMES[Outcome(code)] if code else ""


def _at(at: datetime | None) -> datetime:
    assert at is not None
    return at


def _in_hub(case: Case) -> RecordFacts:
    return RecordFacts(partnership=case.contact.partnership_id, in_hub=True)


def _may(by: Actor, permission: P, decision: ThresholdDecision) -> bool:
    """Buttons ask of the role; whose recommendation it is stands among what is in the way."""
    return may(by, permission, RecordFacts(partnership=decision.partnership_id, in_hub=True))

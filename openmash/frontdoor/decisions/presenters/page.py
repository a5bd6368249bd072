"""The whole page, and each child on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.ledger.queries import latest
from openmash.foundation.people.models import Voice
from openmash.foundation.ui.wording import listed, short_date, when
from openmash.frontdoor.contacts.models import ContactChild
from openmash.frontdoor.decisions.events import DecisionEvent
from openmash.frontdoor.decisions.forms import (
    AGREEMENT,
    ChildForm,
    history_choices,
)
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.presenters.acting import act_box, may_press
from openmash.frontdoor.decisions.presenters.header import age_of
from openmash.frontdoor.decisions.presenters.partners import draw_panel, own_view
from openmash.frontdoor.decisions.presenters.parts import (
    Asked,
    Box,
    ChildPart,
    Cites,
    EvidenceView,
    LevelChoice,
    Page,
    PointView,
    VoiceView,
)
from openmash.frontdoor.decisions.presenters.section_47 import draw_47, link_to_47
from openmash.frontdoor.decisions.queries.case import Case, anchor_of, level_of
from openmash.frontdoor.decisions.queries.evidence import Evidence
from openmash.frontdoor.decisions.states import OUTCOME_NAMES, WRITABLE, DecisionState, Outcome

MOST_FITTING = 2  # descriptors quoted beside a level
HEARD = {
    "drawing": "drawn or played",
    "interpreter": "through an interpreter",
    "parent": "a parent’s report",
}
ALONE = {"alone": "alone", "with_somebody": "somebody was there", "heard": "heard from somebody"}


def is_editing(decision: ThresholdDecision, *, by: Actor, changing: bool) -> bool:
    """Drafts are written by default; what is recommended is read, and changed on demand."""
    if not may_press(by, P.DECISION_RECOMMEND, decision):
        return False
    return decision.state in WRITABLE or (decision.state == DecisionState.VIEWS_OPEN and changing)


def draw(case: Case, asked: Asked) -> Page:
    """Draw the page for this person at this moment."""
    evidence = tuple(_evidence(one, asked.by) for one in case.evidence)
    children = tuple(_child(case, d, asked, evidence) for d in case.decisions)
    open_ones = [d for d in case.decisions if d.state == DecisionState.VIEWS_OPEN]
    decided = [d for d in case.decisions if d.decided_at is not None]
    box, found = act_box(case, asked)
    return Page(
        reference=case.contact.reference,
        about=_about(case),
        came_back=_came_back(case, asked.by),
        children=children,
        evidence=evidence,
        act=replace(box, links=(*box.links, *link_to_47(case, asked.by))),
        view_form=asked.view_form,
        back_form=asked.back_form,
        sign_form=asked.sign_form,
        heard=case.heard_by(asked.by),
        asks_early=box.then == "decide" and any(c.panel.waits for c in children),
        asks_plan=box.then == "decide" and any(c.panel.dissent for c in children),
        own_view=own_view(case, asked.by),
        may_give_back=bool(open_ones) and may_press(asked.by, P.DECISION_DECIDE, open_ones[0]),
        may_reopen=bool(decided) and may_press(asked.by, P.DECISION_REOPEN, decided[0]),
        may_note_views=any(child.editable for child in children),
        takes_over=_takes_over(open_ones, asked),
        why_urgency=_why_urgency(case, asked.by),
        preview=asked.preview,
        links={one.text: one.at() for one in found},
        files=case.files,
    )


def _takes_over(open_ones: list[ThresholdDecision], asked: Asked) -> str:
    """What changing somebody else's recommendation means, said before it is done (P7)."""
    others = {d.recommended_by_name for d in open_ones if d.recommended_by != asked.by.user}
    if not (asked.changing and others):
        return ""
    return f"{listed(sorted(others))} recommended this. Once you change the words, it is a draft again."


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
        fitting=tuple(_boxes(case, decision, form, fits=True)),
        not_fitting=tuple(_boxes(case, decision, form, fits=False)),
        cites=tuple(_cites(case, form)),
        points=tuple(_point(case, point) for point in decision.rationale),
        voice=_voice(voice, decision, asked.by) if voice and facts.voice != "absent" else None,
        absence=Voice.Absence(voice.absence).label if voice and voice.absence else "",
        asks_voice=not facts.voice or (facts.needs_observation and facts.voice == "absent"),
        in_use=tuple(one for one in evidence if one.number in numbers),
        history=_history(case, decision),
        missing=facts.missing,
        panel=draw_panel(case.partners(decision), asked.by),
        agreement={code: words for code, words, *_ in AGREEMENT}.get(decision.agreement, ""),
        family=_family(decision),
        editing=editing,
        editable=is_editing(decision, by=asked.by, changing=True),
        may_choose_otherwise=decision.state == DecisionState.VIEWS_OPEN
        and may_press(asked.by, P.DECISION_DECIDE, decision),
        copies=_copies(case, decision) if editing else (),
        copied_from="" if decision.copy_confirmed else facts.copied_from,
        theirs=(asked.theirs or {}).get(str(decision.pk), ()),
        section_47=draw_47(case.contact, decision, asked.by),
    )


def _about(case: Case) -> str:
    guidance = case.decisions[0].guidance if case.decisions else None
    names = dict.fromkeys(d.recommended_by_name for d in case.decisions if d.recommended_by_name)
    said = f"{listed(list(names))} recommended. " if names else ""
    if guidance is None:
        return said
    since = f"{guidance.valid_from.day} {guidance.valid_from:%B %Y}"
    return f"{said}Guidance: {guidance.name}, version {guidance.version}, from {since}."


def _came_back(case: Case, by: Actor) -> str:
    """Why a manager gave it back, for as long as it waits to be recommended again."""
    drafted = [
        d for d in case.decisions if d.state == DecisionState.DRAFTED and d.recommended_level
    ]
    found = [latest(by.partnership, d.subject, DecisionEvent.GIVEN_BACK) for d in drafted]
    last = max((one for one in found if one), key=lambda one: one.at, default=None)
    return f"{last.who} gave it back, {when(last.at, by.at)}: “{last.reason}”" if last else ""


def _title(child: ContactChild, called: str, by: Actor) -> str:
    age = age_of(child, by)
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


def _boxes(case: Case, decision: ThresholdDecision, form: ChildForm, *, fits: bool) -> list[Box]:
    """Descriptors about the sender's worries first, highest level first; ticked ones always shown."""
    if "descriptors" not in form.fields:
        return []
    chosen = form["descriptors"].value() or []
    worries = set(case.filled.codes(decision.child, "B1"))
    found = []
    for one in sorted(decision.guidance.content["descriptors"], key=lambda d: -d["level"]):
        is_near = bool(worries & set(one["concerns"])) or one["id"] in chosen
        if is_near == fits:
            found.append(Box(one["id"], f"{one['id']} {one['text']}", one["id"] in chosen))
    return found


def _cites(case: Case, form: ChildForm) -> list[Cites]:
    if "evidence_1" not in form.fields:
        return []
    found = []
    for number in range(1, form.points + 1):
        bound = form[f"evidence_{number}"]
        chosen = bound.value() or []
        boxes = (Box(e.key, e.number, e.key in chosen, e.text) for e in case.evidence)
        found.append(Cites(bound.html_name, tuple(boxes)))
    return found


def _descriptors(content: Mapping[str, Any], decision: ThresholdDecision) -> list[str]:
    return [
        f"{d['id']} {d['text']}" for d in content["descriptors"] if d["id"] in decision.descriptors
    ]


def _point(case: Case, point: Mapping[str, Any]) -> PointView:
    cited = set(point.get("evidence", ()))
    return PointView(str(point["text"]), tuple(e.number for e in case.evidence if e.key in cited))


def _voice(voice: Voice, decision: ThresholdDecision, by: Actor) -> VoiceView:
    heard = (
        voice.told,
        ALONE.get(voice.alone, ""),
        HEARD.get(voice.method, ""),
        voice.when_and_where,
    )
    return VoiceView(
        words=voice.words or voice.observed,
        source=", ".join(filter(None, heard)),
        date=short_date(voice.recorded_at.date()),
        weighing=decision.voice_weighting,
    )


def _evidence(one: Evidence, by: Actor) -> EvidenceView:
    day = one.on.date() if isinstance(one.on, datetime) else one.on
    date = short_date(day) if day else ""
    return EvidenceView(one.number, one.text, one.source, date, one.certainty, one.note, one.spoken)


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

"""Everything the decision page and its rules need to know of one contact, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.files.queries import sent_with
from openmash.foundation.people.models import Voice
from openmash.foundation.people.queries import OpenTo
from openmash.foundation.reference.queries import number
from openmash.foundation.ui.wording import listed
from openmash.frontdoor.contacts.emarf.filled import Filled, load
from openmash.frontdoor.contacts.emarf.reading import Line, Sent, read
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision, ViewAsked
from openmash.frontdoor.decisions.queries.evidence import (
    Earlier,
    Evidence,
    earlier_contacts,
    numbered,
    open_to_whom,
)
from openmash.frontdoor.decisions.queries.heard import Heard, views_of
from openmash.frontdoor.decisions.queries.partners import asked_of
from openmash.frontdoor.decisions.queries.told import told_in_enquiry
from openmash.frontdoor.decisions.rules import Blocker, Facts, Point
from openmash.frontdoor.decisions.rules_partners import AGREE, DISAGREE
from openmash.frontdoor.enquiries.queries.checks import missing_answers
from openmash.frontdoor.enquiries.queries.gp import missing_gps
from openmash.frontdoor.enquiries.queries.health import (
    HealthPart,
    health_of_contact,
    health_of_duplicates,
)
from openmash.frontdoor.enquiries.queries.owed import Owed, owed_before_deciding
from openmash.frontdoor.enquiries.rules.health import (
    why_gate_is_shut,
    why_left_out,
    why_waiting_for_health,
)

NFA_SETTING = "nfa-needs-service-manager-after"
LETS_SPEAK = {"words": 0, "observed": 1, "absent": 2}


@dataclass(frozen=True)
class Case:
    """A contact with its children, decisions, evidence, voices and gaps. The caller checked access."""

    contact: Contact
    filled: Filled
    decisions: tuple[ThresholdDecision, ...]
    voices: tuple[Voice, ...]
    earlier: tuple[Earlier, ...]
    open_to: tuple[OpenTo, ...]
    views: Mapping[str, tuple[PartnerView, ...]]
    asked: Mapping[str, tuple[ViewAsked, ...]]
    at: datetime
    unanswered: tuple[str, ...]
    nfa_limit: int
    today: date
    owed: tuple[Owed, ...] = ()
    health: HealthPart | None = None
    health_joined: tuple[HealthPart, ...] = ()  # of what turned out to be the same worry
    told: tuple[Evidence, ...] = ()
    files: int = 0  # that came with the contact

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence, numbered for this page."""
        return numbered(self.filled, self.voices, self.earlier, self.open_to, self.told)

    @cached_property
    def sent(self) -> Sent:
        """What was sent, for reading."""
        return read(self.filled)

    def called(self, child: ContactChild) -> str:
        """What the sender calls the child."""
        return self.filled.called(child)

    def voice_of(self, child: ContactChild) -> Voice | None:
        """The child's words if there are any, else what was seen, else why there is nothing."""
        mine = [voice for voice in self.voices if voice.about == child.subject]
        return min(
            mine, key=lambda v: (LETS_SPEAK[kind_of(v)], -v.recorded_at.timestamp()), default=None
        )

    def earlier_of(self, child: ContactChild) -> tuple[Earlier, ...]:
        """Earlier contacts about this child."""
        return tuple(one for one in self.earlier if one.position == child.position)

    def views_of(self, decision: ThresholdDecision) -> tuple[PartnerView, ...]:
        """What partners think, in the order it was noted."""
        return self.views.get(str(decision.pk), ())

    def missing_for(self, child: ContactChild) -> tuple[str, ...]:
        """What nobody has told us: helpful questions left open, and questions to the sender."""
        about = next((one for one in self.sent.children if one.child.pk == child.pk), None)
        lines = [*(about.lines if about else ()), *self._lines_for_all()]
        return (*(line.question for line in lines if line.missing), *self.unanswered)

    def facts(self, decision: ThresholdDecision) -> Facts:
        """What the rules need to know of one child's decision."""
        child, level = decision.child, level_of(decision.guidance.content, decision.level)
        known = {one.key for one in self.evidence}
        voice = self.voice_of(child)
        told = {d["id"] for d in decision.guidance.content["descriptors"]}
        heard = self.partners(decision)
        unread = {one.key for one in self.earlier_of(child)} - set(decision.history_seen)
        return Facts(
            child=self.called(child),
            anchor=anchor_of(child),
            today=self.today,
            level=decision.level,
            level_name=str(level.get("name", "")),
            outcome=decision.outcome,
            allowed_outcomes=frozenset(level.get("outcomes", ())),
            restricted=self.contact.readers is not None,
            descriptors=len(told & set(decision.descriptors)),
            unknown_descriptors=tuple(d for d in decision.descriptors if d not in told),
            points=tuple(_point(point, known) for point in decision.rationale),
            voice=kind_of(voice) if voice else "",
            needs_observation=_needs_observation(voice),
            voice_weighed=bool(decision.voice_weighting.strip()),
            looked_at=tuple(decision.history_seen),
            unread_history=len(unread),
            history=bool(decision.history.strip()),
            alternatives=bool(decision.alternatives.strip()),
            agreement=bool(decision.agreement),
            family_told_by=bool(decision.family_told_by.strip()),
            family_told_when=bool(decision.family_told_when.strip()),
            family_not_told=bool(decision.family_not_told_reason.strip()),
            next_step=bool(decision.next_step.strip()),
            next_step_owner=bool(decision.next_step_owner.strip()),
            next_step_due=decision.next_step_due,
            copied_from=self._copied_from(decision),
            copy_confirmed=decision.copy_confirmed,
            recommended_by=decision.recommended_by,
            recommender=decision.recommended_by_name,
            recommended_level=decision.recommended_level,
            recommended_outcome=decision.recommended_outcome,
            otherwise_because=bool(decision.otherwise_because.strip()),
            dissent=heard.who(DISAGREE),
            agreed=heard.who(AGREE),
            window=heard.window,
            contacts_in_year=1 + len({one.key for one in self.earlier_of(child)}),
            nfa_limit=self.nfa_limit,
            missing=(*self.missing_for(child), *heard.missing),
            owed=tuple(Blocker(o.text, anchor_of(child), o.held_by, o.path) for o in self.owed),
            left_out=tuple(why_left_out(self.health.facts)) if self.health else (),
            left_out_path=f"{self.contact.hub_path}enquiry/people/add/",
            health_shut=self._health_shut,
            health_path=f"/health/{self.contact.reference}/",
            health_read=self._health_read,
            health_shut_joined=self._health_shut_joined,
        )

    @cached_property
    def _health_shut(self) -> tuple[str, ...]:
        return tuple(why_waiting_for_health(self.health.facts)) if self.health else ()

    @property
    def _health_shut_joined(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (f"In the duplicate {reference}: {reason}", f"/health/{reference}/")
            for part in self.health_joined
            for reference in [part.enquiry.contact.reference]
            for reason in why_gate_is_shut(part.facts)
        )

    @cached_property
    def _health_read(self) -> str:
        """Who has read it, or who decided that it cannot wait."""
        if self.health is None or not self.health.facts.required:
            return ""
        if (emergency := self.health.emergency) and self.health.facts.decided_before:
            return f"not waited for: {emergency.decided_before_by} decided so"
        read = self.health.standing
        return listed([one.signed_by for one in read.signatures if one.agrees]) if read else ""

    def _lines_for_all(self) -> list[Line]:
        return [line for part in self.sent.for_all for line in part.lines]

    def _copied_from(self, decision: ThresholdDecision) -> str:
        other = next((d for d in self.decisions if d.pk == decision.copied_from_id), None)
        return self.called(other.child) if other else ""

    def partners(self, decision: ThresholdDecision) -> Heard:
        """Who was asked what they think, and what they said."""
        asked = self.asked.get(str(decision.pk), ())
        return Heard(decision, asked, self.views_of(decision), self.at)

    def heard_by(self, by: Actor) -> str:
        """All that partners have said so far, as one word that changes with each.

        But for what this reader has noted: whoever wrote it down has read it.
        """
        views = [view for views in self.views.values() for view in views]
        said = [one for one in views if one.asked_id or one.noted_by != by.name]
        return f"{len(said)}-{sum(view.withdrawn_at is not None for view in said)}"


def gather(contact: Contact, *, by: Actor) -> Case:
    """Load a contact's case in a fixed number of queries. The caller has checked access."""
    today = london_day(by.at)
    filled = load(contact, today)
    rows = ThresholdDecision.objects.filter(contact=contact, child__removed_at=None)
    decisions = tuple(
        rows.select_related("child", "guidance", "section_47").order_by("child__position")
    )
    subjects = [child.subject for child in filled.children]
    voices = Voice.objects.filter(partnership_id=by.partnership, about__in=subjects)
    health = health_of_contact(contact)
    asked = contact.questions.filter(answered_at=None).order_by("asked_at", "id")
    return Case(
        contact=contact,
        filled=filled,
        decisions=decisions,
        voices=tuple(voices.order_by("recorded_at", "id")),
        earlier=earlier_contacts(contact, filled.children, by=by),
        open_to=tuple(open_to_whom(filled.children, by=by)),
        views=views_of(decisions),
        asked=asked_of(decisions),
        at=by.at,
        unanswered=(
            *(f"Asked, not answered: {one.text}" for one in asked),
            *missing_answers(contact),
            *missing_gps(contact),
        ),
        nfa_limit=number(by.partnership, NFA_SETTING),
        today=today,
        owed=tuple(owed_before_deciding(contact, by=by)),
        health=health,
        health_joined=health_of_duplicates(contact),
        told=told_in_enquiry(contact, health, decisions, by=by),
        files=sent_with([contact.subject]).count(),
    )


def anchor_of(child: ContactChild) -> str:
    """Where a child's part of the page begins."""
    return f"child-{child.position}"


def level_of(content: Mapping[str, Any], level: int | None) -> Mapping[str, Any]:
    """One level of a version of the guidance; empty when there is none."""
    found: Mapping[str, Any] = next((one for one in content["levels"] if one["n"] == level), {})
    return found


def kind_of(voice: Voice) -> str:
    """Whether a child was heard, seen, or neither."""
    return "words" if voice.words else "observed" if voice.observed else "absent"


def _needs_observation(voice: Voice | None) -> bool:
    """P28: a child too young to talk is observed instead."""
    return voice is not None and not voice.words and voice.absence == Voice.Absence.PRE_VERBAL


def _point(point: Mapping[str, Any], known: set[str]) -> Point:
    return Point(str(point.get("text", "")), len(known & set(point.get("evidence", ()))))


def deciders_of(contact: Contact) -> set[str]:
    """Who has decided for the children of a contact, by user (P19)."""
    decided = ThresholdDecision.objects.filter(contact=contact).exclude(decided_by="")
    return set(decided.values_list("decided_by", flat=True))

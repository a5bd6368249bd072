"""Writing a decision: begin, save, copy to a sibling, note what partners think (P7)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotReady, refuse_if
from openmash.core.text import clean
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may, permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.people.models import Voice
from openmash.foundation.reference.queries import guidance_on
from openmash.frontdoor.contacts.commands.calling import call_to_recommend
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.decisions.access import record_facts
from openmash.frontdoor.decisions.commands.partners import ask_partners, close_asked, lock_asked
from openmash.frontdoor.decisions.events import DecisionEvent
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision
from openmash.frontdoor.decisions.rules_partners import why_not_the_hubs
from openmash.frontdoor.decisions.states import DECISION, WRITABLE, AskedOver, DecisionState

EDITABLE = WRITABLE | {DecisionState.VIEWS_OPEN}
# All but the voice, which is each child's own (P7, P28).
COPIED = (
    "level",
    "descriptors",
    "rationale",
    "history",
    "history_seen",
    "missing_comment",
    "alternatives",
    "agreement",
    "outcome",
    "next_step",
    "next_step_owner",
    "next_step_due",
    "family_told_by",
    "family_told_when",
    "family_not_told_reason",
    "expected_of_sender",
    "expected_due",
    "risk_for_sender",
)
EMPTY: tuple[object, ...] = (None, "", [])
FIELDS = frozenset({*COPIED, "voice_weighting", "otherwise_because"})
# What a partner who is asked has read.
WHAT_PARTNERS_READ = frozenset({"level", "outcome", "descriptors"})
# What a decider may choose otherwise than was recommended, saying why.
THE_DECIDERS = frozenset({"level", "outcome", "otherwise_because"})


@dataclass(frozen=True)
class View:
    """What a partner thinks, in their words."""

    agency: str
    view: str
    person: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Heard:
    """A child's words, what was seen, or why there is neither (P28)."""

    words: str = ""
    observed: str = ""
    absence: str = ""
    obtained_by: str = ""
    method: str = ""
    when_and_where: str = ""
    alone: str = ""


@transaction.atomic
def begin(contact: Contact, *, by: Actor) -> list[ThresholdDecision]:
    """A draft for each child of a contact that waits for a decision; beginning twice begins once."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    begun = {d.child_id: d for d in ThresholdDecision.objects.filter(contact=contact)}
    if contact.state == ContactState.DECISION_PENDING:
        for child in contact.children.filter(removed_at=None).order_by("position"):
            if child.pk not in begun:
                begun[child.pk] = _begin_for(contact, child.pk, by)
    return list(begun.values())


def _begin_for(contact: Contact, child: uuid.UUID, by: Actor) -> ThresholdDecision:
    decision = ThresholdDecision(
        partnership_id=contact.partnership_id,
        contact=contact,
        child_id=child,
        guidance=guidance_on(by.partnership, london_day(by.at)),
        agreement=_said_about_agreement(contact),
    )
    permit(by, P.DECISION_RECOMMEND, record_facts(decision))
    decision.save(force_insert=True)
    record(DecisionEvent.DRAFTED, by=by, subject=decision.subject, about=[contact.subject])
    return decision


@transaction.atomic
def write(
    decision: ThresholdDecision, fields: Mapping[str, object], base_version: int, *, by: Actor
) -> ThresholdDecision:
    """Save whatever is there, complete or not; `MovedMeanwhile` when somebody else saved since.

    `base_version` is the version its writer had before them. Saying the same again changes nothing.
    Another person's words in what was recommended make it a draft again, to be recommended anew:
    four eyes have to have seen what is decided (P7).
    """
    permit(by, P.DECISION_RECOMMEND, record_facts(decision))
    if unknown := set(fields) - FIELDS:
        raise TypeError(f"no such field to write: {sorted(unknown)}")
    lock_asked(decision, by=by)  # before the decision, as whoever says something does
    now = ThresholdDecision.objects.select_for_update().get(pk=decision.pk)
    changed = {name: value for name, value in fields.items() if getattr(now, name) != value}
    refuse_if(_not_editable(now))
    if changed:
        _save(now, {**changed, **_recommended_with(now, changed, by)}, base_version)
        facts = {"fields": sorted(changed)}
        record(DecisionEvent.WRITTEN, by=by, subject=now.subject, facts=facts)
        if _is_anothers(now, changed, by):
            _void(now, by)
        elif now.recommended_by == by.user and WHAT_PARTNERS_READ & set(changed):
            now.refresh_from_db()
            _ask_again(now, by)
    decision.refresh_from_db()
    return decision


def _recommended_with(
    decision: ThresholdDecision, changed: Mapping[str, object], by: Actor
) -> dict[str, object]:
    """Whoever recommended and changes it before it is decided recommends what now stands."""
    if decision.state != DecisionState.VIEWS_OPEN or decision.recommended_by != by.user:
        return {}
    kept = {"level": "recommended_level", "outcome": "recommended_outcome"}
    return {column: changed[name] for name, column in kept.items() if name in changed}


def _is_anothers(decision: ThresholdDecision, changed: Mapping[str, object], by: Actor) -> bool:
    if decision.state != DecisionState.VIEWS_OPEN or decision.recommended_by == by.user:
        return False
    decides = may(by, P.DECISION_DECIDE, record_facts(decision))
    return not decides or bool(set(changed) - THE_DECIDERS)


def _ask_again(decision: ThresholdDecision, by: Actor) -> None:
    """What partners were asked about is another: each view belongs to what it was about (P7)."""
    if decision.state == DecisionState.VIEWS_OPEN:
        ask_partners(decision, by=by)


def _void(decision: ThresholdDecision, by: Actor) -> None:
    step = DECISION["rewrite"]
    decision.refresh_from_db()
    allowed = permit(by, step.permission, record_facts(decision))
    nobody: dict[str, object] = {
        "recommended_by": "",
        "recommended_by_name": "",
        "recommended_at": None,
    }
    move(decision, step, allowed, changes=nobody)
    close_asked(decision, AskedOver.CHANGED, by=by)
    call_to_recommend(decision.contact, by=by)


@transaction.atomic
def copy_from(
    decision: ThresholdDecision, other: ThresholdDecision, *, by: Actor
) -> ThresholdDecision:
    """Copy a sibling's recommendation into what is empty; it counts once confirmed (P7).

    What was written for this child stays. The voice is never copied: each child has their own.
    """
    permit(by, P.DECISION_RECOMMEND, record_facts(decision))
    refuse_if(_not_copied(decision, other))
    values = {n: getattr(other, n) for n in COPIED if getattr(decision, n) in EMPTY}
    _save(decision, {**values, "copied_from": other, "copy_confirmed": False}, decision.version)
    facts = {"fields": list(values), "copied_from": str(other.pk)}
    record(DecisionEvent.WRITTEN, by=by, subject=decision.subject, facts=facts)
    decision.refresh_from_db()
    return decision


@transaction.atomic
def confirm_copy(decision: ThresholdDecision, *, by: Actor) -> ThresholdDecision:
    """Somebody's word that what was copied is true of this child too."""
    permit(by, P.DECISION_RECOMMEND, record_facts(decision))
    if decision.copied_from_id is None:
        raise NotReady("Nothing was copied here")
    _save(decision, {"copy_confirmed": True}, decision.version)
    record(DecisionEvent.COPY_CONFIRMED, by=by, subject=decision.subject)
    decision.refresh_from_db()
    return decision


@transaction.atomic
def note_view(decision: ThresholdDecision, said: View, *, by: Actor) -> PartnerView:
    """Note what a partner thinks; dissent is kept in their words and may need the service manager."""
    permit(by, P.DECISION_RECOMMEND, record_facts(decision))
    _before_it_is_decided(decision)
    refuse_if([*_not_editable(decision), *_wanting(said)])
    view = PartnerView.objects.create(
        partnership_id=decision.partnership_id,
        decision=decision,
        agency=clean(said.agency).strip(),
        person=clean(said.person).strip(),
        view=said.view,
        reason=clean(said.reason).strip(),
        noted_at=by.at,
        noted_by=by.name,
    )
    facts = {"view": said.view}
    record(DecisionEvent.VIEW_GIVEN, by=by, subject=decision.subject, facts=facts)
    return view


@transaction.atomic
def withdraw_view(view: PartnerView, *, by: Actor) -> PartnerView:
    """Take back what was noted of a partner by mistake; it stays readable, and counts no more.

    What a partner has said on their own page is theirs: the hub silences nobody who disagrees.
    """
    decision = view.decision
    permit(by, P.DECISION_RECOMMEND, record_facts(decision))
    _before_it_is_decided(decision)
    refuse_if([*_not_editable(decision), *why_not_the_hubs(said_themselves=bool(view.asked_id))])
    standing = PartnerView.objects.filter(pk=view.pk, withdrawn_at=None)
    if standing.update(withdrawn_at=by.at, withdrawn_by=by.name):
        record(DecisionEvent.VIEW_WITHDRAWN, by=by, subject=decision.subject)
    view.refresh_from_db()
    return view


@transaction.atomic
def note_voice(decision: ThresholdDecision, heard: Heard, *, by: Actor) -> Voice:
    """Keep what was heard or seen of the child since the worry came, or why nothing was (P28)."""
    permit(by, P.DECISION_RECOMMEND, record_facts(decision))
    words, observed = clean(heard.words).strip(), clean(heard.observed).strip()
    absence = "" if words else heard.absence or _known_absence(decision)
    refuse_if(_unheard(words, observed, absence))
    voice = Voice.objects.create(
        partnership_id=decision.partnership_id,
        person_id=decision.child.person_id,
        about=decision.child.subject,
        stage="decision",
        words=words,
        observed=observed,
        absence=absence,
        obtained_by=clean(heard.obtained_by).strip() or by.name,
        method=heard.method,
        when_and_where=clean(heard.when_and_where).strip(),
        alone=heard.alone,
        source=decision.subject,
        recorded_at=by.at,
        recorded_by=by.user,
    )
    record(DecisionEvent.VOICE_NOTED, by=by, subject=decision.subject)
    return voice


def _known_absence(decision: ThresholdDecision) -> str:
    """Why there were no words when the worry came; an observation does not change that."""
    rows = Voice.objects.filter(
        partnership_id=decision.partnership_id, about=decision.child.subject, words=""
    )
    return rows.order_by("-recorded_at").values_list("absence", flat=True).first() or ""


def _unheard(words: str, observed: str, absence: str) -> Iterable[str]:
    if not (words or observed or absence):
        yield "Write what the child said or showed, or say why there is nothing"
    elif not (words or absence):
        yield "Say why there are no words from the child, beside what was observed"


def _save(decision: ThresholdDecision, changes: Mapping[str, object], base_version: int) -> None:
    same = ThresholdDecision.objects.filter(
        pk=decision.pk, version=base_version, state__in=[str(s) for s in EDITABLE]
    )
    if same.update(version=F("version") + 1, **changes) != 1:
        raise MovedMeanwhile(
            "Somebody else saved this while you were writing. Your words are still here"
        )


def _before_it_is_decided(decision: ThresholdDecision) -> None:
    """Whoever notes a word and whoever decides take turns: no dissent lands beside a decision unread."""
    Contact.objects.select_for_update().get(pk=decision.contact_id)
    decision.refresh_from_db(fields=["state"])


def _not_editable(decision: ThresholdDecision) -> Iterable[str]:
    if decision.state not in EDITABLE:
        yield "This is decided: open it again before you change it"


def _not_copied(decision: ThresholdDecision, other: ThresholdDecision) -> Iterable[str]:
    yield from _not_editable(decision)
    if other.contact_id != decision.contact_id or other.pk == decision.pk:
        yield "Copy from another child of the same contact"


def _wanting(said: View) -> Iterable[str]:
    if not said.agency.strip():
        yield "Say which agency this is the view of"
    if said.view not in PartnerView.View.values:
        yield "Say whether they agree"
    if said.view == PartnerView.View.DISAGREE and not said.reason.strip():
        yield "Write their disagreement in their words"


def _said_about_agreement(contact: Contact) -> str:
    answer = contact.answers.filter(child=None, question="D1").first()
    return str(answer.value) if answer and isinstance(answer.value, str) else ""

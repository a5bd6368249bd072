"""Saying what health information means, and signing it: health practitioners alone (P6, gate G1).

Who they are and what they are competent in is looked up, never typed; the database refuses a draft, a
reading or a signature of anybody else.
"""

from __future__ import annotations

from dataclasses import asdict, replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks.commands import settle
from openmash.frontdoor.contacts.access import about_of as contact_about
from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.enquiries.access import about_of, in_turn_with_decisions, record_facts
from openmash.frontdoor.enquiries.commands.health_calling import (
    ANALYSE,
    ANALYSE_MENTAL,
    call_for_second,
    second_is_given,
)
from openmash.frontdoor.enquiries.events import HealthEvent
from openmash.frontdoor.enquiries.models import (
    EvidenceItem,
    HealthAnalysis,
    HealthDraft,
    HealthReading,
    HealthSignature,
    ItemRank,
)
from openmash.frontdoor.enquiries.queries.health import (
    CARED_FOR_BY,
    HealthPart,
    health_part,
    signer_of,
    written_in,
)
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.rules import health as rules
from openmash.frontdoor.enquiries.rules.health import Seen, Written, why_not_seen
from openmash.frontdoor.enquiries.rules.pertinent import RANKS
from openmash.frontdoor.enquiries.states import ScopeRole
from openmash.frontdoor.enquiries.states.health import HEALTH, HealthState, Part

NOTHING = "No relevant health information."


@transaction.atomic
def take_on(analysis: HealthAnalysis, *, by: Actor) -> HealthAnalysis:
    """I write it; or I take it over from somebody who does not get to it."""
    analysis = _locked(analysis)
    name = "hand_over" if analysis.state == HealthState.DRAFTED else "allocate"
    step, allowed = _allowed(analysis, name, by)
    mine: dict[str, object] = {"allocated_to": by.user, "allocated_name": by.name}
    move(analysis, step, allowed, about=about_of(analysis.enquiry), changes=mine)
    return analysis


@transaction.atomic
def write(
    analysis: HealthAnalysis, written: Written, base_version: int, *, by: Actor
) -> HealthAnalysis:
    """Keep whatever is there, complete or not. Somebody else's newer words are not written over."""
    now = _locked(analysis)
    step, allowed = _allowed(now, "write", by)
    draft = HealthDraft.objects.filter(analysis=now).first()
    kept = _cleaned(written)
    if draft is not None and written_in(draft) == kept:
        return now
    if draft is not None and draft.version != base_version:
        raise MovedMeanwhile(
            "Somebody else has written here since you opened it. Read it again first"
        )
    mine: dict[str, object] = {"allocated_to": by.user, "allocated_name": by.name}
    move(now, step, allowed, about=about_of(now.enquiry), changes={} if now.allocated_to else mine)
    HealthDraft.objects.update_or_create(
        analysis=now,
        defaults={
            **asdict(kept),
            "partnership_id": now.partnership_id,
            "version": base_version + 1,
            "saved_at": by.at,
            "saved_by": by.name,
        },
    )
    return now


@transaction.atomic
def sign(
    analysis: HealthAnalysis, seen: Seen, *, by: Actor, question: str | None = None
) -> HealthAnalysis:
    """What is drafted is signed as its author had it before them, with all that was told then.

    A `question` asks for a second opinion. Where another's competence is needed it waits for that
    signature; the gate stays shut until then.
    """
    analysis = _locked(analysis)
    part = health_part(analysis.enquiry)
    signer, _ = signer_of(by)
    written = written_in(HealthDraft.objects.filter(analysis=analysis).first())
    found = rules.why_not_signed(part.facts, written, signer, *_people(analysis, by))
    unseen = why_not_seen(seen, part.seen)
    return _signed(analysis, part, written, [*unseen, *found], by, question)


@transaction.atomic
def sign_nil(analysis: HealthAnalysis, seen: Seen, *, by: Actor) -> HealthAnalysis:
    """Health has nothing relevant: that, too, is a signature (P6)."""
    analysis = _locked(analysis)
    part = health_part(analysis.enquiry)
    signer, _ = signer_of(by)
    nothing = Written(known=NOTHING, concern="none", confidence="high")
    found = [*why_not_seen(seen, part.seen), *rules.why_not_nil(part.facts, signer)]
    return _signed(analysis, part, nothing, found, by, None)


@transaction.atomic
def countersign(analysis: HealthAnalysis, words: str, seen: Seen, *, by: Actor) -> HealthAnalysis:
    """The second signature: another practitioner who has read this very reading, and agrees."""
    analysis = _locked(analysis)
    step, allowed = _allowed(analysis, "countersign", by)
    part = health_part(analysis.enquiry)
    refuse_if([*why_not_seen(seen, part.seen), *_why_not_second(part, words, by)])
    assert part.standing is not None  # refused above where nothing is signed
    _sign(part.standing.row, Part.SECOND, by, words=words)
    move(analysis, step, allowed, about=about_of(analysis.enquiry), facts=_competences(by))
    _settled(analysis, by)
    return analysis


@transaction.atomic
def differ(analysis: HealthAnalysis, words: str, seen: Seen, *, by: Actor) -> HealthAnalysis:
    """The second practitioner sees it otherwise: it goes back to be written, with their words."""
    analysis = _locked(analysis)
    step, allowed = _allowed(analysis, "differ", replace(by, reason=words.strip()))
    part = health_part(analysis.enquiry)
    signer, _ = signer_of(by)
    found = [*rules.why_not_registered(signer), *_own(part, by), *short_reason(words)]
    refuse_if([*why_not_seen(seen, part.seen), *found])
    assert part.standing is not None  # in this state something is signed
    _sign(part.standing.row, Part.SECOND, by, words=words, agrees=False)
    move(analysis, step, allowed, about=about_of(analysis.enquiry))
    second_is_given(analysis, by=by)
    return analysis


@transaction.atomic
def take_back_signature(analysis: HealthAnalysis, reason: str, *, by: Actor) -> HealthAnalysis:
    """It was a mistake, and nobody has decided on it: the reading counts no more, and the gate is shut."""
    decided = in_turn_with_decisions(analysis.enquiry).decided_at is not None
    analysis = _locked(analysis)
    step, allowed = _allowed(analysis, "take_back", replace(by, reason=reason.strip()))
    signed = health_part(analysis.enquiry).facts.signed
    found = rules.why_not_taken_back(signed, by.user, decided=decided)
    refuse_if([*found, *short_reason(reason)])
    move(analysis, step, allowed, about=about_of(analysis.enquiry))
    second_is_given(analysis, by=by)
    return analysis


@transaction.atomic
def rank(item: EvidenceItem, place: int, reason: str, *, by: Actor) -> None:
    """A practitioner knows better where a fact stands than the order does, and says why (L71)."""
    enquiry = item.enquiry
    permit(by, P.HEALTH_WRITE, record_facts(enquiry))
    refuse_if([*short_reason(reason), *([] if place in RANKS else ["Choose where it stands"])])
    ItemRank.objects.create(
        partnership_id=item.partnership_id,
        item=item,
        rank=place,
        reason=clean(reason).strip(),
        ranked_at=by.at,
        ranked_by=by.name,
    )
    because, facts = replace(by, reason=reason.strip()), {"item": str(item.pk), "rank": place}
    about = contact_about(enquiry.contact)
    record(HealthEvent.RANKED, by=because, subject=enquiry.subject, about=about, facts=facts)


def _signed(
    analysis: HealthAnalysis,
    part: HealthPart,
    written: Written,
    found: list[str],
    by: Actor,
    question: str | None,
) -> HealthAnalysis:
    signer, _ = signer_of(by)
    reading = rules.Signed(part.facts.keys, signer.competences, by.user, question is not None)
    waits = any(rules.still_missing(part.facts, reading))
    step, allowed = _allowed(analysis, "sign_in_part" if waits else "sign", by)
    refuse_if(found)
    row = _reading(analysis, part, written, question, by)
    _sign(row, Part.AUTHOR, by)
    move(analysis, step, allowed, about=about_of(analysis.enquiry), facts=_competences(by))
    if waits:
        call_for_second(analysis, mental=part.facts.mental, by=by)
    else:
        _settled(analysis, by)
    return analysis


def _reading(
    analysis: HealthAnalysis, part: HealthPart, written: Written, question: str | None, by: Actor
) -> HealthReading:
    row = HealthReading(
        partnership_id=analysis.partnership_id,
        analysis=analysis,
        number=len(part.readings) + 1,
        read=sorted(part.facts.keys),
        about=sorted(part.facts.people),
        nil_return=written.known == NOTHING,
        wants_opinion=question is not None,
        question=clean(question or "").strip(),
        retrospective=bool(part.emergencies),
        written_at=by.at,
        written_by=by.name,
        **asdict(written),
    )
    row.save(force_insert=True)
    return row


def _sign(
    reading: HealthReading, part: Part, by: Actor, *, words: str = "", agrees: bool = True
) -> None:
    """With the registration as it is kept, not as anybody says it is."""
    _, held = signer_of(by)
    assert held is not None  # refused before where there is none
    HealthSignature(
        partnership_id=reading.partnership_id,
        reading=reading,
        part=part,
        agrees=agrees,
        words=clean(words).strip(),
        body=held.body,
        registration=held.number,
        competences=held.competences,
        signed_at=by.at,
        signed_by=by.name,
        signed_by_user=by.user,
        signed_by_role=by.role,
    ).save(force_insert=True)


def _why_not_second(part: HealthPart, words: str, by: Actor) -> list[str]:
    signer, _ = signer_of(by)
    if part.facts.signed is None:
        return ["There is nothing to countersign"]
    return list(rules.why_not_countersigned(part.facts, part.facts.signed, signer, words))


def _own(part: HealthPart, by: Actor) -> list[str]:
    own = part.facts.signed is not None and part.facts.signed.author == by.user
    return ["You signed it as its author: take your signature back instead"] if own else []


def _people(
    analysis: HealthAnalysis, by: Actor
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The children and the adults who care for them, of whom something is said."""
    people = [one for one in scope_of(analysis.enquiry, by=by) if one.row.removed_at is None]
    children = [one for one in people if one.row.role == ScopeRole.CHILD]
    adults = [one for one in people if one.row.role in CARED_FOR_BY]
    return (
        [(str(one.row.pk), one.name) for one in children],
        [(str(one.row.pk), one.name) for one in adults],
    )


def _cleaned(written: Written) -> Written:
    return Written(
        known=clean(written.known).strip(),
        children={key: clean(text).strip() for key, text in written.children.items()},
        adults={key: clean(text).strip() for key, text in written.adults.items()},
        unknown=clean(written.unknown).strip(),
        protective=clean(written.protective).strip(),
        recommended=clean(written.recommended).strip(),
        concern=written.concern,
        confidence=written.confidence,
    )


def _settled(analysis: HealthAnalysis, by: Actor) -> None:
    for kind in (ANALYSE, ANALYSE_MENTAL):
        settle(kind, analysis.subject, by=by)
    second_is_given(analysis, by=by)


def _competences(by: Actor) -> dict[str, object]:
    signer, _ = signer_of(by)
    return {"body": signer.body, "competences": ", ".join(sorted(signer.competences))}


def _locked(analysis: HealthAnalysis) -> HealthAnalysis:
    """Two practitioners at one analysis take turns."""
    rows = HealthAnalysis.objects.select_related("enquiry__contact")
    return rows.select_for_update(of=("self",)).get(pk=analysis.pk)


def _allowed(analysis: HealthAnalysis, name: str, by: Actor) -> tuple[Move, Permit]:
    step = HEALTH[name]
    return step, permit(by, step.permission, record_facts(analysis.enquiry))

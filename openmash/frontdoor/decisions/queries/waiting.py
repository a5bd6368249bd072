"""Which contacts wait for a decision, for whom, soonest clock first (L36)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may, permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.clocks.queries import ClockView, running
from openmash.foundation.together import Count
from openmash.foundation.ui.parts import Due
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.tray_rows import due_of, names_of
from openmash.frontdoor.contacts.states import DECIDING, ContactState
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.queries.heard import Heard, heard_of, tally
from openmash.frontdoor.decisions.states import OUTCOME_NAMES, DecisionState, Outcome


@dataclass(frozen=True)
class Waiting:
    """One contact that waits for a decision."""

    reference: str
    children: str
    worry: str
    rag: str
    recommended: tuple[str, ...]
    recommender: str
    due: Due | None
    mine: bool
    views: tuple[str, ...] = ()  # what partners say: 1 disagrees, 2 have not said


@dataclass(frozen=True)
class Lists:
    """Three bands: for me to decide, for somebody else, still being written."""

    for_me: tuple[Waiting, ...]
    for_others: tuple[Waiting, ...]
    being_written: tuple[Waiting, ...]


def waiting(*, by: Actor) -> Lists:
    """Everything that waits for a decision, in three bands. Written to the read log."""
    permit(by, P.DECISION_READ, _in_hub(by))
    rows = visible_to(by).filter(state=ContactState.DECISION_PENDING)
    contacts = list(rows.prefetch_related("children", "decisions__child", "decisions__guidance"))
    clocks = running([contact.subject for contact in contacts], at=by.at)
    contacts.sort(key=lambda one: (_due_at(clocks.get(one.subject, [])), one.reference))
    log_read(Action.LIST, by=by, subject="list:decisions", about=[c.subject for c in contacts])
    heard = _heard(contacts, by)
    for_me: list[Waiting] = []
    for_others: list[Waiting] = []
    written: list[Waiting] = []
    for contact in contacts:
        decisions = list(contact.decisions.all())
        row = _row(contact, decisions, clocks.get(contact.subject, []), by)
        row = replace(row, views=tuple(tally(heard[contact.pk])))
        if not decisions or any(d.state not in _READY for d in decisions):
            written.append(row)
        else:
            (for_me if row.mine else for_others).append(row)
    return Lists(tuple(for_me), tuple(for_others), tuple(written))


def _heard(contacts: list[Contact], by: Actor) -> dict[uuid.UUID, list[Heard]]:
    found: dict[uuid.UUID, list[Heard]] = {contact.pk: [] for contact in contacts}
    for one in heard_of([d for c in contacts for d in c.decisions.all()], at=by.at):
        found[one.decision.contact_id].append(one)
    return found


_READY = frozenset({DecisionState.VIEWS_OPEN, DecisionState.DECIDED})


def count_for_me(*, by: Actor) -> Count:
    """How many contacts wait for this person to decide, for the navigation."""
    if not may(by, P.DECISION_DECIDE, _in_hub(by)):
        return Count(ThresholdDecision.objects.none())
    waiting_ones = ThresholdDecision.objects.filter(
        partnership_id=by.partnership, state=DecisionState.VIEWS_OPEN
    )
    drafted = ThresholdDecision.objects.filter(
        contact__in=waiting_ones.values("contact"), recommended_by=""
    )
    ready = waiting_ones.exclude(contact__in=drafted.values("contact"))
    return Count(ready.exclude(recommended_by=by.user).values("contact").distinct())


def _row(
    contact: Contact, decisions: list[ThresholdDecision], clocks: list[ClockView], by: Actor
) -> Waiting:
    children = [child for child in contact.children.all() if child.removed_at is None]
    children.sort(key=lambda child: child.position)
    others = all(d.recommended_by not in ("", by.user) for d in decisions)
    return Waiting(
        reference=contact.reference,
        children=names_of(children),
        worry=contact.worry_line,
        rag=contact.rag,
        recommended=tuple(_recommended(d) for d in sorted(decisions, key=_position)),
        recommender=next((d.recommended_by_name for d in decisions if d.recommended_by), ""),
        due=_due(clocks, by),
        mine=others and may(by, P.DECISION_DECIDE, _in_hub(by)),
    )


def _recommended(decision: ThresholdDecision) -> str:
    if not decision.recommended_by:
        return "not recommended yet"
    words = OUTCOME_NAMES[Outcome(decision.outcome)]
    return f"Level {decision.level} · {words}"


def _position(decision: ThresholdDecision) -> int:
    return decision.child.position


def _due_at(clocks: list[ClockView]) -> float:
    return min((c.due_at.timestamp() for c in clocks if c.code in DECIDING), default=1e12)


def due_of_contact(contact: Contact, *, by: Actor) -> Due | None:
    """The clock of the decision, for the header of its page."""
    return _due(running([contact.subject], at=by.at).get(contact.subject, []), by)


def _due(clocks: list[ClockView], by: Actor) -> Due | None:
    clock = next((c for c in clocks if c.code in DECIDING), None)
    return due_of(clock, by) if clock else None


def _in_hub(by: Actor) -> RecordFacts:
    return RecordFacts(partnership=by.partnership, in_hub=True)

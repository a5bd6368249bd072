"""The practitioner’s worklist across all enquiries: what waits for health, the soonest due first (L68)."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.clocks.queries import running
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.states import TaskState
from openmash.foundation.together import Count
from openmash.foundation.ui.parts import Due
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.queries.tray_rows import due_of, names_of
from openmash.frontdoor.contacts.states import IN_ENQUIRY, ContactState
from openmash.frontdoor.enquiries.access import permit_health_list
from openmash.frontdoor.enquiries.models import (
    EvidenceItem,
    HealthAnalysis,
    HealthEmergency,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.rules.enquiry import BY_URGENCY
from openmash.frontdoor.enquiries.states import OPEN
from openmash.frontdoor.enquiries.states.health import HEALTH_WORDS, LATE, UNSIGNED, HealthState
from openmash.frontdoor.enquiries.states.items import HEALTH

TOLD_LATE = "Told after the decision: to be read"
# As the reactions keep it up: an enquiry that ended counts where its worry is decided all the same.
WAITS = (
    Q(enquiry__state__in=list(OPEN))
    | Q(enquiry__contact__state=ContactState.DECISION_PENDING)
    | Q(enquiry__contact__duplicate_of__state__in=list(IN_ENQUIRY))
)


@dataclass(frozen=True)
class Row:
    """One enquiry that waits for health."""

    reference: str
    children: str
    rag: str
    state: str
    holder: str
    mental: bool
    facts: int
    looks_back: bool
    due: Due | None
    mine: bool
    due_at: float


def worklist(*, by: Actor) -> list[Row]:
    """Everything within reach; the most urgent clock first, then by urgency. Written to the read log."""
    permit_health_list(by)
    rows = HealthAnalysis.objects.filter(enquiry__contact__in=visible_to(by, P.HEALTH_READ))
    rows = rows.filter(waits_for_health())
    found = list(
        rows.select_related("enquiry__contact").prefetch_related("enquiry__contact__children")
    )
    return _drawn(found, by)


def waits_for_health() -> Q:
    """What is to be read before a decision, and what is to be looked back at."""
    back = HealthEmergency.objects.filter(reviewed_at=None).values("enquiry")
    waits = WAITS & Q(state__in=list(UNSIGNED))
    return waits | Q(enquiry__in=back) | Q(pk__in=_told_late())


def count_waiting(*, by: Actor) -> Count:
    """How many wait, for the navigation; nobody has looked at them yet."""
    rows = HealthAnalysis.objects.filter(
        WAITS, enquiry__contact__in=visible_to(by, P.HEALTH_READ), state__in=list(UNSIGNED)
    )
    return Count(rows)


def _drawn(found: list[HealthAnalysis], by: Actor) -> list[Row]:
    enquiries = [one.enquiry for one in found]
    log_read(
        Action.LIST, by=by, subject="list:health", about=[one.contact.subject for one in enquiries]
    )
    clocks = running([one.subject for one in found], at=by.at)
    items = EvidenceItem.objects.filter(
        enquiry__in=enquiries, taken_back_at=None, category__in=[c.value for c in HEALTH]
    )
    counted = Counter(items.values_list("enquiry_id", flat=True))
    back, late = _looked_back_at(enquiries), _told_late()
    drawn = []
    for one in found:
        clock = next(iter(clocks.get(one.subject, ())), None)
        children = [c for c in one.enquiry.contact.children.all() if c.removed_at is None]
        due_at = clock.due_at if clock else back.get(one.enquiry_id)
        drawn.append(
            Row(
                reference=one.enquiry.contact.reference,
                children=names_of(sorted(children, key=lambda c: c.position)),
                rag=one.enquiry.rag,
                state=TOLD_LATE if one.pk in late else HEALTH_WORDS[HealthState(one.state)],
                holder=one.allocated_name,
                mental=one.mental,
                facts=counted[one.enquiry_id],
                looks_back=one.enquiry_id in back,
                due=due_of(clock, by) if clock else None,
                mine=one.allocated_to == by.user,
                due_at=due_at.timestamp() if due_at else 1e12,
            )
        )
    return in_order(drawn)


def in_order(rows: list[Row]) -> list[Row]:
    """The most urgent clock first; where none runs any more, the most urgent enquiry."""
    return sorted(rows, key=lambda row: (row.due_at, -BY_URGENCY.index(row.rag), row.reference))


def _told_late() -> set[uuid.UUID]:
    about = Task.objects.filter(kind=LATE, state=TaskState.OPEN).values_list("about", flat=True)
    return {uuid.UUID(one.partition(":")[2]) for one in about}


def _looked_back_at(enquiries: list[MashEnquiry]) -> dict[object, datetime]:
    rows = HealthEmergency.objects.filter(enquiry__in=enquiries, reviewed_at=None)
    return {one.enquiry_id: one.review_due for one in rows}

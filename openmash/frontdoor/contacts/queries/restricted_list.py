"""What is restricted to one person among others, what is due first on top (P27, `roles.md` §4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from openmash.core.actor import Actor
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.clocks.queries import ClockView, running
from openmash.foundation.ui.parts import Due
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.beside import histories
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.contacts.queries.tray_rows import due_of, names_of, next_clocks
from openmash.frontdoor.contacts.states import OPEN, STATE_WORDS, ContactState


@dataclass(frozen=True)
class Line:
    """A restricted contact, for somebody who may know of it."""

    reference: str
    children: str
    worry: str
    sender: str
    received_at: datetime | None
    state: str
    due: Due | None = None


def restricted_to(by: Actor) -> list[Line]:
    """Open ones first, those whose special pathway is due soonest before others; then the newest.

    The look is logged.
    """
    children = ContactChild.objects.filter(removed_at=None).order_by("position")
    rows = visible_to(by).exclude(readers=None).select_related("sender_agency")
    found = list(
        rows.prefetch_related(Prefetch("children", children)).order_by("-submitted_at", "id")
    )
    log_read(Action.LIST, by=by, subject="list:restricted", about=[one.subject for one in found])
    clocks = _clocks((one for one in found if one.state in OPEN), by)
    found.sort(key=lambda one: (one.state not in OPEN, _due_at(clocks.get(one.subject))))
    return [_line(one, clocks.get(one.subject), by) for one in found]


def _clocks(contacts: Iterable[Contact], by: Actor) -> dict[str, list[ClockView]]:
    """The clocks of what was noted beside each: by when it is decided is the hub’s."""
    owner = {subject: one.subject for one in contacts for subject in histories(one)}
    found: dict[str, list[ClockView]] = defaultdict(list)
    for subject, clocks in running(owner, at=by.at).items():
        found[owner[subject]] += clocks
    return {subject: next_clocks(clocks) for subject, clocks in found.items()}


def _due_at(clocks: list[ClockView] | None) -> float:
    """Seconds, so that what has no time of its own comes after all that have."""
    return clocks[0].due_at.timestamp() if clocks else float("inf")


def _line(contact: Contact, clocks: list[ClockView] | None, by: Actor) -> Line:
    return Line(
        contact.reference,
        names_of(list(contact.children.all())),
        contact.worry_line,
        contact.sender_agency.name,
        contact.submitted_at,
        STATE_WORDS[ContactState(contact.state)],
        due_of(clocks[0], by) if clocks else None,
    )

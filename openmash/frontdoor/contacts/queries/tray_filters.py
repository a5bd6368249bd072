"""What somebody wants to see of the tray, and the contacts that are left then."""

from __future__ import annotations

import re
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Replace

from openmash.core.actor import Actor
from openmash.core.names import words_of
from openmash.core.working_time import LONDON
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.queries.tray_names import called
from openmash.frontdoor.contacts.states import (
    ARRIVED,
    OPEN,
    SENDER_WAITS,
    UNDECIDED,
    ContactState,
)

STATES: dict[str, tuple[str, frozenset[ContactState]]] = {
    "new": ("New", ARRIVED),
    "screening": ("Screening", frozenset({ContactState.SCREENING})),
    "sender": ("Back to sender", frozenset({ContactState.RETURNED})),
    "worker": ("With a worker", frozenset({ContactState.ROUTED})),
    "enquiry": ("MASH enquiry", frozenset({ContactState.MASH_ENQUIRY})),
    "decide": ("To decide", frozenset({ContactState.DECISION_PENDING})),
    "tell": ("Decided", frozenset({ContactState.DECIDED, ContactState.FEEDBACK_SENT})),
}
CLOSED = "closed"
GONE = frozenset({ContactState.CLOSED, ContactState.DUPLICATE, ContactState.IN_ERROR})
URGENCIES = (
    ("", "Any"),
    ("danger", "Immediate danger"),
    ("red", "Red"),
    ("amber", "Amber"),
    ("green", "Green"),
    ("blue", "Blue"),
    ("none", "Not rated yet"),
)
HOLDERS = (("", "Anyone"), ("me", "Me"), ("nobody", "Nobody"))
DUES = (("", "Any time"), ("overdue", "Overdue"), ("today", "Due today"))
BY_CLOCK = frozenset({"overdue", "today"})


@dataclass(frozen=True)
class Looking:
    """What somebody wants to see of the tray: everything of it stands in the address."""

    state: str = ""
    urgency: str = ""
    who: str = ""
    agency: str = ""
    due: str = ""
    reference: str = ""
    named: str = ""  # a mark for the words below, which stand in no address
    name: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered away."""
        chosen = (self.state, self.urgency, self.who, self.agency, self.due, self.reference)
        return any(chosen) or bool(self.name)

    @property
    def in_address(self) -> dict[str, object]:
        """What the address says: all but a child's name, which is kept with the session."""
        said = {key: value for key, value in asdict(self).items() if value and key != "name"}
        return said if self.name else {key: said[key] for key in said if key != "named"}


def on_the_tray(by: Actor) -> QuerySet[Contact]:
    """Everything open, and what is closed while its sender waits for a reply (C41, L36).

    Those who wait are asked for first: within one question, all of the closed would be looked through.
    """
    waits = Feedback.objects.filter(partnership_id=by.partnership, state__in=SENDER_WAITS)
    keys = list(waits.values_list("contact_id", flat=True))
    return visible_to(by).filter(Q(state__in=OPEN) | Q(pk__in=keys))


def looked_among(looking: Looking, by: Actor) -> QuerySet[Contact]:
    """A reference finds any contact of the partnership; what is closed is looked at by itself."""
    if letters(looking.reference):
        return visible_to(by)
    if looking.state == CLOSED:
        return visible_to(by).filter(state__in=GONE)
    return on_the_tray(by)


def narrowed(contacts: QuerySet[Contact], looking: Looking, by: Actor) -> QuerySet[Contact]:
    """Those that fit, whenever they are due; an unknown choice narrows nothing."""
    if looking.state in STATES:
        contacts = contacts.filter(state__in=STATES[looking.state][1])
    if looking.urgency == "danger":
        contacts = contacts.filter(immediate_danger=True, state__in=UNDECIDED)
    elif looking.urgency:
        contacts = contacts.filter(rag="" if looking.urgency == "none" else looking.urgency)
    if looking.who:
        contacts = contacts.filter(assigned_to=_holder(looking.who, by))
    if looking.agency:
        contacts = contacts.filter(sender_agency=looking.agency)
    contacts = _by_reference(contacts, looking.reference)
    words = words_of(looking.name)
    return contacts.filter(pk__in=called(words, contacts, by)) if words else contacts


def looks_past_the_tray(looking: Looking) -> bool:
    """Whether what is closed can be among it."""
    return looking.state == CLOSED or bool(letters(looking.reference))


def is_due(next_due: datetime | None, due: str, at: datetime) -> bool:
    """Whether a clock is overdue, or due later today; an unknown choice narrows nothing."""
    if due not in BY_CLOCK:
        return True
    if next_due is None:
        return False
    return next_due < at if due == "overdue" else at <= next_due < midnight(at)


def letters(reference: str) -> str:
    """A reference as people type it: small letters, spaces and dashes do not matter."""
    return re.sub(r"[^A-Z0-9]", "", reference.upper())


def midnight(at: datetime) -> datetime:
    """When today ends in London."""
    tomorrow = at.astimezone(LONDON).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), LONDON)


def _by_reference(contacts: QuerySet[Contact], reference: str) -> QuerySet[Contact]:
    wanted = letters(reference)
    if not wanted:
        return contacts
    plain = Replace("reference", Value("-"), Value(""), output_field=TextField())
    return contacts.alias(plain=plain).filter(plain__contains=wanted)


def _holder(who: str, by: Actor) -> uuid.UUID | None:
    """A colleague by their key; what is no key is nobody's."""
    if who == "me":
        return uuid.UUID(by.user)
    try:
        return uuid.UUID(who)
    except ValueError:
        return None

"""The work tray: every open contact of the hub, in bands by time, and the counts above it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.clocks.queries import running
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.models import Contact, ContactChild, QuestionToSender, Route
from openmash.frontdoor.contacts.queries.before import counts
from openmash.frontdoor.contacts.queries.tray_rows import BANDS, Band, Row, row
from openmash.frontdoor.contacts.states import ARRIVED, OPEN, UNDECIDED, ContactState

# Contacts with `next_due` and `band`, which the type of a plain query does not know.
Dated: TypeAlias = QuerySet[Any]
PER_PAGE = 25
ONE_HOUR = timedelta(hours=1)
ACKNOWLEDGE = "C01"  # the system's own; a person cannot do it
STATES: dict[str, tuple[str, frozenset[ContactState]]] = {
    "new": ("New", ARRIVED),
    "screening": ("Screening", frozenset({ContactState.SCREENING})),
    "sender": ("Back to sender", frozenset({ContactState.RETURNED})),
    "worker": ("With a worker", frozenset({ContactState.ROUTED})),
    "decide": ("To decide", frozenset({ContactState.DECISION_PENDING})),
    "tell": ("Decided", frozenset({ContactState.DECIDED, ContactState.FEEDBACK_SENT})),
}
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


@dataclass(frozen=True)
class Looking:
    """What somebody wants to see of the tray: everything of it stands in the address."""

    state: str = ""
    urgency: str = ""
    who: str = ""
    agency: str = ""
    reference: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered away."""
        return any((self.state, self.urgency, self.who, self.agency, self.reference))


@dataclass(frozen=True)
class Choices:
    """The filter bar: pairs of value and words."""

    states: tuple[tuple[str, str], ...]
    urgencies: tuple[tuple[str, str], ...] = URGENCIES
    holders: tuple[tuple[str, str], ...] = HOLDERS
    agencies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tray:
    """Everything on the page."""

    looking: Looking
    tally: tuple[tuple[int, str], ...]
    choices: Choices
    bands: tuple[Band, ...]
    open_in_all: int
    total: int
    pages: int
    at: datetime
    rows: tuple[Row, ...] = ()
    per_page: int = PER_PAGE

    def address(self, page: int) -> str:
        """The query of this tray at another page: a filter is never lost by turning over."""
        chosen = {key: value for key, value in asdict(self.looking).items() if value}
        return "?" + urlencode({**chosen, "page": page})


def tally(*, by: Actor) -> tuple[tuple[int, str], ...]:
    """The counts alone, for looking again every half minute; they name nobody."""
    permit(by, P.CONTACT_READ, RecordFacts(partnership=by.partnership, in_hub=True))
    return _said(_tally(_dated(visible_to(by).filter(state__in=OPEN), by.at), by))


def tray(looking: Looking, *, by: Actor, via: str = "") -> Tray:
    """The tray as this person sees it; hub only, and the look is logged with who was on it."""
    permit(by, P.CONTACT_READ, RecordFacts(partnership=by.partnership, in_hub=True))
    open_ones = _dated(visible_to(by).filter(state__in=OPEN), by.at)
    narrowed = _narrowed(open_ones, looking, by)
    per_band = dict(narrowed.order_by().values_list("band").annotate(n=Count("pk")))
    total = sum(per_band.values())
    pages = max(1, -(-total // PER_PAGE))
    page = max(1, min(looking.page, pages))
    rows = _rows(narrowed, page, by)
    about = [person for one in rows for person in one.people]
    facts = {"via": via or "page", "page": page, "contacts": [r.reference for r in rows]}
    log_read(Action.LIST, by=by, subject="tray", about=about, facts=facts)
    counted = _tally(open_ones, by)
    return Tray(
        looking=replace(looking, page=page),
        tally=_said(counted),
        choices=Choices(_states(counted), agencies=_agencies(open_ones)),
        bands=_bands(rows, per_band),
        open_in_all=counted["all"],
        total=total,
        pages=pages,
        at=by.at,
        rows=tuple(rows),
    )


def _dated(contacts: QuerySet[Contact], at: datetime) -> Dated:
    """With the next clock a person can do something about, and the band that follows from it."""
    subject = Concat(Value("contact:"), Cast(OuterRef("pk"), TextField()))
    running_now = ClockRun.objects.filter(subject=subject, stopped_at=None).exclude(
        code=ACKNOWLEDGE
    )
    soonest = Subquery(running_now.order_by("due_at").values("due_at")[:1])
    dated = contacts.annotate(next_due=Cast(soonest, DateTimeField()))
    return dated.annotate(band=_band(at))


def _band(at: datetime) -> Case:
    return Case(
        When(DANGER, then=0),
        When(SIGNED, then=1),
        When(next_due__lte=at + ONE_HOUR, then=2),
        When(rag="", state__in=ARRIVED, then=3),
        When(rag="", state__in=UNDECIDED, then=4),
        When(next_due__lt=_midnight(at), then=5),
        default=6,
        output_field=IntegerField(),
    )


# Danger stays on top until a person has taken it and judged it: taking alone helps no child.
UNJUDGED = Q(state__in=UNDECIDED) & (Q(assigned_to=None) | Q(rag=""))
DANGER = Q(immediate_danger=True) & UNJUDGED
SIGNED = ~Q(sign="") & UNJUDGED


def _midnight(at: datetime) -> datetime:
    tomorrow = at.astimezone(LONDON).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), LONDON)


def _narrowed(contacts: Dated, looking: Looking, by: Actor) -> Dated:
    if looking.state in STATES:
        contacts = contacts.filter(state__in=STATES[looking.state][1])
    if looking.urgency == "danger":
        contacts = contacts.filter(immediate_danger=True)
    elif looking.urgency:
        contacts = contacts.filter(rag="" if looking.urgency == "none" else looking.urgency)
    if looking.who:
        contacts = contacts.filter(assigned_to=by.user if looking.who == "me" else None)
    if looking.agency:
        contacts = contacts.filter(sender_agency=looking.agency)
    return contacts.filter(reference__contains=looking.reference.strip().upper())


def _rows(contacts: Dated, page: int, by: Actor) -> list[Row]:
    """Four queries: contacts, children, clocks, what came before."""
    children = ContactChild.objects.filter(removed_at=None).order_by("position")
    route = Route.objects.filter(contact=OuterRef("pk"), accepted_at=None, returned_at=None)
    asked = QuestionToSender.objects.filter(contact=OuterRef("pk"), answered_at=None)
    ordered = (
        contacts.annotate(
            worker_name=Subquery(route.values("worker__name")[:1]),
            questions_open=Subquery(
                asked.order_by().values("contact").annotate(n=Count("pk")).values("n")
            ),
        )
        .select_related("sender_agency", "assigned_to")
        .prefetch_related(Prefetch("children", queryset=children, to_attr="named"))
        .order_by("band", F("next_due").asc(nulls_last=True), "submitted_at")
    )
    shown = list(ordered[(page - 1) * PER_PAGE : page * PER_PAGE])
    clocks = running([one.subject for one in shown], at=by.at)
    before = counts([child for one in shown for child in _named(one)], by=by)
    return [row(one, _named(one), clocks[one.subject], before.get(one.pk, 0), by) for one in shown]


def _named(contact: Contact) -> list[ContactChild]:
    children: list[ContactChild] = contact.named  # type: ignore[attr-defined]  # prefetched above
    for child in children:
        child.contact = contact
    return children


def _tally(contacts: Dated, by: Actor) -> dict[str, int]:
    wanted = {key: Count("pk", filter=Q(state__in=states)) for key, (_, states) in STATES.items()}
    return contacts.order_by().aggregate(
        all=Count("pk"),
        danger=Count("pk", filter=Q(immediate_danger=True, state__in=UNDECIDED)),
        overdue=Count("pk", filter=Q(next_due__lt=by.at)),
        today=Count("pk", filter=Q(next_due__gte=by.at, next_due__lt=_midnight(by.at))),
        nobody=Count("pk", filter=Q(assigned_to=None)),
        **wanted,
    )


def _said(tally: dict[str, int]) -> tuple[tuple[int, str], ...]:
    return (
        (tally["danger"], "immediate danger"),
        (tally["overdue"], "overdue"),
        (tally["today"], "due today"),
        (tally["nobody"], "nobody has it"),
        (tally["all"], "open in all"),
    )


def _states(tally: dict[str, int]) -> tuple[tuple[str, str], ...]:
    each = ((key, f"{words} ({tally[key]})") for key, (words, _) in STATES.items())
    return (("", f"All open ({tally['all']})"), *each)


def _agencies(contacts: Dated) -> tuple[tuple[str, str], ...]:
    found = contacts.order_by("sender_agency__name").values_list(
        "sender_agency_id", "sender_agency__name"
    )
    return (("", "Any agency"), *((str(code), name) for code, name in found.distinct()))


def _bands(rows: list[Row], per_band: dict[int, int]) -> tuple[Band, ...]:
    return tuple(
        Band(words.title, words.meta, number == 0, per_band[number], tuple(mine))
        for number, words in enumerate(BANDS)
        if (mine := [one for one in rows if one.band == number])
    )

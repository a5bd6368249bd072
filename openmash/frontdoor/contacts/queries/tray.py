"""The work tray: every open contact of the hub, in bands by time, and the counts above it."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.clocks.queries import ClockView, running
from openmash.foundation.people.rules import SearchReason
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.models import (
    Contact,
    ContactChild,
    Feedback,
    QuestionToSender,
    Route,
)
from openmash.frontdoor.contacts.queries.before import counts
from openmash.frontdoor.contacts.queries.night import from_the_night
from openmash.frontdoor.contacts.queries.screening import screeners
from openmash.frontdoor.contacts.queries.tray_chips import chips_of, restricted_chip
from openmash.frontdoor.contacts.queries.tray_filters import (
    BY_CLOCK,
    CLOSED,
    DUES,
    HOLDERS,
    STATES,
    URGENCIES,
    Looking,
    is_due,
    looked_among,
    looks_past_the_tray,
    narrowed,
    on_the_tray,
)
from openmash.frontdoor.contacts.queries.tray_order import OVER, Placed, in_order
from openmash.frontdoor.contacts.queries.tray_rows import BANDS, Band, Row, row, said_of_night
from openmash.frontdoor.contacts.states import SENDER_WAITS, UNDECIDED

PER_PAGE = 25
Counted: TypeAlias = tuple[tuple[int, str, str], ...]  # how many, of what, and the filter


@dataclass(frozen=True)
class Choices:
    """The filter bar: pairs of value and words."""

    states: tuple[tuple[str, str], ...]
    urgencies: tuple[tuple[str, str], ...] = URGENCIES
    holders: tuple[tuple[str, str], ...] = HOLDERS
    dues: tuple[tuple[str, str], ...] = DUES
    agencies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tray:
    """Everything on the page."""

    looking: Looking
    tally: Counted
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
        return "?" + urlencode({**self.looking.in_address, "page": page})


def tally(*, by: Actor) -> Counted:
    """The counts alone, for looking again every half minute; they name nobody."""
    permit(by, P.CONTACT_READ, RecordFacts(partnership=by.partnership, in_hub=True))
    return _said(_tally(in_order(on_the_tray(by), by), by))


def tray(looking: Looking, *, by: Actor, via: str = "") -> Tray:
    """The tray as this person sees it; hub only, and the look is logged with who was on it."""
    permit(by, P.CONTACT_READ, RecordFacts(partnership=by.partnership, in_hub=True))
    open_ones = in_order(on_the_tray(by), by)
    found = _found(looking, open_ones, by)
    pages = max(1, -(-found.total // PER_PAGE))
    page = max(1, min(looking.page, pages))
    rows = _rows(found.on_page(page, by), by)
    _log(looking.name, rows, {"via": via or "page", "page": page}, by)
    counted = _tally(open_ones, by)
    return Tray(
        looking=replace(looking, page=page),
        tally=_said(counted),
        choices=Choices(_states(counted), holders=_holders(by), agencies=_agencies(open_ones)),
        bands=_bands(rows, found.per_band(by.at)),
        open_in_all=counted["all"],
        total=found.total,
        pages=pages,
        at=by.at,
        rows=tuple(rows),
    )


@dataclass(frozen=True)
class _Found:
    """What fits: of the tray in its order, then of what is closed the newest first."""

    placed: list[Placed]
    closed: QuerySet[Contact]
    closed_in_all: int

    @property
    def total(self) -> int:
        return len(self.placed) + self.closed_in_all

    def per_band(self, at: datetime) -> Counter[int]:
        """How many there are in each band, on this page or another."""
        return Counter(one.band(at) for one in self.placed) + Counter({OVER: self.closed_in_all})

    def on_page(self, page: int, by: Actor) -> list[Placed]:
        """Those of one page, in order."""
        first, after = (page - 1) * PER_PAGE, page * PER_PAGE
        shown, of_tray = self.placed[first:after], len(self.placed)
        if len(shown) == PER_PAGE or not self.closed_in_all:
            return shown
        keys = self.closed.order_by("-submitted_at", "pk").values_list("pk", flat=True)
        wanted = list(keys[max(0, first - of_tray) : after - of_tray])
        place = {key: number for number, key in enumerate(wanted)}
        closed = in_order(visible_to(by).filter(pk__in=wanted), by)
        over = [replace(one, next_due=None, is_over=True) for one in closed]
        return shown + sorted(over, key=lambda one: place[one.key])


def _found(looking: Looking, open_ones: list[Placed], by: Actor) -> _Found:
    nothing = Contact.objects.none()
    if not looking.narrowed:
        return _Found(open_ones, nothing, 0)
    keys = {one.key for one in open_ones}
    due = {one.key for one in open_ones if is_due(one.next_due, looking.due, by.at)}
    fitting = narrowed(looked_among(looking, by), looking, by)
    fitting = fitting.filter(pk__in=due) if looking.due in BY_CLOCK else fitting
    ours = keys & set(fitting.filter(pk__in=keys).values_list("pk", flat=True))
    closed = fitting.exclude(pk__in=keys) if looks_past_the_tray(looking) else nothing
    return _Found([one for one in open_ones if one.key in ours], closed, closed.count())


def _log(name: str, rows: list[Row], how: dict[str, object], by: Actor) -> None:
    """A look by a child's name is a search like any other: the words stand where they are purged."""
    facts = how | {"contacts": [one.reference for one in rows]}
    if name:
        facts |= {"words": name, "reason": SearchReason.SCREENING.value}
    action = Action.SEARCH if name else Action.LIST
    about = [person for one in rows for person in one.people]
    log_read(action, by=by, subject="tray", about=about, facts=facts)


def _rows(placed: list[Placed], by: Actor) -> list[Row]:
    """Five queries: contacts, children, clocks, what came before, what the night did; and what later
    parts say of those that wait for a decision, if any does."""
    children = ContactChild.objects.filter(removed_at=None).order_by("position")
    route = Route.objects.filter(contact=OuterRef("pk"), accepted_at=None, returned_at=None)
    asked = QuestionToSender.objects.filter(contact=OuterRef("pk"), answered_at=None)
    waits = Feedback.objects.filter(contact=OuterRef("pk"), state__in=SENDER_WAITS)
    contacts = (
        visible_to(by)
        .filter(pk__in=[one.key for one in placed])
        .annotate(
            worker_name=Subquery(route.values("worker__name")[:1]),
            questions_open=Subquery(
                asked.order_by().values("contact").annotate(n=Count("pk")).values("n")
            ),
            sender_waits=Exists(waits),
        )
        .select_related("sender_agency", "assigned_to")
        .prefetch_related(Prefetch("children", queryset=children, to_attr="named"))
    )
    known = {one.pk: one for one in contacts}
    shown = [(known[one.key], one.band(by.at)) for one in placed if one.key in known]
    clocks = _clocks(placed, by)
    before = counts([child for one in known.values() for child in _named(one)], by=by)
    night, chips = from_the_night(list(known.values()), by), chips_of(known.values(), by)
    return [
        replace(
            row(one, band, _named(one), clocks[one.pk], before.get(one.pk, 0), by),
            night=said_of_night(night.get(one.subject), by),
            chips=(*restricted_chip(one), *chips.get(one.pk, ())),
        )
        for one, band in shown
    ]


def _clocks(placed: Iterable[Placed], by: Actor) -> dict[uuid.UUID, list[ClockView]]:
    """The running clocks of each contact, those of its unanswered answers among them."""
    owner = {subject: one.key for one in placed for subject in one.subjects}
    found: dict[uuid.UUID, list[ClockView]] = defaultdict(list)
    for subject, clocks in running(owner, at=by.at).items():
        found[owner[subject]] += clocks
    return found


def _named(contact: Contact) -> list[ContactChild]:
    children: list[ContactChild] = contact.named  # type: ignore[attr-defined]  # prefetched above
    for child in children:
        child.contact = contact
    return children


def _tally(open_ones: list[Placed], by: Actor) -> dict[str, int]:
    return {
        "all": len(open_ones),
        "danger": sum(one.in_danger and one.state in UNDECIDED for one in open_ones),
        "overdue": sum(is_due(one.next_due, "overdue", by.at) for one in open_ones),
        "today": sum(is_due(one.next_due, "today", by.at) for one in open_ones),
        "nobody": sum(one.holder is None for one in open_ones),
        **{
            key: sum(one.state in states for one in open_ones)
            for key, (_, states) in STATES.items()
        },
    }


def _said(tally: dict[str, int]) -> Counted:
    return (
        (tally["danger"], "immediate danger", "urgency=danger"),
        (tally["overdue"], "overdue", "due=overdue"),
        (tally["today"], "due today", "due=today"),
        (tally["nobody"], "nobody has it", "who=nobody"),
        (tally["all"], "open in all", ""),
    )


def _states(tally: dict[str, int]) -> tuple[tuple[str, str], ...]:
    each = ((key, f"{words} ({tally[key]})") for key, (words, _) in STATES.items())
    return (("", f"All open ({tally['all']})"), *each, (CLOSED, "Closed or put away"))


def _holders(by: Actor) -> tuple[tuple[str, str], ...]:
    """Me, nobody, or any colleague who can hold a contact."""
    others = (one for one in screeners(by) if str(one.pk) != by.user)
    return (*HOLDERS, *((str(one.pk), one.name) for one in others))


def _agencies(open_ones: list[Placed]) -> tuple[tuple[str, str], ...]:
    found = {one.agency: one.agency_name for one in open_ones}
    return (("", "Any agency"), *sorted(found.items(), key=lambda one: one[1]))


def _bands(rows: list[Row], per_band: Mapping[int, int]) -> tuple[Band, ...]:
    return tuple(
        Band(words.title, words.meta, number == 0, per_band[number], tuple(mine))
        for number, words in enumerate(BANDS)
        if (mine := [one for one in rows if one.band == number])
    )

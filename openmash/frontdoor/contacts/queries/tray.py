"""The work tray: every open contact of the hub, in bands by time, and the counts above it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
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
from django.db.models.functions import Cast, Concat, Least

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.clocks.queries import ClockView, running
from openmash.foundation.people.rules import SearchReason
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
from openmash.frontdoor.contacts.queries.tray_chips import chips_of
from openmash.frontdoor.contacts.queries.tray_filters import (
    CLOSED,
    DUES,
    HOLDERS,
    STATES,
    URGENCIES,
    Dated,
    Looking,
    looked_among,
    midnight,
    narrowed,
    on_the_tray,
)
from openmash.frontdoor.contacts.queries.tray_rows import BANDS, Band, Row, row, said_of_night
from openmash.frontdoor.contacts.states import ARRIVED, SENDER_WAITS, UNDECIDED

PER_PAGE = 25
ONE_HOUR = timedelta(hours=1)
ACKNOWLEDGE = "C01"  # the system's own; a person cannot do it
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
    return _said(_tally(_dated(on_the_tray(by), by.at), by))


def tray(looking: Looking, *, by: Actor, via: str = "") -> Tray:
    """The tray as this person sees it; hub only, and the look is logged with who was on it."""
    permit(by, P.CONTACT_READ, RecordFacts(partnership=by.partnership, in_hub=True))
    open_ones = _dated(on_the_tray(by), by.at)
    found = narrowed(_dated(looked_among(looking, by), by.at), looking, by)
    per_band = dict(found.order_by().values_list("band").annotate(n=Count("pk")))
    total = sum(per_band.values())
    pages = max(1, -(-total // PER_PAGE))
    page = max(1, min(looking.page, pages))
    rows = _rows(found, page, by)
    _log(looking.name, rows, {"via": via or "page", "page": page}, by)
    counted = _tally(open_ones, by)
    return Tray(
        looking=replace(looking, page=page),
        tally=_said(counted),
        choices=Choices(_states(counted), holders=_holders(by), agencies=_agencies(open_ones)),
        bands=_bands(rows, per_band),
        open_in_all=counted["all"],
        total=total,
        pages=pages,
        at=by.at,
        rows=tuple(rows),
    )


def _log(name: str, rows: list[Row], how: dict[str, object], by: Actor) -> None:
    """A look by a child's name is a search like any other: the words stand where they are purged."""
    facts = how | {"contacts": [one.reference for one in rows]}
    if name:
        facts |= {"words": name, "reason": SearchReason.SCREENING.value}
    action = Action.SEARCH if name else Action.LIST
    about = [person for one in rows for person in one.people]
    log_read(action, by=by, subject="tray", about=about, facts=facts)


def _dated(contacts: QuerySet[Contact], at: datetime) -> Dated:
    """With the next clock a person can do something about, and the band that follows from it."""
    subject = Concat(Value("contact:"), Cast(OuterRef("pk"), TextField()))
    mine = Subquery(_soonest(Q(subject=subject) & ~Q(code=ACKNOWLEDGE)))
    dated = contacts.annotate(next_due=Least(Cast(mine, DateTimeField()), _answer_due()))
    return dated.annotate(band=_band(at))


def _answer_due() -> Subquery:
    """The soonest clock of an answer: its sender asked or disagreed (C41). Null where none runs."""
    subject = Concat(Value("feedback:"), Cast(OuterRef("pk"), TextField()))
    due = Subquery(_soonest(Q(subject=subject)), output_field=DateTimeField())
    waiting = Feedback.objects.filter(contact=OuterRef("pk"), state__in=SENDER_WAITS)
    soonest = waiting.annotate(due=due).order_by(F("due").asc(nulls_last=True))
    return Subquery(soonest.values("due")[:1], output_field=DateTimeField())


def _soonest(which: Q) -> QuerySet[ClockRun, Any]:
    running_now = ClockRun.objects.filter(which, stopped_at=None)
    return running_now.order_by("due_at").values("due_at")[:1]


def _band(at: datetime) -> Case:
    return Case(
        When(DANGER, then=0),
        When(SIGNED, then=1),
        When(next_due__lte=at + ONE_HOUR, then=2),
        When(rag="", state__in=ARRIVED, then=3),
        When(rag="", state__in=UNDECIDED, then=4),
        When(next_due__lt=midnight(at), then=5),
        default=6,
        output_field=IntegerField(),
    )


# Danger stays on top until a person has taken it and judged it: taking alone helps no child.
UNJUDGED = Q(state__in=UNDECIDED) & (Q(assigned_to=None) | Q(rag=""))
DANGER = Q(immediate_danger=True) & UNJUDGED
SIGNED = ~Q(sign="") & UNJUDGED


def _rows(contacts: Dated, page: int, by: Actor) -> list[Row]:
    """Six queries: contacts, children, answers, clocks, what came before, what the night did; and
    what later parts say of those that wait for a decision, if any does."""
    children = ContactChild.objects.filter(removed_at=None).order_by("position")
    route = Route.objects.filter(contact=OuterRef("pk"), accepted_at=None, returned_at=None)
    asked = QuestionToSender.objects.filter(contact=OuterRef("pk"), answered_at=None)
    waits = Feedback.objects.filter(contact=OuterRef("pk"), state__in=SENDER_WAITS)
    ordered = (
        contacts.annotate(
            worker_name=Subquery(route.values("worker__name")[:1]),
            questions_open=Subquery(
                asked.order_by().values("contact").annotate(n=Count("pk")).values("n")
            ),
            sender_waits=Exists(waits),
        )
        .select_related("sender_agency", "assigned_to")
        .prefetch_related(Prefetch("children", queryset=children, to_attr="named"))
        .order_by("band", F("next_due").asc(nulls_last=True), "submitted_at")
    )
    shown = list(ordered[(page - 1) * PER_PAGE : page * PER_PAGE])
    clocks = _clocks(shown, by)
    before = counts([child for one in shown for child in _named(one)], by=by)
    night, chips = from_the_night(shown, by), chips_of(shown, by)
    return [
        replace(
            row(one, _named(one), clocks[one.pk], before.get(one.pk, 0), by),
            night=said_of_night(night.get(one.subject), by),
            chips=chips.get(one.pk, ()),
        )
        for one in shown
    ]


def _clocks(shown: Iterable[Contact], by: Actor) -> dict[uuid.UUID, list[ClockView]]:
    """The running clocks of each contact, those of its unanswered answers among them."""
    owner = {one.subject: one.pk for one in shown}
    waiting = Feedback.objects.filter(contact__in=owner.values(), state__in=SENDER_WAITS)
    owner |= {answer.subject: answer.contact_id for answer in waiting}
    found: dict[uuid.UUID, list[ClockView]] = defaultdict(list)
    for subject, clocks in running(owner, at=by.at).items():
        found[owner[subject]] += clocks
    return found


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
        today=Count("pk", filter=Q(next_due__gte=by.at, next_due__lt=midnight(by.at))),
        nobody=Count("pk", filter=Q(assigned_to=None)),
        **wanted,
    )


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

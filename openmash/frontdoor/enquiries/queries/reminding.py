"""Which questions are to be reminded of, and how far.

P3: an agency at its due time, at half of it more and at twice; P5: a GP practice at half its time, at
its due time and at half more.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.working_time import Length, Unit, due, london_day
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.reference.queries import calendar_on, setting
from openmash.frontdoor.enquiries.models import AgencyCheck
from openmash.frontdoor.enquiries.states import GP_CLOCKS, OF_ANSWER, WAITING

SHARES = "request-reminder-shares"
GP_SHARES = "gp-reminder-shares"
IN_MINUTES = {
    Unit.ELAPSED_HOURS: (Unit.ELAPSED_MINUTES, 60),
    Unit.ELAPSED_MINUTES: (Unit.ELAPSED_MINUTES, 1),
    Unit.WORKING_MINUTES: (Unit.WORKING_MINUTES, 1),
}


def late_checks(by: Actor) -> list[AgencyCheck]:
    """Questions still waited for whose time has passed."""
    past = Q(due_at__lte=by.at) & ~Q(code__in=list(GP_CLOCKS.values()))
    return _waited_for(past, by)


def asked_practices(by: Actor) -> list[AgencyCheck]:
    """Practices that have not answered yet, whatever of their time is left."""
    return _waited_for(Q(code__in=list(GP_CLOCKS.values())), by)


def _waited_for(clocks: Q, by: Actor) -> list[AgencyCheck]:
    runs = ClockRun.objects.filter(
        clocks, partnership_id=by.partnership, code__in=OF_ANSWER, stopped_at=None
    )
    keys = [one.partition(":")[2] for one in runs.values_list("subject", flat=True)]
    rows = AgencyCheck.objects.filter(pk__in=keys, state__in=list(WAITING))
    return list(rows.select_related("agency", "enquiry__contact").order_by("asked_at", "id"))


def clock_of(check: AgencyCheck) -> ClockRun | None:
    """The clock that runs for its answer."""
    runs = ClockRun.objects.filter(subject=check.subject, code__in=OF_ANSWER, stopped_at=None)
    return runs.select_related("definition").first()


def stage_reached(run: ClockRun, by: Actor) -> int:
    """How many reminders are due by now: the first at the due time, the others by shares of it."""
    said = setting(by.partnership, SHARES)
    shares = sorted(int(one) for one in said) if isinstance(said, list) else []
    return sum(_reaches(run, share) <= by.at for share in shares)


def gp_stage_reached(run: ClockRun, by: Actor) -> int:
    """How much is to be done about a practice by now, by the share of its time that is gone."""
    said = setting(by.partnership, GP_SHARES)
    shares = [int(one) for one in said] if isinstance(said, list) else []
    gone, whole = by.at - run.started_at, run.due_at - run.started_at
    return sum(gone * 100 >= whole * share for share in shares)


def _reaches(run: ClockRun, share: int) -> datetime:
    """A share of the whole time more; a time in days has no share in hub hours, so it is of what passes."""
    unit, minutes = IN_MINUTES.get(Unit(run.definition.unit), (None, 0))
    if unit is None:
        return run.due_at + (run.due_at - run.started_at) * share / 100
    extra = Length(run.definition.amount * minutes * share // 100, unit)
    calendar = calendar_on(run.partnership_id, london_day(run.due_at)).calendar
    return due(run.due_at, extra, calendar).due_at if share else run.due_at

"""Which questions are past their time, and how far (P3: due time, +50 %, +100 %)."""

from __future__ import annotations

from datetime import datetime

from openmash.core.actor import Actor
from openmash.core.working_time import Length, Unit, due, london_day
from openmash.foundation.access.models import Agency
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.reference.queries import calendar_on, setting
from openmash.frontdoor.enquiries.models import AgencyCheck
from openmash.frontdoor.enquiries.states import OF_ANSWER, WAITING

SHARES = "request-reminder-shares"
IN_MINUTES = {
    Unit.ELAPSED_HOURS: (Unit.ELAPSED_MINUTES, 60),
    Unit.ELAPSED_MINUTES: (Unit.ELAPSED_MINUTES, 1),
    Unit.WORKING_MINUTES: (Unit.WORKING_MINUTES, 1),
}


def late_checks(by: Actor) -> list[AgencyCheck]:
    """Questions still waited for whose time has passed; a GP practice has steps of its own (P5)."""
    runs = ClockRun.objects.filter(
        partnership_id=by.partnership, code__in=OF_ANSWER, stopped_at=None, due_at__lte=by.at
    )
    keys = [one.partition(":")[2] for one in runs.values_list("subject", flat=True)]
    rows = AgencyCheck.objects.filter(pk__in=keys, state__in=list(WAITING))
    rows = rows.exclude(agency__kind=Agency.Kind.GP_PRACTICE)
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


def _reaches(run: ClockRun, share: int) -> datetime:
    unit, minutes = IN_MINUTES[Unit(run.definition.unit)]
    extra = Length(run.definition.amount * minutes * share // 100, unit)
    calendar = calendar_on(run.partnership_id, london_day(run.due_at)).calendar
    return due(run.due_at, extra, calendar).due_at if share else run.due_at

"""Reading imports: limits, layouts, what a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.working_time import LONDON
from openmash.foundation.access.models import Agency
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.importing.access import visible_to
from openmash.foundation.importing.fields import Field, plain
from openmash.foundation.importing.models import (
    Import,
    ImportFile,
    ImportRow,
    Source,
    SourceInvolvement,
    SourcePerson,
    Trace,
)
from openmash.foundation.importing.reading import Limits, Row, read_table
from openmash.foundation.importing.rules import Checked, Standing
from openmash.foundation.importing.states import OVER, ImportState, Outcome
from openmash.foundation.importing.understanding import Layout, date_cells, order_of
from openmash.foundation.people.models import Involvement
from openmash.foundation.reference.queries import number

ROWS_ON_A_PAGE = 50
LATEST = 30
ROWS_FOR_DATES = 2_000
KIND_BY_AGENCY = {
    Agency.Kind.COUNCIL: Involvement.Kind.SOCIAL_CARE,
    Agency.Kind.HEALTH_TRUST: Involvement.Kind.HEALTH,
    Agency.Kind.GP_PRACTICE: Involvement.Kind.HEALTH,
    Agency.Kind.SCHOOL: Involvement.Kind.SCHOOL,
    Agency.Kind.ADULT_SERVICE: Involvement.Kind.ADULT_SERVICE,
}


@dataclass(frozen=True)
class RowsPage:
    """The rows of one outcome, a page of them."""

    rows: tuple[ImportRow, ...]
    outcome: str
    warned: bool
    page: int
    pages: int
    total: int


def limits(by: Actor) -> Limits:
    """How large a file this partnership takes."""
    return Limits(
        megabytes=number(by.partnership, "import-most-megabytes"),
        columns=number(by.partnership, "import-most-columns"),
        rows=number(by.partnership, "import-most-rows"),
    )


def layout_of(one: Import) -> Layout:
    """How the columns of this import are to be understood."""
    kind = KIND_BY_AGENCY.get(Agency.Kind(one.source.agency.kind), Involvement.Kind.OTHER)
    return Layout(
        headings=tuple(one.headings),
        columns={int(place): Field(field) for place, field in one.columns.items()},
        month_first=one.month_first,
        values=one.source.values,
        agencies=_agencies(one.partnership_id),
        service_kind=kind,
        agency=one.source.agency_id,
    )


def open_rows_first(one: Import, by: Actor) -> list[Row]:
    """The first rows of the file, for seeing what is in the columns; that they were shown is kept."""
    log_read(Action.LIST, by=by, subject=one.subject, facts={"rows": "the first"})
    return read_table(bytes(ImportFile.objects.get(about=one).content), limits(by)).first(5)


def date_order(one: Import, columns: Mapping[int, Field]) -> tuple[str, str]:
    """Which order the rows looked at so far show for dates, and the date that shows it."""
    content = bytes(ImportFile.objects.get(about=one).content)
    most = Limits(megabytes=1_000, columns=1_000, rows=10**9)  # it was within its limits
    return order_of(date_cells(read_table(content, most).first(ROWS_FOR_DATES), columns))


def rejected_without_number(one: Import) -> int:
    """Rejected rows that do not say whom they are about: nobody may be missed because of them."""
    return ImportRow.objects.filter(about=one, outcome=Outcome.REJECTED, key="").count()


def open_and_untold(one: Import) -> QuerySet[Involvement]:
    """Open involvements this source told of in earlier files, but for people in rejected rows.

    Records are joined and parted between two files: what counts is whose they are by now.
    """
    rejected = ImportRow.objects.filter(about=one, outcome=Outcome.REJECTED).values("key")
    there = SourcePerson.objects.filter(source_id=one.source_id, key__in=rejected)
    told = SourceInvolvement.objects.filter(source_id=one.source_id, removed_at=None)
    now = told.filter(last_import_id=one.pk)
    return (
        Involvement.objects.filter(ends_on=None, in_error_because="")
        .filter(pk__in=told.values("involvement"))
        .exclude(pk__in=now.values("involvement"))
        .exclude(person__root__in=there.values("person__root"))
    )


def checked(one: Import, endings_agreed: int | None) -> Checked:
    """What the dry run found, for the rule that lets it start."""
    counts = counts_of(one)
    return Checked(
        accepted=counts["total"] - counts["rejected"],
        endings=one.endings,
        endings_agreed=endings_agreed,
        another_is_running=another_is_running(one),
    )


def another_is_running(one: Import) -> bool:
    """Two files at once would make the same person twice."""
    busy = (ImportState.RUNNING, ImportState.TAKING_BACK)
    running = Import.objects.filter(source_id=one.source_id, state__in=busy)
    return running.exclude(pk=one.pk).exists()


def standing_of(one: Import) -> Standing:
    """What stands on this import, for the rule that lets it be taken back."""
    same = Import.objects.filter(source_id=one.source_id).exclude(pk=one.pk)
    waits = same.filter(state=ImportState.STOPPED).exists()
    return Standing(
        traced=one.traced, at_work=waits or another_is_running(one), later=_later(one, same)
    )


def _later(one: Import, same: QuerySet[Import]) -> str:
    """The day of the latest file of the same extract that came in after this one and stands."""
    if one.finished_at is None:
        return ""
    wrote = same.filter(state__in=OVER, written__gt=0, finished_at__gt=one.finished_at)
    found = wrote.order_by("-finished_at").values_list("finished_at", flat=True).first()
    return say_date(found.astimezone(LONDON).date()) if found else ""


def looked_at(one: Import) -> tuple[int, int]:
    """How much of what an import wrote has been looked at to take it back, and of how much."""
    traces = Trace.objects.filter(about=one)
    return traces.exclude(done_at=None).count(), traces.count()


def counts_of(one: Import) -> dict[str, int]:
    """How many rows of each outcome, with warnings, and written."""
    by_outcome = {o.value: Count("pk", filter=Q(outcome=o)) for o in Outcome}
    return ImportRow.objects.filter(about=one).aggregate(
        **by_outcome,
        warned=Count("pk", filter=~Q(warnings=[])),
        total=Count("pk"),
        # counted, not remembered: this is what is in the register
        in_register=Count("pk", filter=~Q(done_at=None)),
    )


def rows_page(one: Import, outcome: str, page: int, *, warned: bool, by: Actor) -> RowsPage:
    """Rows by outcome, or those with a warning; whose names were shown is written down."""
    rows = ImportRow.objects.filter(about=one)
    if warned:
        rows = rows.exclude(warnings=[])
    elif outcome in set(Outcome):
        rows = rows.filter(outcome=outcome)
    total = rows.count()
    pages = max(1, -(-total // ROWS_ON_A_PAGE))
    page = min(max(1, page), pages)
    first = (page - 1) * ROWS_ON_A_PAGE
    shown = tuple(rows.order_by("number")[first : first + ROWS_ON_A_PAGE])
    facts = {"outcome": outcome, "page": page, "rows": len(shown)}
    log_read(Action.LIST, by=by, subject=one.subject, facts=facts)
    return RowsPage(shown, outcome, warned, page, pages, total)


def rejected(one: Import, *, by: Actor) -> list[ImportRow]:
    """Every rejected row, to be put right; that it was taken away is written down."""
    rows = list(ImportRow.objects.filter(about=one, outcome=Outcome.REJECTED).order_by("number"))
    facts = {"downloaded": "rejected rows", "rows": len(rows)}
    log_read(Action.LIST, by=by, subject=one.subject, facts=facts)
    return rows


def latest(by: Actor) -> list[Import]:
    """The last imports of this partnership."""
    return list(visible_to(by).order_by("-received_at")[:LATEST])


def sources(by: Actor) -> list[Source]:
    """Where extracts came from before."""
    found = Source.objects.filter(partnership_id=by.partnership).select_related("agency")
    return list(found.order_by("agency__name", "name"))


def agencies(by: Actor) -> list[tuple[str, str]]:
    """The partnership's agencies, by name."""
    found = Agency.objects.filter(partnerships=by.partnership).order_by("name")
    return list(found.values_list("code", "name"))


def same_file_before(one: Import, *, by: Actor) -> Import | None:
    """This very file, imported to its end before."""
    same = visible_to(by).filter(
        source=one.source, file_hash=one.file_hash, state=ImportState.FINISHED
    )
    return same.exclude(pk=one.pk).order_by("-finished_at").first()


def _agencies(partnership: str) -> dict[str, str]:
    found = Agency.objects.filter(partnerships=partnership).values_list("code", "name")
    return {plain(said): code for code, name in found for said in (code, name)}

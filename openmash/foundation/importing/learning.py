"""What a source knows people and involvements by, for its next extract."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from openmash.foundation.importing.models import Import, SourceInvolvement, SourcePerson
from openmash.foundation.importing.planning import Plan
from openmash.foundation.importing.states import Outcome
from openmash.foundation.importing.tracing import Tracer

Work = tuple[uuid.UUID, str]


def learn(one: Import, plans: Iterable[Plan], tracer: Tracer) -> None:
    """Keep it, and follow what was not known before. The caller holds the permit."""
    about = {"partnership_id": one.partnership_id, "source_id": one.source_id}
    known: dict[str, SourcePerson] = {}
    told: dict[Work, SourceInvolvement] = {}
    for made in plans:
        if made.hidden or made.outcome == Outcome.REJECTED:
            continue
        if made.said.key:
            known[made.said.key] = SourcePerson(**about, key=made.said.key, person_id=made.record)
        if made.tells:
            key, involvement = made.tells
            told[made.record, key] = SourceInvolvement(
                **about,
                person_id=made.record,
                key=key,
                involvement_id=involvement,
                last_import=one,
            )
    _know(one, known, tracer)
    _tell(one, told, tracer)


def _know(one: Import, known: Mapping[str, SourcePerson], tracer: Tracer) -> None:
    """A number that stays as it was said first, unless that was taken back."""
    rows = SourcePerson.objects.filter(source_id=one.source_id, key__in=list(known))
    before = {row.key: row for row in rows}
    again = [row for row in before.values() if row.removed_at]
    for row in again:
        row.person_id, row.removed_at = known[row.key].person_id, None
    if again:
        SourcePerson.objects.bulk_update(again, ["person_id", "removed_at"])
    new = [row for key, row in known.items() if key not in before]
    SourcePerson.objects.bulk_create(new, ignore_conflicts=True)
    for row in (*new, *again):
        tracer.learnt_number(row.pk, row.person_id)


def _tell(one: Import, told: Mapping[Work, SourceInvolvement], tracer: Tracer) -> None:
    people = {person for person, _ in told}
    rows = SourceInvolvement.objects.filter(source_id=one.source_id, person_id__in=people)
    for row in rows.filter(removed_at=None):
        now = told.get((row.person_id, row.key))
        if now and now.involvement_id != row.involvement_id:
            tracer.pointed(now.involvement_id, row.involvement_id)
    SourceInvolvement.objects.bulk_create(
        told.values(),
        update_conflicts=True,
        unique_fields=["source", "person", "key"],
        update_fields=["involvement", "last_import", "removed_at"],
    )

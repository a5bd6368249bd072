"""Reading changes, for those who make them."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.rules import RecordFacts
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.states import OPEN, ChangeState, Kind


def facts_of(by: Actor) -> RecordFacts:
    """Reference data is about no record: the role alone counts."""
    return RecordFacts(partnership=by.partnership, in_hub=True)


def may_read(by: Actor) -> None:
    """Raises `NotAllowed` for whoever neither configures nor publishes."""
    permit(by, P.REFERENCE_READ, facts_of(by))


def changes(*, by: Actor) -> QuerySet[Change]:
    """Every change of the partnership, the latest first."""
    may_read(by)
    return Change.objects.filter(partnership_id=by.partnership).order_by("-drafted_at", "-id")


def get_change(by: Actor, key: uuid.UUID) -> Change:
    """One of them."""
    found = changes(by=by).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such change")
    return found


def open_change(kind: Kind, of: str, *, by: Actor) -> Change | None:
    """What is drafted or proposed of a thing by now."""
    return changes(by=by).filter(kind=kind, of=of, state__in=OPEN).first()


def last_published(kind: Kind, *, by: Actor) -> dict[str, Change]:
    """Of each thing of a kind, the change that was published last."""
    rows = (
        changes(by=by).filter(kind=kind, state=ChangeState.PUBLISHED).order_by("settled_at", "id")
    )
    return {row.of: row for row in rows}

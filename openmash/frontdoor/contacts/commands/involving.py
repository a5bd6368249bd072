"""What a contact says of who works with a child (architecture §0.11)."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.commands import NewInvolvement, work_with
from openmash.foundation.people.models import Involvement
from openmash.frontdoor.contacts.models import Contact


def work_on_open_case(contact: Contact, *, by: Actor) -> None:
    """Whoever accepts a contact into an open case says that the case is theirs: the register is
    told, or what it knows is confirmed. The caller has let them accept it."""
    linked = contact.children.filter(removed_at=None).values_list("person_id", flat=True)
    new = NewInvolvement(
        kind=Involvement.Kind.SOCIAL_CARE,
        agency=by.agency,
        service="Open case",
        source=f"Contact {contact.reference}, accepted into the open case",
        starts_on=london_day(by.at),
        worker=by.user,
        worker_name=by.name,
    )
    for person in visible_to(by).filter(pk__in=linked):
        work_with(person, new, by=by)

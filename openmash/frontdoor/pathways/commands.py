"""Noting that a special pathway applies, ending it, and taking it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.core.working_time import LONDON
from openmash.foundation.access.holdings import council
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.clocks import commands as clocks
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.frontdoor.contacts.access import people_of, record_facts
from openmash.frontdoor.contacts.commands.restricting import open_to_hub, restrict
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.pathways.events import PathwayEvent
from openmash.frontdoor.pathways.kinds import PATHWAYS, Kind, Since
from openmash.frontdoor.pathways.models import SpecialPathway
from openmash.frontdoor.pathways.queries import kept_restricted, kinds_of
from openmash.frontdoor.pathways.rules import (
    Noted,
    why_not_for_the_hub,
    why_not_noted,
    why_not_settled,
)
from openmash.frontdoor.pathways.states import PATHWAY

TASK = "pathway.act"
END_OF_DAY = time(17)
declare_settled_by_act({TASK: "when the special pathway has ended, or was taken back"})


@transaction.atomic
def note_pathway(contact: Contact, noted: Noted, *, by: Actor) -> SpecialPathway:
    """A special pathway applies: its clock runs from when its rule says, and somebody has to act."""
    contact = Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    permit(by, P.PATHWAY_KEEP, record_facts(contact))
    reasons = why_not_noted(noted, state=contact.state, there=kinds_of(contact), now=by.at)
    refuse_if([*reasons, *why_not_for_the_hub(noted.kind, contact.readers)])
    one = SpecialPathway.objects.create(
        partnership_id=contact.partnership_id,
        contact=contact,
        kind=noted.kind,
        known=noted.known.strip(),
        happened_at=noted.happened_at,
        due_on=noted.due_on,
        noted_at=by.at,
        noted_by=by.name,
    )
    about = [contact.subject, *people_of(contact)]
    record(PathwayEvent.NOTED, by=by, subject=one.subject, about=about, facts={"kind": one.kind})
    raise_task(_wanted(one, _due(one, by), by), by=by)
    return one


@transaction.atomic
def note_restricted(
    contact: Contact, noted: Noted, readers: Collection[str], *, by: Actor
) -> SpecialPathway:
    """A pathway that only named people may know of: the contact is theirs from this moment on."""
    contact = Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    pathway = PATHWAYS[noted.kind]
    refuse_if(why_not_noted(noted, state=contact.state, there=kinds_of(contact), now=by.at))
    restrict(contact, readers, pathway.name, by=by, needs=pathway.needs)
    return note_pathway(contact, noted, by=by)


@transaction.atomic
def end_pathway(
    one: SpecialPathway, outcome: str, finding: str = "", *, by: Actor
) -> SpecialPathway:
    """What it asked for was done, or came to an end; what came of it is kept, and restricted for good."""
    return _settle("end", one, outcome, finding, by)


@transaction.atomic
def take_back_pathway(one: SpecialPathway, outcome: str, *, by: Actor) -> SpecialPathway:
    """It was none: noted by mistake. That it was noted stays in the ledger.

    Where it was what the contact is restricted for, the hub works on that again.
    """
    one = _settle("take_back", one, outcome, "", by)
    contact = one.contact
    if PATHWAYS[Kind(one.kind)].restricted and not kept_restricted(contact):
        open_to_hub(contact, outcome, by=by)
    return one


def _settle(
    name: str, one: SpecialPathway, outcome: str, finding: str, by: Actor
) -> SpecialPathway:
    said = outcome.strip()
    step = PATHWAY[name]
    allowed = permit(replace(by, reason=said), step.permission, record_facts(one.contact))
    refuse_if(why_not_settled(one.kind, said, finding, ends=name == "end"))
    changes: dict[str, object] = {"ended_at": by.at, "ended_by": by.name, "outcome": said}
    if PATHWAYS[Kind(one.kind)].has_finding:
        changes["finding"] = finding
    about = [one.contact.subject, *people_of(one.contact)]
    move(one, step, allowed, about=about, facts={"kind": one.kind}, changes=changes)
    settle(TASK, one.subject, by=by)
    return one


def _due(one: SpecialPathway, by: Actor) -> datetime | None:
    """When its clock is due, or the end of the day somebody else has set."""
    pathway = PATHWAYS[Kind(one.kind)]
    if pathway.clock:
        since = one.happened_at if pathway.since == Since.HAPPENED else None
        began = replace(by, at=since or by.at)
        return clocks.start(pathway.clock, subject=one.subject, by=began).due_at
    return datetime.combine(one.due_on, END_OF_DAY, LONDON) if one.due_on else None


def _wanted(one: SpecialPathway, due_at: datetime | None, by: Actor) -> Wanted:
    pathway = PATHWAYS[Kind(one.kind)]
    return Wanted(
        TASK, f"{one.contact.reference}: {pathway.task}", one.subject, one.contact.hub_path,
        due_at=due_at, for_agency=council(by.partnership), for_role=pathway.role,
    )  # fmt: skip

"""Special pathways beside a contact: which apply, until when, and the way to note one."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.core.dates import say_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ui.wording import when
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.beside import Beside, Line, put_beside, put_in_history
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import CONTACT
from openmash.frontdoor.pathways.kinds import PATHWAYS, Kind
from openmash.frontdoor.pathways.models import SpecialPathway
from openmash.frontdoor.pathways.queries import pathways_of
from openmash.frontdoor.pathways.rules import why_not_open_to_pathways
from openmash.frontdoor.pathways.states import PathwayState


def special_pathways(contact: Contact, by: Actor) -> Beside | None:
    """Nothing where none applies and this person may note none."""
    keeps = may(by, P.PATHWAY_KEEP, record_facts(contact))
    found = list(pathways_of(contact))
    clocks = ClockRun.objects.filter(subject__in=[one.subject for one in found], stopped_at=None)
    due = {run.subject: run for run in clocks} if found else {}
    lines = [_line(one, due.get(one.subject), contact, by, keeps=keeps) for one in found]
    if keeps and not any(why_not_open_to_pathways(contact.state)):
        more = "police protection, private fostering, a court, known FGM and others"
        lines.append(Line("A special pathway applies", more, f"{contact.hub_path}pathway/"))
    if _can_be_restricted(contact, by):
        more = "an allegation against somebody who works with children, or the death of a child"
        lines.append(Line("Only named people may know of it", more, f"{contact.hub_path}restrict/"))
    return Beside("Special pathways", tuple(lines)) if lines else None


def _can_be_restricted(contact: Contact, by: Actor) -> bool:
    here = contact.readers is None and contact.state in CONTACT["restrict"].sources
    return here and may(by, P.CONTACT_RESTRICT, record_facts(contact))


def _line(
    one: SpecialPathway, run: ClockRun | None, contact: Contact, by: Actor, *, keeps: bool
) -> Line:
    name = PATHWAYS[Kind(one.kind)].name
    if one.state != PathwayState.OPEN:
        found = f"{one.get_finding_display().lower()}. " if one.finding else ""
        return Line(name, f"ended: {found}{one.outcome}")
    until = _until(one, run, by)
    href = f"{contact.hub_path}pathway/{one.kind}/" if keeps else ""
    return Line(name, " · ".join(filter(None, [until, one.known])), href)


def _until(one: SpecialPathway, run: ClockRun | None, by: Actor) -> str:
    if run is not None:
        said = "due" if run.due_at > by.at else "late: was due"
        return f"{said} {when(run.due_at, by.at)}"
    return f"by {say_day(one.due_on)}" if one.due_on else ""


def history(contact: Contact) -> list[str]:
    """Every pathway that was ever noted, those taken back too."""
    return [one.subject for one in SpecialPathway.objects.filter(contact=contact)]


put_beside("pathways", special_pathways)
put_in_history("pathways", history)

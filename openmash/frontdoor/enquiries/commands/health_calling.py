"""Putting health before the practitioners who act on it next (P6). The callers hold the permits."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.commands import attach
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.roles import Role
from openmash.foundation.people.commands import carry
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.states import TaskState
from openmash.frontdoor.contacts.access import about_of as contact_about
from openmash.frontdoor.contacts.access import people_of
from openmash.frontdoor.contacts.queries.screening import agency_of
from openmash.frontdoor.enquiries.access import record_facts
from openmash.frontdoor.enquiries.models import HealthAnalysis, HealthEmergency, MashEnquiry
from openmash.frontdoor.enquiries.queries.health import HealthPart, health_part
from openmash.frontdoor.enquiries.states.health import LATE

ANALYSE, ANALYSE_MENTAL, SECOND, LOOK_BACK, REOPEN = (
    "health.analyse",
    "health.analyse_mental",
    "health.second",
    "health.look_back",
    "health.reopen",
)
NURSES = (Role.NN_WHT, Role.NN_BCH)
declare_settled_by_act(
    {
        ANALYSE: "when it is signed what the health information means",
        ANALYSE_MENTAL: "when it is signed what the health information means",
        SECOND: "when the second signature is given, or refused",
        LATE: "when a health practitioner has opened it",
        LOOK_BACK: "when a health practitioner has looked back at what was decided",
    }
)


@transaction.atomic
def call_to_analyse(analysis: HealthAnalysis, *, by: Actor) -> None:
    """Say what it means: the named nurses; and whoever is competent where it is about the mind."""
    words = "say what the health information means"
    raise_task(_wanted(analysis, ANALYSE, words, NURSES, None, by), by=by)
    if analysis.mental:
        words = "mental health: say what the information means"
        raise_task(_wanted(analysis, ANALYSE_MENTAL, words, (Role.MHP,), None, by), by=by)


@transaction.atomic
def call_for_second(analysis: HealthAnalysis, *, mental: bool, by: Actor) -> None:
    """Somebody else signs as well: for the competence that is needed, or as a second opinion."""
    roles = (Role.MHP, *NURSES) if mental else (*NURSES, Role.MHP)
    words = "the health analysis waits for a second signature"
    raise_task(_wanted(analysis, SECOND, words, roles, None, by), by=by)


@transaction.atomic
def second_is_given(analysis: HealthAnalysis, *, by: Actor) -> None:
    """It is there, or no longer needed."""
    settle(SECOND, analysis.subject, by=by)


@transaction.atomic
def call_to_look_back(emergency: HealthEmergency, *, by: Actor) -> None:
    """A decision was made before anybody of health had read: look back, by the next working day."""
    roles = (Role.MHP, *NURSES) if emergency.mental else NURSES
    words = "decided before health had read: look back"
    due = emergency.review_due
    raise_task(_wanted(emergency, LOOK_BACK, words, roles, due, by), by=by)


@transaction.atomic
def call_to_read_late(analysis: HealthAnalysis, *, by: Actor) -> None:
    """It was decided without this: whoever knows what it means sees it, and says if it matters."""
    roles = (Role.MHP, *NURSES) if analysis.mental else NURSES
    words = "health told something after the decision, read it"
    raise_task(_wanted(analysis, LATE, words, roles, None, by), by=by)


@transaction.atomic
def late_is_read(part: HealthPart, *, by: Actor) -> None:
    """A practitioner has this before them; the look of anybody else settles nothing.

    In turn with what keeps health up: something that came while the page was drawn stays to be read.
    """
    analysis, seen = part.analysis, part.facts.keys
    if analysis is None or not may(by, P.HEALTH_WRITE, record_facts(part.enquiry)):
        return
    MashEnquiry.objects.select_for_update().get(pk=part.enquiry.pk)
    waits = Task.objects.filter(kind=LATE, about=analysis.subject, state=TaskState.OPEN).exists()
    if waits and health_part(part.enquiry).facts.keys == seen:
        HealthAnalysis.objects.filter(pk=analysis.pk).update(late_seen=sorted(seen))
        settle(LATE, analysis.subject, by=by)


@transaction.atomic
def let_practitioners_see(enquiry: MashEnquiry, *, by: Actor) -> None:
    """Something is about mental health: whoever practises it here is on the case from now (L68)."""
    team = held_at(by.at).filter(partnership_id=enquiry.partnership_id, role=Role.MHP)
    subjects = contact_about(enquiry.contact)
    original = enquiry.contact.duplicate_of
    subjects += [original.subject] if original else []  # the same worry, and decided there
    for user in team.values_list("user_id", flat=True):
        for subject in subjects:
            attach(str(user), subject=subject, because="mental health", by=by)
    if team.exists():
        carry(people_of(enquiry.contact), by=by)


def _wanted(
    about: HealthAnalysis | HealthEmergency,
    kind: str,
    words: str,
    roles: tuple[Role, ...],
    due: datetime | None,
    by: Actor,
) -> Wanted:
    """To the first of these roles that anybody holds here; where nobody does, to the manager."""
    contact = about.enquiry.contact
    held = [(role, agency) for role in roles if (agency := agency_of(role, by=by))]
    role, agency = held[0] if held else (Role.MASH_MGR, agency_of(Role.MASH_MGR, by=by))
    return Wanted(
        kind=kind,
        title=f"{contact.reference}: {words}",
        about=about.subject if isinstance(about, HealthAnalysis) else f"healthemergency:{about.pk}",
        path=f"/health/{contact.reference}/",
        due_at=due,
        for_agency=agency,
        for_role=role,
    )

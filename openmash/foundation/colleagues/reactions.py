"""What follows when a health role begins: the hub hears who else reads its cases."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import council
from openmash.foundation.access.models import Agency
from openmash.foundation.access.roles import HEALTH, ROLE_NAMES, Role
from openmash.foundation.colleagues.events import ColleagueEvent
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.foundation.tasks.commands import Wanted, raise_task


@on(ColleagueEvent.INVITATION_ACCEPTED, name="tell_of_new_practitioner")
@on(ColleagueEvent.ROLE_CHANGED, name="tell_of_changed_practitioner")
def tell_the_hub_who_reads(event: Event, by: Actor) -> None:
    """A trust gives its practitioners their role, and that role reads the hub's cases (`roles.md` §3)."""
    facts = event.facts or {}
    role = str(facts.get("role") or facts.get("to") or "")
    if role not in {str(one) for one in HEALTH}:
        return
    agency = Agency.objects.get(pk=str(facts["agency"]))
    raise_task(
        Wanted(
            kind="colleague.reads_the_hub",
            title=f"{agency.name} has a new {_called(role)}, who reads cases here: ring their lead if that is"
            " not right",
            about=f"{event.subject}/{event.pk}",
            path="/tasks/",
            for_agency=council(by.partnership),
            for_role=Role.MASH_MGR,
        ),
        by=by,
    )


def _called(role: str) -> str:
    name = ROLE_NAMES[Role(role)]
    return name[0].lower() + name[1:]

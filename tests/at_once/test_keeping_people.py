"""Two who keep the same agency act at the same moment: one is heard, the other sees what was done."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction

from openmash.core.actor import Actor
from openmash.core.refusals import Refused
from openmash.foundation.access.commands import give_role
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import User
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.colleagues import commands
from openmash.foundation.colleagues.commands import Parting
from openmash.foundation.colleagues.tests.builders import SCHOOL, WHY
from tests.fixtures import Enter


def test_two_leads_end_each_other_and_one_stays(enter_for_real: Enter) -> None:
    """The agency is never left without a lead, whoever is quicker."""
    with transaction.atomic():
        joan = enter_for_real("joan")
        ruth = User.objects.get(email="ruth@openmash.example")
        give_role(ruth, Role.AGENCY_LEAD, SCHOOL, by=joan)
        other = Actor(str(ruth.pk), ruth.name, Role.AGENCY_LEAD, SCHOOL, joan.partnership, joan.at)
    start = threading.Barrier(2)

    def ends(by: Actor, whom: str) -> str:
        start.wait()
        try:
            with transaction.atomic():
                act_as(by)
                commands.end_access(whom, SCHOOL, Parting(WHY), by=by)
        except Refused as refusal:
            return refusal.reasons[0]
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as both:
        said = [both.submit(ends, joan, other.user), both.submit(ends, other, joan.user)]
    outcomes = sorted(one.result() for one in said)
    assert outcomes == ["You hold this role no longer", "done"]
    with transaction.atomic():
        enter_for_real("joan")
        leads = held_at(joan.at).filter(agency_id=SCHOOL, role=Role.AGENCY_LEAD)
        assert leads.count() == 1

"""Questions of the hub that somebody of an agency holds by name, when they work there no longer (P3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.colleagues.held import Leaving, Line, register
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.frontdoor.enquiries.access import request_facts
from openmash.frontdoor.enquiries.events import CheckEvent
from openmash.frontdoor.enquiries.models import AgencyCheck, Desk
from openmash.frontdoor.enquiries.states import CHECK, WAITING

PARTS = ("first", "deputy", "lead")


class OfRequests:
    """A question that was handed to somebody is their agency's again, or a colleague's."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """How many they hold, and for how many kinds of question they are named."""
        then = "with your agency again, and so is what was typed"
        number = _handed(leaving, by).count()
        yield Line(
            number,
            "question of the hub passed to them",
            "questions of the hub passed to them",
            then,
        )
        then = "name somebody else, or everybody who answers is asked"
        named = _named(leaving, by).count()
        yield Line(
            named, "list that names who is asked first", "lists that name who is asked first", then
        )

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """What was typed stays with the question."""
        handed, desks = list(_handed(leaving, by).order_by("id")), list(_named(leaving, by))
        nobody_or = User.objects.get(pk=to) if to else None
        for check in handed:
            step = CHECK["let_go"]
            allowed = permit(by, step.permission, request_facts(check))
            facts: dict[str, object] = {"from": leaving.user, "to": to}
            changes: dict[str, object] = {"for_user": nobody_or}
            move(check, step, allowed, about=check.about, facts=facts, changes=changes)
        for desk in desks:
            for part in PARTS:
                if str(getattr(desk, f"{part}_id")) == leaving.user:
                    setattr(desk, part, nobody_or)
            desk.save(update_fields=list(PARTS))
            facts = {"questions": desk.template}
            record(CheckEvent.DESK_KEPT, by=by, subject=f"agency:{desk.agency_id}", facts=facts)
        return len(handed) + len(desks)


def _handed(leaving: Leaving, by: Actor) -> QuerySet[AgencyCheck]:
    rows = AgencyCheck.objects.filter(
        partnership_id=by.partnership,
        agency_id=leaving.agency,
        for_user__id=leaving.user,
        state__in=WAITING,
    )
    return rows if _answers(leaving.loses) and not _answers(leaving.keeps) else rows.none()


def _named(leaving: Leaving, by: Actor) -> QuerySet[Desk]:
    mine = Q(first__id=leaving.user) | Q(deputy__id=leaving.user) | Q(lead__id=leaving.user)
    rows = Desk.objects.filter(mine, partnership_id=by.partnership, agency_id=leaving.agency)
    return rows if not leaving.keeps else rows.none()


def _answers(roles: Iterable[str]) -> bool:
    return any(reach_of(role, P.CHECK_ANSWER) for role in roles)


register("enquiries", OfRequests())

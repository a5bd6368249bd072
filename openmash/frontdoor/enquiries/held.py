"""Questions of the hub that somebody of an agency holds by name, when they work there no longer (P3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.colleagues.going_on import Can, able, at, goes_on
from openmash.foundation.colleagues.held import Leaving, Line, register
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.frontdoor.enquiries.access import may_answer, request_facts
from openmash.frontdoor.enquiries.events import CheckEvent
from openmash.frontdoor.enquiries.models import AgencyCheck, Desk
from openmash.frontdoor.enquiries.queries.desks import templates
from openmash.frontdoor.enquiries.states import CHECK, WAITING


class OfRequests:
    """A question that was handed to somebody is their agency's again, or a colleague's."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """How many they hold, and for how many kinds of question they are named."""
        then = "with your agency again, and so is what was typed"
        number = len(_handed(leaving, by))
        yield Line(
            number,
            "question of the hub passed to them",
            "questions of the hub passed to them",
            then,
        )
        then = "name somebody else, or everybody who answers is asked"
        named = len(_named(leaving, by))
        yield Line(
            named, "list that names who is asked first", "lists that name who is asked first", then
        )

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """What was typed stays with the question."""
        handed, named = _handed(leaving, by), _named(leaving, by)
        for check in handed:
            step = CHECK["let_go"]
            allowed = permit(by, step.permission, request_facts(check))
            next_one = able(to, _answering(check.agency_id, check.for_roles), by=by)
            facts: dict[str, object] = {"from": leaving.user, "to": next_one}
            changes: dict[str, object] = {"for_user_id": next_one or None}
            move(check, step, allowed, about=check.about, facts=facts, changes=changes)
        for desk, parts in named:
            for part, can in parts.items():
                setattr(desk, f"{part}_id", able(to, can, by=by) or None)
            desk.save(update_fields=list(parts))
            facts = {"questions": desk.template}
            record(CheckEvent.DESK_KEPT, by=by, subject=f"agency:{desk.agency_id}", facts=facts)
        return len(handed) + len(named)


def _handed(leaving: Leaving, by: Actor) -> list[AgencyCheck]:
    """Questions in their hands that they cannot answer any longer."""
    rows = AgencyCheck.objects.filter(
        partnership_id=by.partnership,
        agency_id=leaving.agency,
        for_user__id=leaving.user,
        state__in=WAITING,
    )
    found = list(rows.order_by("id"))
    stays = {
        roles: goes_on(leaving, _answering(leaving.agency, roles), by=by)
        for roles in {tuple(check.for_roles) for check in found}
    }
    return [check for check in found if not stays[tuple(check.for_roles)]]


def _named(leaving: Leaving, by: Actor) -> list[tuple[Desk, dict[str, Can]]]:
    """Where they are named and should be no longer, with who could be named there instead.

    Whoever is first, or the deputy, answers there; whoever leads need only work there.
    """
    mine = Q(first__id=leaving.user) | Q(deputy__id=leaving.user) | Q(lead__id=leaving.user)
    rows = Desk.objects.filter(mine, partnership_id=by.partnership, agency_id=leaving.agency)
    forms = templates(by)
    found = []
    for desk in rows.order_by("template"):
        form = forms.get(desk.template)
        roles = form.content["roles"] if form else Role
        answers = at(leaving.agency, [one for one in roles if reach_of(one, P.CHECK_ANSWER)])
        cans = {"first": answers, "deputy": answers, "lead": at(leaving.agency, Role)}
        parts = {
            part: can
            for part, can in cans.items()
            if str(getattr(desk, f"{part}_id")) == leaving.user and not goes_on(leaving, can, by=by)
        }
        if parts:
            found.append((desk, parts))
    return found


def _answering(agency: str, for_roles: Iterable[str]) -> Can:
    """Whoever of the agency may answer this question, once it is in their hands."""
    return at(agency, [role for role in Role if may_answer(role, for_roles)])


register("enquiries", OfRequests())

"""Confirming, person by person, who still needs access; and what happens when nobody does (`roles.md` §8).

A lead is asked before a confirmation runs out. Access that nobody confirmed, long enough after somebody
was asked, is suspended: it is held, and lets nobody in until a lead confirms it. Where there is nobody
to ask, nothing is suspended, and the administrator is told.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.foundation.access.holdings import council, held_at
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.roles import Role
from openmash.foundation.colleagues.access import keeper
from openmash.foundation.colleagues.commands.keeping import in_turn, lock
from openmash.foundation.colleagues.commands.letting_go import let_go
from openmash.foundation.colleagues.events import ColleagueEvent
from openmash.foundation.colleagues.held import Leaving
from openmash.foundation.colleagues.queries import Terms, current, standing, terms_of
from openmash.foundation.colleagues.rules import Place, confirms, is_last, why_not_confirmed
from openmash.foundation.ledger.commands import record
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.states import TaskState

CONFIRM, OVERDUE = "colleague.confirm", "colleague.overdue"
declare_settled_by_act(
    {
        CONFIRM: "when each of them is confirmed, or ended",
        OVERDUE: "when each of them is confirmed, or ended",
    }
)
KEEPING = (Role.AGENCY_LEAD, Role.MASH_MGR, Role.SVC_MGR, Role.SYSADMIN)  # the nearest first
NOT_ASKED = "Nobody confirmed it in time"


@dataclass(frozen=True)
class Asked:
    """Who confirms: whoever holds a role at an agency."""

    agency: str
    role: str


@dataclass(frozen=True)
class Keepers:
    """Everybody who keeps people now: by user, role and agency."""

    hub: str
    rows: tuple[tuple[uuid.UUID, str, str], ...]

    def of(self, one: RoleHolding) -> Asked | None:
        """Who confirms this role there and is somebody else: the nearest of them, or nobody."""
        place = Place(one.agency_id, one.agency.kind, one.agency_id == self.hub)
        for role in KEEPING:
            if Role(one.role) in confirms(role, place):
                for user, held, agency in self.rows:
                    near = role == Role.SYSADMIN or agency == one.agency_id
                    if held == role and near and user != one.user_id:
                        return Asked(agency, role)
        return None


@transaction.atomic
def confirm(user: str, agency: str, *, by: Actor) -> list[RoleHolding]:
    """They still work here and need it: each role that this keeper confirms, for another quarter.

    What was suspended lets them in again.
    """
    place = in_turn(agency, by=by)
    refuse_if(why_not_confirmed(keeper(by), place, standing(user, agency, by=by)))
    mine = confirms(by.role, place)
    confirmed = [one for one in current(agency, user, by=by) if Role(one.role) in mine]
    said = {"confirmed_at": by.at, "confirmed_by": by.name}
    RoleHolding.objects.filter(pk__in=[one.pk for one in confirmed]).update(
        asked_since=None, suspended_since=None, **said
    )
    roles = ", ".join(sorted(one.role for one in confirmed))
    facts: dict[str, object] = {"agency": agency, "roles": roles}
    record(ColleagueEvent.CONFIRMED, by=by, subject=f"user:{user}", facts=facts)
    settle_if_done(by=by)
    return confirmed


@transaction.atomic
def watch_confirmations(*, by: Actor) -> int:
    """Ask those who keep people before a confirmation runs out; suspend what nobody confirmed."""
    terms = terms_of(by.partnership)
    due = [one for one in _open(by) if terms.is_asked(one, by.at)]
    if not due:
        return 0
    late = [one for one in due if one.suspended_since is None and terms.is_over(one, by.at)]
    suspended = sum(_suspend(one, terms, by) for one in late)
    asked = _ask(due, terms, by)
    return asked + _tell_administrators(due, terms, by) + suspended


@transaction.atomic
def settle_if_done(*, by: Actor) -> None:
    """Tasks to confirm go when nobody is due any longer at whoever was asked."""
    terms = terms_of(by.partnership)
    due = [one for one in _open(by) if terms.is_asked(one, by.at)]
    keepers = _keepers(by)
    asked = {_about(to, by) for one in due if (to := keepers.of(one))}
    tasks = Task.objects.filter(partnership_id=by.partnership, kind=CONFIRM, state=TaskState.OPEN)
    for about in tasks.exclude(about__in=asked).values_list("about", flat=True):
        settle(CONFIRM, about, by=by)
    if not any(terms.is_overdue(one, by.at) for one in due):
        settle(OVERDUE, f"partnership:{by.partnership}", by=by)


def _open(by: Actor) -> list[RoleHolding]:
    rows = RoleHolding.objects.filter(
        partnership_id=by.partnership, ends_at=None, user__is_active=True, starts_at__lte=by.at
    )
    return list(rows.select_related("agency", "user").order_by("agency_id", "id"))


def _ask(due: Iterable[RoleHolding], terms: Terms, by: Actor) -> int:
    """One task for each that is asked, however many are due there; asked once is asked."""
    found: dict[Asked, list[RoleHolding]] = defaultdict(list)
    keepers = _keepers(by)
    for one in due:
        if to := keepers.of(one):
            found[to].append(one)
    new: set[object] = set()
    for to, theirs in found.items():
        waits = [one.pk for one in theirs if one.asked_since is None]
        RoleHolding.objects.filter(pk__in=waits).update(asked_since=by.at)
        for one in theirs:
            one.asked_since = one.asked_since or by.at
        new.update(waits)
        raise_task(_to_confirm(to, theirs, terms, by), by=by)
    return len(new)


def _keepers(by: Actor) -> Keepers:
    """Everybody of the partnership who keeps people now, in one statement."""
    rows = held_at(by.at).filter(partnership_id=by.partnership, role__in=KEEPING)
    found = rows.order_by("agency_id", "id").values_list("user_id", "role", "agency_id")
    return Keepers(council(by.partnership), tuple(found))


def _about(to: Asked, by: Actor) -> str:
    return f"partnership:{by.partnership}/agency:{to.agency}/{to.role}"


def _to_confirm(to: Asked, theirs: list[RoleHolding], terms: Terms, by: Actor) -> Wanted:
    rests = [at for one in theirs if (at := terms.rests_at(one)) is not None]
    return Wanted(
        kind=CONFIRM,
        title="Confirm who still needs access, one by one",
        about=_about(to, by),
        path="/your-people/?show=due",
        due_at=min(rests, default=None),
        for_agency=to.agency,
        for_role=to.role,
    )


def _tell_administrators(due: Iterable[RoleHolding], terms: Terms, by: Actor) -> int:
    """Overdue stands before the technical administrator, who knows whom to ring."""
    overdue = [one for one in due if terms.is_overdue(one, by.at)]
    admins = held_at(by.at).filter(partnership_id=by.partnership, role=Role.SYSADMIN)
    agency = admins.order_by("agency_id").values_list("agency_id", flat=True).first()
    about = f"partnership:{by.partnership}"
    is_there = Task.objects.filter(kind=OVERDUE, about=about, state=TaskState.OPEN).exists()
    if not overdue or agency is None or is_there:
        return 0
    raise_task(
        Wanted(
            kind=OVERDUE,
            title="Access that nobody confirmed: ring the agencies’ leads, or name one",
            about=about,
            path="/your-people/?show=overdue",
            for_agency=agency,
            for_role=Role.SYSADMIN,
        ),
        by=by,
    )
    return 1


def _suspend(listed: RoleHolding, terms: Terms, by: Actor) -> int:
    """Not whoever is the last without whom nothing goes on: that would help nobody.

    Nor whoever was confirmed, or ended, since the list was read.
    """
    lock(listed.agency_id, by=by)
    rows = RoleHolding.objects.select_related("agency")
    one = rows.get(pk=listed.pk)
    if one.ends_at or one.suspended_since or not terms.is_over(one, by.at):
        return 0
    them = standing(str(one.user_id), one.agency_id, by=by)
    if is_last(one.role, them.others):
        return 0
    by = replace(by, reason=NOT_ASKED)
    RoleHolding.objects.filter(pk=one.pk).update(suspended_since=by.at)
    let_go(Leaving(str(one.user_id), one.agency_id, frozenset({one.role})), by=by)
    facts: dict[str, object] = {"agency": one.agency_id, "role": one.role}
    record(ColleagueEvent.SUSPENDED, by=by, subject=f"user:{one.user_id}", facts=facts)
    return 1

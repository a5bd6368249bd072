"""Who works at an agency, since when, and whose access has to be confirmed."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import Agency, RoleHolding, User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.colleagues import rules
from openmash.foundation.colleagues.access import agencies_of, holdings_at, invitations_of
from openmash.foundation.colleagues.held import Leaving, Line, shelves
from openmash.foundation.colleagues.models import Invitation
from openmash.foundation.colleagues.states import UNUSED, InvitationState
from openmash.foundation.reference.queries import number, settings_of

PERIOD, ASK, GRACE, UNDO = (
    "recertify-days",
    "recertify-ask-days",
    "recertify-grace-days",
    "end-undo-days",
)


@dataclass(frozen=True)
class Terms:
    """The partnership's numbers: how long a confirmation counts, and how long it is waited for."""

    period: timedelta
    ask: timedelta
    grace: timedelta

    def due_at(self, held: RoleHolding) -> datetime:
        """When somebody has to say again that this is still needed."""
        return (held.confirmed_at or held.starts_at) + self.period

    def is_asked(self, held: RoleHolding, at: datetime) -> bool:
        """Whether somebody is asked to say so, before it is due or after."""
        return self.due_at(held) - self.ask <= at

    def is_overdue(self, held: RoleHolding, at: datetime) -> bool:
        """Whether the confirmation has run out."""
        return self.due_at(held) <= at

    def is_over(self, held: RoleHolding, at: datetime) -> bool:
        """Whether it was waited for long enough, and is to be suspended."""
        rests = self.rests_at(held)
        return rests is not None and rests <= at

    def rests_at(self, held: RoleHolding) -> datetime | None:
        """When it is suspended unless somebody says so; None where nobody was asked yet."""
        if held.asked_since is None:
            return None
        return max(self.due_at(held), held.asked_since) + self.grace


@dataclass(frozen=True)
class Colleague:
    """One person at one agency: what they hold there now, suspended or not, and what ended."""

    user: User
    agency: Agency
    held: tuple[RoleHolding, ...]
    ended: tuple[RoleHolding, ...]  # roles that they do not hold again

    @property
    def since(self) -> datetime:
        """Since when they hold something here; of whoever holds nothing any longer, since when they did."""
        return min(one.starts_at for one in self.held or self.ended)

    @property
    def suspended(self) -> bool:
        """Whether anything they hold lets them in no longer."""
        return any(one.suspended_since for one in self.held)

    def due_at(self, terms: Terms) -> datetime | None:
        """When the first of what they hold has to be confirmed."""
        return min((terms.due_at(one) for one in self.held), default=None)


def terms_of(partnership: str) -> Terms:
    """As the partnership has set them."""
    said = settings_of(partnership, (PERIOD, ASK, GRACE))
    days = [timedelta(days=int(str(said[key]))) for key in (PERIOD, ASK, GRACE)]
    return Terms(*days)


def everybody(by: Actor) -> list[Colleague]:
    """Everybody at the agencies that this actor sees, by agency and name; one statement."""
    rows = RoleHolding.objects.filter(
        partnership_id=by.partnership, agency__in=agencies_of(by)
    ).select_related("user", "agency")
    return _people(rows.order_by("agency__name", "user__name", "user_id", "starts_at", "id"))


def colleague(agency: Agency, user: uuid.UUID, *, by: Actor) -> Colleague:
    """One person at one agency; whoever never worked there looks absent."""
    found = _people(holdings_at(agency.pk, by).filter(user_id=user).order_by("starts_at", "id"))
    if not found:
        raise NotFound("Nobody with this address works at this agency")
    return found[0]


def invited(by: Actor) -> list[Invitation]:
    """Whoever was invited and has not come, the newest first."""
    return list(invitations_of(by).filter(state__in=UNUSED).order_by("-sent_at", "id"))


def standing(user: str, agency: str, *, by: Actor) -> rules.Standing:
    """What a person holds, as the rules ask for it; what is suspended is held."""
    rows = RoleHolding.objects.filter(partnership_id=by.partnership, ends_at=None)
    mine = list(rows.filter(user__id=user).values_list("agency_id", "role")) if user else []
    others = held_at(by.at).filter(agency_id=agency, partnership_id=by.partnership)
    others = others.exclude(user__id=user) if user else others
    counted = Counter(others.values_list("role", flat=True))
    return rules.Standing(
        user=user,
        here=frozenset(role for where, role in mine if where == agency),
        elsewhere=frozenset(role for where, role in mine if where != agency),
        others=counted,
    )


def standing_of_address(email: str, agency: str, *, by: Actor) -> rules.Standing:
    """The same for whoever has this address, who may have no account yet."""
    known = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    return standing(str(known or ""), agency, by=by)


def is_invited(
    agency: str, email: str, role: str, *, by: Actor, but: uuid.UUID | None = None
) -> bool:
    """Whether a link to this role is under way to this address, by another invitation than `but`."""
    live = invitations_of(by).filter(agency_id=agency, state=InvitationState.LIVE)
    live = live.exclude(pk=but) if but else live
    return live.filter(email__iexact=email, role=role).exists()


def invitations_to(user: str, agency: str, *, by: Actor) -> list[Invitation]:
    """What somebody who works there was invited to besides, and has not used."""
    address = User.objects.values_list("email", flat=True).get(pk=user)
    unused = invitations_of(by).filter(agency_id=agency, state__in=UNUSED)
    return list(unused.filter(email__iexact=address).order_by("id"))


def same_work(agency: str, roles: Iterable[str], without: str, *, by: Actor) -> list[User]:
    """Who else there does the same work now, by name: somebody to pass things on to."""
    held = held_at(by.at).filter(agency_id=agency, partnership_id=by.partnership)
    keys = held.filter(role__in=list(roles)).exclude(user__id=without).values("user_id")
    return list(User.objects.filter(pk__in=keys).order_by("name", "id"))


def successors(agency: str, without: str, *, by: Actor) -> list[User]:
    """Who at the agency could lead it next, by name."""
    held = held_at(by.at).filter(agency_id=agency, partnership_id=by.partnership)
    keys = held.exclude(user__id=without).values("user_id")
    return list(User.objects.filter(pk__in=keys).order_by("name", "id"))


def held_by(leaving: Leaving, *, by: Actor) -> list[Line]:
    """How much somebody holds by name: numbers alone, whoever asks."""
    act_as(system_actor("colleagues.held", partnership=by.partnership, at=by.at))
    itself = system_actor("colleagues.held", partnership=by.partnership, at=by.at)
    found = [line for shelf in shelves() for line in shelf.held(leaving, by=itself)]
    act_as(by)
    return [line for line in found if line.number]


def undo_days(partnership: str) -> int:
    """How long an end that was a mistake can be taken back."""
    return number(partnership, UNDO)


def invitation_behind(secret: str, *, by: Actor) -> Invitation | None:
    """The invitation that a secret opens; used, withdrawn or too old, none. `by` is the door."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    live = Invitation.objects.select_related("agency").filter(
        partnership_id=by.partnership, secret_digest=digest, state=InvitationState.LIVE
    )
    return live.filter(lives_until__gt=by.at).first()


def current(agency: str, user: str, *, by: Actor) -> list[RoleHolding]:
    """What somebody holds there now, suspended or not."""
    return list(holdings_at(agency, by).filter(user__id=user, ends_at=None).order_by("role"))


def last_ended(agency: str, user: str, role: str, *, by: Actor) -> RoleHolding | None:
    """The last time that somebody held a role there, when that is over."""
    rows = holdings_at(agency, by).filter(user__id=user, role=role)
    return rows.exclude(ends_at=None).order_by(F("ends_at").desc(), "id").first()


def _people(rows: Iterable[RoleHolding]) -> list[Colleague]:
    found: dict[tuple[str, uuid.UUID], list[RoleHolding]] = defaultdict(list)
    for row in rows:
        found[row.agency_id, row.user_id].append(row)
    return [_one(held) for held in found.values()]


def _one(rows: Sequence[RoleHolding]) -> Colleague:
    held = tuple(one for one in rows if one.ends_at is None)
    again = {one.role for one in held}
    last = {one.role: one for one in rows if one.ends_at is not None}
    ended = tuple(one for role, one in last.items() if role not in again)
    return Colleague(rows[0].user, rows[0].agency, held, ended)

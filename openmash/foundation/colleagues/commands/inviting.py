"""Inviting somebody: a link that counts once, and a role that begins when it is used."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.commands import give_role, let_person_in
from openmash.foundation.access.models import User
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.colleagues.access import keeper, record_facts
from openmash.foundation.colleagues.commands.keeping import in_turn, lock
from openmash.foundation.colleagues.events import ColleagueEvent
from openmash.foundation.colleagues.models import Invitation
from openmash.foundation.colleagues.queries import (
    invitation_behind,
    is_invited,
    standing,
    standing_of_address,
)
from openmash.foundation.colleagues.rules import (
    why_not_accepted,
    why_not_given,
    why_not_invited,
    why_not_pressed_again,
    why_not_sent_anew,
    why_not_together,
    why_not_withdrawn,
)
from openmash.foundation.colleagues.states import INVITATION, InvitationState
from openmash.foundation.ledger.commands import record
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.messaging.minting import HOLE, mints
from openmash.foundation.messaging.models import Message
from openmash.foundation.moves.mover import move
from openmash.foundation.reference.queries import number, partnership

SECRET_BYTES = 32
NO_WAY_OUT = (
    "Messages do not leave this hub yet, so nobody can be invited: ring the technical administrator"
)


@dataclass(frozen=True)
class NewColleague:
    """Whom to invite, and to what; `key` is made with the page, so that pressing twice invites once."""

    key: uuid.UUID
    name: str
    email: str
    role: str


@transaction.atomic
def invite(new: NewColleague, agency: str, *, by: Actor) -> Invitation:
    """Send a link to a role; the account, and the role, begin when it is used."""
    place, new = in_turn(agency, by=by), replace(new, email=new.email.strip())
    if made := Invitation.objects.filter(pk=new.key, agency_id=agency).first():
        refuse_if(why_not_pressed_again(same=(made.email, made.role) == (new.email, new.role)))
        return made
    email, name = new.email, " ".join(clean(new.name).split())
    them = standing_of_address(email, agency, by=by)
    asked = is_invited(agency, email, new.role, by=by)
    refuse_if(
        [
            *why_not_invited(name, asked),
            *why_not_given(keeper(by), new.role, place, them),
            *_no_way_out(),
        ]
    )
    invitation = Invitation(
        pk=new.key,
        partnership_id=by.partnership,
        agency_id=agency,
        role=new.role,
        name=name,
        email=email,
        sent_at=by.at,
        sent_by=by.name,
        lives_until=_lives_until(by),
    )
    invitation.save(force_insert=True)
    facts: dict[str, object] = {"agency": agency, "role": new.role}
    record(ColleagueEvent.INVITED, by=by, subject=invitation.subject, facts=facts)
    _send(invitation, by)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, seen: int, *, by: Actor) -> Invitation:
    """A new link, and the one before opens nothing any longer.

    `seen` is how often it had been sent when the page was drawn: pressing twice sends one letter.
    """
    place = in_turn(invitation.agency_id, by=by)
    invitation.refresh_from_db()
    if invitation.sent_times != seen:
        return invitation
    agency, email, role = invitation.agency_id, invitation.email, invitation.role
    them = standing_of_address(email, agency, by=by)
    asked = is_invited(agency, email, role, by=by, but=invitation.pk)
    refuse_if(
        [
            *why_not_given(keeper(by), role, place, them),
            *why_not_sent_anew(asked),
            *_no_way_out(),
        ]
    )
    changes: dict[str, object] = {
        "sent_at": by.at,
        "sent_by": by.name,
        "sent_times": invitation.sent_times + 1,
        "lives_until": _lives_until(by),
        "secret_digest": "",
    }
    _step(invitation, "send_again", by, changes)
    _send(invitation, by)
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Actor) -> Invitation:
    """It was a mistake, or is not needed: its link opens nothing any longer."""
    place = in_turn(invitation.agency_id, by=by)
    refuse_if(why_not_withdrawn(keeper(by), invitation.role, place))
    _step(invitation, "withdraw", by, {"secret_digest": ""})
    return invitation


@mints("invitation")
def make_secret(message: Message, *, by: Actor) -> str:
    """The letter begins to leave: its secret is made, and a digest of it is kept.

    One that was sent anew, or withdrawn, before it left opens nothing.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    _, key, times = message.key.split(":")
    live = Invitation.objects.filter(pk=key, state=InvitationState.LIVE, sent_times=times)
    live.update(secret_digest=hashlib.sha256(secret.encode()).hexdigest())
    return secret


@transaction.atomic
def accept(secret: str, me: User | None, *, by: Actor) -> User:
    """Whoever brings the link has the role from now on, and an account where they had none.

    `by` is the door, `me` whoever is signed in. A link is used by one request, whoever presses twice.
    """
    found = invitation_behind(secret, by=by)
    if found is None:
        raise NotReady(*why_not_accepted(alive=False, is_me=True, is_on=True))
    lock(found.agency_id, by=by)
    known = User.objects.filter(email__iexact=found.email).first()
    is_me = me is None or (known is not None and known.pk == me.pk)
    refuse_if(why_not_accepted(alive=True, is_me=is_me, is_on=known is None or known.is_active))
    user = let_person_in(found.email, found.name, "", by=by)
    them = standing(str(user.pk), found.agency_id, by=by)
    refuse_if(why_not_together({found.role}, them.here | them.elsewhere))
    _step(found, "accept", by, {"user": user, "accepted_at": by.at, "secret_digest": ""})
    give_role(user, Role(found.role), found.agency_id, by=by)
    return user


@transaction.atomic
def end_old_invitations(*, by: Actor) -> int:
    """What nobody used in its days opens nothing any longer; it stands on the list as too old."""
    old = Invitation.objects.filter(
        partnership_id=by.partnership, state=InvitationState.LIVE, lives_until__lte=by.at
    )
    found = list(old.order_by("id"))
    for invitation in found:
        _step(invitation, "end", by, {"secret_digest": ""})
    return len(found)


def _step(invitation: Invitation, name: str, by: Actor, changes: dict[str, object]) -> None:
    step = INVITATION[name]
    facts = record_facts(invitation.agency_id, by)
    allowed = permit(by, step.permission, facts)
    told: dict[str, object] = {"agency": invitation.agency_id, "role": invitation.role}
    move(invitation, step, allowed, facts=told, changes=changes)


def _no_way_out() -> list[str]:
    return [] if settings.MESSAGES_LEAVE else [NO_WAY_OUT]


def _lives_until(by: Actor) -> datetime:
    return by.at + timedelta(days=number(by.partnership, "invitation-days"))


def _send(invitation: Invitation, by: Actor) -> None:
    """As the system: nobody but the hub writes to others than themselves."""
    itself = system_actor("colleagues.invite", partnership=by.partnership, at=by.at)
    act_as(itself)
    queue(_letter(invitation), by=itself)
    act_as(by)


def _letter(invitation: Invitation) -> Notice:
    hub = partnership(invitation.partnership_id)
    return Notice(
        key=f"{invitation.subject}:{invitation.sent_times}",
        template="invitation",
        to_user=None,
        to_address=invitation.email,
        about=invitation.subject,
        path=f"/invitation/{invitation.partnership_id}/{HOLE}/",
        hub=f"{hub.hub_name} ({hub.hub_phone})",
    )

"""People of St Oswin's who come and go, by walking the real moves."""

from __future__ import annotations

import re
import uuid

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.commands import give_role, let_person_in
from openmash.foundation.access.models import User
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.colleagues.commands import NewColleague
from openmash.foundation.colleagues.models import Invitation
from openmash.foundation.messaging.commands import deliver_queued, delivering_actor
from openmash.foundation.messaging.models import PostBox

SCHOOL = "st-oswins"
COUNCIL = "brackenford-council"
WHY = "They work at another school from today"


def key_of(name: str) -> str:
    """The key of a member of the cast."""
    return str(User.objects.get(email=f"{name}@openmash.example").pk)


def a_colleague(name: str, role: Role, agency: str = SCHOOL, *, by: Actor) -> str:
    """Somebody who works there since this moment; leaves the actor on stage."""
    itself = system_actor("set-up", partnership=by.partnership, at=by.at)
    act_as(itself)
    user = let_person_in(f"{name.lower().replace(' ', '.')}@school.example", name, "", by=itself)
    give_role(user, role, agency, by=itself)
    act_as(by)
    return str(user.pk)


def new(
    name: str = "Nadia Frost", email: str = "nadia@school.example", role: Role = Role.DSL
) -> NewColleague:
    """Somebody to invite."""
    return NewColleague(uuid.uuid4(), name, email, role)


def letter_of(invitation: Invitation, by: Actor) -> str:
    """The address in the latest letter of an invitation; leaves this actor on stage."""
    postman = delivering_actor(partnership=by.partnership, at=by.at)
    deliver_queued(by=postman)
    act_as(postman)
    key = f"{invitation.subject}:{invitation.sent_times}"
    arrived = PostBox.objects.get(message__key=key)
    act_as(by)
    found = re.search(r"/invitation/[\w-]+/[\w-]{43}/", arrived.letter)
    assert found
    return found[0]

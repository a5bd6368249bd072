"""One-time links: whether one can be sent, which one a secret opens, and who came by it."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.holdings import council, held_at
from openmash.foundation.reference import queries as reference
from openmash.frontdoor.enquiries.models import AgencyCheck, AnswerLink, Desk
from openmash.frontdoor.enquiries.rules.links import LinkFacts, ToSend, is_alive
from openmash.frontdoor.enquiries.states import WAITING
from openmash.frontdoor.enquiries.states.links import LinkFor, LinkState


def door(partnership: str, *, at: datetime) -> Actor:
    """The part of the system that lets somebody in by a link."""
    return system_actor("enquiries.link", partnership=partnership, at=at)


def hub_told(partnership: str) -> str:
    """The hub as it is told to somebody who knows nothing of us, with the telephone to check it by."""
    hub = reference.partnership(partnership)
    return f"{hub.hub_name} ({hub.hub_phone})"


def digest_of(secret: str) -> str:
    """A secret has 256 bits by chance: its plain digest cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def to_send(check: AgencyCheck, purpose: str, *, by: Actor) -> ToSend:
    """What decides whether a link can go to this agency."""
    desk = Desk.objects.filter(
        partnership_id=check.partnership_id, agency_id=check.agency_id, template=check.template
    ).first()
    held = held_at(by.at).filter(
        agency_id=check.agency_id, partnership_id=by.partnership, role__in=check.for_roles
    )
    return ToSend(
        state=check.state,
        address=(desk.mailbox if desk else "") or check.agency.safeguarding_email,
        answers_here=held.exists(),
        phone=(desk.phone if desk else "") or check.agency.phone,
        leaves=settings.MESSAGES_LEAVE,
        purpose=purpose,
        is_decided=check.decided_at is not None,
        is_hub=check.agency_id == council(by.partnership),
    )


def check_behind(secret: str, *, by: Actor) -> uuid.UUID | None:
    """The question that a secret opens now. One statement, whatever is wrong with it: the answer to an
    unknown, a used and a void link takes the same time."""
    needed = Q(purpose=LinkFor.OUTCOME) | Q(check_of__state__in=list(WAITING))
    live = AnswerLink.objects.filter(
        needed,
        partnership_id=by.partnership,
        secret_digest=digest_of(secret),
        state=LinkState.LIVE,
        lives_until__gt=by.at,
    )
    return live.values_list("check_of_id", flat=True).first()


def link_alive(key: str, *, by: Actor) -> AnswerLink | None:
    """The link with this key, while it opens anything."""
    link = AnswerLink.objects.select_related("check_of").filter(pk=key).first()
    return link if link is not None and is_alive(facts_of(link), by.at) else None


def facts_of(link: AnswerLink) -> LinkFacts:
    """What the rule needs to know of it."""
    return LinkFacts(link.state, link.purpose, link.lives_until, link.check_of.state)

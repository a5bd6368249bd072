"""The actor who came by a one-time link: looked up afresh on every request, so that its end acts at once."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from openmash.core.actor import Actor
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as, act_as_nobody
from openmash.frontdoor.enquiries import coming_by_link as coming
from openmash.frontdoor.enquiries.queries.links import door
from openmash.web.clock import now


def actor_by_link(request: HttpRequest) -> Actor | None:
    """Who came by a link that still counts; asked inside the request’s transaction."""
    came = coming.who_came(request)
    if came is None:
        return None
    at_door = door(came.partnership, at=now())
    act_as(at_door)
    is_in = coming.is_in(request, came, by=at_door)
    act_as_nobody()
    if not is_in:
        coming.end(request)
        return None
    return Actor(
        user=came.link,
        name=came.who,
        role=Role.LINK,
        agency=came.agency,
        partnership=came.partnership,
        at=at_door.at,
        via="link",
        request_id=uuid.uuid4().hex,
    )

"""The link to a new password, as a message of ours: it works wherever messages work."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from django.http import HttpRequest

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.models import User
from openmash.foundation.access.row_security import act_as, act_as_nobody
from openmash.foundation.messaging.commands import Notice, queue
from openmash.web.clock import now
from openmash.web.sign_in.holdings import current_holdings


def send_reset_link(user: User, link: str, *, request: HttpRequest) -> None:
    """Queue it in the partnership the person begins in; somebody without any role gets none."""
    holding = current_holdings(user.pk, at=now()).first()
    if holding is None:
        return
    by = system_actor("sign-in", partnership=holding.partnership_id, at=now())
    act_as(by)
    queue(_notice(user, urlsplit(link).path), by=by)
    signed_in: Actor | None = getattr(request, "by", None)
    act_as(signed_in) if signed_in else act_as_nobody()


def _notice(user: User, path: str) -> Notice:
    return Notice(
        key=f"user:{user.pk}:password:{uuid.uuid4()}",
        template="password",
        to_user=str(user.pk),
        about=f"user:{user.pk}",
        path=path,
    )

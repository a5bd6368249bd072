"""The actor who writes without an account: made for one request, known by the secret they hold."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from openmash.core.actor import Actor
from openmash.foundation.access.roles import Role
from openmash.frontdoor.ways.secret import known_by, secret_of

NAME = "Somebody without an account"
KEY = "key"


def visitor(request: HttpRequest, named: Mapping[str, object], *, at: datetime) -> Actor:
    """Whoever has come: by the secret in the address, else by the key of the page they write on."""
    secret = str(named.get("secret") or secret_of(page_key(request)))
    return holder(secret, partnership=str(named["partnership"]), at=at)


def holder(secret: str, *, partnership: str, at: datetime) -> Actor:
    """Whoever holds this secret."""
    return Actor(
        user=str(known_by(secret)),
        name=NAME,
        role=Role.PUBLIC,
        agency="",
        partnership=partnership,
        at=at,
        via="form",
        request_id=uuid.uuid4().hex,
    )


def came_from(request: HttpRequest) -> str:
    """The address somebody came from, past the server’s own proxies; nothing where it cannot be told."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def page_key(request: HttpRequest) -> uuid.UUID:
    """The key of the page that was sent, or of the one about to be shown; the same all through."""
    if not hasattr(request, "page_key"):
        request.page_key = _typed_key(request) or uuid.uuid4()  # type: ignore[attr-defined]  # ours, on Django’s request
    key: uuid.UUID = request.page_key  # type: ignore[attr-defined]  # set above
    return key


def _typed_key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get(KEY, ""))
    except ValueError:
        return None

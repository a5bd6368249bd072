"""Who acts, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Actor:
    """Who does this, in which role, for which agency and partnership, and when.

    The only source of "now" in the product: `at` is read once per request or job. Made in three
    places only (web middleware, worker, demo), so nobody can write without being named.
    """

    user: str
    name: str
    role: str
    agency: str
    partnership: str
    at: datetime
    out_of_hours: bool = False  # the hub is closed, for a role that acts only then
    via: str = "web"
    reason: str = ""
    request_id: str = ""


def system_actor(part: str, *, partnership: str, at: datetime) -> Actor:
    """What happens by itself is signed by the part that did it, never by a person."""
    return Actor(
        user=f"system:{part}",
        name="by itself",
        role="SYSTEM",
        agency="",
        partnership=partnership,
        at=at,
        via="worker",
    )

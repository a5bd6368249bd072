"""The cast as the sign-in page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openmash.demo.cast import CAST
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.web.sign_in.holdings import current_holdings_of


@dataclass(frozen=True)
class PersonaView:
    """One press on the page."""

    key: str
    holding: str
    name: str
    role: str
    agency: str
    story: str


def personas(*, at: datetime) -> dict[str, list[PersonaView]]:
    """Each partnership's people, in the order of the story."""
    found: dict[str, list[PersonaView]] = {}
    for persona in CAST:
        for held in current_holdings_of(persona.email, at=at):
            view = PersonaView(
                persona.key,
                str(held.pk),
                persona.name,
                ROLE_NAMES[Role(held.role)],
                held.agency.name,
                persona.story,
            )
            found.setdefault(held.partnership.name, []).append(view)
    return found

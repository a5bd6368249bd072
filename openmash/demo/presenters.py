"""The cast as the demonstration's sign-in page shows it, with what waits for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from openmash.demo.cast import BRACKENFORD, CAST, OAKMERE, Persona
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.roles import HEALTH, HUB, REFERRERS, ROLE_NAMES, Role
from openmash.foundation.access.row_security import act_as, act_as_nobody
from openmash.foundation.messaging.queries import count_unread
from openmash.foundation.tasks.queries import count_open
from openmash.foundation.ui.wording import count
from openmash.web.sign_in.holdings import current_holdings_of
from openmash.web.sign_in.recording import actor_in

OTHER = OAKMERE
TITLES = (
    "Tell the hub",
    "Run the hub",
    "Watch over it",
    f"Next door, in {OAKMERE.area}: must see nothing of {BRACKENFORD.area}",
)


@dataclass(frozen=True)
class Card:
    """One person to be."""

    key: str
    holding: str
    name: str
    role: str
    story: str
    waiting: str


@dataclass(frozen=True)
class Group:
    """People who do the same kind of work."""

    title: str
    cards: tuple[Card, ...]


def groups(*, at: datetime) -> list[Group]:
    """Everybody by kind of work, a card for each role held; leaves the transaction with nobody."""
    found: dict[str, list[Card]] = {}
    for persona in CAST:
        for held in current_holdings_of(persona.email, at=at):
            found.setdefault(_group(held), []).append(_card(persona, held, at))
    act_as_nobody()
    return [Group(title, tuple(found[title])) for title in TITLES if title in found]


def _group(held: RoleHolding) -> str:
    role = Role(held.role)
    if held.partnership_id == OTHER.code:
        return TITLES[3]
    if role in REFERRERS:
        return TITLES[0]
    return TITLES[1] if role in HUB | HEALTH | {Role.DUTY_SW, Role.LADO} else TITLES[2]


def _card(persona: Persona, held: RoleHolding, at: datetime) -> Card:
    return Card(
        key=persona.key,
        holding=str(held.pk),
        name=persona.name,
        role=f"{ROLE_NAMES[Role(held.role)]}, {held.agency.name}",
        story=f"{persona.story}.",
        waiting=_waiting(held, at),
    )


def _waiting(held: RoleHolding, at: datetime) -> str:
    by = replace(actor_in(held), at=at)
    act_as(by)
    unread, tasks = count_unread(by).answer, count_open(by).answer
    words = [count(unread, "new message")] if unread else []
    words += [count(tasks, "task")] if tasks else []
    return " · ".join(words)

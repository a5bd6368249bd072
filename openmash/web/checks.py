"""What has to be true before pages are served; `manage.py check --deploy` asks all of it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from openmash.core.events import declared
from openmash.core.lifecycle import Lifecycle
from openmash.foundation.access.matrix import MATRIX
from openmash.foundation.access.permissions import Permission
from openmash.foundation.access.roles import Role
from openmash.foundation.clocks.seed import SEED

STATES = (
    "openmash.foundation.tasks.states",
    "openmash.foundation.messaging.states",
    "openmash.foundation.files.states",
    "openmash.foundation.importing.states",
    "openmash.frontdoor.contacts.states",
    "openmash.frontdoor.enquiries.states",
    "openmash.frontdoor.decisions.states",
)


@register(Tags.security, deploy=True)
def ready_to_serve(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """A live hub has a secret of its own, no demonstration, and a second factor."""
    found: list[CheckMessage] = []
    if settings.SECRET_KEY.startswith(("not-for-serving", "only-for-development")):
        hint = "Set OPENMASH_SECRET_KEY, or OPENMASH_SECRET_KEY_FILE, to 50 random signs."
        found.append(Error("The secret is the placeholder", hint=hint, id="web.E001"))
    if settings.DEMO:
        hint = "Unset OPENMASH_DEMO: with it anybody signs in as anybody."
        found.append(Error("The demonstration is on", hint=hint, id="web.E002"))
    if not settings.SECOND_FACTOR_REQUIRED and not settings.DEMO:
        hint = "Unset OPENMASH_TESTING."
        found.append(Error("No second factor is asked for", hint=hint, id="web.E003"))
    return found


@register()
def the_house_stands(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Lifecycles, events, clocks and the matrix fit together."""
    return [
        *(Error(problem, id="web.E010") for problem in unreachable_states()),
        *(Error(problem, id="web.E011") for problem in undeclared_events()),
        *(Error(problem, id="web.E012") for problem in unknown_clocks()),
        *(Error(problem, id="web.E013") for problem in unheld_permissions()),
    ]


def lifecycles() -> Iterator[Lifecycle]:
    """Every lifecycle of the product."""
    for name in STATES:
        yield from (v for v in vars(import_module(name)).values() if isinstance(v, Lifecycle))


def unreachable_states() -> Iterator[str]:
    """States that no move leads to."""
    for lifecycle in lifecycles():
        yield from lifecycle.problems()


def undeclared_events() -> Iterator[str]:
    """Moves whose event nobody declared."""
    known = {kind.name for kind in declared()}
    for lifecycle in lifecycles():
        for move in lifecycle:
            if str(move.event) not in known:
                yield f"{lifecycle.name}: {move.name} tells {move.event}, which is not declared"


def unknown_clocks() -> Iterator[str]:
    """Moves that start or stop a clock which no partnership is given."""
    known = {row.code for row in SEED}
    for lifecycle in lifecycles():
        for move in lifecycle:
            for code in {*move.starts, *move.stops} - known:
                yield f"{lifecycle.name}: {move.name} names clock {code}, which is not seeded"


def unheld_permissions() -> Iterator[str]:
    """Permissions that no role holds, and roles without a row."""
    held = {permission for row in MATRIX.values() for permission in row}
    yield from (f"nobody holds the permission {p}" for p in Permission if p not in held)
    yield from (f"the matrix has no row for {role}" for role in Role if role not in MATRIX)

"""How what is published gets its days: each change upon what holds or is to come by then.

Versions are added and never taken out. One that a newer one has overtaken before its day never holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from openmash.core.actor import Actor
from openmash.oversight.configuring.kinds import KINDS
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.queries import to_come
from openmash.oversight.configuring.states import Kind


def put_in(one: Change, *, by: Actor) -> None:
    """Let a change that was published just now hold from its day on.

    What is to come later in the same whole is built again upon it: another page of a form, say.
    """
    waiting = _waiting_with(one, by)
    if waiting and waiting[-1].holds_from > one.holds_from:
        _hold_on_then(one, waiting if one in waiting else [one, *waiting], by)
    else:
        _write(one, by)


def build_again(one: Change, *, by: Actor) -> None:
    """What holds today goes on, and what is still to come in the whole of this follows on its day."""
    _hold_on_then(one, _waiting_with(one, by), by)


def _hold_on_then(one: Change, waiting: Iterable[Change], by: Actor) -> None:
    KINDS[Kind(one.kind)].hold_on(one.of, by=by)
    for row in waiting:
        _write(row, by)


def _waiting_with(one: Change, by: Actor) -> list[Change]:
    """What is to come of the same whole, in the order in which it begins."""
    kind = KINDS[Kind(one.kind)]
    rows = to_come(by=by).filter(kind=one.kind)
    return [row for row in rows if kind.whole(row.of) == kind.whole(one.of)]


def _write(one: Change, by: Actor) -> None:
    KINDS[Kind(one.kind)].write(one.of, one.content, one.holds_from, by=by)

"""Which tasks only their own act settles, and what doing them asks, named by the parts that raise them.

A task such as "a child is in danger" must not be ticked away: the thing itself has to happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openmash.foundation.access.permissions import Permission as P

_settled: dict[str, str] = {}
_needed: dict[str, P] = {}


def declare_settled_by_act(kinds: Mapping[str, str]) -> None:
    """Register kinds of task, each with the words for what settles it."""
    _settled.update(kinds)


def settled_when(kind: str) -> str:
    """What settles a task of this kind, in words; empty where a person may say "done"."""
    return _settled.get(kind, "")


def declare_done_with(permission: P, kinds: Iterable[str]) -> None:
    """Register kinds of task that are put before one person, with what doing them asks."""
    _needed.update(dict.fromkeys(kinds, permission))


def done_with(kind: str) -> P:
    """What a task of this kind asks of whoever does it in somebody else’s place; of most, that they read
    the worry it is about."""
    return _needed.get(kind, P.CONTACT_READ)

"""Which tasks only their own act settles, named by the parts that raise them.

A task such as "a child is in danger" must not be ticked away: the thing itself has to happen.
"""

from __future__ import annotations

from collections.abc import Mapping

_settled: dict[str, str] = {}


def declare_settled_by_act(kinds: Mapping[str, str]) -> None:
    """Register kinds of task, each with the words for what settles it."""
    _settled.update(kinds)


def settled_when(kind: str) -> str:
    """What settles a task of this kind, in words; empty where a person may say "done"."""
    return _settled.get(kind, "")

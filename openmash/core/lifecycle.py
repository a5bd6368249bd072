"""A lifecycle is a table: one row per move, read by enforcement, buttons and documentation alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Move:
    """One row: what it is called, where from, where to, who may, and what follows."""

    name: str
    sources: frozenset[StrEnum]
    target: StrEnum | None  # None: the state stays, only what follows happens
    permission: StrEnum
    event: StrEnum
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()  # a stop that was a mistake: the clock goes on as it was
    needs_reason: bool = False

    def problem_from(self, state: str) -> str | None:
        """Why this move does not fit the state, in words; None when it fits."""
        if state in self.sources:
            return None
        return f"This is “{spoken(state)}” by now, so “{spoken(self.name)}” is no longer possible"


def spoken(name: str) -> str:
    """A code name as people say it: `return_for_information` is "return for information"."""
    return name.replace("_", " ")


class Lifecycle:
    """The states a record can be in and every way from one to the next."""

    def __init__(
        self, name: str, states: type[StrEnum], initial: StrEnum, moves: Iterable[Move]
    ) -> None:
        self.name = name
        self.states = states
        self.initial = initial
        self._moves = {move.name: move for move in moves}

    def __iter__(self) -> Iterator[Move]:
        return iter(self._moves.values())

    def __getitem__(self, name: str) -> Move:
        return self._moves[name]

    def problems(self) -> list[str]:
        """What the system check reports: states nobody can reach."""
        reached = {self.initial} | {move.target for move in self}
        return [f"{self.name}: {s} is never reached" for s in self.states if s not in reached]

    def as_mermaid(self) -> str:
        """The drawing in `docs/reference/lifecycles.md`."""
        lines = [f"[*] --> {self.initial}"]
        for move in self:
            for source in sorted(move.sources):
                lines.append(f"{source} --> {move.target or source}: {spoken(move.name)}")
        return "stateDiagram-v2\n" + "\n".join(f"    {line}" for line in lines)

"""Merging in plain Python: no database, no commands; what the product has to agree with."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

Key = uuid.UUID
HUB = frozenset({"aisha", "tom", "priya", "meera", "grace", "ravi", "hal"})
JOINERS = frozenset({"tom", "priya", "meera", "grace", "hal"})
RESTRICTERS = frozenset({"meera", "grace"})
ATTACHED = frozenset({"dev"})


@dataclass
class Held:
    """A restriction on one record."""

    record: Key
    readers: frozenset[str]
    because: str


@dataclass
class Joined:
    """An edge from a record to the one that stands for it."""

    standing: Key
    absorbed: Key
    at: int
    name: str | None
    made: bool = True


@dataclass
class Parted:
    """A split: who was made of whom, and which facts went where from."""

    source: Key
    made: Key
    moves: dict[str, Key]
    undone: bool = False


@dataclass
class Model:
    """Records, their facts, and who is whom."""

    order: list[Key] = field(default_factory=list)
    names: dict[Key, str] = field(default_factory=dict)
    facts: dict[str, Key] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)
    flagged: set[str] = field(default_factory=set)
    refused: set[frozenset[Key]] = field(default_factory=set)
    joins: dict[Key, Joined] = field(default_factory=dict)
    splits: dict[Key, Parted] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    on_case: dict[Key, set[str]] = field(default_factory=dict)

    def root(self, record: Key) -> Key:
        """The record that stands for this one."""
        above = {one.absorbed: one.standing for one in self.joins.values() if one.made}
        while record in above:
            record = above[record]
        return record

    def being(self, record: Key) -> set[Key]:
        """Every record of the same human being."""
        return {one for one in self.order if self.root(one) == self.root(record)}

    def beneath(self, record: Key) -> set[Key]:
        """A record and everything joined to it."""
        below = {j.absorbed for j in self.joins.values() if j.made and j.standing == record}
        return {record}.union(*(self.beneath(one) for one in below))

    def readers(self, record: Key) -> frozenset[str] | None:
        """Who alone may know of this human being."""
        sets = [one.readers for one in self.held if one.record in self.being(record)]
        return frozenset.intersection(*sets) if sets else None

    def workers(self, record: Key) -> set[str]:
        """Who is on a case of any record of this human being."""
        return set().union(*(self.on_case.get(one, set()) for one in self.being(record)))

    def sees(self, persona: str, record: Key) -> bool:
        """Whether somebody may know of this human being."""
        readers = self.readers(record)
        if readers is not None and persona not in readers:
            return False
        return persona in HUB or (persona in ATTACHED and persona in self.workers(record))

    def seen_by(self, persona: str) -> dict[Key, frozenset[str]]:
        """Every human being somebody sees, with everything they see of them."""
        roots = {self.root(one) for one in self.order if self.sees(persona, one)}
        return {root: self.facts_of(self.being(root)) for root in roots}

    def facts_of(self, records: set[Key]) -> frozenset[str]:
        """What is written on these records."""
        return frozenset(fact for fact, record in self.facts.items() if record in records)

    def name_of(self, root: Key) -> str:
        """What the standing record is called: its own name, or the last one chosen that holds."""
        chosen = [j.name for j in self.joins.values() if j.made and j.standing == root and j.name]
        return chosen[-1] if chosen else self.names[root]

    def takes_two(self, one: Key, two: Key) -> bool:
        """Whether a second person has to look."""
        both = self.being(one) | self.being(two)
        if any(record in both for record in (self.facts[fact] for fact in self.flagged)):
            return True
        said = {frozenset(map(self.root, pair)) for pair in self.refused}
        restricted = self.readers(one) is not None or self.readers(two) is not None
        return restricted or frozenset({self.root(one), self.root(two)}) in said

    def shuts_out(self, one: Key, readers: frozenset[str] | None) -> bool:
        """Whether a worker on a case could see this person and could no longer."""
        before = self.readers(one)
        return readers is not None and any(
            worker not in readers and (before is None or worker in before)
            for worker in self.workers(one)
        )

    def together(self, one: Key, two: Key) -> frozenset[str] | None:
        """Who may know of both."""
        sets = [s for s in (self.readers(one), self.readers(two)) if s is not None]
        return frozenset.intersection(*sets) if sets else None

"""Households, worked out from doors and periods: who lives together now, who did before (L46)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from openmash.foundation.people.family.network import Network, Stay


@dataclass(frozen=True)
class Household:
    """People behind one door at the same time."""

    stays: tuple[Stay, ...]
    now: bool

    @property
    def members(self) -> tuple[uuid.UUID, ...]:
        """Everybody once, in the order of the network."""
        return tuple(dict.fromkeys(stay.person for stay in self.stays))

    @property
    def protected(self) -> bool:
        """One protected stay protects the door, whoever else wrote it openly."""
        return any(stay.address.confidential for stay in self.stays)


def households_of(network: Network) -> tuple[Household, ...]:
    """The homes of everybody in the network: those of now first; of before, only shared ones."""
    doors: dict[str, list[Stay]] = defaultdict(list)
    for stay in network.stays:
        doors[stay.place].append(stay)
    now, before = [], []
    for stays in doors.values():
        here = tuple(stay for stay in stays if stay.address.holds_on(network.today))
        gone = tuple(stay for stay in stays if not stay.address.holds_on(network.today))
        if here:
            now.append(Household(here, now=True))
        together = tuple(stay for stay in gone if _met(stay, stays))
        if together:
            before.append(Household(_with_company(together, stays), now=False))
    mine = network.focus
    now.sort(key=lambda home: (mine not in home.members, -len(home.members)))
    return (*now, *before)


def open_where_protected(network: Network) -> list[Stay]:
    """Stays written openly at a door that is protected for somebody else: the place leaks there."""
    doors = {stay.place for stay in network.stays if stay.address.confidential}
    return [
        stay
        for stay in network.stays
        if stay.place in doors
        and not stay.address.confidential
        and stay.address.holds_on(network.today)
    ]


def _with_company(gone: tuple[Stay, ...], stays: list[Stay]) -> tuple[Stay, ...]:
    """Those who left, and those who were there with them."""
    return tuple(s for s in stays if s in gone or any(_overlap(s, other) for other in gone))


def _met(stay: Stay, others: list[Stay]) -> bool:
    return any(_overlap(stay, other) for other in others if other.person != stay.person)


def _overlap(one: Stay, other: Stay) -> bool:
    """Whether two people were there at the same time; an unknown end is taken as wide open."""
    a, b = one.address, other.address
    starts = max(a.starts_on or date.min, b.starts_on or date.min)
    return starts < min(a.ends_on or date.max, b.ends_on or date.max)

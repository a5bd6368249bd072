"""A family tree (genogram) drawn from the data: pure, own code, no markup."""

from openmash.foundation.people.family.tree.drawing import Drawing, Placed, Stroke
from openmash.foundation.people.family.tree.facts import Family, Household, Member, Symbol, Tie
from openmash.foundation.people.family.tree.layout import draw

__all__ = [
    "Drawing",
    "Family",
    "Household",
    "Member",
    "Placed",
    "Stroke",
    "Symbol",
    "Tie",
    "draw",
]

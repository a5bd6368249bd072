"""What may be one person, what was joined or split, and what was moved: every step remembered."""

from openmash.foundation.merging.models.join import Join
from openmash.foundation.merging.models.pair import DuplicatePair
from openmash.foundation.merging.models.split import MovedFact, Split

__all__ = ["DuplicatePair", "Join", "MovedFact", "Split"]

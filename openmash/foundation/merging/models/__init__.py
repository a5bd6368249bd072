"""What may be one person, what was joined or split, and what was moved: every step remembered."""

from openmash.foundation.merging.models.pair import DuplicatePair

__all__ = ["DuplicatePair"]

"""The verbs of merging: joining, undoing, splitting, restricting, and noting what may be one."""

from openmash.foundation.merging.commands.pairs import SuggestedPair, note_pairs

__all__ = ["SuggestedPair", "note_pairs"]

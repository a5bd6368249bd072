"""The verbs of merging: joining, undoing, splitting, restricting, and noting what may be one."""

from openmash.foundation.merging.commands.joining import confirm, join, not_the_same, withdraw
from openmash.foundation.merging.commands.pairs import SuggestedPair, note_pairs
from openmash.foundation.merging.commands.restricting import change_readers, lift, restrict
from openmash.foundation.merging.commands.splitting import split, undo_split
from openmash.foundation.merging.commands.undoing import Undone, undo

__all__ = [
    "SuggestedPair",
    "Undone",
    "change_readers",
    "confirm",
    "join",
    "lift",
    "not_the_same",
    "note_pairs",
    "restrict",
    "split",
    "undo",
    "undo_split",
    "withdraw",
]

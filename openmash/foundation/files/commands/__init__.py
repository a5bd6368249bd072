"""Adding files, sending them with what they came with, taking them back, and having them scanned."""

from openmash.foundation.files.commands.adding import NewFile, add_files
from openmash.foundation.files.commands.ending import send_files, set_aside, take_back

__all__ = ["NewFile", "add_files", "send_files", "set_aside", "take_back"]

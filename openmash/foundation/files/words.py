"""What is said of files in a few words."""

from __future__ import annotations

from openmash.foundation.files.kinds import Kind
from openmash.foundation.files.rules import Limits
from openmash.foundation.ui.wording import listed

ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.txt"
ENDINGS = {
    Kind.PDF: "PDF",
    Kind.JPEG: "JPEG or PNG picture",
    Kind.WORD: "Word (.docx)",
    Kind.EXCEL: "Excel (.xlsx)",
    Kind.TEXT: "text",
}


def what_is_taken(limits: Limits) -> str:
    """The hint beside the button."""
    kinds = listed([words for kind, words in ENDINGS.items() if kind in limits.kinds])
    return (
        f"{kinds}, up to {limits.megabytes} megabytes each. A photograph loses the place it was"
        " taken at."
    )


def say_size(size: int) -> str:
    """820 KB, 1.2 MB."""
    return f"{size / 1048576:.1f} MB" if size >= 1048576 else f"{max(1, round(size / 1024))} KB"

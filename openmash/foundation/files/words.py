"""What is said of files in a few words, on pages and on paper."""

from __future__ import annotations

from collections.abc import Iterable

from openmash.foundation.files.kinds import SHAPES, Kind
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.rules import Limits
from openmash.foundation.ui.wording import count, listed

ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.txt"
ENDINGS = {
    Kind.PDF: "PDF",
    Kind.JPEG: "JPEG or PNG picture",
    Kind.WORD: "Word (.docx)",
    Kind.EXCEL: "Excel (.xlsx)",
    Kind.TEXT: "text",
}


def number_and_kind(files: Iterable[StoredFile]) -> str:
    """For paper and disclosures: how many, and of which kinds; never a name."""
    found = [f"file {one.number}, {SHAPES[Kind(one.kind)].words}" for one in files]
    return f"{count(len(found), 'file')} ({'; '.join(found)})" if found else ""


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

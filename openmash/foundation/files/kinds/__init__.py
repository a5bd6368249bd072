"""What a file is, by its content and never by its name: six kinds, each opened by what reads it.

A kind that is not here is refused with a sentence that says what to do instead (security 19).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WORD = "docx"
    EXCEL = "xlsx"
    TEXT = "txt"


@dataclass(frozen=True)
class Shape:
    """What people call it, what browsers call it, and how its name ends."""

    words: str
    media_type: str
    ending: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
SHAPES: dict[Kind, Shape] = {
    Kind.PDF: Shape("PDF", "application/pdf", "pdf"),
    Kind.JPEG: Shape("Picture", "image/jpeg", "jpg"),
    Kind.PNG: Shape("Picture", "image/png", "png"),
    Kind.WORD: Shape("Word document", f"{_OFFICE}.wordprocessingml.document", "docx"),
    Kind.EXCEL: Shape("Excel workbook", f"{_OFFICE}.spreadsheetml.sheet", "xlsx"),
    Kind.TEXT: Shape("Text", "text/plain", "txt"),
}
PICTURES = frozenset({Kind.JPEG, Kind.PNG})


class Unfit(Exception):
    """It is not taken; the text says why, and what to do instead."""


@dataclass(frozen=True)
class Fit:
    """What is kept of a file: a picture anew and without its place, everything else as it came."""

    kind: Kind
    content: bytes
    preview: bytes = b""


Read = Callable[[bytes], Fit]

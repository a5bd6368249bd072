"""Looking at a file: the first bytes say which reader opens it, and the reader proves it."""

from __future__ import annotations

from collections.abc import Container

from openmash.foundation.files.kinds import SHAPES, Fit, Kind, Unfit
from openmash.foundation.files.kinds.office import read_office
from openmash.foundation.files.kinds.pictures import read_picture
from openmash.foundation.files.kinds.plain import EMPTY, OTHERS, read_pdf, read_text


def look_at(content: bytes, allowed: Container[str]) -> Fit:
    """What is kept of it; `Unfit` with a sentence for what is not taken here."""
    if not content:
        raise Unfit(EMPTY)
    fit = _opened(content)
    if fit.kind not in allowed:
        raise Unfit(f"This partnership takes no file of this kind: {SHAPES[fit.kind].words}")
    return fit


def _opened(content: bytes) -> Fit:
    for sign, kind in ((b"\xff\xd8\xff", Kind.JPEG), (b"\x89PNG\r\n\x1a\n", Kind.PNG)):
        if content.startswith(sign):
            return read_picture(content, kind)
    if content.startswith(b"%PDF-"):
        return read_pdf(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return read_office(content)
    for at, other, said in OTHERS:
        if content[at:].startswith(other):
            raise Unfit(said)
    return read_text(content)

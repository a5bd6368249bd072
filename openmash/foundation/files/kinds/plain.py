"""PDFs and plain text: taken as they come, and only ever downloaded."""

from __future__ import annotations

import io
import re
import zipfile

from openmash.foundation.files.kinds import Fit, Kind, Unfit

PAGE = re.compile(
    r"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|meta)\b", re.IGNORECASE
)
NOT_TEXT = frozenset(map(chr, range(32))) - set("\t\n\r\f")
EMPTY = "This file is empty. Perhaps it did not arrive whole: add it again"
LOCKED = "This PDF is protected with a password. Save it without one, and add that"
CUT = "This PDF is not whole. Save it anew, and add that"
TWO = "This file is two kinds at once. Save it anew as PDF, and add that"
WEB = "This is a web page or a drawing of a web page. Save it as PDF, and add that"
UNKNOWN = "This kind of file is not taken. Save it as PDF, or take a picture of it, and add that"
HEIC = "This picture is of a kind that telephones keep (HEIC). Share it as JPEG, and add that"
OLD_OFFICE = (
    "This is an old Word, Excel or e-mail file, or one with a password. Save it as PDF or as .docx"
    " without a password, and add that"
)
RTF = "This is a rich text file. Save it as PDF or as .docx, and add that"
# What people try most, by how it begins, and what to say.
OTHERS: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftyphei", HEIC),
    (4, b"ftypmif1", HEIC),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (0, b"{\\rtf", RTF),
    (4, b"ftyp", "Films and recordings are not taken here. Ring the hub: it says how they come"),
    (0, b"MZ\x90\x00", "This is a program. It was not taken"),
    (0, b"\x7fELF", "This is a program. It was not taken"),
)


def read_pdf(content: bytes) -> Fit:
    """A script in a PDF runs nowhere here: it is never shown, only downloaded."""
    if b"%%EOF" not in content[-2048:]:
        raise Unfit(CUT)
    if b"/Encrypt" in content:
        raise Unfit(LOCKED)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(TWO)
    return Fit(Kind.PDF, content)


def read_text(content: bytes) -> Fit:
    """Words and nothing else."""
    said = _decoded(content)
    if said is None or NOT_TEXT & set(said):
        raise Unfit(_why_unknown(content))
    if not said.strip():
        raise Unfit(EMPTY)
    if PAGE.search(said):
        raise Unfit(WEB)
    return Fit(Kind.TEXT, said.encode())


def _decoded(content: bytes) -> str | None:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for coding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    return None


def _why_unknown(content: bytes) -> str:
    return next((said for at, sign, said in OTHERS if content[at:].startswith(sign)), UNKNOWN)

"""Word and Excel files are archives: looked into before they are taken, and never unpacked to disk.

Refused: macros, archives in archives, objects of other programs, encryption, templates that are fetched
from elsewhere, and bombs. What is left runs nothing when it is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from openmash.foundation.files.kinds import Fit, Kind, Unfit

MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_TIMES = 200  # of its packed size, for parts that are large at all
LARGE = 5 * 1024 * 1024
TYPES = "[Content_Types].xml"
MOST_OF_ONE = 4 * 1024 * 1024
MAIN = {
    Kind.WORD: b"wordprocessingml.document.main+xml",
    Kind.EXCEL: b"spreadsheetml.sheet.main+xml",
}
SAVE = "Save it as PDF, or as a Word or Excel file without it, and add that"
BOMB = "This file unpacks to far more than it seems to be. It was not taken"
BROKEN = "This file is damaged or is not a whole Word or Excel file. Save it anew, and add that"
LOCKED = "This file is protected with a password. Save it without one, and add that"
MACROS = f"This file holds macros, which are programs. {SAVE}"
INSIDE = f"This file holds another file inside. {SAVE}"
FETCHES = f"This file fetches a part of itself from elsewhere. {SAVE}"
ARCHIVE = "This is an archive of files. Add the files in it one by one"
RUNS = ("vbaproject.bin", "vbadata.xml", "/activex/", "macrosheets/", "xlmacro")
HOLDS = ("/embeddings/", "oleobject")
ENDINGS = (".zip", ".docx", ".xlsx", ".docm", ".xlsm", ".doc", ".xls", ".7z", ".rar", ".gz", ".tar",
           ".exe", ".js", ".vbs", ".bat", ".ps1", ".jar", ".html", ".htm", ".svg", ".lnk")  # fmt: skip
ENCRYPTED = 0x1
ELSEWHERE = re.compile(r"<[^>]*targetmode\s*=\s*[\"']\s*external[^>]*>", re.IGNORECASE)


def read_office(content: bytes) -> Fit:
    """Which of the two it is; refused with every reason to distrust it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            kind = _kind_of(archive)
            for problem in _problems(archive):
                raise Unfit(problem)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, KeyError) as problem:
        raise Unfit(BROKEN) from problem
    except (RuntimeError, ValueError) as problem:  # what zipfile says of a password, or of nonsense
        raise Unfit(LOCKED if "password" in str(problem) else BROKEN) from problem
    return Fit(kind, content)


def _kind_of(archive: zipfile.ZipFile) -> Kind:
    if any(part.flag_bits & ENCRYPTED for part in archive.infolist()):
        raise Unfit(LOCKED)
    if TYPES not in archive.namelist():
        raise Unfit(ARCHIVE)
    types = _start_of(archive, TYPES)
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise Unfit(MACROS)
    found = next((kind for kind, main in MAIN.items() if main in types), None)
    if found is None:
        raise Unfit("This kind of file is not taken. Save it as PDF, and add that")
    return found


def _problems(archive: zipfile.ZipFile) -> Iterator[str]:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        yield BOMB
    if any(_is_bomb(part) for part in parts):
        yield BOMB
    names = [part.filename.casefold() for part in parts]
    if any(sign in f"/{name}" for name in names for sign in RUNS):
        yield MACROS
    if any(sign in f"/{name}" for name in names for sign in HOLDS):
        yield INSIDE
    if any(name.endswith(ENDINGS) for name in names):
        yield INSIDE
    if any(_fetches(archive, name) for name in archive.namelist() if name.endswith(".rels")):
        yield FETCHES
    yield from _lies(archive)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > LARGE and part.file_size > MOST_TIMES * max(part.compress_size, 1)


def _fetches(archive: zipfile.ZipFile, name: str) -> bool:
    """A link that a reader presses is fine; a template or object that loads by itself is not."""
    said = _start_of(archive, name)
    if b"\0" in said:  # written so that a search for words misses them
        return True
    loaded = ELSEWHERE.findall(said.decode(errors="replace"))
    return any("/hyperlink" not in one.casefold() for one in loaded)


def _lies(archive: zipfile.ZipFile) -> Iterator[str]:
    """The sizes a directory tells are believed by nobody: each part is read to its end, kept nowhere."""
    read = 0
    for part in archive.infolist():
        with archive.open(part) as opened:
            while some := opened.read(1 << 20):
                read += len(some)
                if read > MOST_UNPACKED:
                    yield BOMB
                    return


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MOST_OF_ONE)

"""What left a hub, as it can be searched: every answer, message and log line, each in its words."""

from __future__ import annotations

import html
import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from openpyxl import load_workbook
from pypdf import PdfReader

PAPER = re.compile(r"/print/")
FILES = ("application/pdf", "text/csv", "application/vnd.")
REFUSALS = frozenset({403, 404, 500})


@dataclass(frozen=True)
class Answer:
    """One thing that left the hub: to whom, in which role, and by which way."""

    what: str  # "page", "file", "message" or "log"
    path: str = ""
    role: str = ""
    user: str = ""
    agency: str = ""
    partnership: str = ""
    profile: str = ""  # for whom a print is
    status: int = 200
    at: datetime | None = None
    address: str = ""  # its address, where it leads on to, and how its file is called
    typed: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_on_paper(self) -> bool:
        """A print, a PDF or an export: what can be carried out of the room."""
        return self.what == "file" or (bool(PAPER.search(self.path)) and self.status == 200)

    @property
    def is_for_family(self) -> bool:
        """A print that a child or family is given."""
        return self.is_on_paper and self.profile == "family"

    @property
    def is_for_others(self) -> bool:
        """A print that leaves the hub, for a partner or the family."""
        return self.is_on_paper and self.profile in {"family", "partner"}

    @property
    def leaves_unread(self) -> bool:
        """Goes where nobody signs in: a message, or a line of the log."""
        return self.what in {"message", "log"}

    @property
    def is_refusal(self) -> bool:
        """A page that says why not: it has nothing to tell of anybody."""
        return self.what == "page" and self.status in REFUSALS


def plain(text: str) -> str:
    """Words as they are compared: whatever their case, blanks, quotes and escapes."""
    return " ".join(html.unescape(text).replace("’", "'").casefold().split())


def answers_in(file: Path) -> Iterator[Answer]:
    """Everything that the recorder noted."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield read(json.loads(line))


def read(line: dict[str, Any]) -> Answer:
    """One noted answer."""
    body, kind = b64decode(line["body"]), line["kind"]
    ways = (line["path"], line["location"], line["file"])
    return Answer(
        what="file" if kind.startswith(FILES) else "page",
        path=line["path"].partition("?")[0],
        role=line["role"],
        user=line["user"],
        agency=line["agency"],
        partnership=line["partnership"],
        profile=line["profile"],
        status=line["status"],
        at=datetime.fromisoformat(line["at"]),
        address=" ".join(plain(unquote_plus(one)) for one in ways),
        typed=plain(line["typed"]),
        words=tuple(words_of(body, kind)),
    )


def words_of(body: bytes, kind: str) -> Iterable[str]:
    """The text of a page between its tags and in them; of a PDF, a workbook and a list, all of it."""
    if kind == "application/pdf":
        return [plain(page.extract_text()) for page in PdfReader(BytesIO(body)).pages]
    if kind.startswith("application/vnd."):
        sheets = load_workbook(BytesIO(body), read_only=True)
        cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
        return [plain(str(cell.value)) for cell in cells if cell.value is not None]
    if kind.startswith(("image/", "font/")):
        return []
    text = body.decode("utf-8", "replace")
    if kind != "text/html":
        return [plain(text)]
    found = (plain(part) for part in re.split(r"[<>]", text))
    return dict.fromkeys(part for part in found if part)


def logged(*files: Path) -> Answer:
    """Every line that the processes of a hub wrote down of themselves."""
    lines = [line for one in files if one.exists() for line in one.read_text().splitlines()]
    return Answer("log", path="the log", words=("\n".join(plain(line) for line in lines),))

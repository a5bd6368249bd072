"""What left a hub is read in its words, whatever it is: pages, PDFs, workbooks, lists, log lines."""

from __future__ import annotations

import json
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from openpyxl import Workbook

from openmash.foundation.ui import pdf
from tests.leaks.answers import Answer, logged, plain, read, words_of
from tests.leaks.recorder import answered

HOME = "14 Mill Row"


def workbook() -> bytes:
    book, file = Workbook(), BytesIO()
    book.active.append(["Isla", HOME])  # type: ignore[union-attr] - a new workbook has a sheet
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"<p>Home:\n <b>{HOME}</b></p>".encode(), "text/html"),
        (f'<input name="lines" value="{HOME}">'.encode(), "text/html"),
        (b"<td>14&nbsp;Mill\n  Row</td>", "text/html"),
        (f"name,home\nIsla,{HOME}\n".encode(), "text/csv"),
        (json.dumps({"where": HOME}).encode(), "application/json"),
        (workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_words_are_found_in_every_kind_of_answer(body: bytes, kind: str) -> None:
    assert any(plain(HOME) in part for part in words_of(body, kind))


@pytest.mark.skipif(not pdf.is_possible(), reason="this machine has no Pango")
def test_and_in_a_pdf() -> None:
    made = pdf.pdf_of(HttpResponse(f"<html lang=en><title>x</title><p>{HOME}</p>"), "x.pdf")
    assert any(plain(HOME) in part for part in words_of(made.content, "application/pdf"))


def test_what_was_answered_is_noted_with_its_ways_and_given_on_unchanged() -> None:
    request = RequestFactory().post("/people/?page=2", {"profile": "family", "said": "Isla’s Mum"})
    request.resolver_match = None
    parts = StreamingHttpResponse([b"one ", b"two"], content_type="text/csv; charset=utf-8")
    parts["Content-Disposition"] = 'attachment; filename="Isla.csv"'
    found = read(answered(request, parts))
    assert (found.what, found.profile, found.path) == ("file", "family", "/people/")
    assert "isla.csv" in found.address
    assert "page=2" in found.address
    assert "isla's mum" in found.typed
    assert found.words == ("one two",)
    assert b"".join(parts) == b"one two"


def test_an_address_is_read_as_people_write_it() -> None:
    line = {
        "path": "/people/?q=Isla+Mae%20Tarrant",
        "location": "",
        "file": "",
        "kind": "text/html",
    }
    nobody = dict.fromkeys(("role", "user", "agency", "partnership", "profile", "typed"), "")
    noted = {**line, **nobody, "status": 200, "at": "2026-11-26T09:00:00+00:00"}
    found = read({**noted, "body": b64encode(b"").decode()})
    assert "isla mae tarrant" in found.address


def test_log_lines_are_read_to_the_last(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_text("first\nfault at 14 Mill Row")
    found = logged(tmp_path / "web.log", tmp_path / "never.log")
    assert any(plain(HOME) in words for words in found.words)
    assert isinstance(found, Answer)

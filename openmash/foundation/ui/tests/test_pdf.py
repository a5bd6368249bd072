"""A page as a PDF: in our typeface, tagged, fetching nothing, and without what the paper leaves out."""

from __future__ import annotations

import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from io import BytesIO
from threading import Event, Thread
from typing import Any

import pytest
from django.http import HttpResponse
from django.templatetags.static import static
from PIL import ImageFile
from pypdf import PdfReader

from openmash.foundation.ui import pdf

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Enquiry BR-26-7H2H-E</title>
<link rel="stylesheet" href="{sheet}"></head><body><h1>Tia and Zoë</h1>
<p class="om-foot-of-sheets">Printed by Tom Ashdown</p>
<p class="om-screen-only">Kept off paper</p>
<div class="govuk-notification-banner">Said once, on the screen</div>
<img src="{elsewhere}" alt="A picture"><img src="file:///etc/hostname" alt="A file">
<p style="break-before: page">The second sheet</p></body></html>"""


def made(elsewhere: str = "http://127.0.0.1:9/never") -> PdfReader:
    page = HttpResponse(PAGE.format(sheet=static("openmash/openmash.css"), elsewhere=elsewhere))
    answer = pdf.pdf_of(page, "enquiry-BR-26-7H2H-E.pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="enquiry-BR-26-7H2H-E.pdf"'
    return PdfReader(BytesIO(answer.content))


@pytest.mark.skipif(not pdf.is_possible(), reason="this machine has no Pango")
def test_every_sheet_says_whose_it_is_and_nothing_hidden_is_in_it() -> None:
    file = made()
    sheets = [page.extract_text() for page in file.pages]
    assert len(sheets) == 2
    for sheet in sheets:
        assert "Printed by Tom Ashdown" in sheet
    for kept in ("Kept off paper", "Said once"):
        assert kept not in "".join(sheets)


@pytest.mark.skipif(not pdf.is_possible(), reason="this machine has no Pango")
def test_it_is_tagged_and_in_our_typeface() -> None:
    file = made()
    catalogue: Any = file.root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    used: list[Any] = [page["/Resources"] for page in file.pages]
    fonts = [font.get_object()["/BaseFont"] for one in used for font in one["/Font"].values()]
    assert fonts
    assert all("Atkinson" in font for font in fonts)


@pytest.mark.skipif(not pdf.is_possible(), reason="this machine has no Pango")
def test_half_a_picture_is_refused_also_after_a_pdf_was_made() -> None:
    made()
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_two_who_ask_at_once_leave_half_a_picture_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second looks while the first still loads: what the library set must not be kept."""
    second_looked = Event()

    class Flag:
        looks, value = 0, False

        @property
        def LOAD_TRUNCATED_IMAGES(self) -> bool:  # noqa: N802  # as Pillow spells it
            self.looks += 1
            if self.looks > 1:
                second_looked.set()
            return self.value

        @LOAD_TRUNCATED_IMAGES.setter
        def LOAD_TRUNCATED_IMAGES(self, value: bool) -> None:  # noqa: N802
            self.value = value

    flag = Flag()

    class Loading(MetaPathFinder, Loader):
        def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
            return ModuleSpec(name, self) if name == "weasyprint" else None

        def exec_module(self, module: object) -> None:
            flag.value = True
            second.start()
            second_looked.wait(0.3)  # with the lock it cannot look before we are done

    monkeypatch.setattr(pdf, "ImageFile", flag)
    monkeypatch.setattr(sys, "meta_path", [Loading(), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    second = Thread(target=pdf.is_possible.__wrapped__)
    assert pdf.is_possible.__wrapped__()
    second.join()
    sys.modules.pop("weasyprint", None)  # ours, not the library
    assert flag.looks == 2
    assert not flag.value


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/static/openmash/openmash.css",
        "file:///etc/hostname",
        "http://page.invalid/etc/hostname",
        "http://page.invalid/static/../../README.md",
        "http://page.invalid/static/%2e%2e/%2e%2e/README.md",
        "http://page.invalid.elsewhere.example/static/openmash/openmash.css",
    ],
)
def test_nothing_is_fetched_from_elsewhere(address: str) -> None:
    with pytest.raises(ValueError, match="nothing from elsewhere"):
        pdf.own_file(address)

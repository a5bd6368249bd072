"""What a file is, by what is in it; what is refused, and with which words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import IFD

from openmash.foundation.files.kinds import Kind, Unfit, office, pictures, plain
from openmash.foundation.files.kinds.looking import look_at
from openmash.foundation.files.tests.builders import (
    EXCEL,
    a_document,
    a_pdf,
    a_picture,
    an_archive,
)

ALL = frozenset(Kind)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (a_picture(), Kind.JPEG),
        (a_picture("PNG"), Kind.PNG),
        (a_pdf(), Kind.PDF),
        (a_document(), Kind.WORD),
        (a_document(main=EXCEL), Kind.EXCEL),
        ("Mae hi’n drist.\r\nMZ saw it too.".encode(), Kind.TEXT),
        ("Ŵy".encode("utf-16"), Kind.TEXT),
        (b"caf\xe9", Kind.TEXT),
    ],
)
def test_six_kinds_are_known_by_their_content(content: bytes, kind: Kind) -> None:
    assert look_at(content, ALL).kind == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", plain.EMPTY),
        (b"\xff\xfe", plain.EMPTY),
        (b" \r\n", plain.EMPTY),
        (b"<!DOCTYPE html><script>alert(1)</script>", plain.WEB),
        (b"Hello <ScRiPt src=//x>", plain.WEB),
        (b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', plain.WEB),
        (b"MZ\x90\x00" + bytes(99), "This is a program. It was not taken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), plain.OLD_OFFICE),
        (b"\0\0\0\x18ftypheic\0\0\0\0", plain.HEIC),
        (b"{\\rtf1 hello}", plain.RTF),
        (b"GIF89a" + bytes(40), plain.UNKNOWN),
        (a_pdf(b"/Encrypt 5 0 R"), plain.LOCKED),
        (a_pdf()[:-7], plain.CUT),
        (a_pdf() + a_document() + b"%%EOF", plain.TWO),
        (a_picture()[:900], pictures.BROKEN),
        (an_archive({"letter.pdf": a_pdf()}), office.ARCHIVE),
        (a_document()[:-30], office.BROKEN),
        (a_document({"word/vbaProject.bin": b"Sub AutoOpen"}), office.MACROS),
        (a_document(main=b"application/vnd.ms-word.document.macroEnabled.main+xml"), office.MACROS),
        (a_document({"word/activeX/activeX1.bin": b"x"}), office.MACROS),
        (a_document({"xl/macrosheets/sheet1.xml": b"x"}), office.MACROS),
        (a_document({"word/embeddings/oleObject1.bin": b"x"}), office.INSIDE),
        (a_document({"word/media/more.zip": an_archive({"a": b"b"})}), office.INSIDE),
        (
            a_document({"word/_rels/settings.xml.rels": b'<Relationship Type="x/attachedTemplate"'
                        b' Target="http://evil.example/t.dotm" TargetMode="External"/>'}),
            office.FETCHES,
        ),
        (a_document({"word/bomb.xml": bytes(50_000_000)}), office.BOMB),
        (a_document({f"word/p{n}.xml": b"" for n in range(5_001)}), office.BOMB),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_said_in_words(content: bytes, said: str) -> None:
    with pytest.raises(Unfit) as refused:
        look_at(content, ALL)
    assert str(refused.value) == said


def test_a_link_that_a_reader_presses_is_no_reason_to_refuse() -> None:
    rels = (b'<Relationship Type="http://x/relationships/hyperlink" Target="https://nhs.uk"'
            b' TargetMode="External"/>')  # fmt: skip
    assert look_at(a_document({"word/_rels/document.xml.rels": rels}), ALL).kind == Kind.WORD


def test_a_locked_archive_is_refused() -> None:
    content = bytearray(a_document())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := content.find(sign, place + 1)) >= 0:
            content[place + at] |= 1
    with pytest.raises(Unfit, match="password"):
        look_at(bytes(content), ALL)


def test_the_sizes_an_archive_tells_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_UNPACKED", 4_000_000)
    content = a_document({"word/a.xml": bytes(3_000_000), "word/b.xml": bytes(3_000_000)})
    told = bytearray(content)
    for info in zipfile.ZipFile(io.BytesIO(content)).infolist():
        if info.file_size > 1_000:
            size = info.file_size.to_bytes(4, "little")
            told = bytearray(bytes(told).replace(size, (9).to_bytes(4, "little")))
    with pytest.raises(Unfit):
        look_at(bytes(told), ALL)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_loses_its_place_and_stands_upright(form: str) -> None:
    came = a_picture(form)
    assert Image.open(io.BytesIO(came)).getexif().get_ifd(IFD.GPSInfo)
    fit = look_at(came, ALL)
    for kept in (fit.content, fit.preview):
        picture = Image.open(io.BytesIO(kept))
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert picture.size == (200, 300)
        assert b"Telephone Maker" not in kept
        assert b"xmpmeta" not in kept


def test_what_hangs_behind_a_picture_is_gone() -> None:
    came = a_picture() + b"<script>alert(1)</script>" + a_document()
    assert b"script" not in look_at(came, ALL).content


def test_a_picture_of_far_too_many_dots_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1_000)
    with pytest.raises(Unfit, match="million dots"):
        look_at(a_picture(), ALL)


def test_a_large_picture_is_made_smaller() -> None:
    fit = look_at(a_picture(size=(5000, 1000), gps=False), ALL)
    assert Image.open(io.BytesIO(fit.content)).width <= pictures.LONGEST_SIDE
    assert Image.open(io.BytesIO(fit.preview)).width <= pictures.PREVIEW_SIDE


def test_a_partnership_may_take_fewer_kinds() -> None:
    with pytest.raises(Unfit, match="takes no file of this kind"):
        look_at(b"words", frozenset({Kind.PDF}))


@given(st.binary(max_size=400), st.sampled_from([a_picture, a_pdf, a_document, bytes]))
def test_whatever_comes_is_taken_or_refused_in_words(more: bytes, of: Callable[[], bytes]) -> None:
    whole = of()
    cut = len(more) % (len(whole) + 1)
    with suppress(Unfit):
        assert look_at(whole[:cut] + more, ALL).content

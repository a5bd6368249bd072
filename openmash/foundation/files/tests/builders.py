"""Files of every kind, made here: nothing is read from a disk."""

from __future__ import annotations

import io
import zipfile

from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TYPES = b'<?xml version="1.0"?><Types><Override PartName="/x.xml" ContentType="%s"/></Types>'
RELS = b'<Relationships><Relationship Id="a" Type="t" Target="x.xml"/></Relationships>'


def a_picture(form: str = "JPEG", *, gps: bool = True, size: tuple[int, int] = (300, 200)) -> bytes:
    """A drawing of a house, photographed with the place it was taken at, lying on its side."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((40, 40, size[0] // 2, size[1] // 2), outline="red", width=6)
    exif = Image.Exif()
    if gps:
        exif[Base.Make] = "Telephone Maker"
        exif[Base.Orientation] = 6
        place = exif.get_ifd(IFD.GPSInfo)
        place[GPS.GPSLatitude], place[GPS.GPSLatitudeRef] = (52.0, 30.0, 0.0), "N"
    out = io.BytesIO()
    more = {"xmp": b"<x:xmpmeta>51.5,-0.1</x:xmpmeta>"} if form == "JPEG" else {}
    picture.save(out, form, exif=exif, **more)
    return out.getvalue()


def an_archive(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_document(more: dict[str, bytes] | None = None, *, main: bytes = WORD) -> bytes:
    """A Word document, with these parts besides."""
    parts = {"[Content_Types].xml": TYPES % main, "_rels/.rels": RELS,
             "word/document.xml": b"<w:document>Dear colleague</w:document>"}  # fmt: skip
    return an_archive(parts | (more or {}))


def a_pdf(words: bytes = b"Dear colleague") -> bytes:
    """As much of a PDF as is looked at."""
    return b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n" + words + b"\ntrailer <<>>\n%%EOF\n"

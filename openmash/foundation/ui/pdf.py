"""A page that is made for paper, as a PDF: tagged for screen readers, in our typeface, fetching nothing."""

from __future__ import annotations

import mimetypes
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.http import HttpResponse
from PIL import ImageFile

OURS = "http://page.invalid/"  # no such place: addresses are looked up among our own files
_loading = Lock()
# About 500 facts: 11 seconds of processor where it was measured. While it lays out, a thread and its
# transaction wait, and a server that gives a request half a minute must not cut it off.
MOST = 250_000


@cache
def is_possible() -> bool:
    """Whether this machine can lay out a PDF: the library draws its letters with Pango, a system part."""
    with _loading:  # a second thread in the midst of it would keep what the library sets
        strict = ImageFile.LOAD_TRUNCATED_IMAGES
        try:
            import weasyprint  # noqa: F401, PLC0415  # looked for only where a PDF is asked for
        except OSError:
            return False
        finally:
            # it lets half a picture pass, in the whole process: also what somebody sends to the hub
            ImageFile.LOAD_TRUNCATED_IMAGES = strict
    return True


def is_too_long(page: HttpResponse) -> bool:
    """Whether laying it out would take longer than people and servers wait; a browser prints it."""
    return len(page.content) > MOST


def pdf_of(page: HttpResponse, name: str) -> HttpResponse:
    """Hand the page over as a file, never shown within another page. `name` holds no person's name.

    What the print style leaves out is not in the file, hidden or otherwise.
    """
    if not is_possible():
        raise RuntimeError("This server has no Pango")
    from weasyprint import HTML  # noqa: PLC0415  # see is_possible

    drawn = HTML(string=page.content.decode(), base_url=OURS, url_fetcher=_fetcher())
    made = drawn.write_pdf(pdf_tags=True, pdf_variant="pdf/ua-1")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _fetcher() -> Any:
    """Hands out our own style sheet and typefaces; a picture or link from elsewhere is never fetched."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  # see is_possible

    class OwnFiles(URLFetcher):  # type: ignore[misc]  # the library is untyped
        def fetch(self, url: str, headers: object = None) -> Any:
            file = own_file(url)
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": _type_of(file)})

    return OwnFiles()


def own_file(url: str) -> Path:
    """The built file that an address of ours means. Raises ValueError for every other address."""
    root = Path(settings.STATIC_ROOT).resolve()
    own = urljoin(OURS, settings.STATIC_URL)
    file = (root / unquote(urlsplit(url).path.removeprefix(urlsplit(own).path))).resolve()
    if not url.startswith(own) or not file.is_relative_to(root) or not file.is_file():
        raise ValueError("A PDF holds nothing from elsewhere")
    return file


def _type_of(file: Path) -> str:
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"

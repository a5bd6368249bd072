"""What a page takes while it arrives: nothing larger is kept, neither in memory nor on the disk.

Only pages that take files with something say so (`takes_files`); an import has its own limit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MOST_MEGABYTES = 25
MOST = MOST_MEGABYTES * 1024 * 1024
MOST_TOGETHER = 4 * MOST

View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """This page takes files with what is typed there, within the limits above."""
    view.takes_files = True  # type: ignore[attr-defined]  # read below
    return view


def _is_for(request: HttpRequest | None) -> bool:
    found = getattr(request, "resolver_match", None)
    return bool(found and getattr(found.func, "takes_files", False))


class NoLarger(FileUploadHandler):
    """Stands before Django's own: what goes over is read to its end and thrown away, and said."""

    together = 0

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803  # as Django calls it
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Before the first piece: whether this page takes files at all."""
        self.is_for = _is_for(self.request)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Let it through while it is small enough, alone and with the others."""
        if not self.is_for:
            return raw_data
        self.together += len(raw_data)
        if start + len(raw_data) > MOST or self.together > MOST_TOGETHER:
            self.request.too_large = True  # type: ignore[union-attr]  # ours, read by `received`
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """Whoever comes next keeps it."""
        return None

"""Nothing larger than this is kept while it arrives: neither in memory nor on the disk."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST_MEGABYTES = 25
MOST = MOST_MEGABYTES * 1024 * 1024


class NoLarger(FileUploadHandler):
    """Stands before Django's own: what goes over is read to its end and thrown away, and said."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Let it through while it is small enough."""
        if start + len(raw_data) > MOST:
            self.request.too_large = True  # type: ignore[union-attr]  # ours, read by `received`
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """Whoever comes next keeps it."""
        return None

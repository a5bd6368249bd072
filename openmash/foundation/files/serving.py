"""Handing a file out: only a clean one, for downloading, under a name that tells nothing of a child."""

from __future__ import annotations

from django.http import HttpResponse

from openmash.core.refusals import NotReady
from openmash.foundation.files.belonging import Owner
from openmash.foundation.files.kinds import SHAPES, Kind
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.queries import content_of
from openmash.foundation.files.states import FileState

# Whatever a browser makes of it runs nothing, loads nothing and belongs to no site.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def downloaded(one: StoredFile, owner: Owner) -> HttpResponse:
    """The file as it is kept, to be saved and never shown inside the browser."""
    _refuse_unless_clean(one)
    shape = SHAPES[Kind(one.kind)]
    name = f"{owner.reference.lower()}-file-{one.number}.{shape.ending}"
    held = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    content = bytes(content_of(one).content)
    return HttpResponse(content, content_type=shape.media_type, headers=held)


def pictured(one: StoredFile) -> HttpResponse:
    """The small picture that was drawn when it came."""
    _refuse_unless_clean(one)
    held = {**HEADERS, "Content-Disposition": "inline"}
    preview = bytes(content_of(one).preview)
    if not preview:
        raise NotReady("This is not a picture: download it")
    return HttpResponse(preview, content_type="image/jpeg", headers=held)


def _refuse_unless_clean(one: StoredFile) -> None:
    if one.state != FileState.CLEAN:
        raise NotReady("This file cannot be opened")

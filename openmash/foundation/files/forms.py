"""The files of a page, as they came, and what is asked about one; nothing here looks into them."""

from __future__ import annotations

from django.http import HttpRequest

from openmash.core.refusals import NotReady
from openmash.foundation.files.commands import NewFile
from openmash.foundation.files.uploading import MOST_MEGABYTES, MOST_TOGETHER
from openmash.foundation.ui.fields import LongTextField
from openmash.foundation.ui.forms import Form

FIELD = "files"
WHOLE = "whole"  # stands after the files: where it is missing, the page was cut off on its way


def has_files(request: HttpRequest) -> bool:
    """Whether somebody chose a file, even one that was too large to be kept."""
    return bool(request.FILES.getlist(FIELD)) or hasattr(request, "too_large")


def received(request: HttpRequest) -> list[NewFile]:
    """The files that somebody chose; refused when one is far too large, or when the page was cut off."""
    if hasattr(request, "too_large"):
        most = MOST_TOGETHER // (1024 * 1024)
        raise NotReady(
            f"A file is larger than {MOST_MEGABYTES} megabytes, or all together are larger than {most}."
            " No file was added"
        )
    sent = request.FILES.getlist(FIELD)
    if not sent:
        raise NotReady("Choose a file first")
    if request.POST.get(WHOLE) != "yes":
        raise NotReady("The files did not arrive whole. Add them again")
    return [NewFile(one.name or "", one.read()) for one in sent]


class ErrorForm(Form):
    """Why a file does not belong here."""

    reason = LongTextField(
        "Why does it not belong here?",
        missing="Say why it does not belong here",
        hint="It stays on record with this reason, and nobody can open it any more.",
        rows=3,
    )

"""What a press on a page does to the files there: those that were chosen are added, one is taken out."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from django.http import HttpRequest

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.files import commands as do
from openmash.foundation.files.access import get_file
from openmash.foundation.files.forms import has_files, received

ADD, OUT = "files", "out-"
Add = Callable[[Sequence[do.NewFile]], int]


def take_files(
    request: HttpRequest, about: str, then: str, *, by: Actor, add: Add | None = None
) -> int:
    """Add what was chosen, whatever button was pressed; how many files are new here.

    Whoever chooses a file and presses “send” has added it; a file that is refused sends nothing. `add`
    is what the part does that files come with, where adding means more than keeping them.
    """
    if then.startswith(OUT):
        _take_out(then.removeprefix(OUT), about, by)
    if then == ADD or has_files(request):
        new = received(request)
        return add(new) if add else do.add_files(about, new, by=by)
    return 0


def _take_out(key: str, about: str, by: Actor) -> None:
    try:
        one, _ = get_file(by, uuid.UUID(key))
    except ValueError as wrong:
        raise NotFound("There is no such file for you") from wrong
    if one.about != about:
        raise NotFound("There is no such file for you")
    do.take_back(one, by=by)

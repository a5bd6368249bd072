"""The environment of our own pages: strict, escaping, with the product's words for time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from openmash.foundation.ui import wording
from openmash.foundation.ui.components import components


def environment(**options: Any) -> Environment:
    """Built for Django's Jinja2 backend; a misspelt name raises (decision record 0008)."""
    options.update(undefined=StrictUndefined, autoescape=True)
    options.update(trim_blocks=True, lstrip_blocks=True)
    made = Environment(**options)  # noqa: S701  # autoescape is set above
    made.globals.update(url=url, static=static, script=script, govuk=components())
    made.filters.update(_FILTERS)
    return made


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def script(name: str) -> Markup:
    """One of our scripts, as a module: `script("live.js")`."""
    return Markup('<script type="module" src="{}"></script>').format(static(f"openmash/{name}"))


def _relative(say: Callable[[Any, datetime], str]) -> Callable[[Context, Any], str]:
    """A filter that takes `now` from the page; a macro has to be imported `with context`."""

    @pass_context
    def filtered(context: Context, value: Any) -> str:
        shell = context.get("shell")
        if shell is None:
            raise LookupError("This page has no `shell`; import macros that say times with context")
        return say(value, shell.now)

    return filtered


_FILTERS: dict[str, Callable[..., Any]] = {
    "when": _relative(wording.when),
    "at_when": _relative(wording.at_when),
    "short_when": _relative(wording.short_when),
    "day": _relative(wording.day),
    "age": _relative(wording.age),
    "full_when": wording.full_when,
    "time": wording.time_of_day,
    "to_the_second": wording.to_the_second,
    "long_date": wording.long_date,
    "short_date": wording.short_date,
    "duration": wording.duration,
    "count_of": wording.count,
    "listed": wording.listed,
    "tel": wording.tel,
}

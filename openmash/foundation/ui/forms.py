"""Forms that keep what was typed and say what is wrong, where, and how to put it right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from markupsafe import Markup

from openmash.core.refusals import Placed
from openmash.foundation.ui.choosing import Choosing
from openmash.foundation.ui.components import draw
from openmash.foundation.ui.drawing import Drawn


class Form(forms.Form):
    """A form of our fields; `versions` are the versions that saving while typing starts from."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
        prefix: str | None = None,
        versions: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(
            data,
            auto_id="f-%s",
            prefix=prefix,
            initial=dict(initial or {}),
            use_required_attribute=False,
        )
        self.versions = dict(versions or {})

    def __iter__(self) -> Iterator[Drawn]:
        for name in self.fields:
            yield self[name]

    def __getitem__(self, name: str) -> Drawn:
        found = super().__getitem__(name)
        if not isinstance(found, Drawn):
            raise TypeError(f"The field {name} cannot draw itself")
        return found

    def full_clean(self) -> None:
        """Check all answers; a question that was not opened need not be answered."""
        unopened = self._unopened() if self.is_bound else frozenset()
        for name in unopened:
            self.fields[name].required = False
        super().full_clean()
        for name in unopened & self.cleaned_data.keys() if self.is_bound else ():
            self.cleaned_data[name] = self.fields[name].to_python(None)

    def drawn(self) -> Markup:
        """All questions in order, those that a choice opens inside it."""
        inside = {name for _, _, name in self._openings()}
        return Markup("").join(bound.as_govuk() for bound in self if bound.name not in inside)

    def add_refusals(self, reasons: Iterable[str | tuple[str, str]]) -> None:
        """Show why the product said no: words alone, or a field's name and words."""
        if not hasattr(self, "cleaned_data"):
            self.cleaned_data = {}
        _ = self.errors
        for reason in reasons:
            field, text = _place_of(reason)
            self.add_error(field if field in self.fields else None, text)

    def error_summary(self, links: Mapping[str, str] | None = None) -> Markup:
        """Everything wrong, each a link to its place; `links` leads reasons to theirs."""
        found = self.error_list(links or {})
        if not found:
            return Markup("")
        return draw(
            "error_summary",
            {
                "title_text": "There is a problem",
                "description_text": "What you typed is still here.",
                "error_list": found,
            },
        )

    def error_list(self, links: Mapping[str, str]) -> list[dict[str, str]]:
        """The lines of the error summary, in the order of the page; reasons of rules come first.

        A reason that nobody gave a place leads to the form's first question: every line leads somewhere.
        """
        first = next((bound.error_href for bound in self if not bound.is_hidden), "")
        said = [str(text) for text in self.non_field_errors()]
        lines = [_line(text, links.get(text) or first) for text in said]
        for bound in self:
            lines += [_line(str(text), bound.error_href) for text in bound.errors]
        return lines

    def _openings(self) -> Iterator[tuple[str, str, str]]:
        """Which choice of which question opens which other question."""
        for name, field in self.fields.items():
            if isinstance(field, Choosing):
                for code in field.conditional:
                    yield from ((name, code, opened) for opened in field.revealed_by(code))

    def _unopened(self) -> frozenset[str]:
        openings = list(self._openings())
        opened = {inner for name, code, inner in openings if code in self._chosen(name)}
        return frozenset(inner for _, _, inner in openings) - opened

    def _chosen(self, name: str) -> list[str]:
        value = self[name].data or []
        return [value] if isinstance(value, str) else list(value)


def _place_of(reason: str | tuple[str, str]) -> tuple[str, str]:
    if isinstance(reason, Placed):
        return reason.field, str(reason)
    return ("", reason) if isinstance(reason, str) else reason


def _line(text: str, href: str) -> dict[str, str]:
    return {"text": text, "href": href} if href else {"text": text}

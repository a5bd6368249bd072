"""A field on a page: its label, hint, error and value, drawn as a GOV.UK component."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from openmash.foundation.ui.fields import GovField


class Drawn(BoundField):
    """A bound field that draws itself wherever a template writes `{{ form.name }}`."""

    field: GovField

    def as_govuk(self, **over: Any) -> Markup:
        """The whole component; `over` changes parameters of the component for this page."""
        drawn = self.field.draw(self, over)
        version = getattr(self.form, "versions", {}).get(self.name)
        return drawn if version is None else drawn + hidden(f"v:{self.html_name}", version)

    def __html__(self) -> Markup:  # type: ignore[override]  # Markup is Jinja's safe string
        return self.as_govuk()

    def __str__(self) -> Markup:  # type: ignore[override]  # as above
        return self.as_govuk()

    @property
    def element_id(self) -> str:
        """The id that the label and the hint belong to."""
        return str(self.auto_id)

    @property
    def error_href(self) -> str:
        """Where the error summary leads: the input, or the part of it that is wrong."""
        return "#" + self.field.first_input_id(self)

    @property
    def error(self) -> dict[str, str] | None:
        """The first thing wrong with the answer, as a component parameter."""
        found = self.errors
        return {"text": str(found[0])} if found else None

    @property
    def error_code(self) -> str:
        """The code of the first error, which a date uses to say which part is wrong."""
        found = self.form.errors.get(self.name)
        return str(found.as_data()[0].code or "") if found else ""

    def common(self) -> dict[str, Any]:
        """What every component takes: id, name, hint, error, classes, attributes."""
        field = self.field
        return {
            "id": self.element_id,
            "name": self.html_name,
            "hint": _words(field.hint),
            "error_message": self.error,
            "classes": field.classes,
            "attributes": dict(field.attributes),
        }

    def heading(self, kind: str) -> dict[str, Any]:
        """The label or the legend, in its size, alone or as the heading of the page."""
        size = f"govuk-{kind}--{self.field.size}" if self.field.size else ""
        return {
            **_label(self.field),
            "classes": size,
            "is_page_heading": self.field.page_heading,
        }


class ThreeInputs(forms.Widget):
    """The day, the month and the year of a date, each as typed."""

    parts = ("day", "month", "year")

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> tuple[str, ...]:
        return tuple(str(data.get(f"{name}-{part}", "")).strip() for part in self.parts)

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> bool:
        return all(f"{name}-{part}" not in data for part in self.parts)


class ManyValues(forms.Widget):
    """All the values sent under one name, the empty ones left out."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> list[str]:
        sent = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name) or []
        return [str(value) for value in ([sent] if isinstance(sent, str) else sent) if value]


def hidden(name: str, value: object) -> Markup:
    """A hidden input."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def keep_lines(text: str) -> Markup:
    """Text for a textarea whose line ends survive a component's indenting and a browser's eating."""
    first = "&#10;" if text.startswith("\n") else ""
    return Markup(first) + Markup(str(escape(text)).replace("\n", "&#10;"))  # noqa: S704  # escaped


def _words(text: str) -> dict[str, str] | None:
    return None if not text else {"html": text} if isinstance(text, Markup) else {"text": text}


def _label(field: GovField) -> dict[str, Any]:
    label = field.label or ""
    if field.mark_optional and not field.required:
        return {"html": escape(label) + Markup(' <span class="om-optional">(optional)</span>')}
    return {"html": label} if isinstance(label, Markup) else {"text": label}

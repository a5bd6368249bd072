"""Questions answered by writing: a line, many lines, a number, a time, a telephone number."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from markupsafe import Markup

from openmash.core.text import clean
from openmash.foundation.ui.asking import GovField, as_typed, refuse_longer
from openmash.foundation.ui.components import draw
from openmash.foundation.ui.drawing import Drawn, hidden, keep_lines
from openmash.foundation.ui.typed import read_number, read_time


class TextField(GovField):
    """One line."""

    kind = "text"

    def __init__(
        self,
        label: str,
        *,
        max_length: int = 250,
        width: int | None = None,
        autocomplete: str = "off",
        inputmode: str = "",
        spellcheck: bool | None = None,
        suffix: str = "",
        **common: Any,
    ) -> None:
        super().__init__(label, **common)
        self.max_length, self.width, self.autocomplete = max_length, width, autocomplete
        self.inputmode, self.spellcheck, self.suffix = inputmode, spellcheck, suffix

    def to_python(self, value: Any) -> Any:
        """The words on one line, without control characters and outer blanks."""
        return " ".join(clean(str(value or "")).split("\n")).strip()

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, str):
            refuse_longer(value, self.max_length)

    def draw(self, bound: Drawn, over: Mapping[str, Any]) -> Markup:
        params = bound.common() | {
            "label": bound.heading("label"),
            "value": as_typed(bound.value()),
            "type": self.kind,
            "autocomplete": self.autocomplete,
            "inputmode": self.inputmode,
            "spellcheck": self.spellcheck,
            "suffix": {"text": self.suffix} if self.suffix else None,
        }
        width = f" govuk-input--width-{self.width}" if self.width else ""
        return draw("input", params | {"classes": self.classes + width} | dict(over))


class PhoneField(TextField):
    """A telephone number, kept as typed and never refused for its looks (eMARF §8)."""

    kind = "tel"

    def __init__(self, label: str, *, width: int | None = 20, **common: Any) -> None:
        super().__init__(label, width=width, **common)


class IntegerField(TextField):
    """A whole number, or nothing."""

    def __init__(
        self, label: str, *, low: int | None = None, high: int | None = None, **common: Any
    ) -> None:
        super().__init__(label, inputmode="numeric", **({"width": 4} | common))
        self.low, self.high = low, high

    def to_python(self, value: Any) -> int | None:
        return read_number(super().to_python(value), self.low, self.high)


class TimeField(TextField):
    """A time of day as people type it: 16:45, 4.45pm."""

    def __init__(self, label: str, **common: Any) -> None:
        super().__init__(label, **({"width": 5} | common))

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        return value if isinstance(value, time) else read_time(super().to_python(value))


class LongTextField(GovField):
    """Many lines. Control characters go, line ends are made one kind, all else stays as typed."""

    def __init__(
        self,
        label: str,
        *,
        max_length: int = 20_000,
        rows: int = 6,
        count: bool = False,
        **common: Any,
    ) -> None:
        super().__init__(label, **common)
        self.max_length, self.rows, self.count = max_length, rows, count

    def to_python(self, value: Any) -> str:
        text = clean(str(value or ""))
        return text if text.strip() else ""

    def validate(self, value: Any) -> None:
        super().validate(value)
        refuse_longer(value, self.max_length)

    def draw(self, bound: Drawn, over: Mapping[str, Any]) -> Markup:
        params = bound.common() | {
            "label": bound.heading("label"),
            "value": keep_lines(clean(as_typed(bound.value()))),
            "rows": str(self.rows),
        }
        counted = {"maxlength": str(self.max_length)} if self.count else {}
        return draw("character_count" if self.count else "textarea", params | counted | dict(over))


class HiddenField(GovField):
    """A value that the page carries along."""

    NOT_COMPLETE = "The page was not complete. Load it again"

    def __init__(self, *, initial: Any = None, required: bool = False) -> None:
        super().__init__("", initial=initial, required=required, missing=self.NOT_COMPLETE)
        self.widget = forms.HiddenInput()

    def to_python(self, value: Any) -> Any:
        return clean(str(value or ""))

    def draw(self, bound: Drawn, over: Mapping[str, Any]) -> Markup:
        return hidden(bound.html_name, as_typed(bound.value()))


class KeyField(HiddenField):
    """The key of what is to be made, made with the page: pressing twice makes it once."""

    def __init__(self) -> None:
        super().__init__(initial=uuid.uuid4, required=True)

    def to_python(self, value: Any) -> uuid.UUID | None:
        """A key that cannot be one came from a page that was tampered with."""
        text = super().to_python(value)
        try:
            return uuid.UUID(text) if text else None
        except ValueError as wrong:
            raise ValidationError(self.NOT_COMPLETE) from wrong

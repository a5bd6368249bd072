"""The question for a date: three inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from openmash.foundation.ui.asking import GovField
from openmash.foundation.ui.components import draw
from openmash.foundation.ui.drawing import Drawn, ThreeInputs
from openmash.foundation.ui.typed import read_three

_WIDTHS = {"day": 2, "month": 2, "year": 4}


class DateField(GovField):
    """A day, month and year, each as typed; `called` names the date in what is said about it."""

    heading_kind = "legend"

    def __init__(self, label: str, *, called: str = "The date", **common: Any) -> None:
        super().__init__(label, widget=ThreeInputs(), **common)
        self.called = called

    def to_python(self, value: Any) -> date | None:
        return value if isinstance(value, date) else read_three(value or ("", "", ""), self.called)

    def first_input_id(self, bound: Drawn) -> str:
        part = bound.error_code
        return f"{bound.element_id}-{part if part in _WIDTHS else 'day'}"

    def draw(self, bound: Drawn, over: Mapping[str, Any]) -> Markup:
        typed = _three(bound.value())
        params = bound.common() | {
            "fieldset": {"legend": bound.heading("fieldset__legend")},
            "items": [
                self._input(bound, part, text) for part, text in zip(_WIDTHS, typed, strict=True)
            ],
        }
        return draw("date_input", params | dict(over))

    def _input(self, bound: Drawn, part: str, text: str) -> dict[str, Any]:
        wrong = bound.error_code in (part, "required") or (
            bool(bound.errors) and bound.error_code not in _WIDTHS
        )
        red = " govuk-input--error" if wrong else ""
        return {
            "id": f"{bound.element_id}-{part}",
            "name": f"{bound.html_name}-{part}",
            "label": part.title(),
            "classes": f"govuk-input--width-{_WIDTHS[part]}{red}",
            "value": text,
            "autocomplete": "off",
        }


def _three(value: Any) -> Sequence[str]:
    if isinstance(value, date):
        return (str(value.day), str(value.month), str(value.year))
    return value or ("", "", "")

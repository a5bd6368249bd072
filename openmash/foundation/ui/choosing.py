"""Questions answered by choosing: radios, checkboxes, a select."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from markupsafe import Markup

from openmash.core.text import clean
from openmash.foundation.ui.asking import GovField, as_typed
from openmash.foundation.ui.components import draw
from openmash.foundation.ui.drawing import Drawn, ManyValues, hidden

Choice = tuple[str | None, str] | tuple[str | None, str, str]


class Choosing(GovField):
    """Radios, checkboxes and selects: codes with words, and perhaps a hint for each."""

    heading_kind = "legend"
    component: ClassVar[str] = "radios"

    def __init__(
        self,
        label: str,
        choices: Sequence[Choice],
        *,
        conditional: Mapping[str, str | tuple[str, ...]] | None = None,
        inline: bool = False,
        small: bool = False,
        **common: Any,
    ) -> None:
        super().__init__(label, **common)
        self.choices: Sequence[Choice] = choices
        self.conditional = dict(conditional or {})
        self.inline, self.small = inline, small

    def revealed_by(self, code: str) -> tuple[str, ...]:
        """The names of the questions that this choice opens."""
        names = self.conditional.get(code, ())
        return (names,) if isinstance(names, str) else names

    def refuse_unknown(self, chosen: Sequence[str]) -> None:
        """What is not on offer cannot be chosen."""
        offered = {choice[0] for choice in self.choices}
        if not offered.issuperset(chosen):
            raise ValidationError("Choose from the list", code="unknown")

    def draw(self, bound: Drawn, over: Mapping[str, Any]) -> Markup:
        chosen = bound.value() or []
        codes = [chosen] if isinstance(chosen, str) else [str(code) for code in chosen]
        params = bound.common() | {
            "id_prefix": bound.element_id,
            "fieldset": {"legend": bound.heading("fieldset__legend")},
            "items": [self._item(bound, choice, codes) for choice in self.choices],
            "classes": self._classes(),
        }
        return draw(self.component, params | dict(over))

    def _item(self, bound: Drawn, choice: Choice, codes: Sequence[str]) -> dict[str, Any]:
        code, words = choice[0], choice[1]
        if code is None:
            return {"divider": words}
        inner = Markup("").join(bound.form[name].as_govuk() for name in self.revealed_by(code))  # type: ignore[attr-defined]  # our forms bind Drawn
        return {
            "value": code,
            "html" if isinstance(words, Markup) else "text": words,
            "hint": choice[2] if len(choice) > 2 else None,
            "checked": code in codes,
            "conditional": {"html": inner} if inner else None,
        }

    def _classes(self) -> str:
        look = f"govuk-{self.component}--"
        parts = (self.classes, f"{look}inline" * self.inline, f"{look}small" * self.small)
        return " ".join(part for part in parts if part)


class ChoiceField(Choosing):
    """One of several, as radios; a choice may open further questions."""

    def to_python(self, value: Any) -> str:
        return clean(str(value or ""))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            self.refuse_unknown([value])


class SelectField(ChoiceField):
    """One of many, as a select."""

    component = "select"

    def __init__(
        self, label: str, choices: Sequence[Choice], *, first: str = "", **common: Any
    ) -> None:
        super().__init__(label, choices, **common)
        self.first = first

    def draw(self, bound: Drawn, over: Mapping[str, Any]) -> Markup:
        chosen = as_typed(bound.value())
        offered = [("", self.first), *((choice[0] or "", choice[1]) for choice in self.choices)]
        params = bound.common() | {
            "label": bound.heading("label"),
            "items": [{"value": c, "text": w, "selected": c == chosen} for c, w in offered],
        }
        return draw("select", params | dict(over))


class MultiChoiceField(Choosing):
    """Any of several, as checkboxes. A hidden empty value lets somebody unchoose them all."""

    component = "checkboxes"

    def __init__(self, label: str, choices: Sequence[Choice], **common: Any) -> None:
        super().__init__(label, choices, widget=ManyValues(), **common)

    def to_python(self, value: Any) -> list[str]:
        return [clean(str(code)) for code in value or []]

    def validate(self, value: Any) -> None:
        super().validate(value)
        self.refuse_unknown(value)

    def draw(self, bound: Drawn, over: Mapping[str, Any]) -> Markup:
        empty = {"form_group": {"before_inputs": {"html": hidden(bound.html_name, "")}}}
        return super().draw(bound, empty | dict(over))

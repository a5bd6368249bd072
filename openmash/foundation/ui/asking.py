"""What all questions share: label, hint, the words for a missing answer, and drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from markupsafe import Markup

from openmash.foundation.ui.drawing import Drawn


class GovField(forms.Field):
    """What all questions share. A question that must be answered says so in its own words."""

    bound_field_class = Drawn
    heading_kind: ClassVar[str] = "label"

    def __init__(  # noqa: PLR0913  # all but the label are named
        self,
        label: str,
        *,
        missing: str = "",
        hint: str = "",
        required: bool = True,
        initial: Any = None,
        size: str = "s",
        page_heading: bool = False,
        mark_optional: bool = False,
        classes: str = "",
        attributes: Mapping[str, str] | None = None,
        widget: forms.Widget | None = None,
    ) -> None:
        if required and not missing:
            raise ValueError(f"The question “{label}” must say what to do when it is not answered")
        super().__init__(required=required, widget=widget, label=label, initial=initial)
        self.error_messages["required"] = missing
        self.hint, self.size, self.page_heading = hint, size, page_heading
        self.mark_optional, self.classes = mark_optional, classes
        self.attributes = dict(attributes or {})

    def draw(self, bound: Drawn, over: Mapping[str, Any]) -> Markup:
        """The component with its label, hint, error and value."""
        raise NotImplementedError

    def first_input_id(self, bound: Drawn) -> str:
        """Where a link from the error summary leads."""
        return bound.element_id


def refuse_longer(text: str, longest: int) -> None:
    """Say by how much an answer is too long."""
    if len(text) > longest:
        raise ValidationError(
            f"Use {longest:,} characters or fewer; there are {len(text):,} now", code="long"
        )


def as_typed(value: Any) -> str:
    """What stands in the input: nothing for None."""
    return "" if value is None else str(value)

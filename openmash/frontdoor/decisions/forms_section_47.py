"""For whom a section 47 enquiry has started, since when, and with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openmash.foundation.ui.fields import Choice, ChoiceField, DateField, MultiChoiceField
from openmash.foundation.ui.forms import Form

JOINTLY, ALONE = "jointly", "alone"
WITH_WHOM: tuple[Choice, ...] = (
    (JOINTLY, "Jointly with the police"),
    (ALONE, "By children’s social care alone"),
)


class Section47Form(Form):
    """A child alone is chosen already; of several nobody is, each is said."""

    children = MultiChoiceField("For which children?", (), missing="Choose the children")
    started = DateField(
        "On which day was the discussion that decided it?",
        missing="Give the day",
        hint="The enquiry counts from this day",
        called="The day",
    )
    with_whom = ChoiceField(
        "Who makes the enquiry?", WITH_WHOM, missing="Say who makes the enquiry", inline=True
    )

    def __init__(
        self, children: Sequence[tuple[str, str]], data: Mapping[str, Any] | None = None
    ) -> None:
        first = {"children": [children[0][0]]} if len(children) == 1 else {}
        super().__init__(data, initial=first)
        self.fields["children"].choices = children  # type: ignore[attr-defined]  # checkboxes

    @property
    def positions(self) -> list[int]:
        """The places of the chosen children on the contact."""
        return [int(one) for one in self.cleaned_data["children"]]

    @property
    def with_police(self) -> bool:
        """Whether the police take part."""
        return bool(self.cleaned_data["with_whom"] == JOINTLY)

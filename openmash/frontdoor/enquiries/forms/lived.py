"""The form of a day in a child's life, and of saying it of a brother or sister."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openmash.foundation.ui.fields import Choice, ChoiceField, LongTextField, TextField
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.enquiries.rules.lived import Lived


class LivedForm(Form):
    """One question about one child, and who knows the answer."""

    question = ChoiceField("Which question?", (), missing="Choose the question", small=True)
    text = LongTextField(
        "What is it like for this child?",
        missing="Write down what the day is like for this child",
        hint="For this child alone. The child’s own words in quotation marks.",
        rows=4,
    )
    source = TextField(
        "Who knows this, and from where?", missing="Say who knows this, and from where"
    )

    def __init__(
        self,
        questions: Sequence[Choice],
        data: Mapping[str, Any] | None = None,
        *,
        chosen: str = "",
    ) -> None:
        super().__init__(data, initial={"question": chosen})
        self.fields["question"].choices = questions  # type: ignore[attr-defined]  # radios

    @property
    def lived(self) -> Lived:
        """What was said."""
        said = self.cleaned_data
        return Lived(said["question"], said["text"], said["source"])


class SameForm(Form):
    """What was said of a brother or sister that is true of this child too."""

    said = ChoiceField(
        "What is true of this child too?",
        (),
        missing="Choose what is true of this child too",
        hint="Only what somebody who knows this child confirms.",
    )

    def __init__(self, choices: Sequence[Choice], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["said"].choices = choices  # type: ignore[attr-defined]  # radios

"""The small forms of the sender's side: begin, add something, answer the hub."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from openmash.foundation.ui.fields import KeyField, LongTextField
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.contacts.models import QuestionToSender

LONGEST = 10_000_000  # more than a post may carry: nothing a sender writes is refused for length


class StartForm(Form):
    """Carries the key that makes two clicks one worry."""

    key = KeyField()


class AddForm(Form):
    """Something to add to what was sent."""

    more = LongTextField(
        "Is there something to add?",
        missing="Write what you want to add",
        hint="What you sent stays as it was. The hub sees this beside it.",
        rows=4,
        size="m",
        max_length=LONGEST,
    )


class QuestionsForm(Form):
    """Each question of the hub, with room for an answer."""

    def __init__(
        self,
        asked: Sequence[QuestionToSender],
        data: Mapping[str, Any] | None = None,
        *,
        kept: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=kept)
        self.asked = {f"q-{one.pk}": one for one in asked}
        for name, one in self.asked.items():
            self.fields[name] = LongTextField(
                one.text,
                missing=f"Answer this: {one.text}",
                rows=4,
                size="m",
                max_length=LONGEST,
            )

    def answers(self) -> dict[uuid.UUID, str]:
        """What was answered, by question."""
        return {one.pk: self.cleaned_data[name] for name, one in self.asked.items()}

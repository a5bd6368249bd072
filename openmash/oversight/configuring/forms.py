"""What is to hold instead, why and from when; and what becomes of a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openmash.foundation.ui.fields import ChoiceField, DateField, LongTextField
from openmash.foundation.ui.forms import Form
from openmash.oversight.configuring.commands import NewChange
from openmash.oversight.configuring.kinds import KINDS, Content
from openmash.oversight.configuring.states import Kind

PUBLISH, REFUSE = "publish", "refuse"


class ChangeForm(Form):
    """The questions of one thing, then why and from when."""

    def __init__(
        self,
        kind: Kind,
        of: str,
        content: Content,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """`content` is what the questions are made from; `initial` also what stands in them."""
        super().__init__(data, initial=initial)
        self.kind, self.of, self.content = kind, of, content
        self.fields.update(KINDS[kind].fields(of, content))
        self.fields["reason"] = LongTextField(
            "Why is it changed?",
            missing="Say why: the second person decides by it",
            hint="Whoever publishes it reads this, and whoever asks in years to come.",
            rows=3,
        )
        self.fields["holds_from"] = DateField(
            "From which day does it hold?",
            missing="Choose the day",
            hint="Today or later. Until then, what holds now does.",
            called="The day",
        )

    @property
    def said(self) -> NewChange:
        """What was asked for."""
        words = self.cleaned_data
        content = KINDS[self.kind].read(self.of, words, self.content)
        return NewChange(self.kind, self.of, content, words["reason"], words["holds_from"])


class CallBackForm(Form):
    """Why a change that is published never begins."""

    words = LongTextField(
        "Why is it called back?",
        missing="Say why it is called back",
        hint="Whoever drafted it and whoever published it read this.",
        rows=3,
    )


class SettleForm(Form):
    """Whether what another proposed is published."""

    answer = ChoiceField(
        "What happens with it?",
        [(PUBLISH, "Publish it: it holds from that day on"), (REFUSE, "Refuse it")],
        missing="Choose what happens with it",
        conditional={REFUSE: "words"},
    )
    words = LongTextField("Why is it refused?", missing="Say why it is refused", rows=3)

    @property
    def publishes(self) -> bool:
        """What was chosen."""
        return bool(self.cleaned_data["answer"] == PUBLISH)

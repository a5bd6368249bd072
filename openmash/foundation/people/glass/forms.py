"""Why a restricted record is opened, and whether that was right."""

from __future__ import annotations

from openmash.foundation.people.glass.states import REASON_WORDS
from openmash.foundation.ui.fields import ChoiceField, LongTextField
from openmash.foundation.ui.forms import Form

JUSTIFIED, NOT_JUSTIFIED = "justified", "not_justified"


class EmergencyForm(Form):
    """The reason, and the reason in this case."""

    reason = ChoiceField(
        "Why do you have to open it now?",
        [(code.value, words) for code, words in REASON_WORDS.items()],
        missing="Choose why you have to open it",
    )
    words = LongTextField(
        "Say why, in this case",
        missing="Say why: whoever reviews it reads this",
        hint="At least 20 characters. No names.",
        rows=3,
    )


class ReviewForm(Form):
    """Whether it was justified."""

    verdict = ChoiceField(
        "Was it justified?",
        [
            (JUSTIFIED, "Yes, it was justified"),
            (NOT_JUSTIFIED, "No: it is dealt with as an incident"),
        ],
        missing="Say whether it was justified",
    )
    words = LongTextField("Why?", missing="Say why: this is kept with it", rows=3)

    @property
    def is_justified(self) -> bool:
        """What was chosen."""
        return bool(self.cleaned_data["verdict"] == JUSTIFIED)

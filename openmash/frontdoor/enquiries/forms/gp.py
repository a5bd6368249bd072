"""The forms of leaving a practice out, and of saying whether its answer is used."""

from __future__ import annotations

from openmash.foundation.ui.fields import ChoiceField, LongTextField
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.enquiries.rules.gp import NotAsked
from openmash.frontdoor.enquiries.states.gp import OPT_OUT_WORDS, OptOut


class NotAskedForm(Form):
    """Why the practice is not asked."""

    reason = ChoiceField(
        "Why is the practice not asked?",
        [(code.value, words) for code, words in OPT_OUT_WORDS.items()],
        missing="Choose why the practice is not asked",
        conditional={OptOut.RISK_AT_PRACTICE: "risk", OptOut.OTHER: "other"},
    )
    risk = LongTextField("Who, and what could happen?", required=False, rows=2, size="s")
    other = LongTextField(
        "The reason", required=False, hint="A manager decides this.", rows=2, size="s"
    )

    @property
    def wanted(self) -> NotAsked:
        """What was said."""
        said = self.cleaned_data
        words = {OptOut.RISK_AT_PRACTICE: said["risk"], OptOut.OTHER: said["other"]}
        return NotAsked(said["reason"], words.get(said["reason"]) or "")


class UseForm(Form):
    """Whether the answer counts in what is recommended."""

    used = ChoiceField(
        "Is the answer used in what is recommended?",
        [("yes", "Yes"), ("no", "No")],
        missing="Say whether the answer is used",
        conditional={"no": "because"},
    )
    because = LongTextField("Why not?", required=False, rows=2, size="s")

    @property
    def is_used(self) -> bool:
        """The answer counts."""
        return bool(self.cleaned_data["used"] == "yes")

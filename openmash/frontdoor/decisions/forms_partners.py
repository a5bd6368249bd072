"""What a partner says of a recommendation, and what a decider adds where partners are silent or disagree."""

from __future__ import annotations

from typing import Any

from openmash.foundation.ui.fields import ChoiceField, LongTextField
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.decisions.rules_partners import Signing, why_no_view


class OwnViewForm(Form):
    """Agree, disagree or abstain."""

    view = ChoiceField(
        "Do you agree with what is recommended?",
        [
            ("AGREE", "We agree"),
            ("DISAGREE", "We disagree"),
            ("NO_VIEW", "We abstain: we have no view"),
        ],
        missing="Say whether you agree",
    )
    reason = LongTextField(
        "Why?",
        required=False,
        rows=4,
        hint="Needed if you disagree. It is kept word for word, and read before anything is decided."
        " Write what you would say to the manager: names of other families do not belong here.",
    )

    def clean(self) -> dict[str, Any]:
        """What the rule would refuse is said beside its field."""
        said = super().clean() or self.cleaned_data
        if said.get("view"):
            for reason in why_no_view("", said["view"], said.get("reason", "")):
                self.add_error("reason", reason)
        return said


class SignForm(Form):
    """Why partners are not waited for, and what keeps the child safe while somebody disagrees."""

    early = LongTextField(
        "Why is it decided before they answer?",
        required=False,
        rows=2,
        hint="At least 20 characters. Kept with the decision, with the names of who was not heard.",
    )
    plan = LongTextField(
        "What keeps the child safe until the disagreement is settled?",
        required=False,
        rows=2,
        hint="At least 20 characters. Who does what until then. Kept with the decision.",
    )

    def signing(self, heard: str | None) -> Signing:
        """What was typed, and what had been said when the page was opened."""
        data = self.cleaned_data
        return Signing(data.get("early", ""), data.get("plan", ""), heard or None)

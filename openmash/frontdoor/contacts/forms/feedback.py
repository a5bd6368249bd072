"""What a sender says about an outcome, and what the hub does with it."""

from __future__ import annotations

from openmash.foundation.ui.choosing import ChoiceField
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.writing import LongTextField
from openmash.frontdoor.contacts.forms.answering import LONGEST
from openmash.frontdoor.contacts.rules.feedback import NOT_OWED_NAMES


class QueryForm(Form):
    """A question about the outcome."""

    text = LongTextField(
        "What would you like to know?",
        missing="Write what you would like to know",
        rows=4,
        max_length=LONGEST,
    )


class DisagreeForm(Form):
    """A disagreement with the outcome."""

    text = LongTextField(
        "What do you think is wrong, and what should happen?",
        missing="Say what you think is wrong",
        hint="A manager replies within one working day. If a child is in danger, ring now.",
        rows=5,
        max_length=LONGEST,
    )


class AnswerForm(Form):
    """The hub's answer to a question or a disagreement."""

    text = LongTextField("Your answer", missing="Write the answer", rows=4)


class PhoneForm(Form):
    """The sender was told by telephone."""

    note = LongTextField(
        "Who was told, when, and what was said", missing="Say who was told, and when", rows=2
    )


class NotOwedForm(Form):
    """No answer is owed, on one of the grounds for it."""

    code = ChoiceField(
        "Why no answer is owed",
        [(code.value, words) for code, words in NOT_OWED_NAMES.items()],
        missing="Choose one of the grounds",
        small=True,
    )
    text = LongTextField("The circumstances", missing="Say what the circumstances are", rows=2)

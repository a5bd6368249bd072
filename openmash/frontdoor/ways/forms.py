"""Adding something to what was sent."""

from __future__ import annotations

from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.writing import LongTextField
from openmash.frontdoor.contacts.forms.answering import LONGEST


class AddForm(Form):
    """What somebody knows now and did not then."""

    text = LongTextField(
        "Is there anything to add?",
        missing="Write what you want to add",
        hint="If a child is in danger now, ring 999",
        rows=4,
        max_length=LONGEST,
    )

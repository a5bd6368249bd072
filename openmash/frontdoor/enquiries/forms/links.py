"""What somebody types who comes by a one-time link."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from openmash.foundation.ui.fields import TextField
from openmash.foundation.ui.forms import Form

LONGEST = 80  # it stands in every line of what they say
SHAPE = re.compile(r"[0-9]{6}")


class DoorForm(Form):
    """The code that was read out, and who answers. Its shape alone is looked at here."""

    code = TextField(
        "The code",
        hint="Six digits, which the hub reads out to you",
        missing="Type the six digits that the hub reads out to you",
        size="s",
        inputmode="numeric",
        autocomplete="one-time-code",
    )
    name = TextField(
        "Your name", missing="Say who you are", autocomplete="name", max_length=LONGEST
    )
    position = TextField(
        "Your position",
        hint="Such as GP, practice manager or safeguarding lead",
        missing="Say what you are there",
        max_length=LONGEST,
        autocomplete="organization-title",
    )

    def clean_code(self) -> str:
        """People type blanks between digits that they hear."""
        code = re.sub(r"\s", "", str(self.cleaned_data["code"]))
        if not SHAPE.fullmatch(code):
            raise ValidationError("The code has six digits")
        return code

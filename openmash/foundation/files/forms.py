"""What is asked about a file."""

from __future__ import annotations

from openmash.foundation.ui.fields import LongTextField
from openmash.foundation.ui.forms import Form


class ErrorForm(Form):
    """Why a file does not belong here."""

    reason = LongTextField(
        "Why does it not belong here?",
        missing="Say why it does not belong here",
        hint="It stays on record with this reason, and nobody can open it any more.",
        rows=3,
    )

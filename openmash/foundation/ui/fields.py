"""Questions that draw themselves. They look at the shape of an answer only, never at rules."""

from __future__ import annotations

from openmash.foundation.ui.asking import GovField
from openmash.foundation.ui.choosing import Choice, ChoiceField, MultiChoiceField, SelectField
from openmash.foundation.ui.dating import DateField
from openmash.foundation.ui.writing import (
    HiddenField,
    IntegerField,
    KeyField,
    LongTextField,
    PhoneField,
    TextField,
    TimeField,
)

__all__ = [
    "Choice",
    "ChoiceField",
    "DateField",
    "GovField",
    "HiddenField",
    "IntegerField",
    "KeyField",
    "LongTextField",
    "MultiChoiceField",
    "PhoneField",
    "SelectField",
    "TextField",
    "TimeField",
]

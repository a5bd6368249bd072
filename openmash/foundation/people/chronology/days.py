"""Days as people type them on these pages: in any usual form, and asked about when in doubt."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

from openmash.core.dates import read_date, say_date


def read_day(text: str, today: date) -> date | None:
    """The day that was meant; a weekday that does not fit is asked about: one of the two is wrong."""
    read = read_date(text, today=today, years_ahead=0)
    if read.problem and read.value:
        raise ValidationError(f"{read.problem}. Write the day again, or leave the weekday out")
    if read.problem:
        raise ValidationError(read.problem)
    return read.value


def as_typed(day: date | None) -> str:
    """A day as a form shows it again."""
    return say_date(day) if day else ""

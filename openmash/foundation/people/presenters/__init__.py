"""How people are drawn: as suggestions, and on their own page."""

from openmash.core.looking import split_name
from openmash.foundation.people.presenters.candidate import (
    Candidate,
    Wanted,
    candidate,
)
from openmash.foundation.people.presenters.person import PersonPage, describe, header_of

__all__ = [
    "Candidate",
    "PersonPage",
    "Wanted",
    "candidate",
    "describe",
    "header_of",
    "split_name",
]

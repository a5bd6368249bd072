"""How people are drawn: as suggestions, and on their own page."""

from openmash.core.looking import split_name
from openmash.foundation.people.presenters.candidate import (
    Candidate,
    Wanted,
    candidate,
)
from openmash.foundation.people.presenters.person import Home, PersonPage, describe

__all__ = [
    "Candidate",
    "Home",
    "PersonPage",
    "Wanted",
    "candidate",
    "describe",
    "split_name",
]

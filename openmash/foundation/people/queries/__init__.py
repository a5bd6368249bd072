"""Reading the register of people."""

from openmash.foundation.people.queries.search import (
    Results,
    SearchTerms,
    candidates,
    masked,
    search,
)
from openmash.foundation.people.queries.ties import OpenTo, open_involvement

__all__ = [
    "OpenTo",
    "Results",
    "SearchTerms",
    "candidates",
    "masked",
    "open_involvement",
    "search",
]

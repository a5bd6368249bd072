"""Reading the register of people."""

from openmash.foundation.people.queries.search import (
    Results,
    SearchTerms,
    candidates,
    masked,
    search,
)
from openmash.foundation.people.queries.ties import OpenTo, Related, open_involvement, related

__all__ = [
    "OpenTo",
    "Related",
    "Results",
    "SearchTerms",
    "candidates",
    "masked",
    "open_involvement",
    "related",
    "search",
]

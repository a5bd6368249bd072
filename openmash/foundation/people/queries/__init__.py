"""Reading the register of people."""

from openmash.foundation.people.queries.finding import the_very_same
from openmash.foundation.people.queries.search import (
    SHOWN_AT_FIRST,
    Results,
    SearchTerms,
    candidates,
    masked,
    search,
)
from openmash.foundation.people.queries.ties import OpenTo, Related, open_involvement, related

__all__ = [
    "SHOWN_AT_FIRST",
    "OpenTo",
    "Related",
    "Results",
    "SearchTerms",
    "candidates",
    "masked",
    "open_involvement",
    "related",
    "search",
    "the_very_same",
]

"""Reading the register of people."""

from openmash.foundation.people.queries.finding import the_very_same
from openmash.foundation.people.queries.search import (
    SHOWN_AT_FIRST,
    Results,
    SearchTerms,
    candidates,
    candidates_of_each,
    masked,
    search,
)
from openmash.foundation.people.queries.ties import OpenTo, family_of, open_involvement

__all__ = [
    "SHOWN_AT_FIRST",
    "OpenTo",
    "Results",
    "SearchTerms",
    "candidates",
    "candidates_of_each",
    "family_of",
    "masked",
    "open_involvement",
    "search",
    "the_very_same",
]

"""Pure rules of the register: who sees a protected address, when a search is refused, what
is worth suggesting (`data.md` §1.4, `roles.md` §3). How alike two records are says `core/matching.py`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum

from openmash.core.matching import SAME_NUMBER, Match
from openmash.foundation.access.roles import Role

MAY_SEE_PROTECTED_ADDRESS = frozenset({Role.MASH_SW, Role.MASH_MGR, Role.EDT})
SHORTEST_REASON = 15
LEAST_SHOWN = 0.002  # a misspelt name beside another birth date is still worth a look


class SearchReason(StrEnum):
    """Why somebody looks for a person (`roles.md` §3: a search needs a reason code)."""

    SCREENING = "screening"
    STATUTORY = "statutory"
    OTHER = "other"


SEARCH_REASONS: dict[SearchReason, str] = {
    SearchReason.SCREENING: "Screening a contact",
    SearchReason.STATUTORY: "Statutory request",
    SearchReason.OTHER: "Another reason: say which",
}


def why_not_search(
    enough: bool, problems: Collection[str], reason: str, said: str
) -> Iterator[str]:
    """Everything that stands in the way of a search of the register."""
    yield from problems
    if not enough and not problems:
        yield "Give a name, a date of birth, a number or an address: an age alone fits too many"
    if reason not in set(SearchReason):
        yield "Say why you are looking: the reason is kept with the search"
    if reason == SearchReason.OTHER and len(said.strip()) < SHORTEST_REASON:
        yield f"Say your reason in at least {SHORTEST_REASON} characters"


def why_not_in_error(because: str) -> Iterator[str]:
    """What was written stays, with a reason why it was never so that others can understand."""
    if len(because.strip()) < SHORTEST_REASON:
        yield f"Say why it is an error, in at least {SHORTEST_REASON} characters"


def is_worth_showing(match: Match) -> bool:
    """Whether a suggestion is worth somebody's look: one agreeing word is chance, a number is not."""
    return match.probability >= LEAST_SHOWN or any(
        level.bits >= SAME_NUMBER for level in match.levels
    )


def may_see_protected_address(role: str) -> bool:
    """A confidential address is for those who must find the child; "protected" to all others."""
    return role in MAY_SEE_PROTECTED_ADDRESS

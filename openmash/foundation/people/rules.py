"""Pure rules of the register: who sees a protected address, when a search is refused, how alike
two records are (`data.md` §1.4, `roles.md` §3). The system suggests; only a person links."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum

from openmash.foundation.access.roles import Role

MAY_SEE_PROTECTED_ADDRESS = frozenset({Role.MASH_SW, Role.MASH_MGR, Role.EDT})
SHORTEST_REASON = 15


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


class Likelihood(StrEnum):
    """How sure a suggestion is, in words; never a number (`guide.md` §5)."""

    ALMOST_CERTAIN = "Almost certain"
    VERY_LIKELY = "Very likely"
    LIKELY = "Likely"
    UNLIKELY = "Unlikely"


SAME_NUMBER = frozenset({"same NHS number", "same pupil number"})
SAME_BIRTH = frozenset({"same date of birth", "same due date"})
NEAR_BIRTH = frozenset(
    {"day and month swapped", "dates of birth one year apart", "dates of birth one digit apart"}
)
ALIKE_FIRST = frozenset(
    {
        "same first name",
        "same first name by sound",
        "first names one letter apart",
        "one first name is short for the other",
        "first names swapped",
    }
)
ALIKE_LAST = frozenset(
    {
        "same surname",
        "same surname by sound",
        "surnames one letter apart",
        "part of the surname is the same",
    }
)
WHOLE_NAME = frozenset({"first name and surname swapped", "known by that name"})
PLACE = frozenset({"same house", "same postcode"})
CONTRADICTS = frozenset({"different dates of birth", "different due dates", "may be twins"})


def why_not_search(words: str, has_birth_date: bool, reason: str, said: str) -> Iterator[str]:
    """Everything that stands in the way of a search of the register."""
    if len(words.strip()) < 2 and not has_birth_date:
        yield "Give a name, a number or a date of birth to search for"
    if reason not in set(SearchReason):
        yield "Say why you are looking: the reason is kept with the search"
    if reason == SearchReason.OTHER and len(said.strip()) < SHORTEST_REASON:
        yield f"Say your reason in at least {SHORTEST_REASON} characters"


def likelihood(speaks_for: Collection[str], against: Collection[str]) -> Likelihood:
    """How sure a suggestion is, from its reasons alone, so that anybody can check it by reading.

    *Almost certain*: same number, and name and birth date agree. *Very likely*: same number; or
    the whole name and the birth date; or the whole name, nearly the birth date and the place.
    *Likely*: the whole name with no contradicting birth date; or one name, the birth date and the
    place. Everything else, and every contradicting birth date without a number, is *Unlikely*.
    """
    reasons, differs = frozenset(speaks_for), frozenset(against)
    whole, some = _name(reasons)
    same_birth, near_birth = bool(reasons & SAME_BIRTH), bool(reasons & NEAR_BIRTH)
    if reasons & SAME_NUMBER:
        agrees = some and same_birth and not differs & CONTRADICTS
        return Likelihood.ALMOST_CERTAIN if agrees else Likelihood.VERY_LIKELY
    if differs & CONTRADICTS:
        return Likelihood.UNLIKELY
    if whole and (same_birth or (near_birth and reasons & PLACE)):
        return Likelihood.VERY_LIKELY
    if _likely(whole, some, same_birth or near_birth, bool(reasons & PLACE)):
        return Likelihood.LIKELY
    return Likelihood.UNLIKELY


def is_worth_showing(speaks_for: Collection[str], against: Collection[str] = ()) -> bool:
    """One agreeing word of a name is chance; a number or two agreeing facts are not.

    Another first name and another birth date in the same house is a brother or sister.
    """
    reasons = frozenset(speaks_for)
    if reasons & (SAME_NUMBER | WHOLE_NAME):
        return True
    return len(reasons & _FACTS) >= 2 and not frozenset(against) >= SOMEBODY_ELSE


SOMEBODY_ELSE = frozenset({"different first names", "different dates of birth"})
_FACTS = SAME_BIRTH | NEAR_BIRTH | ALIKE_FIRST | ALIKE_LAST | PLACE


def _name(reasons: frozenset[str]) -> tuple[bool, bool]:
    first, last = bool(reasons & ALIKE_FIRST), bool(reasons & ALIKE_LAST)
    whole = (first and last) or bool(reasons & WHOLE_NAME)
    return whole, whole or first or last


def _likely(whole: bool, some: bool, birth: bool, place: bool) -> bool:
    return whole or (some and birth and place)


def may_see_protected_address(role: str) -> bool:
    """A confidential address is for those who must find the child; "protected" to all others."""
    return role in MAY_SEE_PROTECTED_ADDRESS

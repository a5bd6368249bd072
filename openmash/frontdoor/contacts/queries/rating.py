"""How a referral was rated, for the hub and for its sender."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.frontdoor.contacts.models import Contact, ReferralRating
from openmash.frontdoor.contacts.rules.rating import (
    ALL_THERE,
    HELPS,
    MOST_HELPS,
    THANKS,
    is_best,
    missing_in,
)


@dataclass(frozen=True)
class Rated:
    """What a sender hears of how their referral was rated: never a mark out of four, never by whom."""

    opening: str
    helps: tuple[str, ...]
    said: str


def rating_that_stands(contact: Contact) -> ReferralRating | None:
    """The latest rating of a contact that the caller has loaded through `access`."""
    return ReferralRating.objects.filter(contact=contact).order_by("-number").first()


def rated_for_sender(rated: ReferralRating | None) -> Rated | None:
    """Thanks first, then what would have helped, in the order of the form."""
    if rated is None:
        return None
    missing = [] if is_best(rated.rating) else missing_in(rated.marks)[:MOST_HELPS]
    helps = tuple(HELPS[one] for one in missing)
    return Rated(THANKS if helps or rated.helps else ALL_THERE, helps, rated.helps)

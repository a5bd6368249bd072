"""How a referral was rated, for the hub and for its sender."""

from __future__ import annotations

from openmash.frontdoor.contacts.models import Contact, ReferralRating


def rating_that_stands(contact: Contact) -> ReferralRating | None:
    """The latest rating of a contact that the caller has loaded through `access`."""
    return ReferralRating.objects.filter(contact=contact).order_by("-number").first()

"""Rating a referral, and putting a rating right (e-MARF §8, L34, L52)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.core.text import clean
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.frontdoor.contacts.access import about_of, record_facts
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact, ReferralRating
from openmash.frontdoor.contacts.queries.rating import rating_that_stands
from openmash.frontdoor.contacts.rules.rating import Mark, rating_of, why_referral_not_rated


@transaction.atomic
def rate_referral(
    contact: Contact, marks: Collection[str], helps: str = "", because: str = "", *, by: Actor
) -> ReferralRating:
    """Keep what was in a referral, and one thing that would have helped; the sender reads both.

    Rated anew it takes a reason, and the earlier rating stays. The same pressed twice is refused.
    """
    permit(by, P.REFERRAL_RATE, record_facts(contact))
    now = Contact.objects.select_for_update().get(pk=contact.pk)  # one after the other
    standing = rating_that_stands(now)
    before = (standing.marks, standing.helps) if standing else None
    refuse_if(
        why_referral_not_rated(
            now.state,
            marks,
            helps,
            before=before,
            because=because,
            by_account=now.sender_id is not None,
        )
    )
    rated = ReferralRating.objects.create(
        partnership_id=now.partnership_id,
        contact=now,
        number=standing.number + 1 if standing else 1,
        marks=[one for one in Mark if one in marks],
        rating=rating_of(marks),
        helps=clean(helps).strip(),
        because=because.strip() if standing else "",
        rated_at=by.at,
        rated_by=by.name,
    )
    record(
        ContactEvent.REFERRAL_RATED,
        by=replace(by, reason=rated.because),
        subject=now.subject,
        about=about_of(now),
        facts={"rating": rated.rating, "number": rated.number},
    )
    return rated

"""What was typed when the session had ended is kept, and handed back to the same person (§9.3)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed
from openmash.foundation.access.holdings import is_held_now
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.models import Contact, HeldEntry


@transaction.atomic
def hold_typed(
    contact: Contact, page: str, typed: Mapping[str, list[str]], *, by: Actor
) -> HeldEntry:
    """Keep the fields of a page as they were typed, whole, for their writer alone to take back.

    A page that tries again sends the same again: that is kept once.
    """
    permit(by, P.CONTACT_WRITE, record_facts(contact))
    if not is_held_now(by):  # the page's token says who they were when it was opened
        raise NotAllowed("You no longer hold the role you wrote in")
    held, _ = HeldEntry.objects.get_or_create(
        partnership_id=by.partnership,
        contact=contact,
        user_id=by.user,
        page=page,
        typed=dict(typed),
        taken_at=None,
        defaults={"held_at": by.at},
    )
    return held


@transaction.atomic
def take_held(contact: Contact, page: str, *, by: Actor) -> int:
    """What was held for this page has been saved; how many entries that were."""
    held = HeldEntry.objects.filter(contact=contact, page=page, user__id=by.user, taken_at=None)
    return held.update(taken_at=by.at)

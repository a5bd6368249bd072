"""Drafts nobody sends: their writers are warned, then they are put away (e-MARF §8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.permits import permit
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.moves.mover import move
from openmash.foundation.reference.queries import number
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.emarf.filled import load
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.rules.sending import tells_of_harm
from openmash.frontdoor.contacts.states import CONTACT, ContactState


@transaction.atomic
def warn_stale_drafts(*, by: Actor) -> int:
    """Tell the writers of drafts that speak of harm, untouched for hours: not sent yet. Once each.

    Their agency's safeguarding lead is told too (§8): a writer who has gone home reads nothing.
    """
    hours = number(by.partnership, "draft-warning-hours")
    day = by.at.astimezone(LONDON).date()
    stale = _untouched_since(by.at - timedelta(hours=hours), by).select_related("sender_agency")
    harmful = [c for c in stale if tells_of_harm(load(c, day).facts)]
    for contact in harmful:
        queue(_notice(contact, "not_sent_yet", f"/worries/{contact.reference}/"), by=by)
        if contact.sender_agency.safeguarding_email:
            queue(_to_lead(contact), by=by)
    return len(harmful)


@transaction.atomic
def withdraw_old_drafts(*, by: Actor) -> int:
    """Put drafts away that nobody has touched for days; they are kept, and their writers told."""
    days = number(by.partnership, "draft-withdrawn-after-days")
    old = list(_untouched_since(by.at - timedelta(days=days), by).select_for_update())
    for contact in old:
        _put_away(contact, by)
    return len(old)


def _put_away(contact: Contact, by: Actor) -> None:
    step = CONTACT["withdraw"]
    # a draft is not in the hub; putting it away by itself opens it to nobody
    facts = replace(record_facts(contact), in_hub=True)
    move(contact, step, permit(by, step.permission, facts))
    queue(_notice(contact, "withdrawn_unsent", "/worries/"), by=by)


def _untouched_since(moment: datetime, by: Actor) -> QuerySet[Contact]:
    drafts = Contact.objects.filter(partnership_id=by.partnership, state=ContactState.DRAFT)
    return drafts.filter(last_saved_at__lte=moment).order_by("last_saved_at", "id")


def _to_lead(contact: Contact) -> Notice:
    """A lead cannot open the draft: the link leads to the door, and the writer is asked in person."""
    return Notice(
        key=f"{contact.subject}:not_sent_yet_lead",
        template="not_sent_yet_lead",
        to_user=None,
        about=contact.subject,
        path="/",
        reference=contact.reference,
        to_address=contact.sender_agency.safeguarding_email,
    )


def _notice(contact: Contact, template: str, path: str) -> Notice:
    return Notice(
        key=f"{contact.subject}:{template}",
        template=template,
        to_user=str(contact.sender_id),
        about=contact.subject,
        path=path,
        reference=contact.reference,
    )

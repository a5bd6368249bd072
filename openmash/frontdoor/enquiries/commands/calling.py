"""Putting an agreement before the people who act on it next (P4). The callers hold the permits."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.roles import Role
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.frontdoor.contacts.queries.screening import agency_of
from openmash.frontdoor.enquiries.models import Agreement

SETTLE_REFUSAL, TELL_PARENTS = "agreement.settle_refusal", "agreement.tell_parents"
MORNING = time(9)
declare_settled_by_act(
    {
        SETTLE_REFUSAL: "when a manager overrides or respects it, or the family agrees",
        TELL_PARENTS: "when the parents have been told, or a manager says why never",
    }
)


@transaction.atomic
def call_to_settle_refusal(agreement: Agreement, *, by: Actor) -> None:
    """The family does not agree: a manager overrides it or respects it, and nothing waits unseen."""
    words = "the family does not agree to checks, decide what follows"
    raise_task(_wanted(agreement, SETTLE_REFUSAL, words, "", None, by), by=by)


@transaction.atomic
def refusal_is_settled(agreement: Agreement, *, by: Actor) -> None:
    """A manager has decided, or the family agrees by now."""
    settle(SETTLE_REFUSAL, agreement.subject, by=by)


@transaction.atomic
def call_to_tell_parents(agreement: Agreement, tell_on: date | None, *, by: Actor) -> None:
    """Tell the parents when it is safe: looked at again on that morning. Never means never."""
    if tell_on is not None:
        due = datetime.combine(tell_on, MORNING, LONDON)
        words = "tell the parents when it is safe"
        raise_task(_wanted(agreement, TELL_PARENTS, words, "agreement/told/", due, by), by=by)


@transaction.atomic
def parents_are_told(agreement: Agreement, *, by: Actor) -> None:
    """They know, or it was decided otherwise."""
    settle(TELL_PARENTS, agreement.subject, by=by)


def _wanted(
    agreement: Agreement, kind: str, words: str, page: str, due: datetime | None, by: Actor
) -> Wanted:
    contact = agreement.enquiry.contact
    return Wanted(
        kind=kind,
        title=f"{contact.reference}: {words}",
        about=agreement.subject,
        path=f"{contact.hub_path}enquiry/{page}",
        due_at=due,
        for_agency=agency_of(Role.MASH_MGR, by=by),
        for_role=Role.MASH_MGR,
    )

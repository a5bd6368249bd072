"""Putting an agreement before the people who act on it next (P4). The callers hold the permits."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_done_with, declare_settled_by_act
from openmash.frontdoor.contacts.queries.screening import agency_of
from openmash.frontdoor.enquiries.models import AgencyCheck, Agreement, GpRequest, MashEnquiry

SETTLE_REFUSAL, TELL_PARENTS = "agreement.settle_refusal", "agreement.tell_parents"
REFUSED, LATE = "check.refused", "check.late_answer"
ASK_AFTER_DECISION = "gp.ask_after_decision"
MORNING = time(9)


class Ring(StrEnum):
    """Why somebody rings an agency: a kind each, so that none is hidden behind an earlier one."""

    ASK = "check.ring"
    AGAIN = "check.ring_again"
    RED = "check.ring_red"
    UNREACHED = "check.ring_unreached"
    BOUNCED = "check.ring_bounced"
    LINK_DEAD = "check.ring_link_dead"
    LATE = "check.ring_late"
    PRACTICE_LATE = "check.ring_practice_late"
    NAMED_GP = "check.ring_named_gp"
    OUTCOME = "check.ring_outcome"  # no answer settles it: whoever has rung says so


RING_WORDS: dict[Ring, str] = {
    Ring.ASK: "ask by telephone",
    Ring.AGAIN: "ask once more by telephone",
    Ring.RED: "it is Red now, ring the practice",
    Ring.UNREACHED: "nobody there can be written to, ring them",
    Ring.BOUNCED: "the message did not arrive, ring them",
    Ring.LINK_DEAD: "its link opens nothing any longer, ring them",
    Ring.LATE: "has not answered in twice its time, ring them",
    Ring.PRACTICE_LATE: "the practice has not answered in time, ring it",
    Ring.NAMED_GP: "the practice is silent, ring the named GP",
    Ring.OUTCOME: "what was decided has not reached them, ring them",
}
# The same, where a one-time link has left: without the code it opens nothing.
WITH_CODE: dict[Ring, str] = {
    Ring.ASK: "ring and read out the code of its link",
    Ring.AGAIN: "ask once more, ring and read out the code of its link",
    Ring.OUTCOME: "what was decided waits, ring and read out the code of its link",
}
UNTIL_ANSWERED = tuple(one for one in Ring if one != Ring.OUTCOME)
declare_settled_by_act(
    {
        **dict.fromkeys(UNTIL_ANSWERED, "when the agency has answered, or is waited for no more"),
        SETTLE_REFUSAL: "when a manager overrides or respects it, or the family agrees",
        ASK_AFTER_DECISION: "when the practice is asked, or somebody says why not",
        TELL_PARENTS: "when the parents have been told, or a manager says why never",
    }
)
declare_done_with(P.CHECK_READ, [*Ring, REFUSED, LATE])
declare_done_with(P.GP_ASK, [ASK_AFTER_DECISION])


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


@transaction.atomic
def call_to_ring(check: AgencyCheck, why: Ring, *, by: Actor) -> None:
    """Nobody at the agency can be reached on its page, or nobody answers there: somebody rings."""
    words = (WITH_CODE if check.open_link_id else RING_WORDS).get(why, RING_WORDS[why])
    raise_task(_of_check(check, why, f"{check.agency.name}: {words}", by), by=by)


@transaction.atomic
def nobody_need_ring(check: AgencyCheck, *, by: Actor) -> None:
    """The agency has answered, or is waited for no more."""
    for why in UNTIL_ANSWERED:
        settle(why, check.subject, by=by)


@transaction.atomic
def link_is_new(check: AgencyCheck, *, by: Actor) -> None:
    """Another link has been sent: the dead one is nobody's task any longer; to ring still is."""
    settle(Ring.LINK_DEAD, check.subject, by=by)


@transaction.atomic
def call_about_refusal(check: AgencyCheck, *, by: Actor) -> None:
    """An agency refuses on its own page: somebody looks whether that holds (P3)."""
    words = f"{check.agency.name} refuses, look at its reason in law"
    raise_task(_of_check(check, REFUSED, words, by), by=by)


@transaction.atomic
def call_to_ask_practice(request: GpRequest, why: str, due_at: datetime, *, by: Actor) -> None:
    """What was decided asks for what a practice knows: whoever holds the contact asks it (P5)."""
    words = f"{request.practice.name if request.practice else ''}: ask the practice, {why}"
    raise_task(_of_contact(request.enquiry, ASK_AFTER_DECISION, words, by, request, due_at), by=by)


@transaction.atomic
def call_about_late_answer(check: AgencyCheck, *, by: Actor) -> None:
    """An answer came when it was decided already, or about to be: somebody reads it (P7)."""
    awaited = GpRequest.objects.filter(check_sent=check, after_decision=True).exists()
    how = (
        ": read it for what was decided"
        if awaited
        else " after all, look whether it changes anything"
    )
    words = f"{check.agency.name} has answered{how}"
    raise_task(_of_check(check, LATE, words, by), by=by)


def _of_check(check: AgencyCheck, kind: str, words: str, by: Actor) -> Wanted:
    return _of_contact(check.enquiry, kind, words, by, check)


def _of_contact(
    enquiry: MashEnquiry,
    kind: str,
    words: str,
    by: Actor,
    about: AgencyCheck | GpRequest,
    due_at: datetime | None = None,
) -> Wanted:
    """For whoever holds the contact, else for the managers."""
    contact = enquiry.contact
    holder = str(contact.assigned_to_id) if contact.assigned_to_id else None
    return Wanted(
        kind=kind,
        title=f"{contact.reference}: {words}",
        about=about.subject,
        path=f"{contact.hub_path}enquiry/#{'gp' if isinstance(about, GpRequest) else 'asked'}",
        due_at=due_at,
        for_user=holder,
        for_agency="" if holder else agency_of(Role.MASH_MGR, by=by),
        for_role="" if holder else Role.MASH_MGR,
    )


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

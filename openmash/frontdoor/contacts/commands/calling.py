"""Putting a contact before the people who act on it next, and taking it off their lists (P1).

The callers hold the permits; a task is how somebody learns that it is their turn.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_done_with, declare_settled_by_act
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.screening import agency_of
from openmash.frontdoor.contacts.states import DECIDING, IN_ENQUIRY, UNDECIDED

ACCEPT = "contact.accept_routed"
HANDED_OVER, TAKEN_OVER = "contact.handed_over", "contact.taken_over"
SCREEN_AGAIN, DECIDE_ON_WHAT_IS_KNOWN = "contact.screen_again", "contact.decide_on_what_is_known"
TO_RECOMMEND, TO_DECIDE, TO_SIGN = (
    "contact.to_recommend",
    "contact.to_decide",
    "contact.to_sign",
)
TO_ENQUIRE = "contact.to_enquire"
REOPENED, CONFIRM_ERROR = "contact.reopened", "contact.confirm_error"
ADDED = "contact.read_what_was_added"

declare_settled_by_act(
    {
        ACCEPT: "when somebody accepts it, or says why not",
        SCREEN_AGAIN: "when it goes on from screening",
        DECIDE_ON_WHAT_IS_KNOWN: "when it goes on from screening",
        TO_ENQUIRE: "when the enquiry goes to decision, or ends",
        TO_RECOMMEND: "when a level is recommended for each child",
        TO_DECIDE: "when it is decided, or given back",
        TO_SIGN: "when it is decided, or given back",
        CONFIRM_ERROR: "when a second manager agrees, or does not",
    }
)
declare_done_with(P.CONTACT_SCREEN, [HANDED_OVER, SCREEN_AGAIN])
declare_done_with(P.CONTACT_ACCEPT_ROUTED, [ACCEPT])


@transaction.atomic
def settle_screening(contact: Contact, *, by: Actor) -> None:
    """The contact has gone on: whoever was to screen it has nothing left to do."""
    for kind in (HANDED_OVER, SCREEN_AGAIN, DECIDE_ON_WHAT_IS_KNOWN):
        settle(kind, contact.subject, by=by)


@transaction.atomic
def settle_deciding(contact: Contact, *, by: Actor) -> None:
    """It is decided, or nobody has to decide it any more."""
    for kind in (TO_RECOMMEND, TO_DECIDE, TO_SIGN, REOPENED):
        settle(kind, contact.subject, by=by)
    settle_enquiry(contact, by=by)


@transaction.atomic
def settle_enquiry(contact: Contact, *, by: Actor) -> None:
    """The enquiry goes on to decision, or there is none any more."""
    settle(TO_ENQUIRE, contact.subject, by=by)


@transaction.atomic
def call_to_enquire(contact: Contact, *, clock: str, by: Actor) -> None:
    """A MASH enquiry is open, or its urgency is another: a social worker runs it by its clock (P3)."""
    settle_screening(contact, by=by)
    settle_deciding(contact, by=by)
    words = "run the MASH enquiry"
    raise_task(_for_role(contact, TO_ENQUIRE, words, Role.MASH_SW, by, clocks=[clock]), by=by)


@transaction.atomic
def call_holder(contact: Contact, to: str, *, by: Actor) -> None:
    """It is theirs from now on; somebody who took it themselves needs no telling."""
    if to != by.user:
        raise_task(_for_one(contact, HANDED_OVER, "handed over to you", to), by=by)


@transaction.atomic
def tell_former_holder(contact: Contact, former: str, *, by: Actor) -> None:
    """A colleague has taken it over: whoever had it must not go on working on it."""
    if former and former != by.user:
        raise_task(_for_one(contact, TAKEN_OVER, f"{by.name} has taken it over", former), by=by)


@transaction.atomic
def call_back_to_screening(contact: Contact, *, by: Actor) -> None:
    """Put the contact before whoever held it, or whoever screens."""
    words, holder = "back in screening, go on with it", _holder(contact)
    if holder:
        raise_task(_for_one(contact, SCREEN_AGAIN, words, holder), by=by)
    else:
        raise_task(_for_role(contact, SCREEN_AGAIN, words, Role.MASH_SCREEN, by), by=by)


@transaction.atomic
def call_to_recommend(contact: Contact, *, by: Actor) -> None:
    """Screening is done: a social worker recommends, whoever holds it or any of them (P7)."""
    settle_deciding(contact, by=by)
    words = "recommend a level of need"
    raise_task(_for_role(contact, TO_RECOMMEND, words, Role.MASH_SW, by, clocks=DECIDING), by=by)


@transaction.atomic
def call_to_decide(contact: Contact, *, alone: bool, by: Actor) -> None:
    """It is recommended: a manager decides by the decision clock; `alone`, only the service manager."""
    settle_deciding(contact, by=by)
    kind, role = (TO_SIGN, Role.SVC_MGR) if alone else (TO_DECIDE, Role.MASH_MGR)
    words = "recommended, and waits for your decision"
    raise_task(_for_role(contact, kind, words, role, by, clocks=DECIDING), by=by)


@transaction.atomic
def call_to_decide_on_what_is_known(contact: Contact, *, by: Actor) -> None:
    """The sender has not answered in time: a manager goes on with what there is (P1)."""
    words = "no answer from the sender, decide on what is known"
    wanted = _for_role(contact, DECIDE_ON_WHAT_IS_KNOWN, words, Role.MASH_MGR, by, clocks=DECIDING)
    raise_task(wanted, by=by)


@transaction.atomic
def call_to_read(
    contact: Contact, words: str = "the sender has added something, read it", *, by: Actor
) -> None:
    """There is more than was read: whoever holds the contact reads it, or one of their role."""
    holder = _holder(contact)
    if holder:
        raise_task(_for_one(contact, ADDED, words, holder), by=by)
    else:
        screened = contact.state not in UNDECIDED - IN_ENQUIRY
        role = Role.MASH_SW if screened else Role.MASH_SCREEN
        raise_task(_for_role(contact, ADDED, words, role, by), by=by)


@transaction.atomic
def call_after_reopening(contact: Contact, *, by: Actor) -> None:
    """It was decided and is open again: it is recommended anew, and its last holder hears."""
    settle_screening(contact, by=by)
    call_to_recommend(contact, by=by)
    holder = _holder(contact)
    if holder and holder != by.user:
        raise_task(_for_one(contact, REOPENED, "is open again, look at it", holder), by=by)


@transaction.atomic
def call_to_confirm_error(contact: Contact, *, by: Actor) -> None:
    """A second manager is asked; the service manager always can."""
    words = "is it entered in error? Agree, or say why not"
    wanted = _for_role(contact, CONFIRM_ERROR, words, Role.SVC_MGR, by)
    raise_task(wanted, by=by)


def _holder(contact: Contact) -> str:
    return str(contact.assigned_to_id) if contact.assigned_to_id else ""


def _for_one(contact: Contact, kind: str, words: str, user: str) -> Wanted:
    return Wanted(
        kind=kind,
        title=f"{contact.reference}: {words}",
        about=contact.subject,
        path=contact.hub_path,
        for_user=user,
    )


def _for_role(
    contact: Contact, kind: str, words: str, role: Role, by: Actor, *, clocks: Sequence[str] = ()
) -> Wanted:
    runs = ClockRun.objects.filter(subject=contact.subject, code__in=clocks, stopped_at=None)
    return Wanted(
        kind=kind,
        title=f"{contact.reference}: {words}",
        about=contact.subject,
        path=contact.hub_path,
        due_at=min(runs.values_list("due_at", flat=True), default=None),
        for_agency=agency_of(role, by=by),
        for_role=role,
    )

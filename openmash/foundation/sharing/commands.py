"""Writing down an act of sharing, in the transaction that shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.foundation.ledger.commands import Entry, record, record_many
from openmash.foundation.sharing.events import SharingEvent
from openmash.foundation.sharing.models import Disclosure
from openmash.foundation.sharing.rules import why_not_shared


@dataclass(frozen=True)
class Sharing:
    """From the actor to whom, about whom, for what, on which ground and with which conditions.

    `about` is the typed reference of what was shared, `subjects` those of the people it speaks of.
    """

    to_user: str
    to_agency: str
    about: str
    purpose: str
    bases: Sequence[str]
    necessity: str
    subjects: Sequence[str] = ()
    handling: Sequence[str] = ()
    from_agency: str = ""  # where somebody writes down what another agency has told


@transaction.atomic
def disclose(sharing: Sharing, *, by: Actor) -> Disclosure:
    """Keep one act of sharing for ever; refused without a purpose, a ground and a reason (`data.md` §3.21).

    The caller holds the permit to share.
    """
    disclosure = _disclosure(sharing, by)
    disclosure.save(force_insert=True)
    told = _told(disclosure, sharing)
    record(told.name, by=by, subject=told.subject, about=told.about, facts=told.facts)
    return disclosure


@transaction.atomic
def disclose_many(sharings: Sequence[Sharing], *, by: Actor) -> None:
    """Several acts of sharing by one press, each kept for ever, in few statements."""
    made = [_disclosure(one, by) for one in sharings]
    Disclosure.objects.bulk_create(made)
    record_many([_told(one, of) for one, of in zip(made, sharings, strict=True)], by=by)


def _disclosure(sharing: Sharing, by: Actor) -> Disclosure:
    known = Disclosure.Basis.values
    refuse_if(why_not_shared(sharing.purpose, sharing.bases, sharing.necessity, known))
    return Disclosure(
        partnership_id=by.partnership,
        at=by.at,
        from_agency=sharing.from_agency or by.agency,
        from_user=by.user,
        to_agency=sharing.to_agency,
        to_user=sharing.to_user,
        about=sharing.about,
        subjects=list(sharing.subjects),
        purpose=sharing.purpose,
        bases=[str(basis) for basis in sharing.bases],
        necessity=sharing.necessity,
        handling=list(sharing.handling),
    )


def _told(made: Disclosure, sharing: Sharing) -> Entry:
    return Entry(
        SharingEvent.DISCLOSED,
        f"disclosure:{made.pk}",
        (sharing.about, *sharing.subjects),
        {"to_agency": sharing.to_agency, "bases": made.bases},
    )

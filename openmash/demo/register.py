"""The people the hub knew before the demonstration begins, and who works with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from openmash.core.actor import Actor
from openmash.demo.cast import BY_KEY
from openmash.demo.families import fill_families
from openmash.demo.known import SOURCE, Known
from openmash.foundation.access.models import User
from openmash.foundation.people.commands import NewInvolvement, add_address, record_involvement
from openmash.foundation.people.models import Involvement, Person

SOCIAL_CARE, SCHOOL = Involvement.Kind.SOCIAL_CARE, Involvement.Kind.SCHOOL


def fill_brackenford(by: Actor) -> None:
    """Three families with their history, Maisie with her worker, and a namesake."""
    known = Known(by)
    isla = fill_families(known)
    _involve(isla, "brackenford-health", Involvement.Kind.HEALTH, "School nursing", by)
    maisie = known.child("Maisie", "Whelan", date(2016, 6, 6), "F")
    _involve(maisie, "brackenford-council", SOCIAL_CARE, "Children in need", by, worker="dev")
    _involve(maisie, "st-oswins", SCHOOL, "School roll", by)
    # Nobody has said for more than a year whether this is still so: it is to be asked again.
    long_ago = replace(by, at=by.at - timedelta(days=400))
    _involve(maisie, "brackenford-health", Involvement.Kind.HEALTH, "School nursing", long_ago)
    known.child("Chloë", "Barraclough", date(2011, 2, 27), "F")
    known.child("Samir", "Haidary", date(2013, 4, 4), "M")


def fill_oakmere(by: Actor) -> None:
    """A child of nearly the same name and the same birthday: a leak would show."""
    isla = Known(by).child("Isla", "Tarrent", date(2019, 3, 14), "U")
    add_address(isla, "3 Reservoir Lane, Oakmere", "ZZ2 3RL", source=SOURCE, by=by)


def _involve(
    person: Person, agency: str, kind: str, service: str, by: Actor, *, worker: str | None = None
) -> None:
    user = User.objects.get(email=BY_KEY[worker].email) if worker else None
    since = date(by.at.year - 1, 9, 1)
    record_involvement(
        person,
        NewInvolvement(
            kind, agency, service, SOURCE, since,
            worker=str(user.pk) if user else None, worker_name=user.name if user else "",
        ),
        by=by,
    )  # fmt: skip

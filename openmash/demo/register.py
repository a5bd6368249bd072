"""The people the hub knew before the demonstration begins, and who works with them."""

from __future__ import annotations

import uuid
from datetime import date

from openmash.core.actor import Actor
from openmash.demo.cast import BY_KEY
from openmash.foundation.access.models import User
from openmash.foundation.people.commands import (
    NewInvolvement,
    NewPerson,
    add_address,
    add_identifier,
    create_person,
    record_involvement,
    relate,
)
from openmash.foundation.people.models import Identifier, Involvement, Person

SOURCE = "The hub’s register, before this year"
SOCIAL_CARE, SCHOOL = Involvement.Kind.SOCIAL_CARE, Involvement.Kind.SCHOOL


def fill_brackenford(by: Actor) -> None:
    """Isla and her mother, Noah under an older spelling, Maisie with her worker, and a namesake."""
    isla = _person("Isla Mae", "Tarrant", by, born=date(2019, 3, 14), sex="F")
    add_identifier(isla, Identifier.Kind.NHS_NUMBER, "9991047212", source=SOURCE, by=by)
    add_address(
        isla, "14 Mill Row, Brackenford", "ZZ1 4MR", source=SOURCE, by=by, confidential=True
    )
    noah = _person("Noa", "Tarrant", by, born=date(2024, 2, 6), sex="M")
    add_address(noah, "14 Mill Row, Brackenford", "ZZ1 4MR", source=SOURCE, by=by)
    kelly = _person("Kelly", "Tarrant", by, kind=Person.Kind.ADULT, sex="F")
    for child in (isla, noah):
        relate(
            kelly, child, "parent", source=SOURCE, by=by, details={"parental_responsibility": True}
        )
    relate(isla, noah, "sibling", source=SOURCE, by=by)
    _involve(isla, "brackenford-health", Involvement.Kind.HEALTH, "School nursing", by)
    maisie = _person("Maisie", "Whelan", by, born=date(2016, 6, 6), sex="F")
    _involve(maisie, "brackenford-council", SOCIAL_CARE, "Children in need", by, worker="dev")
    _involve(maisie, "st-oswins", SCHOOL, "School roll", by)
    _person("Chloë", "Barraclough", by, born=date(2011, 2, 27), sex="F")
    _person("Samir", "Haidary", by, born=date(2013, 4, 4), sex="M")


def fill_oakmere(by: Actor) -> None:
    """A child of nearly the same name and the same birthday: a leak would show."""
    isla = _person("Isla", "Tarrent", by, born=date(2019, 3, 14), sex="F")
    add_address(isla, "3 Reservoir Lane, Oakmere", "ZZ2 3RL", source=SOURCE, by=by)


def _person(
    given: str,
    family: str,
    by: Actor,
    *,
    born: date | None = None,
    kind: str = Person.Kind.CHILD,
    sex: str = "U",
) -> Person:
    new = NewPerson(given, family, SOURCE, kind=kind, birth_date=born, sex=sex)
    return create_person(new, key=uuid.uuid4(), by=by)


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

"""Which values stand for a human being when records differ, and putting back what stood before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import F

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.merging.models import Join
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.models import Person

# What is chosen together: a birth date says whether somebody is a child.
CHOICES: dict[str, tuple[str, ...]] = {
    "name": ("display_name",),
    "birth": ("kind", "birth_date", "birth_date_estimated", "expected_birth_date", "was_due_on"),
    "sex": ("sex",),
}
DATES = frozenset({"birth_date", "expected_birth_date", "was_due_on"})
CALLED = {"name": "the name", "birth": "the birth date", "sex": "the sex"}


def put_chosen(join: Join, standing: Person, chosen: Mapping[str, str], *, by: Actor) -> None:
    """Write the chosen record's values on the record that stands, keeping what stood there."""
    permit(by, P.PERSON_JOIN, record_facts(standing))
    others = {str(one.pk): one for one in Person.objects.filter(pk__in=set(chosen.values()))}
    kept: dict[str, dict[str, object]] = {}
    for choice in CHOICES:
        other = others.get(chosen.get(choice, ""))
        before = _said_by(standing, choice)
        if other is not None and other.pk != standing.pk:
            _write(standing, _said_by(other, choice))
            after = _said_by(other, choice)
            kept[choice] = {"before": before, "after": after, "version": standing.version}
    join.kept = kept
    join.save(update_fields=["kept"])


def put_back(join: Join, *, by: Actor) -> list[str]:
    """Put back what stood before, unless somebody changed it since; which ones were left, in words.

    A later join that chose over this one keeps its choice, and learns what stood before both.
    """
    standing = Person.objects.get(pk=join.standing_id)
    permit(by, P.PERSON_JOIN, record_facts(standing))
    left = []
    for choice, values in join.kept.items():
        later = _chosen_over(join, choice)
        if later is not None:
            _learn(later, choice, values)
        elif _said_by(standing, choice) == values["after"]:
            _write(standing, values["before"])
        else:
            left.append(CALLED[choice])
    return left


def _said_by(person: Person, choice: str) -> dict[str, object]:
    """The columns of one choice, as they can be kept."""
    values = {column: getattr(person, column) for column in CHOICES[choice]}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def _write(person: Person, values: Mapping[str, object]) -> None:
    for column, value in values.items():
        read = date.fromisoformat(str(value)) if column in DATES and value else value
        setattr(person, column, read)
    columns = {column: getattr(person, column) for column in values}
    Person.objects.filter(pk=person.pk).update(version=F("version") + 1, **columns)
    person.version += 1


def _chosen_over(join: Join, choice: str) -> Join | None:
    """The join that chose next after this one, if it still stands."""
    made = Join.objects.filter(standing_id=join.standing_id, state=Join.State.MADE)
    later = [
        other
        for other in made.exclude(pk=join.pk)
        if choice in other.kept and other.kept[choice]["version"] > join.kept[choice]["version"]
    ]
    return min(later, key=lambda other: int(other.kept[choice]["version"]), default=None)


def _learn(later: Join, choice: str, values: Mapping[str, object]) -> None:
    if later.kept[choice]["before"] == values["after"]:
        later.kept[choice]["before"] = values["before"]
        later.save(update_fields=["kept"])

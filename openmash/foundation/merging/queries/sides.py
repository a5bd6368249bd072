"""What the rules need of two human beings, and a mark of what was seen of them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.models import Attachment, User
from openmash.foundation.merging.models import DuplicatePair, Join
from openmash.foundation.merging.rules import Between, Side, takes_two, why_not_joined
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.models import (
    Address,
    Involvement,
    Person,
    PersonFlag,
    Relationship,
)


@dataclass(frozen=True)
class Being:
    """One human being: the record that stands and all keys of records, for the rules."""

    root: Person
    keys: tuple[uuid.UUID, ...]
    side: Side


@dataclass(frozen=True)
class Verdict:
    """What the rules say of joining two: what stands in the way, and why it takes two people."""

    blockers: tuple[str, ...]
    second_person: tuple[str, ...]
    seen: str


def older_first(person: Person) -> tuple[datetime, str, str]:
    """The order in which two people are shown and stand: by age of the record, then by name."""
    return person.recorded_at, person.display_name, str(person.pk)


def being(root: Person, by: Actor) -> Being:
    """One human being, read as they are now."""
    keys = tuple(visible_to(by).filter(root_id=root.pk).order_by("pk").values_list("pk", flat=True))
    day = by.at.astimezone(LONDON).date()
    flags = PersonFlag.objects.filter(_still(day), person_id__in=keys, in_error_at=None)
    side = Side(
        flags=tuple(
            dict.fromkeys(flag.get_code_display() for flag in flags.order_by("recorded_at", "pk"))
        ),
        readers=None if root.readers is None else frozenset(root.readers),
        protected_address=Address.objects.filter(
            person_id__in=keys, confidential=True, in_error_at=None
        ).exists(),
        on_case=_on_case(keys, by),
    )
    return Being(root, keys, side)


def judge(one: Being, two: Being, by: Actor) -> Verdict:
    """The rules' answer for these two; the page and the command ask this alike."""
    said = not_the_same_between(one, two).order_by("-answered_at").first()
    between = Between(
        not_the_same_by=said.answered_by if said else "", related_as=_related_as(one, two)
    )
    return Verdict(
        blockers=tuple(why_not_joined(one.side, two.side)),
        second_person=tuple(takes_two(one.side, two.side, between)),
        seen=_mark(one, two, said),
    )


def between(one: Being, two: Being) -> QuerySet[DuplicatePair]:
    """Every pair of a record of the one and a record of the other."""
    forth = Q(one_id__in=one.keys, two_id__in=two.keys)
    return DuplicatePair.objects.filter(forth | Q(one_id__in=two.keys, two_id__in=one.keys))


def not_the_same_between(one: Being, two: Being) -> QuerySet[DuplicatePair]:
    """What was said before: it holds for every record that is joined later to either of them."""
    return between(one, two).filter(state=DuplicatePair.State.NOT_THE_SAME)


def proposal_between(one: Being, two: Being) -> Join | None:
    """What somebody has proposed for these two, and nobody has confirmed yet."""
    forth = Q(standing_id__in=one.keys, absorbed_id__in=two.keys)
    back = Q(standing_id__in=two.keys, absorbed_id__in=one.keys)
    return Join.objects.filter(forth | back, state=Join.State.PROPOSED).first()


def _related_as(one: Being, two: Being) -> str:
    forth = Q(person_id__in=one.keys, other_id__in=two.keys)
    back = Q(person_id__in=two.keys, other_id__in=one.keys)
    rows = Relationship.objects.filter(forth | back, in_error_at=None).order_by("recorded_at", "pk")
    return ", ".join(dict.fromkeys(row.kind for row in rows))


def _on_case(keys: Sequence[uuid.UUID], by: Actor) -> dict[str, str]:
    """Who is on a case of any of these records, or works with them as a user of the hub."""
    day = by.at.astimezone(LONDON).date()
    attached = Attachment.objects.filter(
        partnership_id=by.partnership, subject__in=[f"person:{key}" for key in keys], ends_at=None
    ).values_list("user_id", flat=True)
    working = Involvement.objects.filter(
        _still(day), person_id__in=keys, worker__isnull=False, in_error_because=""
    ).values_list("worker_id", flat=True)
    users = User.objects.filter(pk__in={*attached, *working}).order_by("name")
    return {str(user.pk): user.name for user in users}


def _still(day: object) -> Q:
    return Q(ends_on=None) | Q(ends_on__gt=day)


def _mark(one: Being, two: Being, said: DuplicatePair | None) -> str:
    """Changes when a record joins or leaves, or when somebody answers: two tabs are told apart."""
    parts = sorted(map(str, (*one.keys, *two.keys)))
    parts.append(str(said.answered_at) if said else "")
    parts.append(str(one.root.version + two.root.version))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]

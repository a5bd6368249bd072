"""Make anew what people are found by, and which addresses are one door; after an upgrade."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.people.commands import refile
from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import Partnership
from openmash.web.clock import now

AT_ONCE = 500


class Command(BaseCommand):
    """May be stopped and started again; people can be looked for meanwhile."""

    help = "Rebuild the keys people are found by, and the place of every address."

    def handle(self, *args: Any, **options: Any) -> None:
        for code in Partnership.objects.order_by("code").values_list("pk", flat=True):
            by = system_actor("rekey", partnership=str(code), at=now())
            done = sum(_refile(keys, by) for keys in _batches(by))
            print(f"{code}: {done} records")


def _batches(by: Actor) -> Iterator[list[uuid.UUID]]:
    """The records of a partnership in the order of their ids, some at a time."""
    last = uuid.UUID(int=0)
    while True:
        with transaction.atomic():
            act_as(by)
            people = Person.objects.filter(partnership_id=by.partnership, pk__gt=last)
            keys = list(people.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            return
        last = keys[-1]
        yield keys


@transaction.atomic
def _refile(keys: list[uuid.UUID], by: Actor) -> int:
    act_as(by)
    people = list(Person.objects.filter(pk__in=keys).prefetch_related("addresses"))
    refile(people, by=by)
    return len(people)

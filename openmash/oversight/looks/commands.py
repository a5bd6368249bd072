"""Asking information governance who looked at a record, for a person or by itself."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import council
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.people.access import get_person
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.foundation.tasks.models import Task
from openmash.oversight.looks.states import WHY_WORDS, Why

KIND = "looks.asked.{}"  # a complaint is not lost behind a routine check


@transaction.atomic
def ask_who_looked(key: uuid.UUID, why: Why, *, by: Actor) -> Task:
    """Put the question before information governance: a number and a reason, and no name.

    Raises `NotFound` for a record that the asker may not know of.
    """
    person = get_person(by, key, P.PERSON_ASK_WHO_LOOKED)
    path = f"{reverse('who_looked')}?{urlencode({'of': str(person.pk), 'why': str(why)})}"
    title = f"Who looked at a record? {WHY_WORDS[why]}, asked by {by.name}"
    wanted = Wanted(
        KIND.format(why), title, person.subject, path,
        for_agency=council(by.partnership), for_role=Role.IG_AUD,
    )  # fmt: skip
    return raise_task(wanted, by=by)

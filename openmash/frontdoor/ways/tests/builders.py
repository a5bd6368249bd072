"""Messages of people without an account, sent through the pages."""

from __future__ import annotations

import re
import uuid
from datetime import datetime

import time_machine
from django.http import HttpResponse, QueryDict
from django.test import Client

from openmash.core.actor import Actor
from openmash.foundation.access.row_security import act_as
from openmash.frontdoor.contacts.emarf.filled import Filled
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.ways.calls import open_call
from openmash.frontdoor.ways.kinds import CALL
from openmash.frontdoor.ways.secret import known_by
from openmash.frontdoor.ways.visiting import holder
from openmash.frontdoor.ways.writing import typed_message

SEEN = "The little boy at number twelve cries for hours, and nobody comes."
FORMS = {"public": "worry", "young": "young"}


def sends(
    client: Client,
    *,
    at: datetime,
    form: str = "public",
    hub: str = "brackenford",
    **typed: str | list[str],
) -> HttpResponse:
    """Somebody presses “Send it”; without a `key` it is a page of its own."""
    post = {"key": str(uuid.uuid4()), "children": "1", **typed}
    with time_machine.travel(at, tick=False):
        return client.post(f"/tell/{hub}/{FORMS[form]}/", post)  # type: ignore[return-value]


def secret_in(page: HttpResponse) -> str:
    """The secret of the address that is shown once."""
    found = re.search(r"/sent/([A-Za-z0-9_-]{43})/", page.content.decode())
    assert found, "no address to keep"
    return found[1]


def holder_of(secret: str, *, at: datetime) -> Actor:
    """Whoever holds this secret acts, and row-level security knows it."""
    by = holder(secret, partnership="brackenford", at=at)
    act_as(by)
    return by


def sent_contact(page: HttpResponse) -> Contact:
    """The contact of this page. Whoever is on stage must be able to see it."""
    return Contact.objects.get(public_key=known_by(secret_in(page)))


def the_call(by: Actor, **typed: str) -> Filled:
    """What whoever takes the call has typed; without a `key` it is a page of its own."""
    post = {"key": str(uuid.uuid4()), "children": "1", "B2": SEEN, **typed}
    data = QueryDict(mutable=True)
    data.update(post)
    return typed_message(CALL, uuid.UUID(post["key"]), data, by=by)


def taken(by: Actor, agency: str = CALL.agency, **typed: str) -> Contact:
    """The contact of a call whose first words have been typed."""
    contact, _ = open_call(the_call(by, **typed), agency, by=by)
    return contact

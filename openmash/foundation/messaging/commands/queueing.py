"""Queueing a message: in the transaction of what it tells about, and only once for each key."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.models import User
from openmash.foundation.ledger.commands import record
from openmash.foundation.messaging.models import Message
from openmash.foundation.messaging.queue import defer_delivery
from openmash.foundation.messaging.states import MessageEvent
from openmash.foundation.messaging.templates import written


@dataclass(frozen=True)
class Notice:
    """What to tell whom. `key` is what may only ever be sent once ("contact:…:acknowledged").

    `about` is a typed reference, `path` the page that shows it, `reference` the human reference
    for the text. `to_address` is for a mailbox that belongs to no user, or instead of the user's.
    """

    key: str
    template: str
    to_user: str | None
    about: str
    path: str
    reference: str = ""
    hub: str = ""  # for who knows nothing of us: name and telephone
    to_address: str = ""


@transaction.atomic
def queue(notice: Notice, *, by: Actor) -> Message:
    """Queue a message to one person (L41); asking again with the same key changes nothing.

    The text holds the reference and a link, never a personal fact. It leaves after this
    transaction has been committed, and not at all when that is undone.
    """
    message, is_new = Message.objects.get_or_create(
        partnership_id=by.partnership, key=notice.key, defaults=_written(notice, by)
    )
    if is_new:
        record(
            MessageEvent.QUEUED,
            by=by,
            subject=message.subject,
            about=[notice.about],
            facts={"template": notice.template},
        )
        defer_delivery(message)
    return message


def _written(notice: Notice, by: Actor) -> dict[str, object]:
    link = settings.SITE_ADDRESS.rstrip("/") + notice.path
    words = written(notice.template, reference=notice.reference, link=link, hub=notice.hub)
    return {
        "template": notice.template,
        "to_user_id": notice.to_user,
        "to_address": notice.to_address or _address_of(notice.to_user),
        "heading": words.heading,
        "body": words.body,
        "about": notice.about,
        "path": notice.path,
        "queued_at": by.at,
    }


def _address_of(user: str | None) -> str:
    if user is None:
        raise ValueError("A message goes to somebody, or to an address")
    return User.objects.get(pk=user).email

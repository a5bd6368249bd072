"""The files of a worry, as its sender and as the hub see them."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.files.presenters import FileRow, draw_files
from openmash.foundation.files.queries import files_of, limits_of, sent_with
from openmash.frontdoor.contacts.models import Contact


def senders_files(contact: Contact, by: Actor) -> tuple[FileRow, ...]:
    """All that the sender has added, with what is not sent yet. The caller has checked access."""
    rows = list(files_of(contact.subject))
    return draw_files(rows, limits_of(by.partnership), by, writes=True) if rows else ()


def sent_files(contact: Contact, by: Actor) -> tuple[FileRow, ...]:
    """What came with it. The caller has checked access and logged the look."""
    rows = list(sent_with([contact.subject]))
    return draw_files(rows, limits_of(by.partnership), by) if rows else ()

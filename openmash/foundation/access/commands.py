"""Putting people on a case."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.access.events import AccessEvent
from openmash.foundation.access.models import Attachment, User
from openmash.foundation.ledger.commands import record


def attach(user: str, *, subject: str, because: str, by: Actor, carried: bool = False) -> None:
    """Put a user on a record; being on it already changes nothing. The caller holds the permit.

    A carried attachment follows from another record; putting the user there in person makes it
    their own.
    """
    found, is_new = Attachment.objects.get_or_create(
        partnership_id=by.partnership,
        subject=subject,
        user_id=user,
        ends_at=None,
        defaults={"because": because, "starts_at": by.at, "carried": carried},
    )
    own = {"carried": False, "because": because}
    is_own_now = not carried and Attachment.objects.filter(pk=found.pk, carried=True).update(**own)
    if is_new or is_own_now:
        record(AccessEvent.ATTACHED, by=by, subject=subject, facts={"user": user})


def detach(user: str, *, subject: str, by: Actor) -> None:
    """Take a user off a record from now on."""
    open_ones = Attachment.objects.filter(
        partnership_id=by.partnership, subject=subject, user_id=user, ends_at=None
    )
    if open_ones.update(ends_at=by.at):
        record(AccessEvent.DETACHED, by=by, subject=subject, facts={"user": user})


def sign_out_everywhere(user: User, *, by: Actor) -> None:
    """End every session a person has open: a lost telephone, a password somebody else knows.

    Only whoever runs the server can ask for it (`manage.py sign_out_everywhere`), in the name of the
    partnership the person belongs to.
    """
    User.objects.filter(pk=user.pk).update(sessions_void_before=by.at)
    record(AccessEvent.SIGNED_OUT_EVERYWHERE, by=by, subject=f"user:{user.pk}")

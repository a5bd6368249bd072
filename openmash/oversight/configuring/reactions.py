"""What follows by itself when a published change is called back: both whose change it was hear of it."""

from __future__ import annotations

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.foundation.messaging.commands import Notice, queue
from openmash.oversight.configuring.events import ChangeEvent
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.queries import can_read


@on(ChangeEvent.CALLED_BACK)
def tell_both(event: Event, by: Actor) -> None:
    """Whoever drafted it and whoever published it, but for the one who called it back."""
    one = Change.objects.get(pk=event.subject.partition(":")[2])
    path = reverse("configuring_change", args=[one.pk])
    both = {
        one.drafted_by_user: "called_back_drafted",
        one.settled_by_user: "called_back_published",
    }
    for user, template in both.items():
        if user != one.called_back_by_user and can_read(user, by=by):
            queue(Notice(f"{one.subject}:{template}", template, user, one.subject, path), by=by)

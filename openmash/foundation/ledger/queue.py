"""Deferring reactions to the worker, in the transaction of the event they react to.

The job carries only the event's id, so the ledger stays the truth and nothing of value lives
only in a queue table.
"""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import reactions_to

REACT_TASK = "ledger.react"


def defer_reactions(event: Event) -> None:
    """Queue one job per registered reaction; gone with the transaction if that rolls back."""
    for reaction in reactions_to(event.name):
        app.configure_task(REACT_TASK, queue="reactions").defer(
            partnership=event.partnership, event=str(event.pk), reaction=reaction.name
        )

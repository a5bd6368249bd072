"""Keeping the people of an agency: the only place that writes."""

from openmash.foundation.colleagues.commands.changing import change_role
from openmash.foundation.colleagues.commands.confirming import confirm, watch_confirmations
from openmash.foundation.colleagues.commands.ending import Parting, end_access, undo_end
from openmash.foundation.colleagues.commands.inviting import (
    NewColleague,
    accept,
    end_old_invitations,
    invite,
    send_again,
    withdraw,
)

__all__ = [
    "NewColleague",
    "Parting",
    "accept",
    "change_role",
    "confirm",
    "end_access",
    "end_old_invitations",
    "invite",
    "send_again",
    "undo_end",
    "watch_confirmations",
    "withdraw",
]

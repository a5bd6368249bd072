"""Invitations that somebody sent and nobody used, when they keep the people of an agency no longer."""

from __future__ import annotations

from collections.abc import Iterable

from openmash.core.actor import Actor
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.colleagues.held import Leaving, Line, register
from openmash.foundation.colleagues.models import Invitation
from openmash.foundation.colleagues.states import InvitationState


class OfInvitations:
    """They stay: whoever they invited is needed all the same, or is withdrawn by somebody who looked."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """How many links of theirs are under way."""
        then = "still open: withdraw under “Your people” whom you do not know"
        number = 0
        if any(reach_of(role, P.COLLEAGUE_KEEP) for role in leaving.loses):
            sender = User.objects.values_list("name", flat=True).get(pk=leaving.user)
            live = Invitation.objects.filter(
                partnership_id=by.partnership, agency=leaving.agency, state=InvitationState.LIVE
            )
            number = live.filter(sent_by=sender).count()
        yield Line(
            number,
            "invitation they sent, not used yet",
            "invitations they sent, not used yet",
            then,
        )

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """Nothing: the next lead sees them on the list."""
        return 0


register("invitations", OfInvitations())

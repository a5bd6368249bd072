"""What a page carries along so that a lost session loses nothing: who writes what, since when."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core import signing

from openmash.core.actor import Actor
from openmash.frontdoor.contacts.models import Contact

SALT = "contacts.worries.page"
LONGEST = timedelta(days=7)  # as long as an untouched draft stays (e-MARF §8)


@dataclass(frozen=True)
class PageToken:
    """Signed by us, so that words typed after the session ended are kept for the right person."""

    contact: str
    user: str
    name: str
    role: str
    agency: str
    partnership: str
    opened: str

    @property
    def contact_id(self) -> uuid.UUID:
        """The worry it was given out for."""
        return uuid.UUID(self.contact)

    @property
    def writer(self) -> Actor:
        """Who opened the page, at the moment they opened it: the last we know of them."""
        return Actor(
            user=self.user,
            name=self.name,
            role=self.role,
            agency=self.agency,
            partnership=self.partnership,
            at=datetime.fromisoformat(self.opened),
        )


def give_out(contact: Contact, by: Actor) -> str:
    """The token of a page that this person has open now."""
    token = PageToken(
        contact=str(contact.pk),
        user=by.user,
        name=by.name,
        role=by.role,
        agency=by.agency,
        partnership=by.partnership,
        opened=by.at.isoformat(),
    )
    return signing.dumps(asdict(token), salt=SALT, compress=True)


def read_token(text: str) -> PageToken | None:
    """The token, when it is ours and not older than a week."""
    try:
        return PageToken(**signing.loads(text, salt=SALT, max_age=LONGEST))
    except signing.BadSignature:
        return None

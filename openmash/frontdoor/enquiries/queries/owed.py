"""What an enquiry still owes before anybody decides: the decision shows it, and is refused by it (P7)."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.queries.gp import family_refuses_gps, requests_for_decision
from openmash.frontdoor.enquiries.rules.gp import why_not_decided

ANYBODY = "whoever runs the enquiry"


@dataclass(frozen=True)
class Owed:
    """One thing that has to be done first, where it is done, and by whom."""

    text: str
    path: str
    held_by: str


def owed_before_deciding(contact: Contact, *, by: Actor) -> list[Owed]:
    """Everything the enquiry about a contact still owes; nothing where there is no enquiry."""
    here = f"{contact.hub_path}enquiry/#gp"
    requests = requests_for_decision(contact)
    refused = bool(requests) and family_refuses_gps(contact, by=by)
    gps = why_not_decided(requests, refused=refused)
    return [Owed(text, here, ANYBODY) for text in gps]

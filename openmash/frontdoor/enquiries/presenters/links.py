"""A one-time link as the hub reads it: where it went, whether it opens anything, and whom to ring."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.ui.wording import short_when
from openmash.frontdoor.enquiries.models import AgencyCheck
from openmash.frontdoor.enquiries.queries.links import facts_of
from openmash.frontdoor.enquiries.rules.links import is_alive


@dataclass(frozen=True)
class LinkDrawn:
    """What the enquiry’s page and the page of the code are handed."""

    line: str
    phone: str
    entered: str


def draw_link(check: AgencyCheck, by: Actor) -> LinkDrawn | None:
    """The link that opens this question now; nothing where none does."""
    link = check.open_link
    if link is None:
        return None
    link.check_of = check
    if not is_alive(facts_of(link), by.at):
        return None
    entered = ""
    if link.entered_at is not None:
        entered = f"Opened by {link.entered_by}, {short_when(link.entered_at, by.at)}"
    return LinkDrawn(
        line=f"Link sent to {link.to_address}, {short_when(link.sent_at, by.at)}",
        phone=link.phone,
        entered=entered,
    )

"""On the page of an enquiry: whether the health gate is open, and what must be known first (P6, L71)."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.ui.parts import Link
from openmash.frontdoor.enquiries.access import record_facts
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.presenters.pertinent import OfChild, draw_first
from openmash.frontdoor.enquiries.queries.health import health_part
from openmash.frontdoor.enquiries.queries.page import EnquiryPage
from openmash.frontdoor.enquiries.queries.pertinent import pertinent
from openmash.frontdoor.enquiries.rules.health import why_gate_is_shut


@dataclass(frozen=True)
class GateView:
    """The gate as it stands."""

    why_shut: tuple[str, ...]
    said: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class FirstView:
    """The first five of each child, and the way to everything else."""

    children: tuple[OfChild, ...]
    count: int
    all_path: str
    add_path: str


def draw_gate(enquiry: MashEnquiry, *, by: Actor) -> GateView | None:
    """For those who may read it; nothing where nothing is about health."""
    record = record_facts(enquiry)
    if not may(by, P.HEALTH_READ, record):
        return None
    part = health_part(enquiry)
    if not part.facts.required:
        return None
    why = tuple(why_gate_is_shut(part.facts))
    links = [Link("Health", f"/health/{enquiry.contact.reference}/", "facts, meaning, signatures")]
    if why and may(by, P.HEALTH_DECIDE_BEFORE, record):
        before = f"{enquiry.contact.hub_path}enquiry/health/before/"
        links.append(Link("It cannot wait", before, "where waiting would endanger a child"))
    read = part.standing
    names = " and ".join(one.signed_by for one in read.signatures if one.agrees) if read else ""
    said = f"Signed by {names}" if not why and names else "Decided before" if not why else ""
    return GateView(why, said, tuple(links))


def draw_first_of(enquiry: MashEnquiry, page: EnquiryPage, *, by: Actor) -> FirstView | None:
    """For those who read what agencies say."""
    if not page.may.read_answers:
        return None
    found = pertinent(enquiry, by=by)
    here = f"{enquiry.contact.hub_path}enquiry/"
    add = f"{here}items/add/" if page.may.check else ""
    return FirstView(draw_first(found, page.people, by), len(found.order), f"{here}known/", add)

"""On the page of an enquiry: whether the health gate is open, and what must be known first (P6, L71)."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.ui.parts import Link
from openmash.frontdoor.enquiries.presenters.pertinent import OfChild, draw_first
from openmash.frontdoor.enquiries.queries.health import health_in
from openmash.frontdoor.enquiries.queries.page import EnquiryPage
from openmash.frontdoor.enquiries.queries.pertinent import pertinent_in
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.rules.health import why_gate_is_shut, why_waiting_for_health


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


def draw_gate(rows: EnquiryRows, page: EnquiryPage) -> GateView | None:
    """For those who may read it; nothing where nothing is about health."""
    if not page.may.read_health:
        return None
    part, contact = health_in(rows), rows.enquiry.contact
    if not (part.facts.required or part.facts.left_out):
        return None
    why = tuple(why_gate_is_shut(part.facts))
    links = [Link("Health", f"/health/{contact.reference}/", "facts, meaning, signatures")]
    if part.facts.left_out and page.may.run:
        links.insert(0, Link("Ask about the child", f"{contact.hub_path}enquiry/people/add/"))
    if any(why_waiting_for_health(part.facts)) and page.may.decide_before:
        before = f"{contact.hub_path}enquiry/health/before/"
        links.append(Link("It cannot wait", before, "where waiting would endanger a child"))
    read = part.standing
    names = " and ".join(one.signed_by for one in read.signatures if one.agrees) if read else ""
    said = f"Signed by {names}" if not why and names else "Decided before" if not why else ""
    return GateView(why, said, tuple(links))


def draw_first_of(rows: EnquiryRows, page: EnquiryPage, *, by: Actor) -> FirstView | None:
    """For those who read what agencies say."""
    if not page.may.read_answers:
        return None
    found = pertinent_in(rows, by=by)
    here = f"{rows.enquiry.contact.hub_path}enquiry/"
    add = f"{here}items/add/" if page.may.check else ""
    return FirstView(draw_first(found, page.people, by), len(found.order), f"{here}known/", add)

"""Everything of one enquiry at once, for its page and for paper: few questions, whatever it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.together import Rows, ask
from openmash.frontdoor.contacts.access import attached_to, facts_with
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.queries.agreement import AgreementPart, holders_among, part_of
from openmash.frontdoor.enquiries.queries.checks import Checks, checks_of
from openmash.frontdoor.enquiries.queries.lived import LivedPart, parts_of
from openmash.frontdoor.enquiries.queries.page import (
    EnquiryPage,
    draw_people,
    enquiry_page,
    may_with,
    roots_known,
)
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows


@dataclass(frozen=True)
class Whole:
    """The rows of an enquiry, and the parts that are made of them."""

    rows: EnquiryRows
    page: EnquiryPage
    checks: Checks
    agreement: AgreementPart
    lived: list[LivedPart]  # empty for who may not read what agencies say


def whole_of(enquiry: MashEnquiry, *, by: Actor) -> Whole:
    """Three questions. The caller has loaded the enquiry through `access`, which logged the look."""
    rows, attached = EnquiryRows(enquiry), attached_to(enquiry.contact)
    rows.read(attached)
    may = may_with(facts_with(enquiry.contact, attached), by)
    known, holding = Rows(roots_known(rows, by=by)), holders_among(rows.scope)
    ask(known, holding)
    checks = checks_of(rows, by=by)
    page = enquiry_page(rows, draw_people(rows, known.answer, by), checks.of_contact, may)
    people = [*page.people, *page.taken_out]
    agreement = part_of(rows.agreement, rows, people, holding.answer, by=by)
    return Whole(rows, page, checks, agreement, parts_of(rows) if may.read_answers else [])

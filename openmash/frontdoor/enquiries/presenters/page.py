"""How the page of an enquiry is drawn: what matters in two seconds, and the one place of action."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.ledger.queries import TimelineEntry
from openmash.foundation.ui.parts import Act, ChildHeader, Due, Fact, Flag, Moment, Tab
from openmash.foundation.ui.wording import short_when
from openmash.frontdoor.contacts.queries.tray_rows import due_of, next_clocks
from openmash.frontdoor.enquiries.events import CheckEvent, EnquiryEvent, GpEvent, HealthEvent
from openmash.frontdoor.enquiries.forms.enquiry import ROLES
from openmash.frontdoor.enquiries.models import EnquiryRag
from openmash.frontdoor.enquiries.presenters.acting import act
from openmash.frontdoor.enquiries.presenters.agreement import AgreementDrawn, draw_agreement
from openmash.frontdoor.enquiries.queries.agreement import AgreementPart
from openmash.frontdoor.enquiries.queries.page import Asked, EnquiryPage
from openmash.frontdoor.enquiries.rules.agreement import why_checks_may_not_leave
from openmash.frontdoor.enquiries.states import OPEN, RUNNING, STATE_WORDS, EnquiryState, ScopeRole

# What the contact says of the same press: once is enough.
SAID_TWICE = frozenset(
    {
        "contact.enquiry_opened",
        "contact.urgency_rated",
        "contact.enquiry_finished",
        "contact.back_to_enquiry",
        "contact.enquiry_ended",
        "enquiry.agreement_begun",
        "agreement.to_be_sought",
        "check.due_set",
        "enquiry.checks_sent",
    }
)


@dataclass(frozen=True)
class RunningClock:
    """A clock and the rule it was worked out by (L36)."""

    due: Due
    explanation: str


@dataclass(frozen=True)
class PersonRow:
    """Somebody who is asked about."""

    name: str
    age: str
    role: str
    why: str
    path: str
    remove: str


@dataclass(frozen=True)
class Drawn:
    """What the template is handed beside the page itself."""

    header: ChildHeader
    tabs: tuple[Tab, ...]
    act: Act
    agreement: AgreementDrawn
    clocks: tuple[RunningClock, ...]
    people: tuple[PersonRow, ...]
    taken_out: tuple[Moment, ...]
    timeline: tuple[Moment, ...]


def draw(page: EnquiryPage, part: AgreementPart, by: Actor) -> Drawn:
    """Draw the page for this person at this moment."""
    return Drawn(
        header=header_of(page, part, by),
        tabs=_tabs(page),
        act=act(page, part),
        agreement=draw_agreement(part, by, may_ask=page.may.ask),
        clocks=tuple(RunningClock(due_of(one, by), one.explanation) for one in page.clocks),
        people=tuple(_person(one, page) for one in page.people),
        taken_out=tuple(_taken_out(one, by) for one in page.taken_out),
        timeline=tuple(
            _moment(one, page, by) for one in page.timeline if one.name not in SAID_TWICE
        ),
    )


def header_of(page: EnquiryPage, part: AgreementPart, by: Actor) -> ChildHeader:
    """The children, the urgency and the clock, in the fixed order of every page."""
    enquiry, contact = page.enquiry, page.enquiry.contact
    children = [one for one in page.people if one.row.role == ScopeRole.CHILD]
    clocks = next_clocks(page.clocks)
    state = STATE_WORDS[EnquiryState(enquiry.state)]
    flags = [Flag("Immediate danger", strong=True)] if contact.immediate_danger else []
    if enquiry.state in RUNNING:
        shut = any(why_checks_may_not_leave(part.facts))
        flags.append(Flag("Checks may not leave" if shut else "Checks may leave", strong=shut))
    return ChildHeader(
        name=" · ".join(filter(None, (_called(one) for one in children))) or "No child named",
        facts=(
            Fact("Enquiry about", contact.reference),
            Fact("Opened", f"{short_when(enquiry.opened_at, by.at)}, {enquiry.opened_by}"),
            Fact("State", state),
        ),
        rag=enquiry.rag,
        flags=tuple(flags),
        due=due_of(clocks[0], by) if clocks else None,
        who_may_see="the hub team.",
    )


def _called(one: Asked) -> str:
    return ", ".join(filter(None, [one.name, one.age]))


def _tabs(page: EnquiryPage) -> tuple[Tab, ...]:
    here = f"/contacts/{page.enquiry.contact.reference}/"
    decision = (Tab("Decision", f"{here}decision/"),) if page.may.read_decision else ()
    health = f"/health/{page.enquiry.contact.reference}/"
    return (
        Tab("Contact", here),
        Tab("Enquiry", f"{here}enquiry/", current=True),
        *((Tab("Health", health),) if page.may.read_health else ()),
        *decision,
    )


def _person(one: Asked, page: EnquiryPage) -> PersonRow:
    row, here = one.row, f"/contacts/{page.enquiry.contact.reference}/enquiry/"
    changes = page.may.run and page.enquiry.state in OPEN and row.role != ScopeRole.CHILD
    return PersonRow(
        name=one.name,
        age=one.age,
        role=ROLES[row.role] + (", lives elsewhere" if _lives_elsewhere(one) else ""),
        why=row.reason or _belongs(row.role),
        path=one.path,
        remove=f"{here}people/{row.pk}/remove/" if changes else "",
    )


def _belongs(role: str) -> str:
    is_child = role == ScopeRole.CHILD
    return "the enquiry is about them" if is_child else "belongs to the children’s home"


def _lives_elsewhere(one: Asked) -> bool:
    return one.row.elsewhere and one.row.role != ScopeRole.OTHER_ADDRESS


def _taken_out(one: Asked, by: Actor) -> Moment:
    assert one.row.removed_at is not None  # only those who were taken out are here
    text = f"{one.name}: “{one.row.removed_because}”"
    return Moment(short_when(one.row.removed_at, by.at), text, by=one.row.removed_by)


def _moment(entry: TimelineEntry, page: EnquiryPage, by: Actor) -> Moment:
    """What was said stands in a reason too: it is for those who read answers, or health."""
    what = f"{entry.sentence}{_to_what(entry)}"
    said = f"{entry.who} {what}."
    if entry.by_itself:
        said = f"{what[0].upper()}{what[1:]}, by itself."
    reason = f" “{entry.reason}”" if entry.reason and not _is_hidden(entry, page) else ""
    return Moment(short_when(entry.at, by.at), f"{said}{reason}")


def _is_hidden(entry: TimelineEntry, page: EnquiryPage) -> bool:
    of_agency = entry.name in {*CheckEvent, *GpEvent} and not page.may.read_answers
    return of_agency or (entry.name in set(HealthEvent) and not page.may.read_health)


def _to_what(entry: TimelineEntry) -> str:
    if "agency_name" in entry.facts:
        return f": {entry.facts['agency_name']}"
    if entry.name in (EnquiryEvent.OPENED, EnquiryEvent.URGENCY_CHANGED):
        return f": {EnquiryRag(str(entry.facts['rag'])).label}"
    return ""

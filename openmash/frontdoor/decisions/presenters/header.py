"""Who the children are, and the parts of their contact."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.core.dates import describe_age, say_date
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.ui.parts import ChildHeader, Fact, Flag, Link, Tab
from openmash.foundation.ui.wording import count, listed
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.decisions.queries.case import Case, anchor_of
from openmash.frontdoor.decisions.queries.waiting import due_of_contact


def header_of(case: Case, *, by: Actor) -> ChildHeader:
    """Who the children are, in the fixed order of every page about a child (`guide.md` §4)."""
    contact, children = case.contact, case.filled.children
    names = [child.name or case.called(child) for child in children]
    first = children[0] if children else None
    others = tuple(Link(case.called(c), f"#{anchor_of(c)}") for c in children[1:])
    facts = [
        Fact("Born", say_date(first.birth_date) if first and first.birth_date else "not known"),
        Fact("Open to", listed([o.service or o.agency for o in case.open_to]) or "nobody we know"),
        Fact("Contact", contact.reference),
    ]
    earlier = len({one.key for one in case.earlier})
    flags = [Flag("Immediate danger", strong=True)] if contact.immediate_danger else []
    if earlier:
        flags.append(Flag(f"{count(earlier + 1, 'contact')} in 12 months"))
    return ChildHeader(
        name=names[0] if names else "No child named",
        about=age_of(first, by) if first else "",
        siblings=others,
        facts=tuple(facts),
        rag=contact.rag,
        flags=tuple(flags),
        due=due_of_contact(contact, by=by),
        who_may_see="the hub team.",
    )


def tabs_of(contact: Contact, by: Actor) -> tuple[Tab, ...]:
    """The parts of this contact."""
    here = f"/contacts/{contact.reference}/"
    answer = () if contact.decided_at is None else (Tab("Answer", f"{here}answer/"),)
    enquiry = (Tab("Enquiry", f"{here}enquiry/"),) if contact.in_enquiry else ()
    reads_health = contact.in_enquiry and may(by, P.HEALTH_READ, record_facts(contact))
    health = (Tab("Health", f"/health/{contact.reference}/"),) if reads_health else ()
    return (
        Tab("Contact", here),
        *enquiry,
        *health,
        Tab("Decision", f"{here}decision/", current=True),
        *answer,
    )


def age_of(child: ContactChild, by: Actor) -> str:
    """A child's age, or what the sender wrote of it."""
    day = child.birth_date or child.due_date
    return describe_age(day, london_day(by.at)) if day else child.age_text

"""What every field-level rule is about, put into the day's Red enquiry by the commands of the product.

Run in a process with the hub's settings, as the cast. Prints the reference and whom it is about.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.demo.enquiries import asked
from openmash.demo.play import Play
from openmash.foundation.people.commands import add_address, add_note
from openmash.foundation.people.commands.chronology import NewNote
from openmash.frontdoor.enquiries.commands import answering
from openmash.frontdoor.enquiries.commands.items import note_item
from openmash.frontdoor.enquiries.models import ScopePerson
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.web.clock import now

HOME, POSTCODE = "Flat 9, Kestrel Wharf", "ZZ9 8KW"
SPOKEN = Fact(
    "A colleague saw him at the flat on Thursday, and is afraid to be named.",
    category="safeguarding_flag",
    certainty="reported",
    tell_family="no",
    dated_words="since October",
    handling=("H1", "H2", "H4"),
)
LENT = Fact(
    "Her mother asked about a refuge, and wants nobody to hear of it.",
    category="domestic_abuse",
    certainty="fact",
    tell_family="ask",
    dated_words="last week",
    agency="haven",
    handling=("H1", "H3"),
)
OF_HEALTH = Fact(
    "Bruising of two ages at her last check; her mother said that she fell.",
    category="injury",
    certainty="fact",
    tell_family="no",
    dated_words="in August",
)


def play() -> str:
    """The reference of the enquiry, and the record of the child."""
    this = Play(now())
    this.act("nell", 0, _answers)
    return this.act("priya", 0, _tells)


def _answers(by: Actor) -> None:
    """The health visitor tells what she knows of the younger girl."""
    check = asked("brackenford-health")
    younger = check.people.filter(is_child=True, answers=None).earliest("position")
    facts = (OF_HEALTH, SPOKEN)
    answering.send_reply(check, [Reply(str(younger.pk), younger.name, "info", facts=facts)], by=by)


def _tells(by: Actor) -> str:
    about = _child_of_the_red_one()
    note_item(about, LENT, by=by)
    assert about.child is not None
    child = about.child.person
    assert child is not None
    add_address(child, HOME, POSTCODE, source="Her mother", by=by, confidential=True)
    for text, holds in (
        ("Sleeps at the flat by the wharf since Sunday, with her mother’s sister.", ["protected"]),
        ("Told the nursery that her father follows their car.", ["not_for_family"]),
    ):
        day = london_day(by.at) - timedelta(days=3)
        add_note(
            child, NewNote(text, "family", day, "Nell Whitby", holds=holds), key=uuid.uuid4(), by=by
        )
    return f"{about.enquiry.contact.reference} {child.pk}"


def _child_of_the_red_one() -> ScopePerson:
    rows = ScopePerson.objects.filter(
        enquiry__rag="red", enquiry__opened_by="Meera Pillai", role="child"
    )
    return rows.select_related("enquiry__contact", "child__person").earliest("added_at")

"""The enquiries of the day.

Red: two sisters on the stairs, a father who refuses, and a manager's override. Green: a boy who stays at
home with his mother, a practice that is silent, and a school that disagrees with what is recommended.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.files import commands as files
from openmash.foundation.people.commands import NewInvolvement, work_with
from openmash.foundation.people.models import Involvement
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.commands import agreement as asking
from openmash.frontdoor.enquiries.commands import answering, health, requests
from openmash.frontdoor.enquiries.commands.enquiry import open_enquiry
from openmash.frontdoor.enquiries.commands.items import note_item
from openmash.frontdoor.enquiries.models import AgencyCheck, Agreement, HealthAnalysis, MashEnquiry
from openmash.frontdoor.enquiries.queries.agreement import agreement_of
from openmash.frontdoor.enquiries.queries.asking import proposals
from openmash.frontdoor.enquiries.queries.desks import Asking
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.queries.proposing import proposed
from openmash.frontdoor.enquiries.rules.agreement import Asked, Override
from openmash.frontdoor.enquiries.rules.checks import Question
from openmash.frontdoor.enquiries.rules.enquiry import Rating
from openmash.frontdoor.enquiries.rules.health import Written
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.rules.requests import Reply

GREEN_BECAUSE = "He misses school to look after his mother; nothing says that he is being harmed."
MEANWHILE = "School sees him every day and rings his mother each morning; free meals from today."
RED_BECAUSE = "Police were called again this morning, and both girls were on the stairs."
NECESSARY = {
    "red": "Both girls were on the stairs, and nobody here knows how bad it was.",
    "green": "He is often away to care for his mother, and nobody here knows how she is.",
}
AMBER_BECAUSE = "A cold flat and a third chest infection, and nobody knows how her mother is."
CRISIS_NOTE = Fact(
    "Mother rang the crisis line twice this month: “I cannot see January”.",
    category="mental_health",
    certainty="fact",
    tell_family="no",
    dated_words="twice in November",
    agency="midshire-mind",
    source_system="crisis team, by secure e-mail",
)
HE_WOULD_KNOW = (
    "He went for her mother when the health visitor rang. If checks wait for him, the girls are there"
    " tonight with nobody knowing what police and health know."
)


def opens_red(contact: Contact, by: Actor) -> None:
    """The manager opens it about everybody at home."""
    people = [one.included() for one in proposed(contact, by=by) if not one.elsewhere]
    open_enquiry(contact, Rating("red", RED_BECAUSE), people, by=by)


def opens_green(contact: Contact, by: Actor) -> None:
    """The manager opens it, and says what is decided meanwhile."""
    people = [one.included() for one in proposed(contact, by=by) if not one.elsewhere]
    open_enquiry(contact, Rating("green", GREEN_BECAUSE, MEANWHILE), people, by=by)


def learns_the_practice(contact: Contact, by: Actor) -> None:
    """Whoever screens asks where the children are registered."""
    surgery = NewInvolvement(
        Involvement.Kind.HEALTH, "fernhill-surgery", "GP practice", "school", london_day(by.at)
    )
    for child in contact.children.filter(person__isnull=False).select_related("person"):
        if child.person is not None:
            work_with(child.person, surgery, by=by)


def both_agree(contact: Contact, by: Actor) -> None:
    """His mother is glad that somebody asks."""
    _asks(contact, "Sharon Dunne", "given", by)


def mother_agrees(contact: Contact, by: Actor) -> None:
    """Rung at work; she wants the girls to be safe."""
    _asks(contact, "Gemma Lovell", "given", by)


def father_refuses(contact: Contact, by: Actor) -> None:
    """Rung after her; he hangs up."""
    _asks(contact, "Shane Lovell", "refused", by)


def overrides(contact: Contact, by: Actor) -> None:
    """The manager, who did not ask, decides; he is told when it is safe."""
    look_again = london_day(by.at) + timedelta(days=7)
    said = Override("RISK_TO_CHILD", HE_WOULD_KNOW, look_again)
    asking.override(_agreement(contact), said, by=by)


def asks_everybody(contact: Contact, by: Actor) -> None:
    """Those to whom register, sender and settings point, and the girls’ school, by one press."""
    enquiry = _agreement(contact).enquiry
    people = scope_of(enquiry, by=by)
    children = {str(one.row.pk): "on roll" for one in people if one.row.role == "child"}
    found = proposals(enquiry, people, by=by)
    why = NECESSARY[enquiry.rag]
    asked = [_question(one.asking, one.because, why) for one in found if one.is_proposed]
    school = next(one.asking for one in found if one.asking.key == "st-oswins:education")
    known = {one.agency for one in asked}
    more = [] if school.agency in known else [_question(school, children, why)]
    requests.send_requests(enquiry, [*asked, *more], by=by)


def asks_probation(contact: Contact, by: Actor) -> None:
    """Police say that he is on an order."""
    enquiry = _agreement(contact).enquiry
    found = proposals(enquiry, scope_of(enquiry, by=by), by=by)
    asking = next(one.asking for one in found if one.asking.key == "midshire-probation:probation")
    him = str(enquiry.scope.get(called="Shane Lovell").pk)
    question = _question(asking, {him: "on an order, police say"}, NECESSARY[enquiry.rag])
    requests.send_requests(enquiry, [question], by=by)


CALL_OUTS = b"""Invented, for the demonstration.
August: neighbour rang, shouting. Both girls on the stairs. Officers left after 20 minutes.
October: mother rang and hung up. Both girls on the stairs, the younger one crying.
"""


def police_answer(by: Actor) -> None:
    """The research desk finds two call-outs."""
    check = asked("midshire-police")
    answering.acknowledge(check, by=by)
    calls = Fact(
        text="Called to the home twice since August; both times the girls were on the stairs.",
        category="police",
        certainty="fact",
        tell_family="no",
        dated_from=london_day(by.at) - timedelta(days=30),
    )
    people = list(check.people.order_by("position"))
    said = [
        Reply(str(one.pk), one.name, "info", told={"domestic_abuse": "yes"}, facts=(calls,))
        if one.is_child
        else Reply(str(one.pk), one.name, "nothing_relevant")
        for one in people
    ]
    files.add_files(check.subject, [files.NewFile("Call-outs since August.txt", CALL_OUTS)], by=by)
    answering.send_reply(check, said, by=by)


def health_answers_in_part(by: Actor) -> None:
    """The health visitor has looked for the girls, and not yet for the parents."""
    check = asked("brackenford-health")
    answering.acknowledge(check, by=by)
    missed = Fact(
        text="Was not brought to two weight reviews; the last weight had crossed two lines.",
        category="was_not_brought",
        certainty="fact",
        dated_words="August and October",
    )
    children = check.people.filter(is_child=True).order_by("position")
    told = {"not_brought": "2", "immunised": "yes"}
    said = [Reply(str(one.pk), one.name, "info", told=told, facts=(missed,)) for one in children]
    answering.send_reply(check, said[:1], by=by)


def _question(asking: Asking, because: Mapping[str, str], necessity: str) -> Question:
    here = asking.answers_here
    return Question(
        agency=asking.agency,
        kind=asking.kind,
        people=tuple(because),
        questions=asking.content["asks"],
        necessity=necessity,
        bases=("A6_1_E", "A9_2_G", "CA04_S11"),
        method="here" if here else "phone",
        asked_of=asking.service,
        template=asking.template,
        because=because,
        is_to_ring=not here,
    )


def asked(agency: str, asker: str = "Priya Nair") -> AgencyCheck:
    """The question to this agency, as it sees it: Priya runs the Red enquiry, Tom the Green one."""
    rows = AgencyCheck.objects.select_related("agency", "form")
    return rows.get(agency_id=agency, asked_by=asker)


def opens_amber(contact: Contact, by: Actor) -> None:
    """Below the statutory threshold, as everybody thinks: a cold flat, and a mother who is low."""
    people = [one.included() for one in proposed(contact, by=by) if not one.elsewhere]
    open_enquiry(contact, Rating("amber", AMBER_BECAUSE), people, by=by)


def crisis_note(contact: Contact, by: Actor) -> None:
    """It came by secure e-mail, unasked."""
    enquiry = MashEnquiry.objects.get(contact=contact)
    enquiry.contact = contact
    about = enquiry.scope.filter(role="child").earliest("added_at")
    about.enquiry = enquiry
    note_item(about, CRISIS_NOTE, by=by)


def nurse_writes(contact: Contact, by: Actor) -> None:
    """Carol has begun, and waits for what the mental-health practitioner sees in it."""
    analysis = HealthAnalysis.objects.get(enquiry__contact=contact)
    child = str(analysis.enquiry.scope.filter(role="child").earliest("added_at").pk)
    means = {
        child: "Her chest has had no time to heal in the cold. What the calls mean is not mine to say."
    }
    health.write(
        analysis, Written(known="Two calls to the crisis line (H1).", children=means), 0, by=by
    )


def _asks(contact: Contact, name: str, answer: str, by: Actor) -> None:
    agreement = _agreement(contact)
    whom = agreement.enquiry.scope.get(called=name)
    said = Asked(str(whom.pk), "holds", "phone", answer, by.at, explained=True)
    asking.record_ask(agreement, said, by=by)


def _agreement(contact: Contact) -> Agreement:
    enquiry = MashEnquiry.objects.get(contact=contact)
    enquiry.contact = contact
    return agreement_of(enquiry)

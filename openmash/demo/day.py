"""The lived-in day: what the cast has done by the time somebody opens the demonstration."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from openmash.core.actor import Actor
from openmash.demo import enquiries, partners
from openmash.demo.acts import finish_tasks, recommend
from openmash.demo.cast import BY_KEY
from openmash.demo.colleagues import keep_access
from openmash.demo.doubles import fill_doubles
from openmash.demo.histories import fill_histories
from openmash.demo.judgements import JUDGEMENTS
from openmash.demo.long_ago import fill_long_ago
from openmash.demo.neighbours import write_to_us
from openmash.demo.play import Play
from openmash.demo.register import fill_brackenford, fill_oakmere
from openmash.demo.stage import build, put_up_desks
from openmash.foundation.access.models import User
from openmash.foundation.people.models import Person
from openmash.frontdoor.contacts.commands import feedback, linking, passing_on, screening
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.decisions.commands import deciding

LONG_AGO = 24 * 7 * 33
HISTORIES = 24 * 14
OLDEST_OF_THE_WEEK = 74.5  # hours of days that the hub works: more than a week, over Christmas
AMBER_BECAUSE = "Repeated, and the children are in the home; nobody is hurt today."
GREEN_BECAUSE = "Extra help is needed; nothing here says that a child is being harmed."
BECAUSE = {
    "haidari": "He is grieving and well cared for; his school asks for advice.",
    "pike": "Their father could not stand while he had them, and his methadone is within their reach.",
    "abdi": "His weight is falling, and he was not brought four times; he is seen again this week.",
}


def play(*, now: datetime) -> None:
    """Set the stage and play both partnerships' days, ending at `now`."""
    this = Play(now)
    begins = this.worked(LONG_AGO)
    with transaction.atomic():
        build(at=this.at(begins))
        put_up_desks(at=this.at(begins))
    this.act("aisha", begins - 1, fill_brackenford)
    this.act("olu", begins - 1, fill_oakmere)
    this.act("hal", begins - 2, fill_doubles)
    keep_access(this)
    this.act("tom", this.worked(HISTORIES), fill_histories)
    _waiting_for_somebody(this)
    write_to_us(this)
    _in_screening(this)
    _with_others(this)
    _decided(this)
    _waiting_for_a_manager(this)
    _oakmere(this)
    fill_long_ago(this)


def _waiting_for_somebody(this: Play) -> None:
    this.sends("mensah", 0.2)
    this.sends("barraclough", 3.5)


def _in_screening(this: Play) -> None:
    lovell = this.sends("lovell", 25)
    this.on(lovell, "aisha", 24.6, _take_up)
    this.on(
        lovell,
        "aisha",
        24.5,
        lambda c, by: screening.rate_urgency(c, "amber", AMBER_BECAUSE, by=by),
    )
    this.on(lovell, "aisha", 24.4, lambda c, by: screening.hand_over(c, _user("priya"), by=by))
    this.on(lovell, "priya", 3, _know_the_rest)
    this.on(lovell, "priya", 2.9, enquiries.learns_the_practice)
    this.on(lovell, "meera", 2.5, enquiries.opens_red)
    this.on(lovell, "priya", 2.2, enquiries.mother_agrees)
    this.on(lovell, "priya", 2.1, enquiries.father_refuses)
    this.on(lovell, "meera", 1.8, enquiries.overrides)
    this.on(lovell, "priya", 1.7, enquiries.asks_everybody)
    this.act("dana", 1.2, enquiries.police_answer, partnership="brackenford")
    this.act("nell", 0.9, enquiries.health_answers_in_part)
    this.on(lovell, "priya", 0.8, enquiries.asks_probation)
    _green(this)
    prosser = this.sends("prosser", 26)
    this.on(prosser, "aisha", 25, _take_up)
    this.on(
        prosser, "aisha", 25, lambda c, by: screening.rate_urgency(c, "green", GREEN_BECAUSE, by=by)
    )
    this.on(prosser, "priya", 24, _know_the_rest)
    this.on(prosser, "meera", 2.6, enquiries.opens_amber)
    this.on(prosser, "tom", 2.3, enquiries.crisis_note)
    this.on(prosser, "carol", 2.0, enquiries.nurse_writes)


def _green(this: Play) -> None:
    """A Green enquiry whose practice is silent, and whose school disagrees before it is decided."""
    dunne = _screened(this, "dunne", 51, "green")
    this.on(dunne, "tom", 50.2, _know_the_rest)
    this.on(dunne, "tom", 50.1, enquiries.learns_the_practice)
    this.on(dunne, "meera", 49.6, enquiries.opens_green)
    this.on(dunne, "tom", 49.2, enquiries.both_agree)
    this.on(dunne, "tom", 49, enquiries.asks_everybody)
    this.act("ruth", 25.5, partners.school_knows)
    this.act("nell", 25.2, partners.health_knows_nothing)
    this.act("dev", 24.8, partners.social_care_knows_nothing)
    this.on(dunne, "carol", 2.2, partners.nurse_signs)
    this.on(dunne, "tom", 1.5, partners.goes_to_decision)
    this.on(dunne, "tom", 0.6, lambda c, by: recommend(c, JUDGEMENTS["dunne"], by=by))
    this.act("ruth", 0.3, partners.school_disagrees)


def _with_others(this: Play) -> None:
    okafor = this.sends("okafor", 2.5)
    this.on(okafor, "priya", 2.3, _take_up)
    this.on(
        okafor, "priya", 2.2, lambda c, by: screening.rate_urgency(c, "green", GREEN_BECAUSE, by=by)
    )
    this.on(okafor, "priya", 2.1, lambda c, by: screening.judge_harm(
        c, False, "His aunt collects him and sees him every day.", by=by))  # fmt: skip
    this.on(okafor, "priya", 2.0, _ask_two_things)
    whelan = this.sends("whelan", 1.5)
    this.on(whelan, "aisha", 1.2, _take_up)
    this.on(whelan, "aisha", 1.1, lambda c, by: _link(c, "Maisie Whelan", by))
    this.on(whelan, "aisha", 0.5, lambda c, by: passing_on.route_to_open_case(
        c, _user("dev"), "Her school asks who holds the plan now.", by=by))  # fmt: skip


def _waiting_for_a_manager(this: Play) -> None:
    tarrant = this.sends("tarrant", 2.9)
    this.on(tarrant, "aisha", 2.8, _take_up)
    this.on(
        tarrant,
        "aisha",
        2.7,
        lambda c, by: screening.rate_urgency(c, "amber", AMBER_BECAUSE, by=by),
    )
    this.on(tarrant, "aisha", 2.6, lambda c, by: _link(c, "Isla Mae Tarrant", by))
    this.on(tarrant, "aisha", 2.5, lambda c, by: screening.hand_over(c, _user("tom"), by=by))
    _recommends(this, tarrant, "tarrant", 1.6)


def _decided(this: Play) -> None:
    """One closed, one read, one disagreed with."""
    haidari = _screened(this, "haidari", OLDEST_OF_THE_WEEK, "blue")
    _recommends(this, haidari, "haidari", 73.3)
    this.on(haidari, "meera", 73, _decide)
    this.on(haidari, "ruth", 72.5, _reads_and_thanks)
    _is_done(this, haidari, 49)
    this.on(haidari, "tom", 48.5, lambda c, by: deciding.close(c, by=by))
    pike = _screened(this, "pike", 51.7, "red")
    _recommends(this, pike, "pike", 50.6)
    this.on(pike, "meera", 50.2, _decide)
    this.on(pike, "gil", 49.5, _reads)
    _is_done(this, pike, 25)
    abdi = _screened(this, "abdi", 26.5, "amber")
    _recommends(this, abdi, "abdi", 25.2)
    this.on(abdi, "meera", 24.6, _decide)
    this.on(abdi, "nell", 2.1, _reads_and_disagrees)


def _is_done(this: Play, reference: str, hours: float) -> None:
    """What was decided has been done, and the family told."""
    this.on(reference, "tom", hours, lambda c, by: finish_tasks(c.reference, by=by))


def _screened(this: Play, story: str, hours: float, rag: str) -> str:
    reference = this.sends(story, hours)
    this.on(reference, "aisha", hours - 0.3, _take_up)
    because = BECAUSE.get(story, AMBER_BECAUSE if rag == "amber" else GREEN_BECAUSE)
    this.on(
        reference,
        "aisha",
        hours - 0.4,
        lambda c, by: screening.rate_urgency(c, rag, because, by=by),
    )
    this.on(
        reference, "aisha", hours - 0.5, lambda c, by: screening.hand_over(c, _user("tom"), by=by)
    )
    return reference


def _recommends(this: Play, reference: str, story: str, hours: float) -> None:
    this.on(reference, "tom", hours + 0.5, _know_the_rest)
    this.on(reference, "tom", hours + 0.4, lambda c, by: screening.send_to_decision(c, by=by))
    this.on(reference, "tom", hours, lambda c, by: recommend(c, JUDGEMENTS[story], by=by))


def _know_the_rest(contact: Contact, by: Actor) -> None:
    for child in contact.children.filter(removed_at=None, person=None):
        linking.create_and_link(child, uuid.uuid4(), by=by)


def _decide(contact: Contact, by: Actor) -> None:
    deciding.decide_all(contact, {}, by=by)


def _reads(contact: Contact, by: Actor) -> Feedback:
    return feedback.read(contact.feedback.get(), by=by)


def _reads_and_thanks(contact: Contact, by: Actor) -> None:
    feedback.acknowledge(_reads(contact, by), by=by)


def _reads_and_disagrees(contact: Contact, by: Actor) -> None:
    text = "His weight has crossed two lines. He needs a social worker, not only a support worker."
    feedback.disagree(_reads(contact, by), text, by=by)


def _oakmere(this: Play) -> None:
    this.sends("oakmere", 2)
    this.sends("oakmere-police", 1)


def _take_up(contact: Contact, by: Actor) -> None:
    screening.take_up(contact, by=by)


def _ask_two_things(contact: Contact, by: Actor) -> None:
    questions = (
        "What is Jaden’s father ill with, and who looks after him at night?",
        "Has the family had a young carers’ assessment, and when?",
    )
    passing_on.return_for_information(contact, questions, by=by)


def _link(contact: Contact, name: str, by: Actor) -> None:
    child = contact.children.filter(removed_at=None).order_by("position")[0]
    person = Person.objects.get(partnership_id=by.partnership, display_name=name)
    linking.link_child(child, person, by=by)


def _user(key: str) -> str:
    return str(User.objects.get(email=BY_KEY[key].email).pk)

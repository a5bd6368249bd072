"""Lists and the rule agree: whoever may read a record finds it, and nobody else does (§9.2)."""

from __future__ import annotations

import uuid

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotFound
from openmash.demo.cast import CAST
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.row_security import act_as
from openmash.foundation.access.rules import rule
from openmash.foundation.messaging import access as messages_access
from openmash.foundation.messaging.models import Message
from openmash.foundation.people import access as people_access
from openmash.foundation.people.models import Person
from openmash.foundation.tasks import access as tasks_access
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts import access as contacts_access
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.queries import feedback
from tests.access import world
from tests.fixtures import Enter

FOLLOW = (P.CONTACT_READ, P.CONTACT_FOLLOW)
PERSONAS = [persona.key for persona in CAST]  # the world is built once for all of them


def test_contacts(enter: Enter) -> None:
    world.build(enter)
    enter("tom")
    everything = {
        c.pk: contacts_access.record_facts(c) for c in [*Contact.objects.all(), *_drafts(enter)]
    }
    for by in map(enter, PERSONAS):
        for permission in FOLLOW:
            allowed = {k for k, facts in everything.items() if rule(by, permission, facts).allowed}
            listed = set(contacts_access.visible_to(by, permission).values_list("pk", flat=True))
            assert listed == allowed, (by, permission)


def test_people_and_tasks(enter: Enter) -> None:
    world.build(enter)
    enter("tom")
    people = list(Person.objects.all())
    tasks = {t.pk: tasks_access.record_facts(t) for t in Task.objects.all()}
    for by in map(enter, PERSONAS):
        assert set(people_access.visible_to(by).values_list("pk", flat=True)) == {
            one.pk
            for one in people  # what was opened in an emergency is on its own page, and in no list
            if rule(by, P.PERSON_READ, people_access.record_facts(one)).allowed
        }, by
        assert set(tasks_access.visible_to(by).values_list("pk", flat=True)) == {
            key for key, facts in tasks.items() if rule(by, P.TASK_READ, facts).allowed
        }, by


def test_messages_and_answers(enter: Enter) -> None:
    world.build(enter)
    messages, answers = {}, {}
    for hub in ("tom", "mari"):  # each partnership's own, as its hub's transaction sees them
        enter(hub)
        messages |= {m.pk: messages_access.record_facts(m) for m in Message.objects.all()}
        answers |= {f.pk: feedback.record_facts(f) for f in Feedback.objects.all()}
    assert messages
    assert answers
    for by in map(enter, PERSONAS):
        assert set(messages_access.visible_to(by).values_list("pk", flat=True)) == {
            key for key, facts in messages.items() if rule(by, P.MESSAGE_READ, facts).allowed
        }, by
        for permission in (P.FEEDBACK_REPLY, P.FEEDBACK_SETTLE):
            assert {key for key in answers if _gets(key, permission, by)} == {
                key for key, facts in answers.items() if rule(by, permission, facts).allowed
            }, (by, permission)


def _gets(key: uuid.UUID, permission: P, by: Actor) -> bool:
    try:
        return feedback.get_feedback(by, key, permission).pk == key
    except (NotFound, NotAllowed):
        return False


def test_the_database_lets_through_no_more_than_the_hub_and_the_sender(
    enter: Enter,
) -> None:
    """Row-level security beneath the rule: without any filter of ours (security test 2)."""
    world.build(enter)
    for by in map(enter, PERSONAS):
        beyond = [c for c in Contact.objects.all() if not _may_follow(by, c)]
        assert all(c.state == "draft" and c.partnership_id == by.partnership for c in beyond), by


def _may_follow(by: Actor, contact: Contact) -> bool:
    facts = contacts_access.record_facts(contact)
    return any(rule(by, permission, facts).allowed for permission in FOLLOW)


def _drafts(enter: Enter) -> list[Contact]:
    ruth = enter("ruth")
    act_as(ruth)
    return list(Contact.objects.filter(state="draft"))

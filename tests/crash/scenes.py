"""What must be on the stage before something is killed, made by the commands of the product.

Run in a process with the hub's settings; see `DoomedHub.sets`.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

from openmash.core.actor import Actor
from openmash.demo import extracts
from openmash.demo.acts import recommend
from openmash.demo.cast import BY_KEY
from openmash.demo.judgements import JUDGEMENTS
from openmash.demo.play import Play
from openmash.demo.stories import STORIES
from openmash.foundation.access.models import User
from openmash.foundation.importing.commands import start, take_back
from openmash.foundation.importing.models import Import
from openmash.foundation.importing.tests.builders import is_checked, is_imported
from openmash.frontdoor.contacts.commands import drafting, linking, screening
from openmash.frontdoor.contacts.models import Contact
from openmash.web.clock import now

STORY = "tarrant"  # two children, level 4: a referral for each


def drafts(how_many: int) -> list[str]:
    """Worries that Ruth has written and not sent."""
    sender = STORIES[STORY].sender
    return [Play(now()).act(sender, 0.1, _write) for _ in range(how_many)]


def _write(by: Actor) -> str:
    story = STORIES[STORY]
    contact = drafting.start(uuid.uuid4(), by=replace(by, at=by.at - timedelta(minutes=6)))
    first, *others = story.children
    drafting.save_answers(contact, contact.children.get(), first, by=by)
    for child in others:
        drafting.add_child(contact, answers=child, by=by)
    drafting.save_answers(contact, None, story.said, by=by)
    return contact.reference


def recommended(how_many: int) -> list[str]:
    """Worries that Tom has recommended a level for, and Meera is to decide."""
    return [_recommended() for _ in range(how_many)]


def _recommended() -> str:
    this = Play(now())
    reference = this.sends(STORY, 3)
    this.on(reference, "aisha", 2.5, _hand_over)
    this.on(reference, "tom", 2, _send_on)
    this.on(reference, "tom", 1, _recommend)
    return reference


def _hand_over(contact: Contact, by: Actor) -> None:
    screening.take_up(contact, by=by)
    screening.rate_urgency(contact, "amber", "Repeated, and both children are there.", by=by)
    tom = User.objects.get(email=BY_KEY["tom"].email)
    screening.hand_over(contact, str(tom.pk), by=by)


def _send_on(contact: Contact, by: Actor) -> None:
    for child in contact.children.all():
        linking.create_and_link(child, uuid.uuid4(), by=by)
    screening.send_to_decision(contact, by=by)


def _recommend(contact: Contact, by: Actor) -> None:
    recommend(contact, JUDGEMENTS[STORY], by=by)


def extract(rows: int) -> list[str]:
    """A file of so many rows that Hal has started to import."""
    return [Play(now()).act("hal", 0.1, lambda by: _start(extracts.large(rows), by))]


def _start(content: bytes, by: Actor) -> str:
    one = Import.objects.get(pk=is_checked(by, content).pk)
    return str(start(one, by=by).pk)


def wrong_file(rows: int) -> list[str]:
    """A file of another extract, imported to its end; then Hal sees that it was the wrong one."""
    content = extracts.large(rows, seed=rows)
    return [Play(now()).act("hal", 0.1, lambda by: _take_back(content, by))]


def _take_back(content: bytes, by: Actor) -> str:
    one = is_imported(by, content, source="Wrong extract")
    return str(take_back(one, by=replace(by, reason="It was last year’s file")).pk)

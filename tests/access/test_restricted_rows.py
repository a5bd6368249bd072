"""A restricted contact from its sending to the reply, and who sees which of its rows (`roles.md` §4, G3).

Which rows belong to a contact is read from the lists by which it is destroyed: what has to go with it has
to be hidden with it, and a new table cannot be forgotten.
"""

from __future__ import annotations

import re
import uuid

from django.db import connection

from openmash.config.retention import DESTROYED, KEYS, SUBJECTS
from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.files import commands as files
from openmash.foundation.files.access import scanning_actor
from openmash.foundation.files.tests.builders import a_picture
from openmash.foundation.files.working import scan_waiting
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands import feedback as answers
from openmash.frontdoor.contacts.commands.rating import rate_referral
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.decisions.tests.builders import a_decided, a_pending
from openmash.frontdoor.decisions.tests.test_telling import settle_all
from openmash.frontdoor.pathways.commands import note_restricted
from openmash.frontdoor.pathways.kinds import Kind
from openmash.frontdoor.pathways.rules import Noted
from tests.fixtures import Enter

ALLEGATION = Noted(Kind.POSITION_OF_TRUST, "The head rang: an assistant held her by the wrist")
NAMED = ("tom", "meera", "thea")
NOT_NAMED = ("aisha", "priya", "grace", "ravi", "carol", "bea", "dev", "hal", "ines", "lee")
Rows = dict[str, list[uuid.UUID]]


def a_restricted_life(enter: Enter) -> Contact:
    """Screened, restricted, decided, told, asked back and answered, with a picture. Leaves Meera on stage."""
    contact = a_pending(enter)
    _with_a_picture(enter, contact)
    tom = enter("tom")
    rate_referral(contact, ["facts"], "Her own words", by=tom)
    note_restricted(contact, ALLEGATION, [enter(name).user for name in NAMED], by=enter("tom"))
    contact = a_decided(
        enter, Contact.objects.get(pk=contact.pk), outcome="OTHER_PATHWAY", next_step="The meeting"
    )
    settle_all(enter("meera"))
    told, ruth = Feedback.objects.get(contact=contact), enter("ruth")
    told = answers.read(told, by=ruth)
    answers.query(told, "Who tells her mother?", by=ruth)
    meera = enter("meera")
    told = Feedback.objects.get(contact=contact)
    answers.answer(told, "Tom Ashdown rings her this afternoon.", by=meera)
    settle_all(meera)
    return Contact.objects.get(pk=contact.pk)


def test_no_row_of_it_is_seen_by_whoever_is_not_named(enter: Enter) -> None:
    contact = a_restricted_life(enter)
    rows = _rows_of(contact, _itself(enter))
    assert set(rows) >= {
        "contacts_contact",
        "contacts_contactchild",
        "contacts_answer",
        "contacts_urgencyrating",
        "contacts_referralrating",
        "contacts_feedback",
        "contacts_reply",
        "decisions_thresholddecision",
        "files_storedfile",
        "files_filecontent",
        "pathways_specialpathway",
        "people_voice",
    }
    for name in NOT_NAMED:
        assert _seen(rows, enter(name)) == {}, name
    seen = _seen(rows, enter("meera"))
    assert seen == rows


def test_it_is_told_and_answered_like_every_other(enter: Enter) -> None:
    """G3: whoever sent it hears without chasing, and its tasks stay among those who may know."""
    contact = a_restricted_life(enter)
    assert contact.state == ContactState.FEEDBACK_SENT
    named = {enter(name).user for name in NAMED}
    enter("meera")
    tasks = Task.objects.filter(path__startswith=contact.hub_path)
    assert tasks.exists()
    assert {str(one.for_user_id) for one in tasks.filter(state="open")} <= named


def _with_a_picture(enter: Enter, contact: Contact) -> None:
    by = enter("ruth")
    files.add_files(contact.subject, [files.NewFile("drawing.jpg", a_picture())], by=by)
    scanner = scanning_actor(partnership=by.partnership, at=by.at)
    act_as(scanner)
    scan_waiting(by=scanner)


def _itself(enter: Enter) -> Actor:
    return system_actor("test", partnership="brackenford", at=enter("meera").at)


def _rows_of(contact: Contact, by: Actor) -> Rows:
    """The keys of every row that belongs to it, table by table, as what happens by itself sees them."""
    act_as(by)
    sets: dict[str, list[object]] = {"gone": [contact.pk]}
    with connection.cursor() as cursor:
        for name, table, which in KEYS:
            if "subjects" in which:
                sets["subjects"] = [
                    f"{kind}:{key}" for one, kind in SUBJECTS.items() for key in sets.get(one, [])
                ]
            sets[name] = _keys(cursor, "id", table, which, sets)
        found = {
            table: _keys(
                cursor, "of_id" if table == "files_filecontent" else "id", table, which, sets
            )
            for table, which in DESTROYED
            if table != "contacts_restrictedcontact"
        }
    return {table: sorted(keys) for table, keys in found.items() if keys}  # type: ignore[type-var,misc]


def _keys(
    cursor: object, column: str, table: str, which: str, sets: dict[str, list[object]]
) -> list[object]:
    names = re.findall(r"ANY\((\w+)\)", which)
    asked = re.sub(
        r"ANY\((\w+)\)",
        lambda m: "ANY(%s::text[])" if m[1] == "subjects" else "ANY(%s::uuid[])",
        which,
    )
    cursor.execute(  # type: ignore[attr-defined]
        f"SELECT {column} FROM {table} WHERE {asked}",  # our own lists
        [[str(key) for key in sets[name]] for name in names],
    )
    return [key for (key,) in cursor.fetchall()]  # type: ignore[attr-defined]


def _seen(rows: Rows, by: Actor) -> Rows:
    """Which of these rows the database shows this person."""
    act_as(by)
    found: Rows = {}
    with connection.cursor() as cursor:
        for table, keys in rows.items():
            column = "of_id" if table == "files_filecontent" else "id"
            cursor.execute(
                f"SELECT {column} FROM {table} WHERE {column} = ANY(%s)",
                [keys],
            )
            if seen := sorted(key for (key,) in cursor.fetchall()):
                found[table] = seen
    return found

"""A message as it was typed, before anything is kept: the same forms and rules as for what is sent."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.http import QueryDict

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.models import Agency
from openmash.foundation.access.roles import Role
from openmash.foundation.reference.queries import form_on
from openmash.frontdoor.contacts.commands.saving import Conflict
from openmash.frontdoor.contacts.emarf.definition import Page
from openmash.frontdoor.contacts.emarf.filled import Filled, definition_of
from openmash.frontdoor.contacts.emarf.naming import field_name, parse_field
from openmash.frontdoor.contacts.emarf.types import say_answer
from openmash.frontdoor.contacts.forms.worries import Values, WorryForm, typed_in
from openmash.frontdoor.contacts.models import Answer, Contact, ContactChild
from openmash.frontdoor.ways.kinds import Way
from openmash.frontdoor.ways.rules import MOST_CHILDREN

LATER = "later"


def typed_message(way: Way, key: uuid.UUID, data: QueryDict, *, by: Actor) -> Filled:
    """What a post carries, as a form that is filled in and kept nowhere yet.

    `key` is the key of the page: what is sent from it becomes the contact of this key.
    """
    day = london_day(by.at)
    version = form_on(by.partnership, way.form, day)
    contact = Contact(
        id=key,
        partnership_id=by.partnership,
        channel=way.channel,
        form_version=version,
        **known_by(by),
        sender_name=way.unnamed,
        sender_role=by.role,
        sender_agency=Agency.objects.get(pk=way.agency),
        source_code=way.otherwise,
        started_at=by.at,
        last_saved_at=by.at,
    )
    children = tuple(
        ContactChild(partnership_id=by.partnership, contact=contact, position=number)
        for number in range(1, children_in(data) + 1)
    )
    filled = Filled(contact, definition_of(version), children, {}, "public", day)
    for one in typed_in(filled, data):
        child = one.child
        filled.answers[child.pk if child else None, one.question] = Answer(
            partnership_id=by.partnership,
            contact=contact,
            child=child,
            question=one.question,
            value=one.value,
            saved_at=by.at,
            saved_by=by.user,
        )
    name_whoever_sent_it(filled, way)
    return filled


def known_by(by: Actor) -> dict[str, uuid.UUID]:
    """Whoever writes: the holder of a secret, or somebody of the hub who took a call."""
    return {"public_key" if by.role == Role.PUBLIC else "taken_by_id": uuid.UUID(by.user)}


def name_whoever_sent_it(filled: Filled, way: Way) -> None:
    """Who it came from, in their own words, and the census source they are (data §5.4)."""
    contact = filled.contact
    about = filled.children[0] if filled.definition.questions[way.names].per_child else None
    contact.sender_name = filled.text(about, way.names) or way.unnamed
    contact.source_code = way.sources.get(filled.text(None, "S_how"), way.otherwise)


def children_in(data: QueryDict) -> int:
    """How many children the page asks about: one, and one more each time that is asked for."""
    told = data.get("children", "1")
    asked = int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 1
    return max(1, min(asked + ("another" in data), MOST_CHILDREN))


def parts_of(
    filled: Filled, *, typed: Values | None = None, conflicts: Sequence[Conflict] = ()
) -> list[WorryForm]:
    """The message as parts of one page, in the order of its form, with what was typed in them.

    `conflicts` are the answers that somebody changed meanwhile; both texts are shown.
    """
    return [
        WorryForm(filled, page, typed=typed or _typed(filled), conflicts=_on(page, conflicts))
        for page in filled.definition.pages.values()
        if page.key != LATER
    ]


def what_changed(before: Filled, now: Filled) -> str:
    """Each answer that now says something else than before, in words, a line each."""
    kept, places = _typed(before), _answered(now)
    return "\n".join(
        _said_anew(now, child, question)
        for name, (child, question) in places.items()
        if now.value(child, question) and now.value(child, question) != kept.get(name)
    )


def _said_anew(filled: Filled, child: ContactChild | None, key: str) -> str:
    question = filled.definition.questions[key]
    whose = f"{filled.called(child)}: " if child and len(filled.children) > 1 else ""
    return f"{whose}{question.text} {say_answer(question, filled.value(child, key))}"


def _answered(filled: Filled) -> dict[str, tuple[ContactChild | None, str]]:
    children = {child.pk: child for child in filled.children}
    return {
        field_name(question, children[key].position if key else None): (
            children[key] if key else None,
            question,
        )
        for key, question in filled.answers
    }


def _typed(filled: Filled) -> dict[str, str | list[str]]:
    positions = {child.pk: child.position for child in filled.children}
    return {
        field_name(question, positions[child] if child else None): answer.value
        for (child, question), answer in filled.answers.items()
    }


def _on(page: Page, conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    keys = {question.key for question in page.questions}
    return tuple(one for one in conflicts if (parse_field(one.field) or ("",))[0] in keys)

"""A form with its answers: who is asked what, what was said, and what sending needs to know."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from openmash.core.names import words_of
from openmash.foundation.people.presenters import split_name
from openmash.foundation.reference.models import FormVersion
from openmash.frontdoor.contacts.emarf.ages import is_unborn, is_under_one, read_age
from openmash.frontdoor.contacts.emarf.definition import (
    Definition,
    Page,
    Question,
    When,
    read_definition,
)
from openmash.frontdoor.contacts.emarf.types import Value
from openmash.frontdoor.contacts.models import Answer, Contact, ContactChild
from openmash.frontdoor.contacts.rules.sending import ChildFacts, WorryFacts

Child = ContactChild | None
NO_NAME = frozenset(
    {"not known", "unknown", "name unknown", "name not known", "not sure", "n k", "nk", "n a", "na",
     "don t know", "dont know", "i do not know", "no name"}
)  # fmt: skip
# Who works with adults and seldom sees the child is asked alike.
WITH_ADULTS = frozenset({"adult_service", "probation", "domestic_abuse"})
_definitions: dict[uuid.UUID, Definition] = {}


def definition_of(version: FormVersion) -> Definition:
    """The definition of a published version, which never changes."""
    if version.pk not in _definitions:
        _definitions[version.pk] = read_definition(version.content)
    return _definitions[version.pk]


@dataclass(frozen=True)
class Filled:
    """One contact's form: its definition, its children and every answer, loaded once."""

    contact: Contact
    definition: Definition
    children: tuple[ContactChild, ...]
    answers: dict[tuple[uuid.UUID | None, str], Answer]
    sender_kind: str
    today: date

    def value(self, child: Child, key: str) -> Value:
        """The answer to a question about a child or about all; empty when there is none."""
        answer = self.answers.get((child.pk if child else None, key))
        return answer.value if answer else ""

    def text(self, child: Child, key: str) -> str:
        """An answer that is words or one code."""
        return str(self.value(child, key) or "")

    def codes(self, child: Child, key: str) -> tuple[str, ...]:
        """An answer that is a choice of several."""
        value = self.value(child, key)
        return tuple(value) if isinstance(value, list) else ()

    def is_asked(self, question: Question, child: Child) -> bool:
        """Whether anything brings this question up, and the page it stands on."""
        page = self.definition.pages[self.definition.page_of[question.key]]
        return all(self._brought_up(whens, child) for whens in (page.when, question.when))

    def _brought_up(self, whens: tuple[When, ...], child: Child) -> bool:
        if not whens:
            return True
        return any(
            when.holds(value) for when in whens for value in self._said(child, when.question)
        )

    def asked(self, page: Page, child: Child) -> list[Question]:
        """The questions of a page for one child, or for all children and the worry itself."""
        return [q for q in page.questions if self.is_asked(q, child)]

    def asked_of(self, page: Page) -> Iterator[tuple[ContactChild | None, Question]]:
        """Every question of a page with whom it is about: each child in turn, then all."""
        for child in self.children:
            yield from ((child, q) for q in self.asked(page, child) if q.per_child)
        yield from ((None, q) for q in self.asked(page, None) if not q.per_child)

    def called(self, child: ContactChild) -> str:
        """What the sender calls the child, in a sentence; two of one first name by the whole name."""
        called = call(child, len(self.children))
        alike = [one for one in self.children if call(one, len(self.children)) == called]
        return child.name.strip() or called if len(alike) > 1 else called

    @cached_property
    def facts(self) -> WorryFacts:
        """What the rules of sending need to know."""
        return WorryFacts(
            children=tuple(self._child_facts(child) for child in self.children),
            where=self.text(None, "A2"),
            place=self.text(None, "A2_where"),
            safety=self.text(None, "A3"),
            story=self.text(None, "B2") or self._told_themselves(),
            people=self._knows_people(),
            meaning=bool(self.text(None, "B3")),
            family_told=bool(self.text(None, "D1")),
            before=bool(self.text(None, "B5")),
            said=any(answer.value for answer in self.answers.values()),
        )

    def _told_themselves(self) -> str:
        """Where a child writes, what they say is what happened (e-MARF §7)."""
        words = " ".join(self.text(child, "C1") for child in self.children)
        return words if self.contact.is_by_child else ""

    def _child_facts(self, child: ContactChild) -> ChildFacts:
        return ChildFacts(
            position=child.position,
            called=self.called(child),
            name="" if is_nameless(child.name) else child.name,
            unborn=child.due_date is not None or is_unborn(child.age_text),
            description=child.description,
            place=child.address or child.postcode,
            concerns=self.codes(child, "B1"),
            heard=self._is_heard(child),
            level=self.text(child, "E2"),
            birth_date=child.birth_date,
        )

    def _is_heard(self, child: ContactChild) -> bool:
        """Words, or why there are none; from a child who is not born nobody waits for words (P28)."""
        said = self.text(child, "C1") or self.text(child, "C1_why")
        return bool(said) or self._derived(child, "is:born") == ""

    def _knows_people(self) -> bool:
        return any(
            key.startswith("A4_") and answer.value for (_, key), answer in self.answers.items()
        )

    def _said(self, child: Child, key: str) -> Iterator[Value]:
        """Answers a condition looks at; a question for all looks at every child's answers."""
        about_child = key.startswith("is:") or self.definition.questions[key].per_child
        if not about_child:
            yield self.value(None, key)
            return
        for one in [child] if child else self.children:
            yield self._derived(one, key) if key.startswith("is:") else self.value(one, key)

    def _derived(self, child: ContactChild, key: str) -> str:
        if key == "is:sender":
            return "adult_service" if self.sender_kind in WITH_ADULTS else self.sender_kind
        unborn = read_age(child.age_text, self.today).unborn
        if key == "is:unborn":
            return "yes" if unborn else ""
        if key == "is:born":
            return "" if unborn else "yes"
        under = is_under_one(child.birth_date, child.age_text, self.today)
        return "yes" if under else ""


def load(contact: Contact, today: date, children: Iterable[ContactChild] | None = None) -> Filled:
    """Load a contact's form in three queries, or two where its children are there already, in their
    order and with the people they are. The caller has checked access."""
    if children is None:
        named = contact.children.filter(removed_at=None).select_related("person")
        children = named.order_by("position")
    answers = {(a.child_id, a.question): a for a in contact.answers.all()}
    return Filled(
        contact=contact,
        definition=definition_of(contact.form_version),
        children=tuple(children),
        answers=answers,
        sender_kind=contact.sender_agency.kind,
        today=today,
    )


def is_nameless(name: str) -> bool:
    """Nothing, or words that say that the name is not known."""
    return not words_of(name) or " ".join(words_of(name)) in NO_NAME


def call(child: ContactChild, among: int = 1) -> str:
    """A child's first name, or words that stand for it; “Tarrant, Isla” is read the other way."""
    if not is_nameless(child.name):
        given, family = split_name(child.name)
        return (given or family).split()[0]
    if child.due_date or is_unborn(child.age_text):
        return "the unborn baby"
    return f"child {child.position}" if among > 1 else "the child"

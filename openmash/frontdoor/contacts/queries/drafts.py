"""A draft as its pages show it: the way through, the tasks, what was held, what may be the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.core.dates import describe_age
from openmash.core.text import shorten
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.reference.queries import number
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.emarf.definition import Note, Page, Question
from openmash.frontdoor.contacts.emarf.filled import Filled, load
from openmash.frontdoor.contacts.emarf.naming import field_name
from openmash.frontdoor.contacts.emarf.types import doubt_about, say_answer
from openmash.frontdoor.contacts.models import Contact, ContactChild, HeldEntry
from openmash.frontdoor.contacts.rules import sending
from openmash.frontdoor.contacts.rules.sending import Gap
from openmash.frontdoor.contacts.states import ContactState

LATER = "later"
NOT_KEPT = {"csrfmiddlewaretoken", "draft_token", "then", "active_seconds", "inputs"}


@dataclass(frozen=True)
class Stop:
    """One page on the way through the form, about one child or about all."""

    reference: str
    page: Page
    child: ContactChild | None
    title: str

    @property
    def key(self) -> str:
        """What typed words are held under."""
        return f"{self.page.key}/{self.child.position}" if self.child else self.page.key

    @property
    def href(self) -> str:
        """Its address."""
        return page_href(self.reference, self.page.key, self.child.position if self.child else 0)


@dataclass(frozen=True)
class Task:
    """One line of the task list; `status` is done, started or waiting."""

    title: str
    href: str
    hint: str
    status: str


@dataclass(frozen=True)
class TaskGroup:
    """The tasks under one heading."""

    key: str
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Held:
    """What somebody typed after their session had ended."""

    data: QueryDict
    versions: dict[str, int]


@dataclass(frozen=True)
class HeldDraft:
    """The same, with the worry and the page it belongs to."""

    contact: Contact
    page: str
    held: Held


def fill(contact: Contact, by: Actor) -> Filled:
    """The form of a contact whose access has been checked."""
    return load(contact, by.at.astimezone(LONDON).date())


def page_href(reference: str, page: str, position: int = 0) -> str:
    """The address of a page of the form."""
    if position:
        return reverse("worry_child_page", args=[reference, page, position])
    return reverse("worry_page", args=[reference, page])


def field_href(filled: Filled, key: str, position: int = 0) -> str:
    """The address of a field: its page, and the place on it."""
    page = filled.definition.pages[filled.definition.page_of[key]]
    where = page_href(filled.contact.reference, page.key, position if page.per_child else 0)
    return f"{where}#f-{field_name(key, position or None)}"


def gap_href(filled: Filled, gap: Gap) -> str:
    """Where a gap is closed; the address leads to an input that exists."""
    return field_href(filled, gap.field, gap.position)


def stops(filled: Filled) -> list[Stop]:
    """Every page of this worry in order; pages about one child come once for each."""
    pages = (page for page in filled.definition.pages.values() if page.key != LATER)
    return [stop for page in pages for stop in _stops(filled, page)]


def _stops(filled: Filled, page: Page) -> Iterator[Stop]:
    reference = filled.contact.reference
    if not page.per_child:
        if any(True for _ in filled.asked_of(page)):
            yield Stop(reference, page, None, page.title)
        return
    for child in filled.children:
        if filled.asked(page, child):
            title = page.title.replace("{child}", filled.called(child))
            yield Stop(reference, page, child, title)


def find_stop(filled: Filled, page: str, position: int = 0) -> Stop | None:
    """The stop at an address, if it is on the way."""
    return next((s for s in stops(filled) if s.key in {page, f"{page}/{position}"}), None)


def task_list(filled: Filled) -> list[TaskGroup]:
    """What is needed, what helps most, and what can wait (eMARF §3.3)."""
    found = stops(filled)
    return [
        TaskGroup(
            section.key,
            section.title,
            tuple(_task(filled, s) for s in found if s.page.section == section.key),
        )
        for section in filled.definition.sections
        if section.key != LATER
    ]


def _task(filled: Filled, stop: Stop) -> Task:
    return Task(stop.title, stop.href, _hint(filled, stop), _status(filled, stop))


def _status(filled: Filled, stop: Stop) -> str:
    answered = [q for child, q in _asked(filled, stop) if filled.value(child, q.key)]
    gaps = [*sending.missing_essentials(filled.facts), *_nudges(filled)]
    position = stop.child.position if stop.child else 0
    if not answered:
        return "waiting"
    open_gaps = [
        g for g in gaps if g.page == stop.page.key and (not position or g.position == position)
    ]
    return "started" if open_gaps else "done"


def _nudges(filled: Filled) -> list[Gap]:
    return [
        gap
        for gap in sending.completeness(filled.facts).would_help
        if filled.definition.pages[gap.page].section != "needed"
    ]


def _asked(filled: Filled, stop: Stop) -> Iterator[tuple[ContactChild | None, Question]]:
    for child, question in filled.asked_of(stop.page):
        if stop.child is None or child == stop.child:
            yield child, question


def _hint(filled: Filled, stop: Stop) -> str:
    match stop.page.key:
        case "children":
            parts = [_child_words(filled, child) for child in filled.children]
            return " · ".join(filter(None, [*parts, _danger(filled)]))
        case "what":
            return " · ".join(filter(None, [_worries(filled), _words(filled.text(None, "B2"))]))
        case "voice" if stop.child:
            return shorten(filled.text(stop.child, "C1"), 60) or _said(filled, "C1_why", stop.child)
        case "people":
            return _people(filled)
        case "family":
            return _said(filled, "D1")
        case _:
            return ""


def _danger(filled: Filled) -> str:
    said = _said(filled, "A3")
    return f"In danger now? {said}" if said else ""


def _child_words(filled: Filled, child: ContactChild) -> str:
    if not child.name and not child.description:
        return ""
    age = describe_age(child.birth_date, filled.today) if child.birth_date else child.age_text
    return ", ".join(filter(None, [filled.called(child), age]))


def _worries(filled: Filled) -> str:
    chosen = dict.fromkeys(code for child in filled.children for code in filled.codes(child, "B1"))
    return say_answer(filled.definition.questions["B1"], list(chosen))


def _words(text: str) -> str:
    count = len(text.split())
    return f"{count} word{'s' if count != 1 else ''}" if count else ""


def _people(filled: Filled) -> str:
    rows = {
        q.row for q in filled.definition.questions.values() if q.row and filled.value(None, q.key)
    }
    return f"{len(rows)} {'people' if len(rows) != 1 else 'person'}" if rows else ""


def _said(filled: Filled, key: str, child: ContactChild | None = None) -> str:
    return say_answer(filled.definition.questions[key], filled.value(child, key))


def title_of(filled: Filled) -> str:
    """The children by name, as a heading says them."""
    names = [child.name or filled.called(child) for child in filled.children]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def held_for(contact: Contact, key: str, by: Actor) -> Held | None:
    """What was typed on this page when the session had ended, not yet taken back."""
    entry = _held(by).filter(contact=contact, page=key).order_by("held_at").last()
    return _as_typed(entry) if entry else None


def all_held_for(contact: Contact, key: str, by: Actor) -> list[Held]:
    """The same, every time it happened: what is only ever added to is never replaced."""
    entries = _held(by).filter(contact=contact, page=key).order_by("held_at", "id")
    return [_as_typed(entry) for entry in entries]


def held_drafts(by: Actor) -> list[HeldDraft]:
    """Everything held for this person of worries that are not sent, oldest first."""
    unsent = _held(by).filter(contact__state=ContactState.DRAFT, contact__sender__id=by.user)
    entries = unsent.select_related("contact").order_by("held_at", "id")
    return [HeldDraft(entry.contact, entry.page, _as_typed(entry)) for entry in entries]


def _held(by: Actor) -> QuerySet[HeldEntry]:
    return HeldEntry.objects.filter(partnership_id=by.partnership, user__id=by.user, taken_at=None)


def _as_typed(entry: HeldEntry) -> Held:
    data = QueryDict(urlencode(entry.typed, doseq=True))
    seen = {n[2:]: int(data[n]) for n in data if n.startswith("v:") and data[n].isdigit()}
    return Held(data, seen)


def without_secrets(typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """The fields of a post that are worth keeping: no tokens."""
    return {name: texts for name, texts in typed.items() if name not in NOT_KEPT}


def kept_until(contact: Contact) -> datetime:
    """When a draft nobody touches is withdrawn by itself (§8)."""
    days = number(contact.partnership_id, "draft-withdrawn-after-days")
    return contact.last_saved_at + timedelta(days=days)


def notes(stop: Stop) -> list[Note]:
    """Advice beside the questions."""
    return list(stop.page.notes)


@dataclass(frozen=True)
class Would:
    """Something that would help, and where to say it."""

    text: str
    href: str


class Places:
    """Where each line of the check page is changed."""

    def __init__(self, filled: Filled) -> None:
        self.filled = filled

    def of(self, key: str, child: ContactChild | None = None) -> str:
        """The address of an answer's field."""
        found = key if key in self.filled.definition.questions else f"{key}_name"
        return field_href(self.filled, found, child.position if child else 0)


def would_help(filled: Filled) -> list[Would]:
    """What would help the hub most, the weightiest first; never a pass or a fail (§8)."""
    return [Would(gap.text, gap_href(filled, gap)) for gap in sending.nudges(filled.facts)]


def problems(filled: Filled) -> list[dict[str, str]]:
    """What stands in the way of sending, each a line of the error summary that leads to its place."""
    gaps = sending.missing_essentials(filled.facts)
    return [{"text": gap.text, "href": gap_href(filled, gap)} for gap in gaps]


def earlier_worries(filled: Filled, by: Actor) -> list[Contact]:
    """What this person sent lately about the same child: "add to the earlier one?" (§8)."""
    hours = number(by.partnership, "same-worry-hours")
    sent = visible_to(by, P.CONTACT_FOLLOW).filter(submitted_at__gte=by.at - timedelta(hours=hours))
    sent = sent.exclude(pk=filled.contact.pk).prefetch_related("children")
    mine = filled.facts.children
    return [
        contact
        for contact in sent.order_by("-submitted_at")
        if any(sending.is_same_child(one, two) for one in mine for two in _known(contact))
    ]


def _known(contact: Contact) -> list[sending.ChildFacts]:
    return [
        sending.ChildFacts(child.position, "", name=child.name, birth_date=child.birth_date)
        for child in contact.children.all()
        if child.removed_at is None
    ]


def doubts(filled: Filled) -> list[Would]:
    """Answers that seem doubtful, kept as they are, each with its place (§8: warn, allow)."""
    found = []
    for stop in stops(filled):
        for child, question in _asked(filled, stop):
            value = filled.value(child, question.key)
            if problem := doubt_about(question, value, filled.today):
                position = child.position if child else 0
                found.append(Would(problem, field_href(filled, question.key, position)))
    return found

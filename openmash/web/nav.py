"""The navigation: at most five entries, by role, with what waits behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.merging.queries.waiting import count_waiting
from openmash.foundation.messaging.queries import count_unread
from openmash.foundation.people.glass.queries import count_to_review
from openmash.foundation.tasks.queries import count_open
from openmash.foundation.together import Count
from openmash.foundation.ui.shell import NavItem
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.queries.dangers import AskedDangers
from openmash.frontdoor.contacts.states import OPEN
from openmash.frontdoor.decisions.queries.partners import count_views
from openmash.frontdoor.decisions.queries.waiting import count_for_me
from openmash.frontdoor.enquiries.queries.answering import count_requests
from openmash.frontdoor.enquiries.queries.health_list import count_waiting as count_health


@dataclass(frozen=True)
class Entry:
    """An entry and what is to be counted behind it; `live` is counted in red and goes before."""

    label: str
    page: str
    waits: Count | None = None
    live: Count | None = None
    more: Count | None = None  # counted with what waits

    @property
    def questions(self) -> tuple[Count, ...]:
        """To be asked together with those of the other entries."""
        return tuple(one for one in (self.waits, self.live, self.more) if one is not None)

    def drawn(self, path: str) -> NavItem:
        """With its number; the address tells whether it is the page we are on."""
        live = self.live.answer if self.live else 0
        waits = sum(one.answer for one in (self.waits, self.more) if one)
        href = reverse(self.page)
        return NavItem(
            self.label, href, live or waits or None, live=bool(live), current=path.startswith(href)
        )


def entries(by: Actor, dangers: AskedDangers | None) -> tuple[Entry, ...]:
    """What this role may open; an entry that one may not open is not there."""
    return tuple(_entries(by, dangers))


def drawn(found: Iterable[Entry], path: str) -> tuple[NavItem, ...]:
    """The entries as the page shows them."""
    return tuple(one.drawn(path) for one in found)


def _entries(by: Actor, dangers: AskedDangers | None) -> Iterator[Entry]:
    if reach_of(by.role, P.CONTACT_START):
        yield Entry("Your worries", "worry_list")
    if reach_of(by.role, P.CHECK_ANSWER):
        yield Entry("Requests to us", "requests", count_requests(by), more=count_views(by))
    yield from _own_list(by, dangers)
    if reach_of(by.role, P.TASK_READ):
        yield Entry("My tasks", "tasks", count_open(by))
    if reach_of(by.role, P.PERSON_SEARCH):
        yield Entry("Find a person", "person_search")
    if reach_of(by.role, P.PERSON_JOIN) and not reach_of(by.role, P.DECISION_DECIDE):
        # Managers have five entries already, and reach these from “Find a person”.
        yield Entry("Possible duplicates", "duplicates", count_waiting(by))
    if reach_of(by.role, P.PERSON_IMPORT):
        yield Entry("Import people", "imports")
    if reach_of(by.role, P.COLLEAGUE_READ) and not reach_of(by.role, P.DECISION_DECIDE):
        # Managers have five entries already, and reach these from “My tasks”.
        yield Entry("Your people", "colleagues")
    yield from _of_no_case(by)
    yield Entry("Messages", "mailbox", count_unread(by))


def _of_no_case(by: Actor) -> Iterator[Entry]:
    if reach_of(by.role, P.GLASS_REVIEW) and not reach_of(by.role, P.DECISION_DECIDE):
        # Managers have a task for each.
        yield Entry("Emergency access", "emergencies", count_to_review(by))
    if reach_of(by.role, P.LEDGER_AUDIT):
        yield Entry("Who looked", "who_looked")
        yield Entry("Retention", "retention")
    if reach_of(by.role, P.REFERENCE_PROPOSE):
        yield Entry("Configure", "configuring")


def _own_list(by: Actor, dangers: AskedDangers | None) -> Iterator[Entry]:
    """Health practitioners and the designated officer have a list of their own; the hub’s people the tray."""
    if reach_of(by.role, P.HEALTH_WRITE):
        yield Entry("Health worklist", "health_list", count_health(by=by))
    elif reach_of(by.role, P.CONTACT_READ) == Reach.HUB:
        yield from _hub(by, dangers)
    elif reach_of(by.role, P.CONTACT_RESTRICT):
        yield Entry("Restricted to you", "restricted")


def _hub(by: Actor, dangers: AskedDangers | None) -> Iterator[Entry]:
    """Danger is counted in red; on a quiet day the tray's number is everything open."""
    waits = Count(visible_to(by).filter(state__in=OPEN))
    yield Entry("Work tray", "tray", waits, live=dangers.all if dangers else None)
    if reach_of(by.role, P.DECISION_DECIDE):
        yield Entry("Decisions", "decision_list", count_for_me(by=by))

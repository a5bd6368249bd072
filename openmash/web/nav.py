"""The navigation: at most five entries, by role, with what waits behind each."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.merging.queries.waiting import count_waiting
from openmash.foundation.messaging.queries import count_unread
from openmash.foundation.tasks.queries import count_open
from openmash.foundation.ui.shell import NavItem
from openmash.frontdoor.decisions.queries.waiting import count_for_me
from openmash.frontdoor.enquiries.queries.answering import count_requests
from openmash.frontdoor.enquiries.queries.health_list import count_waiting as count_health
from openmash.web.counts import tray_counts


def nav(request: HttpRequest, by: Actor) -> tuple[NavItem, ...]:
    """What this role may open; an entry that one may not open is not there."""
    return tuple(_marked(item, request) for item in _items(by))


def _items(by: Actor) -> Iterator[NavItem]:
    if reach_of(by.role, P.CONTACT_START):
        yield NavItem("Your worries", reverse("worry_list"))
    if reach_of(by.role, P.CHECK_ANSWER):
        yield NavItem("Requests to us", reverse("requests"), count_requests(by) or None)
    yield from _own_list(by)
    if reach_of(by.role, P.TASK_READ):
        yield NavItem("My tasks", reverse("tasks"), count_open(by) or None)
    if reach_of(by.role, P.PERSON_SEARCH):
        yield NavItem("Find a person", reverse("person_search"))
    if reach_of(by.role, P.PERSON_JOIN) and not reach_of(by.role, P.DECISION_DECIDE):
        # Managers have five entries already, and reach these from “Find a person”.
        yield NavItem("Possible duplicates", reverse("duplicates"), count_waiting(by) or None)
    if reach_of(by.role, P.PERSON_IMPORT):
        yield NavItem("Import people", reverse("imports"))
    yield NavItem("Messages", reverse("mailbox"), count_unread(by) or None)


def _own_list(by: Actor) -> Iterator[NavItem]:
    """Health practitioners have a list of their own; the hub’s people the tray."""
    if reach_of(by.role, P.HEALTH_WRITE):
        yield NavItem("Health worklist", reverse("health_list"), count_health(by=by) or None)
    elif reach_of(by.role, P.CONTACT_READ) == Reach.HUB:
        yield from _hub(by)


def _hub(by: Actor) -> Iterator[NavItem]:
    """Danger is counted in red; on a quiet day the tray's number is everything open."""
    counts = tray_counts(by)
    waiting = counts.danger or counts.open or None
    yield NavItem("Work tray", reverse("tray"), waiting, live=bool(counts.danger))
    if reach_of(by.role, P.DECISION_DECIDE):
        yield NavItem("Decisions", reverse("decision_list"), count_for_me(by=by) or None)


def _marked(item: NavItem, request: HttpRequest) -> NavItem:
    here = request.path.startswith(item.href)
    return NavItem(item.label, item.href, item.count, item.live, current=here)

"""What was posted after the session had ended: kept, brought back, and sent if a child is in danger.

Not a page of its own. A form carries the token of its page (`emarf/tokens.py`); that is how words
are kept for the person who wrote them, and for nobody else (§9.3).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.core.refusals import Refused
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.row_security import act_as, act_as_nobody
from openmash.foundation.access.waiting import Landing, holds_typed
from openmash.frontdoor.contacts.access import get_own_contact, own_facts, record_facts
from openmash.frontdoor.contacts.commands import drafting
from openmash.frontdoor.contacts.commands.holding import hold_typed, take_held
from openmash.frontdoor.contacts.emarf.tokens import read_token
from openmash.frontdoor.contacts.forms.worries import says_danger, typed_in
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries import drafts

View = TypeVar("View", bound=Callable[..., Any])
DANGER, ADD, QUESTIONS, QUERY, DISAGREE = "danger", "add", "questions", "query", "disagree"
WRITE = P.CONTACT_WRITE


def keeps(page: str = "", *, on: str = "", only_danger: bool = False) -> Callable[[View], View]:
    """Mark a view: its words are held under `page`, and found again on the page named `on`.

    Without them, the view's own address says both.
    """

    def hold(request: HttpRequest, kwargs: dict[str, Any]) -> Landing:
        in_danger = says_danger(request.POST)
        contact = None
        if in_danger or not only_danger:
            contact = _hold(request, kwargs["reference"], page or _place_of(kwargs))
        sends = in_danger and contact is not None and contact.submitted_at is None
        back = "worry_danger" if sends else on
        path = reverse(back, args=[kwargs["reference"]]) if back else request.path
        return Landing(path, kept=contact is not None)

    return holds_typed(hold)


def comes_back_to(name: str) -> Callable[[View], View]:
    """Mark a view that takes no words: the page its sender comes back to after signing in."""
    return holds_typed(lambda request, kwargs: Landing(reverse(name, args=[kwargs["reference"]])))


def held_text(contact: Contact, page: str, by: Actor) -> dict[str, str]:
    """Everything held of a small form, by field; nothing when nothing was."""
    texts: dict[str, dict[str, None]] = {}
    for held in drafts.all_held_for(contact, page, by):
        for name, text in held.data.items():
            texts.setdefault(name, {})[str(text)] = None
    return {name: "\n\n".join(filter(None, said)) for name, said in texts.items()}


def send_held_danger(*, by: Actor) -> list[Contact]:
    """A child in danger waits for no second press: what was held says so, and is sent now (A3)."""
    if not may(by, WRITE, own_facts(by)):
        return []
    waiting = [one for one in drafts.held_drafts(by) if says_danger(one.held.data)]
    return [one.contact for one in waiting if _sends(one, by)]


def _sends(one: drafts.HeldDraft, by: Actor) -> bool:
    """Send it once; what somebody wrote elsewhere meanwhile stays held, to be looked at."""
    one.contact.refresh_from_db()
    if one.contact.submitted_at is not None or not may(by, WRITE, record_facts(one.contact)):
        return False
    typed = typed_in(drafts.fill(one.contact, by), one.held.data)
    saved = drafting.save_typed(one.contact, typed, by=by)
    if not saved.conflicts:
        take_held(one.contact, one.page, by=by)
    return saved.sent


def _hold(request: HttpRequest, reference: str, page: str) -> Contact | None:
    """The worry it was kept for: only with a token of ours, and for whoever may still write."""
    token = read_token(request.POST.get("draft_token", ""))
    if token is None:
        return None
    by = token.writer
    act_as(by)
    try:
        contact = get_own_contact(by, reference, WRITE)
        typed = {name: request.POST.getlist(name) for name in request.POST}
        hold_typed(contact, page, drafts.without_secrets(typed), by=by)
    except Refused:
        return None
    else:
        return contact
    finally:
        act_as_nobody()


def _place_of(kwargs: dict[str, Any]) -> str:
    return "/".join(str(kwargs[part]) for part in ("page", "position") if part in kwargs)

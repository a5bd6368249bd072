"""Who came by a one-time link, as their browser’s session remembers it: one question, an hour, no account."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from openmash.core.actor import Actor
from openmash.foundation.reference.queries import number
from openmash.frontdoor.enquiries.models import AnswerLink
from openmash.frontdoor.enquiries.queries.links import link_alive

KEY, OVER, ANSWERED, WHICH = "by_link", "by_link_over", "by_link_answered", "by_link_which"


@dataclass(frozen=True)
class Came:
    """What is remembered: by which link, to which question, who they say they are, and since when."""

    link: str
    check: str
    partnership: str
    agency: str
    who: str
    entered: float
    seen: float


def begin(request: HttpRequest, link: AnswerLink, *, by: Actor) -> None:
    """A session of its own: whatever this browser was before, it is no longer."""
    request.session.flush()
    rotate_token(request)
    at = by.at.timestamp()
    check = link.check_of
    came = Came(
        str(link.pk), str(check.pk), by.partnership, check.agency_id, link.entered_by, at, at
    )
    request.session[KEY] = asdict(came)


def end(request: HttpRequest, *, answered: bool = False) -> None:
    """Nothing of it is left in the browser, but where to ring, and whether all is answered."""
    came = who_came(request)
    request.session.flush()
    if came:
        request.session[OVER], request.session[ANSWERED] = came.partnership, answered
        request.session[WHICH] = came.check


def who_came(request: HttpRequest) -> Came | None:
    """What the session remembers; whether it still counts, `is_in` says."""
    found = request.session.get(KEY)
    return Came(**found) if found else None


def was_here(request: HttpRequest) -> str:
    """In which partnership this browser came by a link that is over; nothing if it did not."""
    return str(request.session.get(OVER, ""))


def came_to(request: HttpRequest, check: str) -> bool:
    """Whether the link that is over led to this question; to another one somebody may well sign in."""
    return request.session.get(WHICH) == check


def has_answered(request: HttpRequest) -> bool:
    """Whether it is over because nothing is asked any longer."""
    return bool(request.session.get(ANSWERED, False))


def is_in(request: HttpRequest, came: Came, *, by: Actor) -> bool:
    """Whether this session still counts now; one that does has been seen."""
    idle = timedelta(minutes=number(came.partnership, "link-idle-minutes"))
    link = link_alive(came.link, by=by)
    if link is None or not _is_the_last(link, came) or _seen(came, by) + idle <= by.at:
        return False
    if "x-live" not in request.headers:
        request.session[KEY] = {**asdict(came), "seen": by.at.timestamp()}
    return True


def _is_the_last(link: AnswerLink, came: Came) -> bool:
    """Whoever entered before is out."""
    return link.entered_at is not None and link.entered_at.timestamp() == came.entered


def _seen(came: Came, by: Actor) -> datetime:
    return datetime.fromtimestamp(came.seen, by.at.tzinfo)

"""The people of an agency as lines of a page and of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openmash.core.actor import Actor
from openmash.core.text import clean
from openmash.core.working_time import london_day
from openmash.foundation.access.holdings import council
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import Agency, RoleHolding
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.colleagues.access import keeper
from openmash.foundation.colleagues.models import Invitation
from openmash.foundation.colleagues.queries import Colleague, Terms
from openmash.foundation.colleagues.rules import Place, confirms, gives, why_not_withdrawn
from openmash.foundation.colleagues.states import STATE_WORDS, InvitationState
from openmash.foundation.ui import wording

MOST = 200
SHOWS = (
    ("now", "Everybody with access"),
    ("due", "To be confirmed by you"),
    ("overdue", "Overdue"),
    ("suspended", "Suspended"),
    ("ended", "Ended"),
    ("all", "Everybody, ended too"),
)


@dataclass(frozen=True)
class Asked:
    """What to show: words of a name or address, a role, an agency, and which people."""

    words: str = ""
    role: str = ""
    agency: str = ""
    show: str = "now"
    as_csv: bool = False

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Asked:
        """As it was asked for; what is not offered is not asked."""
        show = said.get("show", "now")
        return cls(
            " ".join(clean(said.get("words", "")).casefold().split()),
            said.get("role", ""),
            said.get("agency", ""),
            show if show in dict(SHOWS) else "now",
            said.get("as") == "csv",
        )


@dataclass(frozen=True)
class Row:
    """One person at one agency."""

    agency: str
    key: str
    name: str
    email: str
    place: str
    roles: tuple[str, ...]
    since: str
    last: str
    due: str
    state: str  # a few words where something is to be seen at once
    is_me: bool


@dataclass(frozen=True)
class Page:
    """The list, what is counted over it, and what can be chosen."""

    rows: tuple[Row, ...]
    more: int
    tally: tuple[tuple[int, str, str], ...]
    roles: tuple[tuple[str, str], ...]
    agencies: tuple[tuple[str, str], ...]
    without_lead: tuple[str, ...]  # for whoever names leads


@dataclass(frozen=True)
class Waiting:
    """Whoever was invited and has not come."""

    key: str
    name: str
    email: str
    role: str
    agency: str
    sent: str
    until: str
    state: str
    times: int  # how often it was sent
    is_over: bool
    may_send: bool  # by whoever gives this role there
    may_withdraw: bool


class Drawer:
    """Draws people for one keeper, at one moment, by one partnership's terms."""

    def __init__(self, by: Actor, terms: Terms) -> None:
        self.by, self.terms = by, terms
        self.hub = council(by.partnership)

    def place(self, agency: Agency) -> Place:
        """An agency as the rules know it."""
        return Place(agency.code, agency.kind, agency.code == self.hub)

    def mine(self, one: Colleague) -> list[RoleHolding]:
        """What this keeper confirms of it; nothing of their own."""
        if str(one.user.pk) == self.by.user:
            return []
        known = confirms(self.by.role, self.place(one.agency))
        return [held for held in one.held if Role(held.role) in known]

    def is_for_me(self, one: Colleague) -> bool:
        """Whether this keeper is asked to confirm it now."""
        return any(self.terms.is_asked(held, self.by.at) for held in self.mine(one))

    def is_overdue(self, one: Colleague) -> bool:
        """Whether a confirmation has run out."""
        return any(self.terms.is_overdue(held, self.by.at) for held in one.held)

    def fits(self, one: Colleague, asked: Asked) -> bool:
        """Whether somebody is among those asked for."""
        shown = {
            "now": bool(one.held),
            "due": self.is_for_me(one),
            "overdue": self.is_overdue(one),
            "suspended": one.suspended,
            "ended": bool(one.ended),
            "all": True,
        }
        text = f"{one.user.name} {one.user.email}".casefold()
        roles = {held.role for held in (*one.held, *one.ended)}
        return (
            shown[asked.show]
            and all(word in text for word in asked.words.split())
            and (not asked.role or asked.role in roles)
            and (not asked.agency or asked.agency == one.agency.code)
        )

    def row(self, one: Colleague) -> Row:
        """One line."""
        at = self.by.at
        due = one.due_at(self.terms)
        seen = one.user.last_login
        return Row(
            agency=one.agency.code,
            key=str(one.user.pk),
            name=one.user.name,
            email=one.user.email,
            place=one.agency.name,
            roles=tuple(ROLE_NAMES[Role(held.role)] for held in one.held or one.ended),
            since=wording.short_date(london_day(one.since)),
            last=wording.short_when(seen, at) if seen else "never",
            due=wording.short_date(london_day(due)) if due else "",
            state=self._state(one),
            is_me=str(one.user.pk) == self.by.user,
        )

    def _state(self, one: Colleague) -> str:
        if not one.held:
            last = max(held.ends_at for held in one.ended if held.ends_at)
            return f"Ended {wording.short_date(london_day(last))}"
        if one.suspended:
            return "Suspended"
        if self.is_overdue(one):
            return "Overdue"
        return "To confirm" if self.is_for_me(one) else ""


def draw(people: Sequence[Colleague], asked: Asked, drawer: Drawer) -> Page:
    """Those who are asked for, whoever has to be confirmed first."""
    found = [one for one in people if drawer.fits(one, asked)]
    found.sort(key=lambda one: (one.agency.name, not drawer.is_for_me(one)))
    roles = {held.role for one in people for held in (*one.held, *one.ended)}
    agencies = {one.agency.code: one.agency.name for one in people}
    return Page(
        rows=tuple(drawer.row(one) for one in (found if asked.as_csv else found[:MOST])),
        more=max(0, len(found) - MOST),
        tally=tuple(_tally(people, drawer)),
        roles=(("", "All roles"), *sorted(((r, ROLE_NAMES[Role(r)]) for r in roles), key=_second)),
        without_lead=tuple(_without_lead(people, drawer)),
        agencies=(("", "All agencies"), *sorted(agencies.items(), key=_second)),
    )


def as_file(rows: Iterable[Row], waiting: Iterable[Waiting]) -> Iterator[list[str]]:
    """The same lines for a spreadsheet, with those who were invited."""
    yield ["Name", "E-mail", "Agency", "Roles", "Since", "Last signed in", "Confirm by", "State"]
    for one in rows:
        state = one.state or "Has access"
        roles = "; ".join(one.roles)
        yield [one.name, one.email, one.place, roles, one.since, one.last, one.due, state]
    for new in waiting:
        yield [new.name, new.email, new.agency, new.role, "", "never", "", new.state]


def draw_waiting(invited: Iterable[Invitation], drawer: Drawer) -> list[Waiting]:
    """Invitations, the newest first."""
    at = drawer.by.at
    return [
        Waiting(
            key=str(one.pk),
            name=one.name,
            email=one.email,
            role=ROLE_NAMES[Role(one.role)],
            agency=one.agency.name,
            sent=f"{wording.short_when(one.sent_at, at)} by {one.sent_by}",
            until=wording.when(one.lives_until, at),
            state=STATE_WORDS[InvitationState(one.state)],
            times=one.sent_times,
            is_over=one.state == InvitationState.OVER,
            may_send=Role(one.role) in gives(drawer.by.role, drawer.place(one.agency)),
            may_withdraw=not any(
                why_not_withdrawn(keeper(drawer.by), one.role, drawer.place(one.agency))
            ),
        )
        for one in invited
    ]


def what_it_reads(role: str) -> str:
    """How far a role sees, for whoever has to say that somebody needs it."""
    if reach_of(role, P.CONTACT_READ) == Reach.HUB:
        return "reads every case of the hub"
    if reach_of(role, P.PERSON_READ) == Reach.HUB:
        return "reads the whole register of people"
    if reach_of(role, P.CONTACT_READ) == Reach.ATTACHED:
        return "reads the cases they work on"
    if reach_of(role, P.CONTACT_START):
        return "sends worries, and answers what the hub asks this agency"
    if reach_of(role, P.LEDGER_AUDIT):
        return "reads who looked at what, and no case"
    return "reads no case"


def _tally(people: Sequence[Colleague], drawer: Drawer) -> Iterator[tuple[int, str, str]]:
    shown = [one for one in people if one.held]
    yield len(shown), "with access", ""
    yield sum(drawer.is_for_me(one) for one in shown), "to be confirmed by you", "show=due"
    yield sum(drawer.is_overdue(one) for one in shown), "overdue", "show=overdue"
    yield sum(one.suspended for one in shown), "suspended", "show=suspended"


def _without_lead(people: Iterable[Colleague], drawer: Drawer) -> Iterator[str]:
    """Agencies where nobody can confirm or end anybody's access but the administrator."""
    if drawer.by.role != Role.SYSADMIN:
        return
    leads: dict[str, bool] = {}
    for one in people:
        for held in one.held:
            is_lead = held.role == Role.AGENCY_LEAD and held.suspended_since is None
            leads[one.agency.name] = leads.get(one.agency.name, False) or is_lead
    yield from sorted(name for name, has_one in leads.items() if not has_one)


def _second(pair: tuple[str, str]) -> str:
    return pair[1]

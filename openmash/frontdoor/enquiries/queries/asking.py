"""Which agencies to ask about whom, and why: from the register, who sent it, and what is always asked.

A proposal is nothing yet: the social worker takes out, adds and sends.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openmash.core.actor import Actor
from openmash.foundation.people.involvement.queries import Works, register_of
from openmash.foundation.people.models import Involvement
from openmash.foundation.reference.queries import setting
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.queries.desks import Asking, askings
from openmash.frontdoor.enquiries.queries.gp import gp_requests_of, practices_of
from openmash.frontdoor.enquiries.queries.page import Asked, root_of
from openmash.frontdoor.enquiries.states import WAITING, ScopeRole
from openmash.frontdoor.enquiries.states.gp import GpState

ALWAYS = "agencies-always-asked"
KIND = Involvement.Kind
# Which questions fit what an agency does for somebody, where it is asked several kinds.
TEMPLATE_OF: dict[str, str] = {
    KIND.SOCIAL_CARE: "social_care",
    KIND.EARLY_HELP: "social_care",
    KIND.ADULT_SERVICE: "adult_social_care",
}


@dataclass(frozen=True)
class Proposal:
    """One agency with its questions: everybody it could be asked about, and who is proposed why."""

    asking: Asking
    because: Mapping[str, str] = field(default_factory=dict)  # by person of the scope
    waits: bool = False  # asked already, and not answered yet

    @property
    def field(self) -> str:
        """Its name in the form: the same whatever has been asked since the page was opened."""
        return f"people-{self.asking.agency}-{self.asking.template}"

    @property
    def is_proposed(self) -> bool:
        """Whether anything points to this agency."""
        return bool(self.because) and not self.waits


def proposals(enquiry: MashEnquiry, people: Iterable[Asked], *, by: Actor) -> list[Proposal]:
    """Every agency that can be asked, those first to which something points.

    `people` is the scope as this reader may know it; the number of queries does not grow with it.
    """
    scope = [one for one in people if one.row.removed_at is None]
    known = askings(by)
    because = _always(known, scope, by)
    _merge(because, _of_register(known, scope, by))
    _merge(because, _of_sender(enquiry, known, scope))
    _merge(because, _of_gps(enquiry, known, by))
    waits, left_out = _waiting(enquiry), _left_out(enquiry)
    found = [
        Proposal(one, dict(because[one.key]), (one.agency, one.template) in waits)
        for one in known
        if one.agency not in left_out
    ]
    return sorted(found, key=lambda one: (not one.is_proposed, one.waits, one.asking.name))


Reasons = dict[str, dict[str, str]]  # by agency with its questions, then by person


def _merge(into: Reasons, more: Reasons) -> None:
    """Every reason that points somewhere, the more particular one first."""
    for key, people in more.items():
        for person, why in people.items():
            before = into[key].get(person, "")
            into[key][person] = "; ".join(dict.fromkeys(filter(None, [why, before])))


def _always(known: Iterable[Asking], scope: Iterable[Asked], by: Actor) -> Reasons:
    """What this partnership asks in every enquiry, about everybody."""
    said = setting(by.partnership, ALWAYS)
    always = set(said) if isinstance(said, list) else set()
    found: Reasons = defaultdict(dict)
    for one in known:
        if one.template in always:
            found[one.key] = {str(a.row.pk): "always asked" for a in scope}
    return found


def _of_register(known: list[Asking], scope: Iterable[Asked], by: Actor) -> Reasons:
    """Who works or worked with whom (L46)."""
    people: dict[uuid.UUID, str] = {
        root: str(one.row.pk) for one in scope if (root := root_of(one.row)) is not None
    }
    found: Reasons = defaultdict(dict)
    for works in register_of(people, by=by):
        asking = _fitting(works, known)
        if asking is not None and works.person in people:
            found[asking.key].setdefault(people[works.person], _why(works))
    return found


def _of_sender(enquiry: MashEnquiry, known: list[Asking], scope: Iterable[Asked]) -> Reasons:
    """Whoever told us knows more than they wrote; a school or nursery above all."""
    found: Reasons = defaultdict(dict)
    for one in known:
        if one.agency == enquiry.contact.sender_agency_id:
            children = (a for a in scope if a.row.role == ScopeRole.CHILD)
            found[one.key] = {str(a.row.pk): "sent the worry" for a in children}
            break
    return found


def _of_gps(enquiry: MashEnquiry, known: list[Asking], by: Actor) -> Reasons:
    """Practices that are asked by default and are not asked yet (P5)."""
    due = {one.practice_id for one in gp_requests_of(enquiry) if one.state == GpState.DUE}
    key_of = {one.agency: one.key for one in known if one.agency in due}
    found: Reasons = defaultdict(dict)
    for practice in practices_of(enquiry, by=by) if key_of else ():
        if practice.agency in key_of:
            why = dict.fromkeys((str(key) for key in practice.people), "asked by default")
            found[key_of[practice.agency]] = why
    return found


def _left_out(enquiry: MashEnquiry) -> set[str | None]:
    """Practices that somebody said are not asked: no press among many asks them after all (P5)."""
    rows = gp_requests_of(enquiry)
    latest = {one.practice_id: one.state for one in rows}
    return {practice for practice, state in latest.items() if state == GpState.OPTED_OUT}


def _fitting(works: Works, known: list[Asking]) -> Asking | None:
    """The questions of this agency for what it does; else those it is asked at all."""
    there = [one for one in known if one.agency == works.agency]
    wanted = TEMPLATE_OF.get(works.kind, "")
    exact = (one for one in there if one.template == wanted)
    return next(exact, there[0] if there else None)


def _why(works: Works) -> str:
    service = works.service or works.kind_words
    return (
        service
        if works.is_now
        else f"{service}, until {works.ends_on:%Y}"
        if works.ends_on
        else service
    )


def _waiting(enquiry: MashEnquiry) -> set[tuple[str, str]]:
    rows = enquiry.checks.filter(state__in=list(WAITING))
    return set(rows.values_list("agency_id", "template"))

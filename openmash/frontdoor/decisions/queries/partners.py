"""Who is asked what they think of a recommendation, until when, and what became of it (P7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from openmash.core.actor import Actor
from openmash.core.working_time import Length, Unit, due, london_day
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.roles import HEALTH
from openmash.foundation.clocks.commands import definition_on
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.reference.queries import calendar_on
from openmash.foundation.together import Count
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import DECIDING
from openmash.frontdoor.decisions.access import views_asked_of
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision, ViewAsked
from openmash.frontdoor.enquiries.models import AgencyCheck, CheckAnswer, CheckPerson
from openmash.frontdoor.enquiries.states import Outcome, Refusal

VIEW_CLOCKS = {"red": "C42R", "amber": "C42A", "green": "C42G"}
LIST = "/requests/"
MOST_SHOWN = 50


@dataclass(frozen=True)
class Partner:
    """An agency that was asked about this child, and who of it may say what it thinks."""

    check: AgencyCheck
    child_name: str
    roles: tuple[str, ...]
    users: tuple[str, ...]


def partners_of(decision: ThresholdDecision, *, by: Actor) -> list[Partner]:
    """The agencies that were asked about this child, may know them, and have somebody who can answer.

    Not one that has said that it does not know the child, or that it is the wrong one: it has no part
    in this. Nobody at all where the child's record is restricted to named readers.
    """
    person = decision.child.person
    if person is not None and person.readers is not None:
        return []
    found: dict[str, list[CheckPerson]] = {}
    for row in _asked_about(decision):
        found.setdefault(row.check_of.agency_id, []).append(row)
    holders = _holders(list(found), by)
    partners = (_partner(rows, holders[agency]) for agency, rows in found.items())
    return [one for one in partners if one is not None]


def closes_at(contact: Contact, rag: str, *, by: Actor) -> datetime:
    """When partners are waited for no longer: by urgency, and never beyond the time to decide."""
    definition = definition_on(by.partnership, VIEW_CLOCKS[rag], by.at)
    calendar = calendar_on(by.partnership, london_day(by.at)).calendar
    window = due(by.at, Length(definition.amount, Unit(definition.unit)), calendar).due_at
    deciding = ClockRun.objects.filter(subject=contact.subject, code__in=DECIDING, stopped_at=None)
    return max(by.at, min([window, *deciding.values_list("due_at", flat=True)]))


def asked_of(decisions: Iterable[ThresholdDecision]) -> dict[str, tuple[ViewAsked, ...]]:
    """Everybody who was ever asked, by decision, in the order in which they were asked."""
    found: dict[str, tuple[ViewAsked, ...]] = {}
    rows = ViewAsked.objects.filter(decision__in=list(decisions)).select_related("agency")
    for one in rows.order_by("asked_at", "agency__name"):
        key = str(one.decision_id)
        found[key] = (*found.get(key, ()), one)
    return found


def said_to(asked: ViewAsked) -> list[PartnerView]:
    """What the agency has said of this recommendation, the latest first."""
    return list(PartnerView.objects.filter(asked=asked).order_by("-number"))


def listed_for(by: Actor) -> list[ViewAsked]:
    """What this person's agency may say something about now, soonest first, and what it has said
    something about that is decided, the latest first."""
    rows = views_asked_of(by).prefetch_related("views")
    waiting = list(rows.filter(closed_at=None).order_by("until", "child_name", "id"))
    told = rows.exclude(told_at=None).order_by("-told_at", "child_name", "id")
    return [*waiting, *told[:MOST_SHOWN]]


def count_views(by: Actor) -> Count:
    """How many recommendations wait for a word of this person's agency, for the navigation."""
    standing = PartnerView.objects.filter(withdrawn_at=None).values("asked")
    return Count(views_asked_of(by).filter(closed_at=None).exclude(pk__in=standing))


def open_ones(contact: Contact) -> list[ViewAsked]:
    """Everybody who is asked now about any child of a contact."""
    rows = ViewAsked.objects.filter(decision__contact=contact, closed_at=None)
    return list(rows.select_related("agency", "check_of__agency").order_by("asked_at", "id"))


def to_be_told(contact: Contact) -> Iterator[ViewAsked]:
    """Whoever was asked of what is decided now, has ever said something about this child, and has
    not heard. A dissent from an earlier recommendation counts, so whoever said it hears too."""
    rows = ViewAsked.objects.filter(
        decision__contact=contact, closed_because="decided", told_at=None
    ).select_related("check_of__agency", "decision__child")
    given = PartnerView.objects.filter(
        decision=OuterRef("decision"), asked__agency=OuterRef("agency"), withdrawn_at=None
    )
    for one in rows.filter(Exists(given)).order_by("asked_at", "id"):
        if one.decision.decided_at == one.closed_at:
            yield one


def path_of(asked: ViewAsked) -> str:
    """Where somebody of the agency says what it thinks."""
    return f"{LIST}view/{asked.pk}/"


def _asked_about(decision: ThresholdDecision) -> Iterator[CheckPerson]:
    """This child in every question that was asked about them, but for who does not know them."""
    rows = CheckPerson.objects.filter(whom__child_id=decision.child_id)
    rows = rows.filter(check_of__enquiry__contact_id=decision.contact_id)
    rows = rows.exclude(check_of__refusal=Refusal.WRONG_AGENCY)
    found = list(rows.select_related("check_of__agency", "check_of__form"))
    found.sort(key=lambda one: (one.check_of.asked_at, str(one.pk)))
    answers = CheckAnswer.objects.filter(about__in=found).order_by("number")
    said = {one.about_id: one.outcome for one in answers}
    yield from (one for one in found if said.get(one.pk) != Outcome.NOT_KNOWN)


def _partner(rows: list[CheckPerson], holders: set[tuple[str, str]]) -> Partner | None:
    """The questions of one agency together: whoever may answer one of them, and its health practitioners."""
    checks = [row.check_of for row in rows]
    roles = {role for check in checks for role in check.for_roles}
    if any(check.form is not None and check.form.content["is_health"] for check in checks):
        roles |= set(HEALTH)
    users = {str(check.for_user_id) for check in checks if check.for_user_id}
    there = {role for role, user in holders if role in roles or user in users}
    if not there:
        return None
    return Partner(checks[0], rows[0].name, tuple(sorted(roles)), tuple(sorted(users)))


def _holders(agencies: list[str], by: Actor) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {agency: set() for agency in agencies}
    held = held_at(by.at).filter(partnership_id=by.partnership, agency__in=agencies)
    for agency, role, user in held.values_list("agency_id", "role", "user_id"):
        found[agency].add((role, str(user)))
    return found

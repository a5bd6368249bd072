"""What agencies told, one line for each fact, in the life of whom it is about (L42, L43, `data.md` §4)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.people.chronology.lines import (
    Hold,
    Line,
    Roots,
    Significance,
    provide,
)
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.enquiries.models import EvidenceItem
from openmash.frontdoor.enquiries.states.items import (
    CATEGORY_WORDS,
    HEALTH,
    Category,
    Handling,
    TellFamily,
)

KINDS = {
    "told_health": "Health, as an agency told",
    "told_police": "Police and domestic abuse, as an agency told",
    "told_school": "School, as an agency told",
    "told_other": "Other, as an agency told",
}
OF_POLICE = frozenset({Category.POLICE, Category.DOMESTIC_ABUSE})
GRAVE = frozenset({Category.INJURY, Category.SAFEGUARDING_FLAG, Category.DOMESTIC_ABUSE})
HUB = "the hub"


def register() -> None:
    """Give the facts to every chronology; called once, when the product starts."""
    provide("facts", lines, kinds=KINDS)


def lines(roots: Roots, by: Actor) -> Iterator[Line]:
    """Every fact that stands, on its day; where its source knows no day, on the day it was told."""
    persons = list(roots)
    who = Q(about__person__in=persons) | Q(
        about__child__person__in=persons, about__child__removed_at=None
    )
    rows = EvidenceItem.objects.filter(who, _may_read(by), taken_back_at=None)
    for item in rows.select_related("about__child", "agency", "enquiry__contact"):
        yield _line(item, roots)


def _may_read(by: Actor) -> Q:
    """What agencies answered, for those who may read answers; of health, also for who reads health."""
    answers = Q(enquiry__contact__in=visible_to(by, P.CHECK_READ))
    health = Q(enquiry__contact__in=visible_to(by, P.HEALTH_READ), category__in=list(HEALTH))
    return answers | health


def _line(item: EvidenceItem, roots: Roots) -> Line:
    person = item.about.child.person_id if item.about.child else item.about.person_id
    assert person is not None  # only facts about known people are read here
    noted = london_day(item.noted_at)
    when = f" ({item.dated_words})" if item.dated_words else ""
    return Line(
        key=f"item:{item.pk}",
        person=roots[person],
        day=item.dated_from or noted,
        until=item.dated_to,
        kind=_kind(item),
        text=f"{CATEGORY_WORDS[Category(item.category)]}{when}: {item.text}",
        source=_source(item),
        recorded_at=item.noted_at,
        certainty=item.certainty,
        significance=Significance.SIGNIFICANT if item.category in GRAVE else Significance.NOTABLE,
        agency=item.agency_id or "",
        agency_name=item.agency.name if item.agency else "",
        href=f"{item.enquiry.contact.hub_path}enquiry/",
        holds=_holds(item),
    )


def _kind(item: EvidenceItem) -> str:
    if item.category in HEALTH:
        return "told_health"
    if item.category in OF_POLICE:
        return "told_police"
    return "told_school" if item.category == Category.EDUCATION else "told_other"


def _source(item: EvidenceItem) -> str:
    told = item.agency.name if item.agency else HUB
    return f"{told}, {item.source_system}" if item.source_system else told


def _holds(item: EvidenceItem) -> frozenset[str]:
    """A fact whose source has not said yes stays away from the family."""
    holds = {
        Hold.NOT_FOR_FAMILY: item.tell_family != TellFamily.YES or Handling.H2 in item.handling,
        Hold.ASK_SOURCE: Handling.H3 in item.handling,
        Hold.SPOKEN: Handling.H4 in item.handling,
    }
    return frozenset(hold for hold, applies in holds.items() if applies)

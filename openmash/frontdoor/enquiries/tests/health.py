"""Health in an enquiry, told and read by walking the real moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.row_security import act_as
from openmash.frontdoor.enquiries.commands import health as do
from openmash.frontdoor.enquiries.commands.health_keeping import keep_up
from openmash.frontdoor.enquiries.commands.items import note_item
from openmash.frontdoor.enquiries.models import EvidenceItem, HealthAnalysis, MashEnquiry
from openmash.frontdoor.enquiries.queries.health import draft_of, health_part
from openmash.frontdoor.enquiries.rules.health import Written, seal
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.tests.builders import fresh
from tests.fixtures import Enter

NOTE = Fact(
    "Rang the crisis line twice: “I cannot see January”",
    category="mental_health",
    certainty="fact",
    tell_family="no",
    dated_from=date(2026, 11, 20),
)
BRUISE = replace(NOTE, text="Two bruises on the upper arm, eight days old", category="injury")
HOW = "I have read the same notes, and see it in the same way."


def is_told(
    enter: Enter, enquiry: MashEnquiry, fact: Fact = NOTE, who: str = "tom"
) -> EvidenceItem:
    """The hub writes one more fact down about the child, and what follows follows. Leaves `who` on stage."""
    about = enquiry.scope.filter(role="child").earliest("added_at")
    often = about.items.filter(text__startswith=fact.text).count()
    fact = replace(fact, text=fact.text + "!" * often)  # the very same words would be no other fact
    item = note_item(about, fact, by=enter(who))
    keeps_up(enter, enquiry)
    return item


def keeps_up(enter: Enter, enquiry: MashEnquiry, who: str = "tom") -> None:
    """What happens by itself has happened. Leaves `who` on stage."""
    by = system_actor("test", partnership="brackenford", at=enter(who).at)
    act_as(by)
    keep_up(fresh(enquiry), by=by)
    enter(who)


def analysis_of(enquiry: MashEnquiry) -> HealthAnalysis:
    """As it is now."""
    return HealthAnalysis.objects.select_related("enquiry__contact").get(enquiry=enquiry)


def written(enquiry: MashEnquiry, **more: Any) -> Written:
    """Every heading has its words."""
    people = enquiry.scope.filter(removed_at=None)
    said: dict[str, Any] = {
        "known": "Two calls to the crisis line in November (H1).",
        "children": {str(o.pk): "She carries what her mother carries." for o in people},
        "adults": {str(o.pk): "Too low to get up for school." for o in people},
        "unknown": "Whether she takes her tablets.",
        "protective": "Her own mother is there every evening.",
        "recommended": "Perinatal team this week.",
        "concern": "moderate",
        "confidence": "medium",
    }
    return Written(**{**said, **more})


def sees(enquiry: MashEnquiry) -> str:
    """What somebody who looks now has before them."""
    return seal(health_part(fresh(enquiry)).facts.keys)


def is_written(enquiry: MashEnquiry, by: Actor, **more: Any) -> HealthAnalysis:
    """Drafted in full."""
    analysis = analysis_of(enquiry)
    draft = draft_of(analysis)
    seen = draft.version if draft else 0
    return do.write(analysis, written(enquiry, **more), seen, by=by)


def is_signed(enter: Enter, enquiry: MashEnquiry, who: str = "carol") -> HealthAnalysis:
    """Written and signed by one practitioner, whom it leaves on stage."""
    by = enter(who)
    return do.sign(is_written(enquiry, by), sees(enquiry), by=by)

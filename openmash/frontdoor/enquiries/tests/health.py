"""Health in an enquiry, told and read by walking the real moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.models import ClockRun
from openmash.frontdoor.enquiries.commands import checks
from openmash.frontdoor.enquiries.commands import health as do
from openmash.frontdoor.enquiries.commands.health_keeping import keep_up
from openmash.frontdoor.enquiries.commands.items import note_item
from openmash.frontdoor.enquiries.models import EvidenceItem, HealthAnalysis, MashEnquiry
from openmash.frontdoor.enquiries.queries.health import draft_of, health_part
from openmash.frontdoor.enquiries.rules.checks import Answered
from openmash.frontdoor.enquiries.rules.health import Seen, Written, why_gate_is_shut
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.tests.builders import a_question, an_answer, fresh
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


def sees(enquiry: MashEnquiry) -> Seen:
    """What somebody who looks now has before them."""
    return health_part(fresh(enquiry)).seen


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


def shut(enquiry: MashEnquiry) -> list[str]:
    """Why nobody may decide now."""
    return list(why_gate_is_shut(health_part(fresh(enquiry)).facts))


def asks(enter: Enter, enquiry: MashEnquiry, agency: str) -> None:
    """The family agreed, and the hub asks this agency. Leaves Tom on stage."""
    if not enquiry.checks.exists():
        an_answer(enter, enquiry)
    checks.ask_agency(fresh(enquiry), a_question(enquiry, agency), by=enter("tom"))
    keeps_up(enter, enquiry)


def answers(
    enter: Enter, enquiry: MashEnquiry, outcome: str, said: str = "", *, after: int = 0
) -> None:
    """The agency that was asked last says this of everybody, so many minutes later."""
    by = enter("tom", at=enter("tom").at + timedelta(minutes=after))
    check = enquiry.checks.latest("asked_at")
    told = [Answered(str(one.pk), "her", outcome, said) for one in check.people.all()]
    checks.answer(check, told, "Sister Lowe", by=by)
    keeps_up(enter, enquiry)


def clocks(enquiry: MashEnquiry) -> list[str]:
    """What runs for the analysis."""
    running = ClockRun.objects.filter(subject=analysis_of(enquiry).subject, stopped_at=None)
    return list(running.values_list("code", flat=True))

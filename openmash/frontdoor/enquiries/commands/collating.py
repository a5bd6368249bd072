"""How far the answers are: begun, complete, or one more is waited for (P3)."""

from __future__ import annotations

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.moves.mover import move
from openmash.frontdoor.enquiries.access import permitted_step
from openmash.frontdoor.enquiries.models import AgencyCheck, CheckAnswer, MashEnquiry
from openmash.frontdoor.enquiries.rules.collating import Progress, step_of
from openmash.frontdoor.enquiries.states import OF_ANSWER, WAITING


@transaction.atomic
def collate(enquiry: MashEnquiry, *, by: Actor) -> MashEnquiry:
    """Take the enquiry where its answers are; as often as it is asked, it goes no further."""
    enquiry = MashEnquiry.objects.select_related("contact").select_for_update(of=("self",)).get(
        pk=enquiry.pk
    )  # fmt: skip
    while name := step_of(enquiry.state, _progress(enquiry, by)):
        step, allowed = permitted_step(enquiry, name, by)
        move(enquiry, step, allowed, about=[enquiry.contact.subject])
    return enquiry


def _progress(enquiry: MashEnquiry, by: Actor) -> Progress:
    checks = list(AgencyCheck.objects.filter(enquiry=enquiry, asked_at__gte=enquiry.opened_at))
    waiting = [one.subject for one in checks if one.state in WAITING]
    runs = ClockRun.objects.filter(subject__in=waiting, code__in=OF_ANSWER, stopped_at=None)
    in_time = runs.filter(due_at__gt=by.at).count()
    said = CheckAnswer.objects.filter(about__check_of__in=checks).exists()
    return Progress(
        any_answer=said or any(one.state not in WAITING for one in checks),
        any_late=in_time < len(waiting),
        waits_in_time=bool(in_time),
        any_asked=bool(checks),
    )

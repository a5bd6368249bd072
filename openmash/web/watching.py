"""From a clock that is nearly over to a task before somebody, and away again when it has stopped."""

from __future__ import annotations

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import council
from openmash.foundation.access.roles import Role
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.clocks.watching import watch
from openmash.foundation.people.glass.states import REVIEW_CLOCK
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.states import TaskState
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.enquiries.models import AgencyCheck, HealthAnalysis
from openmash.frontdoor.enquiries.states import OF_ANSWER
from openmash.frontdoor.enquiries.states.health import OF_ANALYSIS

KIND = "clock.{}"
# What the hub itself owes or waits for; C39 and C40 have tasks of their own.
WARNED = ("C02", "C03", "C04", "C05", "C06", "C41", REVIEW_CLOCK, *OF_ANSWER, *OF_ANALYSIS)


def watch_clocks(*, by: Actor) -> int:
    """Late clocks are marked, near ones become tasks, and tasks of stopped clocks go away."""
    return watch(by=by, on_soon=_put_before_somebody) + _settle_stopped(by)


def _put_before_somebody(run: ClockRun, by: Actor) -> None:
    if run.code == REVIEW_CLOCK:
        _put_review_before_service_manager(run, by)
        return
    contact = _contact_of(run.subject) if run.code in WARNED else None
    if contact is None:
        return
    holder = str(contact.assigned_to_id) if contact.assigned_to_id else None
    raise_task(
        Wanted(
            kind=KIND.format(run.code),
            title=f"{run.definition.name}: {contact.reference} is nearly out of time",
            about=run.subject,
            path=reverse("contact", args=[contact.reference]),
            due_at=run.due_at,
            for_user=holder,
            for_agency="" if holder else council(by.partnership),
            for_role="" if holder else Role.MASH_MGR,
        ),
        by=by,
    )


def _put_review_before_service_manager(run: ClockRun, by: Actor) -> None:
    """Nobody has reviewed an emergency opening, and its time is nearly over (`roles.md` §4)."""
    path = reverse("emergency_review", args=[run.subject.partition(":")[2]])
    title = f"{run.definition.name}: it is nearly out of time"
    raise_task(
        Wanted(
            kind=KIND.format(run.code),
            title=title,
            about=run.subject,
            path=path,
            due_at=run.due_at,
            for_agency=council(by.partnership),
            for_role=Role.SVC_MGR,
        ),
        by=by,
    )


def _contact_of(subject: str) -> Contact | None:
    kind, _, key = subject.partition(":")
    if kind == "feedback":
        feedback = Feedback.objects.select_related("contact").filter(pk=key).first()
        return feedback.contact if feedback else None
    if kind == "agencycheck":
        check = AgencyCheck.objects.select_related("enquiry__contact").filter(pk=key).first()
        return check.enquiry.contact if check else None
    if kind == "healthanalysis":
        rows = HealthAnalysis.objects.select_related("enquiry__contact")
        analysis = rows.filter(pk=key).first()
        return analysis.enquiry.contact if analysis else None
    return Contact.objects.filter(pk=key).first() if kind == "contact" else None


def _settle_stopped(by: Actor) -> int:
    stopped = 0
    for code in WARNED:
        kind = KIND.format(code)
        for task in Task.objects.filter(
            partnership_id=by.partnership, kind=kind, state=TaskState.OPEN
        ):
            if not ClockRun.objects.filter(subject=task.about, code=code, stopped_at=None).exists():
                settle(kind, task.about, by=by)
                stopped += 1
    return stopped

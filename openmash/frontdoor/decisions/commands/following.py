"""What a decision sets going: a referral, and tasks for the people who act next (P7)."""

from __future__ import annotations

from datetime import datetime, time

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON, Length, Unit, due, london_day
from openmash.foundation.access.commands import attach
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.commands import NewInvolvement, carry, cease_work, work_with
from openmash.foundation.people.models import Involvement
from openmash.foundation.reference.queries import calendar_on
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.foundation.tasks.kinds import declare_done_with, declare_settled_by_act
from openmash.frontdoor.contacts.access import about_of, people_of
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.screening import agency_of
from openmash.frontdoor.decisions.events import DecisionEvent
from openmash.frontdoor.decisions.models import Referral, ThresholdDecision
from openmash.frontdoor.decisions.rules import REFERRING
from openmash.frontdoor.decisions.states import Outcome

OPENS: dict[Outcome, tuple[str, str]] = {
    **dict.fromkeys(REFERRING, (Involvement.Kind.SOCIAL_CARE, "Children’s social care, referral")),
    Outcome.EH_SINGLE: (Involvement.Kind.EARLY_HELP, "Early help, asked for"),
    Outcome.EH_MULTI: (Involvement.Kind.EARLY_HELP, "Early help, asked for"),
}
CAME_BACK = "decision.came_back"
PICTURE_CHANGED = "health.picture_changed"
declare_settled_by_act({PICTURE_CHANGED: "when it is decided anew"})
declare_done_with(P.DECISION_RECOMMEND, [CAME_BACK])
CALL_STRATEGY, PROTECT, ASSESS, TELL_FAMILY, NEXT_STEP = (
    "decision.call_strategy",
    "decision.protect",
    "decision.assess",
    "decision.tell_family",
    "decision.next_step",
)
FOLLOWING = (CALL_STRATEGY, PROTECT, ASSESS, TELL_FAMILY, NEXT_STEP)


def follow_up(decision: ThresholdDecision, contact: Contact, *, by: Actor) -> None:
    """Make the referral and raise the tasks, in the transaction that decides."""
    if decision.outcome in REFERRING:
        _refer(decision, contact, by)
    _open_work(decision, contact, by)
    for wanted in _tasks(decision, contact, by):
        raise_task(wanted, by=by)
    if decision.outcome == Outcome.S17_ASSESS:
        _let_duty_see(contact, by)


def _refer(decision: ThresholdDecision, contact: Contact, by: Actor) -> None:
    """One referral per child. ReferralNFA is false for these outcomes; a contact that never became
    a referral appears in list 1 of Annex A alone (`data.md` §3.2)."""
    referral, is_new = Referral.objects.get_or_create(
        decision=decision,
        defaults={
            "partnership_id": contact.partnership_id,
            "child": decision.child,
            "referral_date": london_day(contact.submitted_at or by.at),
            "source_code": contact.source_code,
            "made_at": by.at,
        },
    )
    if is_new:
        facts = {"outcome": decision.outcome}
        about = [decision.subject, contact.subject]
        record(
            DecisionEvent.REFERRAL_MADE,
            by=by,
            subject=f"referral:{referral.pk}",
            about=about,
            facts=facts,
        )


def _open_work(decision: ThresholdDecision, contact: Contact, by: Actor) -> None:
    """Who works with the child from now on, and who does not after all when it was decided anew.

    Of a child whom nobody could identify there is no record to write on; one who is restricted
    is kept by their named readers.
    """
    key = decision.child.person_id
    person = visible_to(by).filter(pk=key).first() if key else None
    if person is None:
        return
    kind, service = OPENS.get(Outcome(decision.outcome), ("", ""))
    source, today = f"Decision on contact {contact.reference}", london_day(by.at)
    cease_work(person, source, on=today, by=by, but=kind)
    if kind:
        council = agency_of(Role.MASH_MGR, by=by)
        new = NewInvolvement(
            kind, council, service, source, today, not_for_family=_untold(decision)
        )
        work_with(person, new, by=by)


def _untold(decision: ThresholdDecision) -> bool:
    """Nobody has said that the family is told: then no print tells them of it either."""
    return bool(decision.family_not_told_reason) or not decision.family_told_by


def _tasks(decision: ThresholdDecision, contact: Contact, by: Actor) -> list[Wanted]:
    within_a_day, now = _by_working_day(1, by), _by_working_day(0, by)
    found = []
    if decision.outcome == Outcome.STRATEGY:
        words = "Call the strategy discussion now"  # C11: held within one working day
        found.append(_to(Role.MASH_MGR, CALL_STRATEGY, words, decision, contact, within_a_day, by))
    if decision.outcome == Outcome.IMMEDIATE_PROTECTION:
        words = "Protect the child now"
        found.append(_to(Role.MASH_MGR, PROTECT, words, decision, contact, now, by))
    if decision.outcome == Outcome.S17_ASSESS:
        words = "Start the assessment under section 17"
        found.append(_to(Role.DUTY_SW, ASSESS, words, decision, contact, within_a_day, by))
    if not decision.family_not_told_reason:
        words = "Tell the family what was decided"
        found.append(_to(Role.MASH_SW, TELL_FAMILY, words, decision, contact, within_a_day, by))
    words = "Take the next step that was decided"
    found.append(_to(Role.MASH_SW, NEXT_STEP, words, decision, contact, _end_of(decision), by))
    return found


def came_back(contact: Contact, writer: str, *, by: Actor) -> None:
    """Raise the task of whoever recommended: the manager gave it back and said why."""
    wanted = Wanted(
        kind=CAME_BACK,
        title=f"{contact.reference}: your recommendation came back with a question",
        about=contact.subject,
        path=f"{contact.hub_path}decision/",
        for_user=writer,
    )
    raise_task(wanted, by=by)


def _to(
    role: Role,
    kind: str,
    words: str,
    decision: ThresholdDecision,
    contact: Contact,
    due_at: datetime | None,
    by: Actor,
) -> Wanted:
    return Wanted(
        kind=kind,
        title=f"{words}: {contact.reference}, child {decision.child.position}",
        about=decision.subject,
        path=f"{contact.hub_path}decision/",
        due_at=due_at,
        for_agency=agency_of(role, by=by),
        for_role=role,
    )


def _let_duty_see(contact: Contact, by: Actor) -> None:
    """The duty team receives the referral, so its people are on the case from now."""
    team = held_at(by.at).filter(partnership_id=by.partnership, role=Role.DUTY_SW)
    subjects = about_of(contact)
    for user in team.values_list("user_id", flat=True):
        for subject in subjects:
            attach(str(user), subject=subject, because="assessment", by=by)
    carry(people_of(contact), by=by)


def _by_working_day(days: int, by: Actor) -> datetime:
    calendar = calendar_on(by.partnership, london_day(by.at)).calendar
    return due(by.at, Length(days, Unit.WORKING_DAYS), calendar).due_at


def _end_of(decision: ThresholdDecision) -> datetime | None:
    day = decision.next_step_due
    return datetime.combine(day, time(17), LONDON) if day else None

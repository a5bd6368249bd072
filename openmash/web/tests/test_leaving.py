"""Access that ends the same day, and everything that its holder held (`roles.md` §8, P1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import RoleHolding, User
from openmash.foundation.access.roles import Role
from openmash.foundation.colleagues import commands
from openmash.foundation.colleagues.commands import Parting
from openmash.foundation.colleagues.held import Leaving
from openmash.foundation.colleagues.models import Invitation
from openmash.foundation.colleagues.queries import held_by
from openmash.foundation.colleagues.tests.builders import (
    COUNCIL,
    SCHOOL,
    WHY,
    a_colleague,
    key_of,
    new,
)
from openmash.foundation.ledger.models import Event
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.queries import open_tasks
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry
from openmash.frontdoor.enquiries.commands import answering
from openmash.frontdoor.enquiries.models import AgencyCheck, Desk
from openmash.frontdoor.enquiries.tests.links import asked_by_link
from tests.fixtures import Enter


def test_ended_somebody_is_in_no_role_and_signed_out_everywhere(enter: Enter) -> None:
    joan, ruth = enter("joan"), key_of("ruth")
    ended = commands.end_access(ruth, SCHOOL, Parting(WHY), by=joan)
    assert [(one.role, one.agency_id) for one in ended] == [(Role.DSL, SCHOOL)]
    assert not held_at(joan.at).filter(user_id=ruth).exists()
    assert User.objects.get(pk=ruth).sessions_void_before == joan.at
    held = RoleHolding.objects.get(user_id=ruth)
    assert (held.ended_by, held.ended_because) == ("Joan Pell", WHY)
    said = Event.objects.get(name="colleague.ended")
    assert (said.subject, said.user_name, said.reason) == (f"user:{ruth}", "Joan Pell", WHY)


def test_somebody_of_two_partnerships_keeps_the_other_one(enter: Enter) -> None:
    sam, dana = enter("sam"), key_of("dana")
    commands.end_access(dana, "midshire-police", Parting(WHY), by=sam)
    left = held_at(sam.at).filter(user_id=dana).values_list("partnership_id", flat=True)
    assert list(left) == ["oakmere"]
    assert User.objects.get(pk=dana).sessions_void_before is None


def test_a_link_in_the_mailbox_of_a_leaver_opens_nothing(enter: Enter) -> None:
    """Somebody was to change roles, and is dismissed on the same day."""
    joan, ruth = enter("joan"), User.objects.get(pk=key_of("ruth"))
    commands.invite(new("Ruth Hart", ruth.email.upper(), Role.REF_PROF), SCHOOL, by=joan)
    other = commands.invite(new("Lou May", "lou@school.example", Role.REF_PROF), SCHOOL, by=joan)
    commands.end_access(str(ruth.pk), SCHOOL, Parting(WHY), by=joan)
    states = dict(Invitation.objects.values_list("email", "state"))
    assert states == {ruth.email.upper(): "withdrawn", other.email: "live"}


def test_what_a_lead_had_sent_is_shown_to_whoever_ends_their_access(enter: Enter) -> None:
    joan = enter("joan")
    commands.invite(new(), SCHOOL, by=joan)
    lines = held_by(Leaving(joan.user, SCHOOL, frozenset({"AGENCY_LEAD"})), by=enter("sam"))
    assert [(line.number, line.one) for line in lines] == [
        (1, "invitation they sent, not used yet")
    ]


def test_a_worry_in_the_tray_goes_back_to_it_without_anybody(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    screening.take_up(contact, by=enter("aisha"))
    meera, aisha = enter("meera"), key_of("aisha")
    lines = held_by(Leaving(aisha, COUNCIL, frozenset({"MASH_SCREEN"})), by=meera)
    assert [(line.number, line.one) for line in lines] == [(1, "worry in the work tray")]
    commands.end_access(aisha, COUNCIL, Parting(WHY), by=meera)
    contact = Contact.objects.get(pk=contact.pk)
    assert contact.assigned_to is None
    assert contact.state == ContactState.SCREENING
    let_go = Event.objects.get(name="contact.let_go", subject=contact.subject)
    assert let_go.reason == WHY


def test_or_to_one_colleague_who_does_the_same_work(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    screening.take_up(contact, by=enter("aisha"))
    meera, aisha = enter("meera"), key_of("aisha")
    bo = a_colleague("Bo Lark", Role.MASH_SCREEN, COUNCIL, by=meera)
    with pytest.raises(NotReady, match="does the same work"):
        commands.end_access(aisha, COUNCIL, Parting(WHY, pass_to=key_of("ruth")), by=meera)
    commands.end_access(aisha, COUNCIL, Parting(WHY, pass_to=bo), by=meera)
    assert str(Contact.objects.get(pk=contact.pk).assigned_to_id) == bo


def test_a_task_of_their_own_goes_to_whoever_does_the_same_work(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    screening.take_up(contact, by=enter("aisha"))
    screening.hand_over(contact, key_of("tom"), by=enter("aisha"))
    meera = enter("meera")
    assert Task.objects.filter(for_user__id=key_of("tom")).count() == 1
    commands.end_access(key_of("tom"), COUNCIL, Parting(WHY), by=meera)
    task = Task.objects.get(kind="contact.handed_over")
    assert (task.for_user, task.for_agency, task.for_role) == (None, COUNCIL, "MASH_SW")
    assert task in open_tasks(enter("priya"))


def test_a_question_passed_to_them_is_their_agencys_again(enter: Enter) -> None:
    check = asked_by_link(enter, agency=SCHOOL)
    joan = enter("joan")
    bo = a_colleague("Bo Lark", Role.DSL, by=joan)
    check = AgencyCheck.objects.get(pk=_handed(enter, check, bo))
    joan = enter("joan")
    lines = held_by(Leaving(bo, SCHOOL, frozenset({"DSL"})), by=joan)
    assert [line.one for line in lines] == ["question of the hub passed to them"]
    commands.end_access(bo, SCHOOL, Parting(WHY), by=joan)
    enter("tom")
    assert AgencyCheck.objects.get(pk=check.pk).for_user is None


def _handed(enter: Enter, check: AgencyCheck, to: str):  # type: ignore[no-untyped-def]  # a key
    ruth = enter("ruth")
    return answering.pass_on(check, to, by=ruth).pk


def test_whoever_was_asked_first_there_is_named_no_longer(enter: Enter) -> None:
    joan, ruth = enter("joan"), key_of("ruth")
    Desk.objects.create(
        partnership_id="brackenford", agency_id=SCHOOL, template="education", first_id=ruth
    )
    commands.end_access(ruth, SCHOOL, Parting(WHY), by=joan)
    assert Desk.objects.get(agency_id=SCHOOL).first is None


def test_a_worry_begun_and_not_sent_becomes_a_task_for_the_lead(enter: Enter) -> None:
    a_draft(enter)
    joan, ruth = enter("joan"), key_of("ruth")
    lines = held_by(Leaving(ruth, SCHOOL, frozenset({"DSL"})), by=joan)
    assert (1, "worry begun and not sent") in [(line.number, line.one) for line in lines]
    commands.end_access(ruth, SCHOOL, Parting(WHY), by=joan)
    assert [task.kind for task in open_tasks(enter("joan"))] == ["contact.unsent_of_a_leaver"]


def test_the_last_lead_goes_when_somebody_follows_in_the_same_step(enter: Enter) -> None:
    sam, joan = enter("sam"), key_of("joan")
    with pytest.raises(NotReady, match="choose who follows them"):
        commands.end_access(joan, SCHOOL, Parting(WHY), by=sam)
    commands.end_access(joan, SCHOOL, Parting(WHY, successor=key_of("ruth")), by=sam)
    roles = held_at(sam.at).filter(agency_id=SCHOOL, user_id=key_of("ruth"))
    assert set(roles.values_list("role", flat=True)) == {"DSL", "AGENCY_LEAD"}


def test_nobody_ends_themselves_or_another_agencys_people(enter: Enter) -> None:
    with pytest.raises(NotReady, match="your own access"):
        commands.end_access(key_of("joan"), SCHOOL, Parting(WHY), by=enter("joan"))
    with pytest.raises(NotAllowed):
        commands.end_access(key_of("lee"), "haven", Parting(WHY), by=enter("joan"))
    with pytest.raises(NotReady, match="You do not keep"):
        commands.end_access(key_of("dev"), COUNCIL, Parting(WHY), by=enter("meera"))
    with pytest.raises(NotAllowed):
        commands.end_access(key_of("aisha"), COUNCIL, Parting(WHY), by=enter("mari"))


def test_a_mistake_is_taken_back_and_the_quarter_does_not_begin_anew(enter: Enter) -> None:
    joan, ruth = enter("joan"), key_of("ruth")
    commands.confirm(ruth, SCHOOL, by=joan)
    commands.end_access(ruth, SCHOOL, Parting(WHY), by=joan)
    again = commands.undo_end(ruth, SCHOOL, Role.DSL, by=joan)
    assert again.confirmed_at == joan.at
    assert held_at(joan.at).filter(user_id=ruth).count() == 1
    assert RoleHolding.objects.filter(user_id=ruth).count() == 2
    with pytest.raises((NotReady, MovedMeanwhile)):
        commands.undo_end(ruth, SCHOOL, Role.DSL, by=joan)


def test_the_administrator_takes_back_their_own_mistake_and_nobody_elses_decision(
    enter: Enter,
) -> None:
    """Else an account that reads no case could give a role that reads them all."""
    tom = key_of("tom")
    commands.end_access(tom, COUNCIL, Parting(WHY), by=enter("meera"))
    with pytest.raises(NotReady, match="does not give this role"):
        commands.undo_end(tom, COUNCIL, Role.MASH_SW, by=enter("sam"))
    commands.undo_end(tom, COUNCIL, Role.MASH_SW, by=enter("meera"))
    sam = enter("sam", at=enter("sam").at + timedelta(hours=1))
    commands.end_access(tom, COUNCIL, Parting(WHY), by=sam)
    assert commands.undo_end(tom, COUNCIL, Role.MASH_SW, by=sam).ends_at is None


def test_what_was_suspended_comes_back_suspended(enter: Enter) -> None:
    sam, tom = enter("sam"), key_of("tom")
    RoleHolding.objects.filter(user_id=tom).update(suspended_since=sam.at, asked_since=sam.at)
    commands.end_access(tom, COUNCIL, Parting(WHY), by=sam)
    again = commands.undo_end(tom, COUNCIL, Role.MASH_SW, by=sam)
    assert (again.suspended_since, again.asked_since) == (sam.at, sam.at)
    assert not held_at(sam.at).filter(user_id=tom).exists()


def test_after_a_week_it_is_an_invitation_again(enter: Enter) -> None:
    commands.end_access(key_of("ruth"), SCHOOL, Parting(WHY), by=enter("joan"))
    later = enter("joan", at=enter("joan").at + timedelta(days=8))
    with pytest.raises(NotReady, match="invite them anew"):
        commands.undo_end(key_of("ruth"), SCHOOL, Role.DSL, by=later)


def test_another_role_begins_as_the_old_one_ends_and_what_both_may_hold_stays(
    enter: Enter,
) -> None:
    contact = a_sent_worry(enter)
    screening.take_up(contact, by=enter("aisha"))
    meera, aisha = enter("meera"), key_of("aisha")
    held = commands.change_role(aisha, COUNCIL, "MASH_SCREEN", "MASH_SW", WHY, by=meera)
    assert held.role == Role.MASH_SW
    roles = held_at(meera.at).filter(user_id=aisha).values_list("role", flat=True)
    assert list(roles) == ["MASH_SW"]
    assert str(Contact.objects.get(pk=contact.pk).assigned_to_id) == aisha
    commands.change_role(aisha, COUNCIL, "MASH_SW", "DATA_STEWARD", WHY, by=meera)
    assert Contact.objects.get(pk=contact.pk).assigned_to is None
    with pytest.raises(NotReady, match="do not hold this role any longer"):
        commands.change_role(aisha, COUNCIL, "MASH_SW", "EDT", WHY, by=meera)


def test_nobody_is_raised_above_whoever_raises_them(enter: Enter) -> None:
    meera = enter("meera")
    with pytest.raises(NotReady, match="does not give this role"):
        commands.change_role(key_of("tom"), COUNCIL, "MASH_SW", "SVC_MGR", WHY, by=meera)
    with pytest.raises(NotReady, match="yourself"):
        commands.change_role(key_of("meera"), COUNCIL, "MASH_MGR", "MASH_SW", WHY, by=meera)

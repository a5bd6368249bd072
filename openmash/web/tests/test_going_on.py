"""Who keeps what when one role of several ends, and who can go on with it (`roles.md` §8, P1)."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.commands import NewAgency, give_role, let_agency_in
from openmash.foundation.access.models import Agency, Attachment, RoleHolding, User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.colleagues import commands
from openmash.foundation.colleagues.commands import Parting
from openmash.foundation.colleagues.going_on import with_permission
from openmash.foundation.colleagues.held import Leaving
from openmash.foundation.colleagues.queries import held_by
from openmash.foundation.colleagues.tests.builders import (
    COUNCIL,
    SCHOOL,
    WHY,
    a_colleague,
    key_of,
)
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.queries import open_tasks
from openmash.foundation.tasks.states import TaskState
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands import drafting, passing_on, screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry
from openmash.frontdoor.contacts.tests.test_screening_pages import routed
from openmash.frontdoor.enquiries.commands import answering
from openmash.frontdoor.enquiries.models import AgencyCheck, Desk
from openmash.frontdoor.enquiries.tests.links import asked_by_link
from tests.fixtures import Enter

POLICE, OTHER_SCHOOL = "midshire-police", "hollin-park"
UNSENT = "contact.unsent_of_a_leaver"


def also(name: str, role: Role, agency: str = COUNCIL, *, like: Actor) -> str:
    """Somebody of the cast holds another role as well, as long as their first; leaves nobody on stage."""
    itself = system_actor("set-up", partnership=like.partnership, at=like.at)
    act_as(itself)
    user = User.objects.get(pk=key_of(name))
    give_role(user, role, agency, by=itself)
    began = RoleHolding.objects.filter(user=user).earliest("starts_at").starts_at
    RoleHolding.objects.filter(user=user, ends_at=None).update(starts_at=began)
    return str(user.pk)


def acting(user: str, role: Role, agency: str, *, like: Actor) -> Actor:
    """Somebody who was just let in acts."""
    by = Actor(user, "Somebody", role, agency, like.partnership, like.at)
    act_as(by)
    return by


def night(enter: Enter, days: int) -> Actor:
    """The worker looks for what nobody confirmed, so many days after the Monday."""
    at = enter("meera").at + timedelta(days=days)
    by = system_actor("watch", partnership="brackenford", at=at)
    act_as(by)
    commands.watch_confirmations(by=by)
    return by


def handed_to_tom(enter: Enter) -> Task:
    """A worry that Tom was handed, and the task of his own that came with it."""
    contact = a_sent_worry(enter)
    screening.take_up(contact, by=enter("aisha"))
    screening.hand_over(contact, key_of("tom"), by=enter("aisha"))
    return Task.objects.get(kind="contact.handed_over")


def holder(task: Task) -> Contact:
    return Contact.objects.get(pk=task.about.partition(":")[2])


# One task for each agency, in each partnership.


def test_a_draft_in_each_of_two_partnerships_is_asked_for_in_each(enter: Enter) -> None:
    """Dana works for the police in both: the second end of access must not fail."""
    dana = key_of("dana")
    for partnership, manager in (("brackenford", "sam"), ("oakmere", "mari")):
        drafting.start(uuid.uuid4(), by=enter("dana", partnership=partnership))
        lead = a_colleague(f"Lead {partnership}", Role.AGENCY_LEAD, POLICE, by=enter(manager))
        by = acting(lead, Role.AGENCY_LEAD, POLICE, like=enter(manager))
        commands.end_access(dana, POLICE, Parting(WHY), by=by)
        assert [task.kind for task in open_tasks(by)] == [UNSENT]


def test_a_draft_in_each_of_two_agencies_is_asked_for_by_both_leads(enter: Enter) -> None:
    joan = enter("joan")
    ruth = also("ruth", Role.DSL, OTHER_SCHOOL, like=joan)
    lead = a_colleague("Hope Ley", Role.AGENCY_LEAD, OTHER_SCHOOL, by=joan)
    a_draft(enter)
    drafting.start(uuid.uuid4(), by=acting(ruth, Role.DSL, OTHER_SCHOOL, like=joan))
    commands.end_access(ruth, SCHOOL, Parting(WHY), by=enter("joan"))
    hope = acting(lead, Role.AGENCY_LEAD, OTHER_SCHOOL, like=joan)
    commands.end_access(ruth, OTHER_SCHOOL, Parting(WHY), by=hope)
    for by, agency in ((hope, OTHER_SCHOOL), (enter("joan"), SCHOOL)):
        assert [task.path for task in open_tasks(by)] == [f"/your-people/{agency}/{ruth}/"]


# What is kept.


@pytest.mark.parametrize("second", [Role.MASH_SW, None])
def test_two_roles_suspended_in_one_night_keep_nothing(enter: Enter, second: Role | None) -> None:
    """A suspended role lets nobody in: it is no reason to leave a child’s worry with its holder."""
    contact = a_sent_worry(enter)
    screening.take_up(contact, by=enter("aisha"))
    if second:
        also("aisha", second, like=enter("meera"))
    night(enter, 46)
    night(enter, 74)
    mine = RoleHolding.objects.filter(user__id=key_of("aisha"))
    assert all(one.suspended_since for one in mine)
    enter("meera")
    assert Contact.objects.get(pk=contact.pk).assigned_to is None


def test_a_task_of_the_hub_leaves_whoever_sees_only_their_own_cases_from_now_on(
    enter: Enter,
) -> None:
    """A duty worker may read worries, but not this one: nobody put them on it."""
    contact = a_sent_worry(enter)
    screening.take_up(contact, by=enter("aisha"))
    meera = enter("meera")
    tom = also("tom", Role.DUTY_SW, like=meera)
    meera = enter("meera")
    wanted = Wanted(
        kind="contact.look", title="Look", about=contact.subject, path="/tasks/", for_user=tom
    )
    raise_task(wanted, by=meera)
    task = Task.objects.get(kind="contact.look")
    commands.change_role(tom, COUNCIL, "MASH_SW", "DATA_STEWARD", WHY, by=meera)
    task.refresh_from_db()
    assert task.for_user is None


def test_a_task_on_a_case_goes_on_with_somebody_who_is_put_on_cases() -> None:
    duty = frozenset({"DUTY_SW"})
    assert with_permission(P.CONTACT_READ, Leaving("a", COUNCIL, duty))(COUNCIL, "DUTY_SW")
    hub = frozenset({"MASH_SW"})
    assert not with_permission(P.CONTACT_READ, Leaving("a", COUNCIL, hub))(COUNCIL, "DUTY_SW")
    assert with_permission(P.CONTACT_READ, Leaving("a", COUNCIL, hub))(COUNCIL, "MASH_SCREEN")


def test_a_role_that_ends_beside_a_suspended_one_keeps_nothing(enter: Enter) -> None:
    task = handed_to_tom(enter)
    meera = enter("meera")
    tom = also("tom", Role.MASH_SCREEN, like=meera)
    RoleHolding.objects.filter(user__id=tom, role=Role.MASH_SCREEN).update(suspended_since=meera.at)
    meera = enter("meera")
    commands.change_role(tom, COUNCIL, "MASH_SW", "DATA_STEWARD", WHY, by=meera)
    assert holder(task).assigned_to is None
    task.refresh_from_db()
    assert task.for_user is None


def test_a_role_at_another_agency_takes_nothing_of_the_hub_with_it(enter: Enter) -> None:
    """Tom leads a school as well; when he does no longer, his work at the hub stays his."""
    task = handed_to_tom(enter)
    tom = also("tom", Role.AGENCY_LEAD, SCHOOL, like=enter("meera"))
    commands.end_access(tom, SCHOOL, Parting(WHY), by=enter("joan"))
    enter("meera")
    task.refresh_from_db()
    assert str(task.for_user_id) == tom
    assert str(holder(task).assigned_to_id) == tom


def test_a_case_stays_with_whoever_works_on_it_for_another_agency(enter: Enter) -> None:
    contact = routed(enter)
    team = NewAgency("fern-valley", "Fern Valley Council", Agency.Kind.COUNCIL)
    let_agency_in(team, by=enter("meera"))
    dev = also("dev", Role.DUTY_SW, "fern-valley", like=enter("meera"))
    on = Attachment.objects.filter(user__id=dev, ends_at=None)
    before = set(on.values_list("subject", flat=True))
    commands.end_access(dev, "fern-valley", Parting(WHY), by=enter("sam"))
    assert before == set(on.values_list("subject", flat=True))
    assert contact.subject in before
    enter("meera")
    assert Contact.objects.get(pk=contact.pk).state == ContactState.ROUTED


# Who can go on with it.


def test_nothing_goes_to_a_colleague_who_cannot_open_it(enter: Enter) -> None:
    """Hal keeps the register and reads no contact: what a social worker held goes back instead."""
    task = handed_to_tom(enter)
    tom = also("tom", Role.DATA_STEWARD, like=enter("meera"))
    commands.end_access(tom, COUNCIL, Parting(WHY, pass_to=key_of("hal")), by=enter("meera"))
    assert holder(task).assigned_to is None
    task.refresh_from_db()
    assert (task.for_user, task.for_role) == (None, "MASH_SW")
    assert task in open_tasks(enter("priya"))
    assert task not in open_tasks(enter("hal"))


def test_it_goes_to_a_colleague_who_can(enter: Enter) -> None:
    task = handed_to_tom(enter)
    tom = also("tom", Role.DATA_STEWARD, like=enter("meera"))
    commands.end_access(tom, COUNCIL, Parting(WHY, pass_to=key_of("priya")), by=enter("meera"))
    assert str(holder(task).assigned_to_id) == key_of("priya")
    task.refresh_from_db()
    assert str(task.for_user_id) == key_of("priya")


def test_a_task_of_the_role_that_rests_does_not_stay_for_another_role(enter: Enter) -> None:
    """Tom keeps the register from now on, reads tasks, and cannot open what he was handed."""
    task = handed_to_tom(enter)
    tom = also("tom", Role.DATA_STEWARD, like=enter("meera"))
    by = night(enter, 46)
    steward = RoleHolding.objects.filter(user__id=tom, role=Role.DATA_STEWARD)
    steward.update(confirmed_at=by.at, confirmed_by="Meera", asked_since=None)
    night(enter, 74)
    assert steward.get().suspended_since is None
    enter("meera")
    task.refresh_from_db()
    assert task.for_user is None


def test_a_night_worker_is_not_handed_the_day(enter: Enter) -> None:
    """Ravi acts while the hub is closed (P18): what Tom held by day goes back to the tray."""
    task = handed_to_tom(enter)
    tom = also("tom", Role.EDT, like=enter("meera"))
    commands.end_access(tom, COUNCIL, Parting(WHY, pass_to=key_of("ravi")), by=enter("meera"))
    assert holder(task).assigned_to is None


def test_a_question_does_not_go_to_a_lead_who_cannot_answer(enter: Enter) -> None:
    check = asked_by_link(enter, agency=SCHOOL)
    joan = enter("joan")
    bo = a_colleague("Bo Lark", Role.DSL, by=joan)
    answering.pass_on(check, bo, by=enter("ruth"))
    Desk.objects.update_or_create(
        partnership_id="brackenford",
        agency_id=SCHOOL,
        template="education",
        defaults={"first_id": bo, "deputy_id": bo, "lead_id": bo},
    )
    give_role(User.objects.get(pk=bo), Role.AGENCY_LEAD, SCHOOL, by=enter("joan"))
    commands.end_access(bo, SCHOOL, Parting(WHY, pass_to=joan.user), by=enter("joan"))
    enter("tom")
    assert AgencyCheck.objects.get(pk=check.pk).for_user is None
    desk = Desk.objects.get(agency_id=SCHOOL)
    assert (desk.first_id, desk.deputy_id, str(desk.lead_id)) == (None, None, joan.user)


def test_an_open_case_is_not_put_before_somebody_who_works_on_none(enter: Enter) -> None:
    """Somebody else who does both goes on with it; a screening officer does not."""
    contact = _accepted_by_dev(enter)
    dev = also("dev", Role.MASH_SCREEN, like=enter("meera"))
    parting = Parting(WHY, pass_to=key_of("aisha"))
    commands.end_access(dev, COUNCIL, parting, by=enter("sam"))
    on = Attachment.objects.filter(subject=contact.subject, ends_at=None)
    assert not on.filter(user__id__in=(dev, key_of("aisha"))).exists()
    enter("meera")
    assert Contact.objects.get(pk=contact.pk).assigned_to is None
    assert Task.objects.filter(kind="contact.worker_left", state=TaskState.OPEN).count() == 1


def test_an_open_case_goes_to_a_colleague_who_works_on_cases(enter: Enter) -> None:
    contact = _accepted_by_dev(enter)
    una = a_colleague("Una Reed", Role.DUTY_SW, COUNCIL, by=enter("sam"))
    commands.end_access(key_of("dev"), COUNCIL, Parting(WHY, pass_to=una), by=enter("sam"))
    on = Attachment.objects.filter(subject=contact.subject, ends_at=None)
    assert [str(one.user_id) for one in on] == [una]
    enter("meera")
    assert str(Contact.objects.get(pk=contact.pk).assigned_to_id) == una
    assert not Task.objects.filter(kind="contact.worker_left").exists()


def test_a_case_that_was_passed_on_stays_when_another_role_of_its_worker_ends(enter: Enter) -> None:
    contact = _accepted_by_dev(enter)
    una = a_colleague("Una Reed", Role.DUTY_SW, COUNCIL, by=enter("sam"))
    commands.end_access(key_of("dev"), COUNCIL, Parting(WHY, pass_to=una), by=enter("sam"))
    give_role(User.objects.get(pk=una), Role.AGENCY_LEAD, SCHOOL, by=enter("sam"))
    commands.end_access(una, SCHOOL, Parting(WHY), by=enter("joan"))
    enter("meera")
    assert str(Contact.objects.get(pk=contact.pk).assigned_to_id) == una


def test_who_took_a_case_over_reads_it_no_longer_once_it_is_given_back(enter: Enter) -> None:
    contact = _accepted_by_dev(enter)
    una = a_colleague("Una Reed", Role.DUTY_SW, COUNCIL, by=enter("sam"))
    commands.end_access(key_of("dev"), COUNCIL, Parting(WHY, pass_to=una), by=enter("sam"))
    by = acting(una, Role.DUTY_SW, COUNCIL, like=enter("meera"))
    passing_on.give_back(get_contact(by, contact.reference), "It was another family’s case", by=by)
    assert not Attachment.objects.filter(subject=contact.subject, ends_at=None).exists()
    act_as(by)
    with pytest.raises(NotFound):
        get_contact(by, contact.reference)


def _accepted_by_dev(enter: Enter) -> Contact:
    contact = routed(enter)
    passing_on.accept_routed(contact, by=enter("dev"))
    return contact


# Who is asked first.


def test_who_answers_no_longer_is_first_no_longer_also_with_another_role(enter: Enter) -> None:
    ruth = key_of("ruth")
    enter("joan")
    desk, _ = Desk.objects.update_or_create(
        partnership_id="brackenford",
        agency_id=SCHOOL,
        template="education",
        defaults={"first_id": ruth, "deputy_id": ruth, "lead_id": ruth},
    )
    commands.change_role(ruth, SCHOOL, "DSL", "AGENCY_LEAD", WHY, by=enter("joan"))
    desk.refresh_from_db()
    assert (desk.first_id, desk.deputy_id, str(desk.lead_id)) == (None, None, ruth)


# What the page says before it is done.


def test_the_page_counts_what_goes_and_not_what_stays(enter: Enter) -> None:
    handed_to_tom(enter)
    tom = also("tom", Role.AGENCY_LEAD, SCHOOL, like=enter("meera"))
    here = held_by(Leaving(tom, COUNCIL, frozenset({"MASH_SW"})), by=enter("meera"))
    assert [(line.number, line.one) for line in here] == [
        (1, "worry in the work tray"),
        (1, "task of their own"),
    ]
    assert held_by(Leaving(tom, SCHOOL, frozenset({"AGENCY_LEAD"})), by=enter("joan")) == []


def test_the_page_of_another_role_says_it_role_by_role(enter: Enter) -> None:
    """Which role ends is chosen on that page: what another one lets them keep is not counted."""
    handed_to_tom(enter)
    tom = also("tom", Role.MASH_SCREEN, like=enter("meera"))
    also("tom", Role.DATA_STEWARD, like=enter("meera"))
    client = Client()
    client.force_login(User.objects.get(email="meera@openmash.example"))
    with time_machine.travel(enter("meera").at, tick=False):
        page = client.get(reverse("colleague_change", args=[COUNCIL, tom])).content.decode()
    for role in (Role.MASH_SW, Role.MASH_SCREEN, Role.DATA_STEWARD):
        assert f"They hold nothing by name as {ROLE_NAMES[role]}" in page
    commands.change_role(tom, COUNCIL, "MASH_SCREEN", "EDT", WHY, by=enter("meera"))
    with time_machine.travel(enter("meera").at, tick=False):
        page = client.get(reverse("colleague_change", args=[COUNCIL, tom])).content.decode()
    assert f"They hold nothing by name as {ROLE_NAMES[Role.DATA_STEWARD]}" in page
    assert f"What they hold as {ROLE_NAMES[Role.MASH_SW]}" in page

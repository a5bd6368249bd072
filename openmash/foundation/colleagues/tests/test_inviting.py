"""An invitation: one link, one role, one use; sent anew, withdrawn, too old (`roles.md` §8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import override_settings

from openmash.core.actor import system_actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.access.models import RoleHolding, User
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.colleagues import commands
from openmash.foundation.colleagues.models import Invitation
from openmash.foundation.colleagues.tests.builders import (
    COUNCIL,
    SCHOOL,
    a_colleague,
    key_of,
    letter_of,
    new,
)
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.models import Message
from openmash.foundation.tasks.models import Task
from tests.fixtures import Enter


def secret_in(letter: str) -> str:
    return letter.rstrip("/").rpartition("/")[2]


def the_door(enter: Enter, days: int = 0):  # type: ignore[no-untyped-def]  # an actor
    joan = enter("joan")
    by = system_actor("door", partnership=joan.partnership, at=joan.at + timedelta(days=days))
    act_as(by)
    return by


def test_the_role_begins_when_the_link_is_used_and_not_before(enter: Enter) -> None:
    joan = enter("joan")
    invitation = commands.invite(new(), SCHOOL, by=joan)
    assert not User.objects.filter(email="nadia@school.example").exists()
    letter = letter_of(invitation, joan)
    door = the_door(enter)
    user = commands.accept(secret_in(letter), None, by=door)
    assert user.name == "Nadia Frost"
    assert not user.has_usable_password()
    held = RoleHolding.objects.get(user=user)
    assert (held.role, held.agency_id, held.starts_at) == (Role.DSL, SCHOOL, door.at)
    names = list(Event.objects.filter(subject=invitation.subject).order_by("at", "id"))
    assert {one.name for one in names} == {"colleague.invited", "colleague.invitation_accepted"}
    with pytest.raises(NotReady, match="has been used"):
        commands.accept(secret_in(letter), None, by=the_door(enter))


def test_the_letter_names_nobody_and_the_secret_is_kept_nowhere(enter: Enter) -> None:
    joan = enter("joan")
    invitation = commands.invite(new(), SCHOOL, by=joan)
    secret = secret_in(letter_of(invitation, joan))
    act_as(system_actor("look", partnership=joan.partnership, at=joan.at))
    message = Message.objects.get(about=invitation.subject)
    assert "Nadia" not in message.body + message.heading
    assert "St Oswin" not in message.body
    assert secret not in message.body
    invitation.refresh_from_db()
    assert secret not in invitation.secret_digest
    assert len(invitation.secret_digest) == 64


def test_pressing_twice_invites_once_and_a_second_page_says_so(enter: Enter) -> None:
    joan, nadia = enter("joan"), new()
    first = commands.invite(nadia, SCHOOL, by=joan)
    assert commands.invite(nadia, SCHOOL, by=joan) == first
    act_as(system_actor("look", partnership=joan.partnership, at=joan.at))
    assert Message.objects.filter(about=first.subject).count() == 1
    joan = enter("joan")
    with pytest.raises(NotReady, match="invited to this role already"):
        commands.invite(new(email="NADIA@school.example"), SCHOOL, by=joan)


def test_sent_anew_the_first_link_is_void(enter: Enter) -> None:
    joan = enter("joan")
    invitation = commands.invite(new(), SCHOOL, by=joan)
    old = secret_in(letter_of(invitation, joan))
    commands.send_again(invitation, 1, by=joan)
    with pytest.raises(NotReady):
        commands.accept(old, None, by=the_door(enter))
    fresh = secret_in(letter_of(invitation, enter("joan")))
    assert commands.accept(fresh, None, by=the_door(enter))


def test_pressed_twice_it_is_sent_anew_once(enter: Enter) -> None:
    """The first of two letters would hold a link that opens nothing."""
    joan = enter("joan")
    invitation = commands.invite(new(), SCHOOL, by=joan)
    in_another_tab = Invitation.objects.get(pk=invitation.pk)
    commands.send_again(invitation, 1, by=joan)
    assert commands.send_again(in_another_tab, 1, by=joan).sent_times == 2
    assert Event.objects.filter(name="colleague.invited_again").count() == 1


def test_written_over_and_pressed_again_the_page_says_that_it_invited_one(enter: Enter) -> None:
    joan, nadia = enter("joan"), new()
    commands.invite(nadia, SCHOOL, by=joan)
    with pytest.raises(NotReady, match="anew for the next one"):
        commands.invite(replace(nadia, email="lou@school.example"), SCHOOL, by=joan)


def test_one_that_is_too_old_is_not_sent_beside_a_newer_one(enter: Enter) -> None:
    joan = enter("joan")
    old = commands.invite(new(), SCHOOL, by=joan)
    commands.end_old_invitations(by=the_door(enter, days=7))
    joan = enter("joan")
    commands.invite(new(), SCHOOL, by=joan)
    with pytest.raises(NotReady, match="again since"):
        commands.send_again(old, 1, by=joan)


def test_withdrawn_or_too_old_it_opens_nothing(enter: Enter) -> None:
    joan = enter("joan")
    gone, old = commands.invite(new(), SCHOOL, by=joan), new(email="lou@school.example")
    waits = commands.invite(old, SCHOOL, by=joan)
    letters = [secret_in(letter_of(one, joan)) for one in (gone, waits)]
    commands.withdraw(gone, by=joan)
    with pytest.raises(NotReady):
        commands.accept(letters[0], None, by=the_door(enter))
    with pytest.raises(NotReady):
        commands.accept(letters[1], None, by=the_door(enter, days=7))
    assert commands.end_old_invitations(by=the_door(enter, days=7)) == 1
    assert commands.end_old_invitations(by=the_door(enter, days=7)) == 0
    enter("joan")
    waits.refresh_from_db()
    commands.send_again(waits, 1, by=joan)
    assert commands.accept(secret_in(letter_of(waits, joan)), None, by=the_door(enter))
    with pytest.raises(MovedMeanwhile):
        commands.withdraw(Invitation.objects.get(pk=gone.pk), by=enter("joan"))


def test_it_is_withdrawn_by_whoever_could_end_the_role(enter: Enter) -> None:
    """A council has the hub and a lead of its own: neither undoes what the other began."""
    meera = enter("meera")
    kit = a_colleague("Kit Lee", Role.AGENCY_LEAD, COUNCIL, by=meera)
    lead = replace(meera, user=kit, name="Kit Lee", role=Role.AGENCY_LEAD)
    to_hub = commands.invite(new(role=Role.MASH_SCREEN), COUNCIL, by=meera)
    act_as(lead)
    with pytest.raises(NotReady, match="does not withdraw this invitation: the hub’s managers do"):
        commands.withdraw(to_hub, by=lead)
    social = new("Lou May", "lou@council.example", Role.ASC)
    to_services = commands.invite(social, COUNCIL, by=lead)
    with pytest.raises(NotReady, match="the lead of the agency does"):
        commands.withdraw(to_services, by=enter("meera"))
    assert commands.withdraw(to_hub, by=enter("meera")).state == "withdrawn"
    assert commands.withdraw(to_services, by=enter("sam")).state == "withdrawn"


def test_a_link_of_somebody_else_is_refused_while_i_am_signed_in(enter: Enter) -> None:
    joan = enter("joan")
    letter = letter_of(commands.invite(new(), SCHOOL, by=joan), joan)
    lee = User.objects.get(pk=key_of("lee"))
    with pytest.raises(NotReady, match="another address"):
        commands.accept(secret_in(letter), lee, by=the_door(enter))


def test_somebody_with_an_account_elsewhere_gets_the_role_and_keeps_their_own_sign_in(
    enter: Enter,
) -> None:
    joan = enter("joan")
    lee = User.objects.get(pk=key_of("lee"))
    invitation = commands.invite(new("L Adair", lee.email, Role.REF_PROF), SCHOOL, by=joan)
    commands.accept(secret_in(letter_of(invitation, joan)), lee, by=the_door(enter))
    held = RoleHolding.objects.filter(user=lee, ends_at=None).values_list("agency_id", flat=True)
    assert set(held) == {"haven", SCHOOL}
    lee.refresh_from_db()
    assert lee.name == "Lee Adair"


@pytest.mark.parametrize(
    ("who", "agency", "role"),
    [
        ("joan", "hollin-park", Role.DSL),
        ("joan", COUNCIL, Role.MASH_MGR),
        ("meera", SCHOOL, Role.DSL),
        ("mari", COUNCIL, Role.MASH_SW),
        ("ruth", SCHOOL, Role.DSL),
        ("tom", COUNCIL, Role.MASH_SW),
    ],
)
def test_never_across_agencies_and_never_by_who_keeps_nobody(
    enter: Enter, who: str, agency: str, role: Role
) -> None:
    with pytest.raises(NotAllowed):
        commands.invite(new(role=role), agency, by=enter(who))


def test_the_wrong_role_is_refused_with_the_one_to_ask(enter: Enter) -> None:
    with pytest.raises(NotReady, match="the hub’s managers do"):
        commands.invite(new(role=Role.MASH_MGR), SCHOOL, by=enter("joan"))
    sam = new(email=User.objects.get(pk=key_of("sam")).email, role=Role.MASH_SW)
    with pytest.raises(NotReady, match="holds no role that reads cases"):
        commands.invite(sam, COUNCIL, by=enter("meera"))


@override_settings(MESSAGES_LEAVE=False)
def test_where_no_message_leaves_nobody_is_invited(enter: Enter) -> None:
    with pytest.raises(NotReady, match="do not leave this hub"):
        commands.invite(new(), SCHOOL, by=enter("joan"))


def test_the_database_shows_an_invitation_to_nobody_else(enter: Enter) -> None:
    invitation = commands.invite(new(), SCHOOL, by=enter("joan"))
    for who, sees in {"sam": 1, "ruth": 0, "meera": 0, "mari": 0, "tom": 0, "osei": 0}.items():
        enter(who)
        assert Invitation.objects.filter(pk=invitation.pk).count() == sees, who


def test_the_hub_hears_of_a_new_practitioner_who_reads_its_cases(enter: Enter) -> None:
    """A trust gives the role; the hub's managers look whether it is right."""
    sam = enter("sam")
    lead = commands.invite(
        new("Tess Lead", "tess@trust.example", Role.AGENCY_LEAD), "brackenford-health", by=sam
    )
    tess = commands.accept(secret_in(letter_of(lead, sam)), None, by=the_door(enter))
    as_tess = enter("joan").__class__(
        str(tess.pk), tess.name, Role.AGENCY_LEAD, "brackenford-health", "brackenford", sam.at
    )
    act_as(as_tess)
    nurse = commands.invite(
        new("Nia Nurse", "nia@trust.example", Role.NN_WHT), "brackenford-health", by=as_tess
    )
    commands.accept(secret_in(letter_of(nurse, as_tess)), None, by=the_door(enter))
    react_to_pending(at=sam.at, partnership="brackenford")
    meera = enter("meera")
    task = Task.objects.get(kind="colleague.reads_the_hub")
    assert "Brackenford Healthcare Trust has a new named nurse" in task.title
    assert (task.for_agency, task.for_role) == (meera.agency, meera.role)

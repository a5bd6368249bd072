"""Each quarter somebody says who still needs access; what nobody says, rests (`roles.md` §8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.colleagues import commands
from openmash.foundation.colleagues.commands import Parting, confirming
from openmash.foundation.colleagues.queries import terms_of
from openmash.foundation.colleagues.tests.builders import SCHOOL, WHY, a_colleague, key_of
from openmash.foundation.ledger.models import Event
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.queries import open_tasks
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_sent_worry
from tests.fixtures import Enter

# The cast came thirty days before the Monday: their quarter ends sixty days after it.
ASKED, DUE, RESTS = 46, 60, 74


def watched(enter: Enter, days: int) -> int:
    """The worker looks, so many days after the Monday."""
    at = enter("joan").at + timedelta(days=days)
    by = system_actor("watch", partnership="brackenford", at=at)
    act_as(by)
    return commands.watch_confirmations(by=by)


def later(enter: Enter, who: str, days: int) -> Actor:
    return enter(who, at=enter(who).at + timedelta(days=days))


def kinds(by: Actor) -> list[str]:
    return [task.kind for task in open_tasks(by)]


def test_the_lead_is_asked_before_it_runs_out_and_the_administrator_when_it_has(
    enter: Enter,
) -> None:
    assert watched(enter, ASKED - 1) == 0
    assert watched(enter, ASKED) > 0
    assert kinds(later(enter, "joan", ASKED)) == ["colleague.confirm"]
    assert "colleague.overdue" not in kinds(later(enter, "sam", ASKED))
    assert "colleague.confirm" in kinds(later(enter, "meera", ASKED))
    assert watched(enter, ASKED) == 0
    watched(enter, DUE)
    assert "colleague.overdue" in kinds(later(enter, "sam", DUE))


def test_confirmed_the_task_goes_and_the_quarter_begins(enter: Enter) -> None:
    watched(enter, ASKED)
    joan = later(enter, "joan", ASKED)
    confirmed = commands.confirm(key_of("ruth"), SCHOOL, by=joan)
    assert [one.role for one in confirmed] == [Role.DSL]
    assert kinds(joan) == []
    held = RoleHolding.objects.get(user_id=key_of("ruth"))
    assert (held.confirmed_at, held.confirmed_by, held.asked_since) == (joan.at, "Joan Pell", None)
    watched(enter, RESTS + 60)
    assert RoleHolding.objects.get(user_id=key_of("ruth")).suspended_since is None
    said = Event.objects.get(name="colleague.confirmed")
    assert said.facts == {"agency": SCHOOL, "roles": "DSL"}


def test_nobody_confirmed_it_rests_after_the_grace_and_comes_back_with_a_word(enter: Enter) -> None:
    watched(enter, ASKED)
    watched(enter, RESTS - 1)
    at = later(enter, "joan", RESTS).at
    assert held_at(at).filter(user_id=key_of("ruth")).exists()
    watched(enter, RESTS)
    assert not held_at(at).filter(user_id=key_of("ruth")).exists()
    joan = later(enter, "joan", RESTS)
    commands.confirm(key_of("ruth"), SCHOOL, by=joan)
    assert held_at(at).filter(user_id=key_of("ruth")).exists()
    assert Event.objects.filter(name="colleague.suspended").exists()


def test_the_grace_begins_when_somebody_was_asked_and_not_with_an_upgrade(enter: Enter) -> None:
    """A hub that has run for years is not locked out by its first night with this rule."""
    watched(enter, 1000)
    at = later(enter, "joan", 1000).at
    assert held_at(at).filter(user_id=key_of("ruth")).exists()
    watched(enter, 1013)
    assert held_at(at).filter(user_id=key_of("ruth")).exists()
    watched(enter, 1014)
    assert not held_at(at).filter(user_id=key_of("ruth")).exists()


def test_where_there_is_nobody_to_ask_nobody_is_suspended(enter: Enter) -> None:
    """Hollin Park, Fernhill and Haven have no lead here: the administrator is told instead."""
    for days in (ASKED, DUE, RESTS, 1000):
        watched(enter, days)
    at = later(enter, "joan", 1000).at
    assert held_at(at).filter(user_id=key_of("lee")).exists()
    assert held_at(at).filter(user_id=key_of("osei")).exists()


def test_the_last_manager_and_the_last_lead_are_never_locked_out(enter: Enter) -> None:
    for days in (ASKED, RESTS, 1000):
        watched(enter, days)
    at = later(enter, "joan", 1000).at
    left = set(held_at(at).filter(partnership_id="brackenford").values_list("role", flat=True))
    assert {"AGENCY_LEAD", "SYSADMIN"} <= left
    assert left & {"MASH_MGR", "SVC_MGR"}
    assert "MASH_SCREEN" not in left


@pytest.mark.parametrize("meanwhile", ["confirmed", "ended"])
def test_whoever_was_confirmed_or_ended_since_the_list_was_read_is_not_suspended(
    enter: Enter, meanwhile: str
) -> None:
    watched(enter, ASKED)
    joan, ruth = later(enter, "joan", RESTS), key_of("ruth")
    listed = RoleHolding.objects.select_related("agency").get(user_id=ruth)
    if meanwhile == "confirmed":
        commands.confirm(ruth, SCHOOL, by=joan)
    else:
        commands.end_access(ruth, SCHOOL, Parting(WHY), by=joan)
    by = system_actor("watch", partnership="brackenford", at=joan.at)
    act_as(by)
    assert confirming._suspend(listed, terms_of("brackenford"), by) == 0
    assert RoleHolding.objects.get(user_id=ruth).suspended_since is None


def test_what_a_suspended_person_held_goes_back(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    screening.take_up(contact, by=enter("aisha"))
    watched(enter, ASKED)
    watched(enter, RESTS)
    enter("meera")
    assert Contact.objects.get(pk=contact.pk).assigned_to is None


def test_nobody_vouches_for_themselves_or_across_agencies(enter: Enter) -> None:
    with pytest.raises(NotReady, match="your own access"):
        commands.confirm(key_of("joan"), SCHOOL, by=enter("joan"))
    with pytest.raises(NotAllowed):
        commands.confirm(key_of("lee"), "haven", by=enter("joan"))
    with pytest.raises(NotReady, match="You do not keep"):
        commands.confirm(key_of("ruth"), SCHOOL, by=enter("sam"))
    with pytest.raises(NotAllowed):
        commands.confirm(key_of("ruth"), SCHOOL, by=enter("mari"))


def test_ended_instead_the_task_goes_too(enter: Enter) -> None:
    watched(enter, ASKED)
    joan = later(enter, "joan", ASKED)
    commands.end_access(key_of("ruth"), SCHOOL, Parting(WHY), by=joan)
    assert kinds(joan) == []


def test_each_partnership_asks_for_itself(enter: Enter) -> None:
    """The police are one agency of two partnerships: neither's task stands in the other's way."""
    police = "midshire-police"
    for partnership, key in (("brackenford", "sam"), ("oakmere", "mari")):
        a_colleague(f"Lead {partnership}", Role.AGENCY_LEAD, police, by=enter(key))
        at = enter(key).at + timedelta(days=ASKED)
        by = system_actor("watch", partnership=partnership, at=at)
        act_as(by)
        assert commands.watch_confirmations(by=by) > 0
        tasks = Task.objects.filter(kind="colleague.confirm", for_agency=police)
        assert tasks.get().about.startswith(f"partnership:{partnership}/")

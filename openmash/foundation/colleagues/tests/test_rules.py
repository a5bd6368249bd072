"""Who gives which role to whom: every reason, and no way to raise oneself (`roles.md` §2, §8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import HEALTH, NOT_HELD, Role
from openmash.foundation.colleagues import rules
from openmash.foundation.colleagues.rules import Keeper, Place, Standing

SCHOOL = Place("school", "school", is_hub=False)
TRUST = Place("trust", "health_trust", is_hub=False)
HUB = Place("council", "council", is_hub=True)
LEAD = Keeper("joan", Role.AGENCY_LEAD)
MANAGER = Keeper("meera", Role.MASH_MGR)
SERVICE = Keeper("grace", Role.SVC_MGR)
ADMIN = Keeper("sam", Role.SYSADMIN)
NEW = Standing("nadia")
RUTH = Standing("ruth", here=frozenset({"DSL"}), others={"AGENCY_LEAD": 1})
AT = datetime(2026, 11, 23, tzinfo=UTC)
WHY = "They work elsewhere now"


@pytest.mark.parametrize(
    ("by", "place", "role", "given"),
    [
        (LEAD, SCHOOL, Role.DSL, True),
        (LEAD, SCHOOL, Role.REF_PROF, True),
        (LEAD, SCHOOL, Role.AGENCY_LEAD, True),
        (LEAD, SCHOOL, Role.GP, False),
        (LEAD, SCHOOL, Role.MASH_MGR, False),
        (LEAD, SCHOOL, Role.SYSADMIN, False),
        (LEAD, TRUST, Role.NN_WHT, True),
        (LEAD, TRUST, Role.NN_BCH, False),
        (LEAD, HUB, Role.HOUS, True),
        (LEAD, HUB, Role.MASH_SW, False),
        (MANAGER, HUB, Role.MASH_SW, True),
        (MANAGER, HUB, Role.DATA_STEWARD, True),
        (MANAGER, HUB, Role.SVC_MGR, False),
        (MANAGER, HUB, Role.AGENCY_LEAD, False),
        (MANAGER, SCHOOL, Role.MASH_SW, False),
        (SERVICE, HUB, Role.SVC_MGR, True),
        (ADMIN, SCHOOL, Role.AGENCY_LEAD, True),
        (ADMIN, SCHOOL, Role.DSL, False),
        (ADMIN, HUB, Role.IG_AUD, True),
        (ADMIN, HUB, Role.MASH_MGR, False),
        (ADMIN, HUB, Role.DATA_STEWARD, False),
        (Keeper("tom", Role.MASH_SW), HUB, Role.MASH_SW, False),
    ],
)
def test_each_role_is_given_by_whoever_answers_for_it(
    by: Keeper, place: Place, role: Role, given: bool
) -> None:
    reasons = list(rules.why_not_given(by, role, place, NEW))
    assert (reasons == []) is given, reasons


def test_the_administrator_gives_no_role_that_reads_a_case_or_a_name() -> None:
    """`roles.md` §3: accounts, health, backup; no case content, and no way to it."""
    for place in (SCHOOL, TRUST, HUB):
        for role in rules.gives(Role.SYSADMIN, place):
            for act in (P.CONTACT_READ, P.PERSON_READ, P.CHECK_ANSWER, P.DECISION_READ):
                assert reach_of(role, act) is None


def test_nobody_outside_the_hub_gives_a_role_that_reads_the_hub_but_a_trust_its_practitioners() -> (
    None
):
    """Of those, the hub's managers are told (`tell_the_hub_who_reads`)."""
    for kind in Agency.Kind:
        given = rules.gives(Role.AGENCY_LEAD, Place("x", kind, is_hub=kind == "council"))
        assert {role for role in given if reach_of(role, P.CONTACT_READ) == Reach.HUB} <= HEALTH


def test_every_role_that_people_hold_is_given_by_somebody() -> None:
    kinds = [Place("x", kind, is_hub=kind == "council") for kind in Agency.Kind]
    keepers = (Role.AGENCY_LEAD, Role.MASH_MGR, Role.SVC_MGR, Role.SYSADMIN)
    given = {role for place in kinds for one in keepers for role in rules.gives(one, place)}
    assert given == set(Role) - NOT_HELD


def test_nobody_gives_confirms_changes_or_ends_their_own() -> None:
    me = Standing("joan", here=frozenset({"AGENCY_LEAD"}), others={"AGENCY_LEAD": 1})
    said = [
        *(words for _, words in rules.why_not_given(LEAD, Role.DSL, SCHOOL, me)),
        *rules.why_not_confirmed(LEAD, SCHOOL, me),
        *(w for _, w in rules.why_not_changed(LEAD, SCHOOL, me, "AGENCY_LEAD", "DSL", WHY)),
        *(words for _, words in rules.why_not_ended(LEAD, SCHOOL, me, WHY, None)),
    ]
    assert len(said) == 4
    assert all("yourself" in words or "your own" in words for words in said)


def test_all_reasons_are_said_at_once() -> None:
    twice = Standing("ruth", here=frozenset({"GP"}), elsewhere=frozenset({"SYSADMIN"}))
    said = [words for _, words in rules.why_not_given(LEAD, "GP", SCHOOL, twice)]
    assert [words[:25] for words in said] == [
        "An agency lead does not g",
        "They hold this role alrea",
        "A technical administrator",
    ]


@pytest.mark.parametrize("case_role", [Role.DSL, Role.MASH_MGR, Role.DATA_STEWARD, Role.NN_WHT])
def test_an_administrator_of_accounts_holds_no_case_role_in_either_order(case_role: Role) -> None:
    assert any(rules.why_not_together({Role.SYSADMIN}, {case_role}))
    assert any(rules.why_not_together({case_role}, {Role.SYSADMIN}))
    assert not any(rules.why_not_together({Role.SYSADMIN}, {Role.AGENCY_LEAD}))


def test_the_last_lead_goes_only_when_somebody_follows() -> None:
    last = Standing("joan", here=frozenset({"AGENCY_LEAD"}), others={"DSL": 1})
    words = [w for _, w in rules.why_not_ended(ADMIN, SCHOOL, last, WHY, None)]
    assert words == ["They are the last lead of this agency: choose who follows them"]
    assert not list(rules.why_not_ended(ADMIN, SCHOOL, last, WHY, RUTH))
    nobody = Standing("lee")
    assert list(rules.why_not_ended(ADMIN, SCHOOL, last, WHY, nobody))
    herself = [w for _, w in rules.why_not_ended(ADMIN, SCHOOL, last, WHY, last)]
    assert herself == ["Choose somebody else who works at this agency"]
    two = replace(last, others={"AGENCY_LEAD": 1})
    assert not list(rules.why_not_ended(ADMIN, SCHOOL, two, WHY, None))
    assert list(rules.why_not_changed(ADMIN, SCHOOL, last, "AGENCY_LEAD", "AGENCY_LEAD", WHY))


def test_the_hub_keeps_a_manager_of_either_kind() -> None:
    grace = Standing("grace", here=frozenset({"SVC_MGR"}), others={"MASH_MGR": 1})
    assert not list(rules.why_not_ended(ADMIN, HUB, grace, WHY, None))
    alone = replace(grace, others={"MASH_SW": 3})
    assert list(rules.why_not_ended(ADMIN, HUB, alone, WHY, None))
    changed = rules.why_not_changed(SERVICE, HUB, replace(alone, user="meera", here=frozenset({"MASH_MGR"})),
                                    "MASH_MGR", "SVC_MGR", WHY)  # fmt: skip
    assert not list(changed)


def test_an_end_is_taken_back_within_its_days_and_not_later() -> None:
    gone = Standing("ruth", others={})

    def why(after: timedelta) -> list[str]:
        at = AT + after
        said = rules.why_not_undone(
            LEAD, SCHOOL, "DSL", gone, ended_at=AT, ended_by_me=False, at=at, days=7
        )
        return list(said)

    assert why(timedelta(days=7)) == []
    assert why(timedelta(days=7, seconds=1)) == ["It ended more than 7 days ago: invite them anew"]


def test_managers_confirm_each_other_and_the_administrator_those_who_lead() -> None:
    assert Role.SVC_MGR in rules.confirms(Role.MASH_MGR, HUB)
    assert Role.SVC_MGR not in rules.ends(Role.MASH_MGR, HUB)
    assert {Role.MASH_MGR, Role.AGENCY_LEAD} <= rules.confirms(Role.SYSADMIN, HUB)
    assert Role.MASH_SW not in rules.confirms(Role.SYSADMIN, HUB)

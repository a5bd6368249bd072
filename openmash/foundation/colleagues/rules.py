"""Who gives, confirms and ends which role, and what stands in the way: pure, every reason (`roles.md` §8).

One function for the button and for what it does. Nobody gives a role that reads more than their own
may answer for: an agency's lead gives the roles of that kind of agency, the hub's managers the hub's,
and the technical administrator none that reads a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from openmash.foundation.access.roles import ROLE_NAMES, Role

SHORTEST_REASON = 10
# What each kind of agency does at the front door (`roles.md` §1, §2).
OF_KIND: dict[str, frozenset[Role]] = {
    "school": frozenset({Role.DSL}),
    "gp_practice": frozenset({Role.GP}),
    "health_trust": frozenset({Role.HV_SN_MW, Role.NN_WHT}),
    "mental_health_trust": frozenset({Role.NN_BCH, Role.MHP}),
    "adult_service": frozenset({Role.SMS}),
    "probation": frozenset({Role.PROB}),
    "youth_justice": frozenset({Role.YJS}),
    "housing": frozenset({Role.HOUS}),
    "domestic_abuse": frozenset({Role.DAS}),
    "police": frozenset({Role.POL_EHO}),
    "council": frozenset({Role.ASC, Role.HOUS, Role.YJS, Role.DUTY_SW, Role.LADO}),
}
_ANYWHERE = frozenset({Role.REF_PROF, Role.AGENCY_LEAD})
_OF_HUB = frozenset({Role.MASH_SCREEN, Role.MASH_SW, Role.MASH_MGR, Role.EDT, Role.DATA_STEWARD})
_MANAGERS = frozenset({Role.MASH_MGR, Role.SVC_MGR})
_OF_SYSTEM = frozenset({Role.IG_AUD, Role.CONFIG, Role.SYSADMIN})
# A technical administrator holds none but these (`roles.md` §2, incompatible pairs).
WITHOUT_CASES = _OF_SYSTEM | {Role.AGENCY_LEAD}
# Whoever is the last of these cannot leave, or be suspended, before somebody follows.
LAST_OF: dict[frozenset[Role], str] = {
    frozenset({Role.AGENCY_LEAD}): "They are the last lead of this agency: choose who follows them",
    _MANAGERS: "Nobody else manages the hub: somebody else has to be a manager first",
    frozenset({Role.SYSADMIN}): "Nobody else keeps the accounts: somebody else has to do so first",
}


@dataclass(frozen=True)
class Place:
    """An agency as these rules know it; the hub is a part of its council."""

    code: str
    kind: str
    is_hub: bool


@dataclass(frozen=True)
class Keeper:
    """Who keeps people, and acts in which role."""

    user: str
    role: str


@dataclass(frozen=True)
class Standing:
    """What one person holds: at this agency, and elsewhere in the partnership.

    `others` is how many other people at this agency hold each role, with access that is not suspended.
    """

    user: str
    here: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    others: Mapping[str, int] = field(default_factory=dict)


def gives(role: str, place: Place) -> frozenset[Role]:
    """The roles that somebody in this role may give to people of this agency."""
    match role:
        case Role.AGENCY_LEAD:
            return OF_KIND.get(place.kind, frozenset()) | _ANYWHERE
        case Role.MASH_MGR if place.is_hub:
            return _OF_HUB
        case Role.SVC_MGR if place.is_hub:
            return _OF_HUB | {Role.SVC_MGR}
        case Role.SYSADMIN:
            return frozenset({Role.AGENCY_LEAD}) | (_OF_SYSTEM if place.is_hub else frozenset())
        case _:
            return frozenset()


def confirms(role: str, place: Place) -> frozenset[Role]:
    """Whose need somebody in this role confirms: a manager their service manager's, too."""
    found = gives(role, place)
    if role in _MANAGERS and place.is_hub:
        return found | _MANAGERS
    return found | _MANAGERS if role == Role.SYSADMIN and place.is_hub else found


def ends(role: str, place: Place) -> frozenset[Role]:
    """The roles that somebody in this role may end; the administrator any, on the day."""
    return frozenset(Role) if role == Role.SYSADMIN else gives(role, place)


def why_not_given(by: Keeper, role: str, place: Place, to: Standing) -> Iterator[tuple[str, str]]:
    """A role this keeper does not give here, or that this person cannot hold."""
    if by.user == to.user:
        yield "role", "You cannot give yourself a role: somebody else has to"
    if role not in gives(by.role, place):
        yield "role", f"{_called(by.role)} does not give this role here: {who_gives(role)}"
    if role in to.here:
        yield "role", "They hold this role already"
    yield from (("role", reason) for reason in why_not_together({role}, to.here | to.elsewhere))


def why_not_together(new: Iterable[str], held: Iterable[str]) -> Iterator[str]:
    """Who keeps the accounts reads no case, and who reads cases keeps no accounts (`roles.md` §2)."""
    both = {*new, *held}
    if Role.SYSADMIN in both and both - WITHOUT_CASES:
        yield "A technical administrator holds no role that reads cases: one of the two has to end first"


def why_not_pressed_again(*, same: bool) -> Iterator[tuple[str, str]]:
    """A page invites one person; written over and pressed again, it would seem to have invited two."""
    if not same:
        yield (
            "email",
            "This page has sent its invitation: open “Invite somebody” anew for the next one",
        )


def why_not_invited(name: str, invited_already: bool) -> Iterator[tuple[str, str]]:
    """Somebody without a name, or who has been asked."""
    if len(name.strip()) < 2:
        yield "name", "Write their first and last name"
    if invited_already:
        yield "email", "This address is invited to this role already: send that invitation anew"


def why_not_withdrawn(by: Keeper, role: str, place: Place) -> Iterator[str]:
    """An invitation to a role is withdrawn by whoever could end the role."""
    if role not in ends(by.role, place):
        yield f"{_called(by.role)} does not withdraw this invitation: {who_gives(role)}"


def why_not_sent_anew(asked_elsewhere: bool) -> Iterator[str]:
    """One link to one role is under way, whichever line of the list it stands on."""
    if asked_elsewhere:
        yield "They were invited to this role again since: send that invitation anew"


def why_not_changed(
    by: Keeper, place: Place, who: Standing, old: str, new: str, reason: str
) -> Iterator[tuple[str, str]]:
    """The role that ends, the one that begins, and the reason."""
    if old not in who.here:
        yield "role", "They do not hold this role any longer"
    if old not in ends(by.role, place):
        yield "role", f"{_called(by.role)} does not end this role: {who_gives(old)}"
    without = Standing(who.user, who.here - {old}, who.elsewhere, who.others)
    if old == new:
        yield "role", "They hold this role already"
    else:
        yield from why_not_given(by, new, place, without)
    yield from (("role", words) for words in _last_ones(who, {old}, {new}))
    yield from _short(reason)


def why_not_ended(
    by: Keeper, place: Place, who: Standing, reason: str, successor: Standing | None
) -> Iterator[tuple[str, str]]:
    """Oneself, what one does not keep, and the last of those without whom nothing goes on."""
    ending = who.here & ends(by.role, place)
    if by.user == who.user:
        yield "", "You cannot end your own access: somebody else has to"
    if not who.here:
        yield "", "They hold nothing here any longer"
    elif not ending:
        yield "", f"You do not keep what they hold here: {who_gives(min(who.here))}"
    if successor is not None:
        yield from (("successor", words) for _, words in _why_not_next(by, place, who, successor))
    has_next = {Role.AGENCY_LEAD.value} if successor is not None else set()
    yield from (("successor", words) for words in _last_ones(who, ending, has_next))
    yield from _short(reason)


def why_not_confirmed(by: Keeper, place: Place, who: Standing) -> Iterator[str]:
    """Nobody vouches for themselves, or for those whom they do not know."""
    if by.user == who.user:
        yield "You cannot confirm your own access: somebody else has to"
    if not who.here:
        yield "They hold nothing here any longer"
    elif not who.here & confirms(by.role, place):
        yield f"You do not keep what they hold here: {who_gives(min(who.here))}"


def why_not_undone(
    by: Keeper,
    place: Place,
    role: str,
    who: Standing,
    *,
    ended_at: datetime,
    ended_by_me: bool,
    at: datetime,
    days: int,
) -> Iterator[str]:
    """A mistake is taken back soon; later, somebody is invited anew.

    Whoever does not give the role takes back their own mistake, and nobody else's decision.
    """
    if at - ended_at > timedelta(days=days):
        yield f"It ended more than {days} days ago: invite them anew"
    mine = role in ends(by.role, place) and ended_by_me
    if role not in gives(by.role, place) and not mine:
        yield f"{_called(by.role)} does not give this role: {who_gives(role)}"
    if by.user == who.user:
        yield "You cannot give yourself a role: somebody else has to"
    if role in who.here:
        yield "They hold this role again already"
    yield from why_not_together({role}, who.here | who.elsewhere)


def why_not_accepted(*, alive: bool, is_me: bool, is_on: bool) -> Iterator[str]:
    """A link that is used or over, another person signed in, an account that was switched off."""
    if not alive:
        yield "This link has been used, or is too old"
    if not is_me:
        yield "You are signed in with another address than the one that was invited: sign out first"
    if not is_on:
        yield "This account is switched off: ring the hub"


def is_last(role: str, others: Mapping[str, int]) -> bool:
    """Whether nothing goes on here without this one holder of the role."""
    kinds = [kind for kind in LAST_OF if role in kind]
    return bool(kinds) and not any(others.get(one, 0) for one in kinds[0])


def who_gives(role: str) -> str:
    """Whom to ask for a role, in words."""
    if role in _OF_HUB | _MANAGERS:
        return "the hub’s managers do"
    return (
        "the technical administrator does" if role in _OF_SYSTEM else "the lead of the agency does"
    )


def _why_not_next(
    by: Keeper, place: Place, leaver: Standing, to: Standing
) -> Iterator[tuple[str, str]]:
    if to.user == leaver.user or not to.here:
        yield "successor", "Choose somebody else who works at this agency"
    elif Role.AGENCY_LEAD not in to.here:
        yield from why_not_given(by, Role.AGENCY_LEAD, place, to)


def _last_ones(who: Standing, ending: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    left = (who.here - set(ending)) | set(new)
    for kinds, words in LAST_OF.items():
        if (
            kinds & set(ending)
            and not kinds & left
            and not any(who.others.get(k, 0) for k in kinds)
        ):
            yield words


def _short(reason: str) -> Iterator[tuple[str, str]]:
    if len(reason.strip()) < SHORTEST_REASON:
        yield (
            "reason",
            f"Say why in at least {SHORTEST_REASON} characters: it is kept with the record",
        )


def _called(role: str) -> str:
    name = ROLE_NAMES[Role(role)]
    return (
        f"{'An' if name[0] in 'AEIOU' else 'A'} {name[0].lower()}{name[1:]}"
        if not name.startswith("MASH")
        else f"A {name}"
    )

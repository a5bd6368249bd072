"""The file that sets a partnership up: who it is, which agencies belong to it, who works there.

A page of TOML that people can read, kept by the partnership with its other configuration. It holds
names and addresses at work, and no secret: everybody chooses a password of their own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from openmash.foundation.access.commands import NewAgency, NewRegistration
from openmash.foundation.access.models import Agency, Registration
from openmash.foundation.access.roles import NOT_HELD, Role
from openmash.foundation.reference.commands import Identity
from openmash.frontdoor.enquiries.commands.desks import NewDesk
from openmash.frontdoor.enquiries.first_templates import TEMPLATES

CODE = re.compile(r"[a-z0-9-]+")
OF_DESK = {"service", "first", "deputy", "lead", "mailbox"}
MAY_BE_EMPTY = {"la_number", "safeguarding_email", "phone", "registration", *OF_DESK}
SHAPES: dict[str, tuple[type, str]] = {
    "roles": (list, "a list"),
    "competences": (list, "a list"),
    "registration": (dict, "a table"),
    "checked_on": (date, "a day"),
    "valid_until": (date, "a day"),
}
TEXT: tuple[type, str] = (str, "text")
ROLES = sorted(role.value for role in Role if role not in NOT_HELD)


@dataclass(frozen=True)
class Member:
    """Somebody who signs in, where they work, and the roles they act in."""

    name: str
    email: str
    agency: str
    roles: tuple[str, ...]
    phone: str = ""
    registration: NewRegistration | None = None


@dataclass(frozen=True)
class PartnershipFile:
    """What the file says."""

    identity: Identity
    agencies: tuple[NewAgency, ...]
    people: tuple[Member, ...]
    desks: tuple[NewDesk, ...] = ()


PARTS: dict[str, type] = {
    "partnership": Identity,
    "agency": NewAgency,
    "person": Member,
    "desk": NewDesk,
}


class BadFile(Exception):
    """The file cannot be used; every reason, each naming its place."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def read(text: str) -> PartnershipFile:
    """Read the whole file, or say everything that is wrong with it."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadFile([f"This is not TOML: {problem}"]) from None
    # What is in the right shape can be looked at more closely.
    if reasons := list(_why_not(said)) or list(_why_not_so(said)):
        raise BadFile(reasons)
    return PartnershipFile(
        Identity(**said["partnership"]),
        tuple(NewAgency(**one) for one in said["agency"]),
        tuple(_member(one) for one in said["person"]),
        tuple(NewDesk(**one) for one in said.get("desk", ())),
    )


def _member(one: Mapping[str, Any]) -> Member:
    said = one.get("registration")
    kept = NewRegistration(**{**said, "competences": tuple(said["competences"])}) if said else None
    return Member(**{**one, "roles": tuple(one["roles"]), "registration": kept})


def _why_not(said: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"[{name}]: nothing is called so" for name in said.keys() - PARTS.keys())
    yield from _wrong_words("[partnership]", said.get("partnership"), Identity)
    for part, of in (("agency", NewAgency), ("person", Member), ("desk", NewDesk)):
        rows = said.get(part)
        if part == "desk" and rows is None:
            continue
        if not isinstance(rows, list) or not rows:
            yield f"[[{part}]]: there has to be at least one"
            continue
        for number, one in enumerate(rows, 1):
            yield from _wrong_words(f"[[{part}]] {number}", one, of)
            if part == "person" and isinstance(one, Mapping) and "registration" in one:
                place = f"[[person]] {number}, registration"
                yield from _wrong_words(place, one["registration"], NewRegistration)


def _why_not_so(said: Mapping[str, Any]) -> Iterator[str]:
    yield from _why_not_agencies(said["agency"])
    yield from _why_not_people(said["agency"], said["person"])
    yield from _why_not_desks(said)


def _wrong_words(place: str, said: object, of: type) -> Iterator[str]:
    if not isinstance(said, Mapping):
        yield f"{place}: is missing"
        return
    wanted = {field.name for field in fields(of)}
    yield from (f"{place}: “{name}” is not asked for" for name in sorted(said.keys() - wanted))
    for name in sorted(wanted):
        value, (kind, called) = said.get(name, ""), SHAPES.get(name, TEXT)
        fits = isinstance(value, kind) and not isinstance(value, datetime)
        if not fits and name in said:
            yield f"{place}: {name} has to be {called}"
        elif not value and name not in MAY_BE_EMPTY:
            yield f"{place}: {name} is missing"


def _why_not_agencies(agencies: list[Mapping[str, Any]]) -> Iterator[str]:
    for number, one in enumerate(agencies, 1):
        place, kinds = f"[[agency]] {number}", [kind.value for kind in Agency.Kind]
        if one.get("kind") not in kinds:
            yield f"{place}: kind is one of {', '.join(kinds)}"
        if not CODE.fullmatch(one["code"]):
            yield f"{place}: code is one word of small letters, digits and hyphens"
        if one.get("safeguarding_email") and not _passes(validate_email, one["safeguarding_email"]):
            yield f"{place}: safeguarding_email is not an e-mail address"
    yield from _twice("[[agency]]", [str(one.get("code", "")) for one in agencies])


def _why_not_people(
    agencies: list[Mapping[str, Any]], people: list[Mapping[str, Any]]
) -> Iterator[str]:
    codes = {one.get("code") for one in agencies}
    for number, one in enumerate(people, 1):
        place, roles = f"[[person]] {number}", one.get("roles")
        if one.get("agency") not in codes:
            yield f"{place}: no agency of this file has the code “{one.get('agency')}”"
        if one.get("email") and not _passes(validate_email, one["email"]):
            yield f"{place}: “{one['email']}” is not an e-mail address"
        unknown = [role for role in roles if role not in ROLES] if isinstance(roles, list) else []
        if unknown:
            yield f"{place}: there is no role {unknown[0]}; the roles are {', '.join(ROLES)}"
        if one.get("registration"):
            yield from _why_not_registered(f"{place}, registration", one["registration"])
    homes = [f"{one.get('email', '')} at {one.get('agency', '')}".casefold() for one in people]
    yield from _twice("[[person]]", homes)


def _why_not_desks(said: Mapping[str, Any]) -> Iterator[str]:
    desks, known = said.get("desk", []), [one.code for one in TEMPLATES]
    agencies = {one["code"] for one in said["agency"]}
    people = {one["email"].casefold() for one in said["person"]}
    for number, one in enumerate(desks, 1):
        place = f"[[desk]] {number}"
        if one["agency"] not in agencies:
            yield f"{place}: no agency of this file has the code “{one['agency']}”"
        if one["questions"] not in known:
            yield f"{place}: questions is one of {', '.join(known)}"
        for part in ("first", "deputy", "lead"):
            if one.get(part) and one[part].casefold() not in people:
                yield f"{place}: {part}: nobody of this file has the address “{one[part]}”"
    yield from _twice("[[desk]]", [f"{one['agency']}, {one['questions']}" for one in desks])


def _why_not_registered(place: str, said: Mapping[str, Any]) -> Iterator[str]:
    bodies, tags = list(Registration.Body), list(Registration.Competence)
    if said["body"] not in bodies:
        yield f"{place}: body is one of {', '.join(bodies)}"
    for unknown in [one for one in said["competences"] if one not in tags][:1]:
        yield f"{place}: there is no competence {unknown}; they are {', '.join(tags)}"
    if said["valid_until"] < said["checked_on"]:
        yield f"{place}: it had ended already when it was looked up"


def _twice(place: str, said: list[str]) -> Iterator[str]:
    for one in sorted({one for one in said if said.count(one) > 1}):
        yield f"{place}: {one} stands there twice"


def _passes(check: Any, value: object) -> bool:
    try:
        check(value)
    except ValidationError:
        return False
    return True

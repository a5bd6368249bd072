"""Setting a partnership up: its hours, clocks, guidance and form, its agencies and its people."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator

from openmash.core.actor import Actor
from openmash.foundation.access.commands import (
    NewAgency,
    end_registration,
    end_role,
    give_role,
    keep_registration,
    let_agency_in,
    let_person_in,
)
from openmash.foundation.access.events import AccessEvent
from openmash.foundation.access.holdings import ended_by_somebody
from openmash.foundation.access.models import Agency, Registration, RoleHolding, User
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.clocks.commands import seed_definitions
from openmash.foundation.colleagues.commands.ending import leave
from openmash.foundation.colleagues.held import Leaving
from openmash.foundation.ledger.models import Event
from openmash.foundation.reference.commands import publish_form, publish_guidance, set_up
from openmash.foundation.reference.models import FormVersion, Guidance
from openmash.frontdoor.contacts.emarf.first_version import CONTENT as EMARF
from openmash.frontdoor.decisions.first_guidance import CONTENT as GUIDANCE
from openmash.frontdoor.decisions.first_guidance import NAME
from openmash.frontdoor.enquiries.commands.desks import keep_desk
from openmash.frontdoor.enquiries.first_templates import PREFIX, TEMPLATES
from openmash.frontdoor.ways.first_call import CONTENT as CALL_FORM
from openmash.frontdoor.ways.first_public import CONTENT as PUBLIC_FORM
from openmash.frontdoor.ways.first_young import CONTENT as YOUNG_FORM
from openmash.frontdoor.ways.kinds import AGENCIES as WITHOUT_ACCOUNT
from openmash.web.partnership_file import Member, PartnershipFile

FIRST_FORMS = {"emarf": EMARF, "public": PUBLIC_FORM, "young": YOUNG_FORM, "call": CALL_FORM}


def set_up_front_door(*, by: Actor) -> None:
    """Publish the first guidance and forms where the partnership has none, and let the public in."""
    if not Guidance.objects.filter(partnership_id=by.partnership).exists():
        publish_guidance(NAME, GUIDANCE, by=by)
    for form, content in FIRST_FORMS.items():
        if not FormVersion.objects.filter(partnership_id=by.partnership, form=form).exists():
            publish_form(form, content, by=by)
    for code, name in WITHOUT_ACCOUNT.items():
        let_agency_in(NewAgency(code, name, Agency.Kind.PUBLIC), by=by)
    known = {one.form for one in FormVersion.objects.filter(partnership_id=by.partnership)}
    for template in TEMPLATES:
        if f"{PREFIX}{template.code}" not in known:
            publish_form(f"{PREFIX}{template.code}", template.content, by=by)


def set_up_from(file: PartnershipFile, *, end_missing: bool, by: Actor) -> Iterator[str]:
    """Make what the file says and is not there yet, inside the caller's transaction; a line for each.

    What is there is left as it is. Roles that the file does not give are told, and ended only where
    `end_missing` says so. What was given or ended on a page since stays. Doing it twice is harmless,
    and brings new clocks and settings after an upgrade.
    """
    set_up(file.identity, by=by)
    seed_definitions(by=by)
    set_up_front_door(by=by)
    for agency in file.agencies:
        if let_agency_in(agency, by=by):
            yield f"new agency: {agency.name}"
    given: set[tuple[uuid.UUID, str, str]] = set()
    registered: set[uuid.UUID] = set()
    for one in file.people:
        user = let_person_in(one.email, one.name, one.phone, by=by)
        given.update((user.pk, role, one.agency) for role in one.roles)
        yield from _roles(one, user, by)
        if one.registration:
            registered.add(user.pk)
            if keep_registration(user, one.registration, by=by):
                yield f"registered: {one.email}, {one.registration.body}"
    yield from _desks(file, by)
    yield from _not_given(given, end_missing, by)
    yield from _not_registered({user for user, *_ in given} - registered, end_missing, by)


def _roles(one: Member, user: User, by: Actor) -> Iterator[str]:
    for role in one.roles:
        called = ROLE_NAMES[Role(role)]
        if ended := ended_by_somebody(user, role, one.agency, by=by):
            yield f"not given again, ended by {ended.ended_by}: {one.email}, {called}"
        elif give_role(user, role, one.agency, by=by):
            yield f"new role: {one.email}, {called}, {one.agency}"


def _desks(file: PartnershipFile, by: Actor) -> Iterator[str]:
    for desk in file.desks:
        if keep_desk(desk, by=by):
            yield f"where it is asked: {desk.agency}, {desk.questions}"


def _not_given(given: set[tuple[uuid.UUID, str, str]], end: bool, by: Actor) -> Iterator[str]:
    lost: dict[tuple[uuid.UUID, str], set[str]] = defaultdict(set)
    held = RoleHolding.objects.filter(partnership_id=by.partnership, ends_at=None)
    for one in held.select_related("user").order_by("user__email", "role"):
        if (one.user_id, one.role, one.agency_id) in given:
            continue
        if _given_on_a_page(one, by):
            yield f"given by the agency, and kept: {one.user.email}, {ROLE_NAMES[Role(one.role)]}"
        else:
            ended = end and end_role(one, by=by)
            said = "ended" if ended else "not in the file, and kept"
            if ended:
                lost[one.user_id, one.agency_id].add(one.role)
            yield f"{said}: {one.user.email}, {ROLE_NAMES[Role(one.role)]}, {one.agency_id}"
    for (user, agency), roles in lost.items():
        leave(Leaving(str(user), agency, frozenset(roles)), by=by)


def _given_on_a_page(held: RoleHolding, by: Actor) -> bool:
    """Whoever keeps people there has let them in: the file knows nothing of it, and does not undo it."""
    facts = {"facts__role": held.role, "facts__agency": held.agency_id}
    said = Event.objects.filter(
        partnership=by.partnership,
        name=str(AccessEvent.ROLE_GIVEN),
        subject=f"user:{held.user_id}",
        **facts,
    )
    last = said.order_by("-at", "-id").values_list("user", flat=True).first()
    return last is not None and last != by.user


def _not_registered(people: set[uuid.UUID], end: bool, by: Actor) -> Iterator[str]:
    """People of this file whose registration it does not name; of others it says nothing."""
    held = Registration.objects.filter(user__in=people, ended_on=None).select_related("user")
    for one in held.order_by("user__email"):
        ended = end and end_registration(one, by=by)
        said = "ended" if ended else "not in the file, and kept"
        yield f"{said}: {one.user.email}, registration with the {one.body}"

"""Putting people on a case, and letting agencies and people in.

Whom to let in is said by whoever keeps the people of an agency (`colleagues`, which asks for the
permission), or by whoever runs the server, in a file (`manage.py set_up`). These commands ask for no
permission, and leave their events.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.events import AccessEvent
from openmash.foundation.access.models import Agency, Attachment, Registration, RoleHolding, User
from openmash.foundation.ledger.commands import record
from openmash.foundation.reference.models import Partnership


def attach(user: str, *, subject: str, because: str, by: Actor, carried: bool = False) -> None:
    """Put a user on a record; being on it already changes nothing. The caller holds the permit.

    A carried attachment follows from another record; putting the user there in person makes it
    their own.
    """
    found, is_new = Attachment.objects.get_or_create(
        partnership_id=by.partnership,
        subject=subject,
        user_id=user,
        ends_at=None,
        defaults={"because": because, "starts_at": by.at, "carried": carried},
    )
    own = {"carried": False, "because": because}
    is_own_now = not carried and Attachment.objects.filter(pk=found.pk, carried=True).update(**own)
    if is_new or is_own_now:
        record(AccessEvent.ATTACHED, by=by, subject=subject, facts={"user": user})


def detach(user: str, *, subject: str, by: Actor) -> None:
    """Take a user off a record from now on."""
    open_ones = Attachment.objects.filter(
        partnership_id=by.partnership, subject=subject, user_id=user, ends_at=None
    )
    if open_ones.update(ends_at=by.at):
        record(AccessEvent.DETACHED, by=by, subject=subject, facts={"user": user})


def sign_out_everywhere(user: User, *, by: Actor) -> None:
    """End every session a person has open: a lost telephone, a password somebody else knows.

    Whoever runs the server asks for it (`manage.py sign_out_everywhere`), in the name of the partnership
    the person belongs to; and it follows when the last role that somebody held anywhere has ended.
    """
    User.objects.filter(pk=user.pk).update(sessions_void_before=by.at)
    record(AccessEvent.SIGNED_OUT_EVERYWHERE, by=by, subject=f"user:{user.pk}")


@dataclass(frozen=True)
class NewAgency:
    """An agency as it is first written down; `kind` is one of `Agency.Kind`."""

    code: str
    name: str
    kind: str
    safeguarding_email: str = ""
    phone: str = ""


def let_agency_in(new: NewAgency, *, by: Actor) -> bool:
    """Let an agency work in this partnership; whether it did not before.

    One that another partnership knows by this code is shared, and stays as it is written there.
    """
    agency, _ = Agency.objects.get_or_create(code=new.code, defaults=asdict(new))
    if agency.partnerships.filter(pk=by.partnership).exists():
        return False
    agency.partnerships.add(Partnership.objects.get(pk=by.partnership))
    record(AccessEvent.AGENCY_LET_IN, by=by, subject=f"agency:{agency.pk}")
    return True


def let_person_in(email: str, name: str, phone: str, *, by: Actor) -> User:
    """The account with this address, made without a password where there is none."""
    known = User.objects.filter(email__iexact=email).first()
    if known:
        return known
    user = User(email=email, name=name, phone=phone)
    user.set_unusable_password()
    user.save(force_insert=True)
    record(AccessEvent.PERSON_LET_IN, by=by, subject=f"user:{user.pk}")
    return user


def give_role(user: User, role: str, agency: str, *, by: Actor) -> bool:
    """Let somebody act in a role from now on; whether they could not before."""
    _, is_new = RoleHolding.objects.get_or_create(
        user=user,
        role=role,
        agency_id=agency,
        partnership_id=by.partnership,
        ends_at=None,
        defaults={"starts_at": by.at},
    )
    if is_new:
        facts = {"role": role, "agency": agency}
        record(AccessEvent.ROLE_GIVEN, by=by, subject=f"user:{user.pk}", facts=facts)
    return is_new


def end_role(holding: RoleHolding, *, by: Actor) -> bool:
    """Somebody acts in a role no longer, from their next request; whether they did until now.

    The actor’s reason is kept with it.
    """
    said = {"ends_at": by.at, "ended_by": by.name, "ended_because": by.reason}
    ended = RoleHolding.objects.filter(pk=holding.pk, ends_at=None).update(**said)
    if ended:
        facts = {"role": holding.role, "agency": holding.agency_id}
        record(AccessEvent.ROLE_ENDED, by=by, subject=f"user:{holding.user_id}", facts=facts)
    return bool(ended)


@dataclass(frozen=True)
class NewRegistration:
    """With whom somebody is registered, as it was looked up in the public register that day."""

    body: str
    number: str
    checked_on: date
    valid_until: date
    competences: tuple[str, ...] = ()


def keep_registration(user: User, new: NewRegistration, *, by: Actor) -> bool:
    """Keep what was looked up; whether it was known otherwise until now, or not at all."""
    said = {**asdict(new), "competences": sorted(new.competences), "ended_on": None}
    known = Registration.objects.filter(user=user)
    if known.filter(**said).exists():
        return False
    Registration.objects.update_or_create(user=user, defaults=said)
    facts = {"body": new.body, "valid_until": new.valid_until.isoformat()}
    facts |= {"competences": ", ".join(sorted(new.competences))}
    record(AccessEvent.REGISTERED, by=by, subject=f"user:{user.pk}", facts=facts)
    return True


def end_registration(registration: Registration, *, by: Actor) -> bool:
    """Somebody signs nothing from now on; whether they could until now."""
    open_ones = Registration.objects.filter(pk=registration.pk, ended_on=None)
    ended = open_ones.update(ended_on=london_day(by.at))
    if ended:
        record(AccessEvent.REGISTRATION_ENDED, by=by, subject=f"user:{registration.user_id}")
    return bool(ended)

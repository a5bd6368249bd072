"""Placing and lifting legal holds; proposing records for destruction, and having them destroyed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.core.working_time import london_day
from openmash.foundation.access.holdings import council
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.reference.models import Partnership
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.frontdoor.contacts.models import Contact
from openmash.oversight.retention.database import destroy, kept_by_database
from openmash.oversight.retention.events import RetentionEvent
from openmash.oversight.retention.models import Destroying, Destruction, LegalHold
from openmash.oversight.retention.queries import (
    Kept,
    as_system,
    facts_of,
    kept_until,
    one_record,
    person_exists,
    records_with,
    rules_of,
)
from openmash.oversight.retention.rules import (
    Rule,
    why_not_another,
    why_not_placed,
    why_not_proposed,
)
from openmash.oversight.retention.states import (
    CLASS_NAMES,
    DESTRUCTION,
    HOLD,
    SCOPE_WORDS,
    Class,
    DestructionState,
    Scope,
)

SETTLE = "retention.settle"
MOST_AT_ONCE = 500  # of one proposal: what a person can still answer for
declare_settled_by_act({SETTLE: "when somebody has had them destroyed, or refused"})


@dataclass(frozen=True)
class NewHold:
    """What is to be held, and why; `on` is a reference, the number of a person, or a class."""

    scope: Scope
    on: str
    reason: str


@transaction.atomic
def place_hold(said: NewHold, *, by: Actor) -> LegalHold:
    """Hold records from now on: whatever their rule says, nothing of them is destroyed."""
    allowed = permit(replace(by, reason=said.reason.strip()), P.RETENTION_HOLD, facts_of(by))
    _one_at_a_time(by)
    shown, key, of_class = _meant(said, by)
    refuse_if(why_not_placed(said.scope, bool(shown), said.reason))
    one = LegalHold.objects.create(
        partnership_id=by.partnership,
        scope=said.scope,
        key=key,
        of_class=of_class,
        shown=shown,
        reason=said.reason.strip(),
        placed_at=by.at,
        placed_by=by.name,
        placed_by_user=by.user,
    )
    record(RetentionEvent.HELD, by=allowed.by, subject=one.subject, about=_about(one))
    return one


@transaction.atomic
def lift_hold(one: LegalHold, because: str, *, by: Actor) -> LegalHold:
    """End a hold; never by whoever placed it."""
    step = HOLD["lift"]
    allowed = permit(replace(by, reason=because.strip()), step.permission, facts_of(by))
    one = LegalHold.objects.select_for_update().get(pk=one.pk)
    refuse_if(why_not_another(one.placed_by_user, by.user, "placed"))
    changes: dict[str, object] = {
        "lifted_at": by.at,
        "lifted_by": by.name,
        "lifted_by_user": by.user,
        "lifted_because": because.strip(),
    }
    move(one, step, allowed, about=_about(one), changes=changes)
    return one


@transaction.atomic
def propose(of_class: Class, *, by: Actor) -> Destruction:
    """Put everything of a class that is due and not held before a second person."""
    permit(by, P.RETENTION_DESTROY, facts_of(by))
    _one_at_a_time(by)
    rules = rules_of(by)
    due = [one for one in kept_until(london_day(by.at), rules, by=by) if not one.held]
    mine = [one for one in due if one.due.of_class == of_class][:MOST_AT_ONCE]
    waiting = Destruction.objects.filter(
        partnership_id=by.partnership, of_class=of_class, state=DestructionState.PROPOSED
    )
    refuse_if(why_not_proposed(len(mine), waiting.exists()))
    one = Destruction.objects.create(
        partnership_id=by.partnership,
        of_class=of_class,
        rule=_as_it_stands(rules[of_class]),
        proposed_at=by.at,
        proposed_by=by.name,
        proposed_by_user=by.user,
    )
    rows = [_row(one, kept, key) for kept in mine for key in kept.record.contacts]
    Destroying.objects.bulk_create(rows)
    record(RetentionEvent.PROPOSED, by=by, subject=one.subject, facts={"records": len(mine)})
    _ask_another(one, by)
    return one


@transaction.atomic
def refuse(one: Destruction, because: str, *, by: Actor) -> Destruction:
    """Say that nothing of it is destroyed, and why; never by whoever proposed it."""
    step = DESTRUCTION["refuse"]
    allowed = permit(replace(by, reason=because.strip()), step.permission, facts_of(by))
    one = _locked(one)
    refuse_if(why_not_another(one.proposed_by_user, by.user, "proposed"))
    changes: dict[str, object] = {**_settled(by), "refused_because": because.strip()}
    move(one, step, allowed, changes=changes)
    settle(SETTLE, one.subject, by=by)
    return one


@transaction.atomic
def carry_out(one: Destruction, *, by: Actor) -> Destruction:
    """Destroy what was proposed, but for what is held, open or not due by now; never alone.

    The database asks all of it for itself, and what it refuses of a proposal stays like the rest.
    """
    step = DESTRUCTION["carry_out"]
    allowed = permit(by, step.permission, facts_of(by))
    _one_at_a_time(by)
    one = _locked(one)
    refuse_if(why_not_another(one.proposed_by_user, by.user, "proposed"))
    if problem := step.problem_from(one.state):
        raise MovedMeanwhile(problem)  # before a certificate that stands is written to
    _leave_what_stays(one, by)
    gone = one.records.filter(kept_because="").count()
    move(one, step, allowed, facts={"destroyed": gone}, changes=_settled(by))
    one.rows = destroy(one)
    one.save(update_fields=["rows"])
    settle(SETTLE, one.subject, by=by)
    return one


def _one_at_a_time(by: Actor) -> None:
    """A hold and a destruction wait for each other; nobody else waits for them."""
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership)


def _locked(one: Destruction) -> Destruction:
    return Destruction.objects.select_for_update().get(pk=one.pk)


def _settled(by: Actor) -> dict[str, object]:
    return {"settled_at": by.at, "settled_by": by.name, "settled_by_user": by.user}


def _meant(said: NewHold, by: Actor) -> tuple[str, uuid.UUID | None, str]:
    """What the hold is on: as it is shown, its key and its class; nothing shown where there is none."""
    match said.scope:
        case Scope.ALL:
            return SCOPE_WORDS[Scope.ALL], None, ""
        case Scope.CLASS:
            known = said.on in set(Class)
            return (CLASS_NAMES[Class(said.on)], None, said.on) if known else ("", None, "")
        case Scope.CONTACT:
            found = one_record(said.on, by=by)
            return (said.on, found.record.contacts[0], "") if found else ("", None, "")
        case Scope.PERSON:
            key = _key(said.on)
            known = key is not None and person_exists(key, by=by)
            return (f"Person {str(key)[:8]}", key, "") if known else ("", None, "")


def _key(said: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(said)
    except ValueError:
        return None


def _about(one: LegalHold) -> list[str]:
    return [f"{one.scope}:{one.key}"] if one.key else []


def _as_it_stands(rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {}
    return {"words": rule.words, "years": rule.years, "age": rule.age, "source": rule.source}


def _row(one: Destruction, kept: Kept, key: uuid.UUID) -> Destroying:
    is_first = key == kept.record.contacts[0]
    because = kept.due.because if is_first else (f"A duplicate of {kept.record.reference}",)
    assert kept.due.on is not None  # it is due
    return Destroying(
        partnership_id=one.partnership_id,
        destruction=one,
        contact=key,
        reference=kept.record.reference,
        due_on=kept.due.on,
        because=list(because),
    )


def _ask_another(one: Destruction, by: Actor) -> None:
    """To the service manager, or where they proposed it, to information governance."""
    role = Role.IG_AUD if by.role == Role.SVC_MGR else Role.SVC_MGR
    title = "Records are proposed for destruction: have them destroyed, or refuse"
    path = reverse("retention_destruction", args=[one.pk])
    wanted = Wanted(
        SETTLE, title, one.subject, path, for_agency=council(by.partnership), for_role=role
    )
    raise_task(wanted, by=by)


def _leave_what_stays(one: Destruction, by: Actor) -> None:
    """What was opened again, is held or is due later by now stays, and the certificate says why."""
    with as_system(by):
        rows = Contact.objects.filter(pk__in=one.records.values("contact"))
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    proposed = set(one.records.values_list("contact", flat=True))
    free = {
        key
        for kept in kept_until(london_day(by.at), rules_of(by), by=by)
        if not kept.held and kept.due.of_class == one.of_class
        if proposed.issuperset(kept.record.contacts)  # a duplicate may have come meanwhile
        for key in kept.record.contacts
    }
    found = records_with(proposed - free, by=by)
    _leave(one, {key: _why_kept(found.get(key)) for key in proposed - free})
    _leave(one, kept_by_database(one, london_day(by.at)))


def _leave(one: Destruction, because: Mapping[uuid.UUID, str]) -> None:
    """These rows of the proposal stay, each with its reason on the certificate."""
    rows = list(one.records.filter(contact__in=because))
    for row in rows:
        row.kept_because = because[row.contact]
    Destroying.objects.bulk_update(rows, ["kept_because"])


def _why_kept(found: Kept | None) -> str:
    if found is None:
        return "It is no longer there as it was"
    if found.held:
        return "; ".join(found.held)
    said = "; ".join(found.due.because) if found.due.on is None else ""
    return said or "It is another record by now, or due later"  # never empty: empty is destroyed

"""The first page after signing in, and choosing the role to act in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.events import AccessEvent
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.commands import record
from openmash.web.sign_in.holdings import ACTIVE, current_holdings
from openmash.web.sign_in.recording import actor_in, send_what_waited


@dataclass(frozen=True)
class Choice:
    """One role to choose: where, as what, and whether it is the one acted in now."""

    key: str
    role: str
    agency: str
    partnership: str
    current: bool


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where this role's work is."""
    return redirect(first_page(actor(request)))


def first_page(by: Actor) -> str:
    """The name of the page this role begins at."""
    if reach_of(by.role, P.CONTACT_START):
        return "worry_list"
    if reach_of(by.role, P.HEALTH_WRITE):
        return "health_list"
    if reach_of(by.role, P.CONTACT_READ) == Reach.HUB:
        return "tray"
    if reach_of(by.role, P.PERSON_JOIN):
        return "duplicates"
    return _of_no_case(by)


def _of_no_case(by: Actor) -> str:
    if reach_of(by.role, P.COLLEAGUE_READ):
        return "colleagues"
    if reach_of(by.role, P.REFERENCE_PROPOSE):
        return "configuring"
    return "tasks"


@require_http_methods(["GET", "POST"])
def role(request: HttpRequest) -> HttpResponse:
    """Choose one of the roles held; it is written down, and acts from the next page on."""
    by = actor(request)
    held = list(current_holdings(by.user, at=by.at))
    if request.method == "GET":
        return render(request, "web/role.html", {"choices": [_choice(one, by) for one in held]})
    chosen = next((one for one in held if str(one.pk) == request.POST.get("holding")), None)
    if chosen is None:
        raise NotFound("You do not hold this role")
    choose_role(request, chosen, by=by)
    send_what_waited(request, actor_in(chosen, request_id=by.request_id))
    messages.success(request, f"You now act as {ROLE_NAMES[Role(chosen.role)]}")
    return redirect("home")


def choose_role(request: HttpRequest, chosen: RoleHolding, *, by: Actor) -> None:
    """Act in this role from now on, signed in the role's own partnership."""
    request.session[ACTIVE] = str(chosen.pk)
    changed = replace(
        by, role=chosen.role, agency=chosen.agency_id, partnership=chosen.partnership_id
    )
    act_as(changed)
    record(
        AccessEvent.ROLE_CHOSEN,
        by=changed,
        subject=f"user:{by.user}",
        facts={"role": chosen.role, "agency": chosen.agency_id},
    )


def _choice(held: RoleHolding, by: Actor) -> Choice:
    now_acting = (by.role, by.agency, by.partnership)
    return Choice(
        key=str(held.pk),
        role=ROLE_NAMES[Role(held.role)],
        agency=held.agency.name,
        partnership=held.partnership.name,
        current=(held.role, held.agency_id, held.partnership_id) == now_acting,
    )

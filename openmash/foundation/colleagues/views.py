"""Your people: who has access, inviting, confirming, changing and ending."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from openmash.core.actor import Actor
from openmash.foundation.access.models import Agency, User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.colleagues import commands, presenters, presenters_person, rules
from openmash.foundation.colleagues.access import (
    agencies_of,
    get_agency,
    get_invitation,
    must_keep,
    place_of,
)
from openmash.foundation.colleagues.forms import ChangeForm, EndForm, InviteForm
from openmash.foundation.colleagues.held import Leaving
from openmash.foundation.colleagues.presenters import SHOWS, Asked, Drawer
from openmash.foundation.colleagues.queries import (
    Colleague,
    colleague,
    everybody,
    held_by,
    invited,
    same_work,
    standing,
    successors,
    terms_of,
)
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt, posted
from openmash.foundation.ui.separated import as_separated, separated_file

HANDLING = "OFFICIAL-SENSITIVE: for keeping access right, and for nothing else"


@require_http_methods(["GET", "POST"])
def everybody_page(request: HttpRequest) -> HttpResponse:
    """Who has access, who has to be confirmed, who was invited. What is typed is posted."""
    by = actor(request)
    must_keep(by)
    asked = Asked.of((posted(request) or request.GET).dict())
    drawer = Drawer(by, terms_of(by.partnership))
    page = presenters.draw(everybody(by), asked, drawer)
    waiting = presenters.draw_waiting(invited(by), drawer)
    if asked.as_csv:
        lines = presenters.as_file(page.rows, waiting)
        return separated_file("people.csv", as_separated([[HANDLING], *lines]))
    context = {"page": page, "asked": asked, "waiting": waiting, "shows": SHOWS}
    context["several"] = len(page.agencies) > 2
    return render(request, "colleagues/list.html", context)


@require_http_methods(["GET", "POST"])
def invite_page(request: HttpRequest) -> HttpResponse:
    """Name, work address, role: they choose how to sign in themselves."""
    by = actor(request)
    must_keep(by)
    agencies = list(agencies_of(by).order_by("name"))
    roles = {role for one in agencies for role in rules.gives(by.role, place_of(one, by))}
    form = InviteForm(agencies, roles, posted(request))
    if form.is_bound and form.is_valid():
        new, code = form.said
        agency = get_agency(by, code, P.COLLEAGUE_KEEP)
        if done := attempt(form, lambda: commands.invite(new, agency.code, by=by)):
            messages.success(request, f"{done.name} is invited. The link goes to {done.email}")
            return redirect("colleagues")
    return render(request, "colleagues/invite.html", {"form": form})


@require_POST
def again(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A new link; the one before opens nothing."""
    by, form = actor(request), Form(request.POST)
    found = get_invitation(by, key)
    seen = int(times) if (times := request.POST.get("times", "")).isdecimal() else 0
    if attempt(form, lambda: commands.send_again(found, seen, by=by)) is None:
        return _refused(request, form)
    messages.success(request, f"A new link goes to {found.email}. The one before is void")
    return redirect("colleagues")


@require_POST
def withdrawn(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The link opens nothing any longer."""
    by, form = actor(request), Form(request.POST)
    found = get_invitation(by, key)
    if attempt(form, lambda: commands.withdraw(found, by=by)) is None:
        return _refused(request, form)
    messages.success(request, f"The invitation of {found.name} is withdrawn")
    return redirect("colleagues")


@require_http_methods(["GET"])
def person_page(request: HttpRequest, agency: str, key: uuid.UUID) -> HttpResponse:
    """One person: what they hold, since when, and what may be done now."""
    by = actor(request)
    one = colleague(get_agency(by, agency), key, by=by)
    return _person(request, one, by)


@require_POST
def confirmed(request: HttpRequest, agency: str, key: uuid.UUID) -> HttpResponse:
    """Still works here, still needs it; then the next one who has to be looked at."""
    by, form = actor(request), Form(request.POST)
    one = colleague(get_agency(by, agency, P.COLLEAGUE_KEEP), key, by=by)
    if attempt(form, lambda: commands.confirm(str(key), agency, by=by)) is None:
        return _person(request, one, by, form)
    messages.success(request, f"Confirmed: {one.user.name} still needs access")
    following = _next_due(by)
    if following is None:
        return redirect("colleagues")
    return redirect("colleague", following.agency.code, following.user.pk)


@require_http_methods(["GET", "POST"])
def change_page(request: HttpRequest, agency: str, key: uuid.UUID) -> HttpResponse:
    """Another role, from now on."""
    by = actor(request)
    where = get_agency(by, agency, P.COLLEAGUE_KEEP)
    one, place = colleague(where, key, by=by), place_of(where, by)
    mine = _mine(one, where, by)
    if not mine:
        return redirect("colleague", agency, key)
    roles = rules.gives(by.role, place) - {Role(held.role) for held in one.held}
    others = same_work(agency, mine, str(key), by=by)
    form = ChangeForm(mine, roles, others, posted(request))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        old, new, to = form.old_role, said["role"], said.get("pass_to") or ""
        if attempt(
            form,
            lambda: commands.change_role(str(key), agency, old, new, said["reason"], to, by=by),
        ):
            messages.success(request, f"{one.user.name} is {ROLE_NAMES[Role(new)]} from now on")
            return redirect("colleague", agency, key)
    leaving = {role: Leaving(str(key), agency, frozenset({role})) for role in mine}
    held = [(ROLE_NAMES[role], held_by(leaving[role], by=by)) for role in mine]
    context = {"form": form, "one": one, "held": held}
    return render(request, "colleagues/change.html", context)


@require_http_methods(["GET", "POST"])
def end_page(request: HttpRequest, agency: str, key: uuid.UUID) -> HttpResponse:
    """Ends today: what they hold is shown first, and goes on."""
    by = actor(request)
    where = get_agency(by, agency, P.COLLEAGUE_KEEP)
    one = colleague(where, key, by=by)
    mine = _mine(one, where, by)
    if not one.held:
        return redirect("colleague", agency, key)
    leaving = Leaving(str(key), agency, frozenset(mine))
    form = EndForm(
        _leads_next(one, mine, by), same_work(agency, mine, str(key), by=by), posted(request)
    )
    valid, key_of = form.is_bound and form.is_valid(), str(key)
    ended = (
        attempt(form, lambda: commands.end_access(key_of, agency, form.parting, by=by))
        if valid
        else None
    )
    if ended is not None:
        words = f"{one.user.name} has no access any longer: what they open next is refused"
        messages.success(request, f"{words}. If that was a mistake, take it back below")
        return redirect("colleague", agency, key)
    context = {"form": form, "one": one, "lines": held_by(leaving, by=by)}
    context["roles"] = [ROLE_NAMES[role] for role in mine]
    return render(request, "colleagues/end.html", context)


@require_POST
def back(request: HttpRequest, agency: str, key: uuid.UUID) -> HttpResponse:
    """It ended by mistake: they hold the role again."""
    by, form = actor(request), Form(request.POST)
    one = colleague(get_agency(by, agency, P.COLLEAGUE_KEEP), key, by=by)
    role = request.POST.get("role", "")
    if attempt(form, lambda: commands.undo_end(str(key), agency, role, by=by)) is None:
        return _person(request, one, by, form)
    messages.success(request, f"{one.user.name} has access again, as {ROLE_NAMES[Role(role)]}")
    return redirect("colleague", agency, key)


def _person(
    request: HttpRequest, one: Colleague, by: Actor, form: Form | None = None
) -> HttpResponse:
    drawn = presenters_person.draw(one, terms_of(by.partnership), by=by)
    is_due = Drawer(by, terms_of(by.partnership)).is_for_me(one)
    context = {"one": one, "drawn": drawn, "form": form, "is_due": is_due}
    return render(request, "colleagues/person.html", context)


def _mine(one: Colleague, agency: Agency, by: Actor) -> list[Role]:
    """Which of their roles this keeper may end."""
    known = rules.ends(by.role, place_of(agency, by))
    return [Role(held.role) for held in one.held if Role(held.role) in known]


def _leads_next(one: Colleague, mine: list[Role], by: Actor) -> list[User]:
    user, agency = str(one.user.pk), one.agency.code
    others = standing(user, agency, by=by).others
    if Role.AGENCY_LEAD not in mine or not rules.is_last(Role.AGENCY_LEAD, others):
        return []
    return successors(agency, user, by=by)


def _next_due(by: Actor) -> Colleague | None:
    drawer = Drawer(by, terms_of(by.partnership))
    return next((one for one in everybody(by) if drawer.is_for_me(one)), None)


def _refused(request: HttpRequest, form: Form) -> HttpResponse:
    for line in form.error_list({}):
        messages.warning(request, line["text"])
    return redirect("colleagues")

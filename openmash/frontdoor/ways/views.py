"""The pages of whoever has no account: no sign-in, no cookie, no script needed (L88, e-MARF §7).

Nothing of a case is ever shown here, and nothing that was typed stands on a page once it is sent:
somebody else may look into the same browser.
"""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from openmash.core.refusals import NotFound, NotReady
from openmash.foundation.access.public import for_visitor
from openmash.foundation.access.public import public as open_to_all
from openmash.foundation.access.requests import actor
from openmash.foundation.reference.queries import partnerships
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.emarf.filled import Filled
from openmash.frontdoor.contacts.rules.sending import Safety
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.ways import queries
from openmash.frontdoor.ways.commands import add, receive
from openmash.frontdoor.ways.forms import AddForm
from openmash.frontdoor.ways.kinds import PUBLIC, YOUNG, Way
from openmash.frontdoor.ways.rules import MOST_CHILDREN, asks_for_a_person, sum_for
from openmash.frontdoor.ways.secret import secret_of
from openmash.frontdoor.ways.visiting import came_from, page_key
from openmash.frontdoor.ways.writing import parts_of, typed_message

PERSON = "person"  # the field of the answer that only a person gives


@open_to_all
@require_GET
def where(request: HttpRequest) -> HttpResponse:
    """Which hub: by where the child lives."""
    return _private(render(request, "ways/where.html", {"partnerships": partnerships()}))


@for_visitor
@require_GET
def start(request: HttpRequest, partnership: str) -> HttpResponse:
    """Whom to ring now, and which form."""
    return _private(render(request, "ways/start.html", {"partnership": partnership}))


# Nobody is signed in here, so no other site can act in anybody's name; and without the cookie that
# a token needs, nothing of this stays in the browser of a child who must not be found out.
@csrf_exempt
@for_visitor
@both
def public(request: HttpRequest, partnership: str) -> HttpResponse:
    """A neighbour, a grandparent, anybody, about a child."""
    return _form(request, PUBLIC)


@csrf_exempt
@for_visitor
@both
def young(request: HttpRequest, partnership: str) -> HttpResponse:
    """A child or young person, about themselves."""
    return _form(request, YOUNG)


@csrf_exempt
@for_visitor
@both
def status(request: HttpRequest, partnership: str, secret: str) -> HttpResponse:
    """How far it has come, and adding to it."""
    by, form = actor(request), AddForm(posted(request))
    found = queries.status_for(by)
    if found is None:
        nothing = {"partnership": partnership}
        return _private(render(request, "ways/no_status.html", nothing, status=404))
    if form.is_bound and form.is_valid():
        try:
            add(found.contact, form.cleaned_data["text"], by=by)
            return _private(redirect(f"{request.path}?added=1"))
        except NotReady as refusal:
            form.add_refusals(refusal.reasons)
    context = {
        "status": found,
        "form": form,
        "partnership": partnership,
        "added": "added" in request.GET and not form.is_bound,
    }
    return _private(render(request, "ways/status.html", context))


def _form(request: HttpRequest, way: Way) -> HttpResponse:
    by = actor(request)
    try:
        message = typed_message(way, page_key(request), request.POST, by=by)
    except (LookupError, ObjectDoesNotExist):
        raise NotFound("There is no such form here: ring the hub") from None
    if request.method != "POST" or "another" in request.POST:
        return _asked(request, way, message)
    return _sent(request, way, message)


def _sent(request: HttpRequest, way: Way, message: Filled) -> HttpResponse:
    by, source = actor(request), came_from(request)
    danger = message.facts.safety == Safety.NOT_SAFE
    sent, most = queries.sent_from(source, by=by), queries.most_in_an_hour(by)
    asks = asks_for_a_person(sent, most, danger=danger)
    if asks and not sum_for(page_key(request)).is_answered_by(request.POST.get(PERSON, "")):
        return _asked(request, way, message, asks=True)
    try:
        contact = receive(message, source, much=sent >= most, by=by)
    except NotReady as refusal:
        return _asked(request, way, message, refused=refusal.reasons)
    secret = secret_of(page_key(request))
    context = {
        "way": way,
        "lines": queries.helplines(by),
        "contact": contact,
        "danger": danger,
        "wants_call": message.text(None, "S_ring") == "yes" and bool(message.text(None, "X2")),
        "status_href": request.build_absolute_uri(
            reverse("tell_status", args=[by.partnership, secret])
        ),
    }
    return _private(render(request, "ways/sent.html", context))


def _asked(
    request: HttpRequest,
    way: Way,
    message: Filled,
    *,
    asks: bool = False,
    refused: tuple[object, ...] = (),
) -> HttpResponse:
    key = page_key(request)
    context = {
        "way": way,
        "lines": queries.helplines(actor(request)),
        "parts": parts_of(message),
        "key": key,
        "children": len(message.children),
        "has_room": len(message.children) < MOST_CHILDREN,
        "sum": sum_for(key) if asks else None,
        "wrong": request.POST.get(PERSON, "") if asks else "",
        "refused": [str(one) for one in refused],
        "has_errors": bool(refused) or asks,
    }
    shown = render(request, f"ways/{way.form}.html", context)
    shown.status_code = 422 if refused or asks else 200
    return _private(shown)


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way, and no other site hears of it: an address here can hold a secret."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response

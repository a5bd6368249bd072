"""The door for whoever answers by a one-time link: no account, no list, one question (P5).

Opening the link asks nothing about it, so that a mail scanner learns and uses up nothing; whatever is
wrong with a link or a code, the same page says the same.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.public import for_link, public
from openmash.foundation.access.row_security import act_as, act_as_nobody
from openmash.foundation.access.waiting import LOST
from openmash.foundation.reference.queries import partnerships
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.enquiries import coming_by_link as coming
from openmash.frontdoor.enquiries.commands.links import Knock, open_door
from openmash.frontdoor.enquiries.forms.links import DoorForm
from openmash.frontdoor.enquiries.queries.links import door
from openmash.web.clock import now

WRONG = (
    "This did not open anything. The code may be mistyped or too old, or the link used or over: ring the hub,"
    " which sends another."
)


@public
@both
def knock(request: HttpRequest, partnership: str, secret: str) -> HttpResponse:
    """Type the code; the link stays closed until it is right."""
    form = DoorForm(posted(request))
    if form.is_bound and form.is_valid():
        if _opens(request, partnership, Knock(secret, **form.cleaned_data)):
            return redirect("request", coming.who_came(request).check)  # type: ignore[union-attr]  # begun just now
        form.add_refusals((WRONG,))
    came = coming.who_came(request)
    open_here = reverse("request", args=[came.check]) if came else ""
    return _closed(request, "web/door.html", partnership, form=form, open_here=open_here)


@public
@require_GET
def whom_to_ring(request: HttpRequest, partnership: str) -> HttpResponse:
    """For whoever has a reminder and no link."""
    return _closed(request, "web/door_over.html", partnership, ended=False, lost=False)


@public
@require_GET
def over(request: HttpRequest) -> HttpResponse:
    """Sent, or away for too long, or left: what to do now."""
    answered = coming.has_answered(request)
    partnership = coming.was_here(request)
    said = {"ended": True, "answered": answered, "lost": LOST in request.GET}
    return _closed(request, "web/door_over.html", partnership, **said)


@for_link
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Nothing of it stays in this browser."""
    if coming.who_came(request) is None:
        raise NotFound("There is no page at this address")
    coming.end(request)
    return redirect("answer_over")


def _opens(request: HttpRequest, partnership: str, brought: Knock) -> bool:
    by = door(partnership, at=now())
    act_as(by)
    link = open_door(brought, by=by)
    if link is None:
        _as_before(request)
        return False
    act_as_nobody()
    coming.begin(request, link, by=by)
    return True


def _as_before(request: HttpRequest) -> None:
    """Whoever is signed in goes on as themselves: the page says the code was wrong, and is theirs."""
    before: Actor | None = getattr(request, "by", None)
    if before is None:
        act_as_nobody()
    else:
        act_as(before)


def _closed(request: HttpRequest, page: str, partnership: str, **more: object) -> HttpResponse:
    """Its address holds a secret: it is kept by nobody on the way, and no other site hears it."""
    phones = [(one.hub_name, one.hub_phone) for one in partnerships() if one.pk == partnership]
    response = render(request, page, {"phones": phones, **more})
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "strict-origin"
    return response

"""Every request is one transaction, acted by one person in one role, and refusals become pages."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotFound, Refused
from openmash.foundation.access.public import is_for_link, is_for_visitor, is_public
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.access.waiting import must_sign_in
from openmash.foundation.reference.queries import partnerships
from openmash.frontdoor.enquiries.coming_by_link import came_to
from openmash.frontdoor.ways.visiting import visitor
from openmash.web import health
from openmash.web.clock import now
from openmash.web.errors import refusal_page
from openmash.web.sign_in.by_link import actor_by_link
from openmash.web.sign_in.holdings import holdings_in
from openmash.web.sign_in.recording import actor_in
from openmash.web.sign_in.second_factor import second_factor_first


class Acting:
    """Names the actor, opens the transaction, tells the database, and undoes what was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.by = request.refused = None  # type: ignore[attr-defined]  # ours, on Django’s request
        if request.path_info == health.ADDRESS:
            return self.get_response(request)  # must answer also when the database does not
        request.by = by = self._actor(request)  # type: ignore[attr-defined]  # ours, on Django’s request
        with transaction.atomic():
            if by is None and not request.user.is_authenticated:
                request.by = by = actor_by_link(request)  # type: ignore[attr-defined]  # as above
            if by is not None:
                act_as(by)
            response = self.get_response(request)
            undo = request.refused is not None or response.status_code >= 500  # type: ignore[attr-defined]  # ours, on Django’s request
            transaction.set_rollback(undo)
        self._log_refusal(request)
        if request.by is not None:  # type: ignore[attr-defined]  # ours, on Django’s request
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Everything is behind sign-in unless its view says that it is public."""
        if is_public(view):
            return None
        if is_for_visitor(view):
            return self._visited(request, kwargs)
        if _is_beyond_the_link(request, view):
            request.refused = problem = NotFound("There is no page at this address")  # type: ignore[attr-defined]  # ours, on Django’s request
            return refusal_page(request, problem)
        if request.by is not None:  # type: ignore[attr-defined]  # ours, on Django’s request
            return second_factor_first(request, view)
        if request.user.is_authenticated:
            return render(request, "web/no_role.html", status=403)
        by_link = is_for_link(view) and came_to(request, str(kwargs.get("key", "")))
        over = reverse("answer_over") if by_link else ""
        return must_sign_in(request, view, kwargs, over)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A refusal becomes a page in plain words; anything else is a fault."""
        if not isinstance(problem, Refused):
            return None
        request.refused = problem  # type: ignore[attr-defined]  # ours, on Django’s request
        return refusal_page(request, problem)

    def _visited(self, request: HttpRequest, named: dict[str, Any]) -> HttpResponseBase | None:
        """Whoever else is signed in here: these pages are written as somebody without an account."""
        if named["partnership"] not in {one.pk for one in partnerships()}:
            request.refused = problem = NotFound("There is no page at this address")  # type: ignore[attr-defined]  # ours, on Django’s request
            return refusal_page(request, problem)
        request.by = by = visitor(request, named, at=now())  # type: ignore[attr-defined]  # as above
        act_as(by)
        return None

    def _actor(self, request: HttpRequest) -> Actor | None:
        held = request.held = holdings_in(request, at=now())  # type: ignore[attr-defined]  # ours, on Django’s request
        return actor_in(held[0], request_id=uuid.uuid4().hex) if held else None

    def _log_refusal(self, request: HttpRequest) -> None:
        """A refused attempt leaves exactly one line, although its transaction was undone."""
        by: Actor | None = request.by  # type: ignore[attr-defined]  # ours, on Django’s request
        problem = request.refused  # type: ignore[attr-defined]  # ours, on Django’s request
        if by is None or not isinstance(problem, (NotAllowed, NotFound)):
            return
        with transaction.atomic():
            act_as(by)
            log_read(Action.REFUSED, by=by, subject=f"path:{request.path}")


def _is_beyond_the_link(request: HttpRequest, view: Callable[..., Any]) -> bool:
    by: Actor | None = request.by  # type: ignore[attr-defined]  # ours, on Django’s request
    return by is not None and by.role == Role.LINK and not is_for_link(view)

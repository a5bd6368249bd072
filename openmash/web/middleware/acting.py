"""Every request is one transaction, acted by one person in one role, and refusals become pages."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotFound, Refused
from openmash.foundation.access.public import is_public
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.row_security import act_as
from openmash.foundation.access.waiting import must_sign_in
from openmash.web.clock import now
from openmash.web.errors import refusal_page
from openmash.web.sign_in.holdings import active_holding


class Acting:
    """Names the actor, opens the transaction, tells the database, and undoes what was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.by = by = self._actor(request)  # type: ignore[attr-defined]  # ours, on Django’s request
        request.refused = None  # type: ignore[attr-defined]  # ours, on Django’s request
        with transaction.atomic():
            if by is not None:
                act_as(by)
            response = self.get_response(request)
            undo = request.refused is not None or response.status_code >= 500  # type: ignore[attr-defined]  # ours, on Django’s request
            transaction.set_rollback(undo)
        self._log_refusal(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Everything is behind sign-in unless its view says that it is public."""
        if is_public(view) or request.by is not None:  # type: ignore[attr-defined]  # ours, on Django’s request
            return None
        return must_sign_in(request, view, kwargs)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A refusal becomes a page in plain words; anything else is a fault."""
        if not isinstance(problem, Refused):
            return None
        request.refused = problem  # type: ignore[attr-defined]  # ours, on Django’s request
        return refusal_page(request, problem)

    def _actor(self, request: HttpRequest) -> Actor | None:
        holding = active_holding(request, at=(at := now()))
        if holding is None:
            return None
        return Actor(
            user=str(holding.user_id),
            name=holding.user.name,
            role=holding.role,
            agency=holding.agency_id,
            partnership=holding.partnership_id,
            at=at,
            request_id=uuid.uuid4().hex,
        )

    def _log_refusal(self, request: HttpRequest) -> None:
        """A refused attempt leaves exactly one line, although its transaction was undone."""
        by: Actor | None = request.by  # type: ignore[attr-defined]  # ours, on Django’s request
        problem = request.refused  # type: ignore[attr-defined]  # ours, on Django’s request
        if by is None or not isinstance(problem, (NotAllowed, NotFound)):
            return
        with transaction.atomic():
            act_as(by)
            log_read(Action.REFUSED, by=by, subject=f"path:{request.path}")

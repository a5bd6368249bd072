"""The mailbox."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from openmash.foundation.access.requests import actor
from openmash.foundation.messaging.access import get_message
from openmash.foundation.messaging.commands import open_message
from openmash.foundation.messaging.queries import inbox


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """The messages of the signed-in person, unread first."""
    return render(request, "messaging/mailbox.html", {"messages_here": inbox(actor(request))})


@require_GET
def opened(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Open a message: it counts as read, and the page it tells about is shown."""
    by = actor(request)
    message = open_message(get_message(by, key), by=by)
    return redirect(message.path)

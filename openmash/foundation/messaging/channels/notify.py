"""GOV.UK Notify: a JSON request signed with a short-lived token; `reference` is the message's id.

The reference lets us ask after a crash whether Notify has the message, so it is never sent twice.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import jwt
from django.conf import settings

from openmash.foundation.messaging.channels import Bounced, TryAgain
from openmash.foundation.messaging.models import Message

TIMEOUT = 10
UUID_LENGTH = 36


class Notify:
    """The template at Notify has two places: ((heading)) and ((body))."""

    in_transaction = False

    def deliver(self, message: Message) -> None:
        """Ask Notify to send it, unless Notify has it already."""
        if self.was_sent(message):
            return
        _ask("/v2/notifications/email", _payload(message))

    def was_sent(self, message: Message) -> bool | None:
        """Whether Notify knows our reference."""
        query = urllib.parse.urlencode({"reference": str(message.pk)})
        return bool(_ask(f"/v2/notifications?{query}")["notifications"])


def _payload(message: Message) -> dict[str, object]:
    return {
        "email_address": message.to_address,
        "template_id": settings.NOTIFY_TEMPLATE,
        "personalisation": {"heading": message.heading, "body": message.letter},
        "reference": str(message.pk),
    }


def _ask(path: str, payload: dict[str, object] | None = None) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310  # the address is a setting of the operator
        settings.NOTIFY_ADDRESS + path,
        data=None if payload is None else json.dumps(payload).encode(),
        headers={"Authorization": f"Bearer {_token()}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  # as above
            read: dict[str, Any] = json.load(answer)
            return read
    except urllib.error.HTTPError as problem:
        raise _refusal(problem.code) from None
    except (urllib.error.URLError, TimeoutError, ConnectionError) as problem:
        raise TryAgain("GOV.UK Notify did not answer") from problem


def _refusal(code: int) -> Exception:
    """400 is about this message; everything else is about the service and may pass."""
    if code == 400:
        return Bounced("GOV.UK Notify will not send to this address")
    return TryAgain(f"GOV.UK Notify answered {code}")


def _token() -> str:
    """An API key is name-service id-secret; the token lives for half a minute."""
    key = settings.NOTIFY_API_KEY
    service, secret = key[-2 * UUID_LENGTH - 1 : -UUID_LENGTH - 1], key[-UUID_LENGTH:]
    return jwt.encode({"iss": service, "iat": int(time.time())}, secret, algorithm="HS256")


CHANNEL = Notify()

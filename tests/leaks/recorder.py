"""The web application of a hub in a journey: answers as in life, and writes down what it answered.

Test-only, and served in place of `openmash.config.wsgi`. Nothing of the product is changed: what a
browser gets is what `get_response` made.
"""

from __future__ import annotations

import json
import os
from base64 import b64encode
from threading import Lock
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

FILE = "OPENMASH_RECORD"


class Recording(WSGIHandler):
    """One line of JSON for each answer: to whom, in which role, where, when, and all that was in it."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file, self.lock = file, Lock()

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """The product's own answer, noted before it leaves."""
        response: HttpResponseBase = super().get_response(request)
        if not request.path_info.startswith(settings.STATIC_URL):
            self._note(answered(request, response))
        return response

    def _note(self, line: dict[str, Any]) -> None:
        with self.lock, open(self.file, "a", encoding="utf-8") as record:
            record.write(json.dumps(line) + "\n")


def answered(request: HttpRequest, response: HttpResponseBase) -> dict[str, Any]:
    """What there is to know of one answer. What was typed is kept where a refusal may repeat it."""
    by, match = getattr(request, "by", None), request.resolver_match
    return {
        "at": timezone.now().isoformat(),
        "user": by.user if by else "",
        "role": by.role if by else "",
        "agency": by.agency if by else "",
        "partnership": by.partnership if by else "",
        "method": request.method,
        "route": match.route if match else "",
        "path": request.get_full_path(),
        "location": response.headers.get("Location", ""),
        "file": response.headers.get("Content-Disposition", ""),
        "status": response.status_code,
        "kind": response.headers.get("Content-Type", "").partition(";")[0],
        "profile": request.POST.get("profile", "") if request.method == "POST" else "",
        "typed": " ".join(request.POST.values()) if request.method == "POST" else "",
        "body": b64encode(_body(response)).decode(),
    }


def _body(response: HttpResponseBase) -> bytes:
    if not response.streaming:
        return bytes(response.content)
    parts = [bytes(part) for part in response]
    response.streaming_content = parts  # read once, and given on as it was
    return b"".join(parts)


def make() -> Recording:
    """The application that gunicorn serves."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmash.config.settings")
    django.setup(set_prefix=False)
    return Recording(os.environ[FILE])

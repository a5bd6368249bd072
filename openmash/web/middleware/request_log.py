"""One line for each request: which page, how it went, how long it took; never what was asked."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("openmash.request")


class RequestLog:
    """Writes the pattern of the address, not the address: that may hold a reference or a name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        by = getattr(request, "by", None)
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "request_id": by.request_id if by else "",
                "method": request.method,
                "route": match.route if match else "",
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000),
                "user": by.user if by else "",
            },
        )
        return response

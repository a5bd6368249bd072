"""The pages that the sweep was shown, each kind of page once, before the eyes of axe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Browser, Route

from tests.accessible import findings

HUB = "http://hub.test"
POLICY = "Content-Security-Policy"


@dataclass(frozen=True)
class Shown:
    """A page as somebody got it."""

    called: str
    body: bytes
    policy: str

    @classmethod
    def to(cls, called: str, response: HttpResponse) -> Shown | None:
        """None where it is no page, or the part of one that a script puts into it."""
        if response.streaming or not response.content.lstrip().lower().startswith(b"<!doctype"):
            return None
        return cls(called, response.content, response.headers.get(POLICY, ""))


def what_axe_finds(browser: Browser, pages: Iterable[Shown]) -> list[str]:
    """On each of these pages, with the product's own styles and scripts, and breaches of policy."""
    found: list[str] = []
    at = {f"{HUB}/{quote(one.called)}": one for one in pages}
    context = browser.new_context(locale="en-GB")
    context.route("**/*", partial(_answer, at))
    page = context.new_page()
    page.on("console", lambda line: found.append(line.text) if "Policy" in line.text else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    for address, one in at.items():
        page.goto(address)
        found += [f"{one.called}: {finding}" for finding in findings(page)]
    context.close()
    return found


def _answer(pages: Mapping[str, Shown], route: Route) -> None:
    """Without a request to the product: playwright asks in a context with other connections."""
    address = route.request.url
    if (one := pages.get(address)) is not None:
        headers = {"Content-Type": "text/html; charset=utf-8", POLICY: one.policy}
        route.fulfill(body=one.body, headers=headers)
    elif path := _static(address.removeprefix(f"{HUB}{settings.STATIC_URL}")):
        route.fulfill(path=path)
    else:
        route.fulfill(status=404)


def _static(name: str) -> Path | None:
    """What was built, or what a library brings."""
    built, brought = settings.STATIC_ROOT / name, finders.find(name)
    return built if built.is_file() else (Path(brought) if brought else None)

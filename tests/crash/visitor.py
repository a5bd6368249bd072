"""A browser without a screen, for pressing a button at the moment something is killed."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from http.cookiejar import CookieJar

GONE = (OSError, HTTPException)


class Visitor:
    """Keeps cookies, fills in the form's token, and survives a server that is not there."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        ).open

    def reads(self, path: str) -> str:
        """The page at a path."""
        with self._open(self.address + path, timeout=20) as answer:
            return str(answer.read().decode())

    def presses(self, path: str, on: str, **fields: str) -> bool:
        """Post the form found on page `on`; False when the server went away under us."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.reads(on))
        assert token, on
        body = {"csrfmiddlewaretoken": token.group(1), **fields}
        try:
            with self._open(
                self.address + path, urllib.parse.urlencode(body).encode(), timeout=20
            ) as answer:
                answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code < 500
        except GONE:
            return False
        return True

    def signs_in(self, key: str) -> Visitor:
        """The demonstration's one press."""
        page = self.reads("/demo/")
        part = page[page.index(f'data-persona="{key}"') :]
        action = re.search(r'action="([^"]+)"', part) or re.search(r'action="([^"]+)"', page)
        values = dict(
            re.findall(r'name="(?!csrf)(\w+)" value="([^"]*)"', part[: part.index("</form>")])
        )
        assert action
        assert self.presses(action.group(1), "/demo/", **values)
        return self

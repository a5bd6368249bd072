"""A browser without a screen, for pressing a button at the moment something is killed."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from http.cookiejar import CookieJar

GONE = (OSError, HTTPException)
PATIENCE = 20


class _StayHere(urllib.request.HTTPRedirectHandler):
    """A press that worked is answered with a redirect: that answer is the promise."""

    def redirect_request(self, *args: object) -> None:
        return None


class Visitor:
    """Keeps cookies, fills in the form's token, and survives a server that is not there."""

    def __init__(self, address: str) -> None:
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._open = urllib.request.build_opener(cookies).open
        self._press = urllib.request.build_opener(cookies, _StayHere()).open

    def reads(self, path: str) -> str:
        """The page at a path."""
        with self._open(self.address + path, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def finds(self, page: str) -> str:
        """The token in the forms of a page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.reads(page))
        assert token, page
        return token.group(1)

    def presses(self, path: str, token: str, **fields: str) -> bool:
        """Post; True when the server said that it is done."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        try:
            with self._press(self.address + path, body, timeout=PATIENCE) as answer:
                answer.read()
        except urllib.error.HTTPError as answer:
            answer.close()
            return answer.code in (302, 303)
        except GONE:
            return False
        return False  # the page again: something stood in the way

    def signs_in(self, key: str) -> Visitor:
        """The demonstration's one press."""
        page = self.reads("/demo/")
        card = page[page.index(f'data-persona="{key}"') :]
        action = re.search(r'action="([^"]+)"', card)
        assert action
        assert self.presses(action.group(1), self.finds("/demo/"))
        return self

"""The pages of a lived-in day that each persona is led to: axe finds nothing.

Every address for every persona is looked at too, with less on its pages (`tests/access`).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from openmash.demo.cast import CAST
from tests.accessible import kind_of
from tests.journeys.person import Person

The = Callable[..., Person]
MOST = 9  # pages for each persona
looked_at: set[frozenset[str]] = set()  # each kind of page once in a test worker


@pytest.mark.parametrize("key", [persona.key for persona in CAST])
def test_every_page_a_persona_is_led_to_is_accessible(the: The, key: str) -> None:
    person = the(key)
    start = _leads(person, "nav a, footer a")
    person.opens("/")
    pages = dict.fromkeys(["/", *start, *_leads(person, "main a")])
    for path in list(pages)[:MOST]:
        kind = kind_of(person.opens(path).page.content())
        if kind not in looked_at:
            person.finds_the_page_accessible()
            looked_at.add(kind)


def _leads(person: Person, where: str) -> list[str]:
    """The product's own addresses behind these links, each kind of address once."""
    found = [link.get_attribute("href") or "" for link in person.page.locator(where).all()]
    kinds = {_kind(path): path for path in found if path.startswith("/")}
    return list(kinds.values())


def _kind(path: str) -> str:
    return "/".join(
        part for part in path.partition("#")[0].split("/") if not any(map(str.isdigit, part))
    )

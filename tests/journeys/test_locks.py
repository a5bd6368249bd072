"""What nobody may see: another partnership, an uninvolved professional, an administrator."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.person import Person
from tests.journeys.steps import sends_a_worry

The = Callable[..., Person]


@pytest.mark.parametrize("key", ["lee", "olu", "mari", "kit", "sam", "ines", "col"])
def test_people_without_a_part_find_nothing_by_address_list_or_error(the: The, key: str) -> None:
    """Security test 4: the answer for what exists and for what does not is the same."""
    reference = sends_a_worry(the("ruth"), "Sorrel Secret")
    stranger = the(key)
    for path in ("worries/{}/", "worries/{}/status/", "contacts/{}/", "contacts/{}/decision/"):
        real = _words(stranger.opens("/" + path.format(reference)))
        invented = _words(stranger.opens("/" + path.format("BR-26-ZZZZ-Z")))
        assert real.replace(reference, "") == invented.replace("BR-26-ZZZZ-Z", "")
        stranger.does_not_see("Sorrel")
    for path in ("/", "/worries/", "/tray/", "/tasks/", "/decisions/", "/mailbox/"):
        stranger.opens(path).does_not_see("Sorrel", reference)


def test_the_other_partnerships_search_finds_nobody_of_ours(the: The) -> None:
    """No leak through search, although a child there has nearly the same name and birthday."""
    olu = the("olu").opens("/people/")
    olu.page.locator("main input[type=text], main input[type=search]").first.fill("Tarrant")
    if (why := olu.page.locator("main select")).count():
        why.first.select_option(index=1)
    olu.presses("^Look$")
    olu.does_not_see("Isla Mae").sees("Isla Tarrent|nobody|no one|nothing")


def _words(person: Person) -> str:
    return person.page.locator("main").inner_text()

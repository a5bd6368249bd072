"""Recognising a child the hub knows, however the sender spelt them, and who already works with them."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person
from tests.journeys.steps import sends_a_worry, takes_up

The = Callable[..., Person]


def test_a_misspelt_child_and_an_open_case_are_recognised_and_a_link_is_taken_back(
    the: The,
) -> None:
    """Aisha hears a name on the telephone, finds the child, sees the open case, links and unlinks."""
    aisha = the("aisha").opens("/people/").finds_the_page_accessible()
    aisha.writes("Who are you looking for", "wheelan masie").presses("^Look$")
    aisha.sees("Maisie Whelan", "children first").finds_the_page_accessible()
    aisha.takes_a_picture("find-a-person")
    aisha.presses("^Maisie Whelan$").sees("Children in need")
    reference = sends_a_worry(the("ruth"), "Maisy Wheelan")
    takes_up(aisha, reference)
    aisha.opens(f"/contacts/{reference}/").sees("Maisie Whelan", "by sound")
    aisha.presses("^Same person").sees("Children in need")
    aisha.presses("^Undo").sees("The link is taken back")


def test_what_finds_nobody_keeps_what_was_typed_and_says_what_else_to_try(the: The) -> None:
    aisha = the("aisha").opens("/people/")
    aisha.writes("Who are you looking for", "Qxyzzy Vwxjk 1/2/2003").presses("^Look$")
    aisha.sees("Nobody here is like that", "one name as you heard it").finds_the_page_accessible()
    assert aisha.page.get_by_label("Who are you looking for").input_value().startswith("Qxyzzy")
    aisha.writes("Who are you looking for", "7").presses("^Look$")
    aisha.sees("There is a problem", "an age alone fits too many").finds_the_page_accessible()

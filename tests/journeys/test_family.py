"""Tom reads a family: who lives with whom, from whom danger comes; writes what he learns."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.person import Person

The = Callable[..., Person]


def test_a_social_worker_sees_the_danger_prints_the_family_and_adds_a_grandmother(the: The) -> None:
    """L46, L47: known household members, and family at other addresses."""
    tom = the("tom")
    finds_isla(tom)
    tom.sees("14 Mill Row", "never say, print or send").finds_the_page_accessible()
    tom.presses("^Family and home$")
    tom.sees("Craig Molloy poses a risk to Kelly Tarrant", "Home 1", "child of Kelly Tarrant")
    tom.finds_the_page_accessible().takes_a_picture("family")
    tom.presses("^print$").sees("OFFICIAL-SENSITIVE", "Printed by Tom Ashdown")
    tom.does_not_see("Mill Row", "Refuge in Midshire").finds_the_page_accessible()
    tom.presses("^Back to Isla").presses("Somebody who matters")
    adds_the_grandmother(tom)
    tom.sees("The relationship is kept", "grandparent of Isla Mae Tarrant")


def test_a_number_near_danger_is_not_kept_before_somebody_says_whether_it_is_safe(
    the: The,
) -> None:
    """`data.md` §2: what was typed is still there."""
    tom = the("tom")
    finds_isla(tom)
    tom.presses("^Family and home$").presses("^Kelly Tarrant$").presses("A telephone number")
    tom.writes("Number or e-mail", "07700 900415")
    says(tom, "Source", "Kelly, at school")
    tom.presses("^Keep it$").sees("Say whether it is safe to use").finds_the_page_accessible()
    expect(tom.page.get_by_label("Number or e-mail")).to_have_value("07700 900415")
    picks(tom, "Yes")
    tom.writes("Safe times", "weekdays, 09:00 to 15:00").presses("^Keep it$")
    tom.sees("07700 900 415", "safe times: weekdays").presses("Who else.*Kelly, at school")
    tom.sees("Who else is linked").finds_the_page_accessible()


def test_an_address_ends_and_stays_readable(the: The) -> None:
    tom = the("tom")
    finds_isla(tom)
    tom.presses("^Change Second home").finds_the_page_accessible().chooses("It is no longer so")
    for label, text in (("Day", "1"), ("Month", "6"), ("Year", "2024")):
        says(tom, label, text)
    tom.presses("^Keep this$").sees("Kept. What was written before can still be read")
    tom.sees("until 1 June 2024")


def test_a_screening_officer_sees_the_family_and_not_the_protected_home(the: The) -> None:
    aisha = the("aisha")
    finds_isla(aisha)
    aisha.sees("Protected address").does_not_see("Mill Row", "Refuge in Midshire")
    aisha.presses("^Family and home$").sees("poses a risk to Kelly Tarrant")
    aisha.does_not_see("Mill Row", "Refuge in Midshire").finds_the_page_accessible()


def finds_isla(worker: Person) -> None:
    """Look for her and open her page."""
    worker.opens("/people/").writes("Who are you looking for", "999 104 7212").presses("^Look$")
    worker.presses("^Isla Mae Tarrant$")


def adds_the_grandmother(worker: Person) -> None:
    """Somebody who is not in the register yet."""
    picks(worker, "Somebody else")
    worker.writes("First names", "Brenda").writes("Surname", "Rudkin")
    picks(worker, "Adult", "Female")
    worker.page.get_by_label(re.compile("What are they")).select_option("grandparent")
    says(worker, "Source", "Dean, by telephone")
    worker.finds_the_page_accessible().presses("^Add$")


def picks(worker: Person, *words: str) -> None:
    """Radios by exactly these words."""
    for word in words:
        worker.page.get_by_role("radio", name=word, exact=True).check()


def says(worker: Person, label: str, text: str) -> None:
    """A field by exactly its label."""
    worker.page.get_by_label(label, exact=True).fill(text)

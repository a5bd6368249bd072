"""Aisha says what was in a referral and what would have helped; the school reads it kindly (L34, L52)."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person
from tests.journeys.steps import sends_a_worry, takes_up

The = Callable[..., Person]


def test_a_referral_is_rated_and_its_sender_learns_from_it(the: The) -> None:
    """“I never heard whether what I write is any use. Now I know what to ask the child next time.”"""
    reference = sends_a_worry(the("ruth"), "Rita Rated")
    aisha = the("aisha")
    takes_up(aisha, reference)
    aisha.opens(f"/contacts/{reference}/").presses("^Rate it$").sees(
        "never about whether the sender"
    )
    aisha.finds_the_page_accessible()
    aisha.chooses("Facts are clear", "People are complete", "Agreement is clear")
    aisha.writes("One thing that would have helped", "What she says herself, in her words.")
    aisha.finds_the_page_accessible().takes_a_picture("rating").presses("^Keep the rating$")
    aisha.sees("The sender sees what would have helped", "3 of 4: good").finds_the_page_accessible()
    ruth = the("ruth").opens(f"/worries/{reference}/status/")
    ruth.sees("How your referral helped us", "Thank you for telling us", "The child’s own words")
    ruth.sees("What she says herself").does_not_see("of 4", "Aisha Rahman rated")
    ruth.finds_the_page_accessible().takes_a_picture("rating-sender")
    aisha.presses("^Put the rating right$").chooses("The child is heard").presses(
        "^Keep the rating$"
    )
    aisha.sees("at least 20 characters").finds_the_page_accessible()
    aisha.writes("Why do you change it?", "Her words stood in the file that came with it")
    aisha.presses("^Keep the rating$").sees("3 of 4: good")

"""A service for adults is asked about a parent, and tells what the parent lives with (P3, L45)."""

from __future__ import annotations

from collections.abc import Callable

from tests.accessible import PHONE
from tests.journeys.person import Person
from tests.journeys.test_agency import offer, opens_its_request
from tests.journeys.test_enquiry import asks_the_mother, in_enquiry

The = Callable[..., Person]
DRINKS = (
    "Came to the morning group smelling of alcohol twice in October, and said she drinks alone."
)


def test_a_worker_with_adults_tells_what_a_parent_lives_with(the: The) -> None:
    """“I know her mother from the Tuesday group. They ask about her, and not about my other clients.”"""
    reference = in_enquiry(the, "Tess Lantern", "amber")
    tom = the("tom")
    asks_the_mother(tom, reference, "given")
    tom.presses("^Keep the answer").sees("Checks may leave")
    tom.presses("Ask the agencies")
    tom.writes("Why is it necessary", "A girl of seven was hurt at home. Her mother may drink.")
    tom.page.get_by_text("Ask others as well").click()
    offer(tom, "The Lantern").get_by_label("Dawn Field").check()
    tom.presses("^Send to all of them").sees("agencies are asked")

    gil = the("gil").opens("/requests/").presses("^I am here until")
    gil.finds_the_page_accessible().takes_a_picture("requests-of-an-agency")
    gil.page.set_viewport_size(PHONE)
    opens_its_request(gil, "Dawn Field").does_not_see("Tess Lantern, 7")
    page = gil.page
    page.locator("input[name=p1_outcome][value=info]").check()
    page.locator("textarea[name=p1_i1_text]").fill(DRINKS)
    page.locator("input[name=p1_i1_when]").fill("October")
    page.locator("select[name=p1_i1_category]").select_option("substance")
    page.locator("input[name=p1_i1_certainty][value=fact]").check()
    gil.sees("Saved").finds_the_page_accessible().takes_a_picture(
        "request-adult-services-phone", phone=True
    )
    gil.presses("^Send what I have").sees("The hub has what you wrote").finds_the_page_accessible()
    tom.opens(f"/contacts/{reference}/enquiry/").sees(DRINKS, "Alcohol or drugs")

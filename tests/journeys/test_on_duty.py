"""Who of each agency is on duty now, and a question handed over in seconds (L33, L36)."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person
from tests.journeys.test_agency import asks_everybody_of_school, opens_its_request
from tests.journeys.test_enquiry import asks_the_mother, in_enquiry

The = Callable[..., Person]


def test_the_hub_sees_who_is_on_duty_at_each_agency(the: The) -> None:
    """One press in the morning; the hub sees whom to ring, and the press again ends it."""
    dana = the("dana").opens("/requests/").presses("^I am here until").sees("You are on duty until")
    dana.finds_the_page_accessible().takes_a_picture("on-duty")
    reference = in_enquiry(the, "Ona Duty", "amber")
    tom = the("tom")
    asks_the_mother(tom, reference, "given")
    tom.presses("^Keep the answer").sees("Checks may leave")
    asks_everybody_of_school(tom)
    tom.opens(f"/contacts/{reference}/enquiry/")
    tom.sees("Dana Khan, police early help officer, 01632", "Nobody has said they are on duty")
    tom.finds_the_page_accessible()
    tom.opens("/on-duty/").sees("Midshire Police", "Dana Khan").finds_the_page_accessible()
    opens_its_request(the("dana"), "Ona Duty")
    dana.opens("/requests/").presses("^I am leaving").sees("You are no longer on duty")
    tom.opens("/on-duty/").does_not_see("Dana Khan")

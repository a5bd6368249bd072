"""An agency that was only ever rung answers for itself, between two appointments (P3, L45)."""

from __future__ import annotations

from collections.abc import Callable

from tests.accessible import PHONE
from tests.journeys.person import Person
from tests.journeys.test_agency import offer
from tests.journeys.test_enquiry import asks_the_mother, in_enquiry

The = Callable[..., Person]
NECESSARY = "A girl of seven was hurt at home. Her mother may be on an order."


def test_a_probation_officer_answers_between_two_appointments(the: The) -> None:
    """“I had ten minutes and my phone. I supervised her until May, and nothing touched a child. They have
    that in writing now.”"""
    reference = in_enquiry(the, "Pru Office", "amber")
    tom = the("tom")
    asks_the_mother(tom, reference, "given")
    tom.presses("^Keep the answer").sees("Checks may leave")
    tom.presses("Ask the agencies")
    tom.writes("Why is it necessary", NECESSARY)
    tom.page.get_by_text("Ask others as well").click()
    offer(tom, "Midshire Probation").get_by_label("Dawn Field").check()
    tom.presses("^Send to all of them").sees("agencies are asked")

    wes = the("wes")
    wes.page.set_viewport_size(PHONE)
    wes.opens("/mailbox/").waits_for(reference).does_not_see("Dawn Field")
    wes.opens("/requests/").presses("Dawn Field").sees("tell us what you know", NECESSARY)
    wes.does_not_see("Pru Office, 7").finds_the_page_accessible()
    wes.takes_a_picture("request-probation-phone", phone=True)
    wes.page.set_viewport_size(PHONE)
    wes.presses("^We know them, nothing relevant").sees("that is an answer", "What becomes of it")
    wes.finds_the_page_accessible()
    tom.opens(f"/contacts/{reference}/enquiry/").sees("Midshire Probation", "nothing relevant")


def test_the_locality_team_answers_for_childrens_social_care(the: The) -> None:
    """“The hub sits two floors up. I say what our files say, and read nothing of what others said.”"""
    reference = in_enquiry(the, "Lou Cality", "amber")
    tom = the("tom")
    asks_the_mother(tom, reference, "given")
    tom.presses("^Keep the answer").sees("Checks may leave")
    tom.presses("Ask the agencies")
    tom.writes("Why is it necessary", NECESSARY)
    tom.presses("^Send to all of them").sees("agencies are asked")
    dev = the("dev").opens("/requests/").presses("Lou Cality").sees("tell us what you know")
    dev.finds_the_page_accessible()
    dev.presses("^Not known here").sees("that is an answer")
    dev.opens(f"/contacts/{reference}/enquiry/").sees("cannot find")
    the("ivy").opens("/requests/").does_not_see("Lou Cality")

"""Everybody who may know is asked by one press, and each agency answers on its own page (P3, L45, L46)."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator

from tests.accessible import PHONE
from tests.journeys.person import Person
from tests.journeys.test_enquiry import asks_the_mother, in_enquiry

The = Callable[..., Person]
BRUISE = "Came in with a bruise on her arm and said that her mother’s friend had pulled her."
COURT = "The family court has ordered that the file stays closed until its hearing in January."


def asks_everybody(worker: Person) -> None:
    """Proposed from the register, the sender and what is always asked; her surgery is added."""
    worker.presses("Ask the agencies").sees("St Oswin’s", "sent the worry", "Midshire Police")
    worker.writes(
        "Why is it necessary", "A girl of seven was hurt at home. We need to know how often."
    )
    offer(worker, "St Oswin’s").get_by_label("Dawn Field").check()
    worker.page.get_by_text("Ask others as well").click()
    offer(worker, "Fernhill Surgery").get_by_label("Ada Asked").check()
    worker.finds_the_page_accessible().takes_a_picture("agencies-ask")
    worker.presses("^Send to all of them").sees("agencies are asked", "Who is asked about whom")
    worker.finds_the_page_accessible()


def offer(worker: Person, agency: str) -> Locator:
    """The part of the page that is about one agency."""
    return worker.page.get_by_role("group", name=re.compile(f"About whom is {agency}"))


def opens_its_request(somebody: Person, name: str) -> Person:
    """From the list of what waits for their agency."""
    return somebody.opens("/requests/").presses(name).sees("tell us what you know")


def answers_on_a_phone(lead: Person) -> None:
    """One fact about the child, and of the mother nothing is known; kept while it is typed."""
    page = lead.page
    page.set_viewport_size(PHONE)
    opens_its_request(lead, "Ada Asked").finds_the_page_accessible()
    page.locator("input[name=p1_outcome][value=info]").check()
    page.locator("textarea[name=p1_i1_text]").fill(BRUISE)
    page.locator("input[name=p1_i1_when]").fill("last Monday")
    page.locator("select[name=p1_i1_category]").select_option("education")
    page.locator("input[name=p1_i1_certainty][value=fact]").check()
    page.locator("input[name=p1_q_attendance]").fill("91")
    lead.sees("Saved")
    page.reload()
    assert page.locator("textarea[name=p1_i1_text]").input_value() == BRUISE
    lead.takes_a_picture("request-phone", phone=True)
    page.set_viewport_size(PHONE)
    page.locator("#p2 summary").click()
    page.locator("input[name=p2_outcome][value=not_known]").check()
    lead.finds_the_page_accessible()
    lead.presses("^Send what I have").sees("The hub has what you wrote", "last Monday")
    lead.finds_the_page_accessible()


def test_each_agency_answers_for_itself_and_the_hub_sees_who_knows_what(the: The) -> None:
    reference = in_enquiry(the, "Ada Asked", "amber")
    tom = the("tom")
    asks_the_mother(tom, reference, "given")
    tom.presses("^Keep the answer").sees("Checks may leave")
    asks_everybody(tom)
    ruth = the("ruth")
    answers_on_a_phone(ruth)
    osei = opens_its_request(the("osei"), "Ada Asked").finds_the_page_accessible()
    osei.takes_a_picture("request")
    osei.presses("^Not known here").sees("that is an answer")
    dana = opens_its_request(the("dana"), "Ada Asked")
    dana.presses("I may not share this").finds_the_page_accessible()
    dana.chooses("The law forbids it")
    dana.writes("What does that mean", COURT).presses("^Tell the hub").sees("may not share this")
    tom.opens(f"/contacts/{reference}/enquiry/").sees(
        "1 item", "Not known", "Refused", BRUISE, COURT
    )
    tom.waits_for("Answers come in").finds_the_page_accessible()
    tom.takes_a_picture("enquiry-matrix")
    the("meera").opens("/tasks/").waits_for("Midshire Police refuses")


def test_without_scripts_it_is_kept_and_sent_by_buttons(the: The) -> None:
    """A poor line, an old browser: nothing needs a script."""
    reference = in_enquiry(the, "Bea Buttons", "amber")
    tom = the("tom")
    asks_the_mother(tom, reference, "given")
    tom.presses("^Keep the answer")
    asks_everybody_of_school(tom)
    ruth = the("ruth", scripts=False)
    page = opens_its_request(ruth, "Bea Buttons").page
    page.locator("textarea[name=p1_i1_text]").fill(BRUISE)
    page.locator("input[name=p1_i1_when]").fill("last Monday")
    ruth.presses("^Keep it, and add a fact").sees("Nobody at the hub has seen it yet")
    assert page.locator("textarea[name=p1_i2_text]").count() == 1
    ruth.presses("^Send what I have").sees("Say what the fact is about")
    page.locator("select[name=p1_i1_category]").select_option("education")
    page.locator("input[name=p1_i1_certainty][value=fact]").check()
    ruth.presses("^Send what I have").sees("The hub has what you wrote")


def asks_everybody_of_school(worker: Person) -> None:
    """What is proposed, as it stands."""
    worker.presses("Ask the agencies")
    worker.writes("Why is it necessary", "She was hurt at home, and nobody knows how often.")
    worker.presses("^Send to all of them").sees("agencies are asked")

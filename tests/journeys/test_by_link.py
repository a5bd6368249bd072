"""A practice without an account answers by a link and a code that the hub reads out (P5)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.accessible import PHONE
from tests.journeys.hub import Hub
from tests.journeys.person import Person, meet
from tests.journeys.test_agency import offer
from tests.journeys.test_enquiry import asks_the_mother, in_enquiry

The = Callable[..., Person]
MISSED = "Not brought for two asthma reviews, in March and in June."


def asks_the_practice(worker: Person) -> None:
    """Nobody of it can sign in: a link leaves by itself, and a task to ring is there."""
    worker.presses("Ask the agencies")
    worker.writes("Why is it necessary", "She was hurt at home, and nobody knows how often.")
    worker.page.get_by_text("Ask others as well").click()
    offer(worker, "Millbrook Surgery").get_by_label("Lin Linked").check()
    worker.presses("^Send to all of them").sees("agencies are asked", "Link sent to")
    worker.sees("ring them with the code").finds_the_page_accessible()


def opens_the_letter(practice: Person) -> None:
    """On a phone, from the practice's mailbox; the page says nothing of anybody."""
    practice.page.set_viewport_size(PHONE)
    practice.opens("/demo/letters/").waits_for("The hub asks your agency something")
    link = practice.page.locator("a[href*='/answer/']")
    practice.goes_on_by(link.first).sees("reads out a code of six digits")
    practice.does_not_see("Lin").finds_the_page_accessible()
    practice.takes_a_picture("link-door-phone", phone=True)
    practice.page.set_viewport_size(PHONE)


def reads_out_the_code(worker: Person) -> str:
    """On the telephone, from the question on the enquiry's page."""
    worker.presses("^Ring, and read out the code").sees("01632 960300", "the number on file")
    worker.finds_the_page_accessible().presses("show the code").sees("Shown once")
    code = worker.page.locator(".govuk-heading-xl").inner_text()
    worker.finds_the_page_accessible().takes_a_picture("link-code")
    return code


def types(practice: Person, code: str) -> Person:
    """What was read out, and who one is."""
    practice.writes("The code", code).writes("Your name", "Dr Amy Cole")
    return practice.writes("Your position", "GP partner").presses("^Open the request")


def answers(practice: Person) -> None:
    """The same five minutes as for every practice."""
    page = practice.page
    practice.sees("tell us what you know", "Dr Amy Cole").does_not_see("Pass to a colleague")
    practice.finds_the_page_accessible().takes_a_picture("link-request-phone", phone=True)
    page.set_viewport_size(PHONE)
    page.locator("input[name=p1_outcome][value=info]").check()
    page.locator("textarea[name=p1_i1_text]").fill(MISSED)
    page.locator("input[name=p1_i1_when]").fill("March and June")
    page.locator("select[name=p1_i1_category]").select_option("was_not_brought")
    page.locator("input[name=p1_i1_certainty][value=fact]").check()
    practice.presses("^Send what I have").sees("The hub has what you wrote", "request is closed")
    practice.finds_the_page_accessible()


def test_a_practice_without_an_account_answers_by_link_and_call(
    the: The, hub: Hub, browser: Browser
) -> None:
    reference = in_enquiry(the, "Lin Linked", "amber")
    here = f"/contacts/{reference}/enquiry/"
    tom = the("tom").opens(here)
    asks_the_mother(tom, reference, "given")
    tom.presses("^Keep the answer").sees("Checks may leave")
    asks_the_practice(tom)
    amy = meet("amy", address=hub.address, browser=browser)
    opens_the_letter(amy)
    types(amy, "000 000").sees("did not open anything", "ring the hub")
    amy.finds_the_page_accessible()
    types(amy, reads_out_the_code(tom))
    answers(amy)
    amy.page.go_back()
    amy.sees("request is closed", "nothing more is asked")
    tom.opens(here).sees(MISSED, "Dr Amy Cole, GP partner, by one-time link")
    expect(tom.page.get_by_text("ring them with the code")).to_have_count(0)
    amy.context.close()
    assert amy.breaches == []

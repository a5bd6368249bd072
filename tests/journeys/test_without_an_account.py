"""A neighbour and a child tell us without an account, and the hub reads it (L88, L104, P1, e-MARF §7)."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.accessible import PHONE
from tests.journeys.hub import Hub
from tests.journeys.person import Person, meet

The = Callable[..., Person]
HEARD = "Every night at ten the boy next door is shouted at, and something is thrown."
WROTE = "I look after my brothers all night because dad is not there. I am tired."


def begins_on_a_phone(person: Person) -> Person:
    """From the council's page: whom to ring first, then which form."""
    person.page.set_viewport_size(PHONE)
    person.opens("/tell/").sees("Where does the child live")
    return person.presses("Brackenford").sees("Worried about a child", "Ring 999")


def tells_of_two_children(neighbour: Person) -> None:
    """Without scripts; the second child is remembered late, and nothing typed is lost."""
    neighbour.presses("I am worried about a child")
    neighbour.presses("^Send it").sees("A few words are enough")
    neighbour.chooses("Not at this moment").writes("What have you seen", HEARD)
    neighbour.page.locator("#f-A1_name-1").fill("Kasper Neumann")
    neighbour.chooses("Being shouted at").presses("^Another child")
    assert neighbour.page.locator("#f-B2").input_value() == HEARD
    neighbour.page.locator("#f-A1_name-2").fill("his little sister")
    neighbour.chooses("I am a neighbour").writes("A telephone number", "07700 900461")
    neighbour.writes("When is it safe", "Only before three, no message")
    neighbour.presses("^Send it").sees("We have it", "Your reference")


def keeps_the_address(person: Person) -> str:
    """Shown once; what was typed is nowhere."""
    person.does_not_see(HEARD).does_not_see(WROTE)
    return person.page.locator(".om-secret a").get_attribute("href") or ""


def adds_something(person: Person, address: str) -> None:
    """By the address alone, from another browser."""
    person.page.goto(address)
    person.sees("We have your message", "Reference").does_not_see("Kasper")
    person.finds_the_page_accessible()
    person.writes("anything to add", "They leave on Friday").presses("^Add it").sees("Added")
    person.page.reload()
    person.finds_the_page_accessible()


def test_the_pages_of_whoever_has_no_account_are_for_everybody(hub: Hub, browser: Browser) -> None:
    """Looked at with scripts, which only whoever looks needs."""
    person = meet("nobody", address=hub.address, browser=browser)
    person.opens("/tell/").finds_the_page_accessible().presses("Brackenford")
    person.finds_the_page_accessible().takes_a_picture("tell-start-phone", phone=True)
    person.presses("I am worried about a child").finds_the_page_accessible()
    person.takes_a_picture("tell-public-phone", phone=True)
    person.presses("^Send it").sees("A few words are enough").finds_the_page_accessible()
    person.writes("What have you seen", HEARD).presses("^Send it").finds_the_page_accessible()
    person.context.close()
    assert person.breaches == []


def test_a_neighbour_without_scripts_and_without_a_name(
    the: The, hub: Hub, browser: Browser
) -> None:
    neighbour = meet("nobody", address=hub.address, browser=browser, scripts=False)
    tells_of_two_children(begins_on_a_phone(neighbour))
    address = keeps_the_address(neighbour)
    assert neighbour.context.cookies() == []
    later = meet("nobody", address=hub.address, browser=browser)
    adds_something(later, address)
    aisha = the("aisha").opens("/tray/").sees("Kasper Neumann", "Member of the public")
    aisha.presses("Kasper").sees(HEARD, "They leave on Friday", "did not say who they are")
    aisha.sees("Read first. They wrote when it is safe: Only before three").presses("^Take it up")
    aisha.finds_the_page_accessible()
    expect(aisha.page.get_by_text("How good was this referral")).to_have_count(0)
    later.page.goto(address)
    later.sees("being looked at")
    wrong = address[:-3] + ("AA/" if address[-3:-1] != "AA" else "BB/")
    later.page.goto(wrong)
    later.sees("This address opens nothing").finds_the_page_accessible()
    for one in (neighbour, later):
        one.context.close()
        assert one.breaches == []


def test_a_child_tells_us_in_their_own_words(the: The, hub: Hub, browser: Browser) -> None:
    child = begins_on_a_phone(meet("nobody", address=hub.address, browser=browser))
    child.presses("I am a child or young person").sees("Childline", "can leave out any question")
    way_out = child.page.get_by_role("button", name="Leave this page quickly")
    assert (way_out.get_attribute("href") or "").startswith("https://www.bbc.co.uk/weather")
    child.finds_the_page_accessible().takes_a_picture("tell-young-phone", phone=True)
    child.page.set_viewport_size(PHONE)
    child.page.locator("#f-C1-1").fill(WROTE)
    child.page.locator("#f-A1_name-1").fill("Milo")
    child.chooses("I am safe for now").page.locator("#f-X2").fill("07700 900462")
    child.page.locator("#f-S_ring").check()
    child.presses("^Send it").sees("We have it", "Somebody rings you", "Childline")
    keeps_the_address(child)
    reference = re.search(r"BR-\d\d-[A-Z0-9]{4}-[A-Z0-9]", child.page.locator("main").inner_text())
    assert reference is not None
    child.finds_the_page_accessible().takes_a_picture("tell-sent-phone", phone=True)
    tom = the("tom").opens("/tasks/").waits_for(reference[0])
    tom.presses(f"{reference[0]}: a young person asks to be rung").sees(
        WROTE, "Written by themselves", "07700 900462"
    )
    tom.finds_the_page_accessible()
    child.context.close()
    assert child.breaches == []

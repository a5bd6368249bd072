"""Somebody rings the hub, and Aisha writes while they talk (P1 R2, C01, e-MARF §7)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.person import Person

The = Callable[..., Person]
FIRST = "A boy is alone on the stairs, in his pyjamas."
MORE = f"{FIRST} He has been there since five. He says that his mother went out yesterday."


def opens_it_with_the_first_words(aisha: Person) -> None:
    """The line may be lost at any moment: what matters most comes first, and is at the hub at once."""
    aisha.opens("/tray/").presses("Take a call").sees(
        "Danger first", "Is a child in danger right now"
    )
    aisha.finds_the_page_accessible().takes_a_picture("call-take")
    aisha.presses("^Open it now").sees("A few words are enough").finds_the_page_accessible()
    aisha.chooses("They do not know").page.locator("#f-B2").fill(FIRST)
    aisha.presses("^Open it now").sees("A call is being taken", "say it to the caller")


def writes_on(aisha: Person) -> None:
    """In the order people talk; a number to ring back on, the child, and a brother said late."""
    aisha.page.locator("#f-B2").fill(MORE)
    aisha.page.locator("#f-S_name").fill("Greta Ahlström")
    aisha.page.locator("#f-X2").fill("07700 900463")
    aisha.chooses("Neighbour or friend").page.locator("#f-A1_name-1").fill("Jonas Brandt")
    aisha.presses("^Another child").page.locator("#f-A1_name-2").fill("his baby sister")
    assert aisha.page.locator("#f-B2").input_value() == MORE
    aisha.page.locator('[name="A3"][value="not_safe"]').check()
    aisha.presses("^Keep it, they go on talking").finds_the_page_accessible()
    aisha.takes_a_picture("call-going-on")


def test_a_call_is_at_the_hub_while_the_caller_talks(the: The) -> None:
    aisha, tom = the("aisha"), the("tom")
    opens_it_with_the_first_words(aisha)
    tom.opens("/tray/").waits_for("alone on the stairs")
    tom.opens("/tray/").sees("A caller who did not say who they are|Member of the public")
    writes_on(aisha)
    reference = aisha.page.url.rstrip("/").rpartition("/")[2]
    tom.opens(f"/contacts/{reference}/").sees("A call is being taken", "Jonas Brandt", "yesterday")
    tom.finds_the_page_accessible()
    expect(tom.page.get_by_text("Write on, or say that the call is over")).to_have_count(0)
    aisha.opens("/tasks/").sees(f"{reference}: write down the rest of the call")
    aisha.opens(f"/contacts/{reference}/").presses("Write on").presses("^The call is over")
    aisha.sees(f"The call is kept as {reference}", "Greta Ahlström", "07700 900463")
    aisha.does_not_see("A call is being taken")
    meera = the("meera").opens("/tasks/").waits_for(f"in danger now: open {reference}")
    meera.context.close()


def test_two_tabs_of_one_call_lose_nothing(the: The) -> None:
    aisha = the("aisha").opens("/calls/take/")
    aisha.page.locator("#f-B2").fill(FIRST)
    aisha.presses("^Open it now")
    other = aisha.page.context.new_page()
    other.goto(aisha.page.url)
    aisha.page.locator("#f-B2").fill(MORE)
    aisha.presses("^Keep it, they go on talking")
    other.locator("#f-B2").fill("He has gone indoors")
    other.get_by_role("button", name="Keep it, they go on talking").click()
    expect(other.locator("main")).to_contain_text("This was changed on another device")
    expect(other.locator("main")).to_contain_text(MORE)
    expect(other.locator("#f-B2")).to_have_value("He has gone indoors")
    aisha.page.goto(other.url)
    aisha.sees("yesterday")

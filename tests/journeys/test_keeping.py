"""What only a browser shows: arrow keys send nothing, and no way of leaving a page loses a word."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.steps import begins_a_worry

The = Callable[..., Person]
SENDING = "We are sending what you typed"


def alarm(person: Person) -> None:
    """Whom to ring is on the page."""
    box = person.page.locator("[data-alarm-box]")
    expect(box).to_be_visible()
    expect(box).to_contain_text("Call 999 now")
    expect(box).to_contain_text("01632 960110")


def stops_on_yes(person: Person) -> None:
    """Go through the answers about danger with the arrow keys, as far as Yes."""
    person.page.get_by_label(re.compile("Worried, but safe")).focus()
    person.page.keyboard.press("Space")
    person.page.keyboard.press("ArrowDown")
    expect(person.page.get_by_label(re.compile(r"^\s*Yes"))).to_be_checked()


def told(person: Person, label: str, text: str) -> None:
    """A field is filled while the keyboard stays where it is, as a browser fills one by itself."""
    person.page.get_by_label(re.compile(label)).first.evaluate(
        "(field, text) => {"
        " field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })) }",
        text,
    )


def test_arrow_keys_pass_over_danger_and_send_it_only_when_left(the: The) -> None:
    """WCAG 3.2.2: choosing with the keyboard changes nothing until somebody goes on."""
    ruth = the("ruth")
    begins_a_worry(ruth)
    sent = list[str]()
    ruth.page.on("request", lambda one: sent.append(one.post_data or ""))
    stops_on_yes(ruth)
    alarm(ruth)
    with ruth.page.expect_response("**/save/"):
        told(ruth, "Which child or children", "Ada Passing")
    danger = ruth.page.locator("form[data-alarm]").get_attribute("data-alarm")
    assert danger
    assert not [body for body in sent if danger in body]
    ruth.page.keyboard.press("ArrowUp")
    expect(ruth.page.locator("[data-alarm-box]")).to_be_hidden()
    ruth.page.keyboard.press("ArrowDown")
    with ruth.page.expect_navigation(url=re.compile("/danger/$")):
        ruth.page.keyboard.press("Tab")
    ruth.sees("We have sent what you typed")


def test_danger_chosen_without_a_line_shows_whom_to_ring(the: The) -> None:
    ruth = the("ruth")
    begins_a_worry(ruth)
    ruth.context.set_offline(True)
    ruth.chooses(r"^\s*Yes")
    alarm(ruth)
    expect(ruth.page.locator("[data-alarm-words]")).to_contain_text("It has not reached the hub")
    ruth.context.set_offline(False)
    expect(ruth.page).to_have_url(re.compile("/danger/$"), timeout=30000)


def test_danger_chosen_after_the_session_ended_is_sent_on_signing_in(the: The) -> None:
    ruth = the("ruth")
    reference = begins_a_worry(ruth)
    ruth.writes("Which child or children", "Ada Late")
    ruth.context.clear_cookies(name="sessionid")
    ruth.chooses(r"^\s*Yes")
    alarm(ruth)
    expect(ruth.page.locator("[data-alarm-words]")).to_contain_text("You have been signed out")
    ruth.page.on("dialog", lambda dialog: dialog.accept())
    ruth.finds_the_page_accessible()
    other = ruth.context.new_page()
    other.goto(f"{ruth.address}/demo/?next=/worries/{reference}/danger/")
    with other.expect_navigation(url=re.compile("/danger/$")):
        other.locator("[data-persona='ruth']").get_by_role("button").first.click()
    expect(other.locator("body")).to_contain_text("We have sent what you typed")


def test_a_page_loaded_again_right_after_typing_shows_the_words(the: The) -> None:
    ruth = the("ruth")
    where = f"/worries/{begins_a_worry(ruth)}/about/meaning/"
    ruth.opens(where).writes("What does this mean", "She waits at the window.")
    ruth.page.reload()
    expect(ruth.page.get_by_label(re.compile("What does this mean"))).to_have_value(
        "She waits at the window."
    )


def test_a_list_opened_right_after_typing_knows_the_words(the: The) -> None:
    ruth = the("ruth")
    where = f"/worries/{begins_a_worry(ruth)}/about/what/"
    ruth.opens(where).writes("What happened", "She came in late and would not eat.")
    ruth.presses("Skip for now").sees("8 words")


def test_a_button_pressed_without_a_line_leaves_the_words_where_they_are(the: The) -> None:
    ruth = the("ruth")
    where = f"/worries/{begins_a_worry(ruth)}/about/meaning/"
    ruth.opens(where).writes("What does this mean", "She waits at the window.")
    ruth.context.set_offline(True)
    ruth.control("Save and continue").click()
    expect(ruth.page.locator("[data-autosave-words]")).to_contain_text("Not saved yet")
    ruth.context.set_offline(False)
    ruth.presses("Save and continue").opens(where)
    expect(ruth.page.get_by_label(re.compile("What does this mean"))).to_have_value(
        "She waits at the window."
    )

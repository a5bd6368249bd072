"""The sender's stories: a school lead's worry, danger, a lost session, the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Browser, expect

from tests.journeys.hub import Hub
from tests.journeys.person import Person, meet
from tests.journeys.steps import WORRY, begins_a_worry, says_what, says_who

The = Callable[..., Person]
MOST_PAGES = 12


def test_a_school_leads_worry_is_written_checked_and_sent(the: The) -> None:
    """L34, L35, L41: “I have ten minutes before the bell. I want to know that it arrived.”"""
    ruth = the("ruth").finds_the_page_accessible()
    reference = begins_a_worry(ruth)
    ruth.opens(f"/worries/{reference}/").finds_the_page_accessible().takes_a_picture("worry-tasks")
    ruth.opens(f"/worries/{reference}/about/children/").finds_the_page_accessible()
    says_who(ruth, "Orla Finch")
    ruth.opens(f"/worries/{reference}/about/what/").finds_the_page_accessible()
    says_what(ruth)
    for page in ("people", "meaning", "family", "ask", "meanwhile"):
        ruth.opens(f"/worries/{reference}/about/{page}/").finds_the_page_accessible()
    ruth.opens(f"/worries/{reference}/check/").finds_the_page_accessible().takes_a_picture(
        "worry-check"
    )
    ruth.sees("Orla Finch", "pulled her").presses("Send to the hub")
    ruth.sees(reference).finds_the_page_accessible().takes_a_picture("worry-sent")
    ruth.opens(f"/worries/{reference}/status/").waits_for("received").finds_the_page_accessible()


def test_a_missing_essential_is_named_and_linked(the: The) -> None:
    """eMARF §8: an error summary links to its field; nothing typed is lost."""
    ruth = the("ruth")
    reference = begins_a_worry(ruth)
    ruth.opens(f"/worries/{reference}/about/what/")
    ruth.writes("What happened or what have you seen", "Too short")
    ruth.presses("Save and continue")
    ruth.opens(f"/worries/{reference}/check/").presses("Send to the hub")
    links = ruth.page.locator(".govuk-error-summary a")
    expect(links.first).to_be_visible()
    ruth.finds_the_page_accessible()
    ruth.goes_on_by(links.first)
    target = ruth.page.url.partition("#")[2]
    assert ruth.page.locator(f"[id='{target}']").count() == 1, ruth.page.url
    ruth.opens(f"/worries/{reference}/about/what/")
    expect(ruth.page.get_by_label(re.compile("What happened or what"))).to_have_value("Too short")


def test_danger_is_sent_at_once_and_says_999(the: The) -> None:
    """eMARF §9.2: danger = yes shows 999 and the hub's number, and sends what is there at once."""
    nell = the("nell")
    reference = begins_a_worry(nell)
    nell.opens(f"/worries/{reference}/about/children/")
    nell.writes("Which child or children", "Danny Quill").writes("Date of birth, age", "about 3")
    nell.chooses("At school, nursery")
    with nell.page.expect_navigation():  # nobody presses anything: the answer itself is sent
        nell.chooses(r"^\s*Yes")
    nell.sees("999", "01632 960110").finds_the_page_accessible().takes_a_picture(
        "worry-danger", phone=True
    )
    aisha = the("aisha").opens("/tray/").sees("Danny Quill", "Immediate danger")
    aisha.finds_the_page_accessible()


def test_what_was_typed_survives_a_lost_session_and_goes_on_elsewhere(
    the: The, hub: Hub, browser: Browser
) -> None:
    """“The bell rang, I was away for an hour, and my half-written worry was still there.”"""
    ruth = the("ruth", scripts=False)
    reference = begins_a_worry(ruth)
    ruth.opens(f"/worries/{reference}/about/what/")
    ruth.writes("What happened or what have you seen", "Typed before the bell rang. " + WORRY)
    ruth.context.clear_cookies(name="sessionid")
    ruth.presses("Save and continue")
    phone = meet("ruth", address=hub.address, browser=browser).signs_in()
    phone.opens(f"/worries/{reference}/about/what/")
    kept = phone.page.get_by_label(re.compile("What happened or what"))
    expect(kept).to_have_value(re.compile("Typed before the bell rang"))
    phone.context.close()


def test_a_second_device_sees_the_first_ones_words_and_loses_none(the: The) -> None:
    """Two editors of one field: the second sees the first's change and loses nothing."""
    desk, phone = the("ruth", scripts=False), the("ruth", scripts=False)
    reference = begins_a_worry(desk)
    for device in (desk, phone):
        device.opens(f"/worries/{reference}/about/meaning/")
    desk.writes("What does this mean", "Written at the desk, first.").presses("Save and continue")
    phone.writes("What does this mean", "Written on the phone, second.").presses(
        "Save and continue"
    )
    phone.sees("Written at the desk, first.", "Written on the phone, second.")


def test_typing_is_saved_without_pressing_anything(the: The) -> None:
    """The draft is kept on the server at every field."""
    ruth = the("ruth")
    reference = begins_a_worry(ruth)
    ruth.opens(f"/worries/{reference}/about/meaning/").writes(
        "What does this mean", "She does not sleep."
    )
    expect(ruth.page.locator("[data-autosave-status]")).to_contain_text("Saved")
    ruth.page.reload()
    expect(ruth.page.get_by_label(re.compile("What does this mean"))).to_have_value(
        "She does not sleep."
    )


def test_pressing_send_twice_makes_one_contact(the: The) -> None:
    """The page open twice, and sent from both: one contact, told kindly."""
    ruth = the("ruth")
    reference = begins_a_worry(ruth)
    ruth.opens(f"/worries/{reference}/about/children/")
    says_who(ruth, "Pia Double")
    ruth.opens(f"/worries/{reference}/about/what/")
    says_what(ruth)
    ruth.opens(f"/worries/{reference}/check/")
    again = replace(ruth, page=ruth.context.new_page()).opens(f"/worries/{reference}/check/")
    for one in (ruth, again):
        one.presses("Send to the hub").sees(reference).does_not_see("Internal")
    again.page.close()
    ruth.opens("/worries/")
    assert ruth.page.content().count("Pia Double") == 1
    the("aisha").opens(f"/tray/?reference={reference}").sees("Pia Double")


def test_the_form_can_be_filled_in_by_keyboard_alone(the: The) -> None:
    """Keyboard alone, from the list of worries to the receipt: no mouse and no typed address."""
    ruth = the("ruth")
    keys = ruth.page.keyboard
    _presses_enter_on(ruth, "^Send a worry")
    _presses_enter_on(ruth, "^Start now")
    reference = ruth.reference
    _tab_to(ruth, "Which child or children")
    keys.type("Kim Keys")
    _tab_to(ruth, "Date of birth, age")
    keys.type("about 7")
    _tab_to(ruth, "^No$|Worried, but safe")
    keys.press("ArrowDown")
    _presses_enter_on(ruth, "^Save and continue")
    _tab_to(ruth, "Neglect")
    keys.press("Space")
    _tab_to(ruth, "What happened or what")
    keys.type(WORRY)
    for _ in range(MOST_PAGES):
        _presses_enter_on(ruth, "^Save and continue")
        if "/check/" in ruth.page.url:
            break
    _presses_enter_on(ruth, "^Send to the hub")
    ruth.sees(reference, "sent")


def _presses_enter_on(person: Person, name: str) -> None:
    _tab_to(person, name)
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


def _tab_to(person: Person, name: str) -> None:
    """Press Tab until the focus has this name."""
    for _ in range(120):
        person.page.keyboard.press("Tab")
        focused = person.page.evaluate(
            "(() => { const e = document.activeElement; const l = e.labels && e.labels[0];"
            " return ((l ? l.textContent : e.textContent) || '').trim() })()"
        )
        if re.search(name, focused):
            return
    raise AssertionError(f"the keyboard never reaches {name}")

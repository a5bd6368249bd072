"""The hub's stories before a decision: seen at once, sent back, routed, doubled."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.steps import (
    judges_harm,
    rates,
    says_who_it_is,
    screens,
    sends_a_worry,
    takes_up,
)

The = Callable[..., Person]


def test_a_worry_is_on_the_tray_at_once_and_everything_about_it_on_one_page(the: The) -> None:
    """L36, P1: “I open the tray; what is late and what is dangerous is on top.”"""
    reference = sends_a_worry(the("ruth"), "Tilly Trayworth")
    aisha = the("aisha").opens("/demo/").finds_the_page_accessible().takes_a_picture("sign-in")
    aisha.opens("/tray/").sees("Tilly Trayworth", "Nobody has looked yet", "due")
    aisha.finds_the_page_accessible().takes_a_picture("tray").takes_a_picture(
        "tray-phone", phone=True
    )
    aisha.presses("Tilly Trayworth").sees("pulled her", "1 working day", "Before this, 12 months")
    aisha.finds_the_page_accessible().takes_a_picture("contact")
    takes_up(aisha, reference)
    rates(aisha, reference)
    says_who_it_is(aisha, reference)
    aisha.opens(f"/contacts/{reference}/").sees(
        "Green", "Tilly Trayworth"
    ).finds_the_page_accessible()
    aisha.opens("/tray/?who=me").sees("Tilly Trayworth")


def test_a_tray_left_open_shows_a_new_worry_by_itself(the: The) -> None:
    """Refreshed without reloading."""
    aisha = the("aisha").opens("/tray/")
    sends_a_worry(the("ruth"), "Nora Newcome")
    expect(aisha.page.locator("#tray")).to_contain_text("Nora Newcome")


def test_precise_questions_go_back_to_the_sender_and_their_answers_come_in(the: The) -> None:
    """P1: returned for information, never where harm is possible."""
    ruth, aisha, tom = the("ruth"), the("aisha"), the("tom")
    reference = sends_a_worry(ruth, "Quinn Question")
    screens(aisha, reference)
    tom.opens(f"/contacts/{reference}/ask/").sees("in the way")
    judges_harm(tom, reference, "no")
    tom.opens(f"/contacts/{reference}/ask/").finds_the_page_accessible()
    tom.writes("Question 1", "On which day did the teacher see the bruise?").presses(
        "Send the questions"
    )
    ruth.opens("/worries/").sees("question").finds_the_page_accessible()
    ruth.opens(f"/worries/{reference}/questions/").sees("On which day").finds_the_page_accessible()
    ruth.page.locator("main textarea").first.fill("On Monday, before registration.")
    ruth.presses("Send")
    tom.opens(f"/contacts/{reference}/").sees("On Monday, before registration", "Screening")


def test_an_open_case_goes_to_its_worker_who_accepts_and_the_sender_hears(the: The) -> None:
    """P1: the allocated worker accepts within one working hour; L41: the sender hears."""
    ruth, aisha, dev = the("ruth"), the("aisha"), the("dev")
    reference = _about_maisie(ruth, aisha)
    _routes(aisha, reference)
    dev.opens("/tasks/").waits_for(reference).finds_the_page_accessible()
    dev.opens(f"/contacts/{reference}/").finds_the_page_accessible().presses("Accept it")
    ruth.opens(f"/worries/{reference}/status/").waits_for("has taken your worry over")
    ruth.finds_the_page_accessible()


def test_an_open_case_that_is_not_accepted_is_back_in_screening_with_the_reason(the: The) -> None:
    """P1: … or it returns to screening."""
    ruth, aisha, dev = the("ruth"), the("aisha"), the("dev")
    reference = _about_maisie(ruth, aisha)
    _routes(aisha, reference)
    dev.opens(f"/contacts/{reference}/decline/").writes("Say why", "I closed this case on Friday.")
    dev.presses("Send it back")
    aisha.opens(f"/contacts/{reference}/").sees("I closed this case on Friday", "Screening")


def test_the_same_worry_twice_is_kept_counted_and_both_senders_hear(the: The) -> None:
    """P1: duplicate_of."""
    ruth, nell, aisha = the("ruth"), the("nell"), the("aisha")
    first, second = sends_a_worry(ruth, "Dora Double"), sends_a_worry(nell, "Dora Double")
    takes_up(aisha, second)
    aisha.opens(f"/contacts/{second}/duplicate/").sees("Rate the urgency first")
    rates(aisha, second)
    aisha.opens(f"/contacts/{second}/duplicate/").finds_the_page_accessible()
    aisha.chooses(first).presses("Mark it as the same")
    aisha.opens(f"/contacts/{second}/").sees(first)
    nell.opens(f"/worries/{second}/status/").waits_for("already").finds_the_page_accessible()


def _about_maisie(ruth: Person, aisha: Person) -> str:
    reference = sends_a_worry(ruth, "Maisie Whelan")
    takes_up(aisha, reference)
    aisha.opens(f"/contacts/{reference}/").sees("Children in need|Maisie Whelan").presses(
        "^Same person"
    )
    return reference


def _routes(aisha: Person, reference: str) -> None:
    aisha.opens(f"/contacts/{reference}/route/").finds_the_page_accessible()
    aisha.page.get_by_label("Who holds the open case?").select_option(index=1)
    aisha.presses("Send it to the worker")


def test_the_hub_turns_the_sound_on_and_sees_the_danger_on_every_page(the: The) -> None:
    """P1: immediate danger goes on top with a sound; nothing sounds before a press."""
    aisha = the("aisha").opens("/tasks/").sees("Sound is off", "with immediate danger")
    aisha.finds_the_page_accessible().control("Turn sound on").click()
    aisha.sees("Sound is on")
    expect(aisha.page.locator("[data-alarm]")).to_have_attribute("data-sounded", "1")
    expect(aisha.page).to_have_title(re.compile(r"^\(\d+ in danger\)"))


def test_a_child_is_found_on_the_tray_and_linked_from_the_search(the: The) -> None:
    """P1: whoever is found by searching is linked there and then; a mistaken “not the same” is undone."""
    ruth, aisha = the("ruth"), the("aisha")
    reference = sends_a_worry(ruth, "Zoë Zephyr")
    aisha.opens("/tray/").writes("Child’s name or reference", "zoe zeph").presses("^Show$")
    aisha.sees("1 of 1 contact").does_not_see("Tia and Rosie")
    assert "zoe" not in aisha.page.url
    aisha.finds_the_page_accessible().presses("Zoë Zephyr")
    takes_up(aisha, reference)
    aisha.opens(f"/contacts/{reference}/").presses(
        "Search the register"
    ).finds_the_page_accessible()
    aisha.writes("Who are you looking for", "maisie whelan").presses("^Look$")
    aisha.finds_the_page_accessible().presses("^This is Zoë")
    aisha.sees("Kept", "Linked by Aisha Rahman").presses("^Undo")
    aisha.presses("Search the register").writes("Who are you looking for", "zoe zephyr")
    aisha.presses("^Look$").presses("^None of these").sees("Linked by Aisha Rahman", "Zoë Zephyr")

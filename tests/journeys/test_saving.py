"""Saving while somebody types: danger leads to 999, nothing asks without need, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Dialog, Route, expect

from tests.journeys.person import Person
from tests.journeys.steps import begins_a_worry

The = Callable[..., Person]


def test_danger_shows_999_without_pressing_anything(the: The) -> None:
    """eMARF §9.2: saving “Yes, in danger” sends at once and shows whom to ring."""
    ruth = the("ruth")
    begins_a_worry(ruth)
    ruth.writes("Which child or children", "Ada Sudden").chooses(r"^\s*Yes")
    expect(ruth.page).to_have_url(re.compile("/danger/$"))
    ruth.sees("Call 999 now", "We have sent what you typed").finds_the_page_accessible()


def test_the_guidance_on_a_worry_appears_once_it_is_ticked(the: The) -> None:
    """L13, eMARF §3.6: descriptors are shown when a concern is chosen."""
    ruth = the("ruth")
    ruth.opens(f"/worries/{begins_a_worry(ruth)}/about/what/").chooses(r"^\s*Neglect")
    guide = ruth.page.get_by_text("What our guidance says about")
    expect(guide).to_be_visible(timeout=15000)
    guide.click()
    ruth.sees("Level 4:").finds_the_page_accessible()


def test_a_link_followed_while_typing_asks_nothing_and_keeps_the_words(the: The) -> None:
    """Leaving a page saves it; a question is asked only where that would not be enough."""
    ruth, asked = the("ruth"), list[str]()
    where = f"/worries/{begins_a_worry(ruth)}/about/meaning/"
    ruth.page.on("dialog", lambda dialog: noted(asked, dialog))
    ruth.opens(where).writes("What does this mean", "She waits at the window.")
    ruth.presses("Skip for now").opens(where)
    expect(ruth.page.get_by_label(re.compile("What does this mean"))).to_have_value(
        "She waits at the window."
    )
    assert asked == []


def test_a_button_pressed_while_a_save_is_on_its_way_meets_no_conflict_with_itself(
    the: The,
) -> None:
    """One person on one page is never told that somebody else has written there."""
    ruth = the("ruth")
    where = f"/worries/{begins_a_worry(ruth)}/about/meaning/"
    ruth.opens(where).page.route("**/save/", saved_but_never_answered)
    with ruth.page.expect_event("requestfailed"):
        ruth.writes("What does this mean", "First.")
    ruth.writes("What does this mean", "First, and more.").presses("Save and continue")
    ruth.sees("What the family knows").opens(where)
    expect(ruth.page.get_by_label(re.compile("What does this mean"))).to_have_value(
        "First, and more."
    )


def noted(asked: list[str], dialog: Dialog) -> None:
    """Say yes to what the browser asks, and remember that it asked."""
    asked.append(dialog.type)
    dialog.accept()


def saved_but_never_answered(route: Route) -> None:
    """The save reaches the hub; its answer is lost on the way back."""
    route.fetch()
    route.abort()

"""The police took a boy at night, and 72 hours are not a minute longer (P27, C33)."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person

The = Callable[..., Person]


def test_police_protection_runs_out_and_everybody_sees_when(the: The) -> None:
    """“It is in no form and in no box. Somebody rings, and from then on I count hours on my fingers.”"""
    meera = the("meera").opens("/tray/").presses("Kofi Mensah-Hale")
    meera.presses("^A special pathway applies").sees("72 hours from when the police took the child")
    meera.finds_the_page_accessible().takes_a_picture("pathway")
    meera.presses("^Note it").sees("Choose which one it is", "Say what makes it one")
    meera.page.locator("[name='kind'][value='police_protection']").check()
    meera.writes("What makes it one", "The officer rang at six").presses("^Note it")
    meera.sees("Say when it happened").finds_the_page_accessible()
    assert "The officer rang at six" in meera.page.get_by_label("What makes it one?").input_value()
    for part, words in (("day", "1"), ("month", "1"), ("year", "2026")):
        meera.page.locator(f"[name='day-{part}']").fill(words)
    meera.presses("^Note it").sees("Noted. Its clock runs", "Special pathways", "Police protection")
    meera.finds_the_page_accessible().takes_a_picture("contact-pathway")
    the("meera").opens("/tasks/").sees("a child is in police protection: plan before it runs out")
    meera.presses("^Police protection$").sees("What came of it", "The officer rang at six")
    meera.finds_the_page_accessible().writes("What came of it", "An order was made on the day")
    meera.presses("^Keep it").sees("ended: An order was made on the day")

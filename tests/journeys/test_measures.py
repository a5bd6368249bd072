"""A manager reads how the front door works, and asks about the one week that is news (M03, L34, L36)."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.steps import sends_a_worry
from tests.journeys.timed import TimedHub

Begins = Callable[[str], TimedHub]


def test_a_manager_sees_what_is_usual_and_what_is_news(begins: Begins) -> None:
    """“I do not want an arrow that points down. I want to know whether something has changed.”"""
    hub = begins("2026-11-30T09:00")
    sends_a_worry(hub.the("ruth"), "Mona Measured")
    hub.has_half_a_year_behind_it()
    meera = hub.the("meera").opens("/decisions/").presses("^Measures$")
    meera.sees("Decided within one working day", "Last full week", "83%", "in earlier weeks")
    meera.finds_the_page_accessible().takes_a_picture("measures")
    meera.presses("^Decided within one working day$")
    meera.sees("Weeks vary between", "the week of 28 September 2026", "Definition 1")
    meera.finds_the_page_accessible().takes_a_picture("measure")
    meera.page.get_by_text("As a table").click()
    meera.sees("Week from", "outside").finds_the_page_accessible()
    meera.does_not_see("Mona", "Ruth Hart").presses("^The same child again within a year$")
    meera.sees("No week is news").finds_the_page_accessible()

"""The configurator changes what the partnership decided, and somebody else publishes it (L11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from openmash.core.working_time import london_day
from tests.journeys.person import Person

The = Callable[..., Person]
WHY = "The partnership decided in November that three days are enough"


def test_a_setting_is_changed_by_two_people(the: The) -> None:
    """“I change what everybody works by. I want to see the difference, and somebody else to look.”"""
    col = the("col").opens("/").sees("Configure", "Nothing waits").finds_the_page_accessible()
    col.presses("^Settings$").sees("A one-time link to answer lives", "7 days", "As it was set up")
    col.finds_the_page_accessible().takes_a_picture("configure-settings")
    col.presses("^A one-time link to answer lives$").sees("From which day does it hold")
    col.finds_the_page_accessible()
    col.writes("A one-time link to answer lives", "0").writes("Why is it changed", WHY)
    col.presses("^Keep as a draft").sees("There is a problem", "from 1 to 60", WHY)
    col.finds_the_page_accessible().writes("A one-time link to answer lives", "3")
    col.takes_a_picture("configure-edit").presses("^Keep as a draft")
    col.sees("What changes", "7 days", "3 days", "1 line stays as before")
    col.finds_the_page_accessible().takes_a_picture("configure-compare")
    col.presses("^Propose it").sees("Waits for a second person", "You drafted it yourself")
    col.does_not_see("Settle it").finds_the_page_accessible()

    grace = the("grace").opens("/tasks/").presses("^A change of reference data waits")
    grace.sees("7 days", "3 days", "Col Brandt", WHY).finds_the_page_accessible()
    grace.chooses("Publish it").takes_a_picture("configure-publish").presses("^Settle it$")
    grace.sees("Published", "Grace Oyelaran").finds_the_page_accessible()
    grace.opens("/configure/settings/").sees("3 days", "published by Grace Oyelaran")
    col.opens("/").sees("Past changes", "A one-time link to answer lives")
    col.finds_the_page_accessible().takes_a_picture("configure")


def test_hours_and_clocks_are_checked_and_may_be_refused(the: The) -> None:
    """What closes before it opens, and what may take no time, is refused by name; nothing is lost."""
    col = the("col").opens("/configure/hours/").sees("Holds now", "Saturday: not open")
    col.finds_the_page_accessible().presses("^Hours of the hub$").writes("Opens at", "5.30pm")
    col.writes("Why is it changed", WHY).presses("^Keep as a draft")
    col.sees("Friday: it would close at 16:30, before it opens at 17:30", WHY)
    col.finds_the_page_accessible().writes("Opens at", "8am").presses("^Keep as a draft")
    col.sees("08:45 to 17:00", "08:00 to 17:00").presses("^Propose it").sees("Waits")
    grace = the("grace").opens("/tasks/").presses("^A change of reference data waits")
    grace.chooses("Refuse it").presses("^Settle it$").sees("Say why it is refused")
    grace.writes("Why is it refused", "Nobody is there before half past eight")
    grace.presses("^Settle it$").sees("Refused", "Nobody is there before")
    col.opens("/").page.locator("tbody th a").first.click()
    col.sees("Nobody is there before")
    col.presses("^Draft it again from this$").sees("As it is published")
    col.opens("/configure/clocks/").sees("C02 Decide", "1 working day").finds_the_page_accessible()
    col.presses("^C02 Decide$").writes("How long it may take", "0")
    col.writes("Why is it changed", WHY).presses("^Keep as a draft")
    col.sees("nothing is done in no time").finds_the_page_accessible()


def test_words_and_order_of_forms_and_guidance_are_changed(the: The) -> None:
    """Levels, questions and their order in people’s own words; keys and choices stay (L11, L35)."""
    col = the("col").opens("/configure/guidance/").sees("Level 2: Early help")
    col.finds_the_page_accessible().presses("^Level 2: Early help").sees("Meaning")
    col.finds_the_page_accessible().writes("Meaning", "One service helps, and the family wants it")
    col.writes("Why is it changed", WHY).takes_a_picture("configure-level")
    col.presses("^Keep as a draft").sees("One service helps", "lines stay as before")
    col.finds_the_page_accessible().opens("/configure/forms/").sees("What happened", "Police")
    col.finds_the_page_accessible().presses("^What happened$").sees(
        "keep the version|keeps the version"
    )
    col.finds_the_page_accessible().writes("“B2”: words", "").writes("Why is it changed", WHY)
    col.presses("^Keep as a draft").sees("There is a problem", "Write the words", WHY)
    col.finds_the_page_accessible().writes("“B2”: words", "What did you see, and when?")
    col.presses("^Keep as a draft").sees("What did you see, and when").finds_the_page_accessible()
    col.presses("^Propose it").sees("Waits for a second person")
    grace = the("grace").opens("/tasks/").presses("^A change of reference data waits")
    grace.chooses("Publish it").presses("^Settle it$").sees("Published")


def test_what_is_to_come_is_called_back_and_something_sooner_takes_its_place(the: The) -> None:
    """“We published it for January, and now the council wants something else next week.”"""
    grace = _published(the, "3", days=40)
    col = (
        the("col").opens("/").sees("To come", "A link is dead after", "published by Grace Oyelaran")
    )
    col.finds_the_page_accessible().takes_a_picture("configure-to-come")
    col.opens("/configure/settings/").sees("Changes on", "Until then: As it was set up")
    col.finds_the_page_accessible()
    _drafts(col, "4", days=7).sees("There is a problem", "is published already", WHY)
    grace.opens("/configure/").presses("^Settings: A link is dead after")
    grace.sees("Before it begins", "You do this alone").presses("^Call it back$")
    grace.sees("Say why it is called back").finds_the_page_accessible()
    grace.writes("Why is it called back", "The council wants four days, from next week")
    grace.takes_a_picture("configure-call-back").presses("^Call it back$")
    grace.sees("Called back before its day", "The council wants four days").does_not_see(
        "Before it"
    )
    grace.finds_the_page_accessible()
    col.opens("/mailbox/").waits_for("A change that you drafted was called back")
    col.presses("^A change that you drafted").sees("The council wants four days").presses(
        "^Draft it again from this$"
    )
    _published(the, "4", days=7).opens("/configure/settings/").sees("Changes on", "5 wrong codes")


def _drafts(col: Person, value: str, *, days: int) -> Person:
    day = london_day(datetime.now(UTC)) + timedelta(days=days)
    col.opens("/configure/settings/link-wrong-codes/").writes("A link is dead after", value)
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        col.page.locator(f"[name=holds_from-{part}]").fill(str(number))
    return col.writes("Why is it changed", WHY).presses("^Keep as a draft")


def _published(the: The, value: str, *, days: int) -> Person:
    """Col drafts it and Grace publishes it; Grace stays at the page."""
    _drafts(the("col"), value, days=days).presses("^Propose it").sees("Waits for a second person")
    grace = the("grace").opens("/tasks/").presses("^A change of reference data waits")
    return grace.chooses("Publish it").presses("^Settle it$").sees("Published")

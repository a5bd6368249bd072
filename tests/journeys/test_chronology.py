"""Tom reads what happened to Isla before five o'clock, and passes on what a partner may have (L42)."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person

The = Callable[..., Person]


def finds(worker: Person, words: str, name: str) -> Person:
    """Look for a person and open their page."""
    worker.opens("/people/").writes("Who are you looking for", words).presses("Look")
    return worker.presses(name)


def test_tom_reads_a_history_searches_it_puts_it_right_and_prints_it(the: The) -> None:
    """L71: the most important thing is found fast; data.md §4: source, certainty, significance."""
    tom = finds(the("tom"), "Isla Tarrant", "Isla Mae Tarrant").presses("^Chronology$")
    tom.sees("Cut lip", "Assessment team", "Emergency department letter", "Reported")
    tom.finds_the_page_accessible().takes_a_picture("chronology")
    tom.page.locator("#choose-significance").select_option("2")
    tom.presses("^Show$").sees("Cut lip").does_not_see("Attendance 81 per cent")
    tom.page.locator("#choose-significance").select_option("0")
    tom.page.locator("#choose-whose").select_option("household")
    tom.presses("^Show$").sees("ninth centile").finds_the_page_accessible()
    tom.writes("Words", "flinching").presses("^Search$").sees("1 line")
    assert tom.page.locator("mark").all_inner_texts() == ["flinched"]
    assert "flinch" not in tom.page.url
    tom.finds_the_page_accessible()
    _writes_a_line_for_the_wrong_child(tom)
    _prints_for_a_partner(tom)


def _writes_a_line_for_the_wrong_child(tom: Person) -> None:
    finds(tom, "Isla Tarrant", "Isla Mae Tarrant").presses("^Chronology$").presses("^Add a line$")
    tom.writes("When did it happen", "Sunday 2 November 2026").writes(
        "What happened", "Swimming badge, fifty metres"
    )
    tom.page.get_by_label("What kind of event?").select_option("education")
    tom.writes("Who told this", "Ruth Hart").chooses("Fact")
    tom.presses("^Add the line$").sees("2 November 2026 is a Monday").finds_the_page_accessible()
    tom.writes("When did it happen", "2 November 2025").presses("^Add the line$")
    tom.presses("Swimming badge").finds_the_page_accessible()
    tom.writes("Why is it an error", "It was her namesake in the other class")
    tom.presses("^Mark it as entered in error$").sees("has left the chronology")
    assert "Swimming badge" not in tom.page.locator("#lines").inner_text()
    tom.sees("It was her namesake in the other class")


def _prints_for_a_partner(tom: Person) -> None:
    tom.presses("^Print for").finds_the_page_accessible()
    tom.chooses("A partner agency").writes("Who gets it", "Nurse Bell, health trust")
    tom.writes("Why is it printed", "For the strategy discussion").presses("^Make the print$")
    tom.sees("OFFICIAL-SENSITIVE", "Tom Ashdown", "Nurse Bell", "Attendance 81 per cent")
    tom.does_not_see("Mill Row").does_not_see("Craig").finds_the_page_accessible()
    tom.takes_a_picture("chronology-print")


def test_hal_keeps_the_register_of_who_works_with_whom(the: The) -> None:
    """§0.11: open to whom, whom do we ask; the steward sees no chronology."""
    hal = finds(the("hal"), "Samir Haidary", "Samir Haidary")
    assert hal.page.get_by_role("link", name="Chronology", exact=True).count() == 0
    hal.presses("^Who works with them$").sees("School roll", "nobody has said who")
    hal.finds_the_page_accessible().takes_a_picture("who-works-with-them")
    hal.presses("^Still so").sees("Confirmed").presses("^Add who works").finds_the_page_accessible()
    hal.page.get_by_label("What kind of service?").select_option("health")
    hal.page.get_by_label("Which agency?").select_option("brackenford-health")
    hal.writes("Which service", "School nursing").writes("Since when", "1 September 2025")
    hal.writes("Who says so", "The nurse").presses("^Add to the register$")
    hal.sees("Whom do we ask", "works with Samir Haidary since 1 September 2025")
    hal.sees("Who must attend")
    hal.presses("^End or change School nursing").finds_the_page_accessible()
    hal.presses("^End it$").sees("It has ended").finds_the_page_accessible()

"""A mother asks who has read about her daughter, and gets an answer that is complete (`data.md` §3.22)."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person
from tests.journeys.test_family import finds_isla

The = Callable[..., Person]


def test_information_governance_answers_who_looked_without_reading_a_word(the: The) -> None:
    """“I answer five of these a month. I must not read the child’s record to say who has.”"""
    tom = the("tom")
    finds_isla(tom)
    tom.presses("^Ask information governance$").sees("They get the number of this record")
    tom.finds_the_page_accessible().presses("^Ask them$").sees("Choose why you ask")
    tom.chooses("Somebody asks who has seen their record").presses("^Ask them$")
    tom.sees("Information governance has the question as a task")
    ines = the("ines").opens("/").presses("^My tasks")
    ines.presses("^Who looked at a record.").sees("Tom Ashdown, MASH social worker|Tom Ashdown")
    ines.sees("Everybody who ever looked", "Line by line", "came across", "Opened: the record")
    ines.does_not_see("Isla", "Tarrant", "Mill Row")
    ines.finds_the_page_accessible().takes_a_picture("who-looked")
    ines.page.get_by_label("What", exact=True).select_option(label="Printed or saved")
    ines.presses("^Show$").finds_the_page_accessible()
    ines.opens("/who-looked/").writes("Number of the record", "the girl whose mother rang").presses(
        "^Show who looked$"
    )
    ines.sees("There is a problem", "Paste the number of the record").finds_the_page_accessible()


def test_looks_that_stand_out_are_there_with_their_reason(the: The) -> None:
    """“I cannot read ten thousand lines. Show me those that somebody should be asked about.”

    Grace is head of service, and has nothing to do with the case.
    """
    finds_isla(the("grace"))
    ines = the("ines").opens("/who-looked/").presses("^Looks that stand out$")
    ines.sees("Opened a record they had no part in", "Very many in a day", "Most of them are right")
    ines.finds_the_page_accessible().takes_a_picture("looks-stand-out")
    ines.does_not_see("Isla").sees("Grace").presses("^Who looked at record")
    ines.sees("Everybody who ever looked", "Line by line")
    ines.opens("/who-looked/stand-out/").writes("From which day", "tomorrow-ish").presses("^Show$")
    ines.sees("There is a problem").finds_the_page_accessible()
    assert ines.page.get_by_label("From which day?").input_value() == "tomorrow-ish"

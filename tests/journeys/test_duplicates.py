"""The data steward's story: twins joined wrongly by two people, seen, and taken apart again."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person

The = Callable[..., Person]


def test_twins_are_joined_wrongly_and_taken_apart_and_nothing_is_lost(the: The) -> None:
    """Merge with two people where there is a flag; undone completely (`data.md` §1.4)."""
    hal, meera = the("hal"), the("meera")
    hal.opens("/duplicates/").sees("Ada Quillen and Ava Quillen", "waiting")
    hal.finds_the_page_accessible().takes_a_picture("duplicates")
    hal.presses("Ada Quillen and Ava Quillen").sees("It takes two people", "may be twins", "a flag")
    hal.finds_the_page_accessible().takes_a_picture("compare")
    hal.writes(r"Why\?", "Same address and the same birth date").presses("^Same person")
    hal.sees("Proposed", "second person").finds_the_page_accessible()
    meera.opens("/tasks/").presses("Two records may be one person").sees("Same address and the")
    meera.finds_the_page_accessible().presses("^Same person").sees("Joined")
    hal.opens(_path(meera)).sees("2 records", "Ada Quillen", "Ava Quillen")
    hal.finds_the_page_accessible().takes_a_picture("records")
    hal.presses("^Undo").sees("Take these records apart").finds_the_page_accessible()
    hal.writes(r"Why\?", "They are twins: the school has both on its roll").presses(
        "Take them apart"
    )
    hal.sees("Undone", "1 record").does_not_see("2 records")
    hal.presses("^Person$").sees("9 Tannery Walk", "Council’s case system")
    hal.does_not_see("Ada Quillen").finds_the_page_accessible()
    hal.opens("/duplicates/").does_not_see("Ada Quillen")


def test_a_child_written_twice_is_joined_by_one_person(the: The) -> None:
    """No flag, no restriction: the steward alone, with the name that stands chosen."""
    hal = the("hal").opens("/duplicates/").presses("Zuzan")
    hal.sees("Which name stands").chooses("Zuzanna Kowalczyk")
    hal.writes(r"Why\?", "The school and the health visitor mean one child").presses("^Same person")
    hal.sees("Joined", "2 records").presses("^Person$").sees("999 104 6836", "School roll")


def _path(person: Person) -> str:
    return person.page.url.removeprefix(person.address)

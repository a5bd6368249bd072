"""The data steward's story: a council's extract of 20,000 rows, with the errors such files have."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from openmash.demo import extracts
from tests.journeys.person import Person

The = Callable[..., Person]
LONG = 600_000  # in milliseconds; how long it takes is measured elsewhere
CHECKED, WRITTEN = "What would become of each row", "What became of each row"


def test_twenty_thousand_rows_come_in_and_what_was_rejected_is_put_right(
    the: The, tmp_path: Path
) -> None:
    """“I see what would change before it does, and get back what I have to put right.”"""
    hal, extract = the("hal"), tmp_path / "extract.csv"
    extract.write_bytes(extracts.large())
    hal.opens("/imports/").finds_the_page_accessible()
    sends(hal, extract)
    hal.sees("What does each column hold", "LAchildID").finds_the_page_accessible()
    hal.takes_a_picture("import-columns").presses("^Check the file")
    hal.sees("Say whether this is everybody")  # and what was chosen is still there
    hal.chooses("No, only some").presses("^Check the file")
    hal.sees("rows checked so far").finds_the_page_accessible()
    waits(hal, CHECKED)
    hal.sees("new people", "rejected")
    hal.finds_the_page_accessible().takes_a_picture("import-checked")
    hal.presses("^rejected$").sees("is not a date").finds_the_page_accessible()
    hal.presses("Back to the import")
    hal.presses("Start the import").sees("rows done").finds_the_page_accessible()
    waits(hal, WRITTEN)
    hal.finds_the_page_accessible()
    mended = puts_two_right(takes_rejected(hal, tmp_path), extract)
    hal.presses("Import another file")
    sends(hal, mended)
    hal.chooses("No, only some").presses("^Check the file")
    waits(hal, CHECKED)
    hal.presses("Start the import")
    waits(hal, WRITTEN)
    hal.presses("^new people$").sees("Amended Ashby", "Amended Brook").finds_the_page_accessible()
    hal.presses("Back to the import")
    takes_back(hal)


def test_an_import_can_be_watched_stopped_and_gone_on_with_without_javascript(
    the: The, tmp_path: Path
) -> None:
    """Every page works without scripts."""
    hal, extract = the("hal", scripts=False), tmp_path / "extract.csv"
    extract.write_bytes(extracts.small())
    hal.opens("/imports/")
    sends(hal, extract, source="Small extract")
    hal.chooses("No, only some").presses("^Check the file")
    looks_until(hal, "Start the import")
    hal.sees("Fem")
    hal.page.get_by_label("“Fem.” as Sex").select_option(label="Female")
    hal.presses("Keep these, and check again")
    looks_until(hal, "Start the import")
    hal.does_not_see("What do these codes mean")
    hal.presses("Start the import")
    looks_until(hal, "Import another file")
    hal.sees("What became of each row").presses("Take this import back")
    hal.writes("Why is this import taken back", "It was last year’s file")
    hal.presses("^Take the import back")
    looks_until(hal, "Import another file")
    hal.sees("Taken back", "The same file can be imported again")


def test_a_file_that_is_none_is_refused_in_plain_words(the: The, tmp_path: Path) -> None:
    """Nothing typed is lost, and nothing is executed."""
    hal, nonsense = the("hal"), tmp_path / "people.xlsx"
    nonsense.write_bytes(b"PK\x03\x04 not a workbook at all")
    hal.opens("/imports/")
    sends(hal, nonsense, source="Broken extract")
    hal.sees("There is a problem", "broken and cannot be read").finds_the_page_accessible()
    expect(hal.page.get_by_label("What is this extract called?")).to_have_value("Broken extract")


def takes_back(hal: Person) -> None:
    """“I took in the wrong file; I want it as it was before.”"""
    hal.presses("Take this import back").sees("2 people", "nobody has worked with since")
    hal.finds_the_page_accessible().takes_a_picture("import-take-back")
    hal.presses("^Take the import back").sees("There is a problem", "Say why")
    hal.writes("Why is this import taken back", "It was last year’s file")
    hal.presses("^Take the import back")
    waits(hal, "What went")
    hal.sees("Taken back", "by Hal Brook", "It was last year’s file", "2 people")
    hal.finds_the_page_accessible()


def sends(hal: Person, file: Path, source: str = "Weekly extract") -> None:
    """From the list of files to the columns of a new one."""
    hal.page.get_by_label("Which agency is it from?").select_option(label="Brackenford Council")
    hal.writes("What is this extract called", source)
    hal.page.locator("#file").set_input_files(file)
    hal.presses("Send the file")


def waits(hal: Person, found: str) -> None:
    """The page itself says when the worker is done; with a few rows that is before it is drawn."""
    done = hal.page.get_by_role("link", name="See what was found")
    expect(done.or_(hal.page.get_by_role("heading", name=found))).to_be_visible(timeout=LONG)
    if done.count():
        hal.goes_on_by(done)
    hal.sees(found)


def looks_until(hal: Person, button: str) -> None:
    """Look again and again, by hand."""
    for _ in range(600):
        if hal.control(button).count():
            return
        hal.presses("Look again")
    raise AssertionError(f"{button} never appeared")


def takes_rejected(hal: Person, folder: Path) -> Path:
    """The file of rejected rows."""
    with hal.page.expect_download() as taking:
        hal.page.get_by_role("link", name="Take the rejected rows as a file").click()
    assert taking.value.suggested_filename.startswith("rejected-rows-")
    taking.value.save_as(folder / "rejected.csv")
    return folder / "rejected.csv"


def puts_two_right(file: Path, extract: Path) -> Path:
    """Two rows without a name, of children in no other row, get one and are sent again alone."""
    times = Counter(row[0] for row in rows_of(extract))
    heading, *rows = rows_of(file)
    nameless = [row for row in rows if "There is no name" in row[-1] and times[row[0]] == 1][:2]
    for row, family in zip(nameless, ("Ashby", "Brook"), strict=True):
        row[1], row[2] = "Amended", family
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        csv.writer(text).writerows([heading, *nameless])
    return file


def rows_of(file: Path) -> list[list[str]]:
    """As a spreadsheet opens it."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))

"""A partner's nightly extract: imported by a timer, as a steward would."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from openmash.foundation.importing.tests.builders import ISLA, a_file, is_checked, is_imported
from openmash.foundation.ledger.models import Event
from openmash.foundation.people.models import Person
from tests.fixtures import Enter

SOURCE = "brackenford-council/Weekly extract"


def night(folder: Path, content: bytes, steward: str = "hal", **more: object) -> str:
    (folder / "extract.csv").write_bytes(content)
    said = StringIO()
    steward = f"{steward}@openmash.example"
    options = {"source": SOURCE, "steward": steward, **more}
    call_command("import_people", str(folder / "extract.csv"), stdout=said, **options)
    return said.getvalue()


def test_a_known_extract_comes_in_by_itself_in_the_stewards_name(
    enter: Enter, tmp_path: Path
) -> None:
    is_checked(enter("hal"), a_file([ISLA]))
    assert "finished: 1 new, 0 changed, 0 nothing, 0 rejected" in night(tmp_path, a_file([ISLA]))
    hal = enter("hal")
    assert Person.objects.get().display_name == "Isla Tarrant"
    assert Event.objects.get(name="person.added").user == hal.user


def test_columns_nobody_has_spoken_of_are_not_guessed(enter: Enter, tmp_path: Path) -> None:
    enter("hal")
    with pytest.raises(CommandError, match="Forename"):
        night(tmp_path, a_file([ISLA]))


def test_nobody_but_a_steward_imports_and_a_missing_file_is_one_line(
    enter: Enter, tmp_path: Path
) -> None:
    is_checked(enter("hal"), a_file([ISLA]))
    with pytest.raises(CommandError, match="no data steward"):
        night(tmp_path, a_file([ISLA]), steward="meera")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_people", "nowhere.csv", source=SOURCE, steward="hal@openmash.example")


def test_by_night_no_more_ends_than_was_allowed(enter: Enter, tmp_path: Path) -> None:
    gone = ["BR2", *ISLA[1:5], "", *ISLA[6:]]
    is_imported(enter("hal"), a_file([ISLA, gone]))
    with pytest.raises(CommandError, match="Agree that 1"):
        night(tmp_path, a_file([ISLA]), full=True)
    assert "1 involvements ended" in night(tmp_path, a_file([ISLA]), full=True, endings=5)

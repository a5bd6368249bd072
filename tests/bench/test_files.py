"""A file of somebody's own is read by its columns, and its truth is not asked before the answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.bench.files import facts, measured

MAPPING = {
    "given": ["first"],
    "family": ["last"],
    "born": ["y", "m", "d"],
    "sex": [],
    "address": ["street"],
    "postcode": ["code"],
    "number": [],
    "truth": ["id:^[0-9]+"],
}
HEADINGS = "id,first,last,y,m,d,street,code\n"


def test_a_line_is_read_by_its_columns() -> None:
    line = {
        "id": "7-a", "first": "Ayşe", "last": "NA", "y": "2012", "m": "8", "d": "17",
        "street": "4 Forge Lane", "code": "ZZ3 2AB",
    }  # fmt: skip
    read = facts(line, MAPPING)
    assert (read.names[0].given, read.names[0].family) == (("ayse",), ())
    assert read.birth_date == date(2012, 8, 17)
    assert read.places[0].postcode == "zz32ab"


@pytest.mark.parametrize("born", [["20120817"], ["2012-08-17"], ["2012", "08", "17"]])
def test_a_date_may_be_in_one_column_or_three(born: list[str]) -> None:
    columns = [f"c{place}" for place in range(len(born))]
    line = {**dict(zip(columns, born, strict=True)), "first": "Ayla"}
    mapping = {**{name: [] for name in MAPPING}, "given": ["first"], "born": columns}
    assert facts(line, mapping).birth_date == date(2012, 8, 17)


@pytest.mark.parametrize(
    ("born", "read"),
    [
        (["1967", "13", "27"], date(1967, 1, 1)),
        (["1967", "0", "5"], date(1967, 1, 1)),
        (["0", "9", "27"], None),
        (["1967"], None),
    ],
)
def test_a_day_that_is_none_is_of_its_year(born: list[str], read: date | None) -> None:
    columns = [f"c{place}" for place in range(len(born))]
    line = {**dict(zip(columns, born, strict=True)), "first": "Ayla"}
    mapping = {**{name: [] for name in MAPPING}, "given": ["first"], "born": columns}
    assert facts(line, mapping).birth_date == read


def test_what_is_one_person_is_found_without_being_told(tmp_path: Path) -> None:
    names = ["Ayla", "Saoirse", "Zofia", "Kwame", "Imran", "Isla", "Tom", "Noor"]
    lines = []
    for number, name in enumerate(names):
        rest = f"Surname{chr(97 + number) * 3},201{number},3,1{number},{number} Forge Lane,ZZ{number} 2AB"
        lines += [f"{number}-a,{name},{rest}", f"{number}-b,{name},{rest}"]
    file = tmp_path / "people.csv"
    file.write_text(HEADINGS + "\n".join(lines) + "\n")
    answer = measured([file], MAPPING)
    assert (answer["records"], answer["true pairs"]) == (16, 8)
    assert answer["at 0.5"] == (1.0, 1.0, 1.0)
    assert "adapted without labels" in answer

"""The finder on somebody's own file of people, whose truth it never reads before it has answered.

    bin/bench duplicates --file people.csv --given first,second --family last \\
        --born year,month,day --truth person [--sex s] [--address street,town] [--postcode p]
        [--number council_id] [--file another.csv]

The same rows, keys, levels and model as at night, and then the model fitted to the file, without its
labels (`adapting.py`). A column may be followed by a pattern that picks
what counts of it: `--truth "rec_id:rec-[0-9]+"`. Several files are read as one. Printed, not kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date
from importlib import import_module
from pathlib import Path

from openmash.core.facts import Facts, NameWords, Place

COLUMNS = ("given", "family", "born", "sex", "address", "postcode", "number", "truth")
NOTHING = frozenset({"", "NA", "N/A", "NULL", "NONE"})
SEXES = {"f": "F", "female": "F", "m": "M", "male": "M"}
Mapping = dict[str, list[str]]


def main(arguments: list[str]) -> int:
    """Print how well the pairs of one person were found, without having been told of any."""
    parser = argparse.ArgumentParser(prog="bin/bench duplicates")
    parser.add_argument("--file", action="append", type=Path, required=True)
    for name in COLUMNS:
        parser.add_argument(f"--{name}", default="", required=name == "truth")
    asked = parser.parse_args(arguments)
    mapping = {name: [c for c in getattr(asked, name).split(",") if c] for name in COLUMNS}
    print(json.dumps(measured(asked.file, mapping), indent=1))
    return 0


def measured(files: list[Path], mapping: Mapping) -> dict[str, object]:
    """What the bench of made-up people measures, of these."""
    finder = import_module("tests.bench.finder")
    rows = import_module("openmash.foundation.merging.finder.rows")
    people, meant = [], {}
    began = time.perf_counter()
    for number, said in enumerate(_read(files)):
        people.append(rows.row_of(str(number), facts(said, mapping)))
        meant[str(number)] = (" ".join(_values(said, mapping["truth"])), "all")
    answer: dict[str, object] = finder.judged(people, meant, adapt=True)
    return {**answer, "seconds in all": round(time.perf_counter() - began, 1)}


def facts(said: dict[str, str], mapping: Mapping) -> Facts:
    """One line as the finder reads a record."""
    given, family, lines = (
        " ".join(_values(said, mapping[name])) for name in ("given", "family", "address")
    )
    postcode = "".join(_values(said, mapping["postcode"]))
    sex = "".join(_values(said, mapping["sex"])).casefold()
    return Facts(
        names=(NameWords.of(given, family),) if given or family else (),
        birth_date=_born(_values(said, mapping["born"])),
        sex=SEXES.get(sex, ""),
        numbers=frozenset(f"la_child_id:{one}" for one in _values(said, mapping["number"])),
        places=(Place.of(lines, postcode),) if lines or postcode else (),
    )


def _read(files: list[Path]) -> Iterator[dict[str, str]]:
    for file in files:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            for row in csv.DictReader(lines, skipinitialspace=True):
                yield {key.strip(): (value or "").strip() for key, value in row.items() if key}


def _values(said: dict[str, str], columns: list[str]) -> list[str]:
    found = []
    for column in columns:
        name, _, pattern = column.partition(":")
        text = said[name]
        if pattern:
            kept = re.search(pattern, text)
            text = kept[0] if kept else ""
        if text.upper() not in NOTHING:
            found.append(text)
    return found


def _born(parts: list[str]) -> date | None:
    """Year, month and day, apart or in one; a day that is none is of its year, as one guessed."""
    digits = re.findall(r"[0-9]+", " ".join(parts))
    if len(digits) == 1 and len(digits[0]) == 8:
        digits = [digits[0][:4], digits[0][4:6], digits[0][6:]]
    if len(digits) != 3 or not MINYEAR <= int(digits[0]) <= MAXYEAR:
        return None
    year, month, day = map(int, digits)
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 1, 1)

"""Two more looks of a setting: yes or no, and helplines with how each is reached."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openmash.foundation.ui.fields import ChoiceField, GovField, TextField
from openmash.oversight.configuring.kinds.base import Lines, Reasons
from openmash.oversight.configuring.kinds.shapes import VALUE

YES, NO = "yes", "no"
ADDRESS = re.compile(r"(tel|sms):[0-9+]{3,20}|https://[a-z0-9.-]+(/[\w./-]*)?", re.ASCII)
PARTS = ("name", "address", "said", "note")


@dataclass(frozen=True)
class YesNo:
    """Whether something is so."""

    def fields(self, label: str, value: Any) -> dict[str, GovField]:
        return {VALUE: ChoiceField(label, [(YES, "Yes"), (NO, "No")], missing="Choose yes or no")}

    def initial(self, value: Any) -> dict[str, Any]:
        return {VALUE: YES if value else NO}

    def read(self, said: Mapping[str, Any], value: Any) -> Any:
        return bool(said[VALUE] == YES)

    def why_not(self, value: Any, before: Any) -> Reasons:
        if not isinstance(value, bool):
            yield VALUE, "Choose yes or no"

    def lines(self, value: Any) -> Lines:
        return [("Value", YES if value else NO)]


@dataclass(frozen=True)
class Helplines:
    """Whom somebody can reach: one more can be added at a time; one left empty in all its parts goes."""

    def fields(self, label: str, value: Any) -> dict[str, GovField]:
        found: dict[str, GovField] = {}
        for n in range(len(value) + 1):
            which = f"Helpline {n + 1}" + ("" if n < len(value) else ", if there is another")
            found |= {
                f"name{n}": TextField(f"{which}: name", required=False),
                f"address{n}": TextField(
                    f"{which}: number or address",
                    required=False,
                    hint="Like tel:08001111, sms:85258 or https://…: what a press on it opens",
                ),
                f"said{n}": TextField(f"{which}: as it is written", required=False),
                f"note{n}": TextField(f"{which}: when, and about what", required=False),
            }
        return found

    def initial(self, value: Any) -> dict[str, Any]:
        rows = enumerate(value)
        return {f"{part}{n}": row[i] for n, row in rows for i, part in enumerate(PARTS)}

    def read(self, said: Mapping[str, Any], value: Any) -> Any:
        rows = [[said[f"{part}{n}"] for part in PARTS] for n in range(len(value) + 1)]
        return [row for row in rows if any(row)]

    def why_not(self, value: Any, before: Any) -> Reasons:
        if not isinstance(value, list) or not value:
            yield "name0", "There has to be at least one helpline"
            return
        for n, row in enumerate(value):
            if len(row) != len(PARTS) or not all(isinstance(one, str) and one for one in row):
                yield f"name{n}", f"Helpline {n + 1}: write its name, number, words and note"
            elif not ADDRESS.fullmatch(row[1]):
                yield (
                    f"address{n}",
                    f"Helpline {n + 1}: “{row[1]}” is no number or address, like tel:08001111",
                )

    def lines(self, value: Any) -> Lines:
        return [
            (f"{n}", f"{row[0]}, {row[2]} ({row[1]}), {row[3]}") for n, row in enumerate(value, 1)
        ]

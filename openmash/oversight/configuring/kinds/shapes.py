"""What a setting can look like: how it is asked, read out, and what cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from openmash.foundation.ui.fields import GovField, IntegerField, MultiChoiceField, TextField
from openmash.oversight.configuring.kinds.base import Lines, Reasons, counted

VALUE = "value"


class Shape(Protocol):
    """One look of a setting's value."""

    def fields(self, label: str, value: Any) -> dict[str, GovField]:
        """The questions."""

    def initial(self, value: Any) -> dict[str, Any]:
        """What stands in them."""

    def read(self, said: Mapping[str, Any], value: Any) -> Any:
        """The value that was typed over this one."""

    def why_not(self, value: Any, before: Any) -> Reasons:
        """What cannot be."""

    def lines(self, value: Any) -> Lines:
        """As it is read out."""


@dataclass(frozen=True)
class Number:
    """A whole number between two others, with what it counts."""

    unit: str
    low: int = 1
    high: int = 1000

    def fields(self, label: str, value: Any) -> dict[str, GovField]:
        missing = f"Write how many {self.unit}"
        return {VALUE: IntegerField(label, missing=missing, suffix=self.unit, width=5)}

    def initial(self, value: Any) -> dict[str, Any]:
        return {VALUE: value}

    def read(self, said: Mapping[str, Any], value: Any) -> Any:
        return said[VALUE]

    def why_not(self, value: Any, before: Any) -> Reasons:
        if type(value) is not int or not self.low <= value <= self.high:
            yield VALUE, f"Write a whole number of {self.unit} from {self.low:,} to {self.high:,}"

    def lines(self, value: Any) -> Lines:
        return [("Value", counted(value, self.unit))]


@dataclass(frozen=True)
class Numbers:
    """Several whole numbers, each no smaller than the one before; how many stays."""

    names: tuple[str, ...]
    unit: str
    high: int = 1000

    def fields(self, label: str, value: Any) -> dict[str, GovField]:
        missing = f"Write how many {self.unit}"
        return {
            f"n{n}": IntegerField(name, missing=missing, suffix=self.unit, width=5)
            for n, name in enumerate(self.names)
        }

    def initial(self, value: Any) -> dict[str, Any]:
        return {f"n{n}": one for n, one in enumerate(value)}

    def read(self, said: Mapping[str, Any], value: Any) -> Any:
        return [said[f"n{n}"] for n in range(len(self.names))]

    def why_not(self, value: Any, before: Any) -> Reasons:
        if not isinstance(value, list) or len(value) != len(self.names):
            yield "n0", f"There have to be {len(self.names)} numbers"
            return
        for n, one in enumerate(value):
            if type(one) is not int or not 0 <= one <= self.high:
                yield f"n{n}", f"{self.names[n]}: write a whole number from 0 to {self.high:,}"
            elif n and type(value[n - 1]) is int and one < value[n - 1]:
                yield f"n{n}", f"{self.names[n]} comes after {self.names[n - 1].lower()}"

    def lines(self, value: Any) -> Lines:
        return [
            (name, counted(one, self.unit)) for name, one in zip(self.names, value, strict=False)
        ]


@dataclass(frozen=True)
class Some:
    """Any of what is on a list."""

    choices: tuple[tuple[str, str], ...]
    none: str  # what it means that nothing is chosen; empty where something has to be
    hint: str = ""

    def fields(self, label: str, value: Any) -> dict[str, GovField]:
        required = not self.none
        missing = "Choose at least one" if required else ""
        return {
            VALUE: MultiChoiceField(
                label, self.choices, missing=missing, required=required, hint=self.hint, small=True
            )
        }

    def initial(self, value: Any) -> dict[str, Any]:
        return {VALUE: value}

    def read(self, said: Mapping[str, Any], value: Any) -> Any:
        chosen = set(said[VALUE])
        kept = [one for one in value if one in chosen]  # in the order they had
        return kept + [code for code, _ in self.choices if code in chosen and code not in kept]

    def why_not(self, value: Any, before: Any) -> Reasons:
        known = {code for code, _ in self.choices}
        if not isinstance(value, list) or not known.issuperset(map(str, value)):
            yield VALUE, "Choose from the list"
        elif not value and not self.none:
            yield VALUE, "Choose at least one"

    def lines(self, value: Any) -> Lines:
        names = dict(self.choices)
        return [("Chosen", "; ".join(names.get(one, one) for one in value) or self.none)]


@dataclass(frozen=True)
class Table:
    """A number for each of several things."""

    names: Mapping[str, str]
    unit: str
    low: int = 0
    high: int = 100

    def fields(self, label: str, value: Any) -> dict[str, GovField]:
        return {
            code: IntegerField(
                self.names.get(code, code),
                missing=f"Write how many {self.unit}",
                suffix=self.unit,
                width=4,
            )
            for code in value
        }

    def initial(self, value: Any) -> dict[str, Any]:
        return dict(value)

    def read(self, said: Mapping[str, Any], value: Any) -> Any:
        return {code: said[code] for code in value}

    def why_not(self, value: Any, before: Any) -> Reasons:
        if not isinstance(value, dict) or value.keys() != before.keys():
            yield "", f"There has to be a number for each of {', '.join(before)}, and no other"
            return
        for code, one in value.items():
            if type(one) is not int or not self.low <= one <= self.high:
                name = self.names.get(code, code)
                yield code, f"{name}: write a whole number from {self.low} to {self.high}"

    def lines(self, value: Any) -> Lines:
        return [
            (self.names.get(code, code), counted(one, self.unit)) for code, one in value.items()
        ]


@dataclass(frozen=True)
class Wording:
    """Words for each of several codes, which stay: records point to them. A table or pairs in order."""

    longest: int = 300

    def fields(self, label: str, value: Any) -> dict[str, GovField]:
        return {
            code: TextField(f"{label} {n}", missing="Write the words", max_length=self.longest)
            for n, (code, _) in enumerate(_pairs(value), 1)
        }

    def initial(self, value: Any) -> dict[str, Any]:
        return dict(_pairs(value))

    def read(self, said: Mapping[str, Any], value: Any) -> Any:
        typed = [(code, said[code]) for code, _ in _pairs(value)]
        return dict(typed) if isinstance(value, dict) else [list(one) for one in typed]

    def why_not(self, value: Any, before: Any) -> Reasons:
        if type(value) is not type(before) or _codes(value) != _codes(before):
            yield (
                "",
                f"There have to be words for each of {', '.join(_codes(before))}, and no other",
            )
            return
        for code, words in _pairs(value):
            if not isinstance(words, str) or not words.strip():
                yield code, f"{code}: write the words"

    def lines(self, value: Any) -> Lines:
        return [(f"{n}", words) for n, (_, words) in enumerate(_pairs(value), 1)]


@dataclass(frozen=True)
class Keeping:
    """How long records are kept: years after their end, an age of the youngest child, or both."""

    def fields(self, label: str, value: Any) -> dict[str, GovField]:
        return {
            "years": IntegerField(
                "Years after it ended", required=False, suffix="years", hint="Empty: none"
            ),
            "age": IntegerField(
                "Until the youngest child would be",
                required=False,
                suffix="years old",
                hint="Empty: no age. The later of the two counts.",
            ),
        }

    def initial(self, value: Any) -> dict[str, Any]:
        return dict(value) if isinstance(value, dict) else {}

    def read(self, said: Mapping[str, Any], value: Any) -> Any:
        return {name: said[name] for name in ("years", "age") if said[name]}

    def why_not(self, value: Any, before: Any) -> Reasons:
        if not isinstance(value, dict) or not value or not value.keys() <= {"years", "age"}:
            yield "years", "Write years, an age or both: a rule without a number keeps all for ever"
            return
        for name, one in value.items():
            if type(one) is not int or not 1 <= one <= 130:
                yield name, "Write a whole number from 1 to 130"

    def lines(self, value: Any) -> Lines:
        if not isinstance(value, dict):
            return [("Rule", "Cannot be read: everything of this class is kept")]
        words = [f"{value['years']} years after it ended"] if value.get("years") else []
        words += [f"until the youngest child would be {value['age']}"] if value.get("age") else []
        return [("Rule", ", or ".join(words) + (", whichever is later" if len(words) > 1 else ""))]


@dataclass(frozen=True)
class Roles:
    """For each of several things, the roles that it is for."""

    names: Mapping[str, str]
    roles: tuple[tuple[str, str], ...]

    def fields(self, label: str, value: Any) -> dict[str, GovField]:
        return {
            code: MultiChoiceField(
                self.names.get(code, code),
                self.roles,
                required=False,
                small=True,
                hint="Nobody chosen: it opens to nobody in an emergency",
            )
            for code in value
        }

    def initial(self, value: Any) -> dict[str, Any]:
        return dict(value)

    def read(self, said: Mapping[str, Any], value: Any) -> Any:
        order = [code for code, _ in self.roles]
        return {code: [one for one in order if one in said[code]] for code in value}

    def why_not(self, value: Any, before: Any) -> Reasons:
        if not isinstance(value, dict) or value.keys() != before.keys():
            yield "", f"There have to be roles for each of {', '.join(before)}, and no other"
            return
        known = {code for code, _ in self.roles}
        for code, chosen in value.items():
            if not isinstance(chosen, list) or not known.issuperset(map(str, chosen)):
                yield code, "Choose from the list"

    def lines(self, value: Any) -> Lines:
        names = dict(self.roles)
        return [
            (self.names.get(code, code), "; ".join(names.get(r, r) for r in chosen) or "nobody")
            for code, chosen in value.items()
        ]


def _pairs(value: Any) -> Sequence[tuple[str, Any]]:
    rows = value.items() if isinstance(value, dict) else value
    return [(str(code), words) for code, words in rows]


def _codes(value: Any) -> list[str]:
    try:
        return [code for code, _ in _pairs(value)]
    except (TypeError, ValueError):
        return []

"""How people can be related, what a drawing of a family means, and what must be asked (L46, L47).

Pure: the kinds of relationship, their inverses and their lines are data that the form, the drawing,
its legend and its table all read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openmash.core.dates import check_birth_date, check_expected_birth_date


class Line(StrEnum):
    """How a relationship is drawn."""

    DESCENT = "descent"  # parent and child, by birth
    CARE = "care"  # step, foster, adoption: who brings the child up
    COUPLE = "couple"
    APART = "apart"  # separated: one stroke
    ENDED = "ended"  # divorced, or no longer a couple: two strokes
    BESIDE = "beside"  # brothers and sisters
    HALF = "half"  # half and step brothers and sisters
    LOOSE = "loose"  # everybody else who matters
    HARM = "harm"  # an arrow towards the person hurt


@dataclass(frozen=True)
class Kin:
    """One kind: what the one is of the other, the way back, its line, and how far below the other is."""

    code: str
    inverse: str
    line: Line
    below: int = 0

    @property
    def is_mutual(self) -> bool:
        """Whether both are the same to each other."""
        return self.code == self.inverse


KINSHIP: tuple[Kin, ...] = (
    Kin("parent", "child", Line.DESCENT, 1),
    Kin("step-parent", "step-child", Line.CARE, 1),
    Kin("adoptive parent", "adopted child", Line.CARE, 1),
    Kin("foster carer", "fostered child", Line.CARE, 1),
    Kin("private foster carer", "privately fostered child", Line.CARE, 1),
    Kin("special guardian", "child under special guardianship", Line.CARE, 1),
    Kin("grandparent", "grandchild", Line.LOOSE, 2),
    Kin("great-grandparent", "great-grandchild", Line.LOOSE, 3),
    Kin("aunt or uncle", "niece or nephew", Line.LOOSE, 1),
    Kin("sibling", "sibling", Line.BESIDE),
    Kin("half-sibling", "half-sibling", Line.HALF),
    Kin("step-sibling", "step-sibling", Line.HALF),
    Kin("cousin", "cousin", Line.LOOSE),
    Kin("spouse", "spouse", Line.COUPLE),
    Kin("partner", "partner", Line.COUPLE),
    Kin("separated spouse or partner", "separated spouse or partner", Line.APART),
    Kin("divorced spouse", "divorced spouse", Line.ENDED),
    Kin("ex-partner", "ex-partner", Line.ENDED),
    Kin("friend", "friend", Line.LOOSE),
    Kin("carer", "cared-for person", Line.LOOSE),
    Kin("somebody who matters", "somebody who matters", Line.LOOSE),
    Kin("danger", "person at risk", Line.HARM),
)
_FORTH = {kin.code: kin for kin in KINSHIP}
_BACK = {kin.inverse: kin for kin in KINSHIP if not kin.is_mutual}
PARENTAL = frozenset({"parent", "adoptive parent", "step-parent", "special guardian"})
DANGER = "danger"


def kin_of(code: str) -> tuple[Kin, bool] | None:
    """The kind behind a code, and whether the code is said the other way round."""
    if code in _FORTH:
        return _FORTH[code], False
    return (_BACK[code], True) if code in _BACK else None


def inverse_of(code: str) -> str:
    """What the other person is; a word nobody declared is the same both ways."""
    found = kin_of(code)
    if found is None:
        return code
    kin, turned = found
    return kin.code if turned else kin.inverse


def say_kin(code: str, name: str) -> str:
    """What somebody is, as people say it: *mother or father of Isla* is "parent of Isla"."""
    special = {DANGER: f"poses a risk to {name}", "person at risk": f"is at risk from {name}"}
    return special.get(code, f"{code} of {name}")


@dataclass(frozen=True)
class Meaning:
    """One entry of the legend."""

    sample: str
    words: str


SYMBOLS: tuple[Meaning, ...] = (
    Meaning("male", "male"),
    Meaning("female", "female"),
    Meaning("unknown", "sex not known"),
    Meaning("unborn", "not born yet"),
    Meaning("focus", "this child, or a brother or sister"),
    Meaning("dead", "died"),
)
LINES: tuple[Meaning, ...] = (
    Meaning(Line.COUPLE, "couple"),
    Meaning(Line.APART, "separated"),
    Meaning(Line.ENDED, "divorced or ended"),
    Meaning(Line.DESCENT, "parent and child"),
    Meaning(Line.CARE, "step, foster, adoptive or guardian"),
    Meaning(Line.LOOSE, "other relative, or not said how"),
    Meaning(Line.HARM, "danger, arrow to who is hurt"),
    Meaning("home", "live together"),
)
FLAG_LETTERS: dict[str, str] = {
    "cp_plan": "CP",
    "looked_after": "LAC",
    "child_in_need": "CIN",
    "ehcp": "EHC",
    "private_fostering": "PF",
    "missing": "MIS",
    "exploitation": "EXP",
    "protected_identity": "PI",
    "poses_risk": "R",
    "marac": "DA",
    "mappa": "MA",
}
# The safety of calling must be asked when one of these is near (`data.md` §2).
RISK_FLAGS = frozenset({"poses_risk", "marac", "mappa"})


def why_not_related(code: str, *, same_person: bool) -> Iterator[str]:
    """Everything that stands in the way of recording how two people are related."""
    if kin_of(code) is None:
        yield "Choose how the two are related"
    if same_person:
        yield "Choose another person: these are two records of one human being"


def why_not_period(starts_on: date | None, ends_on: date | None, today: date) -> Iterator[str]:
    """A period that cannot be."""
    if starts_on and starts_on > today:
        yield "It cannot have begun in the future"
    if ends_on and ends_on > today:
        yield "It cannot have ended in the future"
    if starts_on and ends_on and ends_on < starts_on:
        yield "It cannot have ended before it began"


def why_not_lived(
    birth: date | None, death: date | None, today: date, *, unborn: bool
) -> Iterator[str]:
    """Dates of birth and death that cannot be (e-MARF §8)."""
    if unborn:
        yield "The child is not born yet: record the birth first"
    if birth and (odd := check_birth_date(birth, today)):
        yield odd
    if death and death > today:
        yield "The date of death is in the future"
    if birth and death and death < birth:
        yield "Nobody can have died before they were born"


def why_not_due(due: date | None, today: date, *, unborn: bool) -> Iterator[str]:
    """Days on which a child cannot be due (e-MARF §8)."""
    if not unborn:
        yield "The child is born: correct the date of birth instead"
    if due and (odd := check_expected_birth_date(due, today)):
        yield odd


def why_not_reached(safe: str, *, risk_is_near: bool) -> Iterator[str]:
    """Near danger, whether a number is safe to use is asked before it is kept (`data.md` §2)."""
    if risk_is_near and safe not in {"yes", "no", "unknown"}:
        yield "Say whether it is safe to use: somebody near this person may be dangerous"

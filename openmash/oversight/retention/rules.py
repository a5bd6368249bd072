"""When a record may be destroyed: pure, and with every reason (`data.md` §7).

Nothing here is sharper than a month, and a record is due on the first of a month: a due date would
otherwise say when a child was born.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from openmash.oversight.retention.states import CLASS_NAMES, Class, Scope

NOTHING: dict[Scope, tuple[str, str]] = {
    Scope.CONTACT: ("reference", "No contact that was sent has this reference"),
    Scope.PERSON: ("number", "The register has no record with this number"),
    Scope.CLASS: ("of_class", "Choose the class"),
    Scope.ALL: ("scope", "Choose what is held"),
}
SHORTEST = 20  # characters of a reason that somebody can still understand in thirty years


@dataclass(frozen=True)
class Rule:
    """Kept so many years after its end, and until an age is reached, whichever is later."""

    years: int = 0
    age: int = 0
    source: str = ""

    @property
    def words(self) -> str:
        """As it is read out."""
        after = f"{_years(self.years)} after it ended" if self.years else ""
        until = f"until the youngest child would be {self.age}" if self.age else ""
        both = f"{after}, or {until}, whichever is later"
        return both if after and until else after or until


@dataclass(frozen=True)
class Child:
    """What of a child counts: the latest birth that is known, or none."""

    born: date | None


@dataclass(frozen=True)
class Facts:
    """A contact with all that belongs to it, duplicates included, as the rules see it."""

    arrived: date
    ended: date | None  # the last thing that happened to it; none while any part of it is open
    children: tuple[Child, ...] = ()
    enquiry: bool = False
    assessed: bool = False
    protected: bool = False
    looked_after: bool = False
    hidden: bool = False  # somebody in it is restricted, and what is known of them is not seen here
    used_by_other: bool = False


@dataclass(frozen=True)
class Due:
    """From when it may be destroyed, by which class, and why; no day when it is kept for now."""

    of_class: Class
    on: date | None
    because: tuple[str, ...]


def read_rule(value: object, source: str = "") -> Rule | None:
    """The rule in a setting; none where it cannot be read, and then nothing of the class is due."""
    if not isinstance(value, Mapping) or not set(value) <= {"years", "age"}:
        return None
    years, age = value.get("years", 0), value.get("age", 0)
    numbers = all(type(one) is int and 0 <= one <= 130 for one in (years, age))
    return Rule(years, age, source) if numbers and (years or age) else None


def classes_of(facts: Facts) -> Iterator[tuple[Class, str]]:
    """Every class it is of, each with the reason; the one that keeps it longest counts."""
    yield Class.CONTACT, ""  # every record is
    if facts.enquiry or facts.assessed:
        what = "a MASH enquiry was opened" if facts.enquiry else "an assessment was decided"
        yield Class.ENQUIRY, f"It is more than a contact: {what}"
    if facts.protected:
        yield Class.PROTECTION, "Protection was decided, or a child has or had a protection plan"
    if facts.looked_after:
        yield Class.LOOKED_AFTER, "A child is or was looked after"


def when_due(facts: Facts, rules: Mapping[Class, Rule | None]) -> Due:
    """From when a record may be destroyed, and why; the longest of the rules it is under counts."""
    found = [_by_class(one, why, facts, rules.get(one)) for one, why in classes_of(facts)]
    kept = [one for one in found if one.on is None]
    due = (kept or sorted(found, key=lambda one: one.on or date.max))[-1]
    if facts.ended is None:
        return Due(due.of_class, None, ("It is open, or a part of it is",))
    if stays := tuple(_why_it_stays(facts)):
        return Due(due.of_class, None, stays)
    return due


def why_held(
    contact: str, people: Collection[str], classes: Collection[str], holds: Iterable[Hold]
) -> Iterator[str]:
    """Every hold that covers it, in words."""
    for one in holds:
        if _covers(one, contact, people, classes):
            yield f"Legal hold since {one.since}: {one.shown}"


@dataclass(frozen=True)
class Hold:
    """A hold in force, with every record that was ever joined with the person it is on."""

    scope: Scope
    keys: frozenset[str] = field(default_factory=frozenset)
    of_class: str = ""
    shown: str = ""
    since: str = ""


def why_not_placed(scope: Scope, found: bool, words: str) -> Iterator[tuple[str, str]]:
    """Every reason why a hold cannot be placed, by the field it is about."""
    if not found:
        yield NOTHING[scope]
    if len(words.strip()) < SHORTEST:
        yield "reason", f"Say in at least {SHORTEST} characters why: whoever lifts it reads this"


def why_not_another(first: str, second: str, what: str) -> Iterator[str]:
    """Two people, always."""
    if first == second:
        yield f"You {what} it yourself: somebody else decides"


def why_not_proposed(due: int, waits: bool) -> Iterator[str]:
    """Every reason why nothing can be proposed for destruction now."""
    if waits:
        yield "Records of this class are proposed already: settle that first"
    elif not due:
        yield "Nothing of this class is due, or all of it is held"


def years_later(day: date, years: int) -> date:
    """The same day so many years later or earlier; the first of March for the 29th of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _by_class(of_class: Class, why: str, facts: Facts, rule: Rule | None) -> Due:
    if rule is None:
        name = CLASS_NAMES[of_class]
        return _due(of_class, None, why, f"No rule that can be read is set for “{name}”")
    if facts.ended is None:
        return _due(of_class, None, why)
    said, dates = [why], []
    if rule.years:
        dates.append(_later(facts.ended, rule.years))
        said.append(f"Ended in {_month(facts.ended)}; kept {_years(rule.years)} after that")
    if rule.age:
        born, known = _youngest(facts)
        dates.append(_later(born, rule.age))
        said.append(
            f"The youngest child would be {rule.age} in {_month(_later(born, rule.age, first=False))}"
            if known
            else f"No birth date of a child is known: {_years(rule.age)} count from its arrival"
        )
    return _due(of_class, max(dates), *said)


def _due(of_class: Class, on: date | None, *said: str) -> Due:
    return Due(of_class, on, tuple(filter(None, said)))


def _youngest(facts: Facts) -> tuple[date, bool]:
    """The latest birth there may be: whoever has none might be born the day the contact came."""
    known = [one.born for one in facts.children if one.born]
    unknown = not known or any(one.born is None for one in facts.children)
    return (max([*known, facts.arrived]), False) if unknown else (max(known), True)


def _why_it_stays(facts: Facts) -> Iterator[str]:
    if facts.hidden:
        yield "Somebody in it is restricted: whoever is named for them decides, outside this page"
    if facts.used_by_other:
        yield "Another record that is kept rests on it"


def _covers(one: Hold, contact: str, people: Collection[str], classes: Collection[str]) -> bool:
    match one.scope:
        case Scope.ALL:
            return True
        case Scope.CLASS:
            return one.of_class in classes
        case Scope.CONTACT:
            return contact in one.keys
        case Scope.PERSON:
            return bool(one.keys & set(people))


def _later(day: date, years: int, *, first: bool = True) -> date:
    """So many years later, on the first of the month after; or just in that month."""
    month = day.month + (1 if first else 0)
    return date(day.year + years + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _month(day: date) -> str:
    return f"{day:%B %Y}"


def _years(number: int) -> str:
    return f"{number} year{'' if number == 1 else 's'}"

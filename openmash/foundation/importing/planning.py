"""What a row changes: pure, and the same for the dry run and for the real one.

A row is somebody the register knows only by an exact identifier: the number this very source knows
them by, or a verified NHS number with the birth date (`data.md` §1.4). Everything else is a new
record; whether it is somebody known is a question for a person.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from openmash.core.dates import say_date
from openmash.core.identifiers import check_nhs_number, check_postcode, check_upn
from openmash.core.names import place_key, words_of
from openmash.core.phones import check_phone
from openmash.foundation.importing.states import Outcome
from openmash.foundation.importing.understanding import Said, Work

OTHER_PERSON = (
    "This source knows somebody else by this number: {name}, born {born}."
    " Ask the source who is meant"
)
TWO_NUMBERS = (
    "{name} has the same verified NHS number and another number of this source."
    " A new record is made; find out whether they are one person"
)
NEVER = "{service}: somebody here said that this was never so. Nothing was changed; ask the source"
BY_NUMBER = "by the number this source knows them by"
BY_NHS = "by verified NHS number and date of birth"


@dataclass
class KnownWork:
    """An involvement as far as a row may change it."""

    key: uuid.UUID
    worker: str
    ends_on: date | None
    never: bool = False  # somebody said that it was entered in error


@dataclass
class Known:
    """What is known of somebody before a row is read; each row adds to it."""

    record: uuid.UUID
    name: str
    birth_date: date | None = None
    sex: str = "U"
    names: set[tuple[str, ...]] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    protected: bool = False
    work: dict[str, KnownWork] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)  # what this source calls them
    hidden: bool = False  # restricted to named readers, who keep the record themselves
    learns: bool = True  # its record stands for itself and is born: what is not known can be added


@dataclass
class Directory:
    """Everybody the rows at hand may be about."""

    by_key: dict[str, Known] = field(default_factory=dict)
    by_nhs: dict[tuple[str, date], Known] = field(default_factory=dict)
    by_root: dict[uuid.UUID, Known] = field(default_factory=dict)

    def find(self, said: Said) -> tuple[Known | None, str]:
        """Who this is, and by what; nobody when no exact identifier says so."""
        if said.key and (found := self.by_key.get(said.key)):
            return found, BY_NUMBER
        same = self._by_nhs(said)
        return (same, BY_NHS) if same and not _called_otherwise(said, same) else (None, "")

    def doubt(self, said: Said) -> str | None:
        """Why somebody with the same verified number is not taken for the same person."""
        same = None if said.key in self.by_key else self._by_nhs(said)
        return (
            TWO_NUMBERS.format(name=same.name) if same and _called_otherwise(said, same) else None
        )

    def _by_nhs(self, said: Said) -> Known | None:
        if not (said.nhs_verified and said.birth_date):
            return None
        return self.by_nhs.get((number_of(said), said.birth_date))

    def learn(self, said: Said, known: Known) -> None:
        """From now on these identifiers lead to this person."""
        if said.key:
            self.by_key[said.key] = known
            known.keys.add(said.key)
        if said.nhs_verified and said.birth_date and number_of(said):
            self.by_nhs.setdefault((number_of(said), said.birth_date), known)


@dataclass
class Plan:
    """What is to be written for one row, and the words for it."""

    said: Said
    outcome: Outcome
    record: uuid.UUID
    row_key: uuid.UUID  # made from the import and the row's number: the same in every try
    same_as: str = ""
    name: bool = False
    learnt: dict[str, object] = field(default_factory=dict)  # what nobody knew: birth date, sex
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    address: bool = False
    protected: bool = False
    phone: bool = False
    begins: uuid.UUID | None = None  # the key of the new involvement
    begins_on: date | None = None
    ends: list[tuple[uuid.UUID, date]] = field(default_factory=list)
    tells: tuple[str, uuid.UUID] | None = None  # which involvement this source told of
    changes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    hidden: bool = False


def plan(said: Said, directory: Directory, *, new_key: uuid.UUID, today: date) -> Plan:
    """What this row changes, given what is known; what is known then includes this row."""
    known, how = directory.find(said)
    if known is None:
        return _new(said, directory, new_key, today)
    if known.hidden:
        return Plan(said, Outcome.NOTHING, known.record, new_key, hidden=True)
    if _is_another(said, known):
        born = say_date(known.birth_date) if known.birth_date else "on a day not known"
        reason = OTHER_PERSON.format(name=known.name, born=born)
        return Plan(said, Outcome.REJECTED, known.record, new_key, reasons=[reason])
    made = Plan(said, Outcome.NOTHING, known.record, new_key, f"{known.name}, {how}")
    made.warnings += [*said.warnings, *_differs(said, known)]
    _add_what_is_new(made, known, today)
    made.outcome = Outcome.CHANGED if made.changes else Outcome.NOTHING
    directory.learn(said, known)
    return made


def number_of(said: Said) -> str:
    """An NHS number that can be one; nothing otherwise."""
    checked = check_nhs_number(said.nhs_number)
    return checked.value or "" if not checked.problem else ""


def work_key(work: Work) -> str:
    """One involvement, however often it is told."""
    service = " ".join(work.service.casefold().split())
    return f"{work.kind}|{work.agency}|{service}|{work.starts_on.isoformat()}"


def _new(said: Said, directory: Directory, key: uuid.UUID, today: date) -> Plan:
    name = f"{said.given} {said.family}".strip()
    known = Known(key, name, said.birth_date, said.sex, names={_name(said)})
    doubt = directory.doubt(said)
    made = Plan(said, Outcome.NEW, key, key, warnings=[*said.warnings, *([doubt] if doubt else [])])
    _add_what_is_new(made, known, today)
    directory.learn(said, known)
    return made


def _add_what_is_new(made: Plan, known: Known, today: date) -> None:
    said = made.said
    _learn(made, known)
    if _name(said) not in known.names:
        known.names.add(_name(said))
        made.name = True
        made.changes.append(f"Name: {said.given} {said.family}".strip())
    for kind, value, words in _identifiers(said):
        if (kind, value) not in known.identifiers:
            known.identifiers.add((kind, value))
            made.identifiers.append((kind, value))
            made.changes.append(words)
    _add_place(made, known)
    phone = check_phone(said.phone).value or ""
    if phone and phone not in known.phones:
        known.phones.add(phone)
        made.phone = True
        made.changes.append("Telephone number")
    if said.work:
        _add_work(made, said.work, known, today)


def _learn(made: Plan, known: Known) -> None:
    said = made.said
    if known.learns and said.birth_date and not known.birth_date:
        known.birth_date = said.birth_date
        made.learnt["birth_date"] = said.birth_date
        made.changes.append(f"Date of birth: {say_date(said.birth_date)}")
    if known.learns and said.sex != "U" and known.sex == "U":
        known.sex = said.sex
        made.learnt["sex"] = said.sex
        made.changes.append("Sex")


def _add_place(made: Plan, known: Known) -> None:
    """Somebody's new home is as protected as the one before: nobody has said that it is not."""
    said = made.said
    place = place_of(said)
    made.protected = said.protected or known.protected
    if not (said.address or said.postcode) or place in known.places:
        return
    known.places.add(place)
    known.protected = made.protected
    made.address = True
    made.changes.append("Address, protected" if made.protected else "Address")


def place_of(said: Said) -> str:
    """The door a row names, however it is written."""
    code = check_postcode(said.postcode).value or ""
    return place_key(said.address, code) or f"{said.address.casefold()}|{code}"


def _add_work(made: Plan, work: Work, known: Known, today: date) -> None:
    key = work_key(work)
    before = known.work.get(key)
    if before and before.never:
        made.warnings.append(NEVER.format(service=work.service))
    elif before is None:
        _begin(made, work, known, work.starts_on, work.ends_on)
    elif before.ends_on is None and work.ends_on:
        before.ends_on = work.ends_on
        made.ends.append((before.key, work.ends_on))
        made.changes.append(f"{work.service} ended on {say_date(work.ends_on)}")
    elif before.ends_on and not work.ends_on:  # said to be over, and there again
        _begin(made, work, known, max(before.ends_on, work.starts_on), None)
    elif before.ends_on is None and work.worker and _differ(work.worker, before.worker):
        day = max(today, work.starts_on)
        made.ends.append((before.key, day))
        _begin(made, work, known, day, None)
    made.tells = (key, known.work[key].key)


def _begin(made: Plan, work: Work, known: Known, on: date, ended: date | None) -> None:
    made.begins, made.begins_on = uuid.uuid5(made.row_key, work_key(work)), on
    known.work[work_key(work)] = KnownWork(made.begins, work.worker, ended)
    worker = f", {work.worker}" if work.worker else ""
    made.changes.append(f"{work.service}{worker}, from {say_date(on)}")
    if ended:
        made.ends.append((made.begins, ended))
        made.changes.append(f"{work.service} ended on {say_date(ended)}")


def _identifiers(said: Said) -> Iterator[tuple[str, str, str]]:
    """Kind, value as the register keeps it, and the words for the change."""
    if said.nhs_number:
        number = check_nhs_number(said.nhs_number).value or said.nhs_number
        yield "nhs_number", number, "NHS number"
    if said.upn:
        yield "upn", check_upn(said.upn).value or said.upn, "Unique pupil number"
    if said.la_child_id:
        yield "la_child_id", said.la_child_id, "Council child number"


def _is_another(said: Said, known: Known) -> bool:
    """No word of the name in common, and no birth date that says it is the same child: a number
    given to somebody else, or a file whose columns were sorted apart."""
    if not _is_called_otherwise(said, known):
        return False
    return said.birth_date is None or said.birth_date != known.birth_date


def _is_called_otherwise(said: Said, known: Known) -> bool:
    words = {word for name in known.names for word in name}
    return not words & set(_name(said))


def _differs(said: Said, known: Known) -> Iterator[str]:
    learnt = known.learns and not known.birth_date
    if said.birth_date and known.birth_date != said.birth_date and not learnt:
        kept = f"born {say_date(known.birth_date)}" if known.birth_date else "no date of birth"
        yield f"The register has {kept}; this row says {say_date(said.birth_date)}. Nothing is changed"
    if _is_called_otherwise(said, known):
        yield "The register knows them by quite another name. The new one is added; find out why"
    if said.sex != "U" and known.sex not in ("U", said.sex):
        yield "The register has another sex. Nothing is changed"


def _name(said: Said) -> tuple[str, ...]:
    return tuple(sorted(words_of(f"{said.given} {said.family}")))


def name_words(given: str, family: str) -> tuple[str, ...]:
    """A name for comparing, whatever the order of its words."""
    return tuple(sorted(words_of(f"{given} {family}")))


def _differ(one: str, two: str) -> bool:
    return words_of(one) != words_of(two)


def _called_otherwise(said: Said, known: Known) -> bool:
    """The same source gives them another number: twins with one number by mistake, perhaps."""
    return bool(said.key and known.keys and said.key not in known.keys)

"""A person as a reader may see them: a protected address stays protected (`roles.md` §3)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from openmash.core.actor import Actor
from openmash.core.dates import describe_age, say_date
from openmash.core.identifiers import format_nhs_number
from openmash.core.working_time import LONDON
from openmash.foundation.people.access import opening_of
from openmash.foundation.people.models import Address, Identifier, Person
from openmash.foundation.people.presenters.statements import PROTECTED, Said, Teller
from openmash.foundation.people.whole import Whole
from openmash.foundation.ui.parts import ChildHeader, Fact, Flag, Link
from openmash.foundation.ui.wording import listed, time_of_day


def age_of(person: Person, today: date) -> str:
    """An age as people say it, or that it is not known."""
    day = person.birth_date or person.expected_birth_date
    return describe_age(day, today) if day else "age not known"


def born_of(person: Person) -> str:
    """When somebody was born or is due, as people say it."""
    if person.birth_date:
        about = "about " if person.birth_date_estimated else ""
        return about + say_date(person.birth_date)
    if person.expected_birth_date:
        return f"due {say_date(person.expected_birth_date)}"
    return "birth date not known"


@dataclass(frozen=True)
class PersonPage:
    """What the page of a person shows of the person alone."""

    key: uuid.UUID
    header: ChildHeader
    names: tuple[Said, ...]
    numbers: tuple[Said, ...]
    homes: tuple[Said, ...]
    contacts: tuple[Said, ...]
    flags: tuple[Said, ...]
    was_due: str
    is_unborn: bool


def describe(
    one: Whole,
    by: Actor,
    *,
    siblings: tuple[Link, ...] = (),
    open_to: tuple[str, ...] | None = None,
    on_paper: bool = False,
) -> PersonPage:
    """Draw a person for this reader: a protected address stays protected (`roles.md` §3)."""
    person = one.person
    tell = Teller(by, _today(by), on_paper)
    return PersonPage(
        key=person.pk,
        header=header_of(one, by, siblings=siblings, open_to=open_to),
        names=tell.lines("name", one.every("names")),
        numbers=tell.lines("number", one.every("identifiers")),
        homes=tell.lines("address", one.every("addresses")),
        contacts=tell.lines("contact", one.every("contact_points")),
        flags=tell.lines("flag", one.every("flags")),
        was_due=say_date(person.was_due_on) if person.was_due_on else "",
        is_unborn=person.kind == Person.Kind.UNBORN,
    )


def header_of(
    one: Whole,
    by: Actor,
    *,
    siblings: tuple[Link, ...] = (),
    open_to: tuple[str, ...] | None = None,
) -> ChildHeader:
    """Who this is, on every part of the page in the same order (guide §4).

    A protected address never stands here, whoever reads: a header is printed, and looked at over
    shoulders.
    """
    person, today = one.person, _today(by)
    nhs = [n for n in one.identifiers if n.kind == Identifier.Kind.NHS_NUMBER]
    now = [address for address in one.addresses if address.holds_on(today)]
    facts = [Fact("Born", born_of(person)), Fact("Sex", person.get_sex_display())]
    facts += [Fact("NHS number", format_nhs_number(n.value)) for n in nhs[:1]]
    facts += [Fact("Lives at", _lives_at(now))] if now else []
    facts += [] if open_to is None else [Fact("Open to", listed(open_to) or "nobody we know of")]
    held = [flag for flag in one.flags if flag.holds_on(today)]
    flags = [Flag(PROTECTED, strong=True, icon="lock")] if any(a.confidential for a in now) else []
    flags += [Flag("Restricted", strong=True, icon="lock")] if person.readers is not None else []
    flags += [Flag(f.get_code_display(), strong=f.code == "poses_risk") for f in held]
    return ChildHeader(
        name=person.display_name,
        about=age_of(person, today),
        siblings=siblings,
        facts=tuple(facts),
        show_rag=False,
        flags=tuple(flags),
        who_may_see=_who_may_see(person),
        warning=_opened_by(person, by),
    )


def _opened_by(person: Person, by: Actor) -> tuple[str, str]:
    """On every page of a record that this reader has opened in an emergency: a mark over all of it."""
    opened = opening_of(person, by=by)
    if opened is None:
        return ("", "")
    return (
        f"Opened in an emergency by {by.name}, until {time_of_day(opened.until)}",
        "Everything you look at here is recorded and reviewed. Nothing is printed or changed.",
    )


def _lives_at(now: list[Address]) -> str:
    """The main home; any protected one in force stands for all."""
    if any(address.confidential for address in now):
        return PROTECTED
    main = [address for address in now if address.kind == Address.Kind.MAIN] or now
    return ", ".join(filter(None, [main[-1].lines, main[-1].postcode]))


def _who_may_see(person: Person) -> str:
    """Who else may open this, so that nobody tells somebody who may not know."""
    if person.readers is not None:
        return "only the people named in a restriction; to all others this person is not there."
    return "hub team, data steward, and workers on a case of this person."


def _today(by: Actor) -> date:
    return by.at.astimezone(LONDON).date()

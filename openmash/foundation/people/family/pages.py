"""What the pages of a person show: composed here, drawn by the templates, computed by neither."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.family.homes import Household, households_of, open_where_protected
from openmash.foundation.people.family.network import (
    Bond,
    Network,
    Stay,
    bonds_in_error,
    network_of,
)
from openmash.foundation.people.family.rules import (
    DANGER,
    FLAG_LETTERS,
    LINES,
    SYMBOLS,
    Meaning,
    inverse_of,
    say_kin,
)
from openmash.foundation.people.family.tree import Drawing, draw
from openmash.foundation.people.family.tree_of import family_of, has_responsibility, siblings_of
from openmash.foundation.people.models import Person, PersonFlag
from openmash.foundation.people.presenters import PersonPage, describe
from openmash.foundation.people.presenters.person import age_of
from openmash.foundation.people.presenters.statements import PROTECTED, say_period
from openmash.foundation.people.presenters.tabs import tabs_of
from openmash.foundation.people.queries import OpenTo, open_involvement
from openmash.foundation.people.rules import may_see_protected_address
from openmash.foundation.ui.parts import Link, Tab

ANSWERS = {True: "yes", False: "no", None: "not known"}


@dataclass(frozen=True)
class Frame:
    """What stands around every part of a person's page."""

    page: PersonPage
    tabs: tuple[Tab, ...]
    network: Network
    open_to: list[OpenTo]
    may_write: bool


@dataclass(frozen=True)
class Relative:
    """One relationship of the person of the page."""

    key: uuid.UUID
    person: uuid.UUID
    name: str
    how: str
    responsible: str
    lives_with: str
    period: str
    certainty: str
    source: str
    over: bool
    error: str


@dataclass(frozen=True)
class InTheDrawing:
    """One row of the table that says what the drawing says."""

    key: uuid.UUID
    name: str
    about: str
    ties: tuple[str, ...]
    home: str
    protected: bool
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """A home in words: its name in the drawing, the address, who lives or lived there."""

    label: str
    people: tuple[tuple[uuid.UUID, str, str], ...]
    now: bool
    protected: bool


@dataclass(frozen=True)
class Danger:
    """From whom danger comes, and to whom."""

    text: str
    source: str
    since: str
    certainty: str


@dataclass(frozen=True)
class FamilyPage:
    """The part *Family and home*."""

    drawing: Drawing
    legend: tuple[Meaning, ...]
    letters: tuple[tuple[str, str], ...]
    people: tuple[InTheDrawing, ...]
    relatives: tuple[Relative, ...]
    homes: tuple[Home, ...]
    dangers: tuple[Danger, ...]
    written_openly: tuple[tuple[uuid.UUID, str], ...]
    summary: str


def frame_of(person: Person, current: str, *, by: Actor, on_paper: bool = False) -> Frame:
    """Header, parts and network of a person for this reader."""
    network = network_of(person, by=by, on_paper=on_paper)
    open_to = open_involvement([person.pk], by=by)
    record = record_facts(person)
    page = describe(
        network.people[network.focus],
        by,
        siblings=_sibling_links(network),
        open_to=tuple(dict.fromkeys(one.service for one in open_to)),
        on_paper=on_paper,
    )
    tabs = tabs_of(person.pk, current, record=record, by=by)
    return Frame(page, tabs, network, open_to, may(by, P.PERSON_WRITE, record))


def family_page(person: Person, network: Network, *, by: Actor, told: bool) -> FamilyPage:
    """The family in a drawing, in a table, in relationships and in homes."""
    homes = households_of(network)
    words = {n: PROTECTED if home.protected else _door(home) for n, home in enumerate(homes)}
    family = family_of(network, homes, words)
    drawing = draw(family)
    return FamilyPage(
        drawing=drawing,
        legend=_legend(drawing),
        letters=_letters(drawing),
        people=tuple(_row(network, key, homes, words, told) for key in network.people),
        relatives=_relatives(person, network, by, told),
        homes=tuple(_home(network, home, words[n]) for n, home in enumerate(homes)),
        dangers=tuple(_danger(network, b) for b in network.bonds if _is_danger(network, b)),
        written_openly=_written_openly(network) if told else (),
        summary=_summary(network, homes),
    )


def is_told(by: Actor, *, on_paper: bool = False) -> bool:
    """Whether protected places may stand on this page."""
    return may_see_protected_address(by.role) and not on_paper


def _sibling_links(network: Network) -> tuple[Link, ...]:
    links = []
    for key in siblings_of(network):
        person = network.people[key].person
        first = person.display_name.split(" ")[0]
        label = f"{first}, {age_of(person, network.today)}"
        links.append(Link(label, reverse("person", args=[key])))
    return tuple(links)


def _door(home: Household) -> str:
    address = home.stays[-1].address
    return ", ".join(filter(None, [address.lines, address.postcode]))


def _row(
    network: Network,
    key: uuid.UUID,
    homes: tuple[Household, ...],
    words: dict[int, str],
    told: bool,
) -> InTheDrawing:
    one = network.people[key].person
    mine = [(n, home) for n, home in enumerate(homes) if home.now and key in home.members]
    numbers = _numbers(homes)
    hidden = [PROTECTED] if not told and _is_protected_now(network, key) else []
    about = [one.get_sex_display().lower() if one.kind != "unborn" else "not born yet"]
    about += [f"died {one.death_date.year}"] if one.death_date else [age_of(one, network.today)]
    about += ["parental responsibility"] if has_responsibility(network, key) else []
    flags = [f for f in network.people[key].flags if f.holds_on(network.today)]
    return InTheDrawing(
        key=key,
        name=one.display_name,
        about=" · ".join(about),
        ties=tuple(_said_of(network, key, bond) for bond in network.bonds_of(key)),
        home=", ".join([*(numbers.get(n, words[n]) for n, _ in mine), *hidden]),
        protected=any(home.protected for _, home in mine),
        flags=tuple(flag.get_code_display() for flag in flags),
    )


def _is_protected_now(network: Network, key: uuid.UUID) -> bool:
    held = (a for a in network.people[key].addresses if a.holds_on(network.today))
    return any(address.confidential for address in held)


def _numbers(homes: tuple[Household, ...]) -> dict[int, str]:
    """The names that shared homes have in the drawing."""
    shared = [n for n, home in enumerate(homes) if home.now and len(home.members) > 1]
    return {n: f"Home {number}" for number, n in enumerate(shared, 1)}


def _said_of(network: Network, key: uuid.UUID, bond: Bond) -> str:
    """What this person is of the other one of the tie."""
    is_one = bond.one == key
    other = network.people[bond.other if is_one else bond.one].person
    code = bond.kind if is_one else inverse_of(bond.kind)
    over = "" if bond.row.holds_on(network.today) else " (ended)"
    return say_kin(code, other.display_name) + over


def _relatives(person: Person, network: Network, by: Actor, told: bool) -> tuple[Relative, ...]:
    wrong = bonds_in_error(person, network, by=by)
    found = [_relative(network, bond, told) for bond in [*network.bonds_of(network.focus), *wrong]]
    return tuple(sorted(found, key=lambda one: (bool(one.error), one.over)))


def _relative(network: Network, bond: Bond, told: bool) -> Relative:
    other = bond.other if bond.one == network.focus else bond.one
    row = bond.row
    code = bond.kind if bond.one == other else inverse_of(bond.kind)
    # The same words for yes and no: either would say where a protected person lives.
    hidden = not told and (network.hides_home_of(other) or network.hides_home_of(network.focus))
    return Relative(
        key=row.pk,
        person=other,
        name=network.people[other].person.display_name,
        how=say_kin(code, network.people[network.focus].person.display_name),
        responsible=ANSWERS[row.parental_responsibility],
        lives_with="protected" if hidden else ANSWERS[row.lives_with],
        period=say_period(row.starts_on, row.ends_on),
        certainty=row.certainty,
        source=row.source,
        over=not row.holds_on(network.today),
        error=f"Entered in error, says {row.in_error_by}: {row.in_error_because}"
        if row.in_error_at
        else "",
    )


def _home(network: Network, home: Household, label: str) -> Home:
    people = tuple(_stay(network, stay) for stay in home.stays)
    return Home(label, people, home.now, home.protected)


def _stay(network: Network, stay: Stay) -> tuple[uuid.UUID, str, str]:
    address = stay.address
    kind = "" if address.kind == "main" else address.get_kind_display().lower()
    words = [kind, say_period(address.starts_on, address.ends_on)]
    name = network.people[stay.person].person.display_name
    return (stay.person, name, " · ".join(filter(None, words)))


def _is_danger(network: Network, bond: Bond) -> bool:
    return bond.kind == DANGER and bond.row.holds_on(network.today)


def _danger(network: Network, bond: Bond) -> Danger:
    names = [network.people[key].person.display_name for key in (bond.one, bond.other)]
    since = say_period(bond.row.starts_on, None)
    text = f"{names[0]} poses a risk to {names[1]}"
    return Danger(text, bond.row.source, since, bond.row.certainty)


def _written_openly(network: Network) -> tuple[tuple[uuid.UUID, str], ...]:
    return tuple(
        (stay.address.pk, network.people[stay.person].person.display_name)
        for stay in open_where_protected(network)
    )


def _legend(drawing: Drawing) -> tuple[Meaning, ...]:
    """Only what occurs: a legend of everything is read by nobody."""
    members = [placed.member for placed in drawing.people]
    used = {str(line) for line in drawing.lines} | {str(one.symbol) for one in members}
    used |= {"focus"} if any(one.focus for one in members) else set()
    used |= {"dead"} if any(one.died for one in members) else set()
    used |= {"home"} if drawing.homes else set()
    return tuple(meaning for meaning in (*SYMBOLS, *LINES) if meaning.sample in used)


def _letters(drawing: Drawing) -> tuple[tuple[str, str], ...]:
    used = {letter for placed in drawing.people for letter in placed.member.letters}
    names = dict(PersonFlag.Code.choices)
    found = [
        (letters, str(names[code])) for code, letters in FLAG_LETTERS.items() if letters in used
    ]
    if any("PR" in placed.member.detail.split(" · ") for placed in drawing.people):
        found.append(("PR", "parental responsibility"))
    return tuple(found)


def _summary(network: Network, homes: tuple[Household, ...]) -> str:
    shared = [home for home in homes if home.now and len(home.members) > 1]
    people, count = len(network.people), len(shared)
    words = f"{people} people" if people != 1 else "1 person"
    return words + (f", {count} shared home{'s' if count != 1 else ''}" if shared else "")

"""What the pages of a person show: composed here, drawn by the templates, computed by neither."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.people.access import facts_for
from openmash.foundation.people.family.homes import Household, households_of
from openmash.foundation.people.family.network import (
    Network,
    network_of,
)
from openmash.foundation.people.family.rows import (
    Danger,
    Home,
    InTheDrawing,
    Relative,
    danger_of,
    door_of,
    home_of,
    is_danger,
    relatives_of,
    row_of,
    written_openly,
)
from openmash.foundation.people.family.rules import (
    FLAG_LETTERS,
    LINES,
    SYMBOLS,
    Meaning,
)
from openmash.foundation.people.family.tree import Drawing, draw
from openmash.foundation.people.family.tree_of import family_of, siblings_of
from openmash.foundation.people.glass.presenters import Opening, draw_openings
from openmash.foundation.people.glass.queries import openings_of
from openmash.foundation.people.models import Person, PersonFlag
from openmash.foundation.people.presenters import PersonPage, describe
from openmash.foundation.people.presenters.person import age_of
from openmash.foundation.people.presenters.statements import PROTECTED
from openmash.foundation.people.presenters.tabs import tabs_of
from openmash.foundation.people.queries import OpenTo, open_involvement
from openmash.foundation.people.rules import may_see_protected_address
from openmash.foundation.ui.parts import Link, Tab


@dataclass(frozen=True)
class Frame:
    """What stands around every part of a person's page."""

    page: PersonPage
    tabs: tuple[Tab, ...]
    network: Network
    open_to: list[OpenTo]
    may_write: bool
    may_join: bool
    may_ask_who_looked: bool
    openings: tuple[Opening, ...] = ()  # by others, for those who are named for it


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
    record = facts_for(person, by)
    page = describe(
        network.people[network.focus],
        by,
        siblings=_sibling_links(network),
        open_to=tuple(dict.fromkeys(one.service for one in open_to)),
        on_paper=on_paper,
    )
    tabs = tabs_of(person.pk, current, record=record, by=by)
    writes, joins = may(by, P.PERSON_WRITE, record), may(by, P.PERSON_JOIN, record)
    named = person.readers is not None and by.user in person.readers
    others = draw_openings(openings_of(person.pk, by=by), by) if named else ()
    asks = may(by, P.PERSON_ASK_WHO_LOOKED, record)
    return Frame(page, tabs, network, open_to, writes, joins, asks, others)


def family_page(person: Person, network: Network, *, by: Actor, told: bool) -> FamilyPage:
    """The family in a drawing, in a table, in relationships and in homes."""
    homes = households_of(network)
    words = {n: PROTECTED if home.protected else door_of(home) for n, home in enumerate(homes)}
    family = family_of(network, homes, words)
    drawing = draw(family)
    return FamilyPage(
        drawing=drawing,
        legend=_legend(drawing),
        letters=_letters(drawing),
        people=tuple(row_of(network, key, homes, words, told) for key in network.people),
        relatives=relatives_of(person, network, by, told),
        homes=tuple(home_of(network, home, words[n]) for n, home in enumerate(homes)),
        dangers=tuple(danger_of(network, b) for b in network.bonds if is_danger(network, b)),
        written_openly=written_openly(network) if told else (),
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

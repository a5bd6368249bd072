"""What a hub holds that is not for everybody, read from its database when a journey is over.

So what the journey itself typed is looked for, too. Left out, since finding it would prove nothing:
text of fewer than 16 characters, and text that a sender wrote as well, which others may read there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg

from openmash.frontdoor.enquiries.states.items import HEALTH as CATEGORIES
from tests import database
from tests.leaks.answers import plain

SHORTEST = 16
ADDRESS, NOTE, FACT, HEALTH, VIEW = "address", "guarded note", "fact", "health", "view"
# A line or postcode that somebody else openly lives at says nothing.
ADDRESSES = """
SELECT a.partnership_id, a.lines, a.postcode, a.recorded_at FROM people_address a
 WHERE a.confidential AND NOT EXISTS (SELECT 1 FROM people_address o WHERE NOT o.confidential
   AND o.partnership_id = a.partnership_id AND o.lines = a.lines AND o.in_error_at IS NULL)
"""
NOTES = "SELECT partnership_id, text, recorded_at, holds, person_id FROM people_chronologynote"
ITEMS = """
SELECT i.partnership_id, i.text, i.noted_at, i.category, i.tell_family, i.handling, e.contact_id,
       coalesce(c.agency_id, '')
  FROM enquiries_evidenceitem i JOIN enquiries_mashenquiry e ON e.id = i.enquiry_id
  LEFT JOIN enquiries_checkanswer n ON n.id = i.answer_id
  LEFT JOIN enquiries_checkperson p ON p.id = n.about_id
  LEFT JOIN enquiries_agencycheck c ON c.id = p.check_of_id
"""
SAID = """
SELECT n.partnership_id, n.said, n.noted_at, g.kind, e.contact_id, c.agency_id
  FROM enquiries_checkanswer n JOIN enquiries_checkperson p ON p.id = n.about_id
  JOIN enquiries_agencycheck c ON c.id = p.check_of_id
  JOIN access_agency g ON g.code = c.agency_id
  JOIN enquiries_mashenquiry e ON e.id = c.enquiry_id
"""
READINGS = """
SELECT r.partnership_id, r.known, r.children, r.adults, r.unknown, r.protective, r.recommended,
       e.contact_id, r.{at}
  FROM {table} r JOIN enquiries_healthanalysis a ON a.id = r.analysis_id
  JOIN enquiries_mashenquiry e ON e.id = a.enquiry_id
"""
VIEWS = """
SELECT v.partnership_id, v.reason, v.noted_at, d.contact_id, coalesce(a.agency_id, '')
  FROM decisions_partnerview v JOIN decisions_thresholddecision d ON d.id = v.decision_id
  LEFT JOIN decisions_viewasked a ON a.id = v.asked_id
"""
WIDE = """
SELECT value::text FROM contacts_answer UNION ALL SELECT value::text FROM contacts_earlieranswer
"""
ATTACHED = "SELECT subject, user_id::text FROM access_attachment"
CHILDREN = """
SELECT name, birth_date, address, postcode FROM contacts_contactchild
UNION SELECT p.display_name, p.birth_date, coalesce(a.lines, ''), coalesce(a.postcode, '')
  FROM people_person p LEFT JOIN people_address a ON a.person_id = p.id WHERE p.kind <> 'adult'
"""
ADULTS = """
SELECT display_name FROM people_person WHERE kind = 'adult'
UNION SELECT called FROM enquiries_scopeperson WHERE called LIKE '% %'
"""
HEALTH_AGENCIES = frozenset({"gp_practice", "health_trust", "mental_health_trust"})


@dataclass(frozen=True)
class Secret:
    """Words that are not for everybody, whose they are, and since when the hub has them."""

    kind: str
    words: str
    partnership: str
    since: datetime | None = None
    contact: str = ""
    told_by: str = ""  # the agency that wrote it on its own page, and may read it there again
    holds: frozenset[str] = frozenset()
    police: bool = False
    attached: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Held:
    """Everything to look for in what left one hub."""

    secrets: Mapping[str, tuple[Secret, ...]] = field(default_factory=dict)  # by their words
    people: frozenset[str] = frozenset()  # names, birthdays and addresses
    left_out: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> list[Secret]:
        """The secrets of one kind."""
        return [one for held in self.secrets.values() for one in held if one.kind == kind]


def held_in(name: str) -> Held:
    """Read from the database of this name, as only a superuser reads all of it."""
    with psycopg.connect(database.url("root", name)) as root:
        rows = _Rows(root)
        found = [*_addresses(rows), *_notes(rows), *_items(rows), *_said(rows)]
        found += [*_readings(rows), *_views(rows)]
        wide = plain(" ".join(row[0] for row in rows(WIDE)).replace("\\n", " "))
        return _held(found, wide, personal_words(root))


def personal_words(root: psycopg.Connection[Any]) -> frozenset[str]:
    """Whole names, birth dates as people and as machines write them, and where children live."""
    words: set[str] = set()
    for called, born, address, postcode in root.execute(CHILDREN.encode()):
        words |= {called, address, postcode}
        if born:
            words |= {f"{born:%Y-%m-%d}", f"{born.day} {born:%B %Y}", f"{born:%d/%m/%Y}"}
    words |= {called for (called,) in root.execute(ADULTS.encode())}
    return frozenset(plain(word) for word in words if len(word) > 3)


def _held(found: Iterable[Secret], wide: str, people: frozenset[str]) -> Held:
    kept: dict[str, list[Secret]] = defaultdict(list)
    left_out: set[str] = set()
    for one in found:
        short = one.kind != ADDRESS and len(one.words) < SHORTEST
        if short or (one.kind != ADDRESS and one.words in wide):
            left_out.add(one.words)
        elif one.words:
            kept[one.words].append(one)
    return Held({words: tuple(of) for words, of in kept.items()}, people, tuple(sorted(left_out)))


class _Rows:
    def __init__(self, root: psycopg.Connection[Any]) -> None:
        self.root = root
        self.attached: dict[str, set[str]] = defaultdict(set)
        for subject, user in self(ATTACHED):
            self.attached[subject].add(user)

    def __call__(self, query: str) -> list[tuple[Any, ...]]:
        return self.root.execute(query.encode()).fetchall()

    def secret(
        self, kind: str, text: str, partnership: str, contact: object, **more: Any
    ) -> Secret:
        """Of a contact: whoever is on the case may be nearer to it than their role."""
        on_case = frozenset(self.attached[f"contact:{contact}"])
        words = needle(text)
        return Secret(kind, words, partnership, contact=str(contact), attached=on_case, **more)


def needle(text: str) -> str:
    """The longest line of a text: a page may break it where the writer did."""
    return max((plain(line) for line in text.splitlines()), key=len, default="")


def _addresses(rows: _Rows) -> Iterator[Secret]:
    for partnership, lines, postcode, since in rows(ADDRESSES):
        for words in (lines, postcode):
            yield Secret(ADDRESS, plain(words), partnership, since)


def _notes(rows: _Rows) -> Iterator[Secret]:
    for partnership, text, since, holds, _ in rows(NOTES):
        if holds:
            yield Secret(NOTE, needle(text), partnership, since, holds=frozenset(holds))


def _items(rows: _Rows) -> Iterator[Secret]:
    for partnership, text, since, category, tell, handling, contact, agency in rows(ITEMS):
        holds = {
            "not_for_family": tell != "yes" or "H2" in handling,
            "ask_source": "H3" in handling,
            "spoken": "H4" in handling,
        }
        yield rows.secret(
            HEALTH if category in _health() else FACT,
            text,
            partnership,
            contact,
            since=since,
            told_by=agency,
            holds=frozenset(hold for hold, applies in holds.items() if applies),
            police=category in {"police", "domestic_abuse"},
        )


def _said(rows: _Rows) -> Iterator[Secret]:
    for partnership, text, since, of, contact, agency in rows(SAID):
        kind = HEALTH if of in HEALTH_AGENCIES else FACT
        police = of == "police"
        more = {"since": since, "told_by": agency, "police": police}
        yield rows.secret(kind, text, partnership, contact, **more)


def _readings(rows: _Rows) -> Iterator[Secret]:
    for table, at in (
        ("enquiries_healthreading", "written_at"),
        ("enquiries_healthdraft", "saved_at"),
    ):
        for partnership, *texts, contact, since in rows(READINGS.format(table=table, at=at)):
            known, children, adults, *others = texts
            for text in (known, *children.values(), *adults.values(), *others):
                yield rows.secret(HEALTH, text, partnership, contact, since=since)


def _views(rows: _Rows) -> Iterator[Secret]:
    for partnership, text, since, contact, agency in rows(VIEWS):
        yield rows.secret(VIEW, text, partnership, contact, since=since, told_by=agency)


def _health() -> frozenset[str]:
    return frozenset(one.value for one in CATEGORIES)

"""Full-text search in one chronology: PostgreSQL reads the words, also in other grammatical forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import connection

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.people.chronology.composing import Chronology, Entry, behind
from openmash.foundation.people.chronology.rules import why_not_searched
from openmash.foundation.people.models import Person

# Marks of what was found: control characters, which no text of ours contains (`core.text.clean`).
FOUND, AFTER = "\x02", "\x03"
WHOLE = f'StartSel="{FOUND}", StopSel="{AFTER}", HighlightAll=true'
PARTS = (
    f'StartSel="{FOUND}", StopSel="{AFTER}", MaxFragments=2, MaxWords=24, MinWords=8,'
    ' FragmentDelimiter=" … "'
)
SQL = """
SELECT t.place, ts_headline('english', t.words, asked.q, CASE WHEN t.whole THEN %s ELSE %s END)
FROM unnest(%s::int[], %s::text[], %s::bool[]) AS t(place, words, whole),
     websearch_to_tsquery('english', %s) AS asked(q)
WHERE to_tsvector('english', t.words) @@ asked.q
"""


@dataclass(frozen=True)
class Asked:
    """The words somebody looks for in a chronology, and why."""

    words: str
    reason: str
    said: str = ""


@dataclass(frozen=True)
class Hit:
    """A line in which the words were found, or behind which; marked where they stand."""

    text: str
    behind: tuple[str, ...]


def search(chronology: Chronology, person: Person, asked: Asked, *, by: Actor) -> dict[Entry, Hit]:
    """The lines that hold the words. Nothing is searched that this reader may not read.

    Written to the read log with its reason, whatever was found.
    """
    words = clean(asked.words).strip()
    refuse_if(sentence for _, sentence in why_not_searched(words, asked.reason, asked.said))
    if not _says_something(words):
        raise NotReady("There is no word in this that can be looked for. Add another")
    _log(chronology, person, asked, by)
    texts = _texts(chronology, by)
    hits: dict[Entry, Hit] = {}
    for place, marked in _found([(text, whole) for _, text, whole in texts], words):
        entry, _, whole = texts[place]
        hit = hits.get(entry) or Hit(entry.line.text, ())
        more = {"text": marked} if whole else {"behind": (*hit.behind, marked)}
        hits[entry] = replace(hit, **more)
    return hits


def _texts(chronology: Chronology, by: Actor) -> list[tuple[Entry, str, bool]]:
    """Every line whole, and what stands behind each, with the line it belongs to."""
    by_key = {entry.line.key: entry for entry in chronology.entries}
    lines = [(entry, clean(entry.line.text), True) for entry in chronology.entries]
    parts = [
        (by_key[written.key], clean(written.text), False)
        for written in behind(chronology, by=by)
        if written.key in by_key
    ]
    return lines + parts


def _found(texts: Iterable[tuple[str, bool]], words: str) -> list[tuple[int, str]]:
    rows = list(texts)
    with connection.cursor() as cursor:
        cursor.execute(
            SQL,
            [
                WHOLE,
                PARTS,
                list(range(len(rows))),
                [text for text, _ in rows],
                [whole for _, whole in rows],
                words,
            ],
        )
        return [(int(place), str(marked)) for place, marked in cursor.fetchall()]


def _says_something(words: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT numnode(websearch_to_tsquery('english', %s)) > 0", [words])
        row = cursor.fetchone()
    return bool(row and row[0])


def _log(chronology: Chronology, person: Person, asked: Asked, by: Actor) -> None:
    about = [f"person:{key}" for key in chronology.names]
    facts = {"words": asked.words, "reason": asked.reason, "in": "chronology"}
    reader = replace(by, reason=asked.said)
    log_read(Action.SEARCH, by=reader, subject=person.subject, about=about, facts=facts)

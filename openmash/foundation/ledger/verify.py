"""Is the ledger what it was? One set-based question for each kind of tampering.

Runs as the owner of the tables or as the application, for one partnership at a time. A chain alone
cannot show a cut tail or a chain written anew; the anchor, kept outside the database, can.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

TABLES = {"event": "ledger_event", "read": "access_readlog"}
SHOWN = 20


class Verdict(StrEnum):
    """What may be wrong, each told apart from the others."""

    ALTERED = "altered row"
    MISSING = "entry missing"
    UNLINKED = "entry not in the chain"
    BROKEN = "chain broken"
    CUT = "tail cut"
    REWRITTEN = "chain rewritten"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and where."""

    verdict: Verdict
    chain: str
    position: int | None
    entry: str

    def __str__(self) -> str:
        place = "" if self.position is None else f" at position {self.position}"
        return f"{self.chain}: {self.verdict}{place} ({self.entry})"


@dataclass(frozen=True)
class Anchor:
    """A link's hash as it was written down outside the database."""

    partnership: str
    chain: str
    position: int
    hash: str


@dataclass(frozen=True)
class Head:
    """The end of a chain."""

    chain: str
    position: int
    hash: str


def findings(partnership: str, anchors: Iterable[Anchor]) -> list[Finding]:
    """Everything that is wrong with a partnership's chains; empty means intact.

    Facts that were purged lawfully (null, with their digest kept) are no finding. The caller has
    told the database which partnership acts.
    """
    found: list[Finding] = []
    for chain, table in TABLES.items():
        for verdict, question in _QUESTIONS.items():
            rows = _ask(question.format(table=table), partnership, chain)
            found += [Finding(verdict, chain, place, entry) for place, entry in rows]
        found += _against_anchors(partnership, chain, anchors)
    return found


def heads(partnership: str) -> list[Head]:
    """The last link of each chain that has one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (chain) chain, position, hash FROM ledger_link"
            " WHERE partnership = %s ORDER BY chain, position DESC",
            [partnership],
        )
        return [Head(*row) for row in cursor.fetchall()]


# The digest of a row is worked out anew. A lawful purge empties facts and reason both, and keeps the
# digest they had; a row of which only one is empty was altered.
_ALTERED = """
SELECT l.position, l.entry::text FROM ledger_link l JOIN {table} e ON e.id = l.entry
 WHERE l.partnership = %s AND l.chain = %s AND (
   l.digest <> encode(sha256(convert_to(ledger_canonical(to_jsonb(e)), 'UTF8')), 'hex')
   OR ((e.facts IS NOT NULL OR e.reason IS NOT NULL)
       AND e.facts_digest IS DISTINCT FROM ledger_facts_digest(e.facts, e.reason)))
 ORDER BY 1 LIMIT {shown}
"""
_MISSING = """
SELECT l.position, l.entry::text FROM ledger_link l LEFT JOIN {table} e ON e.id = l.entry
 WHERE l.partnership = %s AND l.chain = %s AND e.id IS NULL ORDER BY 1 LIMIT {shown}
"""
_UNLINKED = """
SELECT NULL::bigint, e.id::text FROM {table} e
 WHERE e.partnership = %s AND NOT EXISTS (
   SELECT 1 FROM ledger_link l WHERE l.chain = %s AND l.entry = e.id)
 ORDER BY e.at LIMIT {shown}
"""
_BROKEN = """
SELECT position, entry::text FROM (
  SELECT position, entry, hash, previous,
         ledger_link_hash(previous, position, entry, digest) AS worked_out,
         lag(hash, 1, 'genesis') OVER chain AS hash_before,
         lag(position, 1, 0::bigint) OVER chain AS position_before
    FROM ledger_link WHERE partnership = %s AND chain = %s WINDOW chain AS (ORDER BY position)) x
 WHERE hash <> worked_out OR previous <> hash_before OR position <> position_before + 1
 ORDER BY 1 LIMIT {shown}
"""
_QUESTIONS = {
    verdict: question.replace("{shown}", str(SHOWN))
    for verdict, question in {
        Verdict.ALTERED: _ALTERED,
        Verdict.MISSING: _MISSING,
        Verdict.UNLINKED: _UNLINKED,
        Verdict.BROKEN: _BROKEN,
    }.items()
}


def _ask(question: str, partnership: str, chain: str) -> list[tuple[int | None, str]]:
    with connection.cursor() as cursor:
        # The planner may think that the tables are small; a nested loop would then never end.
        cursor.execute("SELECT set_config('enable_nestloop', 'off', true)")
        cursor.execute(question, [partnership, chain])
        return [(place, entry) for place, entry in cursor.fetchall()]


def _against_anchors(partnership: str, chain: str, anchors: Iterable[Anchor]) -> Iterable[Finding]:
    mine = [a for a in anchors if (a.partnership, a.chain) == (partnership, chain)]
    hashes = _hashes(partnership, chain, [anchor.position for anchor in mine])
    for anchor in mine:
        if anchor.position not in hashes:
            yield Finding(Verdict.CUT, chain, anchor.position, "anchored, and no longer there")
        elif hashes[anchor.position] != anchor.hash:
            yield Finding(Verdict.REWRITTEN, chain, anchor.position, "not the anchored hash")


def _hashes(partnership: str, chain: str, positions: list[int]) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, hash FROM ledger_link"
            " WHERE partnership = %s AND chain = %s AND position = ANY(%s)",
            [partnership, chain, positions],
        )
        return dict(cursor.fetchall())

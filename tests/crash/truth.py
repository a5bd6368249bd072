"""What the database holds, read as its superuser, whatever became of the processes."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from tests import database

EVENTS = (
    "(SELECT count(*) FROM ledger_event e WHERE e.subject = 'contact:' || c.id AND e.name = '{}')"
)
CLOCKS = "(SELECT count(*) FROM clocks_clockrun k WHERE k.subject = 'contact:' || c.id AND k.code = '{}')"
OF = "(SELECT count(*) FROM {} WHERE contact_id = c.id{})"


@dataclass(frozen=True)
class Sending:
    """How far a worry is: each number must be 0 before it is sent, and 1 afterwards."""

    state: str
    sent_at: int
    submitted: int
    receipt_clock: int
    screening_clock: int


@dataclass(frozen=True)
class Deciding:
    """How far a contact of two children is."""

    state: str
    children_decided: int
    referrals: int
    answers_owed: int
    told_clock: int
    decided: int


SENDING = f"""
    SELECT c.state, (c.submitted_at IS NOT NULL)::int, {EVENTS.format("contact.submitted")},
           {CLOCKS.format("C01")}, {CLOCKS.format("C02")}
    FROM contacts_contact c WHERE c.reference = %s"""
DECIDING = f"""
    SELECT c.state, {OF.format("decisions_thresholddecision", " AND decided_at IS NOT NULL")},
           (SELECT count(*) FROM decisions_referral r
            JOIN contacts_contactchild h ON h.id = r.child_id WHERE h.contact_id = c.id),
           {OF.format("contacts_feedback", "")}, {CLOCKS.format("C03")},
           {EVENTS.format("contact.decided")}
    FROM contacts_contact c WHERE c.reference = %s"""
ANSWERS = """
    SELECT h.position, a.question, a.value::text FROM contacts_answer a
    JOIN contacts_contact c ON c.id = a.contact_id
    LEFT JOIN contacts_contactchild h ON h.id = a.child_id
    WHERE c.reference = %s ORDER BY 1, 2"""


@dataclass(frozen=True)
class Truth:
    """Reads the facts a crash must not have broken, each in one look."""

    name: str

    def rows(self, query: str, *parameters: object) -> list[tuple[object, ...]]:
        """The rows of a query."""
        with psycopg.connect(database.url("root", self.name)) as connection:
            return connection.execute(query.encode(), parameters or None).fetchall()

    def count(self, tables: str, *parameters: object) -> int:
        """How many rows there are: `count("messaging_message WHERE state = %s", "sent")`."""
        return int(str(self.rows(f"SELECT count(*) FROM {tables}", *parameters)[0][0]))

    def sending(self, reference: str) -> Sending:
        """How far the sending of a worry is."""
        return Sending(*self.rows(SENDING, reference)[0])  # type: ignore[arg-type]  # as selected

    def deciding(self, reference: str) -> Deciding:
        """How far the decision of a contact is."""
        return Deciding(*self.rows(DECIDING, reference)[0])  # type: ignore[arg-type]  # as selected

    def answers(self, reference: str) -> list[tuple[object, ...]]:
        """Every word of a worry."""
        return self.rows(ANSWERS, reference)

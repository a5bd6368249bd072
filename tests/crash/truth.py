"""What the database holds, read as its superuser, whatever became of the processes."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from tests import database


@dataclass(frozen=True)
class Truth:
    """Reads the facts a crash must not have broken."""

    name: str

    def rows(self, query: str, *parameters: object) -> list[tuple[object, ...]]:
        """The rows of a query."""
        with psycopg.connect(database.url("root", self.name)) as connection:
            return connection.execute(query, parameters).fetchall()

    def one(self, query: str, *parameters: object) -> object:
        """The single value of a query."""
        return self.rows(query, *parameters)[0][0]

    def state(self, reference: str) -> str:
        """The state of a contact."""
        return str(self.one("SELECT state FROM contacts_contact WHERE reference = %s", reference))

    def events(self, reference: str, name: str) -> int:
        """How often an event happened to a contact."""
        return int(
            str(
                self.one(
                    "SELECT count(*) FROM ledger_event e JOIN contacts_contact c"
                    " ON e.subject = 'contact:' || c.id WHERE c.reference = %s AND e.name = %s",
                    reference,
                    name,
                )
            )
        )

    def clocks(self, reference: str, code: str) -> int:
        """How often a clock was started on a contact."""
        return int(
            str(
                self.one(
                    "SELECT count(*) FROM clocks_clockrun k JOIN contacts_contact c"
                    " ON k.subject = 'contact:' || c.id WHERE c.reference = %s AND k.code = %s",
                    reference,
                    code,
                )
            )
        )

"""Fills a front door with the contacts of years, for the pages of the hub (`front_door.py`).

Stories are played once by the commands and copied (`copying.py`); people come from `register.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from time import monotonic

import psycopg
from django.db import connections, transaction

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.demo.cast import actor, bring_in
from openmash.demo.past.acts import Family, play_past
from openmash.demo.past.people import COLLEAGUES
from openmash.demo.past.stories import PAST
from openmash.demo.play import Play
from openmash.demo.stage import build, put_up_desks
from openmash.foundation.access.commands import NewAgency, let_agency_in
from openmash.foundation.access.row_security import act_as
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import ContactState
from tests import database
from tests.bench import copying, register

AT = datetime.now(UTC)  # measures count the weeks until now
YEARS = timedelta(days=6 * 365)
LIVING, TAKEN = 500, "BR-26-Y"  # as many are open at once in a busy hub
AGENCIES = 20
LEDGER = 30_000  # contacts of which the ledger is copied, too: 44 events each
PEOPLE = ("people_person", "people_personname", "people_involvement")
TOLD = ("ledger_event", "ledger_reactionrun")
# Of what arrived: how much is told once and done, and how much makes a referral.
SHARES = {"advice": 0.65, "assess": 0.25}  # the rest is the other partnership's


@dataclass
class Filled:
    """A database with so many contacts in it."""

    name: str
    contacts: int
    rows: int = 0
    took: float = 0


def fill(contacts: int, people: int) -> Filled:
    """A fresh database of this size, entered as the application from now on."""
    filled, began = Filled(f"openmash_bench_contacts_{contacts}", contacts), monotonic()
    database.make(filled.name)
    enter_database(filled.name)
    address = database.url("root", filled.name)
    with transaction.atomic():
        build(at=AT - timedelta(weeks=40))
        put_up_desks(at=AT - timedelta(weeks=40))
        for one in COLLEAGUES.values():
            bring_in(one, at=AT - timedelta(weeks=40))
        by = enter("tom")
        for number in range(AGENCIES - 13):
            let_agency_in(NewAgency(f"school-{number}", f"School {number}", "school"), by=by)
    for key, share in SHARES.items():
        filled.rows += _closed(address, key, round(contacts * share))
    filled.rows += _elsewhere(address, round(contacts * (1 - sum(SHARES.values()))))
    filled.rows += _open(address)
    register.fill(address, people, partnership="brackenford", at=AT)
    _spread(address)
    filled.took = monotonic() - began
    return filled


def enter_database(name: str) -> None:
    """From now on this process asks that database, as the application."""
    connections.close_all()
    connections["default"].settings_dict["NAME"] = name


def enter(who: str, at: datetime = AT) -> Actor:
    """Somebody of the cast, known to this transaction."""
    by = actor(who, at=at)
    act_as(by)
    return by


def _closed(address: str, key: str, often: int) -> int:
    past = next(one for one in PAST if one.key == key)
    past = replace(past, own=past.own[:1])
    before = _keys(address)
    monday = datetime.combine((AT - timedelta(days=AT.weekday() + 14)).date(), time.min, LONDON)
    family = Family(("Merrin",), f"Ash{key}", (datetime(2014, 5, 7, tzinfo=UTC).date(),))
    (reference,) = play_past(Play(AT), past, family, monday)
    most = {**dict.fromkeys(PEOPLE, 0), **dict.fromkeys(TOLD, int(LEDGER * SHARES[key]))}
    over = copying.Over(0, {}, earlier=YEARS / often, most=most)
    return copying.copy(
        address, before, often, words={reference: f"BR-26-{key.upper()}"}, over=over
    )


def _elsewhere(address: str, often: int) -> int:
    """The other partnership's, sent and closed: what nobody here may see or count."""
    before = _keys(address)
    reference = Play(AT).sends("oakmere", 200)
    columns = {
        "contacts_contact": {"state": ContactState.CLOSED.value, "closed_at": AT},
        "clocks_clockrun": {"stopped_at": AT - timedelta(hours=190)},
    }
    most = {**dict.fromkeys(TOLD, LEDGER // 10), "tasks_task": 0}
    over = copying.Over(0, columns, earlier=YEARS / often, most=most)
    return copying.copy(address, before, often, words={reference: "OA-26-Z"}, over=over)


def _open(address: str) -> int:
    """What the tray holds: taken up and rated this morning."""
    before = _keys(address)
    reference = Play(AT).sends("lovell", 1)
    with transaction.atomic():
        by = enter("aisha")
        contact = screening.take_up(Contact.objects.get(reference=reference), by=by)
        screening.rate_urgency(contact, "amber", "Repeated, and nobody is hurt today.", by=by)
    return copying.copy(address, before, LIVING, words={reference: TAKEN})


def _keys(address: str) -> copying.Known:
    with psycopg.connect(address, autocommit=True) as root:
        return copying.keys(root)


SPREAD = """
SET session_replication_role = replica;
CREATE TEMP TABLE known AS SELECT p.id, p.birth_date AS born, row_number() OVER () AS n,
  (SELECT n.given || ' ' || n.family FROM people_personname n WHERE n.person_id = p.id LIMIT 1) AS name
  FROM people_person p WHERE p.kind = 'child' OR p.birth_date > '2009-01-01';
CREATE TEMP TABLE child AS SELECT k.id, row_number() OVER () AS n FROM contacts_contactchild k
  JOIN contacts_contact c ON c.id = k.contact_id WHERE c.partnership_id = 'brackenford';
CREATE INDEX ON known (n);
UPDATE contacts_contactchild k SET name = known.name, birth_date = known.born,
  person_id = CASE WHEN k.person_id IS NOT NULL THEN known.id END
  FROM child JOIN known ON known.n = 1 + child.n %% (SELECT max(n) FROM known)
  WHERE child.id = k.id AND known.name IS NOT NULL;
CREATE TEMP TABLE agency AS SELECT a.agency_id AS code, row_number() OVER (ORDER BY a.agency_id) - 1 AS n
  FROM access_agency_partnerships a WHERE a.partnership_id = 'brackenford';
UPDATE contacts_contact c SET sender_agency_id = agency.code FROM agency
  WHERE c.partnership_id = 'brackenford' AND c.state = 'closed'
    AND agency.n = abs(hashtext(c.id::text)) %% (SELECT count(*) FROM agency);
UPDATE contacts_contact SET active_seconds = 120 + abs(hashtext(id::text)) %% 600,
  completeness = CASE WHEN abs(hashtext(id::text)) %% 7 = 0 THEN 70 ELSE completeness END
  WHERE state = 'closed';
"""


def _spread(address: str) -> None:
    """Each contact is about somebody of the register, and sent by one of twenty agencies."""
    with psycopg.connect(address, autocommit=True) as root:
        for statement in SPREAD.replace("%%", "%").split(";\n"):
            if statement.strip():
                root.execute(statement.encode())
        root.execute("VACUUM FULL contacts_contact")
        root.execute("VACUUM FULL contacts_contactchild")
        root.execute("VACUUM ANALYZE")

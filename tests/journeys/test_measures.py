"""A manager reads how the front door works, and asks about the one week that is news (M03, L34, L36)."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from tests import database
from tests.journeys.steps import sends_a_worry
from tests.journeys.timed import TimedHub

Begins = Callable[[str], TimedHub]
# Half a year of Mondays: 40 contacts decided each week, 2 to 4 of them late, and 14 in one week.
WEEKS_GONE_BY = """
INSERT INTO clocks_clockrun (id, partnership_id, definition_id, code, subject, started_at, ideal_at,
  due_at, explanation, calendar_version, stopped_at, late_because)
SELECT gen_random_uuid(), partnership_id, definition_id, code, subject, at - interval '1 day', at, at,
  explanation, calendar_version,
  CASE WHEN n <= late THEN at + interval '2 hours' ELSE at - interval '2 hours' END, ''
FROM clocks_clockrun run,
  LATERAL (SELECT timestamptz '2026-11-25 12:00+00' - w * interval '1 week' AS at,
    CASE WHEN w = 7 THEN 14 ELSE 2 + w % 3 END AS late FROM generate_series(0, 25) w) week,
  LATERAL generate_series(1, 40) n
WHERE run.code = 'C02'
"""


def test_a_manager_sees_what_is_usual_and_what_is_news(begins: Begins) -> None:
    """“I do not want an arrow that points down. I want to know whether something has changed.”"""
    hub = begins("2026-11-30T09:00")
    sends_a_worry(hub.the("ruth"), "Mona Measured")
    with psycopg.connect(database.url("root", hub.name)) as root:
        root.execute(WEEKS_GONE_BY.encode())
    meera = hub.the("meera").opens("/decisions/").presses("^Measures$")
    meera.sees("Decided within one working day", "Last full week", "95%")
    meera.finds_the_page_accessible().takes_a_picture("measures")
    meera.presses("^Decided within one working day$")
    meera.sees("Weeks vary between", "the week of 5 October 2026", "Definition 1")
    meera.finds_the_page_accessible().takes_a_picture("measure")
    meera.page.get_by_text("As a table").click()
    meera.sees("Week from", "outside").finds_the_page_accessible()
    meera.does_not_see("Mona", "Ruth Hart").presses("^The same child again within a year$")
    meera.sees("No week has enough cases for a chart").finds_the_page_accessible()

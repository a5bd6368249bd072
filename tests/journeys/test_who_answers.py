"""Whoever writes at night is told who answers at night (L88, P18)."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person
from tests.journeys.steps import begins_a_worry
from tests.journeys.timed import TimedHub

HUB, TEAM = "01632 960110", "01632 960120"
CLOSES, OPENS = "2026-11-27T16:30", "on Monday 30 November at 08:45"


def says_danger(person: Person, reference: str) -> Person:
    """The answer itself is sent: nobody presses anything."""
    person.opens(f"/worries/{reference}/about/children/")
    person.writes("Which child or children", "Danny Quill").chooses("At school, nursery")
    with person.page.expect_navigation():
        person.chooses(r"^\s*Yes")
    return person


def test_on_friday_evening_the_number_that_is_answered_comes_first(
    begins: Callable[[str], TimedHub],
) -> None:
    """“It is twenty-five to five on Friday. I do not want to listen to a telephone that nobody picks up.”"""
    hub = begins("2026-11-27T16:20")
    nell = hub.the("nell").sees(f"Then the hub on {HUB}")
    reference = begins_a_worry(nell)
    hub.it_is(CLOSES)
    nell.opens(f"/worries/{reference}/").finds_the_page_accessible()
    nell.sees(f"Then the emergency duty team on {TEAM}", f"the hub is closed, and opens {OPENS}")
    hub.it_is("2026-11-27T16:35")
    says_danger(nell, reference).sees("Call 999 now", f"Then ring the emergency duty team: {TEAM}")
    nell.sees(f"The hub is closed. It opens {OPENS}, on {HUB}").finds_the_page_accessible()
    nell.takes_a_picture("worry-danger-closed", phone=True)
    nell.opens(f"/worries/{reference}/status/").sees("the emergency duty team acts now")
    nell.finds_the_page_accessible()

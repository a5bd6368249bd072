"""Everybody looks wherever they are let in, and reads what is theirs to read (`roles.md` §3, §7).

What must not stand on these pages is not listed here: every answer of this hub is read through when its
journeys are over (`tests/leaks`).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from openmash.demo.cast import CAST
from tests.journeys.hub import Hub
from tests.journeys.person import Person
from tests.leaks.scene import HOME, LENT, OF_HEALTH, SPOKEN

The = Callable[..., Person]
OF_CONTACT = ("", "enquiry/", "enquiry/known/", "enquiry/print/", "enquiry/print/pdf/", "decision/")
OF_CONTACT += ("enquiry/agencies/", "answer/", "enquiry/items/add/")
OF_PERSON = ("", "family/", "print/", "chronology/", "chronology/?whose=household", "involvement/")
OWN = (
    "",
    "tray/",
    "tasks/",
    "decisions/",
    "mailbox/",
    "requests/",
    "health/",
    "worries/",
    "people/",
)
REASON = "For the strategy discussion of tomorrow"


@pytest.fixture(scope="module")
def told(hub: Hub) -> tuple[str, str]:
    """The enquiry in which somebody has told everything that is not for everybody, and its child."""
    printed = hub.run(
        "shell", "-v", "0", "-c", "from tests.leaks import scene; print(scene.play())"
    )
    reference, child = printed.split()[-2:]
    return reference, child


def looks(person: Person, reference: str, child: str) -> dict[str, str]:
    """Every page of the enquiry, of its child, and of their own; what each answered."""
    pages = [f"/contacts/{reference}/{one}" for one in OF_CONTACT]
    pages += [f"/people/{child}/{one}" for one in OF_PERSON]
    pages += [f"/health/{reference}/", *(f"/{one}" for one in OWN)]
    answers = {path: person.context.request.get(f"{person.address}{path}") for path in pages}
    assert [path for path, one in answers.items() if one.status >= 500] == []
    return {path: one.body().decode("utf-8", "replace") for path, one in answers.items()}


@pytest.mark.parametrize("key", [one.key for one in CAST])
def test_whoever_looks_reads_no_more_than_is_theirs(
    the: The, told: tuple[str, str], key: str
) -> None:
    assert looks(the(key), *told)


def test_whoever_works_on_it_reads_all_of_it(the: The, told: tuple[str, str]) -> None:
    """The look through the others would prove nothing if nobody were shown anything."""
    reference, child = told
    seen = looks(the("tom"), *told)
    for fact in (SPOKEN, LENT, OF_HEALTH):
        assert fact.text in seen[f"/contacts/{reference}/enquiry/known/"]
    assert SPOKEN.text not in seen[f"/contacts/{reference}/enquiry/print/"]
    assert OF_HEALTH.text in seen[f"/contacts/{reference}/enquiry/print/"]
    assert HOME in seen[f"/people/{child}/"]
    assert HOME not in seen[f"/people/{child}/print/"]


@pytest.mark.parametrize("whom", ["The hub", "A partner agency", "The child or family"])
def test_a_chronology_leaves_out_what_is_not_for_whom_it_is_printed(
    the: The, told: tuple[str, str], whom: str
) -> None:
    _, child = told
    tom = the("tom").opens(f"/people/{child}/chronology/print/").chooses(whom)
    tom.writes("Who gets it", "Shane Lovell, her father").writes("Why is it printed", REASON)
    tom.presses("^Make the print$").sees(
        "OFFICIAL-SENSITIVE", "Nell Whitby|Healthcare Trust|the hub"
    )

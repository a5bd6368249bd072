"""A number of another system follows the facts that a split gives away."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from openmash.core.actor import Actor
from openmash.foundation.importing.models import SourcePerson
from openmash.foundation.importing.tests.builders import ISLA, a_file, is_imported, outcomes
from openmash.foundation.merging.commands import split, undo_split
from openmash.foundation.merging.facts import facts_on
from openmash.foundation.merging.models import Split
from openmash.foundation.people.commands import NewPerson, add_name
from openmash.foundation.people.models import Involvement, Person

Enter = Callable[..., Actor]
WHY = "two girls of one house"
OTHER = ("BR2", "Noah", "Pike", "02/02/2020", "M", "", "", "", "", "Early help", "Ann Lee",
         "01/10/2026", "")  # fmt: skip


def parted(hal: Actor) -> tuple[Person, Person, Split]:
    """Isla was imported onto a record that is somebody else's; what is hers gets a record."""
    is_imported(hal, a_file([ISLA, OTHER]), full=True)
    mae = Involvement.objects.get(service="Children in need").person
    add_name(mae, "Mae", "Tarrant", kind="known_as", source="school roll", by=hal)
    hers = [f.code for f in facts_on([mae.pk], by=hal) if f.kind in ("known_by", "involvement")]
    key = uuid.uuid4()
    done = split(mae, NewPerson("Isla", "Tarrant", WHY), hers, WHY, key=key, by=hal)
    return mae, done.made, done


def test_the_next_extract_writes_to_whom_the_number_was_given_and_ends_nothing(
    enter: Enter,
) -> None:
    hal = enter("hal")
    mae, isla, _ = parted(hal)
    one = is_imported(hal, a_file([(*ISLA[:12], "01/11/2026"), OTHER]), full=True)
    assert (one.endings, one.ended) == (0, 0)
    assert outcomes(one) == {"changed": 1, "nothing": 1}
    assert isla.identifiers.filter(kind="nhs_number").exists()
    assert not mae.addresses.filter(recorded_at__gt=mae.recorded_at).exists()


def test_an_involvement_given_away_is_not_ended_while_the_source_still_tells_of_it(
    enter: Enter,
) -> None:
    hal = enter("hal")
    _, isla, _ = parted(hal)
    is_imported(hal, a_file([ISLA, OTHER]), full=True)
    work = Involvement.objects.get(service="Children in need")
    assert (work.person, work.ends_on) == (isla, None)
    assert is_imported(hal, a_file([OTHER]), full=True).ended == 1


def test_taking_the_split_back_takes_the_number_back(enter: Enter) -> None:
    hal = enter("hal")
    mae, isla, done = parted(hal)
    assert SourcePerson.objects.filter(person=isla).exists()
    undo_split(done, WHY, by=hal)
    assert SourcePerson.objects.filter(person=mae).exists()

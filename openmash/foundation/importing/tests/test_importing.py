"""From a file to the register: what is new, what is the same, what changes, what is refused."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.importing.commands import discard, resume, start, stop, writing
from openmash.foundation.importing.commands.writing import write_some
from openmash.foundation.importing.models import Import, ImportFile, ImportRow
from openmash.foundation.importing.tests.builders import (
    ISLA,
    a_file,
    is_checked,
    is_imported,
    outcomes,
    received,
    worked_on,
)
from openmash.foundation.importing.working import pick_up
from openmash.foundation.ledger.models import Event
from openmash.foundation.people.commands import (
    NewPerson,
    add_identifier,
    create_person,
    enter_in_error,
    mark_involvement_in_error,
)
from openmash.foundation.people.models import (
    Address,
    Identifier,
    Involvement,
    Person,
    PersonName,
    Restriction,
)
from tests.fixtures import Enter


def but(row: tuple[str, ...], **changes: str) -> tuple[str, ...]:
    """The same row with other cells: `but(ISLA, key="BR2")`."""
    places = ("key", "given", "family", "born", "sex", "nhs", "status", "address", "postcode",
              "team", "worker", "start", "end")  # fmt: skip
    return tuple(changes.get(place, cell) for place, cell in zip(places, row, strict=True))


def test_a_dry_run_writes_nothing_and_says_what_would_become_of_each_row(enter: Enter) -> None:
    hal = enter("hal")
    one = is_checked(hal, a_file([ISLA, but(ISLA, key="BR2", born="31/02/2019")]))
    assert (one.state, outcomes(one)) == ("checked", {"new": 1, "rejected": 1})
    refused = one.rows.get(outcome="rejected")
    assert refused.reasons == ["DOB: “31/02/2019”. This is not a date with the day first"]
    assert Person.objects.count() == 0


def test_an_imported_row_says_from_which_file_and_row_each_fact_came(enter: Enter) -> None:
    hal = enter("hal")
    one = is_imported(hal, a_file([ISLA]))
    isla = Person.objects.get()
    said = "Brackenford Council, Weekly extract (import of 23 November 2026, row 2)"
    assert (one.state, isla.display_name, isla.birth_date) == (
        "finished", "Isla Tarrant", date(2019, 3, 14))  # fmt: skip
    facts = [*isla.names.all(), *isla.identifiers.all(), *isla.addresses.all()]
    assert {fact.source for fact in (isla, *facts)} == {said}
    assert isla.identifiers.get(kind="nhs_number").verified
    assert Involvement.objects.get().worker_name == "Dev Whitlock"
    assert not ImportFile.objects.get().content
    assert one.rows.get().cells == []


def test_the_next_extract_adds_what_is_new_ends_what_ended_and_deletes_nothing(
    enter: Enter,
) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([ISLA]))
    moved = but(ISLA, address="3 Canal Street", end="20/11/2026")
    assert outcomes(is_imported(hal, a_file([moved]))) == {"changed": 1}
    assert Person.objects.count() == 1
    assert set(Address.objects.values_list("lines", flat=True)) == {"14 Mill Row", "3 Canal Street"}
    assert Involvement.objects.get().ends_on == date(2026, 11, 20)
    assert outcomes(is_imported(hal, a_file([moved]))) == {"nothing": 1}


def test_what_was_entered_in_error_does_not_come_back_with_the_next_extract(enter: Enter) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([ISLA]))
    enter_in_error(Address.objects.get(), "the flat of another family", by=hal)
    mark_involvement_in_error(Involvement.objects.get(), "another child was meant", by=hal)
    again = is_imported(hal, a_file([ISLA]), full=True)
    assert outcomes(again) == {"nothing": 1}
    assert "never so" in again.rows.get().warnings[0]
    gone = is_imported(hal, a_file([but(ISLA, key="BR2", nhs="")]), full=True)
    assert (gone.ended, Involvement.objects.count(), Address.objects.count()) == (0, 2, 2)


def test_nobody_is_linked_by_name_and_birth_date_or_an_unverified_number(enter: Enter) -> None:
    hal = enter("hal")
    isla = create_person(
        NewPerson("Isla", "Tarrant", "hub", birth_date=date(2019, 3, 14)),
        key=uuid.uuid4(), by=hal)  # fmt: skip
    add_identifier(isla, "nhs_number", "9990000018", source="hub", by=hal)
    assert outcomes(is_imported(hal, a_file([ISLA]))) == {"new": 1}


def test_a_verified_number_with_the_birth_date_links_and_without_it_does_not(enter: Enter) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([ISLA]))
    assert outcomes(is_checked(hal, a_file([but(ISLA, key="S1")]), source="School roll")) == {
        "changed": 1
    }
    for different in ({"born": "15/03/2019"}, {"status": "02"}):
        row = but(ISLA, key="S1", **different)
        assert outcomes(is_checked(hal, a_file([row]), source="School roll")) == {"new": 1}


def test_twins_with_one_number_by_mistake_stay_two_with_a_question(enter: Enter) -> None:
    hal = enter("hal")
    one = is_imported(hal, a_file([ISLA, but(ISLA, key="BR2", given="Ida")]))
    assert outcomes(one) == {"new": 2}
    assert "one person" in one.rows.get(number=3).warnings[0]


def test_a_number_given_to_somebody_else_is_refused(enter: Enter) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([ISLA]))
    for born in ("01/01/2015", ""):
        other = but(ISLA, given="Omar", family="Khan", born=born, nhs="")
        one = is_checked(hal, a_file([other]))
        assert "somebody else by this number" in one.rows.get().reasons[0]
    renamed = but(ISLA, given="Amy", family="Moss")
    assert "quite another name" in is_checked(hal, a_file([renamed])).rows.get().warnings[0]
    assert PersonName.objects.count() == 1


def test_a_child_of_two_teams_is_one_person_whichever_part_the_rows_fall_into(
    enter: Enter,
) -> None:
    hal = enter("hal")
    rows = [but(ISLA, key=f"BR{n}", nhs="") for n in range(2, 300)]
    two = but(ISLA, team="Family help")
    one = is_imported(hal, a_file([ISLA, *rows, two]))
    assert outcomes(one) == {"new": 299, "changed": 1}
    assert Person.objects.get(identifiers__value="BR1").involvements.count() == 2


def test_a_changed_worker_takes_over_from_today(enter: Enter) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([ISLA]))
    for _ in range(2):
        is_imported(hal, a_file([but(ISLA, worker="Sal Okoro")]))
    held = Involvement.objects.order_by("starts_on").values_list("worker_name", "ends_on")
    assert list(held) == [("Dev Whitlock", date(2026, 11, 23)), ("Sal Okoro", None)]


def test_what_ended_by_mistake_is_open_again_when_it_is_told_again(enter: Enter) -> None:
    hal = enter("hal")
    for end in ("", "20/11/2026", ""):
        is_imported(hal, a_file([but(ISLA, end=end)]))
    assert Involvement.objects.filter(ends_on=None).count() == 1


def test_an_odd_number_warns_and_is_kept(enter: Enter) -> None:
    hal = enter("hal")
    wrong = but(ISLA, nhs="9990000017", born="Friday 14 March 2019")
    one = is_imported(hal, a_file([wrong]))
    assert len(one.rows.get().warnings) == 2
    kept = Identifier.objects.get(kind="nhs_number")
    assert (kept.value, bool(kept.warning), kept.verified) == ("9990000017", True, False)
    assert Person.objects.get().birth_date == date(2019, 3, 14)


def test_a_full_extract_ends_what_is_gone_only_when_somebody_agreed_to_as_many(
    enter: Enter,
) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([ISLA, but(ISLA, key="BR2", nhs="")]))
    one = is_checked(hal, a_file([ISLA]), full=True)
    assert one.endings == 1
    for agreed in (None, 2):
        with pytest.raises(NotReady):
            start(one, endings_agreed=agreed, by=hal)
    start(one, endings_agreed=1, by=hal)
    assert worked_on(one, hal).ended == 1
    assert Involvement.objects.filter(ends_on=None).count() == 1
    assert Person.objects.count() == 2


def test_a_partial_extract_ends_nothing(enter: Enter) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([ISLA, but(ISLA, key="BR2", nhs="")]))
    assert is_imported(hal, a_file([ISLA])).ended == 0


def test_a_rejected_row_keeps_its_involvement_open_and_one_without_number_keeps_all(
    enter: Enter,
) -> None:
    hal = enter("hal")
    rows = [ISLA, but(ISLA, key="BR2", nhs=""), but(ISLA, key="BR3", nhs="")]
    is_imported(hal, a_file(rows))
    broken = but(ISLA, key="BR2", nhs="", born="nonsense")
    assert is_checked(hal, a_file([ISLA, broken]), full=True).endings == 1
    nameless = but(broken, key="")
    assert is_checked(hal, a_file([ISLA, nameless]), full=True).endings == 0


def test_a_restricted_person_is_neither_shown_nor_written_nor_made_again(enter: Enter) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([ISLA]))
    isla, meera = Person.objects.get(), enter("meera")
    Restriction.objects.create(
        person=isla, partnership_id=isla.partnership_id, marker="identity", because="x",
        readers=[meera.user], source="x", recorded_at=meera.at, recorded_by="x")  # fmt: skip
    Person.objects.filter(pk=isla.pk).update(readers=[meera.user])
    one = is_imported(enter("hal"), a_file([but(ISLA, address="3 Canal Street")]), full=True)
    assert (outcomes(one), one.rows.get().same_as, one.ended) == ({"nothing": 1}, "", 0)
    enter("meera")
    assert (Person.objects.count(), Address.objects.count()) == (1, 1)


def test_a_new_home_of_somebody_protected_is_protected(enter: Enter) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([ISLA]))
    Address.objects.update(confidential=True)
    is_imported(hal, a_file([but(ISLA, address="3 Canal Street")]))
    assert Address.objects.get(lines="3 Canal Street").confidential


def test_a_stopped_import_goes_on_where_it_stood_and_no_row_is_written_twice(
    enter: Enter,
) -> None:
    hal = enter("hal")
    one = is_checked(hal, a_file(but(ISLA, key=f"BR{n}", nhs="") for n in range(600)))
    start(one, by=hal)
    one.refresh_from_db()
    stop(one, by=hal)
    assert worked_on(one, hal).written == 0
    resume(one, by=hal)
    found = worked_on(one, hal)
    assert (found.state, found.written) == ("finished", 600)
    assert Person.objects.count() == outcomes(found)["new"]
    with pytest.raises(MovedMeanwhile):
        resume(found, by=hal)


def test_two_files_of_one_extract_are_never_written_at_once(enter: Enter) -> None:
    hal = enter("hal")
    first, second = (is_checked(hal, a_file([ISLA])) for _ in range(2))
    start(first, by=hal)
    with pytest.raises(NotReady, match="Another file"):
        start(second, by=hal)
    worked_on(first, hal)
    start(second, by=hal)
    assert outcomes(worked_on(second, hal)) == {"nothing": 1}


def test_what_goes_wrong_is_undone_said_and_tried_again(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    hal = enter("hal")
    one = is_checked(hal, a_file([ISLA]))
    start(one, by=hal)
    with monkeypatch.context() as broken:
        broken.setattr(writing, "learn", lambda *_: 1 / 0)
        assert "tried again" in worked_on(one, hal).problem
    assert Person.objects.count() == 0
    later = enter("hal", at=hal.at + timedelta(minutes=1))
    system = replace(later, role="SYSTEM")
    assert pick_up(by=system) == 1
    assert pick_up(by=system) == 0
    assert (worked_on(one, later).state, Person.objects.count()) == ("finished", 1)


def test_a_part_takes_as_many_questions_however_many_rows_it_has(enter: Enter) -> None:
    hal = enter("hal")
    asked = []
    for rows in (10, 200):
        content = a_file(but(ISLA, key=f"{rows}-{n}", nhs="") for n in range(rows))
        one = is_checked(hal, content)
        start(one, by=hal)
        one.refresh_from_db()
        with CaptureQueriesContext(connection) as part:
            write_some(one, by=hal)
        asked.append(len(part))
        worked_on(one, hal)
    assert asked[0] == asked[1] < 40


@pytest.mark.parametrize("lost", ["ends_at", "suspended_since"])
def test_nothing_is_written_for_somebody_who_lost_the_role(enter: Enter, lost: str) -> None:
    hal = enter("hal")
    one = is_checked(hal, a_file([ISLA]))
    start(one, by=hal)
    a_day_ago = hal.at - timedelta(days=1)
    RoleHolding.objects.filter(user_id=hal.user).update(**{lost: a_day_ago})
    assert "no longer holds the role" in worked_on(one, hal).problem
    assert Person.objects.count() == 0


def test_a_discarded_file_is_emptied(enter: Enter) -> None:
    hal = enter("hal")
    one = discard(is_checked(hal, a_file([ISLA])), by=hal)
    assert (one.state, bytes(ImportFile.objects.get().content)) == ("discarded", b"")
    assert ImportRow.objects.get().cells == []


def test_only_who_keeps_the_register_imports(enter: Enter) -> None:
    for key in ("aisha", "meera", "ruth", "sam"):
        with pytest.raises(NotAllowed):
            received(enter(key), a_file([ISLA]))
    one = received(enter("hal"), a_file([ISLA]))
    enter("meera")
    assert ImportFile.objects.count() == 0
    enter("olu")
    assert not Import.objects.filter(pk=one.pk).exists()


def test_every_step_is_in_the_ledger(enter: Enter) -> None:
    one = is_imported(enter("hal"), a_file([ISLA]))
    told = Event.objects.filter(subject=one.subject).values_list("name", flat=True)
    wanted = {"received", "check_begun", "checked", "started", "finished"}
    assert {name.partition(".")[2] for name in told} == wanted


def test_what_nobody_knew_is_learnt_and_what_somebody_wrote_stands(enter: Enter) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([but(ISLA, born="", sex="", nhs="", status="")]))
    one = is_imported(hal, a_file([but(ISLA, nhs="", status="")]))
    isla = Person.objects.get()
    assert (isla.birth_date, isla.sex) == (date(2019, 3, 14), "F")
    changes = one.rows.get().changes
    assert changes == ["Date of birth: 14 March 2019", "Sex"]
    told = Event.objects.get(name="person.corrected").facts or {}
    assert told["before"] == {"birth_date": None, "sex": "U"}
    other = is_imported(hal, a_file([but(ISLA, born="14/03/2018", nhs="", status="")]))
    assert "Nothing is changed" in other.rows.get().warnings[0]
    assert Person.objects.get().birth_date == date(2019, 3, 14)

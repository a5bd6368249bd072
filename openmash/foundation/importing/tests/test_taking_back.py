"""A whole import is taken back: what nobody has touched since is as it was, the rest stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.importing.commands import (
    discard,
    start,
    stop,
    take_back,
    take_over,
    writing,
)
from openmash.foundation.importing.commands import taking_back as at_work
from openmash.foundation.importing.commands.taking_back import take_some_back
from openmash.foundation.importing.forms import TakeBackForm
from openmash.foundation.importing.kept import (
    kept_rows,
    page_of_taken_back,
    page_of_taking_back,
)
from openmash.foundation.importing.models import Import, SourcePerson, Trace
from openmash.foundation.importing.rules import CAREFUL, CHANGED, IN_USE
from openmash.foundation.importing.tests.builders import (
    ISLA,
    a_file,
    is_checked,
    is_imported,
    outcomes,
    worked_on,
)
from openmash.foundation.importing.tests.register import the_register
from openmash.foundation.ledger.commands import record
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging.commands import join, restrict
from openmash.foundation.merging.tests.builders import WHY
from openmash.foundation.people.commands import (
    NewContactPoint,
    add_contact_point,
    add_flag,
    confirm_involvement,
    end_statement,
)
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import (
    Address,
    Identifier,
    Involvement,
    Person,
    PersonFlag,
    PersonKey,
    PersonName,
)
from openmash.foundation.people.queries import SearchTerms, search
from tests.fixtures import Enter

NOAH = ("BR2", "Noah", "Begum", "02/05/2015", "M", "", "", "3 Canal Street", "ZZ1 2AB", "Family help",
        "Sal Okoro", "01/03/2026", "")  # fmt: skip
# The next file: Isla has moved and has another worker, Noah's work has ended, Zofia is new.
MOVED = (
    *ISLA[:7],
    "9 Station Road",
    "ZZ2 3DE",
    "Children in need",
    "Bea Lindqvist",
    "01/09/2026",
    "",
)
ENDED = (*NOAH[:12], "30/09/2026")
ZOFIA = ("BR3", "Zofia", "Kowalska", "09/09/2017", "F", "", "", "5 Mill Row", "ZZ1 4AR", "Family help",
         "Sal Okoro", "01/10/2026", "")  # fmt: skip
FLAG = PersonFlag.Code.CP_PLAN
WRONG = "It was last year’s file"


@pytest.fixture
def hal(enter: Enter) -> Actor:
    return enter("hal")


def is_taken_back(one: Import, by: Actor, why: str = WRONG) -> Import:
    """A whole import, by one press and the worker."""
    take_back(Import.objects.get(pk=one.pk), by=replace(by, reason=why))
    return worked_on(one, by)


def later(by: Actor) -> Actor:
    """The same person an hour later."""
    return replace(by, at=by.at + timedelta(hours=1))


def test_what_nobody_touched_is_as_it_was_and_the_same_file_brings_it_all_back(hal: Actor) -> None:
    is_imported(hal, a_file([ISLA, NOAH]))
    before = the_register(hal)
    wrong = a_file([MOVED, ENDED, ZOFIA])
    one = is_imported(hal, wrong)
    after = the_register(hal)
    assert after != before
    done = is_taken_back(one, hal)
    assert done.state == "taken_back"
    assert the_register(hal) == before
    assert not Trace.objects.exclude(kept_because="").exists()
    again = is_imported(hal, wrong)
    assert outcomes(again) == outcomes(one)
    assert the_register(hal) == after


def test_who_was_added_is_there_for_nobody_and_found_by_nothing(hal: Actor, enter: Enter) -> None:
    one = is_imported(hal, a_file([ISLA]))
    key = Person.objects.get().pk
    is_taken_back(one, hal)
    for who in ("hal", "aisha", "meera"):
        enter(who)
        assert not Person.objects.filter(pk=key).exists(), "the database itself hides it"
        assert not PersonName.objects.exists()
        assert not Involvement.objects.exists()
    aisha = enter("aisha")
    assert not search(SearchTerms(words="Isla Tarrant", reason="screening"), by=aisha).found


def test_the_ledger_says_who_took_what_back_and_why(hal: Actor) -> None:
    one = is_imported(hal, a_file([ISLA]))
    is_taken_back(one, hal)
    began, gone, ended = (
        Event.objects.get(name=name)
        for name in ("import.take_back_begun", "person.withdrawn", "import.taken_back")
    )
    assert (began.user_name, began.reason) == (hal.name, WRONG)
    assert (gone.user_name, gone.via, gone.request_id) == (hal.name, "import", str(one.pk))
    assert ended.facts == {"taken_back": 1, "kept": 0}


def test_a_fact_that_goes_stays_readable_with_the_reason(hal: Actor) -> None:
    is_imported(hal, a_file([ISLA]))
    one = is_imported(hal, a_file([MOVED]))
    is_taken_back(one, hal)
    wrong = Address.objects.get(lines="9 Station Road")
    assert wrong.in_error_because == f"The import that said this was taken back: {WRONG}"
    open_work = Involvement.objects.get(in_error_because="")
    assert (open_work.worker_name, open_work.ends_on) == ("Dev Whitlock", None)


def test_what_somebody_did_since_is_not_lost(hal: Actor, enter: Enter) -> None:
    one = is_imported(hal, a_file([ISLA, NOAH, ZOFIA]))
    isla, noah = (Person.objects.get(display_name=name) for name in ("Isla Tarrant", "Noah Begum"))
    aisha = enter("aisha")
    add_contact_point(isla, NewContactPoint("phone", "07700 900123", "Her mother"), by=aisha)
    confirm_involvement(Involvement.objects.get(person=noah), by=aisha)
    hal = enter("hal")
    done = is_taken_back(one, hal)
    assert done.state == "partly_taken_back"
    assert {p.display_name for p in Person.objects.all()} == {"Isla Tarrant", "Noah Begum"}
    assert {(kept.name, kept.why) for kept in kept_rows(done, by=hal)} == {
        ("Isla Tarrant", IN_USE),
        ("Noah Begum", IN_USE),
    }
    assert Identifier.objects.filter(person=isla, in_error_at=None).exists()


def test_of_a_known_person_only_what_was_changed_since_stays(hal: Actor, enter: Enter) -> None:
    is_imported(hal, a_file([ISLA]))
    one = is_imported(hal, a_file([MOVED]))
    aisha = enter("aisha")
    end_statement(Address.objects.get(lines="9 Station Road"), on=date(2026, 11, 23), by=aisha)
    done = is_taken_back(one, enter("hal"))
    assert [(k.what, k.why) for k in kept_rows(done, by=hal)] == [("An address", CHANGED)]
    assert Involvement.objects.get(in_error_because="").worker_name == "Dev Whitlock"


def test_a_flagged_record_is_left_to_people(hal: Actor, enter: Enter) -> None:
    is_imported(hal, a_file([ISLA]))
    meera = enter("meera")
    add_flag(Person.objects.get(), FLAG, source="Conference of May", by=meera)
    hal = enter("hal")
    one = is_imported(hal, a_file([MOVED]))
    done = is_taken_back(one, hal)
    assert {kept.why for kept in kept_rows(done, by=hal)} == {CAREFUL}
    assert Address.objects.get(lines="9 Station Road").stands


def test_a_restricted_or_joined_record_stays_and_the_words_do_not_tell_which(
    hal: Actor, enter: Enter
) -> None:
    one = is_imported(hal, a_file([ISLA, NOAH, ZOFIA]))
    isla, noah, zofia = Person.objects.order_by("display_name")
    join(noah, zofia, WHY, by=hal)
    meera = enter("meera")
    restrict(isla, "staff", [meera.user], WHY, by=meera)
    hal = enter("hal")
    done = is_taken_back(one, hal)
    assert {kept.why for kept in kept_rows(done, by=hal)} == {IN_USE}
    enter("meera")
    assert Person.objects.get(pk=isla.pk).withdrawn_at is None


def test_the_latest_file_of_an_extract_goes_first(hal: Actor) -> None:
    first = is_imported(hal, a_file([ISLA]))
    second = is_imported(later(hal), a_file([MOVED]))
    with pytest.raises(NotReady, match="Take the later one back first"):
        is_taken_back(first, hal)
    other = is_imported(hal, a_file([ZOFIA]), source="Another extract")
    is_taken_back(second, hal)
    is_taken_back(first, hal)
    assert [p.display_name for p in Person.objects.all()] == ["Zofia Kowalska"]
    is_taken_back(other, hal)
    assert not Person.objects.exists()


def test_another_source_that_knows_the_person_keeps_them(hal: Actor) -> None:
    one = is_imported(hal, a_file([ISLA]))
    is_imported(hal, a_file([ISLA]), source="Another extract")  # tells nothing new
    done = is_taken_back(one, hal)
    assert done.state == "partly_taken_back"
    assert Person.objects.get().display_name == "Isla Tarrant"


def test_what_another_source_says_too_comes_back_with_its_next_file(hal: Actor) -> None:
    """It wrote nothing of it, for it was known: what went was no word of that source’s."""
    is_imported(hal, a_file([ISLA]), source="The school’s own")
    one = is_imported(hal, a_file([MOVED]))
    is_imported(hal, a_file([MOVED]), source="The school’s own")
    is_taken_back(one, hal)
    is_imported(hal, a_file([MOVED]), source="The school’s own")
    assert Address.objects.filter(lines="9 Station Road", in_error_at=None).exists()
    assert Involvement.objects.filter(worker_name="Bea Lindqvist", in_error_because="").exists()


def test_an_import_from_before_its_rows_were_kept_says_so(hal: Actor) -> None:
    one = is_imported(hal, a_file([ISLA]))
    Import.objects.filter(pk=one.pk).update(traced=False)
    with pytest.raises(NotReady, match="before the system kept what each row wrote"):
        is_taken_back(one, hal)
    assert Person.objects.exists()


def test_it_takes_a_reason_and_the_role_and_is_pressed_once(hal: Actor, enter: Enter) -> None:
    one = is_imported(hal, a_file([ISLA]))
    with pytest.raises(NotReady, match="Say why"):
        is_taken_back(one, hal, why=" ")
    with pytest.raises(NotAllowed):
        is_taken_back(one, enter("meera"))
    hal = enter("hal")
    twice = [Import.objects.get(pk=one.pk) for _ in range(2)]
    take_back(twice[0], by=replace(hal, reason=WRONG))
    with pytest.raises((MovedMeanwhile, NotReady)):
        take_back(twice[1], by=replace(hal, reason=WRONG))


def test_who_takes_over_goes_on_when_whoever_began_has_left(hal: Actor) -> None:
    one = is_imported(hal, a_file([ISLA]))
    take_back(one, by=replace(hal, reason=WRONG))
    role = RoleHolding.objects.filter(user_id=hal.user)
    role.update(ends_at=hal.at)
    stuck = worked_on(one, hal)
    assert stuck.state == "taking_back"
    assert "Let it go on in your name" in stuck.problem
    role.update(ends_at=None)
    take_over(stuck, by=hal)
    assert worked_on(one, hal).state == "taken_back"


def test_what_rows_wrote_is_read_by_those_who_keep_the_register_alone(
    hal: Actor, enter: Enter
) -> None:
    is_imported(hal, a_file([ISLA]))
    assert Trace.objects.exists()
    for who in ("aisha", "meera", "ruth", "kit"):
        enter(who)
        assert not Trace.objects.exists(), who


def test_the_preview_says_what_the_worker_then_does(hal: Actor, enter: Enter) -> None:
    is_imported(hal, a_file([ISLA]))
    one = is_imported(hal, a_file([MOVED, NOAH, ZOFIA]))
    noah = Person.objects.get(display_name="Noah Begum")
    confirm_involvement(Involvement.objects.get(person=noah), by=enter("aisha"))
    hal = enter("hal")
    page = page_of_taking_back(one, hal, TakeBackForm(None))
    foreseen = kept_rows(one, by=hal)
    assert (page["said"]["people"], page["said"]["facts"]) == ("1 person", "3 facts")
    done = is_taken_back(one, hal)
    assert kept_rows(done, by=hal) == foreseen
    assert {"said", "reasons"} <= page_of_taken_back(done).keys()
    assert page_of_taken_back(done)["said"]["people"] == "1 person"


def test_a_record_somebody_began_to_use_just_while_it_went_is_given_back(hal: Actor) -> None:
    one = is_imported(hal, a_file([ISLA]))
    isla = Person.objects.get()
    take_back(one, by=replace(hal, reason=WRONG))
    mine = replace(hal, request_id=str(one.pk))
    assert take_some_back(Import.objects.get(pk=one.pk), by=mine)
    assert not Person.objects.exists()
    record(PeopleEvent.NOTED, by=hal, subject=isla.subject)  # it was on its way already
    done = worked_on(one, hal)
    assert done.state == "partly_taken_back"
    assert Person.objects.get().display_name == "Isla Tarrant"
    assert SourcePerson.objects.get().removed_at is None
    assert PersonKey.objects.filter(person=isla).exists()


def test_it_goes_on_where_it_was_cut_off(hal: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_work, "AT_ONCE", 1)
    before = the_register(hal)
    one = is_imported(hal, a_file([ISLA, NOAH, ZOFIA]))
    take_back(one, by=replace(hal, reason=WRONG))
    assert take_some_back(Import.objects.get(pk=one.pk), by=replace(hal, request_id=str(one.pk)))
    assert Person.objects.count() == 2
    assert worked_on(one, hal).state == "taken_back"
    assert the_register(hal) == before
    assert Event.objects.filter(name="person.withdrawn").count() == 3


def test_a_file_stopped_half_way_can_be_taken_back_once_the_rest_is_discarded(
    hal: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = the_register(hal)
    one = is_checked(hal, a_file([ISLA, NOAH]))
    monkeypatch.setattr(writing, "AT_ONCE", 1)
    start(one, by=hal)
    writing.write_some(one, by=replace(hal, request_id=str(one.pk)))
    stop(Import.objects.get(pk=one.pk), by=hal)
    with pytest.raises(MovedMeanwhile):
        is_taken_back(one, hal)
    discard(Import.objects.get(pk=one.pk), by=hal)
    assert is_taken_back(one, hal).state == "taken_back"
    assert the_register(hal) == before


def test_no_file_of_the_extract_comes_in_while_one_is_taken_back(hal: Actor) -> None:
    one = is_imported(hal, a_file([ISLA]))
    waits = is_checked(hal, a_file([NOAH]))
    take_back(one, by=replace(hal, reason=WRONG))
    with pytest.raises(NotReady):
        start(waits, by=hal)


def test_what_a_full_extract_ended_goes_on(hal: Actor) -> None:
    is_imported(hal, a_file([ISLA, NOAH]), full=True)
    before = the_register(hal)
    one = is_imported(hal, a_file([ISLA]), full=True)
    assert one.ended == 1
    assert is_taken_back(one, hal).state == "taken_back"
    assert the_register(hal) == before


def test_a_birth_date_nobody_knew_is_not_known_again(hal: Actor) -> None:
    unknown = (*ISLA[:3], "", "", *ISLA[5:])
    is_imported(hal, a_file([unknown]))
    before = the_register(hal)
    one = is_imported(hal, a_file([ISLA]))
    assert Person.objects.get().birth_date == date(2019, 3, 14)
    assert is_taken_back(one, hal).state == "taken_back"
    assert the_register(hal) == before


def test_a_number_of_the_source_is_forgotten_with_the_file(hal: Actor) -> None:
    is_imported(hal, a_file([ISLA]), source="Another extract")
    one = is_imported(hal, a_file([("XX9", *ISLA[1:])]))  # known by the NHS number
    assert outcomes(one)
    is_taken_back(one, hal)
    assert not SourcePerson.objects.filter(source=one.source, removed_at=None).exists()
    assert SourcePerson.objects.filter(removed_at=None).count() == 1

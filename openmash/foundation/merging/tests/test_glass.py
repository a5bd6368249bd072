"""A restricted record opens in an emergency: to whom, for how long, and who hears (`roles.md` §4)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotFound, NotReady
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.models import Join
from openmash.foundation.merging.tests.builders import WHY, a_record, fresh
from openmash.foundation.messaging.models import Message
from openmash.foundation.people.access import get_person, get_printable, visible_to
from openmash.foundation.people.commands import add_name
from openmash.foundation.people.glass.commands import break_glass, review
from openmash.foundation.people.glass.queries import closed_record, looks_under
from openmash.foundation.people.glass.rules import Closed, opens_for
from openmash.foundation.people.glass.states import Reason
from openmash.foundation.people.models import (
    ClosedRecord,
    GlassBreaking,
    Person,
    PersonName,
    Restriction,
)
from openmash.foundation.tasks.queries import open_tasks

Enter = Callable[..., Actor]
CASE = "She has run to a neighbour, and nobody who is named answers"


def closed(enter: Enter, marker: str = "staff", *named: str) -> Person:
    """A record that Meera has restricted to herself and Tom."""
    one = a_record(enter("hal"))
    readers = [enter(key).user for key in (named or ("meera", "tom"))]
    do.restrict(one, marker, readers, WHY, by=enter("meera"))
    return one


def opens(enter: Enter, key: uuid.UUID, who: str = "priya", **at: datetime) -> GlassBreaking:
    return break_glass(key, Reason.DANGER, CASE, by=enter(who, **at))


def test_it_opens_for_an_hour_to_whoever_opened_it_and_to_nobody_else(
    enter: Enter, monday: datetime
) -> None:
    one = closed(enter)
    opens(enter, one.pk)
    assert get_person(enter("priya", at=monday + timedelta(minutes=59)), one.pk) == one
    with pytest.raises(NotFound):
        get_person(enter("aisha"), one.pk)
    late = enter("priya", at=monday + timedelta(minutes=60))
    with pytest.raises(NotFound):
        get_person(late, one.pk)
    assert not Person.objects.filter(pk=one.pk).exists()  # what the database says


def test_open_it_stands_on_its_own_page_and_in_no_list(enter: Enter, client: Client) -> None:
    """Searched, counted, drawn in another family or printed with a sister, it would leave its page."""
    one = closed(enter)
    opens(enter, one.pk)
    priya = enter("priya")
    assert not visible_to(priya).filter(pk=one.pk).exists()
    assert not Person.objects.filter(pk=one.pk).exists()
    get_person(priya, one.pk)
    assert visible_to(priya).filter(pk=one.pk).exists()
    assert not visible_to(enter("priya")).filter(pk=one.pk).exists()  # the next request


def test_beside_another_record_it_is_not_read(enter: Enter, client: Client) -> None:
    """Comparing is for joining, which an emergency does not allow: the page and the button say no."""
    one, other = closed(enter), a_record(enter("hal"), "Noah", "Otterburn")
    client.force_login(User.objects.get(email="priya@openmash.example"))
    client.post(f"/people/{one.pk}/emergency/", {"reason": "danger", "words": CASE})
    answer = client.get(f"/people/{other.pk}/compare/{one.pk}/")
    assert answer.status_code == 403
    assert "Isla" not in answer.content.decode()


def test_a_protected_identity_ends_what_was_open(enter: Enter) -> None:
    """What is restricted anew while it is open: the hour that was begun does not outlast the reason."""
    one = closed(enter)
    opens(enter, one.pk)
    meera = enter("meera")
    do.lift(Restriction.objects.get(lifted_at=None), WHY, by=meera)
    named = [enter(key).user for key in ("tom", "meera")]
    do.restrict(fresh(one), "identity", named, WHY, by=enter("meera"))
    with pytest.raises(NotFound):
        get_person(enter("priya"), one.pk)


def test_the_database_changes_nothing_of_the_register_with_it_in_hand(enter: Enter) -> None:
    one, other = closed(enter), a_record(enter("hal"), "Noah", "Otterburn")
    opens(enter, one.pk)
    get_person(enter("priya"), one.pk)
    name = PersonName.objects.filter(person=one).first()
    assert name is not None
    values = {f.attname: getattr(name, f.attname) for f in PersonName._meta.concrete_fields}
    for change in (
        lambda: PersonName.objects.filter(person=one).update(family="Otherwise"),
        lambda: PersonName.objects.create(**{**values, "id": uuid.uuid4()}),
        lambda: Person.objects.filter(pk=other.pk).update(sex="M"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    enter("priya")
    assert Person.objects.filter(pk=other.pk).update(sex="M") == 1  # the next request, its own work


def test_it_is_read_and_nothing_is_changed_or_printed(enter: Enter) -> None:
    one = closed(enter)
    opens(enter, one.pk)
    priya = enter("priya")
    get_person(priya, one.pk, P.CHRONOLOGY_READ)
    with pytest.raises(NotAllowed, match="not printed"):
        get_printable(priya, one.pk)
    for permission in (P.PERSON_WRITE, P.CHRONOLOGY_PRINT, P.CHRONOLOGY_WRITE, P.PERSON_JOIN):
        with pytest.raises(NotAllowed):
            get_person(priya, one.pk, permission)
    with pytest.raises(NotAllowed):
        add_name(fresh(one), "Mae", "", kind="alias", source="GP", by=priya)
    with pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.filter(pk=one.pk).update(sex="M")


def test_its_readers_its_manager_and_information_governance_hear_at_once(enter: Enter) -> None:
    one = closed(enter)
    broken = opens(enter, one.pk)
    meera = enter("meera")
    told = Message.objects.filter(template="glass_broken")
    named = {meera.user, enter("tom").user}
    assert {str(m.to_user_id) for m in told} == named | {enter("ines").user}
    assert not any("Isla" in m.heading + m.body for m in told)
    [task] = [t for t in open_tasks(enter("meera")) if t.kind == "glass.review"]
    assert task.due_at == ClockRun.objects.get(subject=broken.subject).due_at
    event = Event.objects.get(name="glass.broken")
    assert CASE not in str(event.facts)


@pytest.mark.parametrize(
    ("marker", "may"),
    [
        ("staff", {"priya", "aisha", "grace", "ravi"}),
        ("sealed", {"grace"}),
        ("identity", set()),
        ("trust", set()),
    ],
)
def test_the_marker_says_for_whom_it_opens(enter: Enter, marker: str, may: set[str]) -> None:
    """Protected identity never; LADO's alone only for a role that this version does not have."""
    one = closed(enter, marker)
    for who in ("priya", "aisha", "grace", "ravi", "carol", "dev", "hal", "ruth", "ines", "olu"):
        by = enter(who)
        if who in may:
            assert closed_record(one.pk, by=by).person_id == one.pk
        else:
            with pytest.raises((NotFound, NotAllowed)):
                break_glass(one.pk, Reason.DANGER, CASE, by=by)
    assert not GlassBreaking.objects.exists()


def test_a_setting_never_opens_a_protected_identity(enter: Enter) -> None:
    closed_to = Closed(frozenset({"identity"}), frozenset())
    assert not opens_for(closed_to, "SVC_MGR", {"identity": ["SVC_MGR"]})
    assert opens_for(Closed(frozenset({"sealed"}), frozenset()), "SVC_MGR", {"sealed": ["SVC_MGR"]})


def test_each_look_says_by_which_opening(enter: Enter) -> None:
    one = closed(enter)
    broken = opens(enter, one.pk)
    get_person(enter("priya"), one.pk)
    enter("ines")
    assert [look.facts for look in looks_under(broken)] == [{"opened_in_emergency": str(broken.pk)}]


def test_what_is_restricted_twice_opens_only_where_both_allow(enter: Enter) -> None:
    one, two = closed(enter), a_record(enter("hal"))
    named = [enter("meera").user, enter("tom").user]
    do.restrict(two, "identity", named, WHY, by=enter("meera"))
    do.confirm(do.join(fresh(one), fresh(two), WHY, by=enter("meera")), by=enter("tom"))
    for key in (one.pk, two.pk):
        with pytest.raises(NotFound):
            opens(enter, key)
    tom = enter("tom")
    do.undo(Join.objects.get(), WHY, by=tom)
    assert opens(enter, one.pk).markers == ["staff"]


def test_a_joined_record_s_key_leads_to_the_one_that_stands_for_them(enter: Enter) -> None:
    one, two = closed(enter), a_record(enter("hal"))
    do.restrict(two, "staff", [enter(k).user for k in ("meera", "tom")], WHY, by=enter("meera"))
    do.confirm(do.join(fresh(one), fresh(two), WHY, by=enter("meera")), by=enter("tom"))
    opens(enter, two.pk)
    assert get_person(enter("priya"), two.pk).pk == fresh(one).root_id


def test_joined_since_its_readers_still_read_who_opened_it(enter: Enter, client: Client) -> None:
    """An opening stands by the record that was opened; whoever stands for them later keeps it."""
    one, two = closed(enter), a_record(enter("hal"))
    do.restrict(two, "staff", [enter(k).user for k in ("meera", "tom")], WHY, by=enter("meera"))
    for key in (one.pk, two.pk):
        opens(enter, key)
    enter("meera")
    do.confirm(do.join(fresh(one), fresh(two), WHY, by=enter("meera")), by=enter("tom"))
    tom, root = enter("tom"), fresh(one).root_id
    client.force_login(User.objects.get(pk=tom.user))
    page = client.get(f"/people/{root}/").content.decode()
    assert page.count(CASE) == 2


def test_what_waits_for_a_review_is_listed_however_many_came_since(
    enter: Enter, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest is the latest to be reviewed: it must not fall off the end of the list."""
    monkeypatch.setattr("openmash.foundation.people.glass.queries.MOST_REVIEWED", 1)
    for who in ("priya", "aisha", "ravi"):
        review(opens(enter, closed(enter).pk, who), WHY, justified=True, by=enter("meera"))
    for who in ("priya", "aisha"):
        opens(enter, closed(enter).pk, who)
    client.force_login(User.objects.get(email="ines@openmash.example"))
    page = client.get("/emergency-access/").content.decode()
    assert page.count("To be reviewed<br>") == 2
    assert page.count("Justified<br>") == 1


def test_lifted_it_is_no_emergency(enter: Enter) -> None:
    one = closed(enter)
    do.lift(Restriction.objects.get(), WHY, by=enter("meera"))
    with pytest.raises(NotFound):
        opens(enter, one.pk)
    assert not ClosedRecord.objects.filter(closed=True).exists()


def test_a_reason_in_words_is_needed(enter: Enter) -> None:
    one = closed(enter)
    with pytest.raises(NotReady, match="20 characters"):
        break_glass(one.pk, Reason.OTHER, "urgent", by=enter("priya"))
    with pytest.raises(NotReady, match="You are named"):
        break_glass(one.pk, Reason.OTHER, CASE, by=enter("tom"))


def test_pressed_twice_it_is_opened_once(enter: Enter) -> None:
    one = closed(enter)
    assert opens(enter, one.pk) == opens(enter, one.pk)


def test_four_presses_at_once_open_it_once(enter_for_real: Enter) -> None:
    with transaction.atomic():
        key = closed(enter_for_real).pk
    start = Barrier(4)

    def press(_: int) -> str:
        try:
            with transaction.atomic():
                by = enter_for_real("priya")
                start.wait()
                return str(break_glass(key, Reason.DANGER, CASE, by=by).pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as crowd:
        assert len(set(crowd.map(press, range(4)))) == 1
    with transaction.atomic():
        meera = enter_for_real("meera")
        assert GlassBreaking.objects.count() == 1
        assert [one.kind for one in open_tasks(meera)].count("glass.review") == 1


def test_nobody_reviews_their_own(enter: Enter) -> None:
    one = closed(enter, "staff", "meera", "tom")
    broken = opens(enter, one.pk, "grace")
    with pytest.raises(NotReady, match="You opened it yourself"):
        review(broken, WHY, justified=True, by=enter("grace"))
    with pytest.raises(NotAllowed):
        review(broken, WHY, justified=True, by=enter("tom"))
    enter("grace")
    with pytest.raises(DatabaseError), transaction.atomic():
        GlassBreaking.objects.filter(pk=broken.pk).update(state="justified")


@pytest.mark.parametrize("who", ["ines", "meera"])
def test_reviewed_it_is_off_the_lists_and_what_was_wrong_is_an_incident(
    enter: Enter, who: str
) -> None:
    one = closed(enter)
    broken = opens(enter, one.pk)
    get_person(enter("priya"), one.pk)
    by = enter(who)
    assert len(looks_under(broken)) >= 1
    review(broken, "She was off duty and no child was in danger", justified=False, by=by)
    kinds = [t.kind for t in open_tasks(enter("meera"))]
    assert kinds.count("glass.incident") == 1
    assert "glass.review" not in kinds
    assert ClockRun.objects.get(subject=broken.subject).stopped_at is not None
    with pytest.raises(MovedMeanwhile):
        review(broken, "On reflection it was fine after all", justified=True, by=enter(who))


def test_the_next_partnership_finds_nothing(enter: Enter) -> None:
    one = closed(enter)
    enter("olu")
    assert not ClosedRecord.objects.exists()
    with pytest.raises((NotFound, NotAllowed)):
        opens(enter, one.pk, "olu")


def test_the_page_leads_to_the_door_and_through_it(enter: Enter, client: Client) -> None:
    one = closed(enter)
    client.force_login(User.objects.get(email="priya@openmash.example"))
    door = f"/people/{one.pk}/emergency/"
    assert client.get(f"/people/{one.pk}/")["Location"] == door
    page = client.get(door).content.decode()
    assert "restricted to named people" in page
    assert "Isla" not in page
    refused = client.post(door, {"reason": "danger", "words": "urgent"}).content.decode()
    assert "Say in at least 20 characters why" in refused
    assert 'href="#f-words"' in refused
    assert "(&#39;" not in refused
    assert "urgent" in refused
    assert client.post(door, {"reason": "danger", "words": CASE})["Location"].endswith(f"{one.pk}/")
    opened = client.get(f"/people/{one.pk}/").content.decode()
    assert "Isla" in opened
    assert "Opened in an emergency by Priya Nair" in opened
    assert client.get(f"/people/{one.pk}/print/").status_code == 403
    client.force_login(User.objects.get(email="tom@openmash.example"))
    assert CASE in client.get(f"/people/{one.pk}/").content.decode()
    client.force_login(User.objects.get(email="aisha@openmash.example"))
    assert client.get(f"/people/{one.pk}/").status_code == 302
    client.force_login(User.objects.get(email="hal@openmash.example"))
    assert client.get(f"/people/{one.pk}/").status_code == 404


def test_where_it_never_opens_the_record_does_not_exist(enter: Enter, client: Client) -> None:
    one = closed(enter, "identity")
    client.force_login(User.objects.get(email="priya@openmash.example"))
    absent = client.get(f"/people/{uuid.uuid4()}/")
    hidden = client.get(f"/people/{one.pk}/")
    assert (hidden.status_code, len(hidden.content)) == (absent.status_code, len(absent.content))
    assert client.get(f"/people/{one.pk}/emergency/").status_code == 404

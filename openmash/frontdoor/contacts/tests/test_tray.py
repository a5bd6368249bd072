"""The work tray: who is on it, in which band, what it costs, and who sees nothing of it."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed
from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.merging.commands import restrict
from openmash.foundation.people.commands import NewPerson, create_person
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.forms.looking import asked_for, looking
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.tray import Tray, tally, tray
from openmash.frontdoor.contacts.queries.tray_filters import Looking
from openmash.frontdoor.contacts.tests.builders import (
    a_draft,
    a_sent_worry,
    a_test_put_away,
    only_child,
)
from tests.fixtures import Enter

ALL = Looking()
WHY = "Hurt twice this month, safe until Friday"


def bands(found: Tray) -> dict[str, list[str]]:
    return {band.title: [row.reference for row in band.rows] for band in found.bands}


def named(name: str, age: str = "14 March 2019") -> dict[str, str]:
    return {"A1_name": name, "A1_age": age}


def test_danger_stays_on_top_until_a_person_has_taken_and_rated_it(enter: Enter) -> None:
    contact = a_draft(enter, A3="not_safe")
    by = enter("aisha")
    assert bands(tray(ALL, by=by)) == {"Immediate danger": [contact.reference]}
    do.take_up(contact, by=by)
    assert "Immediate danger" in bands(tray(ALL, by=by))
    do.rate_urgency(contact, "red", WHY, by=by)
    assert bands(tray(ALL, by=by)) == {"Tomorrow and later": [contact.reference]}


def test_rows_stand_in_bands_by_time(enter: Enter, monday: datetime) -> None:
    late = a_sent_worry(enter, at=monday - timedelta(days=4))
    unseen = a_sent_worry(enter)
    taken = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    rated = do.rate_urgency(a_sent_worry(enter), "green", WHY, by=enter("aisha"))
    today = a_sent_worry(enter, at=monday - timedelta(days=3, hours=2))
    do.rate_urgency(today, "amber", WHY, by=enter("aisha"))
    assert bands(tray(ALL, by=enter("aisha"))) == {
        "Now": [late.reference],
        "Nobody has looked yet": [unseen.reference],
        "Being looked at, not rated yet": [taken.reference],
        "Due today": [today.reference],
        "Tomorrow and later": [rated.reference],
    }


def test_what_is_decided_elsewhere_or_not_sent_is_not_on_the_tray(enter: Enter) -> None:
    a_draft(enter)
    a_test_put_away(enter)
    stays = a_sent_worry(enter)
    found = tray(ALL, by=enter("aisha"))
    assert [row.reference for row in found.rows] == [stays.reference]
    assert (1, "open in all", "") in found.tally


def _put_away(enter: Enter, received: datetime) -> str:
    contact = a_test_put_away(enter)
    Contact.objects.filter(pk=contact.pk).update(submitted_at=received)
    return contact.reference


def test_what_is_closed_stands_below_the_tray_newest_first(enter: Enter, monday: datetime) -> None:
    """A reference finds both: what waits first, however many there are that wait no more."""
    over = [_put_away(enter, monday - timedelta(days=days)) for days in (3, 1, 2)]
    waits = a_sent_worry(enter).reference
    newest_first = [over[1], over[2], over[0]]
    closed = tray(Looking(state="closed"), by=enter("aisha"))
    assert bands(closed) == {"Closed or put away": newest_first}
    found = tray(Looking(reference="br"), by=enter("aisha"))
    assert [row.reference for row in found.rows] == [waits, *newest_first]
    assert tray(Looking(reference="br", due="overdue"), by=enter("aisha")).total == 0
    assert tray(Looking(reference="br", due="whenever"), by=enter("aisha")).total == 4


def test_a_page_begins_with_the_tray_and_goes_on_with_what_is_closed(
    enter: Enter, monday: datetime
) -> None:
    over = [_put_away(enter, monday - timedelta(days=days)) for days in (2, 1)]
    waiting = {a_sent_worry(enter).reference for _ in range(26)}
    by = enter("aisha")
    first, second = (tray(Looking(reference="br", page=page), by=by) for page in (1, 2))
    assert (first.total, first.pages, len(first.rows)) == (28, 2, 25)
    last, *closed = (row.reference for row in second.rows)
    assert {row.reference for row in first.rows} | {last} == waiting
    assert closed == over[::-1]
    assert [band.count for band in second.bands] == [26, 2]


def test_the_filters_narrow_and_the_counts_stay_whole(enter: Enter) -> None:
    mine = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    a_sent_worry(enter, "nell")
    by = enter("aisha")
    for query in (
        {"state": "screening"},
        {"who": "me"},
        {"agency": "st-oswins"},
        {"reference": mine.reference[3:].lower()},
    ):
        found = tray(looking(query), by=by)
        assert [row.reference for row in found.rows] == [mine.reference]
        assert found.open_in_all == 2
    assert tray(Looking(urgency="red"), by=by).total == 0
    assert tray(looking({"page": "99x", "state": "nonsense"}), by=by).total == 2


def test_the_other_partnership_and_outsiders_see_nothing(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    by = enter("olu")
    assert tray(ALL, by=by).total == 0
    assert sum(n for n, *_ in tally(by=by)) == 0
    assert tray(Looking(reference=contact.reference), by=by).total == 0
    assert tray(ALL, by=enter("aisha")).total == 1
    for key in ("ruth", "dev", "ines", "sam"):
        with pytest.raises(NotAllowed):
            tray(ALL, by=enter(key))


def test_a_look_is_logged_with_who_was_on_it(enter: Enter) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    do.create_and_link(only_child(contact), uuid.uuid4(), by=enter("aisha"))
    tray(ALL, by=enter("aisha"))
    line = ReadLog.objects.get(action="list")
    assert line.about == [f"person:{only_child(contact).person_id}"]


def test_earlier_contacts_about_the_same_child_are_counted(enter: Enter, monday: datetime) -> None:
    a_sent_worry(enter, at=monday - timedelta(days=400))
    a_sent_worry(enter, "nell", at=monday - timedelta(days=60))
    a_sent_worry(enter, "nell", at=monday - timedelta(days=5), child=named("Jaden Okafor"))
    latest = a_sent_worry(enter)
    rows = {row.reference: row.before for row in tray(ALL, by=enter("aisha")).rows}
    assert rows[latest.reference] == 1


def test_brothers_and_sisters_share_a_row(enter: Enter) -> None:
    a_sent_worry(enter, siblings={"Noah Tarrant": {"A1_age": "about 2"}})
    row = tray(ALL, by=enter("aisha")).rows[0]
    assert (row.children, row.ages) == ("Isla and Noah Tarrant", "7, about 2")


def test_rows_cost_as_many_queries_however_many_there_are(enter: Enter) -> None:
    a_sent_worry(enter)
    few = _queries(enter("aisha"))
    for _ in range(6):
        a_sent_worry(enter, siblings={"Noah Tarrant": {"A1_age": "2 June 2024"}})
    assert _queries(enter("aisha")) == few
    assert few <= 11  # five for the rows, four for their order, people, and the log


def _queries(by: Actor) -> int:
    with CaptureQueriesContext(connection) as caught:
        tray(ALL, by=by)
    return len(caught)


def test_the_page_and_its_live_rows(enter: Enter, client: Client) -> None:
    contact = a_draft(enter, A3="not_safe")
    sign_in(client, enter, "aisha")
    page = client.get("/tray/").content.decode()
    assert contact.reference in page
    assert "Isla Tarrant" in page
    rows = client.get("/tray/rows/").content.decode()
    assert f'data-danger="{contact.reference}"' in rows
    assert "<html" not in rows
    counts = client.get("/tray/rows/?part=counts").content.decode()
    assert "Isla" not in counts


def test_an_empty_tray_says_so_kindly(enter: Enter, client: Client) -> None:
    sign_in(client, enter, "aisha")
    assert "Nobody is waiting" in client.get("/tray/").content.decode()
    a_sent_worry(enter)
    narrowed = client.get("/tray/?state=decide").content.decode()
    assert "No contact fits" in narrowed


@pytest.mark.parametrize(
    ("who", "status"), [("aisha", 200), ("ravi", 200), ("ruth", 403), ("dev", 403)]
)
def test_only_the_hub_opens_the_tray(enter: Enter, client: Client, who: str, status: int) -> None:
    sign_in(client, enter, who)
    assert client.get("/tray/").status_code == status


def test_many_rows_are_turned_over_and_the_filter_is_kept(enter: Enter) -> None:
    for _ in range(26):
        a_sent_worry(enter)
    by = enter("aisha")
    first, second = tray(Looking(state="new"), by=by), tray(Looking(state="new", page=2), by=by)
    assert (len(first.rows), len(second.rows), first.pages) == (25, 1, 2)
    assert not {r.reference for r in first.rows} & {r.reference for r in second.rows}
    assert first.address(2) == "?state=new&page=2"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("isla", ["Isla Tarrant"]),
        ("ISLA TARR", ["Isla Tarrant"]),
        ("tarrant  isla", ["Isla Tarrant"]),
        ("Zoe", ["Zoë O’Brien"]),
        ("zoë obrien", ["Zoë O’Brien"]),
        ("noah", ["Noah Reed"]),
        ("jaden", ["Isla Tarrant"]),  # who Isla was said to be is called so in the register
        ("sla", []),
        ("isla reed", []),
    ],
)
def test_a_name_narrows_by_what_the_sender_wrote_and_the_register_knows(
    typed: str, found: list[str], enter: Enter
) -> None:
    isla = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    for name in ("Zoë O’Brien", "Noah Reed"):
        a_sent_worry(enter, child=named(name))
    jaden = create_person(NewPerson("Jaden", "Cole", "x"), key=uuid.uuid4(), by=enter("aisha"))
    do.link_child(only_child(isla), jaden, by=enter("aisha"))
    rows = tray(Looking(name=typed), by=enter("aisha")).rows
    assert [row.children for row in rows] == found


def test_a_name_counts_together_with_the_other_filters(enter: Enter) -> None:
    do.take_up(a_sent_worry(enter), by=enter("aisha"))
    a_sent_worry(enter, "nell")
    by = enter("aisha")
    assert tray(Looking(name="isla"), by=by).total == 2
    assert tray(Looking(name="isla", who="me"), by=by).total == 1
    assert tray(Looking(name="isla", state="closed"), by=by).total == 0
    assert tray(Looking(name="isla"), by=enter("olu")).total == 0


def test_a_look_by_name_is_logged_as_a_search(enter: Enter) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    do.create_and_link(only_child(contact), uuid.uuid4(), by=enter("aisha"))
    tray(Looking(name="isla"), by=enter("aisha"))
    tray(Looking(name="nobody"), by=enter("aisha"), via="live")
    first, second = ReadLog.objects.filter(action="search", subject="tray").order_by("facts__via")[
        ::-1
    ]
    assert first.about == [f"person:{only_child(contact).person_id}"]
    assert first.facts == {"words": "isla", "reason": "screening", "via": "page", "page": 1,
                           "contacts": [contact.reference]}  # fmt: skip
    assert second.facts == {**first.facts, "words": "nobody", "via": "live", "contacts": []}
    assert second.about == []
    assert not ReadLog.objects.filter(action="list").exists()


def test_a_restricted_name_finds_nothing_for_who_may_not_know_of_it(enter: Enter) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    hidden = create_person(NewPerson("Jaden", "Cole", "x"), key=uuid.uuid4(), by=enter("aisha"))
    do.link_child(only_child(contact), hidden, by=enter("aisha"))
    readers = [enter("tom").user, enter("meera").user]
    restrict(hidden, "staff", readers, WHY, by=enter("meera"))
    assert tray(Looking(name="jaden"), by=enter("tom")).total == 1
    assert tray(Looking(name="jaden"), by=enter("aisha")).total == 0


def test_the_name_is_kept_with_the_session_and_stands_in_no_address(
    enter: Enter, client: Client
) -> None:
    contact = a_sent_worry(enter)
    a_sent_worry(enter, child=named("Noah Reed"))
    sign_in(client, enter, "aisha")
    sent = client.post("/tray/", {"find": "isla", "state": "new"})
    assert re.fullmatch(r"/tray/\?state=new&named=[\w-]+&page=1", sent["Location"])
    assert "isla" not in sent["Location"].lower()
    page = client.get(sent["Location"]).content.decode()
    assert 'name="find" type="text" value="isla"' in page
    assert contact.reference in page
    assert "Noah Reed" not in page
    live = re.search(r'id="tray" data-live="([^"]+)"', page)
    assert live is not None
    assert "isla" not in live[1].lower()
    assert "Noah Reed" not in client.get(live[1].replace("&amp;", "&")).content.decode()
    elsewhere = client.post("/tray/", {"find": "noah"})["Location"]  # another tab
    assert "Noah Reed" in client.get(elsewhere).content.decode()
    assert "Noah Reed" not in client.get(sent["Location"]).content.decode()
    assert "Noah Reed" in client.get("/tray/").content.decode()


def test_a_reference_in_the_same_box_stands_in_the_address(enter: Enter, client: Client) -> None:
    contact = a_sent_worry(enter)
    sign_in(client, enter, "aisha")
    sent = client.post("/tray/", {"find": contact.reference.lower()})
    assert sent["Location"] == f"/tray/?reference={contact.reference.lower()}&page=1"
    assert contact.reference in client.get(sent["Location"]).content.decode()
    assert (
        client.post("/tray/", {"find": " ", "due": "today"})["Location"]
        == "/tray/?due=today&page=1"
    )


def test_a_name_that_nobody_has_leads_to_the_search_in_all(enter: Enter, client: Client) -> None:
    a_sent_worry(enter)
    sign_in(client, enter, "aisha")
    page = client.get(client.post("/tray/", {"find": "Nobody <b>"})["Location"]).content.decode()
    assert "No open contact matches “Nobody &lt;b&gt;”" in page
    assert 'href="/people/">Search in all' in page


def test_what_a_session_keeps_of_names_is_bounded_and_nonsense_is_nothing() -> None:
    session = SessionBase()
    marks = [asked_for({"find": f"{letter * 200}"}, session).named for letter in "abcdefghijkl"]
    assert looking({"named": marks[-1]}, session).name == "l" * 80
    assert looking({"named": marks[0]}, session).name == ""
    assert asked_for({"find": "l" * 200}, session).named == marks[-1]
    assert not looking({"named": "nonsense"}, session).narrowed
    assert "named" not in looking({"named": "nonsense"}, session).in_address


def sign_in(client: Client, enter: Enter, who: str) -> Actor:
    by = enter(who)
    client.force_login(User.objects.get(pk=by.user))
    return by

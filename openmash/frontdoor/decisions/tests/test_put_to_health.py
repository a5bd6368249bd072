"""A fact that its source filed under something else is about health: its reader says so, and the gate
holds as for any other (G1, L68)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.ledger.models import Event
from openmash.frontdoor.decisions.tests.builders import decision_of
from openmash.frontdoor.decisions.tests.health import (
    a_green_enquiry,
    assert_database_refuses,
    decides,
    to_decide,
)
from openmash.frontdoor.enquiries.commands import answering
from openmash.frontdoor.enquiries.commands import items as do
from openmash.frontdoor.enquiries.models import EvidenceItem, MashEnquiry
from openmash.frontdoor.enquiries.rules.items import why_not_put_to_health
from openmash.frontdoor.enquiries.states.items import HEALTH, Category
from openmash.frontdoor.enquiries.tests.answering import FACT, asked, now, replies, signed_in
from openmash.frontdoor.enquiries.tests.builders import fresh
from openmash.frontdoor.enquiries.tests.health import (
    BRUISE,
    NOTE,
    is_signed,
    is_told,
    keeps_up,
    shut,
)
from tests.fixtures import Enter

POLICE = replace(NOTE, text="Attended after her mother’s overdose", category="police")


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    return a_green_enquiry(enter)


@pytest.mark.parametrize("was", sorted(Category))
def test_a_fact_goes_to_health_and_never_away(was: Category) -> None:
    ways = {now for now in Category if not any(why_not_put_to_health(was, now))}
    if was == Category.MENTAL_HEALTH:
        assert ways == set()
    else:
        assert ways == ({Category.MENTAL_HEALTH} if was in HEALTH else HEALTH)


def test_a_police_fact_about_health_shuts_the_gate_once_somebody_has_seen_it(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    item = is_told(enter, enquiry, POLICE)
    to_decide(enter, enquiry)
    assert shut(enquiry) == []
    do.put_to_health(item, "mental_health", by=enter("tom"))
    with pytest.raises(NotReady, match="mental health"):
        decides(enter, enquiry)
    assert_database_refuses(enter, decision_of(enquiry.contact))
    keeps_up(enter, enquiry)
    is_signed(enter, enquiry, "femi")
    decides(enter, enquiry)


def test_it_shuts_again_what_health_had_signed(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry, BRUISE)
    item = is_told(enter, enquiry, POLICE)
    is_signed(enter, enquiry, "carol")
    assert shut(enquiry) == []
    do.put_to_health(item, "substance", by=enter("meera"))
    assert "new since" in shut(enquiry)[0]


def test_as_it_was_filed_it_stays_readable_and_counts_once(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    item = is_told(enter, enquiry, POLICE)
    anew = do.put_to_health(item, "mental_health", by=enter("meera"))
    item.refresh_from_db()
    assert item.taken_back_because == "It is about health: kept under mental health"
    assert (anew.text, anew.told_as, anew.dated_from) == (item.text, item, item.dated_from)
    assert (item.noted_by_role, anew.noted_by_role) == ("MASH_SW", "MASH_MGR")
    with pytest.raises(NotReady, match="already"):
        do.put_to_health(item, "substance", by=enter("tom"))
    (event,) = Event.objects.filter(name="item.put_to_health")
    assert event.facts == {"item": str(anew.pk), "category": "mental_health", "was": "police"}


def test_only_who_reads_the_answers_says_so(enter: Enter, enquiry: MashEnquiry) -> None:
    item = is_told(enter, enquiry, POLICE)
    for who in ("aisha", "carol", "ruth"):
        with pytest.raises(NotAllowed):
            do.put_to_health(item, "mental_health", by=enter(who))


def test_an_agency_that_answers_anew_does_not_undo_it(enter: Enter) -> None:
    check = asked(enter)
    said = replies(check, "info", facts=(FACT,))
    answering.send_reply(check, said, by=enter("ruth"))
    tom = enter("tom")
    item = EvidenceItem.objects.select_related("answer").filter(taken_back_at=None).first()
    assert item is not None
    assert item.answer is not None
    about = item.answer.about
    item.enquiry = fresh(check.enquiry)
    do.put_to_health(item, "injury", by=tom)
    answering.send_reply(now(check), said, by=enter("ruth"))  # the same once more is nothing new
    assert EvidenceItem.objects.filter(taken_back_at=None, category="injury").count() == 1
    more = replace(FACT, text="Was collected late", category="family")
    answering.send_reply(now(check), replies(check, "info", facts=(FACT, more)), by=enter("ruth"))
    enter("tom")
    standing = EvidenceItem.objects.filter(taken_back_at=None, answer__about=about)
    assert set(standing.values_list("category", flat=True)) == {"injury", "family"}


def test_pressed_in_the_browser(enter: Enter, client: Client, enquiry: MashEnquiry) -> None:
    item = is_told(enter, enquiry, POLICE)
    browser = signed_in(client, "tom")
    here = f"{enquiry.contact.hub_path}enquiry/items/{item.pk}/health/"
    known = browser.get(f"{enquiry.contact.hub_path}enquiry/known/").content.decode()
    assert here in known
    assert "Say what of health" in browser.post(here, {}).content.decode()
    assert browser.post(here, {"category": "mental_health"}).status_code == 302
    known = browser.get(f"{enquiry.contact.hub_path}enquiry/known/").content.decode()
    assert "put to health by Tom Ashdown" in known
    assert "/health/" not in known.partition("<main")[2].partition("</main>")[0]

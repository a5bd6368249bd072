"""The decision page and the list, as browsers meet them (picture 06)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady
from openmash.foundation.access.models import User
from openmash.foundation.files.commands import NewFile
from openmash.frontdoor.contacts.commands.adding_files import add_files
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding, writing
from openmash.frontdoor.decisions.queries.case import gather
from openmash.frontdoor.decisions.states import DecisionState
from openmash.frontdoor.decisions.tests.builders import (
    a_drafted,
    a_pending,
    a_recommended,
    decision_of,
)
from tests.fixtures import Enter

SIBLING: dict[str, Any] = {
    "siblings": {"Noah Tarrant": {"A1_age": "about 2", "B1": ["neglect"], "C1_why": "declined"}}
}

# A browser's clock is the machine's: the next step is due after any day this may run.
LATER: dict[str, Any] = {"next_step_due": date(2099, 1, 5)}


def sign_in(client: Client, key: str) -> None:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))


def page(contact: Contact) -> str:
    return f"/contacts/{contact.reference}/decision/"


def words(answer: Any) -> str:
    return str(answer.content.decode())


def fields(answer: Any) -> dict[str, Any]:
    """What a browser would send back unchanged: hidden and chosen inputs of the form."""
    text = words(answer)
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", text):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        ticked = "checked" in tag or 'type="hidden"' in tag or 'type="text"' in tag
        if name and ticked and name[1] != "csrfmiddlewaretoken":
            found.setdefault(name[1], []).append(value[1] if value else "")
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', text):
        found[name] = [value]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = [chosen[1] if chosen else ""]
    return found


def test_the_page_begins_a_draft_and_lists_what_is_missing(enter: Enter, client: Client) -> None:
    """L37: the list beside the button is the rule that refuses."""
    contact = a_pending(enter, **SIBLING)
    sign_in(client, "tom")
    answer = client.get(page(contact))
    assert answer.status_code == 200
    assert "Choose a level for Isla" in words(answer)
    assert "Choose a level for Noah" in words(answer)


def test_pressing_the_blocked_button_answers_with_the_same_list(
    enter: Enter, client: Client
) -> None:
    """Guide §1.3: every line of the summary leads to a place on the page."""
    contact = a_drafted(enter, alternatives="", **LATER)
    sign_in(client, "tom")
    shown = client.get(page(contact))
    answer = client.post(page(contact), {**fields(shown), "then": "recommend"})
    assert answer.status_code == 422
    assert 'href="#child-1-alternatives"' in words(answer)
    assert 'id="child-1-alternatives"' in words(answer)


def test_everything_typed_is_saved_before_the_button_acts(enter: Enter, client: Client) -> None:
    """A refused recommendation loses no word."""
    contact = a_drafted(enter, alternatives="", **LATER)
    sign_in(client, "tom")
    sent = {
        **fields(client.get(page(contact))),
        "c1-missing_comment": "The GP is away",
        "then": "recommend",
    }
    client.post(page(contact), sent)
    enter("tom")
    assert decision_of(contact).missing_comment == "The GP is away"


def test_tom_recommends_and_meera_decides(enter: Enter, client: Client) -> None:
    """P7 through the browser."""
    contact = a_drafted(enter, a_pending(enter, **SIBLING), **LATER)
    sign_in(client, "tom")
    sent = {**fields(client.get(page(contact))), "then": "recommend"}
    assert client.post(page(contact), sent).status_code == 302
    sign_in(client, "meera")
    shown = client.get(page(contact))
    assert "Decide level 4 for both" in words(shown)
    assert client.post(page(contact), {**fields(shown), "then": "decide"}).status_code == 302
    enter("meera")
    assert decision_of(contact, 2).state == DecisionState.DECIDED
    assert "Meera Pillai decided" in words(client.get(page(contact)))


def test_a_manager_may_change_the_level_and_decide_at_once(enter: Enter, client: Client) -> None:
    """P7: the manager decides, and says why where it is otherwise than recommended."""
    contact = a_recommended(enter, **LATER)
    sign_in(client, "meera")
    sent = {**fields(client.get(page(contact))), "c1-outcome": "STRATEGY", "then": "decide"}
    answer = client.post(page(contact), sent)
    assert "Say why you decide otherwise than Tom Ashdown recommended for Isla" in words(answer)
    why = {"c1-otherwise_because": "The police have seen the injury today; it cannot wait."}
    again = {**fields(answer), **why, "then": "decide"}
    assert client.post(page(contact), again).status_code == 302
    enter("meera")
    assert (decision_of(contact).outcome, decision_of(contact).recommended_level) == ("STRATEGY", 4)


def test_two_writers_meet_and_nothing_is_lost(enter: Enter, client: Client) -> None:
    """The second sees the first's words beside their own, and may keep either."""
    contact = a_drafted(enter)
    sign_in(client, "tom")
    sent = {**fields(client.get(page(contact))), "c1-alternatives": "Words of Tom’s", "then": ""}
    priya, now = enter("priya"), decision_of(contact)
    writing.write(now, {"alternatives": "Words of Priya’s"}, now.version, by=priya)
    answer = client.post(page(contact), sent)
    assert answer.status_code == 409
    assert "Words of Tom’s" in words(answer)
    assert "Words of Priya’s" in words(answer)
    again = client.post(page(contact), {**fields(answer), "then": ""})
    assert again.status_code == 302
    enter("tom")
    assert decision_of(contact).alternatives == "Words of Tom’s"


def test_what_changed_unseen_is_not_decided(enter: Enter, client: Client) -> None:
    """A manager decides what they have read."""
    contact = a_recommended(enter)
    sign_in(client, "meera")
    sent = {**fields(client.get(page(contact))), "then": "decide"}
    tom, now = enter("tom"), decision_of(contact)
    writing.write(now, {"alternatives": "Something else"}, now.version, by=tom)
    assert client.post(page(contact), sent).status_code == 409
    enter("meera")
    assert decision_of(contact).state == DecisionState.VIEWS_OPEN


def test_a_childs_voice_can_be_recorded_where_it_is_missed(enter: Enter, client: Client) -> None:
    """P28: an observation stands in for words."""
    contact = a_drafted(enter, a_pending(enter, about_child={"C1": "", "C1_why": "pre_verbal"}))
    sign_in(client, "tom")
    shown = client.get(page(contact))
    assert "What was observed of Isla, who cannot say it" in words(shown)
    sent = {**fields(shown), "c1-heard_observed": "She hides behind the coats", "then": ""}
    assert client.post(page(contact), sent).status_code == 302
    assert "She hides behind the coats" in words(client.get(page(contact)))


def test_giving_back_from_the_page_needs_a_reason(enter: Enter, client: Client) -> None:
    """Typed reasons are kept, empty ones refused."""
    contact = a_recommended(enter)
    sign_in(client, "meera")
    sent = {**fields(client.get(page(contact))), "then": "give_back"}
    assert client.post(page(contact), sent).status_code == 422
    sent["back-reason"] = "Ask the health visitor first"
    assert client.post(page(contact), sent).status_code == 302
    enter("meera")
    assert decision_of(contact).state == DecisionState.DRAFTED


@pytest.mark.parametrize("key", ["ruth", "lee", "dev", "ines", "sam"])
def test_people_outside_the_hub_find_no_decision(enter: Enter, client: Client, key: str) -> None:
    """roles §3: nothing under this address for them, and no list."""
    contact = a_recommended(enter)
    sign_in(client, key)
    assert client.get(page(contact)).status_code == 404
    assert client.get("/decisions/").status_code == 403


def test_the_other_partnership_finds_nothing(enter: Enter, client: Client) -> None:
    """Two partnerships, one deployment: no page, no line in the list."""
    contact = a_recommended(enter)
    sign_in(client, "mari")
    assert client.get(page(contact)).status_code == 404
    assert contact.reference not in words(client.get("/decisions/"))


def test_the_list_puts_what_waits_for_me_first(enter: Enter, client: Client) -> None:
    """L36: for me, for another, being written."""
    drafted = a_drafted(enter)
    recommended = a_recommended(enter)
    mine = a_drafted(enter)
    deciding.recommend(decision_of(mine), by=enter("meera"))
    sign_in(client, "meera")
    text = words(client.get("/decisions/"))
    places = [text.index(c.reference) for c in (recommended, mine, drafted)]
    assert places == sorted(places)
    assert "Wait for you" in text


def test_a_screening_officer_reads_and_cannot_press(enter: Enter, client: Client) -> None:
    """roles §3: reads decisions; no button, and the post is refused."""
    contact = a_recommended(enter)
    sign_in(client, "aisha")
    answer = client.get(page(contact))
    assert answer.status_code == 200
    assert 'value="decide"' not in words(answer)
    assert client.post(page(contact), {"then": "decide"}).status_code == 403


def test_copying_to_a_sibling_is_confirmed_on_the_page(enter: Enter, client: Client) -> None:
    """P7: copied words count only when somebody says that they are true of this child."""
    contact = a_drafted(enter, a_pending(enter, **SIBLING), **LATER)
    sign_in(client, "tom")
    sent = {**fields(client.get(page(contact))), "then": "copy:2:1"}
    assert client.post(page(contact), sent).status_code == 302
    shown = client.get(page(contact))
    assert "Confirm that what was copied from Isla is true of Noah" in words(shown)
    client.post(page(contact), {**fields(shown), "then": "confirm:2"})
    enter("tom")
    assert decision_of(contact, 2).copy_confirmed


def test_a_partners_view_is_noted_on_the_page(enter: Enter, client: Client) -> None:
    """P7: in their words, and dissent never without any."""
    contact = a_recommended(enter, **LATER)
    sign_in(client, "tom")
    said = {"view-agency": "Midshire Police", "view-view": "DISAGREE", "then": "view"}
    sent = {**fields(client.get(page(contact))), **said}
    assert client.post(page(contact), sent).status_code == 422
    sent["view-reason"] = "He is on bail until December"
    assert client.post(page(contact), sent).status_code == 302
    assert "He is on bail until December" in words(client.get(page(contact)))


def test_another_persons_words_in_a_recommendation_have_to_be_recommended_anew(
    enter: Enter, client: Client
) -> None:
    """P7 four eyes: nobody rewrites what was recommended and then signs it alone."""
    contact = a_recommended(enter, **LATER)
    sign_in(client, "meera")
    change = client.get(f"{page(contact)}?change=1")
    assert "it is a draft again" in words(change)
    mine = {**fields(change), "c1-alternatives": "Level 1, since all is well.", "then": "decide"}
    assert client.post(page(contact), mine).status_code == 422
    meera = enter("meera")
    assert (decision_of(contact).state, decision_of(contact).recommended_by) == ("drafted", "")
    deciding.recommend_all(contact, {}, by=meera)
    with pytest.raises(NotReady, match="somebody else decides"):
        deciding.decide_all(contact, {}, by=enter("meera"))
    deciding.decide_all(contact, {}, by=enter("grace"))


def test_a_view_noted_by_mistake_is_taken_back_and_stays_readable(
    enter: Enter, monday: datetime
) -> None:
    """P7: dissent is kept in their words; spelling does not make two agencies of one."""
    contact = a_recommended(enter)
    tom = enter("tom")
    dissent = writing.View("Police", "DISAGREE", reason="He has a knife.")
    view = writing.note_view(decision_of(contact), dissent, by=tom)
    assert _dissent(contact, tom) == ("Police",)
    tom = enter("tom", at=monday + timedelta(hours=1))
    writing.note_view(decision_of(contact), writing.View(" police ", "AGREE"), by=tom)
    assert _dissent(contact, tom) == ()
    writing.withdraw_view(view, by=tom)
    assert view.withdrawn_by == "Tom Ashdown"


def _dissent(contact: Contact, by: Actor) -> tuple[str, ...]:
    return gather(contact, by=by).facts(decision_of(contact)).dissent


def test_the_page_says_that_files_came_with_the_worry(enter: Enter, client: Client) -> None:
    contact = a_pending(enter)
    sign_in(client, "meera")
    assert "came with the worry" not in words(client.get(page(contact)))
    add_files(contact, [NewFile("Letter.txt", b"Dear colleague")], by=enter("ruth"))
    assert "1 file came with the worry" in re.sub(r"\s+", " ", words(client.get(page(contact))))

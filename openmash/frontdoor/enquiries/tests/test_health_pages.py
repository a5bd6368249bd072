"""The health worklist, the page of the analysis, and what the hub sees of them (P6, L68, L71)."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.enquiries.commands import answering, checks
from openmash.frontdoor.enquiries.commands.health_emergency import decide_before, look_back
from openmash.frontdoor.enquiries.models import (
    EvidenceItem,
    HealthDraft,
    HealthEmergency,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.health_list import in_order, worklist
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.frontdoor.enquiries.tests.answering import asked, hub
from openmash.frontdoor.enquiries.tests.builders import an_enquiry, fresh, screened
from openmash.frontdoor.enquiries.tests.health import (
    BRUISE,
    HOW,
    NOTE,
    analysis_of,
    answers,
    asks,
    is_signed,
    is_told,
    keeps_up,
    sees,
    written,
)
from tests.fixtures import Enter

WAITS = "She is with him tonight, and the crisis team cannot be reached before the evening."


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    """An Amber enquiry with a crisis-team note in it. Leaves Tom on stage."""
    found = an_enquiry(enter, screened(enter, A4_1_name="Dawn Field", A4_1_lives="yes"))
    is_told(enter, found)
    return found


@pytest.fixture
def sees_as(enter: Enter) -> Callable[[str], Client]:
    def come(who: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(email=f"{who}@openmash.example"))
        return client

    return come


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def typed(enquiry: MashEnquiry, **more: Any) -> dict[str, Any]:
    """The whole form, as it is on the page."""
    w = written(enquiry)
    return {
        "draft-known": w.known,
        "draft-child_0": "She carries it.",
        "draft-protective": w.protective,
        "draft-unknown": w.unknown,
        "draft-recommended": w.recommended,
        "draft-concern": w.concern,
        "draft-confidence": w.confidence,
        "draft-version": "0",
        "draft-seen": sees(enquiry).told,
        **more,
    }


def handed(enquiry: MashEnquiry) -> dict[str, str]:
    """What the small page hands back of what it showed."""
    seen = sees(enquiry)
    return {"told": seen.told, "reading": seen.words}


def test_the_worklist_is_the_practitioners_and_marks_what_is_about_the_mind(
    enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    for who in ("carol", "femi"):
        page = said(sees_as(who), "/health/")
        assert enquiry.contact.reference in page
        assert "Mental health" in page
    assert sees_as("tom").get("/health/").status_code == 403
    assert sees_as("ruth").get("/health/").status_code == 403


def test_without_a_clock_the_most_urgent_comes_first(enter: Enter, enquiry: MashEnquiry) -> None:
    (row,) = worklist(by=enter("carol"))
    red, green = (replace(row, due_at=1e12, rag=rag) for rag in ("red", "green"))
    assert in_order([green, red, row]) == [row, red, green]


def test_a_case_that_is_not_about_the_mind_is_not_for_the_mental_health_practitioner(
    enter: Enter, sees_as: Callable[[str], Client]
) -> None:
    other = an_enquiry(enter)
    is_told(enter, other, BRUISE)
    path = f"/health/{other.contact.reference}/"
    assert "Two bruises" in said(sees_as("carol"), path)
    assert sees_as("femi").get(path).status_code == 404


def test_it_is_kept_as_typed_and_says_what_stands_in_the_way(
    enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    client, path = sees_as("femi"), f"/health/{enquiry.contact.reference}/"
    assert "Say what is known" in said(client, path)
    half = {"draft-known": "Two calls (H1)", "draft-version": "0", "draft-seen": sees(enquiry).told}
    assert client.post(path, half).status_code == 302
    page = said(client, path)
    assert "Two calls (H1)" in page
    assert "Say what is known" not in page
    assert "Say what helps" in page
    refused = client.post(path, {**half, "draft-version": "1", "then": "sign"})
    assert refused.status_code == 422
    assert analysis_of(enquiry).state == "drafted"


def test_after_a_refused_signature_the_page_is_fresh(
    enter: Enter, enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    """What came in meanwhile stands on it, and signing it then is signing that."""
    path, stale = f"/health/{enquiry.contact.reference}/", typed(enquiry, then="sign")
    is_told(enter, enquiry, BRUISE)
    refused = sees_as("femi").post(path, stale)
    assert refused.status_code == 422
    assert BRUISE.text in refused.content.decode()
    hidden = dict(
        re.findall(r'name="(draft-(?:seen|version))"[^>]*value="(\w*)"', refused.content.decode())
    )
    assert hidden == {"draft-seen": sees(enquiry).told, "draft-version": "1"}
    assert sees_as("femi").post(path, stale | hidden).status_code == 302
    assert analysis_of(enquiry).state == "signed"


def test_signing_by_the_page_and_what_the_hub_then_reads(
    enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    path = f"/health/{enquiry.contact.reference}/"
    tom = sees_as("tom")
    assert "No registered health practitioner" in said(tom, path)
    assert "draft-known" not in said(tom, path)
    assert tom.post(path, typed(enquiry, then="sign")).status_code == 403
    assert sees_as("femi").post(path, typed(enquiry, then="sign")).status_code == 302
    page = said(tom, path)
    assert "Femi Adebayo (NMC" in page
    assert "She carries it." in page
    assert "Signed by Femi Adebayo" in said(tom, f"/contacts/{enquiry.contact.reference}/enquiry/")


def test_the_nurse_signs_her_part_and_another_countersigns(
    enter: Enter, enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    path = f"/health/{enquiry.contact.reference}/"
    assert sees_as("carol").post(path, typed(enquiry, then="sign")).status_code == 302
    assert "one more signature" in said(sees_as("carol"), path)
    form = {"words": HOW, **handed(enquiry)}
    assert (
        sees_as("carol").post(f"{path}countersign/", form).status_code == 200
    )  # she is its author
    assert sees_as("femi").post(f"{path}countersign/", form).status_code == 302
    assert analysis_of(enquiry).state == "signed"


def test_what_is_signed_stands_on_the_page_and_what_changed_meanwhile_is_shown(
    enter: Enter, enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    """Nothing typed is lost; pressing again signs what stands there then."""
    path, back = f"/health/{enquiry.contact.reference}/", {"words": "Her tablets are another’s"}
    carol, femi = sees_as("carol"), sees_as("femi")
    assert carol.post(path, typed(enquiry, then="sign")).status_code == 302
    page = said(femi, f"{path}countersign/")
    assert all(one in page for one in (NOTE.text, "She carries it.", "Perinatal team this week."))
    stale = {"words": HOW, **handed(enquiry)}
    assert carol.post(f"{path}back/", back).status_code == 302
    again = {"draft-version": "1", "draft-child_0": "She does not carry it.", "then": "sign"}
    assert carol.post(path, typed(enquiry, **again)).status_code == 302
    refused = femi.post(f"{path}countersign/", stale)
    page = refused.content.decode()
    assert all(one in page for one in ("words were changed", "She does not carry it.", HOW))
    hidden = dict(re.findall(r'name="(told|reading)"[^>]*value="([^"]*)"', page))
    assert femi.post(f"{path}countersign/", {"words": HOW, **hidden}).status_code == 302
    assert analysis_of(enquiry).state == "signed"


def test_an_answer_that_was_put_right_does_not_stand_as_what_is_known(
    enter: Enter, enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    """It stays readable; and nobody writes what it means as if it were so."""
    asks(enter, enquiry, "brackenford-health")
    answers(enter, enquiry, "info", "Seen twice with burns", after=5)
    path = f"/health/{enquiry.contact.reference}/"
    before = said(sees_as("carol"), path)
    assert ("Seen twice with burns" in before, "put right since" in before) == (True, False)
    check = enquiry.checks.latest("asked_at")
    checks.clarify(check, "Is it the same date of birth as in our question?", by=enter("tom"))
    answers(enter, enquiry, "not_known", after=10)
    page = said(sees_as("carol"), path)
    assert re.search(r"<strong>H2: put right since</strong>.*Seen twice with burns", page)


def test_whoever_signed_can_take_it_back_on_the_page(
    enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    path, femi = f"/health/{enquiry.contact.reference}/", sees_as("femi")
    assert femi.post(path, typed(enquiry, then="sign")).status_code == 302
    assert "Take my signature back" in said(femi, path)
    assert "Take my signature back" not in said(sees_as("carol"), path)
    answer = {"words": "H1 is about her sister, not about her"}
    assert femi.post(f"{path}back/", answer).status_code == 302
    page = said(sees_as("tom"), path)
    assert "The health gate is shut" in page


def test_the_others_newer_words_are_shown_beside_ones_own(
    enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    path = f"/health/{enquiry.contact.reference}/"
    assert sees_as("carol").post(path, typed(enquiry)).status_code == 302
    mine = typed(enquiry, **{"draft-known": "My own words"})
    refused = sees_as("femi").post(path, mine)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "What Carol Bell saved meanwhile" in page
    assert "My own words" in page
    assert sees_as("femi").post(path, {**mine, "draft-version": "1"}).status_code == 302
    assert HealthDraft.objects.get().known == "My own words"


def test_a_manager_who_cannot_wait_and_the_practitioner_who_looks_back(
    enter: Enter, enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    before = f"/contacts/{enquiry.contact.reference}/enquiry/health/before/"
    assert sees_as("tom").get(before).status_code == 403
    assert "60 characters" in sees_as("meera").post(before, {"reason": "Late"}).content.decode()
    assert sees_as("meera").post(before, {"reason": WAITS}).status_code == 302
    page = said(sees_as("femi"), "/health/")
    assert "Look back" in page
    back = f"/health/{enquiry.contact.reference}/look-back/"
    answer = {"verdict": "changes", "words": "The note means another thing than was thought."}
    assert sees_as("femi").post(back, answer).status_code == 302
    enter("tom")
    assert not Task.objects.filter(kind="health.look_back", state="open").exists()
    assert "health changes the picture" in said(
        sees_as("tom"), f"/health/{enquiry.contact.reference}/"
    )


def test_the_hub_writes_a_fact_down_and_takes_it_back(
    enter: Enter, enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    here = f"/contacts/{enquiry.contact.reference}/enquiry/"
    about = str(enquiry.scope.get(role="child").pk)
    fact = {
        "about": about, "category": "injury", "text": "A burn on the hand", "certainty": "fact",
        "tell_family": "ask", "when": "last week", "agency": "", "source": "ward, by telephone",
    }  # fmt: skip
    tom = sees_as("tom")
    assert tom.post(f"{here}items/add/", fact).status_code == 302
    enter("tom")
    item = EvidenceItem.objects.get(text="A burn on the hand")
    page = said(tom, here)
    assert "What you must know first" in page
    assert page.index("A burn on the hand") < page.index("Who is asked about")
    assert (
        tom.post(f"{here}items/{item.pk}/back/", {"reason": "It was her sister’s hand"}).status_code
        == 302
    )
    assert "A burn on the hand" not in said(tom, here)
    assert tom.get(f"{here}items/{item.pk}/back/").status_code == 404
    assert sees_as("carol").get(f"{here}items/add/").status_code == 403


def test_everything_known_is_in_order_and_a_search_says_why(
    enter: Enter, enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    is_told(enter, enquiry, BRUISE)
    path, tom = f"/contacts/{enquiry.contact.reference}/enquiry/known/", sees_as("tom")
    page = said(tom, path)
    assert page.index("Two bruises") < page.index("crisis line")
    assert "Why it stands here: an injury within a year" in page
    assert "it is kept" in tom.post(path, {"words": "bruises"}).content.decode()
    found = tom.post(
        path, {"words": "bruises", "why": "To cite it in the decision"}
    ).content.decode()
    assert "1 fact fits of 2" in found
    assert "crisis line" not in found
    enter("tom")
    logged = ReadLog.objects.filter(action="search").latest("at")
    assert (logged.reason, (logged.facts or {})["found"]) == ("To cite it in the decision", 1)
    assert "bruises" not in str(logged.facts)
    assert sees_as("aisha").get(path).status_code == 403  # what agencies say is not hers to read


def test_a_practitioner_says_that_a_fact_stands_elsewhere(
    enter: Enter, enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    is_told(enter, enquiry, BRUISE)
    enter("tom")
    note = EvidenceItem.objects.get(category="mental_health")
    path = f"/health/{enquiry.contact.reference}/rank/{note.pk}/"
    answer = {"rank": "1", "reason": "A plan with the crisis team runs now"}
    assert sees_as("tom").post(path, answer).status_code == 403
    assert sees_as("femi").post(path, answer).status_code == 302
    page = said(sees_as("tom"), f"/contacts/{enquiry.contact.reference}/enquiry/known/")
    assert page.index("crisis line") < page.index("Two bruises")
    assert "Femi Adebayo: A plan with the crisis team runs now" in page


def test_what_practitioners_say_is_for_those_who_read_health(
    enter: Enter, enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    """The screening officer reads that health looked back, not what it found."""
    here, words = f"/contacts/{enquiry.contact.reference}/enquiry/", "Her tablets were never taken"
    decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    emergency = HealthEmergency.objects.get()
    look_back(emergency, "changes", words, by=enter("femi"))
    assert words in said(sees_as("tom"), here)
    page = said(sees_as("aisha"), here)
    assert "health changes the picture" in page
    assert words not in page


def test_every_small_page_is_there(
    enter: Enter, enquiry: MashEnquiry, sees_as: Callable[[str], Client]
) -> None:
    path, carol = f"/health/{enquiry.contact.reference}/", sees_as("carol")
    for page in ("take-on", "opinion", "countersign", "differ", "back"):
        said(carol, f"{path}{page}/")
    assert re.search(r"Nothing relevant about[^,]*Isla Tarrant", said(carol, f"{path}nil/"))
    assert carol.get(f"{path}look-back/").status_code == 404
    decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    said(carol, f"{path}look-back/")
    assert carol.post(f"{path}take-on/", {"seen": ""}).status_code == 302
    is_signed(enter, enquiry, "femi")
    said(carol, path)
    assert NOTE.text in said(carol, path)


def test_what_the_questions_of_the_agency_brought_is_read_with_the_facts(
    enter: Enter, sees_as: Callable[[str], Client]
) -> None:
    """A practice answers “was not brought: 3” and writes nothing else: that is what there is to read."""
    check = asked(enter, "fernhill-surgery")
    child = check.people.get(whom__role="child")
    told = {"not_brought": "3"}
    reply = Reply(str(child.pk), child.name, "info", told=told)
    answering.send_reply(check, [reply], by=enter("osei"))
    keeps_up(enter, check.enquiry)
    page = said(sees_as("carol"), f"/health/{hub(check).enquiry.contact.reference}/")
    assert "Was not brought in the last 12 months, times: 3" in html.unescape(page)

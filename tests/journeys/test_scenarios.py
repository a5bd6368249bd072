"""Worked scenarios 1, 2, 4, 5 and 17, in the browser, at the times that the table of scenarios states."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from tests import database
from tests.journeys.a_family import NAME
from tests.journeys.person import Person
from tests.journeys.steps import hands_over, recommends, sends_a_worry, takes_up
from tests.journeys.test_agency import opens_its_request
from tests.journeys.test_enquiry import adds_the_mother, asks_the_mother, opens_an_enquiry
from tests.journeys.test_health import (
    HOW,
    leaves_the_practice_out,
    opens_a_green_enquiry,
    writes_the_note_down,
    writes_what_it_means,
)
from tests.journeys.timed import TimedHub

Begins = Callable[[str], TimedHub]
REVIEWS = "Not brought to two asthma reviews in a row."
WHY = "She was hurt at home, and nobody knows how often."


def screened_and_agreed(hub: TimedHub, rag: str = "amber") -> str:
    """Ruth sends; Aisha knows the child; Meera opens the enquiry; her mother agrees; all are asked."""
    reference = sends_a_worry(hub.the("ruth"), NAME)
    aisha = hub.the("aisha")
    takes_up(aisha, reference)
    aisha.opens(f"/contacts/{reference}/")
    aisha.page.locator(f"input[name=rag][value={rag}]").check()
    aisha.page.locator("textarea[name=reason]").first.fill("Hurt, and goes home to him at three.")
    aisha.presses("Keep the rating|Change the rating").presses("^Same person")
    hands_over(aisha, reference, "Meera Pillai")
    opens_an_enquiry(hub.the("meera"), reference, rag)
    tom = hub.the("tom")
    adds_the_mother(tom, reference)
    asks_the_mother(tom, reference, "given")
    tom.presses("^Keep the answer").sees("Checks may leave")
    return reference


def asks_all(worker: Person, reference: str = "") -> None:
    """As proposed, by one press."""
    if reference:
        worker.opens(f"/contacts/{reference}/enquiry/")
    worker.presses("Ask the agencies").writes("Why is it necessary", WHY)
    worker.presses("^Send to all of them").sees("agencies are asked")


def nothing_known(somebody: Person) -> None:
    """One press on a phone between two things."""
    opens_its_request(somebody, NAME).presses("^We know them, nothing relevant|^Nothing")
    somebody.sees("The hub has|that is an answer")


def all_but_the_practice_answer(hub: TimedHub) -> None:
    """School, police and the health trust have nothing to tell."""
    for key in ("ruth", "dana", "nell"):
        nothing_known(hub.the(key))


def a_practice_answers(practice: Person) -> None:
    """One fact about her, between two patients."""
    page = opens_its_request(practice, NAME).page
    page.locator("input[name=p1_outcome][value=info]").check()
    page.locator("textarea[name=p1_i1_text]").fill(REVIEWS)
    page.locator("input[name=p1_i1_when]").fill("since summer")
    page.locator("select[name=p1_i1_category]").select_option("was_not_brought")
    page.locator("input[name=p1_i1_certainty][value=fact]").check()
    practice.presses("^Send what I have").sees("The hub has what you wrote")


def goes_to_decision(worker: Person, reference: str, missing: str) -> None:
    """With what nobody could find out in time."""
    worker.opens(f"/contacts/{reference}/enquiry/").presses("^Send to decision")
    worker.writes("still missing", missing).presses("^Send to decision")


def uses_the_answer(worker: Person, reference: str) -> None:
    """The practice hears that its answer was read."""
    worker.opens(f"/contacts/{reference}/enquiry/#gp").presses("Say whether its answer is used")
    worker.chooses("Yes").presses("^Keep it").sees("Asked, and the answer is used")


def signs_what_it_means(nurse: Person, reference: str) -> None:
    """Under the fixed headings, for this child."""
    nurse.opens(f"/health/{reference}/").sees(REVIEWS)
    page = nurse.page
    page.locator("textarea[name=draft-known]").fill("Two asthma reviews were missed (H1).")
    page.locator("textarea[name=draft-child_0]").fill("Her chest is not looked after at home (H1).")
    page.locator("textarea[name=draft-adult_0]").fill("Has answered no letter; not seen by health.")
    page.locator("textarea[name=draft-protective]").fill("School keeps a spare inhaler for her.")
    page.locator("textarea[name=draft-unknown]").fill("Why nobody brought her, and who could.")
    page.locator("textarea[name=draft-recommended]").fill("A review at school this week.")
    page.get_by_label("Level of health concern").select_option(label="Moderate")
    page.get_by_label("How sure are you?").select_option(label="Medium")
    nurse.presses("^Save$").finds_the_page_accessible()
    nurse.presses("^Sign$").sees("Something new about health asks for it anew")


def considers_history(worker: Person) -> None:
    """Who knows her, and what that says."""
    worker.page.locator("#f-c1-history").fill(
        "School, nurse and practice know her; none was worried."
    )
    worker.presses("^Save ").presses("^Recommend")


def recommends_again(worker: Person, reference: str) -> None:
    """What stood in the way is out of it, and what health says is among what it rests on."""
    page = worker.opens(f"/contacts/{reference}/decision/").page
    page.locator("label.om-flag", has=page.locator("[name=c1-evidence_1]")).last.click()
    worker.presses("^Save ").presses("^Recommend").sees("has recommended")


def test_1_everybody_is_asked_at_once_and_it_closes_when_the_sender_has_heard(
    begins: Begins,
) -> None:
    """| 1 | School DSL submits an e-MARF Fri 27 Nov 2026 16:10, Amber, agreement given | ack ≤ 16:15;
    C02 due Mon 30 Nov 17:00 (amber point 16:10); agency checks sent at once, C07 = 6 working hours:
    20 min on Friday + 5 h 40 from 08:45 → Mon 14:25; GP request auto-created (T1), due Mon 17:00;
    decision blocked until health analysis signed; feedback sent at decision; contact closes only then |
    """
    hub = begins("2026-11-27T16:10")
    reference = screened_and_agreed(hub)
    tom = hub.the("tom").opens(f"/contacts/{reference}/enquiry/")
    tom.sees("Asked by default: the enquiry is Red or Amber")
    asks_all(tom)
    tom.sees("Answer, Amber: due Monday 30 November, 14:25")
    tom.sees("GP answer, Amber: due Monday 30 November, 17:00")
    tom.sees("Decide: due Monday 30 November, 17:00").finds_the_page_accessible()
    hub.it_is("2026-11-27T16:11")
    hub.the("ruth").opens(f"/worries/{reference}/status/").sees("received.{0,40}16:1[0-5]")

    hub.it_is("2026-11-30T13:00")
    nothing_known(hub.the("ruth"))
    nothing_known(hub.the("dana"))
    a_practice_answers(hub.the("osei"))
    hub.it_is("2026-11-30T14:24")
    nell = hub.the("nell").opens("/mailbox/").does_not_see("The hub waits for your answer")
    hub.it_is("2026-11-30T14:26")
    nell.page.reload()
    nell.sees("The hub waits for your answer")
    nothing_known(nell)

    tom = hub.the("tom")
    uses_the_answer(tom, reference)
    goes_to_decision(tom, reference, "Social care next door knows no more.")
    recommends(tom, reference)
    considers_history(tom)
    tom.sees("No registered health practitioner has signed").finds_the_page_accessible()
    signs_what_it_means(hub.the("carol"), reference)
    recommends_again(tom, reference)
    tom.opens(f"/contacts/{reference}/answer/")
    assert tom.page.get_by_role("button", name="Close").count() == 0

    hub.it_is("2026-11-30T16:40")
    meera = hub.the("meera").opens("/tasks/").sees(f"Decide: {reference} is nearly out of time")
    meera.opens(f"/contacts/{reference}/decision/").sees(
        "Carol Bell", "GP"
    ).finds_the_page_accessible()
    meera.presses("^Decide").sees("Decided")
    meera.opens(f"/contacts/{reference}/answer/").sees("Not to be closed yet", "is owed an answer")
    hub.it_is("2026-11-30T16:41")
    ruth = hub.the("ruth").opens(f"/worries/{reference}/status/").sees("What was decided")
    ruth.finds_the_page_accessible().presses("it is clear")
    hub.the("tom").opens(f"/contacts/{reference}/answer/").presses("^Close").sees("[Cc]losed")


def test_2_red_on_friday_at_20_past_four_runs_on_past_closing_time(begins: Begins) -> None:
    """| 2 | Same but upgraded to Red at 16:20 Friday | Red runs on calendar time: C04 due 20:20 Friday;
    EDT sees it at 16:30; GP request re-issued as telephone task; strategy discussion button armed |

    A strategy discussion is an outcome that can be recommended at once; it is not held here yet."""
    hub = begins("2026-11-27T16:10")
    reference = screened_and_agreed(hub)
    tom = hub.the("tom").opens(f"/contacts/{reference}/enquiry/")
    asks_all(tom)
    hub.it_is("2026-11-27T16:20")
    tom.opens(f"/contacts/{reference}/enquiry/").presses("^Change the urgency")
    tom.page.locator("input[name=rag][value=red]").check()
    tom.writes(r"Why\?", "He has been seen at the school gate.").presses("^Change the urgency")
    tom.sees("Red enquiry: due 20:20 today", "Answer, Red: due 18:20 today")
    tom.sees("GP answer, Red: due 20:20 today").finds_the_page_accessible()
    hub.the("meera").opens("/tasks/").sees("it is Red now, ring the practice")
    hub.it_is("2026-11-27T16:30")
    ravi = hub.the("ravi").opens("/tray/").sees(NAME, "Red").finds_the_page_accessible()
    ravi.opens(f"/contacts/{reference}/enquiry/").sees("20:20").finds_the_page_accessible()


def test_4_a_note_of_the_crisis_team_waits_for_mental_health_by_its_clock(begins: Begins) -> None:
    """| 4 | Mother's crisis-team note arrives in a Green enquiry; social worker wants to close as level 2
    | gate G1: task to mental-health practitioner, C09 one working day; social worker cannot sign
    analysis; after signature level decided; note cited in rationale |"""
    hub = begins("2026-11-30T10:00")
    reference = opens_a_green_enquiry(hub.the, NAME)
    tom = hub.the("tom")
    writes_the_note_down(tom, reference)
    hub.it_is("2026-11-30T10:01")
    femi = hub.the("femi").opens("/tasks/").sees(reference)
    femi.opens("/health/").sees(
        "Health analysis, Green: due 17:00 tomorrow"
    ).finds_the_page_accessible()
    leaves_the_practice_out(tom, reference)
    goes_to_decision(tom, reference, "Nothing more is to be had in time.")
    recommends(tom, reference)
    tom.presses("^Recommend").sees("No registered health practitioner has signed")
    tom.opens(f"/health/{reference}/").sees("The health gate is shut")
    assert tom.page.locator("textarea").count() == 0
    carol = hub.the("carol")
    writes_what_it_means(carol, reference)
    carol.presses("^Sign my part").sees("one more signature")
    femi.opens(f"/health/{reference}/").presses("Give the second signature")
    femi.writes("How do you see it", HOW).presses("^Sign$").sees("Signed. The gate is open")
    recommends_again(tom, reference)
    hub.it_is("2026-11-30T15:00")
    meera = hub.the("meera").opens(f"/contacts/{reference}/decision/")
    meera.presses("^Decide").sees("Decided", "I cannot see January").finds_the_page_accessible()
    aisha = hub.the("aisha").opens(f"/contacts/{reference}/decision/").sees("Decided")
    aisha.does_not_see("I cannot see January")


def test_5_a_silent_practice_is_reminded_rung_and_passed_up_and_the_decision_says_so(
    begins: Begins,
) -> None:
    """| 5 | GP does not answer an Amber request | reminder at 50 %, phone task at due, named GP at 150 %;
    decision carries "GP view missing"; measure M26 |

    M26 has no page yet: it is counted from the clock of the request, which is here."""
    hub = begins("2026-11-27T16:10")
    reference = screened_and_agreed(hub)
    asks_all(hub.the("tom"), reference)
    hub.it_is("2026-11-27T16:15")
    all_but_the_practice_answer(hub)
    hub.the("osei").opens("/mailbox/").does_not_see("Half the time", "still waits")
    hub.it_is("2026-11-29T04:36")  # half of the time from Friday 16:10 to Monday 17:00
    hub.the("osei").opens("/mailbox/").sees("The hub still waits for your answer")
    hub.the("meera").opens("/tasks/").does_not_see("ring it")
    hub.it_is("2026-11-30T17:01")
    hub.the("meera").opens("/tasks/").sees("the practice has not answered in time, ring it")
    hub.it_is("2026-12-02T05:26")  # half as much again
    meera = hub.the("meera").opens("/tasks/").sees("the practice is silent, ring the named GP")
    meera.finds_the_page_accessible()

    hub.it_is("2026-12-02T09:00")
    carol = hub.the("carol").opens(f"/health/{reference}/")
    carol.presses("^No relevant health information").presses("^Sign it").sees(
        "Something new about health asks for it anew"
    )
    tom = hub.the("tom")
    goes_to_decision(tom, reference, "The practice is silent.")
    recommends(tom, reference)
    considers_history(tom)
    tom.sees("has recommended")
    hub.it_is("2026-12-02T11:30")
    meera = hub.the("meera").opens(f"/contacts/{reference}/decision/")
    meera.sees("GP view missing: Fernhill Surgery").presses("^Decide").sees("Decided")
    meera.sees("GP view missing: Fernhill Surgery, asked, not answered yet")
    meera.finds_the_page_accessible()
    assert m26(hub) == (0, 1)


def m26(hub: TimedHub) -> tuple[int, int]:
    """GP answers in time, of the requests that were due."""
    query = "SELECT count(*) FILTER (WHERE breached_at IS NULL), count(*) FROM clocks_clockrun"
    with psycopg.connect(database.url("root", hub.name)) as root:
        (found,) = root.execute(f"{query} WHERE code LIKE 'C08%'".encode()).fetchall()
    return found[0], found[1]


def restricts(manager: Person, key: str, *names: str) -> None:
    """Named people alone know of her from now on."""
    manager.opens(f"/people/{key}/records/").presses("^Restrict")
    manager.page.get_by_label("What kind of restriction?").select_option(
        label="Staff, relative of staff, or public figure"
    )
    for name in names:
        manager.chooses(name)
    manager.writes(r"Why\?", "Her aunt works in the hub").finds_the_page_accessible()
    manager.presses("^Keep this restriction$").sees("this person is not there")


def test_17_a_colleagues_child_is_shut_and_opens_in_an_emergency(begins: Begins) -> None:
    """| 17 | Social worker opens colleague’s child’s record | restricted: denied; break-glass offered
    if marker allows; manager alerted |, and `roles.md` §4: for 60 minutes, reviewed in two working days.

    “I hoped that I would never need it. She had run to a neighbour, and nobody on the list answered.”
    """
    hub = begins("2026-11-26T09:00")
    reference = sends_a_worry(hub.the("ruth"), NAME)
    aisha = hub.the("aisha")
    takes_up(aisha, reference)
    aisha.opens(f"/contacts/{reference}/").presses("^Same person")
    meera = hub.the("meera").opens(f"/contacts/{reference}/")
    meera.presses(f"^{NAME}$")
    key = meera.page.url.rstrip("/").rpartition("/")[2]
    restricts(meera, key, "Meera Pillai", "Tom Ashdown")
    priya = hub.the("priya").opens(f"/contacts/{reference}/")
    priya.sees("a record that is restricted to named people").finds_the_page_accessible()
    priya.presses("^Open it in an emergency$").sees("You are not one of them")
    priya.does_not_see(NAME).finds_the_page_accessible().takes_a_picture("emergency-door")
    priya.chooses("A child is in immediate danger").writes("Say why, in this case", "urgent")
    priya.presses("^Open it in an emergency$").sees("At least 20 characters")
    priya.finds_the_page_accessible()
    priya.writes("Say why, in this case", "She has run to a neighbour, and nobody named answers")
    priya.presses("^Open it in an emergency$").sees(NAME, "Opened in an emergency by Priya Nair")
    priya.finds_the_page_accessible().takes_a_picture("emergency-opened")
    for part in ("family", "chronology", "involvement"):
        priya.opens(f"/people/{key}/{part}/").sees("Opened in an emergency by Priya Nair")
        priya.finds_the_page_accessible()
    printed = priya.page.goto(f"{hub.address}/people/{key}/print/")
    assert printed is not None
    assert printed.status == 403
    meera.opens("/tasks/").sees("A restricted record was opened in an emergency: review it")
    hub.it_is("2026-11-26T09:01")
    tom = hub.the("tom").opens("/mailbox/")
    tom.sees("A restricted record was opened in an emergency").does_not_see(NAME)
    tom.opens(f"/people/{key}/").sees("Priya Nair", "She has run to a neighbour")
    tom.finds_the_page_accessible()
    hub.it_is("2026-11-26T10:01")
    hub.the("priya").opens(f"/people/{key}/").sees("restricted to named people")
    reviews(hub.the("ines").opens("/mailbox/"))
    hub.the("meera").opens("/tasks/").does_not_see("review it")


def reviews(auditor: Person) -> None:
    """Information governance: who, why, and what was looked at; never about whom."""
    auditor.presses("^Emergency access").sees("by .*30 Nov").finds_the_page_accessible()
    auditor.takes_a_picture("emergencies").presses("^Priya Nair")
    auditor.sees("What they looked at", "She has run to a neighbour").does_not_see(NAME)
    auditor.chooses("Yes, it was justified").writes(r"Why\?", "The neighbour rang the hub, too")
    auditor.finds_the_page_accessible().takes_a_picture("emergency-review")
    auditor.presses("^Keep the review$").sees("Justified").finds_the_page_accessible()

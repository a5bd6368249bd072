"""Worked scenario 13: a health visitor disagrees with no further action, and it is heard first (P7, P19)."""

from __future__ import annotations

from collections.abc import Callable

from tests.accessible import PHONE
from tests.journeys.person import Person
from tests.journeys.steps import recommends
from tests.journeys.test_agency import offer, opens_its_request
from tests.journeys.test_enquiry import asks_the_mother, in_enquiry
from tests.journeys.test_health import leaves_the_practice_out

The = Callable[..., Person]
NAME = "Nia Nothing"
LIGHT = "She has lost weight twice since August, and nobody has seen her at home."
PLAN = "Nell weighs her on Thursday and rings the hub the same day."


def asks_school_police_and_health(worker: Person, reference: str) -> None:
    """Her mother agrees, and whoever may know is asked."""
    asks_the_mother(worker, reference, "given")
    worker.presses("^Keep the answer").presses("Ask the agencies")
    worker.writes("Why is it necessary", "She was hurt at home, and nobody knows how often.")
    worker.page.get_by_text("Ask others as well").click()
    offer(worker, "Brackenford Healthcare Trust").get_by_label(NAME).check()
    worker.presses("^Send to all of them").sees("agencies are asked")


def reads_health(the: The, reference: str) -> None:
    """The health visitor has nothing to tell of then; the named nurse signs that."""
    opens_its_request(the("nell"), NAME).presses("^We know them, nothing relevant")
    carol = the("carol").opens("/health/").waits_for(reference).opens(f"/health/{reference}/")
    carol.presses("^No relevant health information")
    carol.presses("^Sign it").sees("Signed")


def recommends_nothing(worker: Person, reference: str) -> None:
    """No further action, as Tom sees it."""
    worker.opens(f"/contacts/{reference}/enquiry/").presses("Send to decision")
    worker.writes("still missing", "The school answers on Monday.").presses("^Send to decision")
    recommends(worker, reference, level="1", outcome="NFA")
    worker.opens(f"/contacts/{reference}/decision/").sees("Not heard yet", "Healthcare Trust")
    worker.finds_the_page_accessible()


def opens_the_view(somebody: Person) -> Person:
    """From the list of what waits for their agency."""
    somebody.opens("/requests/").sees("Before it is decided").finds_the_page_accessible()
    row = somebody.page.locator("a[href*='/requests/view/']", has_text=NAME).first
    return somebody.goes_on_by(row).sees("What is recommended", "No further action")


def disagrees_on_a_phone(visitor: Person) -> None:
    """Two lines on the doorstep; without a reason it is not sent, and what was chosen stays."""
    visitor.page.set_viewport_size(PHONE)
    opens_the_view(visitor).does_not_see("hurt once, by an adult")
    visitor.finds_the_page_accessible().chooses("We disagree").presses("^Send to the manager")
    visitor.sees("Say why you disagree").finds_the_page_accessible()
    assert visitor.page.get_by_label("We disagree").is_checked()
    visitor.writes("Why", LIGHT).takes_a_picture("partner-view-phone", phone=True)
    visitor.presses("^Send to the manager").sees("The manager reads it", LIGHT, "Correct it")
    visitor.finds_the_page_accessible()


def says(somebody: Person, words: str) -> None:
    """One press and it is sent."""
    opens_the_view(somebody).chooses(words).presses("^Send to the manager").sees("Sent")


def test_a_health_visitor_disagrees_and_is_heard_before_it_is_decided(the: The) -> None:
    reference = in_enquiry(the, NAME, "amber")
    tom, page = the("tom"), f"/contacts/{reference}/decision/"
    asks_school_police_and_health(tom, reference)
    reads_health(the, reference)
    leaves_the_practice_out(tom, reference)
    recommends_nothing(tom, reference)
    nell = the("nell")
    disagrees_on_a_phone(nell)
    meera = the("meera").opens(page).sees(LIGHT, "may say until", "Only the service manager")
    meera.takes_a_picture("decision-partners").finds_the_page_accessible()
    says(the("ruth"), "We agree")
    says(the("dana"), "We abstain")
    says(the("dev"), "We agree")
    meera.opens("/tray/").sees("1 disagrees")
    meera.opens("/decisions/").sees("1 disagrees", "2 agree").finds_the_page_accessible()
    meera.opens(page).presses("^Decide").sees("Only the service manager may decide this")
    meera.opens("/tasks/").waits_for("The disagreement is to be settled")
    grace = the("grace").opens("/tasks/").waits_for(reference)
    grace.opens(page).presses("^Decide").sees("say what keeps Nia safe").finds_the_page_accessible()
    grace.writes("What keeps the child safe", PLAN).presses("^Decide").sees("Decided", PLAN, LIGHT)
    grace.finds_the_page_accessible()
    nell.opens("/mailbox/").waits_for(reference).does_not_see(NAME)
    nell.opens("/requests/").sees("What became of what you said", "Decided")
    row = nell.page.locator("a[href*='/requests/view/']", has_text=NAME).first
    nell.goes_on_by(row).sees("What was decided", LIGHT).does_not_see("Send to the manager")
    nell.finds_the_page_accessible()

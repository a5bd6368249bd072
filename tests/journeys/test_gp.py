"""The practice is asked by default and heard, and each child's day is written down (P5, L08, L51)."""

from __future__ import annotations

from collections.abc import Callable

from tests.accessible import PHONE
from tests.journeys.person import Person
from tests.journeys.steps import (
    begins_a_worry,
    hands_over,
    rates,
    says_what,
    says_who,
    screens,
    takes_up,
)
from tests.journeys.test_agency import offer, opens_its_request
from tests.journeys.test_enquiry import asks_the_mother, in_enquiry, opens_an_enquiry

The = Callable[..., Person]
AFRAID = "“I put my coat on and sit on the stairs.”"


def tries_to_leave_it_out(worker: Person) -> None:
    """No reason is needed to ask; the reason not to has to hold, and what was typed stays."""
    worker.presses("Say why not").finds_the_page_accessible()
    worker.chooses("Another reason, decided by a manager")
    worker.page.locator("textarea[name=other]").fill("The practice is always busy on Mondays")
    worker.presses("^Do not ask the practice").sees("Only a manager decides for another reason")
    worker.sees("always busy on Mondays").takes_a_picture("gp-not-asked")


def asks_the_practice(worker: Person) -> None:
    """Nobody had known it; the mother says which, and the register learns it."""
    worker.presses("Ask the agencies")
    worker.writes("Why is it necessary", "She was hurt at home, and nobody knows how often.")
    worker.page.get_by_text("Ask others as well").click()
    offer(worker, "Fernhill Surgery").get_by_label("Gia Practice").check()
    worker.presses("^Send to all of them").sees("agencies are asked", "Fernhill Surgery")


def answers_in_two_minutes(practice: Person) -> None:
    """On a phone, between two patients."""
    page = practice.page
    page.set_viewport_size(PHONE)
    opens_its_request(practice, "Gia Practice")
    page.locator("input[name=p1_outcome][value=info]").check()
    page.locator("textarea[name=p1_i1_text]").fill("Not brought for two asthma reviews.")
    page.locator("input[name=p1_i1_when]").fill("since summer")
    page.locator("select[name=p1_i1_category]").select_option("was_not_brought")
    page.locator("input[name=p1_i1_certainty][value=fact]").check()
    practice.sees("Saved").takes_a_picture("request-gp-phone", phone=True)
    practice.presses("^Send what I have").sees("The hub has what you wrote")


def writes_down_her_day(worker: Person) -> None:
    """What she is afraid of, in her words, and who heard it."""
    worker.page.locator("#lived").get_by_role("link", name="Write down what is known").click()
    worker.finds_the_page_accessible().chooses("What is the child afraid of")
    worker.writes("What is it like for this child", AFRAID)
    worker.writes("Who knows this", "Ruth Hart, alone with her on Monday")
    worker.presses("^Keep it").sees(AFRAID, "4 of 5 questions unanswered")
    worker.finds_the_page_accessible().takes_a_picture("enquiry-lived")


def test_nobody_decides_before_the_practice_is_asked_and_its_answer_weighed(the: The) -> None:
    reference = in_enquiry(the, "Gia Practice", "amber")
    here = f"/contacts/{reference}/enquiry/"
    tom = the("tom").opens(here).sees("A GP whose name nobody knows yet", "Asked by default")
    tries_to_leave_it_out(tom)
    asks_the_mother(tom, reference, "given")
    tom.presses("^Keep the answer").sees("Checks may leave")
    asks_the_practice(tom)
    answers_in_two_minutes(the("osei"))
    tom.opens(here).sees("Answered: say whether it is used", "two asthma reviews")
    tom.takes_a_picture("enquiry-gp")
    writes_down_her_day(tom)
    tom.presses("^Send to decision").writes("What is still missing", "School answers on Monday.")
    tom.presses("^Send to decision")
    tom.opens(f"/contacts/{reference}/decision/").sees("say whether its answer is used", AFRAID)
    tom.presses("say whether its answer is used").presses("Say whether its answer is used")
    tom.finds_the_page_accessible().chooses("Yes").presses("^Keep it")
    tom.sees("Asked, and the answer is used").finds_the_page_accessible()
    tom.opens(f"/contacts/{reference}/decision/").does_not_see("say whether its answer is used")


def sends_that_she_was_missing(sender: Person) -> str:
    """The worry, and nothing else."""
    reference = begins_a_worry(sender)
    sender.opens(f"/worries/{reference}/about/children/")
    says_who(sender, "Nell Nightly", born="3 May 2011")
    sender.opens(f"/worries/{reference}/about/what/")
    says_what(sender, "She did not come home, and nobody knew where she was.", "Going missing")
    sender.opens(f"/worries/{reference}/check/").presses("Send to the hub")
    return reference


def test_missing_a_second_time_the_practice_is_asked_and_the_page_says_since_when(the: The) -> None:
    """L66, P5 T7: an answer nobody asked for last month is asked for now, and the days are named."""
    ruth, aisha = the("ruth"), the("aisha")
    first = sends_that_she_was_missing(ruth)
    screens(aisha, first)
    second = sends_that_she_was_missing(ruth)
    takes_up(aisha, second)
    rates(aisha, second, "Amber")
    aisha.opens(f"/contacts/{second}/").presses("^Same person")
    hands_over(aisha, second, "Meera Pillai")
    meera = the("meera")
    opens_an_enquiry(meera, second, "amber")
    tom = the("tom").opens(f"/contacts/{second}/enquiry/")
    tom.sees("going missing was reported twice within 30 days: ")
    tom.finds_the_page_accessible().takes_a_picture("enquiry-gp-again")

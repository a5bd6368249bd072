"""A MASH enquiry: opened by the manager, run by the social worker, with or without agreement (P3, P4)."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person
from tests.journeys.steps import hands_over, screens, sends_a_worry

The = Callable[..., Person]
WHY = "Hurt twice this month, and nobody knows how she is at home."
TRUE_REASON = (
    "He hurt her when she told before."
    " If he hears of the checks today she goes home to him tonight."
)


def opens_an_enquiry(manager: Person, reference: str, rag: str) -> None:
    """From the contact's page: how urgent, why, and about whom."""
    manager.opens(f"/contacts/{reference}/").presses("Open a MASH enquiry")
    manager.page.locator(f"input[name=rag][value={rag}]").check()
    manager.writes(r"Why\?", WHY).finds_the_page_accessible().takes_a_picture("enquiry-open")
    manager.presses("^Open the enquiry").sees("The enquiry is open")


def asks_the_mother(worker: Person, reference: str, answer: str) -> None:
    """Rings her, explains, and writes down what she said."""
    worker.opens(f"/contacts/{reference}/enquiry/").presses("Ask for agreement")
    worker.chooses("Dawn Field", "Holds parental responsibility", "By telephone")
    worker.chooses("I said what it is for")
    worker.page.locator(f"input[name=answer][value={answer}]").check()


def asks_the_police(worker: Person) -> None:
    """Rings them, and writes down what they know of each."""
    worker.presses("Ask an agency").finds_the_page_accessible()
    page = worker.page
    page.get_by_label("Which agency?").select_option(label="Midshire Police")
    worker.chooses("By telephone", "Dawn Field", "Amy Agreed")
    worker.writes("What do you ask", "Call-outs of the last twelve months, and warnings")
    worker.writes("Why is it necessary", "She was hurt, and nobody knows by whom.")
    worker.takes_a_picture("enquiry-agency").presses("^Keep that I ask")
    worker.sees("Asked, not answered yet", "Answer, Amber").presses("^Write down the answer")
    worker.writes("Who of the agency", "PC Hale, research desk")
    page.locator("input[name=outcome_0][value=info]").check()
    page.locator("textarea[name=info_0]").fill("Called out twice in May. Fact, from the log.")
    page.locator("input[name=outcome_1][value=not_known]").check()
    worker.finds_the_page_accessible().presses("^Keep the answer")
    worker.sees("Called out twice in May", "Answered: information").finds_the_page_accessible()
    worker.takes_a_picture("enquiry-answered")


def in_enquiry(the: The, name: str, rag: str) -> str:
    """A worry that Aisha has screened and Meera has opened an enquiry about."""
    reference = sends_a_worry(the("ruth"), name)
    screens(the("aisha"), reference)
    hands_over(the("tom"), reference, "Meera Pillai")
    meera = the("meera")
    opens_an_enquiry(meera, reference, rag)
    adds_the_mother(the("tom"), reference)
    return reference


def adds_the_mother(worker: Person, reference: str) -> None:
    """The sender did not name her; the social worker does."""
    worker.opens(f"/contacts/{reference}/enquiry/").presses("Ask about one more person")
    worker.finds_the_page_accessible().chooses("Somebody else")
    worker.page.locator("input[name=called]").fill("Dawn Field")
    worker.page.locator("input[name=role][value=parent]").check()
    worker.page.locator("input[name=lives][value=yes]").check()
    worker.presses("^Ask about them").sees("Dawn Field")


def test_the_mother_agrees_and_checks_may_leave(the: The) -> None:
    """P4: asked by telephone, purpose said, agreed; the page says that checks may leave."""
    reference = in_enquiry(the, "Amy Agreed", "amber")
    tom = the("tom").opens(f"/contacts/{reference}/enquiry/")
    tom.sees("Checks may not leave", "Nobody has been asked").finds_the_page_accessible()
    tom.takes_a_picture("enquiry").takes_a_picture("enquiry-phone", phone=True)
    asks_the_mother(tom, reference, "given")
    tom.finds_the_page_accessible().takes_a_picture("enquiry-ask")
    tom.presses("^Keep the answer").sees("Checks may leave", "Dawn Field", "agrees")
    tom.finds_the_page_accessible()
    asks_the_police(tom)
    tom.opens("/tray/?state=enquiry").sees("Amy Agreed", "Amber enquiry")


def test_she_refuses_and_another_person_overrides_with_ground_and_reason(the: The) -> None:
    """P4 four eyes: the manager who did not ask overrides; the parents are told when it is safe."""
    reference = in_enquiry(the, "Rae Refused", "red")
    tom = the("tom")
    asks_the_mother(tom, reference, "refused")
    tom.presses("^Keep the answer").sees("Checks may not leave", "refused")
    assert tom.page.get_by_role("link", name="Override it").count() == 0
    meera = the("meera").opens("/tasks/").sees("does not agree to checks")
    meera.opens(f"/contacts/{reference}/enquiry/").presses("Override it")
    meera.presses("^Override").sees("Choose the ground", "60 characters")
    meera.finds_the_page_accessible()
    meera.opens(f"/contacts/{reference}/enquiry/agreement/override/")
    meera.chooses("greater risk of significant harm").writes("Why in this case", TRUE_REASON)
    meera.page.locator("input[name=tell][value=never]").check()
    meera.writes("Why are the parents never told", "He would know within the hour that she told.")
    meera.takes_a_picture("enquiry-override")
    meera.presses("^Override").sees("Checks may leave", "Overridden after a refusal")
    meera.finds_the_page_accessible().takes_a_picture("enquiry-overridden")


def test_it_goes_to_decision_with_what_is_missing(the: The) -> None:
    """P3: what nobody could find out goes with it, and the decision page leads back."""
    reference = in_enquiry(the, "Del Decided", "amber")
    tom = the("tom").opens(f"/contacts/{reference}/enquiry/").presses("Send to decision")
    tom.writes("still missing", "The school has told us all; her surgery has not been asked.")
    tom.presses("^Send to decision").sees("To be decided").finds_the_page_accessible()
    tom.presses("Open the decision").sees("Recommend")

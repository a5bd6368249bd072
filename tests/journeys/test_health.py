"""Worked scenario 4: a crisis-team note in a Green enquiry, and nobody decides past it (P6, gate G1)."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person
from tests.journeys.steps import hands_over, recommends, screens, sends_a_worry

The = Callable[..., Person]
WHY = "Tired at school, and her mother has not been seen there for weeks."
NOTE = "Rang the crisis line twice this month: “I cannot see January”."
HOW = "I read the same two calls. She is not well, and she is not dangerous to her daughter."


def opens_a_green_enquiry(the: The, name: str) -> str:
    """Screened by Aisha, opened by Meera, who says what is decided meanwhile."""
    reference = sends_a_worry(the("ruth"), name)
    screens(the("aisha"), reference)
    hands_over(the("tom"), reference, "Meera Pillai")
    meera = the("meera").opens(f"/contacts/{reference}/").presses("Open a MASH enquiry")
    meera.page.locator("input[name=rag][value=green]").check()
    meera.page.locator("textarea[name=meanwhile]").fill("Her teacher sees her every morning.")
    meera.writes(r"Why\?", WHY).presses("^Open the enquiry").sees("The enquiry is open")
    return reference


def writes_the_note_down(worker: Person, reference: str) -> None:
    """It came by secure e-mail; nobody has asked for it."""
    worker.opens(f"/contacts/{reference}/enquiry/").presses("Write down a fact")
    worker.page.locator("input[name=about]").first.check()
    worker.page.get_by_label("What is it about?").select_option(label="Mental health")
    worker.writes("The fact, as its source gives it", NOTE)
    worker.writes("Or when, in words", "twice in November")
    worker.page.locator("input[name=certainty][value=fact]").check()
    worker.page.get_by_label("Whose record is it?").select_option(
        label="Midshire Mental Health Trust"
    )
    worker.writes("Who told you", "crisis team, by secure e-mail")
    worker.page.locator("input[name=tell_family][value=no]").check()
    worker.finds_the_page_accessible().takes_a_picture("fact-add").presses("^Keep the fact")
    worker.sees("What you must know first", "I cannot see January", "Health gate", "Shut")
    worker.finds_the_page_accessible().takes_a_picture("enquiry-first")
    worker.takes_a_picture("enquiry-first-phone", phone=True)


def leaves_the_practice_out(worker: Person, reference: str) -> None:
    """A reason is needed not to ask."""
    worker.opens(f"/contacts/{reference}/enquiry/").presses("^Say why not")
    worker.page.locator("input[name=reason]").nth(2).check()
    worker.page.locator("textarea[name=risk]").fill("Her aunt sits at the desk of the practice.")
    worker.page.locator("main form button").first.click()
    worker.sees("Who is asked about")


def writes_what_it_means(nurse: Person, reference: str) -> None:
    """Under the fixed headings, kept as it is typed."""
    nurse.opens("/health/").waits_for(reference)
    nurse.sees("Mental health").finds_the_page_accessible().takes_a_picture("health-list")
    nurse.opens(f"/health/{reference}/").sees("I cannot see January", "things? stand")
    page = nurse.page
    page.locator("textarea[name=draft-known]").fill(
        "Two calls to the crisis line in November (H1)."
    )
    page.locator("textarea[name=draft-child_0]").fill("She gets herself up, and comes tired (H1).")
    page.locator("textarea[name=draft-protective]").fill("Her grandmother is there every evening.")
    page.locator("textarea[name=draft-unknown]").fill("Whether her mother takes her tablets.")
    page.locator("textarea[name=draft-recommended]").fill("Home treatment team this week.")
    page.get_by_label("Level of health concern").select_option(label="Moderate")
    page.get_by_label("How sure are you?").select_option(label="Medium")
    nurse.presses("^Save$").sees("Nothing stands in the way", "You are registered")
    nurse.finds_the_page_accessible().takes_a_picture("health")
    nurse.takes_a_picture("health-phone", phone=True)


def test_nobody_decides_past_a_note_of_the_crisis_team(the: The) -> None:
    """The nurse cannot sign alone, the social worker and the manager not at all."""
    reference = opens_a_green_enquiry(the, "Cara Crisis")
    tom = the("tom")
    writes_the_note_down(tom, reference)
    leaves_the_practice_out(tom, reference)
    tom.opens(f"/contacts/{reference}/enquiry/").presses("Send to decision")
    tom.writes("still missing", "Nothing more is to be had in time.").presses("^Send to decision")
    recommends(tom, reference)
    tom.presses("^Recommend").sees("No registered health practitioner has signed")
    tom.finds_the_page_accessible().takes_a_picture("decision-gate")
    tom.opens(f"/health/{reference}/").sees("The health gate is shut")
    assert tom.page.locator("textarea").count() == 0
    carol = the("carol")
    writes_what_it_means(carol, reference)
    carol.presses("^Sign my part").sees("one more signature").finds_the_page_accessible()
    tom.opens(f"/contacts/{reference}/decision/").sees("No registered health practitioner")
    femi = the("femi").opens("/tasks/").waits_for("second signature")
    femi.opens(f"/health/{reference}/").presses("Give the second signature")
    femi.sees("I cannot see January", "She gets herself up", "Home treatment team this week")
    femi.writes("How do you see it", HOW).finds_the_page_accessible()
    femi.takes_a_picture("health-second").presses("^Sign$").sees("Signed. The gate is open")
    femi.finds_the_page_accessible().takes_a_picture("health-signed")
    page = tom.opens(f"/contacts/{reference}/decision/").page
    page.locator("label.om-flag", has=page.locator("[name=c1-evidence_1]")).last.click()
    tom.presses("^Save ").presses("^Recommend")
    meera = the("meera").opens(f"/contacts/{reference}/decision/")
    meera.sees("Health information read by health", "Carol Bell and Femi Adebayo")
    meera.presses("^Decide").sees("decided")


OTHER_WORDS = "Her mother cannot care for her this week."


def test_a_second_signature_never_lands_on_other_words(the: The) -> None:
    """Carol sees her mistake while Femi reads; Femi signs what stands there then."""
    reference = opens_a_green_enquiry(the, "Mia Mistake")
    writes_the_note_down(the("tom"), reference)
    carol, femi = the("carol"), the("femi")
    writes_what_it_means(carol, reference)
    carol.presses("^Sign my part").sees("one more signature")
    femi.opens("/tasks/").waits_for("second signature")
    femi.opens(f"/health/{reference}/countersign/").sees("She gets herself up")
    carol.opens(f"/health/{reference}/").presses("Take my signature back")
    carol.writes(r"Why\?", "I had read the note of another family.")
    carol.finds_the_page_accessible().takes_a_picture("health-back").presses("^Take it back")
    carol.page.locator("textarea[name=draft-child_0]").fill(OTHER_WORDS)
    carol.presses("^Sign my part").sees("one more signature")
    femi.writes("How do you see it", HOW).presses("^Sign$")
    femi.sees("words were changed", OTHER_WORDS).finds_the_page_accessible()
    femi.takes_a_picture("health-changed").takes_a_picture("health-changed-phone", phone=True)
    assert femi.page.locator("textarea[name=words]").input_value() == HOW
    femi.presses("^Sign$").sees("Signed. The gate is open", OTHER_WORDS)


def test_a_manager_who_cannot_wait_and_a_practitioner_who_looks_back(the: The) -> None:
    """P6 emergency path: the danger is said, health looks back, and the picture changes."""
    reference = opens_a_green_enquiry(the, "Ema Emergency")
    writes_the_note_down(the("tom"), reference)
    meera = the("meera").opens(f"/contacts/{reference}/enquiry/").presses("It cannot wait")
    meera.writes("What danger", "Too short").presses("^Open the gate").sees("60 characters")
    meera.writes("What danger", "She is alone with her mother tonight, and the crisis team can be"
                 " reached tomorrow only.")  # fmt: skip
    meera.finds_the_page_accessible().takes_a_picture("health-before")
    meera.presses("^Open the gate").sees("The gate is open")
    femi = the("femi").opens("/health/").waits_for(reference, "Look back")
    femi.opens(f"/health/{reference}/look-back/")
    femi.page.locator("input[name=verdict][value=changes]").check()
    femi.writes(r"Why\?", "The calls were about the child, not only about herself.")
    femi.finds_the_page_accessible().takes_a_picture("health-look-back")
    femi.presses("^Keep it").sees("health changes the picture")

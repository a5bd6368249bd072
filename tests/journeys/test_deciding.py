"""From a recommendation to the sender who has heard: the stories of Tom, Meera and Ruth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from openmash.core.working_time import LONDON
from tests.journeys.person import Person
from tests.journeys.steps import (
    decided_by,
    reaches_decision,
    recommends,
    screens,
    sends_a_worry,
    sends_to_decision,
)

The = Callable[..., Person]


def test_the_page_says_what_is_missing_and_refuses_with_the_same_list(the: The) -> None:
    """L37, P7: the page shows live what is missing, from the same rule that refuses."""
    reference = sends_a_worry(the("ruth"), "Mia Missing")
    screens(the("aisha"), reference)
    tom = the("tom")
    sends_to_decision(tom, reference)
    tom.opens("/tasks/").sees("Done by you in the last day").finds_the_page_accessible()
    tom.opens(f"/contacts/{reference}/decision/").finds_the_page_accessible().takes_a_picture(
        "decision"
    )
    missing = tom.page.locator(".om-needs li a").all_inner_texts()
    assert len(missing) >= 8
    tom.presses("^Recommend")
    said = tom.page.locator(".govuk-error-summary li").all_inner_texts()
    assert {text.strip() for text in missing} <= {text.strip() for text in said}
    for link in tom.page.locator(".govuk-error-summary a").all():
        target = (link.get_attribute("href") or "").partition("#")[2]
        assert tom.page.locator(f"[id='{target}']").count() == 1, target
    tom.finds_the_page_accessible()


def test_recommended_decided_told_read_and_closed(the: The) -> None:
    """L41: “I heard what was decided before I had to ring.” G3: only then it closes."""
    reference = reaches_decision(the, "Ada Answered")
    meera = (
        the("meera").opens("/decisions/").finds_the_page_accessible().takes_a_picture("decisions")
    )
    meera.sees("Ada Answered")
    meera.opens(f"/contacts/{reference}/decision/").sees("Nothing stands in the way")
    meera.finds_the_page_accessible()
    decided_by(meera, reference)
    meera.opens(f"/contacts/{reference}/answer/").finds_the_page_accessible().takes_a_picture(
        "answer"
    )
    ruth = the("ruth").opens(f"/worries/{reference}/status/")
    ruth.waits_for("What was decided")
    ruth.sees("Level 2").finds_the_page_accessible().takes_a_picture("worry-status")
    ruth.presses("it is clear")
    the("tom").opens(f"/contacts/{reference}/answer/").presses("Close").sees("(?:closed|Closed)")
    messages = the("ruth").opens("/mailbox/").waits_for(reference)
    messages.finds_the_page_accessible().does_not_see("Ada Answered")


def test_whoever_recommended_may_not_decide(the: The) -> None:
    """P7 four eyes: recommender and decider are different people."""
    ruth, meera = the("ruth"), the("meera")
    reference = sends_a_worry(ruth, "Fay Four")
    screens(the("aisha"), reference, to="Meera Pillai")
    sends_to_decision(meera, reference)
    recommends(meera, reference)
    meera.opens(f"/contacts/{reference}/decision/")
    assert meera.page.get_by_role("button", name="Decide").count() == 0 or _refused(meera)
    grace = the("grace").opens(f"/contacts/{reference}/decision/").sees("Nothing stands in the way")
    decided_by(grace, reference)
    ruth.opens(f"/worries/{reference}/status/").waits_for("What was decided")


def test_a_disagreement_is_noted_and_holds_the_contact_open_until_answered(the: The) -> None:
    """P8, P19: disagreed; a manager who did not decide it answers; G3 until then."""
    reference = reaches_decision(the, "Dee Disagree")
    meera = the("meera")
    decided_by(meera, reference)
    ruth = the("ruth").opens(f"/worries/{reference}/status/").waits_for("What was decided")
    ruth.page.get_by_label("What do you think is wrong").first.evaluate(
        "e => { const d = e.closest('details'); if (d) d.open = true }"
    )
    ruth.writes("What do you think is wrong", "She has told me twice; one nurse is not enough.")
    ruth.goes_on_by(ruth.page.locator("form[action*=disagree] button"))
    meera.opens(f"/contacts/{reference}/answer/").sees("one nurse is not enough", "disagree")
    meera.sees("You decided this").presses("Close").sees("answer")
    grace = the("grace").opens("/tasks/").waits_for(reference)
    grace.finds_the_page_accessible().takes_a_picture("tasks")
    grace.opens(f"/contacts/{reference}/answer/").page.locator(
        "form[action$='/answer/'] textarea"
    ).first.fill("Tom rings you tomorrow at nine.")
    grace.goes_on_by(grace.page.locator("form[action$='/answer/'] button").first)
    ruth.opens(f"/worries/{reference}/status/").waits_for("Tom rings you tomorrow at nine")
    ruth.finds_the_page_accessible().sees(
        "You disagreed", "one nurse is not enough", "Tom rings you tomorrow at nine"
    )


def test_a_manager_gives_it_back_with_a_reason(the: The) -> None:
    """P7: drafted again, and the social worker sees why."""
    reference = reaches_decision(the, "Gil Givenback")
    meera = the("meera").opens(f"/contacts/{reference}/decision/")
    meera.page.get_by_text("Give it back").first.click()
    meera.page.locator("#give-back textarea, textarea[form=decide][name$=reason]").last.fill(
        "What did her teacher see on Monday?"
    )
    meera.presses("Give it back and say why")
    the("tom").opens(f"/contacts/{reference}/decision/").sees("What did her teacher see on Monday")


def test_a_section_47_enquiry_is_noted_and_taken_back(the: The) -> None:
    """P5 T5, P11: “The discussion was by telephone. Whoever opens her record next year must see it.”"""
    reference = reaches_decision(the, "Sky Strategy", level="4", outcome="STRATEGY")
    meera = the("meera").opens(f"/contacts/{reference}/decision/")
    meera.does_not_see("A section 47 enquiry has started")
    decided_by(meera, reference)
    meera.opens(f"/contacts/{reference}/decision/").presses("^A section 47 enquiry has started$")
    meera.finds_the_page_accessible().presses("^Note that it has started$")
    meera.sees("Give the day", "Say who makes the enquiry").finds_the_page_accessible()
    meera.opens(f"/contacts/{reference}/section-47/")
    today = datetime.now(LONDON)
    for part, value in (("day", today.day), ("month", today.month), ("year", today.year)):
        meera.page.locator(f"input[name=started-{part}]").fill(str(value))
    meera.chooses("Jointly with the police").takes_a_picture("section-47")
    meera.presses("^Note that it has started$")
    meera.sees("A section 47 enquiry has started, jointly with the police", "Noted by Meera Pillai")
    meera.finds_the_page_accessible().presses("take it back")
    meera.writes("Say why", "It was the enquiry about her cousin").finds_the_page_accessible()
    meera.presses("^Take it back$").sees("Taken back")
    meera.does_not_see("A section 47 enquiry has started, jointly")


def _refused(person: Person) -> bool:
    person.presses("^Decide")
    person.sees("second pair of eyes|may not decide|recommended")
    return True

"""What people do again and again in the stories, in their own steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from openmash.core.working_time import LONDON
from tests.journeys.person import Person

WORRY = (
    "On Monday she came in with a bruise on her arm and said that her mother’s friend had pulled her."
    " She has been quiet since, and did not want to go home at three."
)


def begins_a_worry(sender: Person) -> str:
    """A new worry; its reference."""
    sender.opens("/worries/").presses("Send a worry").presses("Start now")
    return sender.reference


def says_who(
    sender: Person, name: str, born: str = "14 March 2019", safe: str = "Worried, but safe"
) -> None:
    """The first page: which child, and is she safe now."""
    sender.writes("Which child or children", name).writes("Date of birth, age", born)
    sender.chooses("At school, nursery").chooses(safe)
    sender.presses("Save and continue")


def says_what(sender: Person, words: str = WORRY, concern: str = "Physical harm") -> None:
    """The second page: what happened."""
    sender.chooses(concern).writes("What happened or what have you seen", words)
    sender.presses("Save and continue")


def sends_a_worry(sender: Person, name: str, words: str = WORRY) -> str:
    """The shortest way from nothing to sent; the reference."""
    reference = begins_a_worry(sender)
    sender.opens(f"/worries/{reference}/about/children/")
    says_who(sender, name)
    sender.opens(f"/worries/{reference}/about/what/")
    says_what(sender, words)
    sender.opens(f"/worries/{reference}/check/").presses("Send to the hub")
    return reference


def takes_up(officer: Person, reference: str) -> None:
    """Open the contact and hold it from now on."""
    officer.opens(f"/contacts/{reference}/").presses("Take it up")


def rates(officer: Person, reference: str, rag: str = "Green") -> None:
    """Say how urgent, and why."""
    officer.opens(f"/contacts/{reference}/")
    officer.page.locator(f"input[name=rag][value={rag.lower()}]").check()
    officer.page.locator("textarea[name=reason]").first.fill(
        "Safe at school today; somebody has to look."
    )
    officer.presses("Keep the rating|Change the rating")


def says_who_it_is(officer: Person, reference: str) -> None:
    """Nobody in the register fits: the child is added as a new person."""
    officer.opens(f"/contacts/{reference}/").presses("Nobody fits")


def judges_harm(officer: Person, reference: str, answer: str) -> None:
    """Is significant harm possible?"""
    officer.opens(f"/contacts/{reference}/")
    officer.page.locator(f"input[name=possible][value={answer}]").check()
    officer.page.locator("textarea[name=why]").fill("Seen well today by the health visitor.")
    officer.presses("Keep this judgement")


def hands_over(officer: Person, reference: str, to: str) -> None:
    """Give it to somebody of the hub."""
    officer.opens(f"/contacts/{reference}/hand-over/")
    select = officer.page.get_by_label("Who takes it on?")
    label = next(o for o in select.locator("option").all_inner_texts() if to in o)
    select.select_option(label=label)
    officer.presses("Hand it over")


def screens(officer: Person, reference: str, to: str = "Tom Ashdown") -> None:
    """From new to the social worker's hands."""
    takes_up(officer, reference)
    rates(officer, reference)
    says_who_it_is(officer, reference)
    hands_over(officer, reference, to)


def sends_to_decision(worker: Person, reference: str) -> None:
    """The social worker has enough to recommend."""
    worker.opens(f"/contacts/{reference}/").presses("Send to decision")


def recommends(
    worker: Person, reference: str, level: str = "2", outcome: str = "EH_SINGLE"
) -> None:
    """Write everything a recommendation needs, for the one child, and recommend."""
    page = worker.opens(f"/contacts/{reference}/decision/").page
    page.locator(f"#c1-level-{level}").check()
    page.locator("#f-c1-outcome").select_option(outcome)
    page.locator(f"#c1-d{level}-1").check()
    page.locator("#f-c1-point_1").fill(
        "She was hurt once, by an adult who is not her parent, and her mother wants it to stop. School sees"
        " her every day and can say at once if it happens again."
    )
    page.locator("input[name=c1-evidence_1][type=checkbox]").first.check()
    page.locator("#f-c1-voice_weighting").or_(page.locator("#f-c1-heard_words")).first.fill(
        "She said that she wants it to stop."
    )
    if page.locator("#f-c1-heard_by").count():
        page.locator("#f-c1-heard_by").fill("Ruth Hart, on Monday")
    page.locator("#f-c1-alternatives").fill("Level 4: nothing says that the harm goes on.")
    page.locator("input[name=c1-history_seen][type=checkbox]").first.check()
    page.locator("#f-c1-agreement").select_option(index=1)
    page.locator("#f-c1-next_step").fill("The school nurse sees her this week")
    page.locator("#f-c1-next_step_owner").fill("School nursing")
    due = datetime.now(LONDON) + timedelta(days=14)
    for part in ("day", "month", "year"):
        page.locator(f"#f-c1-next_step_due-{part}").fill(str(getattr(due, part)))
    page.locator("#f-c1-family_told_by").fill("Tom Ashdown")
    page.locator("#f-c1-family_told_when").fill("today, by telephone")
    worker.presses("^Save ")
    if page.locator("#f-c1-voice_weighting").count():
        page.locator("#f-c1-voice_weighting").fill(
            "Her wish that it stops is the first line of the plan."
        )
        worker.presses("^Save ")
    worker.presses("^Recommend")


def decided_by(manager: Person, reference: str) -> None:
    """The manager decides what was recommended."""
    manager.opens(f"/contacts/{reference}/decision/").presses("^Decide")


def reaches_decision(
    the: Callable[..., Person], name: str, level: str = "2", outcome: str = "EH_SINGLE"
) -> str:
    """Ruth sends, Aisha screens, Tom recommends; the reference."""
    reference = sends_a_worry(the("ruth"), name)
    screens(the("aisha"), reference)
    tom = the("tom")
    sends_to_decision(tom, reference)
    recommends(tom, reference, level, outcome)
    return reference

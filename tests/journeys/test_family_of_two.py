"""Two children in one worry, each with their own worries, voice and level (eMARF §9.4)."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.person import Person
from tests.journeys.steps import WORRY, begins_a_worry, says_who

The = Callable[..., Person]
MARA_SAYS = "“When he shouts I put Toby in the bath and shut the door.”"


def test_two_children_keep_their_own_worries_voice_and_level(the: The) -> None:
    """§9.4: asked apart, sent together, and read apart by the hub."""
    ruth = the("ruth")
    reference = writes_about_two(ruth)
    ruth.opens(f"/worries/{reference}/check/").sees("Physical harm", "Neglect", "Too young to talk")
    ruth.finds_the_page_accessible().presses("Send to the hub")
    ruth.sees("Separately for Mara and for Toby").finds_the_page_accessible()
    aisha = the("aisha").opens(f"/contacts/{reference}/").finds_the_page_accessible()
    mara, toby = said_about(aisha, "Mara"), said_about(aisha, "Toby")
    expect(mara).to_contain_text("put Toby in the bath")
    expect(toby).not_to_contain_text("shut the door")
    expect(toby).to_contain_text("Too young to talk")
    aisha.sees("Level 4: a social worker", "Level 3: help from several")


def test_the_guidance_stands_beside_each_childs_own_worry(the: The) -> None:
    """L13: help inside the form, for what was chosen and nothing else."""
    ruth = the("ruth")
    reference = writes_about_two(ruth)
    ruth.opens(f"/worries/{reference}/about/ask/")
    guides = ruth.page.locator("details", has_text="What our guidance says")
    expect(guides).to_have_count(2)
    expect(guides.nth(0)).to_contain_text("Physical harm")
    expect(guides.nth(0)).not_to_contain_text("Neglect")
    expect(guides.nth(1)).to_contain_text("Neglect")
    guides.nth(0).locator("summary").click()
    ruth.sees("the hub decides").finds_the_page_accessible()


def test_a_worker_with_adults_begins_with_the_same_form(the: The) -> None:
    """A substance-misuse worker begins with the parent; the form asks about the child all the same."""
    gil = the("gil").finds_the_page_accessible()
    reference = begins_a_worry(gil)
    gil.sees("Which adult do you work with").finds_the_page_accessible()
    gil.writes("Which adult do you work with", "Dawn Vale, about 30").presses("Save and continue")
    gil.sees("Which children, and are they safe now").finds_the_page_accessible()
    says_who(gil, "Robin Vale", "about 4")
    gil.chooses("A parent’s drinking or drugs").writes("What happened or what have you seen", WORRY)
    gil.presses("Save and continue").opens(f"/worries/{reference}/about/more/1/")
    gil.sees("What is used, and how often").does_not_see("Attendance this year")
    gil.finds_the_page_accessible().opens(f"/worries/{reference}/check/")
    gil.presses("Send to the hub").sees("We have your worry", reference)


def test_a_child_is_taken_off_after_asking_and_the_other_stays(the: The) -> None:
    """What was written about the other child is still there."""
    ruth = the("ruth")
    reference = writes_about_two(ruth)
    ruth.opens(f"/worries/{reference}/about/children/").presses("Take child 2 off")
    ruth.sees("Take Toby Field off this worry").finds_the_page_accessible()
    ruth.presses("Take Toby off").opens(f"/worries/{reference}/check/")
    ruth.sees("Mara Field").does_not_see("Toby Field")


def writes_about_two(sender: Person) -> str:
    """A sister and a baby brother, with different worries; the reference."""
    reference = begins_a_worry(sender)
    sender.opens(f"/worries/{reference}/about/children/")
    sender.writes("Which child or children", "Mara Field").presses("Add another child")
    fills(sender, {"A1_age-1": "14 March 2019", "A1_name-2": "Toby Field", "A1_age-2": "6 months"})
    sender.chooses("At home", "Worried, but safe").presses("Save and continue")
    ticks(sender, {"B1-1": "physical_harm", "B1-2": "neglect"})
    fills(sender, {"B2": WORRY})
    sender.presses("Save and continue")
    fills(sender, {"C1-1": MARA_SAYS})
    ticks(sender, {"C2-1": "alone"})
    sender.presses("Save and continue")
    sender.page.locator("summary", has_text="I have nothing from Toby").click()
    ticks(sender, {"C1_why-2": "pre_verbal"})
    sender.presses("Save and continue").opens(f"/worries/{reference}/about/ask/")
    ticks(sender, {"E2-1": "4", "E2-2": "3"})
    sender.presses("Save and continue")
    return reference


def fills(sender: Person, texts: dict[str, str]) -> None:
    """Type into fields by their names: two children have the same labels."""
    for name, text in texts.items():
        sender.page.locator(f"[name='{name}']:visible").fill(text)


def ticks(sender: Person, codes: dict[str, str]) -> None:
    """Tick a radio or checkbox by its name and value."""
    for name, code in codes.items():
        sender.page.locator(f"[name='{name}'][value='{code}']").check()


def said_about(officer: Person, called: str) -> Locator:
    """What the hub's page says under a child's own heading."""
    heading = officer.page.get_by_role("heading", name=re.compile(called), level=3).first
    return heading.locator("xpath=..")

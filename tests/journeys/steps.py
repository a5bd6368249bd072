"""What people do again and again in the stories, in their own steps."""

from __future__ import annotations

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

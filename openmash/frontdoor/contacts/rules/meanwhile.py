"""What a sender is told when a contact leaves the ordinary way, or comes back to it (P8).

No decision stands behind these answers, so they say what happens and whom to ring, nothing else.
"""

from __future__ import annotations

from openmash.frontdoor.contacts.rules.feedback import (
    Body,
    OutcomeFacts,
    Part,
    Receiver,
    wording_for_public,
)


def wording_of_error(receiver: Receiver, facts: OutcomeFacts) -> Body:
    """It was put away as a mistake (`roles.md` §5): they must be able to say that it was none."""
    if receiver == Receiver.PUBLIC:
        return wording_for_public(facts)
    told = (
        "This was entered in error, so we do nothing with it.",
        f"Ring us on {facts.hub_phone} if it was not a mistake, or if you still worry about a child.",
    )
    return _body("We have put this away: it was entered in error", told, facts, receiver)


def wording_of_second_look(receiver: Receiver, facts: OutcomeFacts) -> Body:
    """The last answer was wrong: this corrects it."""
    if receiver == Receiver.PUBLIC:
        return wording_for_public(facts, ended=False)
    told = (
        "What we told you before no longer holds. Your worry is being looked at again.",
        "You will be told here when it has been decided.",
    )
    return _body("Your worry is being looked at again", told, facts, receiver)


def _body(heading: str, told: tuple[str, ...], facts: OutcomeFacts, receiver: Receiver) -> Body:
    parts = (
        Part("decided", "What happens now", told),
        Part("call", "Who to call", (f"{facts.hub_name}, {facts.hub_phone}",)),
        Part(
            "disagree",
            "If you think that this is wrong",
            ("Say so under this answer. A manager replies within one working day.",),
        ),
    )
    return Body(heading, parts, receiver)

"""What stands in the way of each step of screening (P1), in words, with the place that settles it.

The page shows these lists beside its buttons, and the commands refuse by the same lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from openmash.frontdoor.contacts.states import IN_ENQUIRY, OPEN, UNDECIDED, ContactState

SHORTEST_REASON = 20
SHORTEST_QUESTION = 15
MOST_QUESTIONS = 6
RATINGS = frozenset({"red", "amber", "green", "blue"})
LINKABLE = IN_ENQUIRY | {ContactState.SCREENING}
# What a duplicate may point to: anything that was really sent and stands on its own.
STANDS = OPEN | {ContactState.CLOSED}


@dataclass(frozen=True)
class Child:
    """What screening knows of one child of a contact."""

    key: str
    called: str
    linked: bool = False
    unidentified: bool = False
    open_workers: frozenset[str] = field(default_factory=frozenset)  # social care, by user

    @property
    def settled(self) -> bool:
        """A person has said who the child is, or that it cannot be known yet."""
        return self.linked or self.unidentified


@dataclass(frozen=True)
class Screening:
    """What the rules of screening need to know of a contact, and nothing else."""

    reference: str
    state: str
    rag: str = ""  # empty: nobody has rated it, which counts as Red
    in_enquiry: bool = False  # a MASH enquiry is about it
    immediate_danger: bool = False
    safety_known: bool = True
    by_account: bool = True  # whoever sent it can sign in and read a question
    harm_possible: bool | None = None
    holder: str = ""
    children: tuple[Child, ...] = ()

    @property
    def rated(self) -> bool:
        """A person has said how urgent it is."""
        return bool(self.rag)


@dataclass(frozen=True)
class Gate:
    """One thing a step needs: settled or not, and the place on the page that settles it."""

    text: str
    place: str
    settled: bool
    done_text: str = ""
    note: str = ""

    def __str__(self) -> str:
        return self.text


def unsettled(gates: Iterable[Gate]) -> Iterator[Gate]:
    """The gates that are still shut."""
    return (gate for gate in gates if not gate.settled)


def gates_to_decision(contact: Screening) -> Iterator[Gate]:
    """P1 *screening → decision pending*: urgency rated and every child looked for."""
    yield Gate("Rate the urgency, with a reason", "#urgency", contact.rated, "Urgency rated")
    for child in contact.children:
        done = f"{child.called}: linked" if child.linked else f"{child.called}: not identified yet"
        yield Gate(f"Say who {child.called} is", f"#child-{child.key}", child.settled, done)


def why_not_returned(contact: Screening, questions: Iterable[str]) -> Iterator[str]:
    """P1 R1: never back to the sender where significant harm is possible; only precise questions."""
    yield from why_not_asked(contact)
    asked = [text.strip() for text in questions if text.strip()]
    if not asked:
        yield "Ask at least one question"
    if len(asked) > MOST_QUESTIONS:
        yield f"Ask at most {MOST_QUESTIONS} questions"
    for number, text in enumerate(asked, 1):
        if len(text) < SHORTEST_QUESTION:
            yield f"Question {number} is not precise enough: write at least {SHORTEST_QUESTION} characters"


def why_not_asked(contact: Screening) -> Iterator[str]:
    """Why this contact may not wait for the sender's answers."""
    if not contact.by_account:
        yield "Whoever sent it has no account: ring them, if they left a number"
    if contact.immediate_danger:
        yield "A child may be in immediate danger, so do not wait for an answer: ring the sender"
    if contact.rag == "red":
        yield "It is rated Red, so do not wait for an answer: ring the sender"
    if not contact.rated:
        yield "Nobody has rated the urgency yet, so it counts as Red: ring the sender"
    if not contact.safety_known:
        yield "Nobody knows whether a child is safe now, so do not wait for an answer: ring the sender"
    if contact.harm_possible:
        yield "Significant harm is possible, so do not wait for an answer: ring the sender"
    if contact.harm_possible is None:
        yield "Nobody has judged yet that significant harm is not possible"


def why_not_routed(contact: Screening, worker: str, name: str) -> Iterator[str]:
    """P1 *routed open case*: every child is in an open case, and this worker holds one of them.

    A brother or sister who is open to nobody must not vanish into another child's case.
    """
    if contact.immediate_danger:
        yield "A child may be in immediate danger: send it to decision, and ring the worker"
    if not worker:
        yield "Choose the worker who holds the open case"
    for child in contact.children:
        if not child.linked:
            yield f"Say who {child.called} is first"
        elif not child.open_workers:
            yield f"{child.called} is not open to a social worker: send it to decision, and tell the worker"
    if worker and not any(worker in child.open_workers for child in contact.children):
        yield f"{name or 'This worker'} holds no open case of a child in this contact"


def why_not_rated(rag: str, reason: str) -> Iterator[str]:
    """P3: an urgency is one of four, and has a reason that another person can follow."""
    if rag not in RATINGS:
        yield "Choose Red, Amber, Green or Blue"
    yield from short_reason(reason)


def why_not_rated_here(contact: Screening) -> Iterator[str]:
    """P3: in an enquiry its clock follows the urgency, so it is changed there."""
    if contact.in_enquiry:
        yield "A MASH enquiry is open about it: change the urgency there, its clock follows"


def why_not_back(contact: Screening) -> Iterator[str]:
    """P3: what an enquiry brought to decision goes back into the enquiry."""
    if contact.in_enquiry:
        yield "A MASH enquiry is open about it: take it back into the enquiry"


def why_not_judged(possible: bool | None, reason: str) -> Iterator[str]:
    """P1: a "No" lets questions go out and the worry wait, so somebody has to answer for it."""
    if possible is False:
        yield from short_reason(reason)


def why_not_taken_over(contact: Screening, user: str, reason: str) -> Iterator[str]:
    """A colleague's contact is taken over openly, with a reason they can read."""
    if contact.holder == user:
        yield "You have it already"
    yield from short_reason(reason)


def why_not_recorded(what: str) -> Iterator[str]:
    """What was done for a child is read by people who were not there."""
    if len(what.strip()) < SHORTEST_REASON:
        yield f"Say what was done in at least {SHORTEST_REASON} characters"


def why_not_handed_over(note: str, *, from_the_night: bool) -> Iterator[str]:
    """P18: the night goes home and cannot be asked, so what it knows goes with the contact."""
    if from_the_night and len(note.strip()) < SHORTEST_REASON:
        yield (
            f"Say in at least {SHORTEST_REASON} characters how the children are, what was done,"
            " what is left to do and who has been told"
        )


def short_reason(reason: str) -> Iterator[str]:
    """A reason somebody else can follow later."""
    if len(reason.strip()) < SHORTEST_REASON:
        yield f"Say why in at least {SHORTEST_REASON} characters"


def why_not_linked(state: str) -> Iterator[str]:
    """Who a child is gets said by those who have taken the contact up."""
    if state in LINKABLE:
        return
    if state in UNDECIDED:
        yield "Take it up first: then you can say who the children are"
    else:
        yield "This has been decided, so who the children are stays as it was"

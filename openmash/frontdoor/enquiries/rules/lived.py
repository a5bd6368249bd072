"""What it takes to write down a day in a child's life, and to say it of a brother or sister too (L51)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

LONGEST = 2000


@dataclass(frozen=True)
class Lived:
    """An answer to one of the questions about one child."""

    question: str
    text: str
    source: str


def why_not_lived(said: Lived, questions: Collection[str], *, is_child: bool) -> Iterator[str]:
    """Every reason against keeping it."""
    if not is_child:
        yield "A day in a child’s life is written down for a child"
    if said.question not in questions:
        yield "Choose the question"
    if not said.text.strip():
        yield "Write down what the day is like for this child"
    if len(said.text.strip()) > LONGEST:
        yield f"Only {LONGEST:,} characters fit: say it shorter"
    if not said.source.strip():
        yield "Say who knows this, and from where"


def why_not_the_same(*, is_child: bool, same_enquiry: bool, same_child: bool) -> Iterator[str]:
    """Nothing is said of a group: of each other child somebody confirms it, one by one."""
    if not is_child or not same_enquiry:
        yield "Choose another child of this enquiry"
    elif same_child:
        yield "This was written down of this child already"

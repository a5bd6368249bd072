"""The words of a document: which of its texts a person may reword, and the order of its questions.

Keys, codes, types, conditions and choices stay: answers that were given, rules that read them and
records of old versions point to them. What is new there is a change of the product, with its tests.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openmash.foundation.ui.fields import GovField, IntegerField, LongTextField
from openmash.oversight.configuring.kinds.base import Content, Lines, Reasons

# What may be reworded, by the key it is kept under.
WORDS: dict[str, str] = {
    "title": "title",
    "name": "name",
    "meaning": "meaning",
    "asks": "what it is asked for",
    "text": "words",
    "words": "words",
    "hint": "hint",
    "short": "short words",
    "fold": "words to open it",
    "label": "answer",
}
IDENTITY = ("key", "code", "id", "n")
ORDERED = "questions"
MAY_BE_EMPTY = frozenset({"hint", "short"})
LONGEST = 1000
_BRACES = re.compile(r"\{[^}]*\}?")
CHILD = "{child}"  # filled with what the sender calls the child, on the pages of a contact alone


@dataclass(frozen=True)
class Leaf:
    """One text, where it stands, and what people call that place."""

    name: str
    label: str
    kind: str
    text: str


class Worded:
    """What kinds have in common that are changed by their words alone."""

    def fields(self, of: str, content: Content) -> dict[str, GovField]:
        """Its words, one by one, and the order of its questions where it has some."""
        return fields(content)

    def initial(self, of: str, content: Content) -> dict[str, Any]:
        """As they stand."""
        return initial(content)

    def read(self, of: str, said: Mapping[str, Any], content: Content) -> Content:
        """The same with the words that were typed."""
        return read(said, content)

    def why_not(self, of: str, content: Content, before: Content) -> Reasons:
        """Words that are missing, an order that does not work."""
        return why_not(content, before, self.fills(of))

    def lines(self, of: str, content: Content) -> Lines:
        """Its words and order."""
        return lines(content)

    def fills(self, of: str) -> frozenset[str]:
        """The marks in braces that something is put in place of; none where a kind says no other."""
        return frozenset()


def leaves(content: Any, path: tuple[str, ...] = (), called: str = "") -> Iterator[Leaf]:
    """Every text that may be reworded, in the order of the document."""
    if isinstance(content, dict):
        for key, value in content.items():
            if isinstance(value, str) and key in WORDS:
                label = f"{called}: {WORDS[key]}" if called else WORDS[key].capitalize()
                yield Leaf("-".join((*path, key)), label, key, value)
            elif key not in WORDS:
                yield from leaves(value, (*path, key), called)
    elif isinstance(content, list):
        for n, one in enumerate(content):
            who = identity(one)
            inner = f"{called} “{who}”".strip() if who else f"{called} {n + 1}".strip()
            yield from leaves(one, (*path, who or str(n)), inner)


def identity(one: Any) -> str:
    """What something in a list is known by, whatever is said of it."""
    if not isinstance(one, dict):
        return ""
    return next((str(one[key]) for key in IDENTITY if key in one), "")


def fields(content: Content) -> dict[str, GovField]:
    """A question for each text, and where each question of the document stands."""
    found: dict[str, GovField] = {}
    for n, one in enumerate(content.get(ORDERED, ()), 1):
        found[_place(one)] = IntegerField(
            f"“{identity(one)}”: place, of {len(content[ORDERED])}",
            missing="Write at which place it is asked",
            width=3,
            low=1,
            high=len(content[ORDERED]),
            initial=n,
        )
    for leaf in leaves(content):
        empty = leaf.kind in MAY_BE_EMPTY
        found[leaf.name] = LongTextField(
            leaf.label,
            missing="" if empty else "Write the words",
            required=not empty,
            rows=1 if len(leaf.text) < 70 else 3,
        )
    return found


def initial(content: Content) -> dict[str, Any]:
    """What stands in them."""
    places = {_place(one): n for n, one in enumerate(content.get(ORDERED, ()), 1)}
    return {**places, **{leaf.name: leaf.text for leaf in leaves(content)}}


def read(said: Mapping[str, Any], content: Content) -> Content:
    """The document with the words that were typed, its questions in the order that was said."""
    made = _with(copy.deepcopy(content), (), said)
    if ORDERED in made:
        made[ORDERED] = _moved(made[ORDERED], said)
    found: Content = made
    return found


def why_not(content: Content, before: Content, fills: frozenset[str]) -> Reasons:
    """Anything but words and order that differs, texts that are empty or too long, order that fails.

    `fills` are the marks in braces that something is put in place of.
    """
    if skeleton(content) != skeleton(before):
        yield "", "Only words and the order of questions are changed here; keys and choices stay"
        return
    for leaf in leaves(content):
        if not leaf.text.strip() and leaf.kind not in MAY_BE_EMPTY:
            yield leaf.name, f"{leaf.label}: write the words"
        if len(leaf.text) > LONGEST:
            yield leaf.name, f"{leaf.label}: use {LONGEST:,} characters or fewer"
        for odd in sorted(set(_BRACES.findall(leaf.text)) - fills):
            only = f"; only {CHILD} is" if CHILD in fills else ""
            yield leaf.name, f"{leaf.label}: “{odd}” is filled by nothing here{only}"
    yield from _why_not_so_ordered(content.get(ORDERED, ()))


def lines(content: Content) -> Lines:
    """Each text by its place, and the order in one line."""
    order = [identity(one) for one in content.get(ORDERED, ())]
    said = [("Order of the questions", ", ".join(order))] if order else []
    return said + [(leaf.label, leaf.text) for leaf in leaves(content) if leaf.text]


def skeleton(content: Any) -> Any:
    """The document without its words, its questions by their keys."""
    if isinstance(content, dict):
        return {
            key: (
                sorted((skeleton(one) for one in value), key=str)
                if key == ORDERED and isinstance(value, list)
                else skeleton(value)
            )
            for key, value in content.items()
            if key not in WORDS or not isinstance(value, str)
        }
    return [skeleton(one) for one in content] if isinstance(content, list) else content


def _with(content: Any, path: tuple[str, ...], said: Mapping[str, Any]) -> Any:
    if isinstance(content, dict):
        for key, value in content.items():
            if isinstance(value, str) and key in WORDS:
                content[key] = " ".join(said["-".join((*path, key))].split())
            elif key not in WORDS:
                content[key] = _with(value, (*path, key), said)
    elif isinstance(content, list):
        return [_with(one, (*path, identity(one) or str(n)), said) for n, one in enumerate(content)]
    return content


def _why_not_so_ordered(questions: Sequence[Mapping[str, Any]]) -> Reasons:
    """Whatever is asked because of an answer comes after the question that is answered."""
    asked: set[str] = set()
    here = {identity(one) for one in questions}
    for one in questions:
        for when in one.get("when", ()):
            other = str(when.get("question", ""))
            if other in here and other not in asked and other != identity(one):
                yield (
                    _place(one),
                    f"“{identity(one)}” is asked because of “{other}”, so it comes after it",
                )
        asked.add(identity(one))


def _moved(questions: list[Any], said: Mapping[str, Any]) -> list[Any]:
    """Each question that was given another place stands there, and the others around it as before."""
    moved = [
        (said[_place(one)], one) for n, one in enumerate(questions, 1) if said[_place(one)] != n
    ]
    kept = [one for n, one in enumerate(questions, 1) if said[_place(one)] == n]
    for place, one in sorted(moved, key=lambda pair: pair[0]):
        kept.insert(place - 1, one)
    return kept


def _place(one: Any) -> str:
    return f"place-{identity(one)}"

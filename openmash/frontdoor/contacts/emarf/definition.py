"""The form as data: sections, pages and questions of one version, read and checked (eMARF 3.10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from openmash.frontdoor.contacts.emarf.types import CHOOSING, KINDS

NEEDS = ("essential", "helpful", "optional")
DERIVED = frozenset(
    {"is:unborn", "is:born", "is:under_one", "is:sender"}
)  # worked out, never asked


@dataclass(frozen=True)
class Option:
    """One thing to choose; `census` hints at the census factor it may become (data §5.5)."""

    code: str
    label: str
    hint: str = ""
    census: tuple[str, ...] = ()


@dataclass(frozen=True)
class When:
    """Ask only when another answer is, includes, or simply exists."""

    question: str
    value: str = ""  # empty: any answer

    def holds(self, answer: object) -> bool:
        """Whether the other answer brings this question up."""
        if not self.value:
            return bool(answer)
        return answer == self.value or (isinstance(answer, list) and self.value in answer)


@dataclass(frozen=True)
class Question:
    """One question; `{child}` in its words stands for the child's name."""

    key: str
    text: str
    kind: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    need: str = "optional"
    per_child: bool = False
    when: tuple[When, ...] = ()  # any of them
    short: str = ""
    longest: int = 0
    default: str = ""  # chosen already, until the sender chooses otherwise
    picture: str = ""  # the drawing its choices are numbered by
    fold: str = ""  # the words behind which it waits to be opened
    group: str = ""  # the list of people this belongs to
    row: int = 0

    def label_of(self, code: str) -> str:
        """The words of a chosen code; the code itself when this version does not know it."""
        return next((o.label for o in self.options if o.code == code), code)


@dataclass(frozen=True)
class Note:
    """Advice beside the questions of a page."""

    title: str
    text: str
    when: tuple[When, ...] = ()


@dataclass(frozen=True)
class Page:
    """The questions asked together."""

    key: str
    title: str
    section: str
    per_child: bool = False
    hint: str = ""
    notes: tuple[Note, ...] = ()
    questions: tuple[Question, ...] = ()
    when: tuple[When, ...] = ()  # for whom the page is asked at all


@dataclass(frozen=True)
class Section:
    """Pages of the task list under one heading: needed, helpful, if there is time."""

    key: str
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Definition:
    """One version of a form."""

    title: str
    sections: tuple[Section, ...]
    short: tuple[str, ...] = field(default=())  # asked while a child is in danger

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by key, in order."""
        return {page.key: page for section in self.sections for page in section.pages}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by key, in order."""
        return {q.key: q for page in self.pages.values() for q in page.questions}

    @cached_property
    def page_of(self) -> dict[str, str]:
        """The page that asks each question."""
        return {q.key: page.key for page in self.pages.values() for q in page.questions}


def read_definition(content: Mapping[str, Any]) -> Definition:
    """Read one version's content; `ValueError` names what is wrong with it."""
    definition = Definition(
        title=content["title"],
        sections=tuple(_section(row) for row in content["sections"]),
        short=tuple(content.get("short", ())),
    )
    if problems := list(_problems(definition)):
        raise ValueError("; ".join(problems))
    return definition


def _section(row: Mapping[str, Any]) -> Section:
    pages = tuple(_page(page, row["key"]) for page in row["pages"])
    return Section(row["key"], row["title"], pages)


def _page(row: Mapping[str, Any], section: str) -> Page:
    notes = tuple(Note(n["title"], n["text"], _when(n.get("when"))) for n in row.get("notes", ()))
    return Page(
        key=row["key"],
        title=row["title"],
        section=section,
        per_child=row.get("per_child", False),
        hint=row.get("hint", ""),
        notes=notes,
        questions=tuple(q for raw in row["questions"] for q in _questions(raw)),
        when=_when(row.get("when")),
    )


def _questions(raw: Mapping[str, Any]) -> Iterator[Question]:
    """One question, or the rows of a list of people with their parts."""
    if raw["type"] != "people":
        yield _question(raw)
        return
    for number in range(1, raw["rows"] + 1):
        for part in raw["parts"]:
            made = _question(part)
            key = f"{raw['key']}_{number}_{part['key']}"
            yield replace(made, key=key, need=raw["need"], group=raw["key"], row=number)


def _question(raw: Mapping[str, Any]) -> Question:
    return Question(
        key=raw["key"],
        text=raw["text"],
        kind=raw["type"],
        hint=raw.get("hint", ""),
        options=tuple(_option(option) for option in raw.get("options", ())),
        need=raw.get("need", "optional"),
        per_child=raw.get("per_child", False),
        when=_when(raw.get("when")),
        short=raw.get("short", ""),
        longest=raw.get("longest", 0),
        default=raw.get("default", ""),
        picture=raw.get("picture", ""),
        fold=raw.get("fold", ""),
    )


def _option(raw: Mapping[str, Any]) -> Option:
    return Option(raw["code"], raw["label"], raw.get("hint", ""), tuple(raw.get("census", ())))


def _when(raw: list[Mapping[str, str]] | None) -> tuple[When, ...]:
    return tuple(When(w["question"], w.get("is") or w.get("includes", "")) for w in raw or ())


def _problems(definition: Definition) -> Iterator[str]:
    asked = [q.key for page in definition.pages.values() for q in page.questions]
    yield from (f"{key} is asked twice" for key in sorted({k for k in asked if asked.count(k) > 1}))
    yield from (f"{key} is not a question" for key in definition.short if key not in asked)
    for page in definition.pages.values():
        for question in page.questions:
            yield from _problems_of(definition, page, question)


def _problems_of(definition: Definition, page: Page, question: Question) -> Iterator[str]:
    if question.kind not in KINDS:
        yield f"{question.key}: there is no type {question.kind}"
    if question.need not in NEEDS:
        yield f"{question.key}: {question.need} is not a need"
    if (question.kind in CHOOSING) != bool(question.options):
        yield f"{question.key}: choices belong to questions that are chosen from"
    if page.per_child and not question.per_child:
        yield f"{question.key}: a page about one child asks about that child alone"
    for when in question.when:
        yield from _problems_of_when(definition, question.key, when)


def _problems_of_when(definition: Definition, key: str, when: When) -> Iterator[str]:
    if when.question in DERIVED:
        return
    other = definition.questions.get(when.question)
    if other is None:
        yield f"{key}: depends on {when.question}, which is not asked"
    elif when.value and when.value not in {option.code for option in other.options}:
        yield f"{key}: {when.question} has no choice {when.value}"

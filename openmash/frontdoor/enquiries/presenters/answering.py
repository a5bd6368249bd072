"""A question as its agency sees it: what is asked, about whom, by when, and why it may be shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.foundation.access.models import User
from openmash.foundation.files.presenters import FileRow, draw_files
from openmash.foundation.files.words import ACCEPT, what_is_taken
from openmash.foundation.presence.queries import OnDuty
from openmash.foundation.ui.parts import Due, Need
from openmash.foundation.ui.wording import listed, short_when
from openmash.frontdoor.contacts.queries.tray_rows import due_of
from openmash.frontdoor.enquiries.forms.answering import OUTCOMES, AnswerForm, PersonFields
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    CheckAnswer,
    CheckDraft,
    CheckPerson,
    EvidenceItem,
)
from openmash.frontdoor.enquiries.queries.answering import Listed, RequestPage
from openmash.frontdoor.enquiries.rules.items import conditions
from openmash.frontdoor.enquiries.rules.requests import why_not_taken_back
from openmash.frontdoor.enquiries.states import CHECK_WORDS, CheckState, Outcome
from openmash.frontdoor.enquiries.states.checks import REFUSAL_WORDS, Refusal

WORDS: dict[str, str] = dict(OUTCOMES)
TITLES: dict[str, str] = {
    CheckState.NO_ANSWER: "The hub waits no longer",
    CheckState.REFUSED: "You may not share this",
}
THEIRS = "{by} has changed this since you opened it: “{words}”. Yours stands here; press again to keep yours"
YES_NO = {"yes": "yes", "no": "no", "not_known": "not known"}


@dataclass(frozen=True)
class Told:
    """One line of what was said: the question or the date, and the words."""

    label: str
    text: str


@dataclass(frozen=True)
class PersonCard:
    """One person: who they are, what was said of them, and the fields to say more."""

    anchor: str
    name: str
    facts: tuple[str, ...]
    state: str
    answered: bool
    is_open: bool
    said: tuple[Told, ...]
    fields: PersonFields


@dataclass(frozen=True)
class RequestDrawn:
    """What the page is handed."""

    title: str
    asked_by: str
    phone: str
    due: Due | None
    state: str
    cards: tuple[PersonCard, ...]
    missing: tuple[Need, ...]
    done: tuple[Need, ...]
    refusal: str
    files: tuple[FileRow, ...]
    takes: str  # which files may be added
    accept: str
    passed_to: str  # a colleague, who may be the reader
    may_take_back: bool
    may_pass_on: bool
    nil_for: int  # of how many one press would say that there is nothing to tell

    @property
    def nobody_answered(self) -> bool:
        """Whether one press may still answer for all of them."""
        return not self.done


@dataclass(frozen=True)
class RequestRow:
    """A line of the list."""

    key: str
    title: str
    line: str
    state: str
    due: Due | None


def draw_request(page: RequestPage, form: AnswerForm, by: Actor) -> RequestDrawn:
    """The first person who is not answered yet stands open."""
    check = page.check
    cards = tuple(_cards(page, form))
    refusal = REFUSAL_WORDS[Refusal(check.refusal)] if check.refusal else ""
    return RequestDrawn(
        title=TITLES.get(check.state, "Send your answer" if page.waits else "Sent"),
        asked_by=check.asked_by,
        phone=check.asker_phone,
        due=due_of(page.clock, by) if page.clock else None,
        state=CHECK_WORDS[CheckState(check.state)],
        cards=cards,
        missing=tuple(
            Need(f"{one.name}: no answer yet", f"#{one.anchor}")
            for one in cards
            if not one.answered
        ),
        done=tuple(Need(one.name, f"#{one.anchor}") for one in cards if one.answered),
        refusal=refusal,
        files=draw_files(page.files, page.limits, by, writes=True),
        takes=what_is_taken(page.limits),
        accept=ACCEPT,
        passed_to=_passed_to(check, by),
        may_pass_on=by.role in check.for_roles,
        may_take_back=page.waits and not any(_why_kept(check, by)),
        nil_for=_nil_for(page),
    )


def both_texts(theirs: Iterable[CheckDraft], form: AnswerForm) -> list[tuple[str, str]]:
    """A colleague changed the same field: theirs beside what was just typed, and nothing is lost."""
    return [
        (one.field, THEIRS.format(by=one.saved_by, words=one.value or "nothing"))
        for one in theirs
        if one.field in form.fields
    ]


def draw_rows(found: Iterable[Listed], by: Actor) -> list[RequestRow]:
    """Lines of the list: about whom, who asks, until when."""
    return [
        RequestRow(
            key=str(one.check.pk),
            title=listed(one.about) or one.check.reference,
            line=f"{one.check.reference}, asked by {one.check.asked_by},"
            f" {short_when(one.check.asked_at, by.at)}",
            state=CHECK_WORDS[CheckState(one.check.state)],
            due=due_of(one.clock, by) if one.clock else None,
        )
        for one in found
    ]


def _passed_to(check: AgencyCheck, by: Actor) -> str:
    if check.for_user is None:
        return ""
    return "you" if str(check.for_user_id) == by.user else check.for_user.name


def _why_kept(check: AgencyCheck, by: Actor) -> Iterable[str]:
    held = str(check.for_user_id or "")
    return why_not_taken_back(held, user=by.user, answers=by.role in check.for_roles)


def _nil_for(page: RequestPage) -> int:
    """Everybody while nothing is said; asked once more, those of whom nothing has been told."""
    if not page.said:
        return len(page.people)
    if page.check.state != CheckState.CLARIFICATION:
        return 0
    return len(page.people) - sum(one.outcome == Outcome.INFO for one in page.said.values())


def _cards(page: RequestPage, form: AnswerForm) -> Iterable[PersonCard]:
    words = _words_of(page)
    opened = False
    for fields in form.people:
        key = str(fields.person.pk)
        answer = page.said.get(key)
        wrong = any(form[name].errors for name in _names(fields)) if form.is_bound else False
        is_first = answer is None and not opened and page.waits
        opened = opened or is_first
        yield PersonCard(
            anchor=f"p{fields.person.position}",
            name=fields.person.name,
            facts=tuple(_facts(fields.person)),
            state="answered" if answer else "not answered",
            answered=answer is not None,
            is_open=is_first or wrong or (form.is_bound and answer is None),
            said=tuple(_said(answer, page.items.get(key, ()), words)) if answer else (),
            fields=fields,
        )


def _names(fields: PersonFields) -> list[str]:
    items = [name for item in fields.items for name in item.names]
    return [fields.outcome, fields.why, *(name for name, _ in fields.questions), *items]


def _facts(person: CheckPerson) -> Iterable[str]:
    yield from filter(None, [person.age, person.part])
    if person.birth_date:
        yield f"born {say_date(person.birth_date)}"
    if person.nhs_number:
        yield f"NHS {person.nhs_number}"
    if person.address:
        yield person.address


def _words_of(page: RequestPage) -> Mapping[str, str]:
    content = page.check.form.content if page.check.form else {}
    return {one["code"]: one["words"] for one in content.get("questions", ())}


def _said(
    answer: CheckAnswer, items: Iterable[EvidenceItem], words: Mapping[str, str]
) -> Iterable[Told]:
    yield Told("", ": ".join(filter(None, [WORDS[Outcome(answer.outcome)], answer.said])))
    for code, value in answer.told.items():
        yield Told(words.get(code, code), YES_NO.get(value, value))
    for item in items:
        when = item.dated_words or (say_date(item.dated_from) if item.dated_from else "")
        label = [*filter(None, [when]), *conditions(item.tell_family, item.handling)]
        yield Told(" · ".join(label), item.text)


def colleagues_first_on_duty(people: Iterable[User], here: OnDuty) -> list[tuple[str, str]]:
    """Whoever is on duty can take it now: they come first, and it is said of them."""
    known = here.users
    on, off = [], []
    for one in people:
        found = known.get(str(one.pk))
        if found:
            on.append((str(one.pk), f"{one.name}, on duty until {found.until}"))
        else:
            off.append((str(one.pk), one.name))
    return [*on, *off]

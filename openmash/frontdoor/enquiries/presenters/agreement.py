"""Agreement as the page shows it: may checks leave, who said what, and what a manager decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.foundation.access.models import Agency
from openmash.foundation.ui.fields import Choice
from openmash.foundation.ui.wording import listed, short_when
from openmash.frontdoor.enquiries.models import AgreementAsk, AgreementOverride
from openmash.frontdoor.enquiries.queries.agreement import AgreementPart, agrees
from openmash.frontdoor.enquiries.queries.page import Asked
from openmash.frontdoor.enquiries.rules.agreement import (
    AgreementFacts,
    override_step,
    why_checks_may_not_leave,
)
from openmash.frontdoor.enquiries.states import (
    AGREED,
    AGREEMENT_WORDS,
    AgreementState,
    Answer,
    ScopeRole,
    Standing,
)

SAYS = {
    Answer.GIVEN: "agrees",
    Answer.LIMITED: "agrees, with limits",
    Answer.REFUSED: "refuses",
    Answer.NOT_REACHED: "was not reached",
}
STANDS = {
    Standing.HOLDS: "holds parental responsibility",
    Standing.ABLE: "young person, judged able to decide",
    Standing.DOES_NOT: "does not hold parental responsibility",
    Standing.NOT_KNOWN: "nobody knows whether they hold parental responsibility",
}


@dataclass(frozen=True)
class AskLine:
    """One time somebody was asked."""

    name: str
    text: str
    said: str
    source: str
    when: str
    withdraw: str = ""


@dataclass(frozen=True)
class OverrideBox:
    """What a manager decided."""

    title: str
    ground: str
    rationale: str
    by: str
    telling: str
    stands: bool


@dataclass(frozen=True)
class AgreementDrawn:
    """The part of the page."""

    state: str
    leaves: bool
    why_not: tuple[str, ...]
    asks: tuple[AskLine, ...]
    views: tuple[tuple[str, str, str], ...]
    overrides: tuple[OverrideBox, ...]
    holders: str


def draw_agreement(part: AgreementPart, by: Actor, *, may_ask: bool) -> AgreementDrawn:
    """Draw it for this person at this moment."""
    why_not = tuple(why_checks_may_not_leave(part.facts))
    words = part.grounds
    names = [part.name_of(key) for key in part.holders]
    return AgreementDrawn(
        state=AGREEMENT_WORDS[AgreementState(part.agreement.state)],
        leaves=not why_not,
        why_not=why_not,
        asks=tuple(_ask(one, part, by, may_ask=may_ask) for one in part.asks),
        views=tuple(
            (part.name_of(one.whom_id), one.words or f"Not known: {one.why_not}",
             f"{one.noted_by}, {short_when(one.noted_at, by.at)}")
            for one in part.views
        ),
        overrides=tuple(_override(one, words, by) for one in part.overrides),
        holders=listed(names) if names else "",
    )  # fmt: skip


def whom_to_ask(people: Iterable[Asked], part: AgreementPart) -> list[Choice]:
    """Everybody of the scope, parents known to hold responsibility first."""
    here = [one for one in people if one.row.removed_at is None]
    here.sort(key=lambda a: (a.row.pk not in part.holders, a.row.role == ScopeRole.CHILD))
    return [
        (str(one.row.pk), one.name, "holds parental responsibility, as the register knows")
        if one.row.pk in part.holders
        else (str(one.row.pk), one.name)
        for one in here
    ]


def young_ones(people: Iterable[Asked]) -> list[Choice]:
    """The children of the scope."""
    return [
        (str(one.row.pk), ", ".join(filter(None, [one.name, one.age])))
        for one in people
        if one.row.removed_at is None and one.row.role == ScopeRole.CHILD
    ]


def limits_in_words(part: AgreementPart) -> str:
    """What the family did not agree to, where it cannot be told by the kind of agency."""
    said = [
        f"{part.name_of(one.whom_id)} agreed with a limit: “{one.limits}”"
        for one in part.asks
        if one.limits and agrees(one, part.agreement)
    ]
    return "".join(f" {text}." for text in said)


def override_text(facts: AgreementFacts) -> str:
    """What the page of the override says first."""
    if override_step(facts) == "override_after_refusal":
        return "The family does not agree. Say on which ground checks leave all the same."
    return "Nobody has refused. Say why the family is not asked at all."


def _ask(one: AgreementAsk, part: AgreementPart, by: Actor, *, may_ask: bool) -> AskLine:
    contact = part.agreement.enquiry.contact
    can = may_ask and part.agreement.state in AGREED and agrees(one, part.agreement)
    path = f"/contacts/{contact.reference}/enquiry/agreement/{one.pk}/withdraw/"
    return AskLine(
        name=part.name_of(one.whom_id),
        text=f"{part.name_of(one.whom_id)} {SAYS[Answer(one.answer)]}",
        said=_limits(one),
        source=f"{STANDS[Standing(one.standing)]}, {one.get_method_display().lower()},"
        f" asked by {one.asked_by}{', interpreted' if one.interpreter else ''}",
        when=short_when(one.asked_at, by.at),
        withdraw=path if can else "",
    )


def _limits(one: AgreementAsk) -> str:
    kinds = [str(Agency.Kind(kind).label) for kind in one.not_these]
    said = [one.limits] if one.limits else []
    said += [f"Not to be asked: {listed(kinds)}"] if kinds else []
    if one.withdrawn_at is not None:
        said.append(f"Taken back: “{one.withdrawn_because}” ({one.withdrawn_by})")
    return ". ".join(said)


def _override(one: AgreementOverride, words: dict[str, str], by: Actor) -> OverrideBox:
    title = "Overridden after a refusal" if one.after_refusal else "Overridden without asking"
    taken_back = one.taken_back_at is not None
    return OverrideBox(
        title=f"{title}, taken back" if taken_back else title,
        ground=words.get(one.ground, one.ground),
        rationale=one.rationale,
        by=f"{one.overridden_by}, {short_when(one.overridden_at, by.at)}",
        telling=_telling(one, by),
        stands=not taken_back,
    )


def _telling(one: AgreementOverride, by: Actor) -> str:
    if one.taken_back_at is not None:
        return f"Taken back: “{one.taken_back_because}” ({one.taken_back_by})"
    if one.told_at is not None:
        return f"The parents were told, {short_when(one.told_at, by.at)}: “{one.told_how}” ({one.told_by})"
    if one.tell_on is not None:
        return f"The parents are told when it is safe: look again on {say_date(one.tell_on)}"
    return f"The parents are never told: “{one.never_because}”"

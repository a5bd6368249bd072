"""How partners' views are drawn: dissent first and word for word, then who is waited for (P7)."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.ui.parts import Due
from openmash.foundation.ui.wording import duration, short_when, when
from openmash.frontdoor.decisions.access import asked_facts
from openmash.frontdoor.decisions.models import PartnerView, ViewAsked
from openmash.frontdoor.decisions.queries.case import Case
from openmash.frontdoor.decisions.queries.heard import Heard, tally
from openmash.frontdoor.decisions.queries.partners import path_of
from openmash.frontdoor.decisions.rules_partners import DISAGREE, standing, why_not_the_hubs
from openmash.frontdoor.decisions.states import OUTCOME_NAMES, AskedOver, Outcome

SOON = 2 / 3


@dataclass(frozen=True)
class ViewLine:
    """One word of one agency, or that it has said nothing."""

    key: str
    agency: str
    person: str
    view: str
    words: str
    at: str
    note: str = ""  # said of an earlier recommendation, or taken back
    standing: bool = True
    is_the_hubs: bool = False  # noted by the hub, which may take it back


@dataclass(frozen=True)
class Panel:
    """What partners think about one child's recommendation, in the order in which it matters."""

    tally: tuple[str, ...]
    dissent: tuple[ViewLine, ...]
    others: tuple[ViewLine, ...]
    silent: tuple[str, ...]
    earlier: tuple[ViewLine, ...]
    until: Due | None
    passed: str
    waits: bool
    before_because: str
    plan: str

    @property
    def is_empty(self) -> bool:
        """Nobody was asked and nobody has said anything."""
        return not (self.dissent or self.others or self.silent or self.earlier)


def draw_panel(heard: Heard, by: Actor) -> Panel:
    """Who disagrees and why, who agrees, who is silent, and until when."""
    last = _last_words(heard)
    window, now = heard.window, heard.now
    waits = window.waits
    lines = [_line(view, heard, by) for view in last]
    earlier = [view for view in heard.views if view not in last]
    return Panel(
        tally=tuple(tally([heard])),
        dissent=tuple(one for one in lines if one.view == _said(DISAGREE)),
        others=tuple(one for one in lines if one.view != _said(DISAGREE)),
        silent=heard.silent,
        earlier=tuple(_line(view, heard, by) for view in earlier),
        until=due_of(now[0], by) if waits else None,
        passed=f"They had until {when(now[0].until, by.at)}" if now and not waits else "",
        waits=waits,
        before_because=heard.decision.before_views_because,
        plan=heard.decision.interim_plan,
    )


def due_of(asked: ViewAsked, by: Actor) -> Due:
    """The time to say something, as a clock."""
    whole = (asked.until - asked.asked_at).total_seconds() or 1.0
    share = min(max((by.at - asked.asked_at).total_seconds() / whole, 0.0), 1.0)
    over = by.at >= asked.until
    state = "late" if over else "soon" if share >= SOON else "ahead"
    left = f"{duration(asked.until - by.at)} {'over' if over else 'left'}"
    return Due(
        "Partners’ views", f"until {when(asked.until, by.at)}", left, int(share * 100), state
    )


@dataclass(frozen=True)
class AskedPage:
    """What somebody of a partner reads, and what their agency has said."""

    outcome: str
    due: Due | None
    over: str
    said: tuple[ViewLine, ...]
    standing: ViewLine | None


def draw_asked(asked: ViewAsked, said: list[PartnerView], by: Actor) -> AskedPage:
    """The page of a partner, the latest word first; each corrects and takes back their own."""
    lines, later = [], set()
    for view in said:
        lines.append(_own(view, view.said_by in later, by))
        later.add(view.said_by)
    mine = (line for line, view in zip(lines, said, strict=True) if view.said_by == by.user)
    own = next((line for line in mine if line.standing), None)
    heard = any(line.standing for line in lines)
    return AskedPage(
        outcome=OUTCOME_NAMES[Outcome(asked.outcome)],
        due=None if asked.closed_at or heard else due_of(asked, by),
        over=_over(asked),
        said=tuple(lines),
        standing=own,
    )


def own_view(case: Case, by: Actor) -> str:
    """Where a health practitioner of the hub says what their own agency thinks, if it is asked."""
    for decision in case.decisions:
        for one in case.partners(decision).now:
            mine = one.closed_at is None and one.agency_id == by.agency
            if mine and may(by, P.VIEW_GIVE, asked_facts(one)):
                return path_of(one)
    return ""


def _over(asked: ViewAsked) -> str:
    if asked.closed_because == AskedOver.CHANGED:
        return "The recommendation is being changed. You are asked again about the new one."
    if asked.closed_because == AskedOver.DROPPED:
        return "Nothing is recommended any more: it is dealt with in another way."
    if asked.closed_because and not asked.told:
        return "It is decided."
    return ""


def _own(view: PartnerView, corrected: bool, by: Actor) -> ViewLine:
    note = f"taken back by {view.withdrawn_by}" if view.withdrawn_at else ""
    note = note or ("corrected since" if corrected else "")
    return _drawn(view, note, by, stands=not note)


def _last_words(heard: Heard) -> list[PartnerView]:
    """The last word of each person that counts, in the order in which they were said."""
    keys = {one.key for one in standing(heard.said)}
    return [one for one in heard.views if str(one.pk) in keys]


def _line(view: PartnerView, heard: Heard, by: Actor) -> ViewLine:
    return _drawn(view, _note(view, heard), by, stands=heard.counts(view))


def _note(view: PartnerView, heard: Heard) -> str:
    if view.withdrawn_at is not None:
        return f"taken back by {view.withdrawn_by}"
    about = next((one for one in heard.asked if one.pk == view.asked_id), None)
    if about is not None and about not in heard.now:
        outcome = OUTCOME_NAMES[Outcome(about.outcome)].lower()
        return f"said of an earlier recommendation: level {about.level}, {outcome}"
    if view not in _last_words(heard):
        return "corrected since"
    return "" if view.asked_id else f"noted by {view.noted_by}"


def _drawn(view: PartnerView, note: str, by: Actor, *, stands: bool) -> ViewLine:
    return ViewLine(
        key=str(view.pk),
        agency=view.agency,
        person=view.person,
        view=view.get_view_display(),
        words=view.reason,
        at=short_when(view.noted_at, by.at),
        note=note,
        standing=stands,
        is_the_hubs=stands and not any(why_not_the_hubs(said_themselves=bool(view.asked_id))),
    )


def _said(view: str) -> str:
    return str(PartnerView.View(view).label)

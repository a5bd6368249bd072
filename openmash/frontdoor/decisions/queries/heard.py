"""What partners have said of one recommendation: whose word counts, and who is waited for (P7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from openmash.foundation.ui.wording import count, when
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision, ViewAsked
from openmash.frontdoor.decisions.queries.partners import asked_of
from openmash.frontdoor.decisions.rules_partners import (
    AGREE,
    DISAGREE,
    NO_VIEW,
    Said,
    Window,
    latest,
    same_name,
)

MANNERS = (
    (DISAGREE, "disagrees", "disagree"),
    (AGREE, "agrees", "agree"),
    (NO_VIEW, "abstains", "abstain"),
)


@dataclass(frozen=True)
class Heard:
    """Everybody who was ever asked about one decision, every word that was said, and the moment."""

    decision: ThresholdDecision
    asked: tuple[ViewAsked, ...]
    views: tuple[PartnerView, ...]
    at: datetime

    @property
    def now(self) -> tuple[ViewAsked, ...]:
        """Who was asked of the recommendation that stands, or that was decided."""
        decided = self.decision.decided_at
        return tuple(one for one in self.asked if one.closed_at in (None, decided))

    def counts(self, view: PartnerView) -> bool:
        """Whether it is about what is recommended now.

        Also a word on an earlier recommendation of the same, until the agency speaks again: nobody
        gets rid of a dissent by recommending the same anew. What the hub noted counts until taken back.
        """
        if view.withdrawn_at is not None:
            return False
        if view.asked_id is None:
            return True
        about = next((one for one in self.asked if one.pk == view.asked_id), None)
        if about is None:
            return False
        return about in self.now or (about.level, about.outcome) in self._recommended_or_chosen

    @property
    def _recommended_or_chosen(self) -> set[tuple[int | None, str]]:
        """What stands, and what it was recommended as: a decider may choose otherwise."""
        one = self.decision
        recommended = {(one.recommended_level, one.recommended_outcome)}
        return {(one.level, one.outcome)} | (recommended if one.recommended_by else set())

    def word_of(self, one: ViewAsked) -> PartnerView | None:
        """The last word of whoever was asked, on their page or noted by the hub since."""
        said = [view for view in self.views if view.withdrawn_at is None and _answers(view, one)]
        return said[-1] if said else None

    @property
    def silent(self) -> tuple[str, ...]:
        """Who has said nothing, by name."""
        return tuple(one.agency.name for one in self.now if self.word_of(one) is None)

    @property
    def window(self) -> Window:
        """Who is waited for, and until when."""
        now = self.now
        until = min((one.until for one in now), default=self.at)
        return Window(
            asked=tuple(one.agency.name for one in now),
            silent=self.silent,
            until=when(until, self.at) if now else "",
            passed=until <= self.at or self.decision.decided_at is not None,
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """As it is written down where it is decided without them."""
        return tuple(f"{name}: asked whether it agrees, has not said" for name in self.silent)

    @property
    def said(self) -> list[Said]:
        """Every word, by account, or by the name that the hub noted."""
        return [
            Said(
                one.agency,
                one.view,
                one.said_by or same_name(one.person),
                self.counts(one),
                str(one.pk),
            )
            for one in self.views
        ]

    def who(self, view: str) -> tuple[str, ...]:
        """The agencies that think so."""
        return tuple(agency for agency, word in latest(self.said).items() if word == view)


def heard_of(decisions: Iterable[ThresholdDecision], *, at: datetime) -> list[Heard]:
    """What partners have said of each of these; two queries, however many."""
    rows = list(decisions)
    asked, views = asked_of(rows), views_of(rows)
    return [Heard(one, asked.get(str(one.pk), ()), views.get(str(one.pk), ()), at) for one in rows]


def views_of(decisions: Iterable[ThresholdDecision]) -> dict[str, tuple[PartnerView, ...]]:
    """What partners think, by decision, in the order in which it was said."""
    found: dict[str, tuple[PartnerView, ...]] = {}
    rows = PartnerView.objects.filter(decision__in=list(decisions))
    for view in rows.order_by("noted_at", "number", "id"):
        key = str(view.decision_id)
        found[key] = (*found.get(key, ()), view)
    return found


def tally(heard: Iterable[Heard]) -> Iterator[str]:
    """1 disagrees, 2 agree, 1 has not said: about all of these children together."""
    rows = list(heard)
    for view, one, many in MANNERS:
        if number := sum(len(row.who(view)) for row in rows):
            yield count(number, one, many)
    if number := sum(len(row.silent) for row in rows):
        yield count(number, "has not said", "have not said")


def _answers(view: PartnerView, asked: ViewAsked) -> bool:
    if view.asked_id is not None:
        return view.asked_id == asked.pk
    same = same_name(view.agency) == same_name(asked.agency.name)
    return same and view.noted_at >= asked.asked_at

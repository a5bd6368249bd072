"""The proposal of whom to ask: each agency, how it is asked, about whom and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openmash.foundation.ui.wording import count
from openmash.frontdoor.enquiries.queries.asking import Proposal


@dataclass(frozen=True)
class Offer:
    """One agency of the form, with the field that ticks its people."""

    name: str
    how: str
    asks: str
    field: str


@dataclass(frozen=True)
class Offers:
    """What is proposed, what waits already, and who else could be asked."""

    proposed: tuple[Offer, ...]
    others: tuple[Offer, ...]
    waiting: tuple[str, ...]
    kept_out: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """How many are proposed."""
        return count(len(self.proposed), "agency", "agencies")


def draw_offers(proposals: Iterable[Proposal], kept_out: Iterable[Proposal] = ()) -> Offers:
    """Who is proposed first; `kept_out` are those whom the family does not want asked."""
    offers = [(one, _offer(one)) for one in proposals]
    return Offers(
        proposed=tuple(offer for one, offer in offers if one.is_proposed),
        others=tuple(offer for one, offer in offers if not one.is_proposed and not one.waits),
        waiting=tuple(one.asking.name for one, _ in offers if one.waits),
        kept_out=tuple(one.asking.name for one in kept_out),
    )


def _offer(one: Proposal) -> Offer:
    asking = one.asking
    how = "answers here" if asking.answers_here else f"by telephone, {asking.phone or 'no number'}"
    return Offer(asking.name, how, asking.content["asks"], one.field)

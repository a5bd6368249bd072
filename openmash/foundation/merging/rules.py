"""Pure rules of joining and parting records."""

from __future__ import annotations

from openmash.foundation.people.rules import Likelihood

_SURE = (
    (0.99, Likelihood.ALMOST_CERTAIN),
    (0.9, Likelihood.VERY_LIKELY),
    (0.5, Likelihood.LIKELY),
)


def word_for(probability: float) -> Likelihood:
    """A probability in words; people read words, never a number (`guide.md` §5)."""
    return next((word for least, word in _SURE if probability >= least), Likelihood.UNLIKELY)

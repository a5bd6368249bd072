"""Signs that no rating waits for: shown as what they are, at once, until a person has rated (e-MARF §5).

No machine rates a contact. A sign says why it stands where it stands; people judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """A sign, by a code that is stable for ever."""

    BRUISE_NOT_MOVING = "bruise_not_moving"


@dataclass(frozen=True)
class SignWords:
    """What the hub reads, why it stands where it does, and what its sender does now."""

    name: str
    why: str
    for_sender: str


SIGN_WORDS: dict[Sign, SignWords] = {
    Sign.BRUISE_NOT_MOVING: SignWords(
        "Bruise on a baby who cannot move",
        "A baby who cannot move about has a bruise or mark: the guidance treats that as Red until a "
        "person has rated it",
        "A bruise or mark on a baby who cannot move about needs a doctor today",
    )
}


def sign_in(*, bruised_baby: bool, before: str, sent: bool) -> str:
    """The sign in a worry now. What the hub has seen is not taken away by another answer."""
    found = Sign.BRUISE_NOT_MOVING if bruised_baby else ""
    return str(found or (before if sent else ""))


def words_of_sign(sign: str) -> SignWords | None:
    """The words of a sign, if there is one."""
    return SIGN_WORDS[Sign(sign)] if sign else None


def who_to_ring(hub: str, team: str, *, closed: bool) -> str:
    """Whoever answers at this moment first; the other number too, for the page may stay open."""
    if closed:
        return f"Ring the emergency duty team now on {team}, and the hub when it is open on {hub}"
    return f"Ring the hub now on {hub}, at night and weekends on {team}"

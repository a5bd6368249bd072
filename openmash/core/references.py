"""Human references such as BR-26-4F7Q-K: said on the telephone, written on a hand.

A reference means nothing and opens nothing; access rules protect what it names. It has no vowels,
so it spells no word, and no character that is easily taken for another (0 O, 1 I L, 8 B, U V).

The check character makes the weighted sum of all places a multiple of 29. 29 is a prime larger
than every weight and every difference of values, so one wrong character or two neighbours swapped
always leave a remainder.
"""

from __future__ import annotations

import re
from collections.abc import Callable

BODY = "23456789CDFGHJKMNPQRSTVWXZ"
CHECKS = BODY + "AEY"
PRIME = 29
_SHAPE = re.compile(rf"([A-Z]{{1,4}})([0-9]{{2}})([{BODY}]{{4}})([{CHECKS}])")


def make_reference(prefix: str, random: Callable[[int], int], *, year: int) -> str:
    """A new reference; `random(n)` gives a number from 0 to n - 1.

    There are 456,976 for each prefix and year: the caller tries again when one is taken.
    """
    if not re.fullmatch(r"[A-Z]{1,4}", prefix):
        raise ValueError("A reference begins with one to four capital letters")
    body = "".join(BODY[random(len(BODY))] for _ in range(4))
    return f"{prefix}-{year % 100:02d}-{body}-{_check_character(prefix, f'{year % 100:02d}', body)}"


def check_reference(text: str) -> str | None:
    """The reference in its proper form, or None when it cannot be one.

    Small letters, spaces and missing dashes do not matter.
    """
    found = _SHAPE.fullmatch(re.sub(r"[^A-Z0-9]", "", text[:60].upper()))
    if not found or found[4] != _check_character(found[1], found[2], found[3]):
        return None
    return "-".join(found.groups())


def _check_character(prefix: str, year: str, body: str) -> str:
    values = [ord(letter) - ord("A") for letter in prefix]
    values += [int(digit) for digit in year]
    values += [CHECKS.index(character) for character in body]
    total = sum(weight * value for weight, value in enumerate(reversed(values), 2))
    return CHECKS[-total % PRIME]

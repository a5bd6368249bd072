"""Numbers that say who a person is or where a place is (data dictionary §1).

A wrong number is never thrown away: it is kept as typed, with a warning in plain words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
NO_FIXED_ADDRESS = "ZZ99 3VZ"
_UPN = re.compile(rf"[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?|GIR)([0-9][ABD-HJLNP-UW-Z]{2})")


def _spans(*spans: tuple[int, int]) -> frozenset[str]:
    return frozenset(str(number) for first, last in spans for number in range(first, last + 1))


# Local authorities of England and Wales that give or gave pupil numbers, as the census counts them.
AUTHORITIES = (
    _spans((201, 213), (301, 320), (330, 336), (340, 344), (350, 359), (370, 373), (380, 384))
    | _spans((390, 394), (420, 420), (660, 681), (800, 803), (805, 808), (810, 813), (815, 816))
    | _spans((820, 823), (825, 826), (830, 831), (835, 841), (845, 846), (850, 852), (855, 857))
    | _spans((860, 861), (865, 896), (908, 909), (916, 916), (919, 919), (921, 921), (925, 926))
    | _spans((928, 929), (931, 931), (933, 933), (935, 938), (940, 943))
)


@dataclass(frozen=True)
class Checked:
    """What to keep (None when nothing was typed) and what to ask about, if anything."""

    value: str | None
    problem: str | None = None


def check_nhs_number(text: str) -> Checked:
    """Ten digits, the last a check on the others, modulus 11 (data §1.1)."""
    number = _packed(text)
    if not number:
        return Checked(None)
    if not re.fullmatch(r"[0-9]{10}", number):
        return Checked(_as_typed(text), "An NHS number has 10 digits, like 999 000 0018")
    if len(set(number)) == 1:
        return Checked(number, "Ten equal digits are not anybody's NHS number")
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(number[:9]))
    if -total % 11 != int(number[9]):
        return Checked(number, "The last digit does not fit the others. Check the NHS number")
    return Checked(number)


def format_nhs_number(number: str) -> str:
    """As people read it, 3-3-4; anything else is left as it is."""
    if not re.fullmatch(r"[0-9]{10}", number):
        return number
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def check_upn(text: str, *, authorities: Iterable[str] = AUTHORITIES) -> Checked:
    """A unique pupil number, permanent or temporary, with its check letter (data §1.2)."""
    number = _packed(text)
    if not number:
        return Checked(None)
    if not _UPN.fullmatch(number):
        return Checked(_as_typed(text), "A UPN has 13 characters, like B801200005001")
    if number[0] != _upn_check_letter(number):
        return Checked(number, "The first letter does not fit the digits. Check the UPN")
    if number[1:4] not in set(authorities):
        return Checked(number, f"{number[1:4]} is not a local authority we know. Check the UPN")
    return Checked(number)


def check_postcode(text: str) -> Checked:
    """A postcode in its usual form; ZZ99 3VZ stands for no fixed address (data §1.3)."""
    packed = _packed(text)
    if not packed:
        return Checked(None)
    found = _POSTCODE.fullmatch(packed)
    if packed == NO_FIXED_ADDRESS.replace(" ", ""):
        return Checked(NO_FIXED_ADDRESS)
    if not found:
        return Checked(_as_typed(text), "A postcode looks like WS1 1TP")
    return Checked(f"{found[1]} {found[2]}")


def _upn_check_letter(number: str) -> str:
    places = enumerate(number[1:], 2)
    values = (place * (int(c) if c.isdigit() else UPN_LETTERS.index(c)) for place, c in places)
    return UPN_LETTERS[sum(values) % 23]


def _packed(text: str) -> str:
    """Capitals without the spaces, dots, dashes and invisible marks that come with pasting."""
    plain = unicodedata.normalize("NFKC", text[:200]).upper()
    return "".join(c for c in plain if unicodedata.category(c)[0] not in "ZC" and c not in ".-‐–—")


def _as_typed(text: str) -> str:
    return " ".join(text.split())

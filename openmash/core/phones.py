"""Telephone numbers, British and foreign."""

from __future__ import annotations

import re
import unicodedata

from openmash.core.identifiers import Checked

_EXTENSION = re.compile(r"(?:ext(?:ension)?|x)[.: ]*([0-9]{1,6})$")
_BRITISH = re.compile(r"\+44(?:7[0-9]{9}|[1235-9][0-9]{8,9})")
_FOREIGN = re.compile(r"\+(?!44)[1-9][0-9]{6,14}")
_KEPT = re.compile(r"(\+[0-9]+)(?:x([0-9]+))?")
_THREE_DIGIT_AREAS = re.compile(r"0(?:2\d|11\d|1\d1)")
_PROBLEM = "Enter a telephone number, like 01922 496 012, 07700 900 982 or +353 1 234 5678"


def check_phone(text: str) -> Checked:
    """Reads a number as people type it; keeps +441922496012, or with x12 for an extension.

    What cannot be a number is kept as typed, with a warning (e-MARF §8).
    """
    typed = " ".join(text.split())
    if not typed:
        return Checked(None)
    plain = unicodedata.normalize("NFKC", typed[:200]).casefold()
    extension = _EXTENSION.search(plain)
    number = _international(plain[: extension.start()] if extension else plain)
    if not _is_number(number):
        return Checked(typed, _PROBLEM)
    return Checked(number + (f"x{extension[1]}" if extension else ""))


def say_phone(kept: str) -> str:
    """A kept number as people read it; anything else is left as it is."""
    found = _KEPT.fullmatch(kept)
    if not found or not _is_number(found[1]):
        return kept
    number = found[1]
    said = _british(number) if _BRITISH.fullmatch(number) else _in_threes(number)
    return said + (f" ext {found[2]}" if found[2] else "")


def _is_number(number: str) -> bool:
    return bool(_BRITISH.fullmatch(number) or _FOREIGN.fullmatch(number))


def _international(plain: str) -> str:
    if re.search(r"[^0-9+() ./\-‐–—\u200b-\u200f\u202a-\u202e\u2060-\u2069]", plain):
        return ""
    bare = plain.replace("(0)", "") if re.match(r"\s*\(?(?:\+|00)", plain) else plain
    digits = re.sub(r"[^0-9+]", "", bare)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+440"):
        return "+44" + digits[4:]
    return re.sub(r"^0", "+44", digits)


def _british(number: str) -> str:
    national = "0" + number[3:]
    area = 3 if national[:2] == "02" else 4 if _THREE_DIGIT_AREAS.match(national) else 5
    if national[:2] in {"03", "08", "09"}:
        area = 4
    rest = national[area:]
    split = max(len(rest) - 4, 3) if area < 5 else 3
    return f"{national[:area]} {rest[:split]} {rest[split:]}"


def _in_threes(number: str) -> str:
    """Foreign numbers have too many customs to know; groups of three are readable in all."""
    return "+" + re.sub(r"(\d{3})(?=\d{2})", r"\1 ", number[1:])

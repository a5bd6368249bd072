"""The scanner for malware: one port. Where none is set up, or it does not answer, a file is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Silent(Exception):
    """The scanner does not answer, or not with an answer: nothing is known of the file."""


class NoVerdict(Silent):
    """It answers, but not about this file, which is too large for it perhaps. Others are asked about."""


@dataclass(frozen=True)
class Verdict:
    """What a scanner said: which one, and the name of the malware it found, if any."""

    scanner: str
    malware: str = ""


class Scanner(Protocol):
    """What a scanner promises."""

    def scan(self, content: bytes) -> Verdict:
        """Look for malware; raise `Silent` where there is no clear answer."""


class NoScanner:
    """None is set up: nothing is ever clean."""

    def scan(self, content: bytes) -> Verdict:
        """Never an answer."""
        raise Silent("No scanner is set up")


def scanner() -> Scanner:
    """The scanner of this deployment (`FILE_SCANNER`, by `OPENMASH_CLAMAV`)."""
    made: Scanner = import_string(settings.FILE_SCANNER)()
    return made

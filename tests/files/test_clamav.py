"""ClamAV’s protocol, spoken with a small daemon on this machine: clean, found, or no answer at all."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from openmash.demo.fake_scanner import EICAR
from openmash.foundation.files.scanning import NoScanner, NoVerdict, Silent, Verdict, scanner
from openmash.foundation.files.scanning.clamav import PIECE, ClamAv
from tests.fakes.clamd import VERSION, fake_clamd


def test_clean_and_found() -> None:
    large = bytes(PIECE + 7)
    with fake_clamd() as daemon:
        assert ClamAv(daemon.address).scan(large) == Verdict(VERSION.decode())
        found = ClamAv(daemon.address).scan(EICAR)
        assert found == Verdict(VERSION.decode(), "Eicar-Test-Signature")
        assert daemon.seen == [large, EICAR]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: OK",  # cut off before its end
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"OK\0",
        b"x" * 9_000,
    ],
)
def test_what_is_no_clear_answer_is_no_verdict(answer: bytes) -> None:
    """Of this file alone: that it speaks was heard a moment before."""
    with fake_clamd() as daemon:
        daemon.says = answer
        with pytest.raises(NoVerdict):
            ClamAv(daemon.address).scan(b"a letter")


def test_nobody_there_is_silence() -> None:
    with fake_clamd() as daemon:
        gone = daemon.address
    for address in (gone, "unix:/nowhere/clamd.sock", "nonsense"):
        with pytest.raises(Silent) as silent:
            ClamAv(address).scan(b"a letter")
        assert not isinstance(silent.value, NoVerdict)


def test_without_a_scanner_nothing_is_ever_clean(settings: Settings) -> None:
    settings.FILE_SCANNER = "openmash.foundation.files.scanning.NoScanner"
    assert isinstance(scanner(), NoScanner)
    with pytest.raises(Silent):
        scanner().scan(b"")

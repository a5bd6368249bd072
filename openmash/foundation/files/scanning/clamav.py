"""ClamAV's daemon over its own protocol: a file goes in pieces, a line comes back (`INSTREAM`).

Fifty lines of ours: the clients on the index have had no release for years, and this is the whole of
what they would do for us.
"""

from __future__ import annotations

import socket
import struct
from contextlib import closing

from django.conf import settings

from openmash.foundation.files.scanning import NoVerdict, Silent, Verdict

PIECE = 1 << 16
# Other work of the round waits meanwhile: one that hangs holds it once, for no longer than both.
TO_CONNECT, TO_ANSWER = 3.0, 20.0
LONGEST_LINE = 4096


class ClamAv:
    """`host:port`, or `unix:` and the path of its socket."""

    def __init__(self, address: str = "") -> None:
        self.address = address or settings.CLAMAV_ADDRESS

    def scan(self, content: bytes) -> Verdict:
        """Clean or found; whatever else it says is no answer."""
        version = self._version()
        try:
            said = self._asked(content)
        except TimeoutError as problem:
            raise Silent(type(problem).__name__) from problem
        except (OSError, Silent) as problem:  # it hangs up on what is too large for it
            raise NoVerdict(type(problem).__name__) from problem
        return _verdict(version, said)

    def _version(self) -> str:
        try:
            return self._asked(b"")
        except (OSError, ValueError) as problem:
            raise Silent(type(problem).__name__) from problem

    def _asked(self, content: bytes) -> str:
        with closing(self._connected()) as line:
            line.settimeout(TO_ANSWER if content else TO_CONNECT)
            if content:
                line.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), PIECE):
                    piece = content[start : start + PIECE]
                    line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
            else:
                line.sendall(b"zVERSION\0")
            return _line_of(line)

    def _connected(self) -> socket.socket:
        if self.address.startswith("unix:"):
            return _beside(self.address.removeprefix("unix:"))
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=TO_CONNECT)


def _verdict(version: str, said: str) -> Verdict:
    if said == "stream: OK":
        return Verdict(version)
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return Verdict(version, said.removeprefix("stream: ").removesuffix(" FOUND"))
    raise NoVerdict("an answer that is none")


def _beside(path: str) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(TO_CONNECT)
        line.connect(path)
    except OSError:
        line.close()
        raise
    return line


def _line_of(line: socket.socket) -> str:
    """One line, ended by a zero; a line that was cut off is no answer."""
    said = b""
    while not said.endswith(b"\0"):
        more = line.recv(LONGEST_LINE)
        if not more or len(said) > LONGEST_LINE:
            raise Silent("a line without an end")
        said += more
    return said[:-1].decode(errors="replace")

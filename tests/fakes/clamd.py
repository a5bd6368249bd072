"""A small ClamAV daemon on the loopback address: speaks INSTREAM, and finds EICAR alone."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from openmash.demo.fake_scanner import EICAR

VERSION = b"ClamAV 1.4.3/27800/Thu Nov 26 08:00:00 2026"


class FakeClamd(socketserver.ThreadingTCPServer):
    """`seen`: what it was sent; `says`: what it answers instead of looking."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.seen: list[bytes] = []
        self.says: bytes | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.StreamRequestHandler):
    server: FakeClamd

    def handle(self) -> None:
        word = b""
        while not word.endswith(b"\0"):
            word += self.rfile.read(1)
        if word == b"zVERSION\0":
            self.wfile.write(VERSION + b"\0")
            return
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(content)
        found = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
        self.wfile.write(found + b"\0" if self.server.says is None else self.server.says)


@contextmanager
def fake_clamd() -> Iterator[FakeClamd]:
    """Running while the block lasts."""
    with FakeClamd() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()

"""Whether a server is truly there: the process lives, is ours, and answers a connection."""

import os
import socket
import struct
import subprocess
from pathlib import Path

PROTOCOL_3 = 196608
SOCKET_NAME = ".s.PGSQL.5432"


def server_pid(data: Path) -> int | None:
    """The living server's process id; a zombie, or a stranger with a reused id, does not count."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if pid > 0 and _serves(pid, data) else None


def _serves(pid: int, data: Path) -> bool:
    state, command = _state(pid)
    return state not in ("", "Z", "X") and str(data) in command


def _state(pid: int) -> tuple[str, str]:
    proc = Path("/proc") / str(pid)
    if Path("/proc/self/stat").exists():
        try:
            # the name in brackets may itself hold blanks and brackets
            state = (proc / "stat").read_text().rpartition(")")[2].split()[0]
            return state, os.fsdecode((proc / "cmdline").read_bytes()).replace("\0", " ")
        except OSError:
            return "", ""
    said = subprocess.run(  # noqa: S603 - ps, with a number
        ["ps", "-ww", "-o", "stat=,command=", "-p", str(pid)],  # noqa: S607 - wherever the system keeps it
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return said[:1], said


def answers(folder: Path) -> bool:
    """True when the server asks for our password, which it does only once it is ready."""
    hello = b"user\0postgres\0database\0postgres\0\0"
    packet = struct.pack("!ii", len(hello) + 8, PROTOCOL_3) + hello
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(folder / SOCKET_NAME))
            line.sendall(packet)
            return line.recv(512)[:1] == b"R"
        except OSError:
            return False

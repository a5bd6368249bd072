"""Runs the server and stops it when whoever started it is gone. Run as a script, never imported.

Standard input is a pipe from the starting process: it reaches its end when that process ends,
however it ends. Being the server's parent, this process also leaves no zombie behind.
"""

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import time

FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT


def main() -> int:
    job = json.loads(sys.argv[1])
    lock = open(job["lock"], "w")  # noqa: SIM115 - held until this process ends
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return 3
    woken = _wake_on_signals()
    with open(job["log"], "a") as log:
        server = subprocess.Popen(  # noqa: S603 - the command comes from the starting process
            job["command"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, **job["options"]
        )
    _wait(server, [0, woken] if job["watch"] else [woken])
    return _stop(server)


def _wake_on_signals() -> int:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    signal.signal(signal.SIGCHLD, _note)
    signal.signal(signal.SIGTERM, _note)
    signal.signal(signal.SIGINT, _note)  # not ignored: the server would inherit that
    return reading


_asked_to_stop: list[int] = []


def _note(number: int, frame: object) -> None:
    if number == signal.SIGTERM:
        _asked_to_stop.append(number)


def _wait(server: "subprocess.Popen[bytes]", sources: list[int]) -> None:
    while server.poll() is None and not _asked_to_stop:
        ready, _, _ = select.select(sources, [], [])
        for source in ready:
            if not os.read(source, 512):
                return


def _stop(server: "subprocess.Popen[bytes]") -> int:
    for number, patience in ((FAST, 30), (IMMEDIATE, 10), (signal.SIGKILL, 5)):
        if server.poll() is not None:
            break
        server.send_signal(number)
        _give_time(server, patience)
    return server.returncode or 0


def _give_time(server: "subprocess.Popen[bytes]", patience: float) -> None:
    until = time.monotonic() + patience
    while server.poll() is None and time.monotonic() < until:
        time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main())

"""Measures searching as the application's role under row-level security, on made-up registers."""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module

import django
from django.test.utils import setup_test_environment


def main(sizes: list[int], *, duplicates: bool) -> int:
    """Each size in a database of its own."""
    report, searching = import_module("tests.bench.report"), import_module("tests.bench.searching")
    results = []
    for size in sizes:
        results.append(searching.measured(size))
        report.write(results)  # a run that is cut off keeps what it has
    if duplicates:
        finder = import_module("tests.bench.finder")
        finder.write([finder.measure(size) for size in finder.MEASURED_ON])
    return 0


def front_door(sizes: list[int]) -> int:
    """Each size in a database of its own, filled before any is asked; the crowd works in the last."""
    door, contacts = import_module("tests.bench.front_door"), import_module("tests.bench.contacts")
    report, crowd = (
        import_module("tests.bench.front_door_report"),
        import_module("tests.bench.crowd"),
    )
    databases, found = [contacts.fill(size, size * 2 // 3) for size in sizes], []
    for filled in databases:
        measured = door.measured(filled)
        together = crowd.measured(filled.name) if filled is databases[-1] else None
        found.append((measured, together))
        report.write(found)  # a run that is cut off keeps what it has
        door.drop(filled)
    return 0


if __name__ == "__main__":
    began = time.monotonic()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmash.config.settings")
    os.environ["OPENMASH_TESTING"] = "1"
    django.setup()
    if "--file" in sys.argv:
        files = import_module("tests.bench.files")
        sys.exit(files.main([one for one in sys.argv[1:] if one != "duplicates"]))
    setup_test_environment()
    sizes = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    if "enquiries" in sys.argv:
        enquiries = import_module("tests.bench.enquiries")
        enquiries.write([enquiries.measured(size) for size in sizes or enquiries.USUAL])
        sys.exit(0)
    if "front-door" in sys.argv:
        sys.exit(front_door(sizes or [30_000, 300_000]))
    code = main(sizes, duplicates="search" not in sys.argv[1:])
    print(f"bench: {time.monotonic() - began:.0f} s")
    sys.exit(code)

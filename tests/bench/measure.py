"""Measures searching as the application's role under row-level security, on made-up registers."""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from pathlib import Path

import django


def main(asked: list[str]) -> int:
    """Each set of pairs, and each size, in a database of its own."""
    report, searching = import_module("tests.bench.report"), import_module("tests.bench.searching")
    doubles = import_module("tests.bench.doubles")
    sizes = [int(one) for one in asked if one.isdecimal()]
    files = [Path(one) for one in asked if not one.isdecimal()]
    pairs = [doubles.measured(name, records) for name, records in doubles.sets(files)]
    if sizes:  # without a register to search, the page would lose what it says
        report.write([searching.measured(size) for size in sizes], pairs)
    return 0


if __name__ == "__main__":
    began = time.monotonic()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmash.config.settings")
    os.environ["OPENMASH_TESTING"] = "1"
    django.setup()
    code = main(sys.argv[1:])
    print(f"bench: {time.monotonic() - began:.0f} s")
    sys.exit(code)

"""Runs the benchmarks on a throw-away database and writes docs/reference/benchmarks.md."""

import subprocess
import sys

from _throwaway import ROOT, on_a_database

USUAL = ["100000", "1000000"]


def main(arguments: list[str]) -> int:
    """Each run is a process of its own, entering the database as the application does."""
    command = [sys.executable, "-m", "tests.bench.measure", *_asked(arguments)]
    return on_a_database(
        lambda environment: (
            subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        )
    )


def _asked(words: list[str]) -> list[str]:
    return words if set(words) - {"search"} else [*words, *USUAL]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

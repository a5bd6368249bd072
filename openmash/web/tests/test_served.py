"""The application as the web server loads it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOADED = "import gc; from openmash.config.wsgi import application; print(gc.get_freeze_count())"


def test_what_is_loaded_for_good_is_not_looked_through_again() -> None:
    """Else every so often a page waits while the whole application is searched for what can go."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=Path(__file__).resolve().parents[3],
        env=os.environ,
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(done.stdout) > 100_000

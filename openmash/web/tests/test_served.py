"""The application as the web server loads it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOADED = """
import gc, sys
from openmash.config.wsgi import application
print(gc.get_freeze_count(), "openmash.frontdoor.contacts.views.tray" in sys.modules)
"""


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
    objects, pages_too = done.stdout.split()
    assert int(objects) > 150_000
    assert pages_too == "True"

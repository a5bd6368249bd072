"""The test database: made once by its owner, used by the application's role, as in life."""

from __future__ import annotations

import os

os.environ.setdefault("OPENMASH_TESTING", "1")
if url := os.environ.get("OPENMASH_TEST_APP_URL"):
    os.environ.setdefault("DATABASE_URL", url)

pytest_plugins = ["tests.fixtures"]

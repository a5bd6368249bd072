"""Loaded before Django's settings: tests enter the database as the application, as in life."""

from __future__ import annotations

import os

os.environ.setdefault("OPENMASH_TESTING", "1")
if url := os.environ.get("OPENMASH_TEST_APP_URL"):
    os.environ["DATABASE_URL"] = url

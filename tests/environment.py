"""Loaded before Django's settings: tests enter the database as the application, as in life."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ.setdefault("OPENMASH_TESTING", "1")
# How long one example takes says something of the machine, not of the product.
settings.register_profile("openmash", deadline=None)
settings.load_profile("openmash")
# The browser of a journey leaves an event loop in the test's thread; no test of ours is async.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
if url := os.environ.get("OPENMASH_TEST_APP_URL"):
    os.environ["DATABASE_URL"] = url

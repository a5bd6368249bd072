"""Buttons that are pressed while something is killed, and how long a press takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from tests.crash.visitor import Visitor

# How long after the first press the kill comes, in the time one press takes.
MOMENTS = (0.8, 2.5)


def sending(visitor: Visitor, worry: str) -> Callable[[], bool]:
    token = visitor.finds(f"/worries/{worry}/check/")
    return partial(visitor.presses, f"/worries/{worry}/send/", token)


def deciding(visitor: Visitor, case: str) -> Callable[[], bool]:
    page = f"/contacts/{case}/decision/"
    return partial(visitor.presses, page, visitor.finds(page), then="decide")


def time_of(press: Callable[[], bool]) -> float:
    began = time.monotonic()
    assert press()
    return time.monotonic() - began


def in_parts(parts: int, all_of: list[str]) -> list[list[str]]:
    size = len(all_of) // parts
    return [all_of[start : start + size] for start in range(0, len(all_of), size)]

"""The three ways a setting is read from the environment."""

from __future__ import annotations

import os
from pathlib import Path


def env_bool(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on."""
    text = os.environ.get(name, "")
    return text.strip().lower() in {"1", "true", "yes", "on"} if text else default


def env_text(name: str, default: str = "") -> str:
    """The text of a setting, or the default."""
    return os.environ.get(name, default)


def env_secret(name: str, default: str = "") -> str:
    """A secret, from `NAME` or from the file named by `NAME_FILE`."""
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(name, default)

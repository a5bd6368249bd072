"""What is said of files in a few words."""

from __future__ import annotations


def say_size(size: int) -> str:
    """820 KB, 1.2 MB."""
    return f"{size / 1048576:.1f} MB" if size >= 1048576 else f"{max(1, round(size / 1024))} KB"

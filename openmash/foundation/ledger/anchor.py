"""The outside anchor: what the ends of the chains were, written where the database cannot reach.

The file belongs on another disk, or in a folder that is shipped off the host within the hour.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from openmash.foundation.ledger.verify import Anchor, heads


def anchor(partnership: str, *, file: Path, at: datetime) -> int:
    """Append the head of each of a partnership's chains and see it onto the disk; how many."""
    found = heads(partnership)
    lines = [
        json.dumps(
            {
                "partnership": partnership,
                "chain": head.chain,
                "position": head.position,
                "hash": head.hash,
                "at": at.isoformat(),
            }
        )
        for head in found
    ]
    _append(file, lines)
    return len(found)


def _append(file: Path, lines: list[str]) -> None:
    if not lines:
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("a", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
        out.flush()
        os.fsync(out.fileno())


def read_anchors(file: Path) -> list[Anchor]:
    """Every anchor ever written; a last line cut short by a power failure is passed over."""
    if not file.exists():
        return []
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        found.append(Anchor(row["partnership"], row["chain"], row["position"], row["hash"]))
    return found

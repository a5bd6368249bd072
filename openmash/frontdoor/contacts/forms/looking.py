"""What somebody asks the tray for: the address says all of it but a child's name.

A name in an address would stand in histories and in the logs of every server on the way. It is kept
with the session, and the address carries a mark for it, so that turning over, looking again and the
rows that come by themselves go by the same words.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.contrib.sessions.backends.base import SessionBase

from openmash.core.text import clean
from openmash.frontdoor.contacts.queries.tray_filters import Looking

NAMES = "tray_names"
MOST_KEPT = 8  # as many tabs as somebody looks in at once
LONGEST = 80


def looking(query: Mapping[str, str], session: Mapping[str, object] | None = None) -> Looking:
    """What the address asks the tray for; nonsense is read as nothing."""
    page, mark = query.get("page", "1"), query.get("named", "")
    return Looking(
        state=query.get("state", ""),
        urgency=query.get("urgency", ""),
        who=query.get("who", "")[:36],
        agency=query.get("agency", ""),
        due=query.get("due", ""),
        reference=query.get("reference", "").strip()[:20],
        named=mark,
        name=_kept(session or {}).get(mark, ""),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def asked_for(posted: Mapping[str, str], session: SessionBase) -> Looking:
    """What the filter was filled in with: a reference has a number in it, and a name has none."""
    said = " ".join(clean(posted.get("find", "")).split())[:LONGEST]
    if not said:
        return looking(posted)
    if any(character.isdigit() for character in said):
        return looking({**posted, "reference": said})
    return looking({**posted, "named": _keep(said, session)}, session)


def _keep(name: str, session: SessionBase) -> str:
    kept = _kept(session)
    mark = next((m for m, words in kept.items() if words == name), secrets.token_urlsafe(6))
    kept.pop(mark, None)
    session[NAMES] = dict([*kept.items(), (mark, name)][-MOST_KEPT:])
    return mark


def _kept(session: Mapping[str, object] | SessionBase) -> dict[str, str]:
    found = session.get(NAMES)
    return dict(found) if isinstance(found, dict) else {}

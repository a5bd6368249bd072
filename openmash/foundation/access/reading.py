"""Every look is written down before anybody sees the page (security test 11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openmash.core.actor import Actor
from openmash.foundation.access.models import ReadLog

Action = ReadLog.Action


def log_read(
    action: ReadLog.Action,
    *,
    by: Actor,
    subject: str,
    about: Iterable[str] = (),
    facts: Mapping[str, object] | None = None,
) -> None:
    """Record a look, list, search or refused attempt in the request's transaction."""
    ReadLog(
        partnership=by.partnership,
        at=by.at,
        user=by.user,
        user_name=by.name,
        role=by.role,
        agency=by.agency,
        action=action,
        subject=subject,
        about=list(about),
        facts=dict(facts or {}),
        reason=by.reason,
        request_id=by.request_id,
    ).save(force_insert=True)

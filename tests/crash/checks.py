"""What must be so of a hub whenever a part of it was killed: nothing by halves, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable

from tests.crash.doomed import DoomedHub
from tests.crash.truth import Deciding, Sending

DRAFT = Sending("draft", 0, 0, 0, 0)
SENT = Sending("submitted", 1, 1, 1, 1)
ACKNOWLEDGED = Sending("acknowledged", 1, 1, 1, 1)
WAITING = Deciding("decision_pending", 0, 0, 0, 0, 0)
DECIDED = Deciding("decided", 2, 2, 1, 1, 1)


def assert_sent_or_draft(hub: DoomedHub, worries: Iterable[str], said: dict[str, bool]) -> None:
    found = {one: hub.truth.sending(one) for one in worries}
    assert all(now in (DRAFT, SENT) for now in found.values()), found
    assert [one for one in worries if said.get(one) and found[one] != SENT] == []


def reactions_done(hub: DoomedHub) -> int:
    return hub.truth.count("ledger_reactionrun WHERE done_at IS NOT NULL")


def nothing_left(hub: DoomedHub) -> bool:
    unacknowledged = "contacts_contact WHERE state IN ('submitted', 'decided')"
    unsent = "messaging_message WHERE state <> 'sent'"
    untold = "contacts_feedback WHERE state <> 'delivered'"
    return not any(hub.truth.count(one) for one in (unacknowledged, unsent, untold))


def assert_each_once(hub: DoomedHub) -> None:
    """Receipts, messages and answers: as many as there are reasons for, and each of them once."""
    sent = hub.truth.count("contacts_contact WHERE submitted_at IS NOT NULL")
    decided = hub.truth.count("contacts_contact WHERE decided_at IS NOT NULL")
    assert _each(hub, "contact.acknowledged") == [1] * sent
    assert _each(hub, "feedback.sent") == _each(hub, "feedback.delivered") == [1] * decided
    assert _each(hub, "message.sent") == [1] * (sent + decided)
    assert hub.truth.count("messaging_message WHERE state = 'sent'") == sent + decided
    assert hub.truth.count("messaging_postbox") == sent + decided
    assert hub.truth.count("clocks_clockrun WHERE code = 'C01' AND stopped_at IS NULL") == 0
    assert hub.truth.count("ledger_reactionrun WHERE done_at IS NULL") == 0


def _each(hub: DoomedHub, event: str) -> list[object]:
    counted = "SELECT count(*) FROM ledger_event WHERE name = %s GROUP BY subject"
    return [row[0] for row in hub.truth.rows(counted, event)]

"""A refusal is words for people, wherever it is read; a form also learns beside which question."""

from __future__ import annotations

import pytest

from openmash.core.refusals import NotReady, Placed, refuse_if


def test_a_reason_with_a_place_is_its_words() -> None:
    with pytest.raises(NotReady, match=r"^Say why; Choose one$") as refused:
        refuse_if([("reason", "Say why"), "Choose one"])
    first, second = refused.value.reasons
    assert (first, second) == ("Say why", "Choose one")
    assert isinstance(first, Placed)
    assert first.field == "reason"
    assert not isinstance(second, Placed)


def test_without_a_reason_nothing_is_refused() -> None:
    refuse_if([])

"""The rules of merging: every reason, in words, from facts alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openmash.foundation.merging import rules
from openmash.foundation.merging.rules import Between, Side

PLAIN = Side()
READERS = st.none() | st.frozensets(st.sampled_from("abcd"), min_size=1)


def test_two_plain_records_take_one_person_and_every_reason_for_two_is_told() -> None:
    assert list(rules.takes_two(PLAIN, PLAIN, Between())) == []
    one = Side(flags=("Missing",), readers=frozenset("a"), protected_address=True)
    between = Between(not_the_same_by="Tom Ashdown", related_as="sibling")
    reasons = list(rules.takes_two(one, PLAIN, between))
    assert reasons == list(rules.takes_two(PLAIN, one, between))
    assert len(reasons) == 5


@given(READERS, READERS)
def test_who_reads_both_reads_each(one: frozenset[str] | None, two: frozenset[str] | None) -> None:
    both = rules.readers_of_all([one, two])
    if one is None and two is None:
        assert both is None
    else:
        assert both is not None
        assert all(both <= readers for readers in (one, two) if readers is not None)


def test_a_join_that_leaves_nobody_or_shuts_out_a_worker_is_refused() -> None:
    one = Side(readers=frozenset("a"), on_case={"a": "Ann"})
    assert len(list(rules.why_not_joined(one, Side(readers=frozenset("b"))))) == 2
    worker = Side(on_case={"w": "Wyn", "a": "Ann"})
    assert list(rules.why_not_joined(one, worker)) == [
        "Wyn is on an open case and could no longer open this person"
    ]
    assert list(rules.why_not_joined(PLAIN, worker)) == []
    # whoever could not open it before loses nothing
    hidden = Side(readers=frozenset("b"), on_case={"w": "Wyn"})
    assert list(rules.shut_out(hidden, frozenset("b"))) == []


def test_a_split_gives_something_and_leaves_something() -> None:
    assert list(rules.why_not_split([], ["a", "b"])) != []
    assert list(rules.why_not_split(["a", "b"], ["a", "b"])) != []
    assert list(rules.why_not_split(["a"], ["a", "b"])) == []


def test_the_second_pair_of_eyes_is_somebody_elses() -> None:
    assert list(rules.why_not_confirmed("ann", "ann")) != []
    assert list(rules.why_not_confirmed("ann", "ben")) == []

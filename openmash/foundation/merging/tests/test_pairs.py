"""What a finder notes waits for a person; what a person answered stays answered."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from openmash.core.actor import Actor, system_actor
from openmash.core.matching import Likelihood
from openmash.core.refusals import NotAllowed
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging.commands import SuggestedPair, note_pairs
from openmash.foundation.merging.models import DuplicatePair
from openmash.foundation.merging.rules import word_for
from openmash.foundation.people.commands import NewPerson, create_person
from openmash.foundation.people.models import Person

Enter = Callable[..., Actor]


def two_records(by: Actor) -> tuple[Person, Person]:
    new = NewPerson("Isla", "Tarrant", "school roll")
    one, two = (create_person(new, key=uuid.uuid4(), by=by) for _ in "12")
    return one, two


def by_itself(by: Actor) -> Actor:
    finder = system_actor("merging.finder", partnership=by.partnership, at=by.at)
    act_as(finder)
    return finder


def test_a_pair_is_noted_once_in_either_order_and_refreshed(enter: Enter) -> None:
    one, two = two_records(enter("hal"))
    finder = by_itself(enter("hal"))
    pair = SuggestedPair(one.pk, two.pk, 0.93, ("same surname",), ("different first names",))
    assert note_pairs([pair], model="1", by=finder) == 1
    turned = SuggestedPair(two.pk, one.pk, 0.995)
    assert note_pairs([turned, replace(pair, probability=0.4)], model="2", by=finder) == 1
    kept = DuplicatePair.objects.get()
    assert (kept.probability, kept.word, kept.model) == (0.995, "Almost certain", "2")
    assert Event.objects.filter(name="merging.pairs_noted").count() == 2


def test_what_is_one_already_or_was_answered_is_left_out(enter: Enter) -> None:
    by = enter("hal")
    (one, two), (three, _) = two_records(by), two_records(by)
    note_pairs([SuggestedPair(one.pk, two.pk, 0.6)], model="1", by=by)
    DuplicatePair.objects.update(state="not_the_same", answered_at=by.at, answered_by=by.name)
    Person.objects.filter(pk=three.pk).update(root=one)
    again = [SuggestedPair(one.pk, two.pk, 0.9), SuggestedPair(two.pk, three.pk, 0.9)]
    same = SuggestedPair(one.pk, three.pk, 0.9)
    assert note_pairs([*again, same], model="1", by=by) == 0
    assert DuplicatePair.objects.get().state == "not_the_same"


def test_only_the_register_is_suggested_to(enter: Enter) -> None:
    one, two = two_records(enter("hal"))
    for key in ("aisha", "tom", "ruth"):
        with pytest.raises(NotAllowed):
            note_pairs([SuggestedPair(one.pk, two.pk, 0.9)], model="1", by=enter(key))


@pytest.mark.parametrize(
    ("probability", "word"),
    [(1.0, Likelihood.ALMOST_CERTAIN), (0.95, Likelihood.VERY_LIKELY), (0.5, Likelihood.LIKELY),
     (0.49, Likelihood.UNLIKELY)],
)  # fmt: skip
def test_how_sure_is_said_in_words(probability: float, word: Likelihood) -> None:
    assert word_for(probability) is word

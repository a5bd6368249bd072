"""One look for duplicates in one partnership: everything of it or nothing, in one transaction.

Safe to repeat: pairs that are there already are refreshed, answers stay answers. Restricted records
take no part, not even for their readers: a pair of one of them would tell that they exist.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.commands import record
from openmash.foundation.ledger.queries import latest
from openmash.foundation.merging.commands.pairs import SuggestedPair, note_pairs
from openmash.foundation.merging.events import MergingEvent
from openmash.foundation.merging.finder.linking import Compare, Likely, likely_pairs
from openmash.foundation.merging.finder.model import trained
from openmash.foundation.merging.finder.rows import Row, row_of, whole
from openmash.foundation.merging.models import DuplicatePair
from openmash.foundation.merging.queries.last_look import REGISTER
from openmash.foundation.people.access import register_facts
from openmash.foundation.people.cards import unpack
from openmash.foundation.people.models import PersonCard
from openmash.foundation.reference.queries import number


@transaction.atomic
def look_for_duplicates(*, by: Actor, compare: Compare | None = None) -> int:
    """Compare all standing people of the partnership; how many new pairs wait for somebody.

    In this process, unless another place is named to compare them in (`on_spark.py`).
    """
    act_as(by)
    permit(by, P.PERSON_SUGGEST, register_facts(by))
    people = list(_people(by))
    model = trained()
    percent = number(by.partnership, "duplicates-least-percent")
    least = min(max(percent, 1), 99) / 100  # no evidence is ever wholly certain
    found = (compare or likely_pairs)(people, model, least)
    before = _how_many(by)
    note_pairs(map(_suggested, found), model=f"finder {model.version}", by=by)
    new = _how_many(by) - before
    facts = {"people": len(people), "alike": len(found), "new": new, "model": model.version}
    record(MergingEvent.LOOKED, by=by, subject=REGISTER, facts=facts)
    return new


@transaction.atomic
def note_failure(error: Exception, *, by: Actor) -> None:
    """The page says that nobody has looked; only the kind of error is kept, never a value."""
    act_as(by)
    permit(by, P.PERSON_SUGGEST, register_facts(by))
    facts = {"error": type(error).__name__}
    record(MergingEvent.LOOK_FAILED, by=by, subject=REGISTER, facts=facts)


def is_due(*, by: Actor) -> bool:
    """At the partnership's hour, and when nobody has looked since; a failure is tried again."""
    here = by.at.astimezone(LONDON)
    if here.hour != number(by.partnership, "duplicates-looked-for-at-hour"):
        return False
    last = latest(by.partnership, REGISTER, MergingEvent.LOOKED)
    return last is None or last.at.astimezone(LONDON).date() < here.date()


def _people(by: Actor) -> Iterator[Row]:
    """Each human being once, by the record that stands: what it says first, then what others say."""
    cards = PersonCard.objects.filter(
        partnership_id=by.partnership, person__readers=None, person__withdrawn_at=None
    )
    stands = ExpressionWrapper(Q(person_id=F("person__root_id")), output_field=BooleanField())
    open_ones = cards.filter(person__root__readers=None).order_by(
        "person__root_id", stands.desc(), "person_id"
    )
    said = open_ones.values_list("person__root_id", "said").iterator(chunk_size=5_000)
    for root, rows in groupby(said, key=itemgetter(0)):
        yield row_of(str(root), whole(unpack(text) for _, text in rows))


def _suggested(pair: Likely) -> SuggestedPair:
    one, two = uuid.UUID(pair.one), uuid.UUID(pair.two)
    return SuggestedPair(one, two, pair.probability, pair.reasons, pair.differs)


def _how_many(by: Actor) -> int:
    return DuplicatePair.objects.filter(partnership_id=by.partnership).count()

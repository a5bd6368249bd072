"""What is loaded in bulk is what the commands would have written."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import datetime
from itertools import islice

import psycopg

from openmash.core.actor import Actor
from openmash.foundation.people import commands as do
from openmash.foundation.people.models import PersonCard, PersonKey
from tests import database
from tests.bench.people import Record, stream
from tests.bench.register import load_share, rows_of

SAMPLE = 25


def test_a_sample_has_the_same_cards_keys_and_values(enter: Callable[..., Actor]) -> None:
    by = enter("aisha")
    for record in islice(stream(2_000), SAMPLE):
        loaded = rows_of([record], by.partnership, by.at)
        key = loaded["people_person"][0][0]
        assert isinstance(key, uuid.UUID)
        _write(record, key, by)
        card = PersonCard.objects.get(pk=key)
        said, held = loaded["people_personcard"][0][2:]
        assert (_in_order(card.said), card.keys) == (_in_order(str(said)), held)
        keys = PersonKey.objects.filter(person_id=key).values_list("key", flat=True)
        assert sorted(keys) == [row[1] for row in loaded["people_personkey"]]


def test_everything_that_a_table_asks_for_is_loaded(committed: str, monday: datetime) -> None:
    """A column that is added later must not stop the loading unseen."""
    address = database.url("root", committed)
    load_share(address, SAMPLE, 0, "brackenford", monday)
    with psycopg.connect(address) as root:
        assert root.execute("SELECT count(*) FROM people_person").fetchone() == (SAMPLE,)


def _in_order(said: str) -> str:
    """Names said in one moment stand in any order."""
    facts = json.loads(said)
    return json.dumps(facts | {"n": sorted(facts["n"])})


def _write(one: Record, key: uuid.UUID, by: Actor) -> None:
    new = do.NewPerson(one.given, one.family, one.agency, one.kind, one.birth_date, sex=one.sex)
    person = do.create_person(new, key=key, by=by)
    for given, family in one.known_as:
        do.add_name(person, given, family, kind="known_as", source=one.agency, by=by)
    for kind, value in (("nhs_number", one.nhs_number), ("upn", one.upn)):
        if value:
            do.add_identifier(person, kind, value, source=one.agency, by=by)
    if one.address or one.postcode:
        do.add_address(person, one.address, one.postcode, source=one.agency, by=by)
    if one.phone:
        point = do.NewContactPoint("phone", one.phone, one.agency)
        do.add_contact_point(person, point, by=by)

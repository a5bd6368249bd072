"""Two messages of people without an account: a neighbour’s, and a boy’s own."""

from __future__ import annotations

import uuid

from django.http import QueryDict

from openmash.demo.play import Play
from openmash.frontdoor.ways.commands import receive
from openmash.frontdoor.ways.kinds import PUBLIC, YOUNG, Way
from openmash.frontdoor.ways.secret import secret_of
from openmash.frontdoor.ways.visiting import holder
from openmash.frontdoor.ways.writing import typed_message

HUB = "brackenford"
NEIGHBOUR = {
    "A3": "safe_for_now",
    "B2": "The little one upstairs cries for hours in the evening. The mother goes out at about seven and"
    " I hear nobody else. Last night he called for her through the letter box.",
    "A1_name-1": "Ozzy, I think",
    "A1_age-1": "about 3",
    "A1_address-1": "Flat 9, 40 Quarry Street",
    "B1-1": "neglect",
    "S_how": "acquaintance",
    "D2": "no",
    "X2": "07700 900417",
    "S_safe": "After five, and please leave no message",
    "S_ring": "yes",
}
BOY = {
    "C1-1": "My stepdad locks me out when I am late. I wait in the bin shed. Mum does not know what to do.",
    "A3": "safe_for_now",
    "C3-1": "I want to be let in. I do not want him to know that I wrote this",
    "A1_name-1": "Danny",
    "A1_age-1": "12",
    "A1_address-1": "Tannery Flats, the top one",
    "X2": "07700 900422",
    "S_safe": "At lunch time, ten past twelve",
    "S_ring": "yes",
}


def write_to_us(this: Play) -> None:
    """Both have come, and nobody has looked yet."""
    _tells(this, PUBLIC, 2.5, NEIGHBOUR)
    _tells(this, YOUNG, 1.1, BOY)


def _tells(this: Play, way: Way, hours: float, typed: dict[str, str]) -> None:
    key, data = uuid.uuid4(), QueryDict(mutable=True)
    data.update(typed)
    by = holder(secret_of(key), partnership=HUB, at=this.at(hours))
    this.let(
        by, lambda by: receive(typed_message(way, key, data, by=by), "the demonstration", by=by)
    )

"""The ways in without an account: which form, whose, and what the hub calls whoever used it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openmash.frontdoor.contacts.models import Contact

FAMILY, ACQUAINTANCE, THEMSELVES, OTHER = "1A", "1B", "1C", "1D"  # data §5.4


@dataclass(frozen=True)
class Way:
    """One way in."""

    form: str
    channel: Contact.Channel
    agency: str  # what stands for them among the agencies, so that they are counted and found alike
    unnamed: str
    names: str  # the question that asks for their name
    sources: Mapping[str, str]  # the census source by how they know the child
    otherwise: str


PUBLIC = Way(
    form="public",
    channel=Contact.Channel.PUBLIC_FORM,
    agency="member-of-the-public",
    unnamed="Somebody who did not say who they are",
    names="S_name",
    sources={"family": FAMILY, "acquaintance": ACQUAINTANCE},
    otherwise=OTHER,
)
YOUNG = Way(
    form="young",
    channel=Contact.Channel.YOUNG_FORM,
    agency="young-person",
    unnamed="A young person who did not give a name",
    names="A1_name",
    sources={},
    otherwise=THEMSELVES,
)
# Not without an account: whoever answers the telephone writes for somebody who has none here.
CALL = Way(
    form="call",
    channel=Contact.Channel.PHONE,
    agency=PUBLIC.agency,
    unnamed="A caller who did not say who they are",
    names="S_name",
    sources=PUBLIC.sources,
    otherwise=OTHER,
)
# Who they are among the agencies: code and name.
AGENCIES = {PUBLIC.agency: "Member of the public", YOUNG.agency: "Child or young person"}

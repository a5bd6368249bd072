"""What must be known first of an enquiry, and everything else one step below (L71)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.core.working_time import london_day
from openmash.foundation.access.reading import Action, log_read
from openmash.frontdoor.contacts.access import people_of
from openmash.frontdoor.enquiries.models import EvidenceItem, ItemRank, MashEnquiry
from openmash.frontdoor.enquiries.rules.pertinent import Known, Ranked, in_order

SHOWN = 5


@dataclass(frozen=True)
class Pertinent:
    """Facts with their place, what must be known first on top."""

    rows: Mapping[str, EvidenceItem]
    order: tuple[Ranked, ...]


def pertinent(enquiry: MashEnquiry, *, by: Actor, only: Iterable[str] | None = None) -> Pertinent:
    """Two queries, however many facts; `only` are the keys of those that this reader may see."""
    items = EvidenceItem.objects.filter(enquiry=enquiry, taken_back_at=None)
    rows = {
        str(one.pk): one
        for one in items.select_related("about", "agency", "answer__about__check_of__agency")
    }
    if only is not None:
        rows = {key: rows[key] for key in only if key in rows}
    given = _given(enquiry)
    known = [_known(one, given.get(one.pk)) for one in rows.values()]
    return Pertinent(rows, tuple(in_order(known, london_day(by.at))))


def found_in(
    everything: Pertinent, words: str, reason: str, enquiry: MashEnquiry, *, by: Actor
) -> Pertinent:
    """Facts with all of these words; that somebody searched, and why, is logged like a person search."""
    wanted = words.casefold().split()
    hits = {
        key for key, one in everything.rows.items()
        if all(word in f"{one.text} {one.dated_words}".casefold() for word in wanted)
    }  # fmt: skip
    subject, about = enquiry.contact.subject, people_of(enquiry.contact)
    why = replace(by, reason=reason.strip())
    log_read(Action.SEARCH, by=why, subject=subject, about=about, facts={"found": len(hits)})
    kept = tuple(one for one in everything.order if one.key in hits)
    return Pertinent(everything.rows, kept)


def item_at(enquiry: MashEnquiry, key: uuid.UUID) -> EvidenceItem:
    """One fact of an enquiry that the caller has loaded through `access`; not one taken back."""
    item = EvidenceItem.objects.filter(enquiry=enquiry, pk=key, taken_back_at=None).first()
    if item is None:
        raise NotFound("There is no such fact in this enquiry")
    item.enquiry = enquiry
    return item


def _given(enquiry: MashEnquiry) -> dict[uuid.UUID, ItemRank]:
    """The last word of a practitioner on each fact."""
    rows = ItemRank.objects.filter(item__enquiry=enquiry).order_by("ranked_at", "id")
    return {row.item_id: row for row in rows}


def _known(row: EvidenceItem, given: ItemRank | None) -> Known:
    return Known(
        key=str(row.pk),
        about=str(row.about_id),
        role=row.about.role,
        category=row.category,
        on=row.dated_from,
        until=row.dated_to,
        noted=london_day(row.noted_at),
        given=given.rank if given else 0,
        given_because=f"{given.ranked_by}: {given.reason}" if given else "",
    )

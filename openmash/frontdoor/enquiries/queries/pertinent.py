"""What must be known first of an enquiry, and everything else one step below (L71)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.core.working_time import london_day
from openmash.foundation.access.reading import Action, log_read
from openmash.frontdoor.contacts.access import people_of
from openmash.frontdoor.enquiries.models import EvidenceItem, ItemRank, MashEnquiry
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.rules.pertinent import Known, Ranked, in_order
from openmash.frontdoor.enquiries.states.items import Handling

SHOWN = 5
Row = tuple[uuid.UUID, uuid.UUID, str, str, date | None, date | None, datetime]


@dataclass(frozen=True)
class Pertinent:
    """Every fact in its place, what must be known first on top; read whole only where it is shown."""

    enquiry: MashEnquiry
    known: Mapping[str, Known]
    order: tuple[Ranked, ...]

    read: Mapping[str, EvidenceItem] | None = None  # where a page has read them all

    def rows(self, keys: Iterable[str]) -> dict[str, EvidenceItem]:
        """The facts themselves, with whoever told them; one query at most."""
        if self.read is not None:
            return {key: self.read[key] for key in keys}
        found = EvidenceItem.objects.filter(enquiry=self.enquiry, pk__in=list(keys))
        told = found.select_related("about", "agency", "answer__about__check_of__agency")
        return {str(one.pk): one for one in told}


def pertinent(enquiry: MashEnquiry, *, by: Actor, only: Iterable[str] | None = None) -> Pertinent:
    """Two queries of few columns, however many facts; `only` are those that this reader may see."""
    items = EvidenceItem.objects.filter(enquiry=enquiry, taken_back_at=None)
    rows = items.values_list(
        "pk", "about_id", "about__role", "category", "dated_from", "dated_to", "noted_at"
    )
    given = _given(enquiry)
    wanted = None if only is None else set(only)
    known = {str(row[0]): _known(row, given.get(row[0])) for row in rows}
    seen = {key: one for key, one in known.items() if wanted is None or key in wanted}
    return Pertinent(enquiry, seen, tuple(in_order(seen.values(), london_day(by.at))))


def pertinent_in(rows: EnquiryRows, *, by: Actor) -> Pertinent:
    """The same of rows that were read together with others."""
    standing = {str(one.pk): one for one in rows.items if one.taken_back_at is None}
    given = {one.item_id: one for one in rows.ranks}
    known = {key: _known(_row(one), given.get(one.pk)) for key, one in standing.items()}
    return Pertinent(
        rows.enquiry, known, tuple(in_order(known.values(), london_day(by.at))), standing
    )


def written_down(enquiry: MashEnquiry, *, by: Actor) -> Pertinent:
    """The facts that came with no agency's answer and may stand on paper: not what is only spoken (H4)."""
    facts = EvidenceItem.objects.filter(enquiry=enquiry, answer=None, taken_back_at=None)
    kept = facts.exclude(handling__contains=[Handling.H4]).values_list("pk", flat=True)
    return pertinent(enquiry, by=by, only=map(str, kept))


def only_spoken(enquiry: MashEnquiry) -> int:
    """How many facts may be passed on by word of mouth only, and so stand on no paper (H4)."""
    facts = EvidenceItem.objects.filter(enquiry=enquiry, taken_back_at=None)
    return facts.filter(handling__contains=[Handling.H4]).count()


def found_in(everything: Pertinent, words: str, reason: str, *, by: Actor) -> Pertinent:
    """Facts with all of these words; that somebody searched, and why, is logged like a person search."""
    enquiry = everything.enquiry
    texts = EvidenceItem.objects.filter(enquiry=enquiry, taken_back_at=None)
    for word in words.split():
        texts = texts.filter(Q(text__icontains=word) | Q(dated_words__icontains=word))
    hits = {str(key) for key in texts.values_list("pk", flat=True)}
    kept = tuple(one for one in everything.order if one.key in hits)
    subject, about = enquiry.contact.subject, people_of(enquiry.contact)
    why = replace(by, reason=reason.strip())
    log_read(Action.SEARCH, by=why, subject=subject, about=about, facts={"found": len(kept)})
    return replace(everything, order=kept)


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


def _row(one: EvidenceItem) -> Row:
    role = one.about.role
    return (one.pk, one.about_id, role, one.category, one.dated_from, one.dated_to, one.noted_at)


def _known(row: Row, given: ItemRank | None) -> Known:
    key, about, role, category, on, until, noted = row
    return Known(
        key=str(key),
        about=str(about),
        role=role,
        category=category,
        on=on,
        until=until,
        noted=london_day(noted),
        given=given.rank if given else 0,
        given_because=f"{given.ranked_by}: {given.reason}" if given else "",
    )

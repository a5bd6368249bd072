"""What the enquiry brings to a rationale: what health says it means, and the facts (P6, P7, L71).

Facts are offered as far as they must be known first; what somebody has cited stays, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.queries.evidence import Evidence
from openmash.frontdoor.enquiries.access import record_facts
from openmash.frontdoor.enquiries.models import EvidenceItem, MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.queries.health import HealthPart, Read, written_in
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.queries.pertinent import pertinent
from openmash.frontdoor.enquiries.rules.items import conditions
from openmash.frontdoor.enquiries.states.items import Handling

OFFERED = 12  # a rationale rests on a few; the rest is one step away, and can be cited from there


def told_in_enquiry(
    contact: Contact, part: HealthPart | None, decisions: Iterable[ThresholdDecision], *, by: Actor
) -> tuple[Evidence, ...]:
    """For this reader: all facts, or those about health, or none; and the reading that counts."""
    if part is None:
        return ()
    cited = {
        str(key)
        for one in decisions
        for point in one.rationale
        for key in point.get("evidence", ())
    }
    names = {str(one.row.pk): one.name for one in scope_of(part.enquiry, by=by)}
    return (*_readings(part, names, by), *_facts(part, cited, names, by))


def _readings(part: HealthPart, names: Mapping[str, str], by: Actor) -> Iterator[Evidence]:
    read = part.standing
    if read is None or not may(by, P.HEALTH_READ, record_facts(part.enquiry)):
        return
    positions = _positions(part.enquiry)
    said = written_in(read.row)
    for key, words in {**said.children, **said.adults}.items():
        called = names.get(key, "Somebody you may not know of")
        yield _meaning(read, key, f"Health, for {called}: {words}", positions.get(key, 0))
    if read.row.nil_return:
        yield _meaning(read, "nil", f"Health: {said.known}", 0)


def _meaning(read: Read, key: str, words: str, position: int) -> Evidence:
    signed = " and ".join(f"{one.signed_by} ({one.body})" for one in read.signatures if one.agrees)
    written = read.row.written_at
    note = f"level of health concern: {read.row.concern}"
    reading = f"health:{read.row.pk}:{key}"
    return Evidence(reading, words, signed, written, "opinion", position, note=note)


def _facts(
    part: HealthPart, cited: set[str], names: Mapping[str, str], by: Actor
) -> Iterator[Evidence]:
    record, positions = record_facts(part.enquiry), _positions(part.enquiry)
    only = None if may(by, P.CHECK_READ, record) else _of_health(part, by)
    found = pertinent(part.enquiry, by=by, only=only)
    keys = [
        one.key
        for place, one in enumerate(found.order)
        if place < OFFERED or f"item:{one.key}" in cited
    ]
    rows = found.rows(keys)
    for key in keys:
        yield _fact(rows[key], names, positions)


def _of_health(part: HealthPart, by: Actor) -> list[str]:
    if not may(by, P.HEALTH_READ, record_facts(part.enquiry)):
        return []
    return [str(one.item.pk) for one in part.told if one.item is not None]


def _fact(row: EvidenceItem, names: Mapping[str, str], positions: Mapping[str, int]) -> Evidence:
    agency = row.answer.about.check_of.agency if row.answer is not None else row.agency
    about = str(row.about_id)
    called = names.get(about, "Somebody you may not know of")
    return Evidence(
        f"item:{row.pk}",
        f"{called}: {row.text}",
        ", ".join(filter(None, [agency.name if agency else "The hub", row.source_system])),
        row.dated_from or row.noted_at,
        row.certainty,
        positions.get(about, 0),
        note=" · ".join(
            [*conditions(row.tell_family, row.handling), *filter(None, [row.dated_words])]
        ),
        spoken=Handling.H4 in row.handling,
    )


def _positions(enquiry: MashEnquiry) -> dict[str, int]:
    rows = ScopePerson.objects.filter(enquiry=enquiry, child__isnull=False)
    return {str(key): place for key, place in rows.values_list("pk", "child__position")}

"""Health in an enquiry, as the gate and the pages need it (P6). Everything is gathered in a few queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.working_time import london_day
from openmash.foundation.access.holdings import registration_of
from openmash.foundation.access.models import Agency, Registration
from openmash.foundation.files.kinds import SHAPES, Kind
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.states import FileState
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.tray_rows import name_of
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    CheckAnswer,
    EvidenceItem,
    HealthAnalysis,
    HealthDraft,
    HealthEmergency,
    HealthReading,
    HealthSignature,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.checks import told_in_words
from openmash.frontdoor.enquiries.queries.health_files import (
    KINDS,
    STATES,
    Came,
    files_about_health,
    told_in_answer,
)
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.rules.health import (
    Emergency,
    HealthFacts,
    Seen,
    Signed,
    Signer,
    Thing,
    Written,
    draft_in,
    seal,
)
from openmash.frontdoor.enquiries.states import OPEN, Outcome, ScopeRole
from openmash.frontdoor.enquiries.states.health import HealthState, Part
from openmash.frontdoor.enquiries.states.items import HEALTH, Category, Certainty

CARED_FOR_BY = (ScopeRole.PARENT, ScopeRole.CARER)
SPOKEN_OF = (ScopeRole.CHILD, *CARED_FOR_BY)
FACTS_ALONE = "Answered with facts, which stand here one by one"
READ_IN = frozenset({HealthState.SIGNED, HealthState.SECOND})


@dataclass(frozen=True)
class Told:
    """One thing about health that somebody told, with its number for ever: H1, H2, …"""

    key: str
    number: str
    about: tuple[uuid.UUID, ...]  # a file may speak of all whom its agency was asked about
    text: str
    source: str
    on: str
    category: str
    certainty: str
    mental: bool
    told_at: datetime
    taken_back: str = ""
    item: EvidenceItem | None = None
    file: StoredFile | None = None
    put_right: bool = False  # an answer that its agency has given otherwise since

    @property
    def thing(self) -> Thing:
        """What the gate needs to know of it."""
        if self.file is not None:  # what nobody could open yet, nobody has read
            state = self.file.state
            standing = state != FileState.IN_ERROR
            return Thing(f"{self.key}:{state}", mental=self.mental, standing=standing)
        gone = "taken_back" if self.taken_back else "put_right" if self.put_right else ""
        key = f"{self.key}:{gone}" if gone else self.key
        return Thing(key, mental=self.mental, standing=not gone)


@dataclass(frozen=True)
class Read:
    """A signed reading with its signatures, the author's first."""

    row: HealthReading
    signatures: tuple[HealthSignature, ...]

    @property
    def author(self) -> HealthSignature | None:
        """Who wrote it."""
        return next((one for one in self.signatures if one.part == Part.AUTHOR), None)


@dataclass(frozen=True)
class HealthPart:
    """Everything about health in one enquiry."""

    enquiry: MashEnquiry
    analysis: HealthAnalysis | None
    told: tuple[Told, ...]
    checks: tuple[AgencyCheck, ...]  # questions to health agencies
    readings: tuple[Read, ...]  # latest first
    emergencies: tuple[HealthEmergency, ...]  # latest first
    facts: HealthFacts

    @property
    def emergency(self) -> HealthEmergency | None:
        """The last decision made before the analysis that nobody has looked back at."""
        return next((one for one in self.emergencies if one.reviewed_at is None), None)

    @property
    def standing(self) -> Read | None:
        """The reading that counts now, signed in full or in part."""
        in_force = self.analysis is not None and self.analysis.state in READ_IN
        return self.readings[0] if in_force and self.readings else None

    @property
    def seen(self) -> Seen:
        """What somebody who looks now has before them, and would sign."""
        draft = getattr(self.analysis, "draft", None)
        words = (
            str(self.standing.row.pk) if self.standing else draft_in(draft.version if draft else 0)
        )
        return Seen(seal(self.facts.keys | self.facts.people), words)


def health_part(enquiry: MashEnquiry) -> HealthPart:
    """Gather it. The caller has checked access."""
    rows = EnquiryRows(enquiry)
    rows.read_health()
    return health_in(rows)


def health_in(rows: EnquiryRows) -> HealthPart:
    """The same of rows that were read together with others."""
    enquiry, analysis, emergencies = rows.enquiry, rows.analysis, tuple(rows.emergencies)
    asked = tuple(one for one in rows.checks if one.agency.kind in KINDS)
    told = told_of_health(rows)
    readings = _readings(rows)
    facts = HealthFacts(
        things=tuple(one.thing for one in told),
        asked=bool(asked),
        mental_asked=any(_is_mental(one.agency) for one in asked),
        state=analysis.state if analysis else "",
        signed=_signed(analysis, readings, enquiry),
        people=_people(rows),
        left_out=_left_out(rows),
    )
    facts = replace(facts, decided_before=_is_decided_before(enquiry, emergencies, facts))
    return HealthPart(enquiry, analysis, told, asked, readings, emergencies, facts)


def health_of_contact(contact: Contact) -> HealthPart | None:
    """Health in the enquiry about a contact; also in one that ended, whose facts are still known."""
    enquiry = MashEnquiry.objects.filter(contact=contact).first()
    if enquiry is None:
        return None
    enquiry.contact = contact
    return health_part(enquiry)


def health_of_duplicates(contact: Contact) -> tuple[HealthPart, ...]:
    """Health in the enquiries about what turned out to be the same worry: it is decided here."""
    rows = MashEnquiry.objects.filter(contact__duplicate_of=contact).select_related("contact")
    return tuple(health_part(one) for one in rows.order_by("opened_at", "id"))


def told_of_health(rows: EnquiryRows) -> tuple[Told, ...]:
    """In the order it was told. What was taken back keeps its number: its reader sees that it was."""
    items = [one for one in rows.items if one.category in HEALTH or _is_told_by_health(one)]
    last: dict[uuid.UUID, int] = {}
    for one in rows.answers:
        last[one.about_id] = max(one.number, last.get(one.about_id, 0))
    answers = [
        _answer(one, put_right=one.number != last[one.about_id])
        for one in rows.answers
        if one.outcome == Outcome.INFO
        and (_is_of_health(one.about.check_of.agency) or told_in_answer(one))
    ]
    came = [_file(one) for one in files_about_health(rows)]
    found = sorted([*map(_item, items), *answers, *came], key=lambda one: (one.told_at, one.key))
    return tuple(_numbered(one, place) for place, one in enumerate(found, 1))


def signer_of(by: Actor) -> tuple[Signer, Registration | None]:
    """This person as the register of practitioners knows them now."""
    held = registration_of(by)
    if held is None:
        return Signer(by.user), None
    return Signer(by.user, held.body, frozenset(held.competences)), held


def draft_of(analysis: HealthAnalysis) -> HealthDraft | None:
    """What is being written, if anything is."""
    return HealthDraft.objects.filter(analysis=analysis).first()


def written_in(row: HealthDraft | HealthReading | None) -> Written:
    """The words under the headings."""
    if row is None:
        return Written()
    return Written(
        known=row.known,
        children=dict(row.children),
        adults=dict(row.adults),
        unknown=row.unknown,
        protective=row.protective,
        recommended=row.recommended,
        concern=row.concern,
        confidence=row.confidence,
    )


def _people(rows: EnquiryRows) -> frozenset[str]:
    """Of whom a reading speaks; also of somebody whom its reader may not know of."""
    here = (one for one in rows.everybody if one.removed_at is None)
    return frozenset(str(one.pk) for one in here if one.role in SPOKEN_OF)


def _left_out(rows: EnquiryRows) -> tuple[str, ...]:
    """Children of the contact, most often named later, about whom the open enquiry asks nobody."""
    if rows.enquiry.state not in OPEN:
        return ()
    asked = {one.child_id for one in rows.everybody if one.removed_at is None}
    return tuple(name_of(child) for child in rows.children if child.pk not in asked)


def _readings(rows: EnquiryRows) -> tuple[Read, ...]:
    signed: dict[uuid.UUID, list[HealthSignature]] = defaultdict(list)
    for one in sorted(rows.signatures, key=lambda s: (s.part, s.signed_at)):
        signed[one.reading_id].append(one)
    return tuple(Read(row, tuple(signed[row.pk])) for row in rows.readings)


def _signed(
    analysis: HealthAnalysis | None, readings: tuple[Read, ...], enquiry: MashEnquiry
) -> Signed | None:
    if analysis is None or analysis.state not in READ_IN or not readings:
        return None
    last = readings[0]
    agree = [one for one in last.signatures if one.agrees]
    author = last.author
    return Signed(
        read=frozenset(last.row.read),
        competences=frozenset(tag for one in agree for tag in one.competences),
        author=author.signed_by_user if author else "",
        wants_opinion=last.row.wants_opinion,
        opinions=sum(one.part == Part.SECOND for one in agree),
        signers=frozenset(one.signed_by_user for one in agree),
        about=frozenset(last.row.about),
        of_this_enquiry=last.row.written_at >= enquiry.opened_at,
    )


def _is_decided_before(
    enquiry: MashEnquiry, emergencies: tuple[HealthEmergency, ...], facts: HealthFacts
) -> bool:
    stand = (one for one in emergencies if one.reviewed_at is None)
    said = (Emergency(one.decided_before_at, frozenset(one.knew)) for one in stand)
    return any(one.opens(facts.keys, enquiry.opened_at, enquiry.anew_at) for one in said)


def _item(row: EvidenceItem) -> Told:
    agency = _agency_of(row)
    return Told(
        key=f"item:{row.pk}",
        number="",
        about=(row.about_id,),
        text=row.text,
        source=", ".join(filter(None, [agency.name if agency else "The hub", row.source_system])),
        on=_when(row),
        category=row.category,
        certainty=row.certainty,
        mental=row.category == Category.MENTAL_HEALTH or _is_mental(agency),
        told_at=row.noted_at,
        taken_back=row.taken_back_because if row.taken_back_at else "",
        item=row,
    )


def _answer(row: CheckAnswer, *, put_right: bool) -> Told:
    agency, told = row.about.check_of.agency, sorted(told_in_answer(row))
    return Told(
        key=f"answer:{row.pk}",
        number="",
        about=(row.about.whom_id,),
        text=_in_words(row),
        source=f"{agency.name}, {row.told_by}",
        on=say_date(london_day(row.noted_at)),
        category=told[0] if len(told) == 1 else "",
        certainty=Certainty.REPORTED,
        mental=_is_mental(agency) or Category.MENTAL_HEALTH in told,
        told_at=row.noted_at,
        put_right=put_right,
    )


def _in_words(row: CheckAnswer) -> str:
    """All that was answered beside the facts, which stand for themselves."""
    told = [f"{asked}: {said}" for asked, said in told_in_words(row.about.check_of, row)]
    return " · ".join(filter(None, [row.said, *told])) or FACTS_ALONE


def _file(one: Came) -> Told:
    row = one.row
    return Told(
        key=f"file:{row.pk}",
        number="",
        about=one.asked_about,
        text=f"File {row.number}, {SHAPES[Kind(row.kind)].words}{STATES[row.state]}",
        source=f"{one.check.agency.name}, {row.added_by}",
        on=say_date(london_day(row.added_at)),
        category="",
        certainty="",
        mental=one.mental,
        told_at=row.sent_at or row.added_at,
        file=row,
    )


def _agency_of(row: EvidenceItem) -> Agency | None:
    return row.answer.about.check_of.agency if row.answer is not None else row.agency


def _is_told_by_health(row: EvidenceItem) -> bool:
    return _is_of_health(row.agency) or _is_of_health(_agency_of(row))


def _is_of_health(agency: Agency | None) -> bool:
    return agency is not None and agency.kind in KINDS


def _is_mental(agency: Agency | None) -> bool:
    return agency is not None and agency.kind == Agency.Kind.MENTAL_HEALTH_TRUST


def _when(row: EvidenceItem) -> str:
    if row.dated_from is None:
        return row.dated_words
    day = say_date(row.dated_from)
    return f"{day} to {say_date(row.dated_to)}" if row.dated_to else day


def _numbered(one: Told, place: int) -> Told:
    return replace(one, number=f"H{place}")

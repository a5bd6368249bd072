"""The analysis as its page draws it: facts left, meaning right, and what stands in the way (P6)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.foundation.access.models import Registration
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.clocks.queries import running
from openmash.foundation.ui.parts import Act, Due, Link, Need, Tab
from openmash.foundation.ui.wording import at_when, listed, short_when
from openmash.frontdoor.contacts.queries.tray_rows import due_of
from openmash.frontdoor.enquiries.access import record_facts
from openmash.frontdoor.enquiries.models import HealthEmergency, HealthSignature, MashEnquiry
from openmash.frontdoor.enquiries.queries.health import (
    HealthPart,
    Read,
    Told,
    health_part,
    signer_of,
    written_in,
)
from openmash.frontdoor.enquiries.queries.page import Asked
from openmash.frontdoor.enquiries.queries.pertinent import pertinent
from openmash.frontdoor.enquiries.rules import health as rules
from openmash.frontdoor.enquiries.rules.health import Written
from openmash.frontdoor.enquiries.rules.items import conditions
from openmash.frontdoor.enquiries.rules.pertinent import LAST, Ranked
from openmash.frontdoor.enquiries.states import ANSWERED, CHECK_WORDS, CheckState, ScopeRole
from openmash.frontdoor.enquiries.states.health import HEALTH_WORDS, WRITABLE, HealthState
from openmash.frontdoor.enquiries.states.items import CATEGORY_WORDS, Category, Handling

HIDDEN = "somebody you may not know of"
AFTER_YOU = "It is about mental health: after you, a practitioner with that competence signs."
PARTS = {"author": "wrote and signed it", "second": "gave the second signature"}


@dataclass(frozen=True)
class FactLine:
    """One thing that was told, with its number for ever."""

    number: str
    text: str
    source: str
    date: str
    certainty: str
    note: str
    first: bool
    why: str = ""
    taken_back: str = ""
    put_right: bool = False
    rank: str = ""
    path: str = ""  # where a file is opened
    spoken: bool = False  # by word of mouth only: on no paper


@dataclass(frozen=True)
class Meaning:
    """One heading and its words."""

    title: str
    words: str


@dataclass(frozen=True)
class ReadingView:
    """A signed reading, as everybody who may read it sees it."""

    title: str
    meanings: tuple[Meaning, ...]
    weighed: str
    signatures: tuple[str, ...]
    counts: bool


@dataclass(frozen=True)
class HealthPage:
    """The page."""

    state: str
    facts: tuple[FactLine, ...]
    sources: int
    not_here: tuple[str, ...]
    readings: tuple[ReadingView, ...]
    act: Act
    due: Due | None
    tabs: tuple[Tab, ...]
    writes: bool
    seen: str
    emergencies: tuple[str, ...]
    holder: str


@dataclass(frozen=True)
class People:
    """Of whom something is said."""

    children: tuple[tuple[str, str], ...]
    adults: tuple[tuple[str, str], ...]
    names: Mapping[uuid.UUID, str]


def people_in(scope: list[Asked]) -> People:
    """The children, and the adults who care for them."""
    here = [one for one in scope if one.row.removed_at is None]
    carers = (ScopeRole.PARENT, ScopeRole.CARER)
    return People(
        children=tuple((str(o.row.pk), o.name) for o in here if o.row.role == ScopeRole.CHILD),
        adults=tuple((str(o.row.pk), o.name) for o in here if o.row.role in carers),
        names={one.row.pk: one.name for one in scope},
    )


def draw(part: HealthPart, people: People, written: Written, *, by: Actor) -> HealthPage:
    """Draw it for this person at this moment."""
    analysis = part.analysis
    clocks = running([analysis.subject] if analysis else [], at=by.at)
    clock = next(iter(clocks.get(analysis.subject, ())), None) if analysis else None
    writes = may(by, P.HEALTH_WRITE, record_facts(part.enquiry))
    return HealthPage(
        state=HEALTH_WORDS[HealthState(analysis.state)] if analysis else "",
        facts=tuple(_facts(part, people, by, ranks=writes)),
        sources=len({one.source for one in part.told}),
        not_here=tuple(
            f"{one.agency.name}: {CHECK_WORDS[CheckState(one.state)].lower()}"
            for one in part.checks
            if one.state not in ANSWERED
        ),
        readings=tuple(_reading(one, part, people, by) for one in part.readings),
        act=_act(part, people, written, by, writes=writes),
        due=due_of(clock, by) if clock else None,
        tabs=_tabs(part, by),
        writes=writes and analysis is not None and analysis.state in WRITABLE,
        seen=part.seen.told,
        emergencies=tuple(_emergency(one, by) for one in part.emergencies),
        holder=analysis.allocated_name if analysis else "",
    )


def draw_readings(
    enquiry: MashEnquiry, scope: list[Asked], *, by: Actor
) -> tuple[ReadingView, ...]:
    """What practitioners signed, latest first, for those who may read it; nothing for others."""
    if not may(by, P.HEALTH_READ, record_facts(enquiry)):
        return ()
    part = health_part(enquiry)
    return tuple(_reading(one, part, people_in(scope), by) for one in part.readings)


def _tabs(part: HealthPart, by: Actor) -> tuple[Tab, ...]:
    here, record = part.enquiry.contact.hub_path, record_facts(part.enquiry)
    decision = (Tab("Decision", f"{here}decision/"),) if may(by, P.DECISION_READ, record) else ()
    health = Tab("Health", f"/health/{part.enquiry.contact.reference}/", current=True)
    return (Tab("Contact", here), Tab("Enquiry", f"{here}enquiry/"), health, *decision)


def _facts(part: HealthPart, people: People, by: Actor, *, ranks: bool) -> list[FactLine]:
    """What must be known first on top; the numbers stay as they were given."""
    items = [str(one.item.pk) for one in part.told if one.item is not None]
    found = pertinent(part.enquiry, by=by, only=items)
    places = {one.key: (place, one) for place, one in enumerate(found.order)}

    def order(one: Told) -> tuple[int, int]:
        known = places.get(str(one.item.pk)) if one.item is not None else None
        return (not one.thing.standing, known[0] if known else len(places))

    return [_fact(one, part, people, places, ranks=ranks) for one in sorted(part.told, key=order)]


def _fact(
    one: Told,
    part: HealthPart,
    people: People,
    places: Mapping[str, tuple[int, Ranked]],
    *,
    ranks: bool,
) -> FactLine:
    known = places.get(str(one.item.pk)) if one.item is not None else None
    note = [f"about {listed([people.names.get(key, HIDDEN) for key in one.about])}"]
    note += [CATEGORY_WORDS[Category(one.category)]] if one.category else []
    note += conditions(one.item.tell_family, one.item.handling) if one.item else []
    path = f"/health/{part.enquiry.contact.reference}/rank/{one.item.pk}/" if one.item else ""
    return FactLine(
        number=one.number,
        text=one.text,
        source=one.source,
        date=one.on,
        certainty=one.certainty,
        note=" · ".join(note),
        first=known is not None and known[1].rank < LAST,
        why=f"Why it stands here: {known[1].why}" if known else "",
        taken_back=one.taken_back,
        put_right=one.put_right,
        rank=path if ranks and known else "",
        path=_opens(one, people),
        spoken=one.item is not None and Handling.H4 in one.item.handling,
    )


def _opens(one: Told, people: People) -> str:
    """A file may speak of all of them: it is not for somebody who may not know of one (§0.7)."""
    if one.file is None or not set(one.about) <= set(people.names):
        return ""
    return reverse("file", args=[one.file.pk])


def _reading(read: Read, part: HealthPart, people: People, by: Actor) -> ReadingView:
    words = written_in(read.row)
    found = meanings(words, people)
    if read.row.wants_opinion:
        found.append(Meaning("Asked of a second opinion", read.row.question))
    return ReadingView(
        title=f"Reading {read.row.number}, {short_when(read.row.written_at, by.at)}",
        meanings=tuple(one for one in found if one.words),
        weighed=_weighed(words, nil=read.row.nil_return),
        signatures=tuple(_signature(one, by) for one in read.signatures),
        counts=part.standing is not None and part.standing.row.pk == read.row.pk,
    )


def meanings(words: Written, people: People) -> list[Meaning]:
    """The headings in their order, whether signed or being written."""
    found = [Meaning("What is known", words.known)]
    found += [Meaning(f"For {_called(k, people)}", text) for k, text in words.children.items()]
    found += [
        Meaning(f"For {_called(k, people)} as a parent or carer", text)
        for k, text in words.adults.items()
    ]
    return [
        *found,
        Meaning("What helps", words.protective),
        Meaning("What is not known", words.unknown),
        Meaning("What health recommends", words.recommended),
    ]


def _weighed(words: Written, *, nil: bool) -> str:
    if nil:
        return "No relevant health information"
    return f"Level of health concern: {words.concern}. How sure: {words.confidence}."


def _called(key: str, people: People) -> str:
    return people.names.get(uuid.UUID(key), HIDDEN)


def _signature(one: HealthSignature, by: Actor) -> str:
    tags = [str(Registration.Competence(tag).label).lower() for tag in one.competences]
    said = PARTS[one.part] if one.agrees else "sees it otherwise"
    words = f": “{one.words}”" if one.words else ""
    who = f"{one.signed_by} ({one.body} {one.registration}; {', '.join(tags)})"
    return f"{who} {said}, {short_when(one.signed_at, by.at)}{words}"


def _emergency(one: HealthEmergency, by: Actor) -> str:
    when = short_when(one.decided_before_at, by.at)
    said = f"Not waited for health: {one.decided_before_by}, {when}: “{one.reason}”"
    if one.reviewed_at is None:
        return f"{said} To be looked back at {at_when(one.review_due, by.at)}."
    verdict = "agrees" if one.verdict == "agrees" else "health changes the picture"
    return f"{said} {one.reviewed_by} looked back: {verdict}. “{one.verdict_because}”"


def _act(part: HealthPart, people: People, written: Written, by: Actor, *, writes: bool) -> Act:
    if part.analysis is None:
        return Act(
            "Nothing is asked of health", intro="No health agency was asked, and nothing is known."
        )
    if not writes:
        return _read_only(part, by)
    state = part.analysis.state
    if state == HealthState.SECOND:
        return _second(part, by)
    if state == HealthState.SIGNED:
        links = (*_back(part, by), *_more(part))
        return Act("Signed", intro="Something new about health asks for it anew.", links=links)
    return _sign(part, people, written, by)


def _read_only(part: HealthPart, by: Actor) -> Act:
    waits = [Need(text, "#state", "a health practitioner’s to sign")
             for text in rules.why_waiting_for_health(part.facts)]  # fmt: skip
    needs = (*_left_out(part), *waits)
    here = f"{part.enquiry.contact.hub_path}enquiry/health/before/"
    before = may(by, P.HEALTH_DECIDE_BEFORE, record_facts(part.enquiry)) and waits
    links = (Link("It cannot wait: decide before", here, "where waiting would endanger a child"),)
    title = "The health gate is shut" if needs else "The health gate is open"
    intro = "" if needs else "What health says can be used in the decision."
    return Act(title, intro=intro, blockers=needs, links=links if before else ())


def _left_out(part: HealthPart) -> list[Need]:
    here = f"{part.enquiry.contact.hub_path}enquiry/people/add/"
    return [Need(text, here, "whoever runs the enquiry") for text in rules.why_left_out(part.facts)]


def _sign_after(name: str) -> str:
    """A reading is of its people: with one more it would have to be written anew."""
    return f"{name} is not among those asked about yet. Sign after the hub has put this child in."


def _sign(part: HealthPart, people: People, written: Written, by: Actor) -> Act:
    signer, held = signer_of(by)
    found = list(rules.why_not_signed(part.facts, written, signer, people.children, people.adults))
    needs = tuple(Need(text, "#draft") for text in found)
    alone = not part.facts.mental or rules.MENTAL_HEALTH in signer.competences
    looked_up = f"{held.body}, looked up {say_date(held.checked_on)}" if held else ""
    done = (Need("You are registered", "", looked_up),) if held else ()
    notes = (*(() if alone else (AFTER_YOU,)), *map(_sign_after, part.facts.left_out))
    here = f"/health/{part.enquiry.contact.reference}/"
    return Act(
        "Sign",
        button="Sign" if alone else "Sign my part",
        then="sign",
        intro="" if needs else "Nothing stands in the way.",
        blockers=needs,
        done=done,
        notes=notes,
        links=(
            *_take_on(part, by),
            Link("Sign, and ask for a second opinion", f"{here}opinion/"),
            Link("No relevant health information", f"{here}nil/", "that, too, is signed"),
            *_more(part),
        ),
    )


def _take_on(part: HealthPart, by: Actor) -> tuple[Link, ...]:
    analysis = part.analysis
    if analysis is None or analysis.allocated_to == by.user:
        return ()
    held = f"held by {analysis.allocated_name}" if analysis.allocated_to else "nobody holds it"
    return (Link("Take it on", f"/health/{part.enquiry.contact.reference}/take-on/", held),)


def _second(part: HealthPart, by: Actor) -> Act:
    here = f"/health/{part.enquiry.contact.reference}/"
    back = _back(part, by)
    if back:
        intro = "You have signed. The gate opens with one more signature."
        return Act("Waits for a second signature", intro=intro, links=(*back, *_more(part)))
    links = (
        Link("Give the second signature", f"{here}countersign/", "you have read it, and agree"),
        Link("I see it otherwise", f"{here}differ/", "it goes back to be written"),
        *_more(part),
    )
    return Act("Second signature", intro="Read the facts and the reading first.", links=links)


def _back(part: HealthPart, by: Actor) -> tuple[Link, ...]:
    """For whoever signed, as long as nobody has decided on it."""
    own = part.enquiry.contact
    decided = (own.duplicate_of or own).decided_at is not None
    if any(rules.why_not_taken_back(part.facts.signed, by.user, decided=decided)):
        return ()
    path = f"/health/{own.reference}/back/"
    return (Link("Take my signature back", path, "it was a mistake, and nobody has decided on it"),)


def _more(part: HealthPart) -> tuple[Link, ...]:
    if part.emergency is None:
        return ()
    path = f"/health/{part.enquiry.contact.reference}/look-back/"
    return (Link("Look back at what was decided", path, "decided before health had read"),)

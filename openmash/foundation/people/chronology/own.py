"""What the register itself knows of a life: where, with whom, born, died, flagged, heard, noted."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.people.chronology.lines import (
    Certainty,
    Hold,
    Line,
    Roots,
    Significance,
    provide,
)
from openmash.foundation.people.chronology.rules import GUARDED, is_guarded
from openmash.foundation.people.models import (
    Address,
    ChronologyNote,
    Involvement,
    Person,
    PersonFlag,
    Voice,
)

INVOLVEMENT, HOME, LIFE, FLAG, VOICE = "involvement", "home", "life", "flag", "voice"
KINDS = {
    INVOLVEMENT: "Who works with them",
    HOME: "Where they live",
    LIFE: "Birth and death",
    FLAG: "Flag",
    VOICE: "Child’s words",
}
NOTE_KINDS = {
    "incident": "Incident",
    "health": "Health",
    "education": "School and learning",
    "police": "Police",
    "family": "Family change",
    "work": "Work with the family",
    "other": "Other event",
}
HIDDEN_FLAGS = {PersonFlag.Code.PROTECTED_IDENTITY, PersonFlag.Code.STAFF_RELATIVE}
# A family knows of its plans; who is a danger to whom is told by those who keep the danger away.
TOLD_FLAGS = {
    PersonFlag.Code.CP_PLAN,
    PersonFlag.Code.LOOKED_AFTER,
    PersonFlag.Code.CHILD_IN_NEED,
    PersonFlag.Code.EHCP,
    PersonFlag.Code.PRIVATE_FOSTERING,
}


def register() -> None:
    """Give what the register knows to every chronology; called once, when the product starts."""
    provide("people", of_the_register, kinds=KINDS)
    provide("notes", of_notes, kinds=NOTE_KINDS)


def of_the_register(roots: Roots, by: Actor) -> Iterator[Line]:
    """Births and deaths, moves, flags, who began and ceased to work with them, what they said."""
    yield from _lives(roots)
    yield from _homes(roots)
    yield from _flags(roots)
    yield from _involvements(roots)
    yield from _voices(roots)


def of_notes(roots: Roots, by: Actor) -> Iterator[Line]:
    """What was written by hand and stands: not what was corrected or entered in error."""
    rows = ChronologyNote.objects.filter(
        person__in=list(roots), replaced_by=None, in_error_at=None
    ).select_related("agency")
    for note in rows:
        hidden = is_guarded(note.holds, by.role)
        yield Line(
            key=f"note:{note.pk}",
            person=roots[note.person_id],
            day=note.happened_on,
            until=note.until,
            kind=note.kind,
            text=GUARDED if hidden else note.text,
            source=note.source,
            recorded_at=note.recorded_at,
            certainty=note.certainty,
            significance=note.significance,
            agency=note.agency_id or "",
            agency_name=note.agency.name if note.agency else "",
            href=f"/people/{roots[note.person_id]}/chronology/notes/{note.pk}/",
            holds=frozenset(note.holds),
        )


def _lives(roots: Roots) -> Iterator[Line]:
    for one in Person.objects.filter(pk__in=list(roots)):
        root = roots[one.pk]
        sure = Certainty.REPORTED if one.birth_date_estimated else Certainty.FACT
        for key, day, words, weight in (
            ("born", one.birth_date, "Born", Significance.ROUTINE),
            ("due", one.expected_birth_date, "Baby due", Significance.NOTABLE),
            ("died", one.death_date, "Died", Significance.SIGNIFICANT),
        ):
            if day is not None:
                yield Line(
                    key=f"{key}:{root}",
                    person=root,
                    day=day,
                    kind=LIFE,
                    text=words,
                    source=one.source,
                    recorded_at=one.recorded_at,
                    certainty=sure,
                    significance=weight,
                )


def _homes(roots: Roots) -> Iterator[Line]:
    """A protected address is said to be one, to everybody: a chronology is printed and passed on."""
    for one in Address.objects.filter(person__in=list(roots), in_error_at=None):
        root, hidden = roots[one.person_id], one.confidential
        where = one.place or one.lines.casefold()
        if one.starts_on:
            to = "a protected address" if hidden else _written(one)
            yield _home(one, root, f"home:{where}:from", one.starts_on, f"Moved to {to}")
        if one.ends_on:
            out_of = "a protected address" if hidden else _written(one)
            yield _home(one, root, f"home:{where}:left", one.ends_on, f"Left {out_of}")


def _home(one: Address, root: uuid.UUID, key: str, day: date, text: str) -> Line:
    return Line(
        key=f"{key}:hidden" if one.confidential else key,
        person=root,
        day=day,
        kind=HOME,
        text=text,
        source=one.source,
        recorded_at=one.recorded_at,
        certainty=one.certainty,
        significance=Significance.SIGNIFICANT if one.confidential else Significance.ROUTINE,
        holds=frozenset({Hold.PROTECTED} if one.confidential else ()),
    )


def _written(one: Address) -> str:
    return ", ".join(filter(None, [one.lines, one.postcode]))


def _flags(roots: Roots) -> Iterator[Line]:
    for one in PersonFlag.objects.filter(person__in=list(roots), in_error_at=None):
        root, words = roots[one.person_id], one.get_code_display()
        began = one.starts_on or london_day(one.recorded_at)
        yield _flag(one, f"flag:{root}:{one.code}:begun", root, began, f"{words}: begun")
        if one.ends_on:
            yield _flag(one, f"flag:{root}:{one.code}:ended", root, one.ends_on, f"{words}: ended")


def _flag(one: PersonFlag, key: str, root: uuid.UUID, day: date, text: str) -> Line:
    holds = {Hold.PROTECTED} if one.code in HIDDEN_FLAGS else set()
    holds |= set() if one.code in TOLD_FLAGS else {Hold.NOT_FOR_FAMILY}
    return Line(
        key=key,
        person=root,
        day=day,
        kind=FLAG,
        text=text,
        source=one.source,
        recorded_at=one.recorded_at,
        significance=Significance.SIGNIFICANT,
        holds=frozenset(holds),
    )


def _involvements(roots: Roots) -> Iterator[Line]:
    rows = Involvement.objects.filter(person__in=list(roots), in_error_because="")
    for one in rows.select_related("agency", "worker"):
        root = roots[one.person_id]
        worker = one.worker.name if one.worker else one.worker_name
        who = f"{one.service}, {one.agency.name}" + (f" ({worker})" if worker else "")
        key = f"involvement:{one.agency_id}:{one.service.casefold()}"
        yield _involvement(
            one, f"{key}:begun", root, one.starts_on, f"{who} began to work with them"
        )
        if one.ends_on:
            yield _involvement(
                one, f"{key}:ended", root, one.ends_on, f"{who} ceased to work with them"
            )


def _involvement(one: Involvement, key: str, root: uuid.UUID, day: date, text: str) -> Line:
    weighty = one.kind == Involvement.Kind.SOCIAL_CARE
    return Line(
        key=key,
        person=root,
        day=day,
        kind=INVOLVEMENT,
        text=text,
        source=one.source,
        recorded_at=one.recorded_at,
        significance=Significance.SIGNIFICANT if weighty else Significance.ROUTINE,
        agency=one.agency_id,
        agency_name=one.agency.name,
        holds=frozenset({Hold.NOT_FOR_FAMILY} if one.not_for_family else ()),
    )


def _voices(roots: Roots) -> Iterator[Line]:
    """Words recorded of a person alone; those of a contact come with the contact."""
    rows = Voice.objects.filter(person__in=list(roots)).exclude(about__startswith="contactchild:")
    for one in rows:
        if one.person_id is not None and (text := voice_words(one)):
            yield voice_line(one, roots[one.person_id], london_day(one.recorded_at), text)


def voice_words(one: Voice) -> str:
    """The child's words, or what was seen of them; nothing when there is neither."""
    return one.words or (f"Seen: {one.observed}" if one.observed else "")


def voice_line(
    one: Voice,
    root: uuid.UUID,
    day: date,
    text: str,
    *,
    href: str = "",
    agency: str = "",
    agency_name: str = "",
) -> Line:
    """What a child said or showed. Said in trust, so never in a print for a family (P28)."""
    return Line(
        key=f"voice:{one.pk}",
        person=root,
        day=day,
        kind=VOICE,
        text=text,
        source=one.obtained_by or one.source,
        recorded_at=one.recorded_at,
        certainty=Certainty.FACT if one.is_direct else Certainty.REPORTED,
        significance=Significance.NOTABLE,
        holds=frozenset({Hold.NOT_FOR_FAMILY, Hold.THIRD_PARTY}),
        plain="The child was heard" if one.words else "The child was observed",
        href=href,
        agency=agency,
        agency_name=agency_name,
    )

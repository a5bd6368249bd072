"""What of an import goes and what stays, before it is taken back and afterwards, for people to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openmash.core.actor import Actor
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.importing.forms import TakeBackForm
from openmash.foundation.importing.models import Import, ImportRow, Trace
from openmash.foundation.importing.presenters import many, page_of
from openmash.foundation.importing.queries import standing_of
from openmash.foundation.importing.rules import why_not_take_back
from openmash.foundation.importing.states import OVER, Wrote
from openmash.foundation.importing.weighing import weigh
from openmash.foundation.people.access import visible_to

WORDS = {
    Wrote.PERSON: "The person, as a new record",
    Wrote.NAME: "A name",
    Wrote.IDENTIFIER: "A number",
    Wrote.ADDRESS: "An address",
    Wrote.CONTACT_POINT: "A telephone number",
    Wrote.WORK: "Who works with them",
    Wrote.ENDED: "That work with them ended",
    Wrote.LEARNT: "Date of birth or sex",
    Wrote.NUMBER: "The number this source knows them by",
}


@dataclass(frozen=True)
class Kept:
    """One thing that stays: the row of the file, whom it is about, what, and why."""

    row: int
    name: str
    what: str
    why: str


def page_of_taking_back(one: Import, by: Actor, form: TakeBackForm) -> dict[str, Any]:
    """What the page shows before somebody presses; the worker weighs everything once more."""
    blockers = list(why_not_take_back(standing_of(one)))
    weighed = [] if blockers else _weighed(one, by)
    page = page_of(one, by, form=form, blockers=blockers)
    return page | _tally(weighed, page["said"])


def page_of_taken_back(one: Import) -> dict[str, Any]:
    """What went and what stayed, once the worker is done."""
    return _tally(_settled(one), {})


def kept_rows(one: Import, *, by: Actor) -> list[Kept]:
    """Everything that stays, or stayed; that the list was taken away is written down."""
    weighed = _weighed(one, by) if one.state in OVER else _settled(one)
    kept = [(trace, why) for trace, why in weighed if why]
    facts = {"downloaded": "what stays of the import", "rows": len(kept)}
    log_read(Action.LIST, by=by, subject=one.subject, facts=facts)
    names = dict(ImportRow.objects.filter(about=one).values_list("number", "name"))
    people = visible_to(by).in_bulk({trace.person_id for trace, _ in kept if not trace.row})
    return [
        Kept(trace.row, names.get(trace.row) or _name(people, trace), WORDS[Wrote(trace.kind)], why)
        for trace, why in sorted(kept, key=lambda one: (one[0].row, one[0].pk))
    ]


def _name(people: Mapping[Any, Any], trace: Trace) -> str:
    person = people.get(trace.person_id)
    return person.display_name if person else ""


def _weighed(one: Import, by: Actor) -> list[tuple[Trace, str]]:
    traces = list(Trace.objects.filter(about=one))
    why = weigh(one, traces, by=by)
    return [(trace, why[trace.pk]) for trace in traces]


def _settled(one: Import) -> list[tuple[Trace, str]]:
    return [(trace, trace.kept_because) for trace in Trace.objects.filter(about=one)]


def _tally(weighed: Iterable[tuple[Trace, str]], said: Mapping[str, str]) -> dict[str, Any]:
    """People by people, facts by facts; what is said of somebody who is new goes with them."""
    people = facts = 0
    kept: Counter[str] = Counter()
    new = {trace.person_id for trace, _ in weighed if trace.kind == Wrote.PERSON}
    for trace, why in weighed:
        if trace.person_id in new and trace.kind != Wrote.PERSON:
            continue
        if why:
            kept[why] += 1
        elif trace.kind == Wrote.PERSON:
            people += 1
        elif trace.kind != Wrote.NUMBER:
            facts += 1
    words = {
        "people": many(people, "person", "people"),
        "facts": many(facts, "fact", "facts"),
        "kept": many(sum(kept.values()), "entry", "entries"),
    }
    reasons = [(why, f"{number:,}") for why, number in kept.most_common()]
    return {"said": {**said, **words}, "reasons": reasons, "has_facts": facts > 0}

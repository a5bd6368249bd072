"""Whatever is done in whatever order: who sees which human being, and what is known of them, is
what plain Python says, asked as the application's role under row-level security."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady
from openmash.foundation.access.commands import attach, detach
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.models import Join, Split
from openmash.foundation.merging.tests.model import (
    HUB,
    JOINERS,
    RESTRICTERS,
    Held,
    Joined,
    Key,
    Model,
    Parted,
)
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.commands import (
    NewContactPoint,
    NewPerson,
    add_address,
    add_contact_point,
    add_flag,
    add_identifier,
    add_name,
    carry,
    create_person,
)
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    Part,
    Person,
    PersonFlag,
    PersonName,
    Restriction,
)

Enter = Callable[..., Actor]
# The same few walks every time; OPENMASH_WALKS=200 takes that many new ones.
WALKS = int(os.environ.get("OPENMASH_WALKS", "0"))
PERSONAS = ("aisha", "tom", "meera", "grace", "ravi", "hal", "dev", "ruth", "ines", "olu")
NAMED = ("aisha", "tom", "meera", "grace", "hal", "dev")
TABLES = {
    "name": PersonName,
    "number": Identifier,
    "address": Address,
    "reach": ContactPoint,
    "flag": PersonFlag,
}
WHY = "because I looked closely"
MOST_RECORDS = 6
pick = st.integers(min_value=0, max_value=10_000)
some = st.sets(st.integers(min_value=0, max_value=30), max_size=6)
readers_drawn = st.sets(st.sampled_from(NAMED), min_size=1, max_size=4).map(frozenset)


class Register(RuleBasedStateMachine):
    """The commands on the one side, the model on the other."""

    enter: Enter
    monday: datetime

    def __init__(self) -> None:
        super().__init__()
        self.undone_at_the_end = transaction.atomic()
        self.undone_at_the_end.__enter__()
        self.model, self.clock, self.number = Model(), 0, 0
        self.users = {key: self.enter(key).user for key in NAMED}
        for _ in range(3):
            self.starts()
        # From the start somebody is on a case of the second record, which the first will absorb.
        self.puts_dev_on(self.model.order[1])

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone_at_the_end.__exit__(None, None, None)

    # --- what people do ---------------------------------------------------------------------

    @precondition(lambda self: len(self.model.order) < MOST_RECORDS)
    @rule()
    def adds(self) -> None:
        self.starts()

    def starts(self) -> None:
        by, name = self.acts("hal"), self.unheard("Given")
        person = create_person(NewPerson(name, "Tarrant", "school"), key=uuid.uuid4(), by=by)
        self.knows(person.pk, name + " Tarrant")

    @rule(record=pick, kind=st.sampled_from(["name", "number", "address", "reach", "flag"]))
    def writes(self, record: int, kind: str) -> None:
        key = self.a_record(record)
        who = self.who_sees(key, HUB - {"ravi"})
        by, person = self.acts(who), Person.objects.get(pk=key)
        fact = f"{kind}:{self.add(person, kind, by).pk}"
        self.model.facts[fact], self.model.written[fact] = key, self.clock
        if kind == "flag":
            self.model.flagged.add(fact)

    @rule(one=pick, two=pick, turn=pick, chooses=st.booleans())
    def joins(self, one: int, two: int, turn: int, chooses: bool) -> None:
        a, b = self.a_being(one), self.a_being(two)
        assume(a != b)
        who = self.who_sees(a, JOINERS, also=b, turn=turn)
        before = sorted((a, b), key=self.age)
        chosen = {"name": before[1]} if chooses else {}
        second = self.second(a, b, who)
        refused = self.refuses_join(a, b, second)
        by = self.acts(who)
        pair = [Person.objects.get(pk=key) for key in (a, b)]
        if refused:
            with pytest.raises(NotReady), transaction.atomic():
                do.join(pair[0], pair[1], WHY, by=by, chosen=chosen)
            return
        needs = self.model.takes_two(a, b)
        name = self.model.name_of(before[1]) if chooses else None
        one_side, other_side = self.model.being(a), self.model.being(b)
        made = do.join(pair[0], pair[1], WHY, by=by, chosen=chosen)
        assert (made.state == Join.State.PROPOSED) is needs
        if needs:
            with pytest.raises(NotReady), transaction.atomic():
                do.confirm(made, by=by)
            do.confirm(made, by=self.acts(second))
        self.model.joins[made.pk] = Joined(before[0], before[1], self.clock, name)
        self.model.refused = {
            said for said in self.model.refused if not (said & one_side and said & other_side)
        }

    @rule(one=pick, two=pick)
    def says_they_are_not_the_same(self, one: int, two: int) -> None:
        a, b = self.a_being(one), self.a_being(two)
        assume(a != b)
        by = self.acts(self.who_sees(a, JOINERS, also=b))
        one_person, other_person = (Person.objects.get(pk=key) for key in (a, b))
        do.not_the_same(one_person, other_person, WHY, by=by)
        self.model.refused.add(frozenset({a, b}))

    @precondition(lambda self: any(j.made for j in self.model.joins.values()))
    @rule(which=pick, turn=pick, facts=some)
    def undoes(self, which: int, turn: int, facts: set[int]) -> None:
        made = [key for key, one in self.model.joins.items() if one.made]
        key = made[which % len(made)]
        edge = self.model.joins[key]
        by = self.acts(self.who_sees(edge.absorbed, JOINERS, turn=turn))
        going = self.model.beneath(edge.absorbed)
        staying = self.model.being(edge.absorbed) - going
        late = [f for f in self.model.facts_of(staying) if self.model.written[f] >= edge.at]
        theirs = [sorted(late)[i % len(late)] for i in facts] if late else []
        do.undo(Join.objects.get(pk=key), WHY, by=by, theirs=theirs)
        edge.made = False
        self.model.facts.update(dict.fromkeys(theirs, edge.absorbed))
        self.model.refused.add(frozenset({edge.standing, edge.absorbed}))

    @precondition(lambda self: len(self.model.order) < MOST_RECORDS)
    @rule(record=pick, facts=some, turn=pick)
    def splits(self, record: int, facts: set[int], turn: int) -> None:
        root = self.a_being(record)
        by = self.acts(self.who_sees(root, JOINERS, turn=turn))
        there = sorted(self.model.facts_of(self.model.being(root)))
        chosen = sorted({there[i % len(there)] for i in facts})
        key, name = uuid.uuid4(), self.unheard("Parted")
        person, new = Person.objects.get(pk=root), NewPerson(name, "Tarrant", "split")
        if not chosen or len(chosen) == len(there):
            with pytest.raises(NotReady), transaction.atomic():
                do.split(person, new, chosen, WHY, key=key, by=by)
            return
        done = do.split(person, new, chosen, WHY, key=key, by=by)
        readers, workers = self.model.readers(root), self.model.workers(root)
        moves = {fact: self.model.facts[fact] for fact in chosen}
        self.knows(key, name + " Tarrant")
        self.model.facts.update(dict.fromkeys(chosen, key))
        self.model.splits[done.pk] = Parted(root, key, moves)
        self.model.on_case[key] = set(workers)
        if readers is not None:
            because = Restriction.objects.get(person_id=key).because
            self.model.held.append(Held(key, readers, because))

    @precondition(lambda self: any(not s.undone for s in self.model.splits.values()))
    @rule(which=pick)
    def undoes_a_split(self, which: int) -> None:
        live = [key for key, one in self.model.splits.items() if not one.undone]
        key = live[which % len(live)]
        parted = self.model.splits[key]
        by = self.acts(self.who_sees(parted.source, JOINERS, also=parted.made))
        do.undo_split(Split.objects.get(pk=key), WHY, by=by)
        parted.undone = True
        for fact, source in parted.moves.items():
            if self.model.facts[fact] == parted.made:
                self.model.facts[fact] = source
        if self.model.being(parted.made) == {parted.made}:
            root = self.model.root(parted.source)
            made = Join.objects.get(absorbed_id=parted.made, state="made")
            self.model.joins[made.pk] = Joined(root, parted.made, self.clock, None)

    @rule(record=pick, readers=readers_drawn, knowingly=st.booleans(), turn=pick)
    def restricts(self, record: int, readers: frozenset[str], knowingly: bool, turn: int) -> None:
        root = self.a_being(record)
        who = self.who_sees(root, RESTRICTERS, turn=turn)
        by, person = self.acts(who), Person.objects.get(pk=root)
        held = {one.record for one in self.model.held}
        free = self.model.being(root) - held
        left = (self.model.readers(root) or readers) & readers
        shut = not knowingly and self.model.shuts_out(root, left)
        because, users = f"{WHY} {self.clock}", [self.users[one] for one in readers]
        if who not in readers or not free or shut:
            with pytest.raises(NotReady), transaction.atomic():
                do.restrict(person, "staff", users, because, by=by, knowingly=knowingly)
            return
        do.restrict(person, "staff", users, because, by=by, knowingly=knowingly)
        self.model.held += [Held(one, readers, because) for one in free]

    @precondition(lambda self: self.model.held)
    @rule(which=pick, turn=pick)
    def lifts(self, which: int, turn: int) -> None:
        held = self.model.held[which % len(self.model.held)]
        by = self.acts(self.who_sees(held.record, RESTRICTERS, turn=turn))
        being = self.model.being(held.record)
        do.lift(Restriction.objects.get(person_id=held.record, lifted_at=None), WHY, by=by)
        self.model.held = [
            one
            for one in self.model.held
            if one.record not in being or (one.readers, one.because) != (held.readers, held.because)
        ]

    @rule(record=pick, on=st.booleans())
    def puts_dev_on_or_takes_him_off(self, record: int, on: bool) -> None:
        key = self.a_record(record)
        by, subject = self.acts(self.who_sees(key, HUB)), f"person:{key}"
        if on:
            self.puts_dev_on(key)
        elif "dev" in self.model.on_case.get(key, set()):
            detach(self.users["dev"], subject=subject, by=by)
            self.model.on_case[key].discard("dev")
        carry([subject], by=by)

    def puts_dev_on(self, key: Key) -> None:
        by = self.acts(self.who_sees(key, HUB))
        attach(self.users["dev"], subject=f"person:{key}", because="open case", by=by)
        self.model.on_case.setdefault(key, set()).add("dev")

    # --- what must hold -----------------------------------------------------------------------

    @invariant()
    def everybody_sees_what_they_may_and_nothing_else(self) -> None:
        for persona in PERSONAS:
            by = self.acts(persona, ticks=False)
            expected = self.model.seen_by(persona)
            roots = dict(Person.objects.values_list("pk", "root_id"))
            assert set(roots.values()) == set(expected), persona
            assert set(visible_to(by).values_list("root_id", flat=True)) == set(expected), persona
            assert self.facts_seen(roots) == expected, persona

    @invariant()
    def every_human_being_is_called_as_people_chose(self) -> None:
        for root in {self.model.root(one) for one in self.model.order}:
            by = self.acts(self.who_sees(root, HUB), ticks=False)
            assert visible_to(by).get(pk=root).display_name == self.model.name_of(root)

    # --- how they are asked ---------------------------------------------------------------------

    def facts_seen(self, roots: dict[Key, Key]) -> dict[Key, frozenset[str]]:
        """What the database lets through, without any filter of ours."""
        tables = [
            model._default_manager.values_list(Value(kind), Cast("pk", TextField()), "person_id")
            for kind, model in TABLES.items()
        ]
        found: dict[Key, set[str]] = {root: set() for root in roots.values()}
        for kind, key, record in tables[0].union(*tables[1:], all=True):
            found[roots[record]].add(f"{kind}:{key}")
        return {root: frozenset(facts) for root, facts in found.items()}

    def acts(self, persona: str, *, ticks: bool = True) -> Actor:
        self.clock += ticks
        return self.enter(persona, at=self.monday + timedelta(minutes=self.clock))

    def unheard(self, word: str) -> str:
        self.number += 1
        return f"{word}{self.number}"

    def a_record(self, number: int) -> Key:
        return self.model.order[number % len(self.model.order)]

    def a_being(self, number: int) -> Key:
        return self.model.root(self.a_record(number))

    def age(self, key: Key) -> int:
        return self.model.order.index(key)

    def who_sees(
        self, key: Key, among: frozenset[str], *, also: Key | None = None, turn: int = 0
    ) -> str:
        keys = [key] if also is None else [key, also]
        able = [p for p in sorted(among) if all(self.model.sees(p, one) for one in keys)]
        assume(able)
        return able[turn % len(able)]

    def second(self, a: Key, b: Key, first: str) -> str:
        able = [p for p in sorted(JOINERS - {first}) if all(map(self.model.sees, (p, p), (a, b)))]
        return able[0] if able else ""

    def refuses_join(self, a: Key, b: Key, second: str) -> bool:
        together = self.model.together(a, b)
        shut = any(self.model.shuts_out(one, together) for one in (a, b))
        return shut or (self.model.takes_two(a, b) and not second)

    def knows(self, key: Key, name: str) -> None:
        self.model.order.append(key)
        self.model.names[key] = name
        fact = f"name:{PersonName.objects.get(person_id=key, given=name.partition(' ')[0]).pk}"
        self.model.facts[fact], self.model.written[fact] = key, self.clock

    def add(self, person: Person, kind: str, by: Actor) -> Part:
        said = self.unheard("Said")
        match kind:
            case "name":
                return add_name(person, said, "", kind="alias", source="GP", by=by)
            case "number":
                return add_identifier(person, "other", said, source="GP", by=by)
            case "address":
                return add_address(person, said, source="GP", by=by)
            case "reach":
                return add_contact_point(person, NewContactPoint("email", said, "GP"), by=by)
            case _:
                return add_flag(person, "missing", source="police", by=by)


def test_after_any_sequence_who_sees_what_is_what_plain_python_says(
    enter: Enter, monday: datetime
) -> None:
    """Guarantee: merge, undo, split and restrict leave facts and readers as the model has them."""
    machine = type("Machine", (Register,), {"enter": staticmethod(enter), "monday": monday})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=WALKS or 5,
            stateful_step_count=20,
            deadline=None,
            derandomize=not WALKS,
            suppress_health_check=list(HealthCheck),
        ),
    )

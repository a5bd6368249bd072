"""Words and order of guidance and forms change by versions; keys, types and choices stay (L11, L35)."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from openmash.core.refusals import NotReady
from openmash.core.working_time import london_day
from openmash.foundation.access.models import User
from openmash.foundation.reference.models import FormVersion, Guidance
from openmash.foundation.reference.queries import form_on, guidance_on
from openmash.frontdoor.contacts.emarf.definition import read_definition
from openmash.oversight.configuring import commands as do
from openmash.oversight.configuring.kinds import KINDS, wording
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.states import Kind
from openmash.oversight.configuring.tests.builders import new
from tests.fixtures import Enter

HERE = "brackenford"
Edit = Callable[[dict[str, Any]], object]


def drafted(enter: Enter, kind: Kind, of: str, edit: Edit, day: date | None = None) -> Change:
    col = enter("col")
    content = copy.deepcopy(KINDS[kind].latest(of, by=col))
    edit(content)
    return do.draft(new(of, content, day or london_day(col.at), kind), by=col)


def published(enter: Enter, kind: Kind, of: str, edit: Edit) -> Change:
    one = do.propose(drafted(enter, kind, of, edit), by=enter("col"))
    return do.publish(one, by=enter("grace"))


def test_a_level_is_reworded_in_a_new_version(enter: Enter) -> None:
    before = guidance_on(HERE, london_day(enter("col").at))
    published(enter, Kind.GUIDANCE, "2", lambda it: it["level"].update(meaning="One service"))
    after = guidance_on(HERE, london_day(enter("col").at))
    assert after.version == before.version + 1
    assert after.content["levels"][1]["meaning"] == "One service"
    assert [one["n"] for one in after.content["levels"]] == [1, 2, 3, 4]
    assert after.content["descriptors"] == before.content["descriptors"]
    before.refresh_from_db()
    assert before.content["levels"][1]["meaning"] != "One service"


def test_a_page_of_the_form_is_reworded_and_still_loads(enter: Enter) -> None:
    before = form_on(HERE, "emarf", london_day(enter("col").at))
    said = "What are you worried about? {child}"
    published(enter, Kind.FORM, "emarf.what", lambda it: it["questions"][0].update(text=said))
    after = form_on(HERE, "emarf", london_day(enter("col").at))
    assert after.version == before.version + 1
    assert read_definition(after.content).questions["B1"].text == said
    assert (
        read_definition(after.content).pages.keys() == read_definition(before.content).pages.keys()
    )


def test_the_order_of_questions_changes(enter: Enter) -> None:
    published(enter, Kind.FORM, "ask-police", lambda it: it["questions"].reverse())
    after = form_on(HERE, "ask-police", london_day(enter("col").at))
    assert after.content["questions"][-1]["code"] == "incidents"
    assert after.content["roles"] == ["POL_EHO"]


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ({"a": 3}, "bcad"),
        ({"d": 1}, "dabc"),
        ({"c": 2}, "acbd"),
        ({"a": 4, "d": 1}, "dbca"),
        ({}, "abcd"),
    ],
)
def test_a_question_stands_where_it_was_put(typed: dict[str, int], order: str) -> None:
    content = {"questions": [{"key": key, "text": key} for key in "abcd"]}
    said = {**wording.initial(content), **{f"place-{key}": n for key, n in typed.items()}}
    read = wording.read(said, content)
    assert "".join(one["key"] for one in read["questions"]) == order


def test_a_draft_that_is_opened_again_is_moved_from_the_order_it_has(
    enter: Enter, client: Client
) -> None:
    """And not from the published one, which its writer does not see there."""
    one = drafted(enter, Kind.FORM, "ask-police", lambda it: it["questions"].reverse())
    order = [each["code"] for each in one.content["questions"]]
    day, now = one.holds_from, enter("col").at
    typed = {
        **KINDS[Kind.FORM].initial("ask-police", one.content),
        f"place-{order[-1]}": 1,
        "reason": one.reason,
        "holds_from-day": day.day,
        "holds_from-month": day.month,
        "holds_from-year": day.year,
    }
    with time_machine.travel(now, tick=False):
        client.force_login(User.objects.get(email="col@openmash.example"))
        answer = client.post("/configure/forms/ask-police/", typed)
    assert answer.status_code == 302
    enter("col")
    one.refresh_from_db()
    assert [each["code"] for each in one.content["questions"]] == [order[-1], *order[:-1]]


def test_there_is_no_fifth_place_of_four() -> None:
    content = {"questions": [{"key": key, "text": key} for key in "abcd"]}
    place = wording.fields(content)["place-a"]
    for wrong in ("0", "5", "99"):
        with pytest.raises(ValidationError):
            place.clean(wrong)
    assert place.clean("4") == 4


@pytest.mark.parametrize(
    ("kind", "of", "refused"),
    [(Kind.FORM, "emarf.what", False), (Kind.FORM, "ask-gp", True), (Kind.GUIDANCE, "2", True)],
)
def test_a_mark_stands_only_where_something_is_put_in_its_place(
    kind: Kind, of: str, refused: bool
) -> None:
    content = {"name": "What we know of {child}"}
    said = [words for _, words in KINDS[kind].why_not(of, content, {"name": "Before"})]
    assert bool(said) == refused, said


def test_what_changes_later_is_said_of_what_changes_alone(enter: Enter, client: Client) -> None:
    """Two changes of one level to come: both days, and no day for its neighbours."""
    today = london_day(enter("col").at)
    for days, meaning in ((10, "Sooner"), (20, "Later")):
        edit = partial(_means, meaning)
        one = drafted(enter, Kind.GUIDANCE, "2", edit, today + timedelta(days=days))
        do.publish(do.propose(one, by=enter("col")), by=enter("grace"))
    col = enter("col")
    client.force_login(User.objects.get(pk=col.user))
    with time_machine.travel(col.at, tick=False):
        rows = client.get("/configure/guidance/").content.decode().split("<tr>")
    found = {row.partition("/guidance/")[2][0]: row.count("Changes on") for row in rows[2:]}
    assert found == {"1": 0, "2": 2, "3": 0, "4": 0}


def _means(words: str, content: dict[str, Any]) -> None:
    content["level"]["meaning"] = words


def test_two_pages_changed_by_two_do_not_undo_each_other(enter: Enter) -> None:
    """Both drafted from the same version, published one after the other."""
    one = drafted(enter, Kind.FORM, "emarf.what", lambda it: it.update(title="What you saw"))
    two = drafted(enter, Kind.FORM, "emarf.meaning", lambda it: it.update(title="What it means"))
    for change in (one, two):
        do.publish(do.propose(change, by=enter("col")), by=enter("grace"))
    pages = read_definition(form_on(HERE, "emarf", london_day(enter("col").at)).content).pages
    assert (pages["what"].title, pages["meaning"].title) == ("What you saw", "What it means")


@pytest.mark.parametrize(
    ("kind", "of", "edit", "words"),
    [
        (Kind.GUIDANCE, "3", lambda it: it["level"].update(name=" "), "Name: write the words"),
        (Kind.GUIDANCE, "3", lambda it: it["level"].update(outcomes=["NFA"]), "Only words"),
        (Kind.GUIDANCE, "3", lambda it: it["descriptors"].pop(), "Only words"),
        (Kind.FORM, "emarf.what", lambda it: it["questions"][0].update(type="text"), "Only words"),
        (Kind.FORM, "emarf.what", lambda it: it["questions"][0].update(key="B9"), "Only words"),
        (
            Kind.FORM,
            "emarf.what",
            lambda it: it["questions"][1].update(text=""),
            "“B2”: words: write",
        ),
        (Kind.FORM, "emarf.what", lambda it: it["questions"][1].update(text="{foo}"), "{foo}"),
        (Kind.FORM, "ask-police", lambda it: it.update(roles=["MASH_MGR"]), "Only words"),
        (Kind.FORM, "ask-police", lambda it: it.update(asks="x" * 1001), "1,000 characters"),
    ],
)
def test_what_would_break_is_refused_by_name(
    enter: Enter, kind: Kind, of: str, edit: Edit, words: str
) -> None:
    before = (FormVersion.objects.count(), Guidance.objects.count())
    with pytest.raises(NotReady, match=words):
        drafted(enter, kind, of, edit)
    assert (FormVersion.objects.count(), Guidance.objects.count()) == before


def test_what_is_asked_because_of_an_answer_comes_after_it(enter: Enter) -> None:
    with pytest.raises(NotReady, match="so it comes after it"):
        drafted(enter, Kind.FORM, "emarf.family", lambda it: it["questions"].reverse())


def test_every_text_has_its_own_line_and_place(enter: Enter) -> None:
    """Two texts of one name would be compared, and typed, as one."""
    col = enter("col")
    for kind in (Kind.GUIDANCE, Kind.FORM):
        for thing in KINDS[kind].things(by=col):
            labels = [label for label, _ in KINDS[kind].lines(thing.of, thing.content)]
            assert len(labels) == len(set(labels)), thing.of
            assert list(KINDS[kind].why_not(thing.of, thing.content, thing.content)) == []
            assert KINDS[kind].name(thing.of, by=col)

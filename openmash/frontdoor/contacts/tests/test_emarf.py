"""The form is checked data; old versions stay readable as they were sent (eMARF 3.10, §9.7)."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openmash.core.actor import system_actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.people.models import Voice
from openmash.foundation.reference.commands import publish_form
from openmash.frontdoor.contacts.commands import drafting
from openmash.frontdoor.contacts.emarf.ages import is_under_one, read_age
from openmash.frontdoor.contacts.emarf.definition import read_definition
from openmash.frontdoor.contacts.emarf.filled import load
from openmash.frontdoor.contacts.emarf.first_version import CONTENT
from openmash.frontdoor.contacts.emarf.naming import field_name, parse_field
from openmash.frontdoor.contacts.emarf.reading import as_sent
from openmash.frontdoor.contacts.forms.worries import WorryForm
from openmash.frontdoor.contacts.tests.builders import NOAHS_OWN, a_draft, a_sent_worry, only_child
from tests.fixtures import Enter

TODAY = date(2026, 11, 23)


def test_the_first_version_asks_what_the_handbook_asks() -> None:
    definition = read_definition(CONTENT)
    essential = {q.key for q in definition.questions.values() if q.need == "essential"}
    assert essential == {"A1_name", "A3", "B1", "B2"}
    concerns = {option.code for option in definition.questions["B1"].options}
    assert {"neglect", "domestic_abuse", "private_fostering"} <= concerns
    assert len(definition.questions["X_screen"].options) == 8
    assert len(definition.questions["G1"].options) == 6


def _broken(change: Callable[[dict[str, object]], None]) -> dict[str, object]:
    content = copy.deepcopy(CONTENT)
    change(content["sections"][0]["pages"][1]["questions"][1])
    return content


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda q: q.update(key="A3"), "A3 is asked twice"),
        (lambda q: q.update(type="essay"), "no type essay"),
        (lambda q: q.update(need="wanted"), "wanted is not a need"),
        (lambda q: q.update(type="one"), "choices belong"),
        (lambda q: q.update(when=[{"question": "Q9"}]), "Q9, which is not asked"),
        (lambda q: q.update(when=[{"question": "A3", "is": "maybe"}]), "no choice maybe"),
    ],
)
def test_a_broken_version_is_refused_with_its_reason(
    change: Callable[[dict[str, object]], None], complaint: str
) -> None:
    read_definition(CONTENT)
    with pytest.raises(ValueError, match=complaint):
        read_definition(_broken(change))


@pytest.mark.parametrize(
    ("typed", "born", "due", "doubt"),
    [
        ("14 March 2019", "2019-03-14", None, None),
        ("Mon 14 March 2019", "2019-03-14", None, "14 March 2019 is a Thursday"),
        ("about 7", None, None, None),
        ("unborn, due 9 December", None, "2026-12-09", None),
        ("due 2 January", None, "2027-01-02", None),
        ("due 30/11/2027", None, "2027-11-30", "The baby would be due more than 45 weeks from now"),
        ("1 May 2004", "2004-05-01", None, "22 years old is an adult"),
        ("19", None, None, "19 is an adult"),
        ("31/02/2019", None, None, "Enter a date like"),
        ("25 weeks pregnant", None, None, None),
        ("baby due 9 Dec", None, "2026-12-09", None),
    ],
)
def test_ages_are_read_and_doubted_never_refused(
    typed: str, born: str | None, due: str | None, doubt: str | None
) -> None:
    """§8: date of birth, due date, adult route; `letter.md` note A: the weekday."""
    age = read_age(typed, TODAY)
    assert str(age.birth_date) == str(born)
    assert str(age.due_date) == str(due)
    assert (age.doubt or "").startswith(doubt or "")
    assert bool(age.doubt) == bool(doubt)


def test_babies_are_known_by_birth_date_or_words() -> None:
    assert is_under_one(date(2026, 6, 1), "", TODAY)
    assert not is_under_one(None, "3", TODAY)


@pytest.mark.parametrize(
    "words",
    ["3 weeks", "Baby, 3 months", "Baby girl 6 wks", "11 mths", "3/12", "newborn", "0", "under 1"],
)
def test_a_baby_that_is_born_brings_up_the_questions_for_babies(words: str) -> None:
    """eMARF §5: bruising in a baby who cannot move; “baby” alone is not “unborn”."""
    assert is_under_one(None, words, TODAY)
    assert not read_age(words, TODAY).unborn


@pytest.mark.parametrize(
    "words", ["unborn", "25 weeks pregnant", "Baby, due in March", "expecting"]
)
def test_a_baby_that_is_not_born_brings_up_the_questions_for_the_unborn(words: str) -> None:
    assert read_age(words, TODAY).unborn
    assert not is_under_one(None, words, TODAY)


def test_a_toddler_in_months_is_no_baby() -> None:
    assert not is_under_one(None, "18 months", TODAY)


def test_field_names_go_there_and_back() -> None:
    assert parse_field(field_name("A4_1_name")) == ("A4_1_name", None)
    assert parse_field(field_name("B1", 2)) == ("B1", 2)
    assert parse_field("csrfmiddlewaretoken") is None


def test_blocks_are_asked_only_when_something_brings_them_up(enter: Enter) -> None:
    contact = a_draft(enter, about_child={"B1": ["physical_harm"]}, siblings={"Noah": NOAHS_OWN})
    filled = load(contact, TODAY)
    more = filled.definition.pages["more"]
    isla, noah = filled.children
    assert {q.key for q in filled.asked(more, isla)} == {"P1", "P2", "P3", "P4", "T1"}
    assert {q.key for q in filled.asked(more, noah)} == {"G1", "T1"}


def test_a_worry_reads_per_child_and_for_all_with_its_gaps(enter: Enter) -> None:
    contact = a_sent_worry(enter, siblings={"Noah Tarrant": {"B1": ["neglect"]}})
    isla, noah = as_sent(contact).children
    lines = {line.key: line for line in isla.lines}
    assert lines["B1"].answer == "Domestic abuse, Physical harm"
    assert lines["B1"].codes == ("domestic_abuse", "physical_harm")
    assert {line.key for line in noah.lines if line.missing} == {"A1_age", "C1"}
    household = next(part for part in as_sent(contact).for_all if part.key == "people")
    assert [line.missing for line in household.lines] == [True]


def test_a_person_of_the_household_is_one_line(enter: Enter) -> None:
    contact = a_sent_worry(enter, A4_1_name="Dawn Tarrant", A4_1_relation="mother", A4_1_pr="yes")
    household = next(part for part in as_sent(contact).for_all if part.key == "people")
    [line] = household.lines
    assert line.answer == "Dawn Tarrant · mother · Has parental responsibility: Yes"


def test_an_old_version_stays_readable_as_it_was_sent(enter: Enter) -> None:
    """§9.7: the words of the version it was answered to, whatever the form says now."""
    old = a_sent_worry(enter)
    content = copy.deepcopy(CONTENT)
    page = next(one for one in content["sections"][0]["pages"] if one["key"] == "what")
    next(one for one in page["questions"] if one["key"] == "B2")["text"] = "Tell us everything"
    by = system_actor("set-up", partnership="brackenford", at=old.started_at)
    act_as(by)
    publish_form("emarf", content, by=by)
    new = a_sent_worry(enter)
    words = [
        next(
            line.question for part in as_sent(c).for_all for line in part.lines if line.key == "B2"
        )
        for c in (old, new)
    ]
    assert words[0].startswith("What happened or what have you seen?")
    assert words[1] == "Tell us everything"


def test_reading_a_worry_takes_few_queries_however_much_was_said(enter: Enter) -> None:
    contact = a_sent_worry(enter, siblings={"Noah": NOAHS_OWN, "Kofi": NOAHS_OWN})
    contact = type(contact).objects.get(pk=contact.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        as_sent(contact)
    assert len(queries) <= 4
    assert only_child(contact).name == "Isla Tarrant"


def test_what_was_unticked_is_neither_shown_nor_sent(enter: Enter) -> None:
    """§5: a block is asked because of a worry; taken back with it, it does not go out."""
    contact = a_draft(enter, about_child={"B1": ["physical_harm"], "P2": "A fall, said Craig"})
    by, child = enter("ruth"), contact.children.get()
    drafting.save_answers(contact, child, {"B1": ["neglect"]}, by=by)
    said = [line.answer for line in as_sent(contact).children[0].lines]
    assert "A fall, said Craig" not in said
    drafting.submit(contact, by=by)
    assert "A fall, said Craig" not in [line.answer for line in as_sent(contact).children[0].lines]


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["TARRANT, Isla"], ["Isla"]),
        (["not known"], ["the child"]),
        (["Nadia Amin", "Nadia Khan"], ["Nadia Amin", "Nadia Khan"]),
    ],
)
def test_children_are_called_so_that_they_can_be_told_apart(
    enter: Enter, names: list[str], called: list[str]
) -> None:
    first, *others = names
    contact = a_draft(enter, child={"A1_name": first}, siblings={name: {} for name in others})
    filled = load(contact, TODAY)
    assert [filled.called(child) for child in filled.children] == called


def test_a_child_heard_by_somebody_else_is_shown_as_told_to_them(enter: Enter) -> None:
    """P28: obtained by, when and where, how; a parent's report is not the child's own words."""
    told = {"C2": "heard", "C2_heard": "Mrs Patel, class teacher", "C1_when": "Monday, in class"}
    contact = a_sent_worry(enter, about_child=told)
    voice = Voice.objects.get(about=only_child(contact).subject)
    assert voice.obtained_by.startswith("Mrs Patel, class teacher (told on by Ruth Hart")
    assert voice.when_and_where == "Monday, in class"


def test_nobody_is_asked_for_the_words_of_a_child_who_is_not_born(enter: Enter) -> None:
    """P28: absence reason unborn; the score loses nothing by it."""
    own = {"A1_name": "", "A1_age": "unborn, due 9 December", "A1_address": "14 Mill Row"}
    contact = a_sent_worry(enter, child=own, about_child={"C1": "", "C2": ""})
    filled = load(contact, TODAY)
    assert filled.asked(filled.definition.pages["voice"], filled.children[0]) == []
    assert filled.facts.children[0].heard
    assert Voice.objects.get(about=filled.children[0].subject).absence == "unborn"


def test_what_is_chosen_already_is_kept_only_once_it_is_saved(enter: Enter) -> None:
    """§4 D2: yes unless the sender says otherwise."""
    filled = load(a_draft(enter), TODAY)
    form = WorryForm(filled, filled.definition.pages["family"])
    assert form["D2"].value() == "yes"
    assert filled.text(None, "D2") == ""

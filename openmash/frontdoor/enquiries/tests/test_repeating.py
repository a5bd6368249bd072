"""What is drawn once stands on the page as if each had been drawn by itself."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from openmash.frontdoor.enquiries.commands import answering as do
from openmash.frontdoor.enquiries.forms.answering import AnswerForm
from openmash.frontdoor.enquiries.presenters import repeating
from openmash.frontdoor.enquiries.presenters.repeating import Once
from openmash.frontdoor.enquiries.queries.answering import request_page
from openmash.frontdoor.enquiries.tests.answering import asked
from tests.fixtures import Enter

WORDS = "<b>p1_i1_text</b> & what “p2_i1_text” said"


def same(form: AnswerForm) -> int:
    """Of how many fields both ways are compared; every one is the same, to the letter."""
    once = Once(form)
    for name in form.fields:
        assert str(once[name]) == str(form[name]), name
    return len(form.fields)


def test_empty_filled_and_wrong_fields_are_those_of_the_form(enter: Enter) -> None:
    check = asked(enter)
    by = enter("ruth")
    assert same(AnswerForm(request_page(check, by=by))) > 20
    typed = [
        do.TypedField("p1_i1_text", WORDS),
        do.TypedField("p2_i1_certainty", "fact"),
        do.TypedField("p3_q_parents", WORDS),
    ]
    do.keep_typed(check, typed, by=by)
    do.keep_typed(check, [do.TypedField("p3_q_parents", "")], by=by)  # empty, and changed before
    same(AnswerForm(request_page(check, by=by)))
    same(AnswerForm(request_page(check, by=by), QueryDict("p1_i1_when=soon&p2_q_attendance=many")))


def test_words_of_one_person_never_stand_with_another(enter: Enter) -> None:
    """The one that is filled comes first, and is nobody’s pattern."""
    check = asked(enter)
    by = enter("ruth")
    do.keep_typed(check, [do.TypedField("p1_i1_text", WORDS)], by=by)
    once = Once(AnswerForm(request_page(check, by=by)))
    assert "what “p2_i1_text” said" in once["p1_i1_text"]
    assert "said" not in once["p2_i1_text"].partition("</textarea>")[0].rpartition(">")[2]


def test_what_is_kept_between_pages_names_nobody(enter: Enter) -> None:
    """A template’s own words alone: the next agency’s page is drawn from them."""
    check = asked(enter)
    by = enter("ruth")
    page = request_page(check, by=by)
    same(AnswerForm(page))
    typed = [do.TypedField("p1_i1_text", WORDS), do.TypedField("p1_q_voice", WORDS)]
    do.keep_typed(check, typed, by=by)
    same(AnswerForm(request_page(check, by=by)))
    kept = " ".join(drawn for _, drawn in repeating._kept.values())
    assert "Facts first; say who told you" in kept
    names = [word for one in page.people for word in one.name.split()]
    assert [word for word in (*names, "said”", "said</textarea>") if word in kept] == []


@pytest.mark.parametrize("name", ["O’Brien <b>", "p1_ p2_outcome", "Known here", "Ann & Bob", "?"])
def test_whoever_is_asked_about_is_asked_about_by_their_own_name(enter: Enter, name: str) -> None:
    check = asked(enter)
    by = enter("ruth")
    page = request_page(check, by=by)
    same(AnswerForm(page))
    page.people[1].name = name
    same(AnswerForm(page))
    repeating._kept.clear()
    page.people[0].name = name
    same(AnswerForm(page))


def test_a_question_is_drawn_for_whom_it_is_asked_of(enter: Enter) -> None:
    """One code may ask a child and an adult for other things, and may end like a person’s place."""
    check = asked(enter)
    page = request_page(check, by=enter("ruth"))
    assert page.check.form is not None
    page.check.form.content = {"questions": [
        {"code": "risk", "of": "child", "words": "At risk", "kind": "yes_no"},
        {"code": "risk", "of": "adult", "words": "Of harm", "kind": "choice", "choices": ["Low", "High"]},
        {"code": "gp1_seen", "of": "all", "words": "Seen by the GP", "kind": "yes_no"},
    ]}  # fmt: skip
    repeating._kept.clear()
    same(AnswerForm(page))
    same(AnswerForm(page))
    repeating._kept.clear()

"""Questions draw themselves with label, hint, error and value, and keep what was typed."""

from datetime import date, time

import pytest
from django.utils.datastructures import MultiValueDict
from markupsafe import Markup

from openmash.foundation.ui.fields import (
    ChoiceField,
    DateField,
    HiddenField,
    IntegerField,
    LongTextField,
    MultiChoiceField,
    PhoneField,
    SelectField,
    TextField,
    TimeField,
)
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.tests.reading import Reading


class Said(Form):
    said = LongTextField(
        "What was said?", missing="Write what was said", hint="Her words", count=True
    )
    alone = ChoiceField(
        "Was she alone?",
        [("yes", "Yes"), ("no", "No", "somebody was there")],
        missing="Say whether she was alone",
        conditional={"no": "who"},
    )
    who = LongTextField("Who was there?", missing="Say who was there")
    born = DateField("When was she born?", missing="Enter the date of birth", hint="Like 14 3 2019")
    worries = MultiChoiceField("Worries", [("hurt", "Hurt"), ("hungry", "Hungry")], required=False)
    sent_by = SelectField("Agency", [("police", "Police")], first="Choose", required=False)
    phone = PhoneField(
        "Your number", missing="Enter a telephone number", hint="So that we can ring"
    )
    seen = TimeField("When?", required=False)
    times = IntegerField("How often?", required=False, low=0, high=99)
    name = TextField("Name", required=False, max_length=10, mark_optional=True)
    token = HiddenField()


TYPED = {
    "said": "“I hid.”\r\n  And so did Noah.\x00",
    "alone": "yes",
    "who": "stale",
    "born-day": "14",
    "born-month": "March",
    "born-year": "2019",
    "phone": "ask at desk",
    "worries": ["", "hurt"],
    "seen": "4.45pm",
    "times": "1",
    "name": " Isla ",
    "token": "t",
}


def test_every_question_has_its_label_and_its_description() -> None:
    for form in (Said(), Said({})):
        assert Reading(form.drawn()).problems() == []


def test_every_line_of_the_error_summary_leads_to_an_input_of_the_page() -> None:
    form = Said({"alone": "no", "born-day": "14", "seen": "4.45", "times": "many"})
    page = Reading(form.drawn())
    links = [found["href"] for found in Reading(form.error_summary()).all("a")]
    assert len(links) == 6
    assert {link.removeprefix("#") for link in links} <= set(page.ids)
    assert "#f-born-month" in links


def test_answers_come_out_clean_and_otherwise_as_typed() -> None:
    form = Said(TYPED)
    assert form.is_valid(), form.errors
    answers = form.cleaned_data
    assert answers["said"] == "“I hid.”\n  And so did Noah."
    assert (answers["born"], answers["seen"]) == (date(2019, 3, 14), time(16, 45))
    assert (answers["worries"], answers["name"]) == (["hurt"], "Isla")
    assert answers["phone"] == "ask at desk"


def test_what_was_typed_is_still_there_after_an_error() -> None:
    form = Said(
        {"said": "Two\nlines <b>", "born-day": "44", "born-month": "x", "born-year": "2019"}
    )
    drawn = form.drawn()
    assert not form.is_valid()
    assert "Two&#10;lines &lt;b&gt;" in drawn
    assert 'value="44"' in drawn


def test_lines_inside_an_opened_question_are_not_indented() -> None:
    drawn = Said({"alone": "no", "who": "one\ntwo"}).drawn()
    assert ">one&#10;two</textarea>" in drawn


def test_an_unopened_question_need_not_be_answered_and_says_nothing() -> None:
    opened, unopened = Said(TYPED | {"alone": "no", "who": ""}), Said(TYPED)
    assert opened.errors == {"who": ["Say who was there"]}
    assert unopened.is_valid()
    assert unopened.cleaned_data["who"] == ""


def test_many_choices_come_from_a_browser_too_and_none_may_be_chosen() -> None:
    sent = MultiValueDict({"worries": ["", "hurt", "hungry"]})
    form = Said(sent)
    assert form.fields["worries"].widget.value_from_datadict(sent, {}, "worries") == [
        "hurt",
        "hungry",
    ]
    assert Said(TYPED | {"worries": [""]}).is_valid()
    assert 'type="hidden" name="worries" value=""' in form.drawn()


def test_what_is_not_offered_cannot_be_chosen() -> None:
    form = Said(TYPED | {"alone": "maybe", "worries": ["fire"], "sent_by": "mars"})
    assert set(form.errors) == {"alone", "worries", "sent_by"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("14", "", ""), "The date must include a month and a year"),
        (("14", "3", "19"), "Enter the year with four numbers, like 2019"),
        (("14", "13", "2019"), "Enter a month from 1 to 12, or its name"),
        (("32", "3", "2019"), "Enter a day from 1 to 31"),
        (("30", "2", "2019"), "There is no such day in that month"),
        (("14/3/19", "", ""), "Enter a date like 14 March 2019"),
        (("", "", ""), "Enter the date of birth"),
    ],
)
def test_a_date_says_which_part_is_wrong(typed: tuple[str, str, str], said: str) -> None:
    parts = dict(zip(("born-day", "born-month", "born-year"), typed, strict=True))
    assert Said(TYPED | parts).errors == {"born": [said]}


def test_a_whole_date_may_stand_in_the_first_box() -> None:
    form = Said(TYPED | {"born-day": "14 March 2019", "born-month": "", "born-year": ""})
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2019, 3, 14)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("16:45", time(16, 45)), ("1645", time(16, 45)), ("noon", time(12)), ("12am", time(0))],
)
def test_times_are_read_as_people_type_them(typed: str, read: time) -> None:
    form = Said(TYPED | {"seen": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["seen"] == read


@pytest.mark.parametrize("typed", ["4.45", "25:00", "13pm", "later", "7"])
def test_a_time_that_may_be_another_is_asked_about(typed: str) -> None:
    assert set(Said(TYPED | {"seen": typed}).errors) == {"seen"}


def test_numbers_and_lengths_say_their_bounds() -> None:
    form = Said(TYPED | {"times": "100", "name": "x" * 11})
    assert form.errors["times"] == ["Enter a number that is 99 or less"]
    assert form.errors["name"] == ["Use 10 characters or fewer; there are 11 now"]


def test_refusals_of_rules_join_the_summary_and_lead_to_their_places() -> None:
    form = Said(TYPED)
    assert form.is_valid()
    form.add_refusals(["Noah’s voice, or why not", ("said", "Say it in her words")])
    summary = form.error_summary(links={"Noah’s voice, or why not": "#noah"})
    assert 'href="#noah"' in summary
    assert 'href="#f-said"' in summary
    assert "What you typed is still here." in summary


def test_refusals_may_come_to_a_form_that_nobody_has_posted() -> None:
    form = Said()
    form.add_refusals(["Health meaning is not signed"])
    assert "Health meaning is not signed" in form.error_summary()


def test_nothing_wrong_draws_no_summary() -> None:
    assert Said(TYPED).error_summary() == Markup("")


def test_versions_travel_with_their_questions() -> None:
    assert '<input type="hidden" name="v:said" value="3">' in Said(versions={"said": 3}).drawn()


def test_initial_answers_are_drawn_in_all_kinds() -> None:
    drawn = Said(
        initial={"born": date(2019, 3, 14), "seen": time(16, 5), "worries": ["hurt"]}
    ).drawn()
    for value in ('value="14"', 'value="2019"', 'value="16:05"'):
        assert value in drawn
    assert drawn.count(" checked") == 1


def test_a_question_that_must_be_answered_says_so_in_its_own_words() -> None:
    with pytest.raises(ValueError, match="must say what to do"):
        TextField("Name")


def test_a_reason_without_a_place_leads_to_the_first_question() -> None:
    """Every line of an error summary is a link, so that the keyboard gets somewhere."""
    form = Said({})
    form.add_refusals(["Not yet"])
    first, *_ = form.error_list({})
    assert first == {"text": "Not yet", "href": next(iter(form)).error_href}

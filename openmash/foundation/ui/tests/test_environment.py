"""Our pages are strict; components are lenient and escape what they are given."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from jinja2 import PackageLoader, UndefinedError
from markupsafe import Markup

from openmash.core.working_time import LONDON
from openmash.foundation.ui.components import NAMES, components, draw
from openmash.foundation.ui.environment import environment
from openmash.foundation.ui.fields import TextField
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.parts import ChildHeader, Fact, Flag, Link, Moment, Need, Step, Tab, due
from openmash.foundation.ui.shell import NavItem, Shell
from openmash.foundation.ui.tests.reading import Reading

NOW = datetime(2026, 11, 26, 14, 50, tzinfo=LONDON)
SHELL = Shell(
    partnership_name="Brackenford",
    now=NOW,
    user_name="Ruth Hart",
    signed_in=True,
    role_name="Safeguarding lead",
    danger_line=True,
    hub_phone="01632 960 110",
    nav=(NavItem("Send a worry", "/", 2, current=True), NavItem("Live", "/l", 1, live=True)),
)


class Name(Form):
    name = TextField("Name", missing="Enter a name")


def render(text: str, **context: object) -> str:
    made = environment(loader=PackageLoader("openmash.foundation.ui", "jinja2"))
    return made.from_string(text).render(context)


def page(text: str, **context: object) -> str:
    return render(text, shell=SHELL, **context)


def test_a_misspelt_name_fails() -> None:
    with pytest.raises(UndefinedError):
        render("{{ chidl }}")
    with pytest.raises(UndefinedError):
        render("{{ child.naem }}", child=SimpleNamespace(name="Isla"))
    with pytest.raises(UndefinedError):
        render("{{ govuk.buton(text='Send') }}")


def test_components_are_drawn_by_keyword_or_by_one_dictionary() -> None:
    one = render("{{ govuk.button(text='Send', prevent_double_click=true) }}")
    assert one == render("{{ govuk.button({'text': 'Send', 'preventDoubleClick': true}) }}")
    assert "data-prevent-double-click" in one


def test_every_component_has_a_macro() -> None:
    words = {"text": "Send", "label": "Name", "legend": "Name", "title_text": "Done", "items": []}
    assert all(isinstance(draw(name, words), Markup) for name in NAMES)
    assert set(components()) == set(NAMES)


@pytest.mark.parametrize("way", ["text='<b>'", "html='<b>'", "summary_html='<b>', text='x'"])
def test_what_somebody_typed_never_becomes_page(way: str) -> None:
    name = "details" if "summary" in way else "inset_text"
    drawn = render("{{ govuk." + name + "(" + way + ") }}")
    assert "&lt;b&gt;" in drawn
    assert "<b>" not in drawn


def test_filters_say_times_from_where_the_page_stands() -> None:
    context = {"shell": SHELL, "at": NOW, "born": NOW.date()}
    assert render("{{ at|when }} {{ at|time }} {{ born|short_date }}", **context) == (
        "14:50 today 14:50 26 Nov 26"
    )
    with pytest.raises(LookupError):
        render("{{ at|when }}", at=NOW)


@pytest.mark.parametrize("density", ["questions", "work"])
def test_a_page_has_its_language_title_skip_link_and_one_main(density: str) -> None:
    text = page(
        '{% extends "ui/' + density + '.html" %}{% block title %}Tray{% endblock %}'
        "{% block main %}<h1>Tray</h1>{% endblock %}"
    )
    read = Reading(text)
    assert '<html lang="en-GB"' in text
    assert "<title>Tray – OpenMASH – Brackenford</title>" in text
    assert read.all("a")[0] == {
        "href": "#main",
        "class": "govuk-skip-link",
        "data-module": "govuk-skip-link",
    }
    assert len(read.all("main")) == len(read.all("h1")) == 1
    assert read.problems() == []


def test_danger_now_puts_999_first() -> None:
    text = page('{% extends "ui/work.html" %}{% block title %}x{% endblock %}')
    assert text.index("tel:999") < text.index("tel:01632960110")


def test_nothing_on_a_page_is_inline_or_from_elsewhere() -> None:
    text = page('{% extends "ui/work.html" %}{% block title %}x{% endblock %}')
    read = Reading(text)
    assert all(script["src"].startswith("/static/") for script in read.all("script"))
    assert not any("style" in attrs or "onclick" in attrs for _, attrs in read.elements)
    hrefs = [attrs.get("href", "") for _, attrs in read.elements]
    assert not any(href.startswith(("http", "//")) for href in hrefs)


def test_an_error_stands_in_the_title_and_in_front_of_the_page() -> None:
    form = Name({})
    text = page(
        '{% extends "ui/questions.html" %}{% block title %}Name{% endblock %}'
        "{% block main %}{{ form.name }}{% endblock %}",
        form=form,
    )
    assert "<title>Error: Name –" in text
    assert text.index("There is a problem") < text.index('id="f-name"')


def test_messages_are_shown_once_each() -> None:
    class Said(str):
        tags = "success"

    text = page(
        '{% extends "ui/work.html" %}{% block title %}x{% endblock %}', messages=[Said("Sent")]
    )
    assert text.count("Sent") == 1


PARTS: list[tuple[str, str]] = [
    ("rag", "rag('RED') ~ rag('') ~ rag(none) ~ danger()"),
    ("clock", "clock(clock_due)"),
    ("level", "level(3, 'Early help, several agencies')"),
    ("evidence", "ev('Hands', 'Police', '22 Nov', 'reported', 'note', 'E1', must_know=true)"),
    ("voice", "voice('“Quiet.”', 'To Ruth Hart, alone', '25 Nov')"),
    ("missing", "missing('Noah', 'too young') ~ gap('not answered') ~ empty_state('Nothing')"),
    ("act", "act('Decide', 'Decide level 4', '/decide', '', blockers=needed, done=needed)"),
    ("child", "child_header(child) ~ tabs(tabs_of, 'Parts')"),
    ("filters", "choose('state', 'State', [('', 'All')]) ~ tally([(2, 'overdue')])"),
    ("time", "timeline(moments) ~ steps(steps_of) ~ saved('Saved', true) ~ saved('', live=true)"),
    ("match", "reasons('Likely', ['same house'], ['year']) ~ flag('Lock', true, 'lock')"),
]
IMPORT = (
    "{% from 'ui/parts.html' import rag, danger, clock, level, ev, voice, missing, gap, act,"
    " empty_state, child_header, tabs, choose, tally, timeline, steps, saved, reasons, flag %}"
)


@pytest.mark.parametrize("drawing", [drawing for _, drawing in PARTS], ids=[n for n, _ in PARTS])
def test_every_part_draws_with_words_beside_its_shapes(drawing: str) -> None:
    read = Reading(render(IMPORT + "{{ " + drawing + " }}", **_given()))
    assert read.elements
    assert read.problems() == []
    assert all(svg["aria-hidden"] == "true" for svg in read.all("svg"))


def test_a_blocked_button_is_outlined_and_can_be_pressed() -> None:
    drawing = IMPORT + "{{ act('Decide', 'Decide level 4', '/decide', blockers=needed) }}"
    blocked, free = (render(drawing, needed=needed) for needed in ((Need("Sign", "#s"),), ()))
    assert "1 thing stands in the way" in blocked
    assert "govuk-button--secondary" in blocked
    assert "disabled" not in blocked
    assert "govuk-button--secondary" not in free


def test_parts_escape_what_people_wrote() -> None:
    drawn = render(IMPORT + "{{ ev('<b>', '<i>') ~ voice('<b>') ~ missing('<b>') }}")
    assert "<b>" not in drawn
    assert "<i>" not in drawn


def _given() -> dict[str, object]:
    clock_due = due("Amber", NOW, NOW.replace(hour=17), NOW)
    return {
        "clock_due": clock_due,
        "needed": (Need("Sign", "#s", "Carol has it"),),
        "tabs_of": (Tab("Summary", "/"), Tab("Decision", "/d", current=True)),
        "moments": (Moment("22 Nov 26", "Police"),),
        "steps_of": (Step("Received"), Step("Decided", done=False)),
        "child": ChildHeader(
            name="Isla Tarrant",
            about="7 years",
            siblings=(Link("Noah, 2", "/n"),),
            facts=(Fact("Born", "14 March 2019"),),
            flags=(Flag("Unborn sibling"),),
            due=clock_due,
            who_may_see="hub team",
            looked_href="/who",
        ),
    }

"""Empty fields that stand on an answer for several people, or on many answers, are drawn once.

What is filled, wrong, changed before, or opens another question is drawn by itself, and so is what is
called otherwise for another person. The questions of a template are reference data: a version of them
that was published stays as it is, so that their empty fields are kept between pages. No name of
anybody and no word that anybody typed is in them.
"""

from __future__ import annotations

from markupsafe import Markup

from openmash.frontdoor.enquiries.forms.answering import AnswerForm

# By template, version and field: the name it was drawn by, and the drawing.
_kept: dict[tuple[str, ...], tuple[str, str]] = {}
OF_TEMPLATE = ("q_", "i")  # questions and facts; whether somebody is known is asked by their name


class Once:
    """The fields of an answer by their names, as `form[name]` gives them; `p2_i1_text` is drawn from
    `p1_i1_text`, whose words, hint and choices it shares."""

    def __init__(self, form: AnswerForm) -> None:
        self._form = form
        self._drawn: dict[tuple[str, ...], tuple[str, str]] = {}

    def __getitem__(self, name: str) -> Markup:
        bound = self._form[name]
        opens = getattr(bound.field, "conditional", None)
        if self._form.is_bound or bound.value() or self._form.versions.get(name) or opens:
            return bound.as_govuk()
        shape = name.partition("_")[2]
        place = _kept if shape.startswith(OF_TEMPLATE) else self._drawn
        key = (self._form.template, self._form.version, shape, str(bound.field.label))
        if key not in place:
            place[key] = (name, str(bound.as_govuk()))
        first, drawn = place[key]
        return Markup(drawn.replace(first, name))  # noqa: S704  # drawn by the component, which escapes

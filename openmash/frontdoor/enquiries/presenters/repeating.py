"""Fields that stand on one page for several people and are empty are drawn once, and told apart by name.

Within one page and for nobody’s words: what is filled, wrong, changed before, or opens another question
is drawn by itself, and so is what is called otherwise for another person.
"""

from __future__ import annotations

from markupsafe import Markup

from openmash.frontdoor.enquiries.forms.answering import AnswerForm


class Once:
    """The fields of an answer by their names, as `form[name]` gives them; `p2_i1_text` is drawn from
    `p1_i1_text`, whose words, hint and choices it shares."""

    def __init__(self, form: AnswerForm) -> None:
        self._form = form
        self._drawn: dict[tuple[str, str], tuple[str, str]] = {}

    def __getitem__(self, name: str) -> Markup:
        bound = self._form[name]
        opens = getattr(bound.field, "conditional", None)
        if self._form.is_bound or bound.value() or self._form.versions.get(name) or opens:
            return bound.as_govuk()
        shape = (name.partition("_")[2], str(bound.field.label))
        if shape not in self._drawn:
            self._drawn[shape] = (name, str(bound.as_govuk()))
        first, drawn = self._drawn[shape]
        return Markup(drawn.replace(first, name))  # noqa: S704  # drawn by the component, which escapes

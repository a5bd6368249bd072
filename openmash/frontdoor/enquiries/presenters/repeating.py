"""Empty fields that stand on an answer for several people, or on many answers, are drawn once.

What is filled, wrong or changed before is drawn by itself. The questions of a template are reference
data: a version of them that was published stays as it is, so that their empty fields are kept between
pages. No name of anybody and no word that anybody typed is in what is kept: whether somebody is known
is asked by their name, which is put in when it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from openmash.foundation.ui.choosing import Choosing
from openmash.foundation.ui.drawing import Drawn
from openmash.frontdoor.enquiries.forms.answering import AnswerForm

# By template, version, child or adult, and field: for whom it was drawn ("p1_"), and the drawing without
# its label.
Key = tuple[str, str, bool, str]
_kept: dict[Key, tuple[str, str]] = {}
LABEL = "\x00"  # in no text: what is typed or published has no such sign


class Once:
    """The fields of an answer by their names, as `form[name]` gives them; `p2_i1_text` is drawn from
    `p1_i1_text`, whose hint and choices it shares."""

    def __init__(self, form: AnswerForm) -> None:
        self._form = form
        self._of = {one.outcome.partition("_")[0]: one.person.is_child for one in form.people}

    def __getitem__(self, name: str) -> Markup:
        bound, opened = self._form[name], self._opened_by(name)
        if self._form.is_bound or any(map(self._is_written, (name, *opened))):
            return bound.as_govuk()
        whose, _, shape = name.partition("_")
        key = (self._form.template, self._form.version, self._of[whose], shape)
        label = str(escape(bound.field.label or ""))
        if key not in _kept and not _keep(key, f"{whose}_", label, bound):
            return bound.as_govuk()
        first, drawn = _kept[key]
        drawn = drawn.replace(first, f"{whose}_").replace(LABEL, label)
        return Markup(drawn)  # noqa: S704  # drawn by the component, which escapes, as the label is here

    def _opened_by(self, name: str) -> Iterator[str]:
        field = self._form.fields[name]
        if isinstance(field, Choosing):
            for code in field.conditional:
                yield from field.revealed_by(code)

    def _is_written(self, name: str) -> bool:
        return bool(self._form[name].value() or self._form.versions.get(name))


def _keep(key: Key, whose: str, label: str, bound: Drawn) -> bool:
    """Keep its drawing with a gap for the label; not where label or person cannot be told from the rest.

    Wherever "p1_" stands, a name begins that is this person’s.
    """
    drawn = str(bound.as_govuk())
    if not label or drawn.count(label) != 1:
        return False
    gap, name = drawn.replace(label, LABEL), str(bound.html_name)
    if gap.count(whose) != len(re.findall(rf'(?<=["\-:]){whose}', gap)) or name.count(whose) != 1:
        return False
    _kept[key] = (whose, gap)
    return True

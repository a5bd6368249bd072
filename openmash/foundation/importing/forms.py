"""The forms of an import: the file, what its columns hold, what its codes mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from openmash.core.refusals import NotReady
from openmash.foundation.importing.commands import NewColumns, NewFile
from openmash.foundation.importing.fields import LABELS, MEANINGS, Field
from openmash.foundation.importing.reading import Limits, too_large
from openmash.foundation.ui.fields import (
    ChoiceField,
    KeyField,
    LongTextField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form

LEFT_OUT = "Leave this column out"


class UploadForm(Form):
    """Whose extract it is, and the file; its key makes pressing twice harmless."""

    key = KeyField()
    agency = SelectField(
        "Which agency is it from?",
        [],
        missing="Choose the agency whose extract this is",
        first="Choose an agency",
    )
    source = TextField(
        "What is this extract called?",
        missing="Give the extract a name, the same each time",
        hint="The same name each time, such as Weekly extract: we remember what its columns hold",
        max_length=80,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, agencies: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]  # ours

    def new_file(self, sent: UploadedFile[bytes] | None, limits: Limits) -> NewFile:
        """The file with its origin; one that is far too large is not even read."""
        if sent is None:
            raise NotReady("Choose the file to import")
        if problem := too_large(sent.size or 0, limits):
            raise NotReady(problem)
        agency, source = self.cleaned_data["agency"], self.cleaned_data["source"]
        return NewFile(agency, source, sent.name or "", sent.read())


class ColumnsForm(Form):
    """What each column holds; nothing is chosen for the order of dates unless the file shows it."""

    month_first = ChoiceField(
        "Dates like 03/04/2019: which comes first?",
        [("day", "The day, as in 3 April"), ("month", "The month, as in March 4")],
        missing="",
        required=False,
        small=True,
    )
    full = ChoiceField(
        "Is this everybody the source works with now?",
        [
            ("some", "No, only some", "Nothing ends because it is not in the file"),
            ("all", "Yes, a full extract", "What is no longer in it ends: the check counts it"),
        ],
        missing="",
        required=False,
        small=True,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        headings: Sequence[str],
        guessed: Mapping[int, Field],
        month_first: bool | None = None,
    ) -> None:
        initial = {f"column_{place}": one.value for place, one in guessed.items()}
        if month_first is not None:
            initial["month_first"] = "month" if month_first else "day"
        super().__init__(data, initial=initial)
        self.places = range(len(headings))
        for place, heading in enumerate(headings):
            self.fields[f"column_{place}"] = SelectField(
                f"What “{heading}” holds",
                [(one.value, words) for one, words in LABELS.items()],
                first=LEFT_OUT,
                required=False,
            )

    def columns(self) -> NewColumns:
        """What was said; what was not said is asked about by the rule."""
        said = {place: self.cleaned_data[f"column_{place}"] for place in self.places}
        order, full = self.cleaned_data["month_first"], self.cleaned_data["full"]
        return NewColumns(
            {place: Field(one) for place, one in said.items() if one},
            month_first=(order == "month") if order else None,
            full_extract=(full == "all") if full else None,
        )


class ValuesForm(Form):
    """What the codes of this source mean that we do not know."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, unknown: Sequence[tuple[str, str, int]]
    ) -> None:
        super().__init__(data)
        self.asked = [(f"value_{n}", Field(one), said) for n, (one, said, _) in enumerate(unknown)]
        for (name, one, said), (_, _, times) in zip(self.asked, unknown, strict=True):
            rows = "1 row" if times == 1 else f"{times:,} rows"
            self.fields[name] = SelectField(
                f"“{said}” as {LABELS[one]}",
                MEANINGS[one],
                first="We do not know either",
                hint=f"In {rows}",
                required=False,
            )

    def values(self) -> dict[Field, dict[str, str]]:
        """By field and code; what stays unknown is left out."""
        found: dict[Field, dict[str, str]] = {}
        for name, one, said in self.asked:
            if self.cleaned_data[name]:
                found.setdefault(one, {})[said] = self.cleaned_data[name]
        return found


class TakeBackForm(Form):
    """Why a whole import goes, in words that somebody else understands a year later."""

    because = LongTextField(
        "Why is this import taken back?",
        missing="Say why: this is kept with the import and beside every fact that goes",
        hint="For instance: it was last year’s file",
        rows=2,
    )

"""What a health practitioner writes, and the small forms around it (P6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openmash.foundation.ui.fields import (
    Choice,
    ChoiceField,
    HiddenField,
    LongTextField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.enquiries.rules.health import Seen, Written
from openmash.frontdoor.enquiries.rules.pertinent import RANKS
from openmash.frontdoor.enquiries.states.health import Concern, Confidence, Verdict

CONCERN: tuple[Choice, ...] = (
    (Concern.NONE, "None"),
    (Concern.LOW, "Low"),
    (Concern.MODERATE, "Moderate"),
    (Concern.HIGH, "High"),
)
CONFIDENCE: tuple[Choice, ...] = (
    (Confidence.LOW, "Low"),
    (Confidence.MEDIUM, "Medium"),
    (Confidence.HIGH, "High"),
)


class AnalysisForm(Form):
    """The fixed headings: one text for each child, one for each adult who cares for them."""

    known = LongTextField(
        "What we know", required=False, hint="By the numbers of the facts: H1, H2", rows=3
    )

    def __init__(
        self,
        children: Sequence[tuple[str, str]],
        adults: Sequence[tuple[str, str]],
        written: Written,
        version: int,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix="draft")
        self.overtaken = self.kept = False
        self.children, self.adults = children, adults
        for number, (_, called) in enumerate(children):
            self.fields[f"child_{number}"] = _text(f"For {called}")
        for number, (_, called) in enumerate(adults):
            self.fields[f"adult_{number}"] = _text(f"For {called} as a parent or carer")
        self.fields["protective"] = _text("What helps", rows=2)
        self.fields["unknown"] = _text("What is not known", rows=2)
        self.fields["recommended"] = _text("What you recommend", rows=3)
        self.fields["concern"] = SelectField(
            "Level of health concern", CONCERN, required=False, first="Choose"
        )
        self.fields["confidence"] = SelectField(
            "How sure are you?", CONFIDENCE, required=False, first="Choose"
        )
        self.fields["version"] = HiddenField(initial=str(version))
        self.fields["seen"] = HiddenField()
        self.initial = self._typed_before(written)

    def again(self, seen: str, version: int) -> AnalysisForm:
        """The same words beside what is there now: saving or signing again is with that in sight.

        Where nothing was kept for another reason, what somebody else wrote is still unseen.
        """
        now = {"seen": seen} | ({"version": str(version)} if self.kept or self.overtaken else {})
        data = dict(self.data.items()) | {self.add_prefix(name): now[name] for name in now}
        form = AnalysisForm(self.children, self.adults, Written(), version, data)
        form.add_refusals([str(one) for one in self.non_field_errors()])
        return form

    @property
    def written(self) -> Written:
        """What is there, complete or not."""
        said = self.cleaned_data
        return Written(
            known=said["known"] or "",
            children={k: said[f"child_{n}"] or "" for n, (k, _) in enumerate(self.children)},
            adults={k: said[f"adult_{n}"] or "" for n, (k, _) in enumerate(self.adults)},
            unknown=said["unknown"] or "",
            protective=said["protective"] or "",
            recommended=said["recommended"] or "",
            concern=said["concern"] or "",
            confidence=said["confidence"] or "",
        )

    @property
    def base_version(self) -> int:
        """What its writer had seen."""
        said = str(self.cleaned_data["version"])
        return int(said) if said.isdecimal() else -1

    def _typed_before(self, written: Written) -> dict[str, Any]:
        names = ("known", "unknown", "protective", "recommended", "concern", "confidence")
        said = {name: getattr(written, name) for name in names}
        said |= {
            f"child_{n}": written.children.get(k, "") for n, (k, _) in enumerate(self.children)
        }
        return said | {
            f"adult_{n}": written.adults.get(k, "") for n, (k, _) in enumerate(self.adults)
        }


def _text(label: str, rows: int = 3) -> LongTextField:
    return LongTextField(label, required=False, rows=rows)


class SealedForm(Form):
    """Beneath what somebody signs: the page hands back what it showed.

    Drawn again, it shows what is there now, and pressing again is with that in sight.
    """

    told = HiddenField()
    reading = HiddenField()

    def __init__(self, now: Seen, data: Mapping[str, Any] | None = None) -> None:
        shown = {"told": now.told, "reading": now.words}
        self.saw = Seen(*(str(data.get(name, "")) for name in shown)) if data is not None else now
        super().__init__(None if data is None else {**dict(data.items()), **shown}, initial=shown)


class SecondForm(SealedForm):
    """How the second practitioner sees it."""

    words = LongTextField("How do you see it?", missing="Say how you see it", rows=4)


class BackForm(Form):
    """Why a signature was a mistake."""

    words = LongTextField("Why?", missing="Say why", rows=3)


class OpinionForm(SealedForm):
    """What a second opinion is asked about."""

    question = LongTextField(
        "What do you want to be looked at again?", missing="Say what to look at", rows=3
    )


class BeforeForm(Form):
    """Why a decision cannot wait."""

    reason = LongTextField(
        "What danger to a child would waiting bring?",
        missing="Say what danger waiting would bring",
        hint="At least 60 characters. A health practitioner looks back at it the next working day.",
        rows=4,
    )


class LookBackForm(Form):
    """Agree, or say that the picture is another."""

    verdict = ChoiceField(
        "Now that you have read it: what was decided",
        (
            (Verdict.AGREES, "I agree with what was decided"),
            (Verdict.CHANGES, "Health changes the picture: the decision is opened again"),
        ),
        missing="Say whether you agree, or whether it changes the picture",
    )
    words = LongTextField("Why?", missing="Say why", rows=4)


class RankForm(Form):
    """Where a fact stands."""

    rank = ChoiceField(
        "Where does it stand?",
        [(str(number), words) for number, words in RANKS.items()],
        missing="Choose where it stands",
    )
    reason = LongTextField("Why?", missing="Say why", rows=3)


class SearchForm(Form):
    """Words to look for, and why: kept, as for people."""

    words = TextField("Which words?", missing="Say what to look for")
    why = TextField("Why do you search?", missing="Say why you search: it is kept")

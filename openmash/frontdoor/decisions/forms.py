"""What is written on the decision page: each child has a form, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openmash.foundation.people.models import Voice
from openmash.foundation.ui.choosing import Choice, ChoiceField, MultiChoiceField, SelectField
from openmash.foundation.ui.dating import DateField
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.writing import HiddenField, LongTextField, TextField
from openmash.frontdoor.decisions.commands.writing import Heard, View
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision
from openmash.frontdoor.decisions.queries.case import Case
from openmash.frontdoor.decisions.rules import NONE_FOUND
from openmash.frontdoor.decisions.states import OUTCOME_NAMES

FEWEST_POINTS = 3
AGREEMENT: tuple[Choice, ...] = (
    ("told_agrees", "The family knows and agrees"),
    ("told_disagrees", "The family knows and disagrees; we go on without agreement"),
    ("not_told_worse", "Not asked: asking would raise the risk"),
    ("not_told_yet", "Not asked yet"),
)
HEARD_HOW: tuple[Choice, ...] = (
    ("talk", "The child said it"),
    ("seen", "It was seen"),
    ("drawing", "A drawing, play or a tool"),
    ("interpreter", "Through an interpreter"),
    ("parent", "A parent’s report: not the child’s own words"),
)
HEARD_ALONE: tuple[Choice, ...] = (
    ("alone", "Yes"),
    ("with_somebody", "No, somebody was there"),
    ("heard", "Told to somebody else"),
)
LEVEL_FIELDS = frozenset({"level", "outcome", "otherwise_because", "version"})


def prefix_of(decision: ThresholdDecision) -> str:
    """What the names of a child's fields begin with."""
    return f"c{decision.child.position}"


class ChildForm(Form):
    """Everything P7 asks about one child. Shape only: what is missing is asked of the rules."""

    version = HiddenField()
    level = ChoiceField("Level", [], required=False, small=True)
    outcome = SelectField("What follows", [], first="Choose", required=False)
    otherwise_because = LongTextField(
        "If you decide otherwise than was recommended: why?", required=False, rows=2
    )
    descriptors = MultiChoiceField("Descriptors that fit", [], required=False, small=True)
    voice_weighting = LongTextField(
        "How it counted",
        hint="How it changed what you recommend, or did not",
        required=False,
        rows=2,
    )
    alternatives = LongTextField(
        "Alternative considered",
        hint="Another level or outcome, and why not",
        required=False,
        rows=3,
    )
    history_seen = MultiChoiceField("History looked at", [], required=False, small=True)
    history = LongTextField("What the history says", required=False, rows=2)
    missing_comment = LongTextField("What is missing, and what that means", required=False, rows=2)
    agreement = SelectField("Agreement", AGREEMENT, first="Choose", required=False)
    next_step = TextField("Next step", required=False)
    next_step_owner = TextField("Who takes it", required=False)
    next_step_due = DateField("Done by", called="The day", required=False)
    family_told_by = TextField("Who tells the family", required=False)
    family_told_when = TextField("When and how", required=False)
    family_not_told_reason = TextField("Or why the family is not told", required=False)
    expected_of_sender = LongTextField(
        "What we ask of the sender",
        hint="One line for each thing. It stands in the answer to the sender as you write it",
        required=False,
        rows=2,
    )
    expected_due = DateField("Until when", called="The day", required=False)
    risk_for_sender = LongTextField(
        "What the sender must know of the risk, for their own duty",
        hint="Only a sender who goes on working with the child reads it, as you write it",
        required=False,
        rows=2,
    )
    heard_words = LongTextField("What the child said", required=False, rows=2)
    heard_observed = LongTextField("What was observed", required=False, rows=2)
    heard_by = TextField("Who heard or saw it", required=False)
    heard_when = TextField("When and where", required=False)
    heard_how = SelectField("How", HEARD_HOW, first="Choose", required=False)
    heard_alone = SelectField("Alone?", HEARD_ALONE, first="Choose", required=False)
    heard_absence = SelectField(
        "Or why there is nothing", Voice.Absence.choices, first="Choose", required=False
    )

    def __init__(
        self,
        case: Case,
        decision: ThresholdDecision,
        data: Mapping[str, Any] | None = None,
        *,
        level_only: bool = False,
    ) -> None:
        self.points = _how_many(decision, data)
        super().__init__(data, prefix=prefix_of(decision), initial=_initial(decision))
        self._offer(case, decision)
        self._ask_for_points(case, decision)
        if level_only:
            for name in self.fields.keys() - LEVEL_FIELDS:
                del self.fields[name]

    @property
    def written(self) -> dict[str, object]:
        """What `write` saves."""
        said = self.cleaned_data
        names = (n for n in said if not n.startswith(("heard_", "point_", "evidence_", "version")))
        fields: dict[str, object] = {name: said[name] for name in names}
        fields["level"] = int(said["level"]) if said.get("level") else None
        if "point_1" in said:
            fields["rationale"] = self._rationale()
        return fields

    @property
    def base_version(self) -> int:
        """The version the writer had before them."""
        typed = str(self.cleaned_data.get("version") or "0")
        return int(typed) if typed.isdigit() else 0

    @property
    def heard(self) -> Heard | None:
        """What the child said or showed, if anything was typed."""
        said = self.cleaned_data
        heard = Heard(
            words=said.get("heard_words", ""),
            observed=said.get("heard_observed", ""),
            absence=said.get("heard_absence", ""),
            obtained_by=said.get("heard_by", ""),
            when_and_where=said.get("heard_when", ""),
            method=said.get("heard_how", ""),
            alone=said.get("heard_alone", ""),
        )
        return heard if heard.words or heard.observed or heard.absence else None

    def _rationale(self) -> list[dict[str, object]]:
        said = self.cleaned_data
        rows = ((said[f"point_{n}"], said[f"evidence_{n}"]) for n in range(1, self.points + 1))
        return [{"text": text.strip(), "evidence": keys} for text, keys in rows if text.strip()]

    def _offer(self, case: Case, decision: ThresholdDecision) -> None:
        content = decision.guidance.content
        child = case.called(decision.child)
        levels = sorted(content["levels"], key=lambda one: -one["n"])
        self._choices("level", [(str(o["n"]), f"Level {o['n']} · {o['name']}") for o in levels])
        self._choices("outcome", [(code.value, words) for code, words in OUTCOME_NAMES.items()])
        ordered = sorted(content["descriptors"], key=lambda one: -one["level"])
        self._choices("descriptors", [(d["id"], f"{d['id']} {d['text']}") for d in ordered])
        self._choices("history_seen", history_choices(case, decision))
        self.fields["heard_words"].label = f"What {child} said, word for word"
        self.fields["heard_observed"].label = f"What was observed of {child}"

    def _choices(self, name: str, choices: Sequence[Choice]) -> None:
        field = self.fields[name]
        assert isinstance(field, ChoiceField | MultiChoiceField)
        field.choices = choices

    def _ask_for_points(self, case: Case, decision: ThresholdDecision) -> None:
        numbers = [(one.key, one.number) for one in case.evidence]
        known = {one.key for one in case.evidence}
        for number in range(1, self.points + 1):
            point = _point(decision, number)
            self.fields[f"point_{number}"] = LongTextField(
                f"Point {number}", required=False, rows=2, initial=point.get("text", "")
            )
            cited = [key for key in point.get("evidence", ()) if key in known]
            self.fields[f"evidence_{number}"] = MultiChoiceField(
                f"Point {number} rests on",
                numbers,
                required=False,
                inline=True,
                small=True,
                initial=cited,
            )


class ViewForm(Form):
    """What a partner thinks."""

    agency = TextField("Agency", required=False)
    person = TextField("Who", required=False)
    view = SelectField("View", PartnerView.View.choices, first="Choose", required=False)
    reason = LongTextField("In their words", required=False, rows=2)

    @property
    def said(self) -> View | None:
        """The view, if one was typed."""
        data = self.cleaned_data
        return View(**data) if any(data.values()) else None


class BackForm(Form):
    """Giving a recommendation back, or opening a decision again."""

    reason = LongTextField("Why?", required=False, rows=2, hint="Kept with the record")


def _initial(decision: ThresholdDecision) -> dict[str, Any]:
    names = (name for name in ChildForm.base_fields if hasattr(decision, name))
    values = {name: getattr(decision, name) for name in names}
    return {**values, "level": str(decision.level or ""), "version": decision.version}


def _how_many(decision: ThresholdDecision, data: Mapping[str, Any] | None) -> int:
    """The points there are, one empty one more, and every one that was typed."""
    points = max(FEWEST_POINTS, len(decision.rationale) + 1)
    while data is not None and f"{prefix_of(decision)}-point_{points + 1}" in data:
        points += 1
    return points


def _point(decision: ThresholdDecision, number: int) -> Mapping[str, Any]:
    rows: list[Mapping[str, Any]] = decision.rationale
    return rows[number - 1] if number <= len(rows) else {}


def history_choices(case: Case, decision: ThresholdDecision) -> list[Choice]:
    """The earlier contacts and services that can be named as looked at."""
    earlier: dict[str, Choice] = {
        one.key: (one.key, f"{one.reference}, {_day(one.received.date())}: {one.worry}")
        for one in case.earlier_of(decision.child)
    }
    for open_to in case.open_to:
        if open_to.person == decision.child.person_id:
            key = f"open:{open_to.person}:{open_to.kind}:{open_to.since.isoformat()}"
            earlier[key] = (key, f"Open to {open_to.service} since {_day(open_to.since)}")
    # what was named before stays on offer, so that no tick is lost
    for key in decision.history_seen:
        if key not in earlier and key != NONE_FOUND:
            earlier[key] = (key, key.removeprefix("contact:"))
    return [*earlier.values(), (NONE_FOUND, "Looked, and found none")]


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"

"""The forms of opening an enquiry and of keeping it right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openmash.foundation.ui.fields import (
    ChoiceField,
    LongTextField,
    MultiChoiceField,
    TextField,
)
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.enquiries.queries.proposing import Proposed
from openmash.frontdoor.enquiries.rules.enquiry import Included, Rating
from openmash.frontdoor.enquiries.states import ScopeRole

ROLES: dict[str, str] = {
    ScopeRole.CHILD: "Child",
    ScopeRole.PARENT: "Parent",
    ScopeRole.CARER: "Carer",
    ScopeRole.HOUSEHOLD: "In the household",
    ScopeRole.OTHER_ADDRESS: "Somebody at another address",
    ScopeRole.ALLEGED_HARMER: "Said to cause the harm",
}
NEW = "new"


def _urgency() -> ChoiceField:
    return ChoiceField(
        "How urgent is the enquiry?",
        [
            ("red", "Red", "Decided within four hours, also after closing time"),
            ("amber", "Amber", "Decided within one working day"),
            ("green", "Green", "Decided within three working days"),
        ],
        missing="Choose Red, Amber or Green",
        conditional={"green": "meanwhile"},
        small=True,
    )


def _why() -> LongTextField:
    return LongTextField("Why?", missing="Say why in at least 20 characters", rows=2, size="s")


def _meanwhile() -> LongTextField:
    return LongTextField(
        "What is decided meanwhile?",
        required=False,
        hint="A decision is due in one working day. Say what is decided for the time of the enquiry.",
        rows=2,
        size="s",
    )


class RatingForm(Form):
    """Another urgency, and why."""

    rag = _urgency()
    meanwhile = _meanwhile()
    reason = _why()

    @property
    def rating(self) -> Rating:
        """What was said."""
        said = self.cleaned_data
        return Rating(said["rag"], said["reason"], said.get("meanwhile") or "")


class OpenForm(RatingForm):
    """How urgent, why, and about whom. Whoever lives elsewhere is opened by its own box."""

    def __init__(self, people: Sequence[Proposed], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.people = people
        here = [one for one in people if not one.elsewhere and one.role != ScopeRole.CHILD]
        if here:
            self.fields["here"] = MultiChoiceField(
                "Who else at home is asked about?",
                [(one.key, one.called, one.how) for one in here],
                required=False,
                initial=[one.key for one in here],
                hint="The children of the contact always are.",
            )
        for number, one in enumerate(self.elsewhere):
            self.fields[f"away_{number}"] = MultiChoiceField(
                f"{one.called}: {one.how}",
                [("yes", "Ask about them too")],
                required=False,
                conditional={"yes": f"why_{number}"},
                hint="Not known to live with the children, so a reason is needed.",
            )
            self.fields[f"why_{number}"] = LongTextField(
                f"Why is {one.called} asked about?", required=False, rows=2, size="s"
            )

    @property
    def elsewhere(self) -> list[Proposed]:
        """Those who are not known to live with the children."""
        return [one for one in self.people if one.elsewhere and one.role != ScopeRole.CHILD]

    def included(self) -> list[Included]:
        """The children, and everybody who was chosen."""
        return list(self._picked())

    def _picked(self) -> Iterator[Included]:
        said = self.cleaned_data
        for one in self.people:
            if one.role == ScopeRole.CHILD or one.key in said.get("here", ()):
                yield one.included()
        for number, one in enumerate(self.elsewhere):
            if said[f"away_{number}"]:
                yield one.included(said[f"why_{number}"] or "")


class PersonForm(Form):
    """One more person: one we know of, or a name."""

    who = ChoiceField(
        "Who?", (), missing="Choose the person, or somebody else", conditional={}, small=True
    )
    called = TextField("Name", required=False, spellcheck=False)
    role = ChoiceField(
        "What are they in this?",
        [(code, words) for code, words in ROLES.items() if code != ScopeRole.CHILD],
        required=False,
        small=True,
    )
    lives = ChoiceField(
        "Do they live with the children?",
        [("yes", "Yes"), ("no", "No, or nobody knows")],
        required=False,
        inline=True,
        small=True,
    )
    reason = LongTextField(
        "Why are they asked about?",
        required=False,
        hint="Needed for whoever does not live with the children.",
        rows=2,
    )

    def __init__(self, people: Sequence[Proposed], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.people = {one.key: one for one in people}
        choices = [(one.key, one.called, one.how) for one in people]
        who: ChoiceField = self.fields["who"]  # type: ignore[assignment]  # radios
        who.choices = [*choices, (NEW, "Somebody else")]
        who.conditional = {NEW: ("called", "role", "lives")}

    def included(self) -> Included:
        """Whom the form speaks of."""
        said = self.cleaned_data
        known = self.people.get(said["who"])
        if known is not None:
            return known.included(said["reason"] or "")
        return Included(
            role=said["role"] or "",
            called=said["called"] or "",
            elsewhere=said["lives"] != "yes",
            reason=said["reason"] or "",
        )


class MissingForm(Form):
    """What is still not known when a decision is made."""

    reason = LongTextField(
        "What is still missing, and why is it not waited for?",
        missing="Say what is missing, or that nothing is",
        hint="Whoever decides reads it first.",
        rows=4,
    )

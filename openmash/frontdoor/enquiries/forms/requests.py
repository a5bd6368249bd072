"""The form that sends many questions by one press: whom each agency is asked about, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openmash.foundation.sharing.models import Disclosure
from openmash.foundation.ui.fields import Choice, LongTextField, MultiChoiceField
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.enquiries.forms.checks import USUAL_BASES
from openmash.frontdoor.enquiries.models import AgencyCheck
from openmash.frontdoor.enquiries.queries.asking import Proposal
from openmash.frontdoor.enquiries.rules.checks import Question

HERE, PHONE = AgencyCheck.Method.HERE, AgencyCheck.Method.PHONE


class SendForm(Form):
    """Each agency with the people it is asked about; what is the same for all of them once."""

    necessity = LongTextField(
        "Why is it necessary to ask?",
        missing="Say in a sentence why it is necessary to ask",
        hint="Two sentences that every agency reads. No more of the family than it needs.",
        rows=3,
        max_length=600,
    )
    bases = MultiChoiceField(
        "On which ground in law?",
        Disclosure.Basis.choices,
        missing="Name the ground in law on which this is shared",
        initial=list(USUAL_BASES),
        hint="Agreement of the family is not one of them.",
        small=True,
    )

    def __init__(
        self,
        proposals: Sequence[Proposal],
        people: Sequence[tuple[str, str]],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        self.proposals = proposals
        for one in proposals:
            self.fields[one.field] = MultiChoiceField(
                f"About whom is {one.asking.name} asked?",
                [_choice(key, name, one) for key, name in people],
                required=False,
                initial=list(one.because) if one.is_proposed else [],
                small=True,
                classes="om-people",
            )

    @property
    def questions(self) -> list[Question]:
        """One question for each agency with somebody ticked."""
        said = self.cleaned_data
        ticked = ((one, said[one.field]) for one in self.proposals)
        return [self._question(one, people) for one, people in ticked if people]

    def _question(self, one: Proposal, people: Sequence[str]) -> Question:
        asking = one.asking
        return Question(
            agency=asking.agency,
            kind=asking.kind,
            people=tuple(people),
            questions=asking.content["asks"],
            necessity=self.cleaned_data["necessity"],
            bases=tuple(self.cleaned_data["bases"]),
            method=HERE if asking.answers_here else PHONE,
            asked_of=asking.service,
            template=asking.template,
            because={key: one.because.get(key, "") for key in people},
            is_to_ring=not asking.answers_here,
        )


def _choice(key: str, name: str, one: Proposal) -> Choice:
    why = one.because.get(key, "")
    return (key, name, why) if why else (key, name)

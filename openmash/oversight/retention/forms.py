"""What is put on legal hold and why, and what is said when one is lifted or a proposal refused."""

from __future__ import annotations

from openmash.foundation.ui.fields import ChoiceField, LongTextField, SelectField, TextField
from openmash.foundation.ui.forms import Form
from openmash.oversight.looks.rules import key_in
from openmash.oversight.retention.commands import NewHold
from openmash.oversight.retention.states import CLASS_NAMES, OF_CONTACTS, SCOPE_WORDS, Scope

DESTROY, REFUSE = "destroy", "refuse"


class HoldForm(Form):
    """One thing that is held, and the reason."""

    scope = ChoiceField(
        "What is held?",
        [(one.value, words) for one, words in SCOPE_WORDS.items()],
        missing="Choose what is held",
        conditional={"contact": "reference", "person": "number", "class": "of_class"},
    )
    reference = TextField(
        "Reference of the contact", missing="Write the reference of the contact", width=20
    )
    number = TextField(
        "Number of the person’s record, or the address of its page",
        hint=(
            "Ask the hub for it. Type no names. It covers every contact about them or about a child of"
            " their family, but not one in which nobody has said yet who is meant: hold that by itself."
        ),
        missing="Paste the number of the record, or the address of its page",
    )
    of_class = SelectField(
        "Which class?",
        [(one.value, CLASS_NAMES[one]) for one in OF_CONTACTS],
        missing="Choose the class",
        first="Choose",
    )
    reason = LongTextField(
        "Why is it held?",
        missing="Say why: whoever lifts it reads this",
        hint="An inquiry, a court, a complaint, a request that is open. No names.",
        rows=3,
    )

    @property
    def said(self) -> NewHold:
        """What was asked for."""
        words = self.cleaned_data
        scope = Scope(words["scope"])
        key = key_in(words["number"] or "")
        on = {
            Scope.CONTACT: (words["reference"] or "").strip().upper(),
            Scope.PERSON: str(key or ""),
            Scope.CLASS: words["of_class"] or "",
            Scope.ALL: "",
        }[scope]
        return NewHold(scope, on, words["reason"])


class LiftForm(Form):
    """Why it is no longer needed."""

    words = LongTextField(
        "Why is it no longer needed?", missing="Say why: this is kept with it", rows=3
    )


class SettleForm(Form):
    """Whether what was proposed is destroyed."""

    answer = ChoiceField(
        "What happens with them?",
        [
            (DESTROY, "Destroy them now. It cannot be taken back"),
            (REFUSE, "Keep them: nothing of this is destroyed"),
        ],
        missing="Choose what happens with them",
        conditional={"refuse": "words"},
    )
    words = LongTextField("Why are they kept?", missing="Say why they are kept", rows=3)

    @property
    def destroys(self) -> bool:
        """What was chosen."""
        return bool(self.cleaned_data["answer"] == DESTROY)

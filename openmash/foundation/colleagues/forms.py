"""Whom to invite, which role instead, and why it ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from openmash.foundation.access.models import Agency, User
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.colleagues.commands import NewColleague, Parting
from openmash.foundation.ui.fields import (
    ChoiceField,
    KeyField,
    LongTextField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form

REASON = "Why?"
REASON_HINT = "A sentence: it is kept with the record. No names of children or families."
GOES_ON = "Who goes on with what they held?"
GOES_BACK = "What this colleague cannot open goes back all the same."
PUT_BACK = "Nobody: put it back for whoever does this work"


class InviteForm(Form):
    """Name, address and role; where several agencies are kept, which one."""

    key = KeyField()
    name = TextField("Full name", missing="Write their first and last name", max_length=120)
    email = TextField(
        "Work e-mail address",
        missing="Write their work e-mail address",
        hint="The invitation goes there. An address of their own, not a shared mailbox.",
        inputmode="email",
        spellcheck=False,
    )
    agency = SelectField("Agency", (), missing="Choose the agency", first="Choose")
    role = ChoiceField("Role", (), missing="Choose the role")

    def __init__(
        self,
        agencies: Sequence[Agency],
        roles: Iterable[Role],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        if len(agencies) == 1:
            del self.fields["agency"]
        else:
            _offer(self, "agency", [(one.code, one.name) for one in agencies])
        _offer(self, "role", named(roles))
        self.only = agencies[0].code if len(agencies) == 1 else ""

    def clean_email(self) -> str:
        """An address that a message can reach."""
        address = str(self.cleaned_data["email"])
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError("Write an e-mail address, like name@agency.gov.uk") from None
        return address

    @property
    def said(self) -> tuple[NewColleague, str]:
        """Whom, and to which agency."""
        said = self.cleaned_data
        new = NewColleague(said["key"], said["name"], said["email"], said["role"])
        return new, said.get("agency") or self.only


class ChangeForm(Form):
    """Which role ends, which one begins, why, and who goes on."""

    old = ChoiceField("Role that ends", (), missing="Choose the role that ends")
    role = ChoiceField("New role", (), missing="Choose the new role")
    pass_to = SelectField(GOES_ON, (), required=False, first=PUT_BACK, hint=GOES_BACK)
    reason = LongTextField(REASON, missing="Say why", hint=REASON_HINT, rows=2, max_length=500)

    def __init__(
        self,
        held: Sequence[Role],
        roles: Iterable[Role],
        others: Iterable[User],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        if len(held) == 1:
            del self.fields["old"]
        else:
            _offer(self, "old", named(held))
        _offer(self, "role", named(roles))
        _offer_people(self, "pass_to", others)
        self.only = held[0].value if len(held) == 1 else ""

    @property
    def old_role(self) -> str:
        """The role that ends."""
        return str(self.cleaned_data.get("old") or self.only)


class EndForm(Form):
    """Why, who leads next where nobody else does, and who goes on with what they held."""

    successor = SelectField(
        "Who leads this agency from now on?", (), required=False, first="Choose"
    )
    pass_to = SelectField(GOES_ON, (), required=False, first=PUT_BACK, hint=GOES_BACK)
    reason = LongTextField(REASON, missing="Say why", hint=REASON_HINT, rows=2, max_length=500)

    def __init__(
        self,
        leads_next: Iterable[User],
        others: Iterable[User],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        _offer_people(self, "successor", leads_next)
        _offer_people(self, "pass_to", others)

    @property
    def parting(self) -> Parting:
        """As it was said."""
        said = self.cleaned_data
        return Parting(said["reason"], said.get("successor") or "", said.get("pass_to") or "")


def named(roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Roles to choose from, by their names."""
    return sorted(((one.value, ROLE_NAMES[one]) for one in roles), key=lambda one: one[1])


def _offer(form: Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice


def _offer_people(form: Form, name: str, people: Iterable[User]) -> None:
    found = [(str(one.pk), one.name) for one in people]
    if found:
        _offer(form, name, found)
    else:
        del form.fields[name]

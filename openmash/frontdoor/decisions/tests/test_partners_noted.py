"""What partners say on the telephone: the hub notes it, and takes back only that (P7)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from openmash.core.refusals import NotReady
from openmash.foundation.access.models import User
from openmash.frontdoor.decisions.commands import writing
from openmash.frontdoor.decisions.tests.partners import (
    CANNOT_WAIT,
    LIGHT,
    as_seen,
    decides,
    facts_of,
    recommended,
    says,
)
from tests.fixtures import Enter


def test_noted_by_the_hub_counts_as_heard(enter: Enter) -> None:
    """An agency that rings is not waited for; what it said on the telephone is written down."""
    contact = recommended(enter)
    says(enter, "ruth", "AGREE")
    rung = writing.View("Midshire Police", "AGREE", "PC Hale")
    writing.note_view(as_seen(contact, enter), rung, by=enter("tom"))
    decides(contact, enter("meera"))


def test_the_hub_takes_back_what_it_noted_and_never_what_a_partner_said(
    enter: Enter, client: Client
) -> None:
    """The page has no button for it; neither has whoever sends one."""
    contact = recommended(enter)
    theirs = says(enter, "ruth", "DISAGREE", LIGHT)
    client.force_login(User.objects.get(email="meera@openmash.example"))
    page = f"/contacts/{contact.reference}/decision/"
    assert f"unview:{theirs.pk}" not in client.get(page).content.decode()
    answer = client.post(page, {"then": f"unview:{theirs.pk}"})
    assert "only they take it back" in answer.content.decode()
    assert facts_of(contact, enter("meera")).dissent == ("St Oswin’s Primary School",)
    rung = writing.View("Midshire Police", "DISAGREE", "PC Hale", LIGHT)
    noted = writing.note_view(as_seen(contact, enter), rung, by=enter("tom"))
    assert f"unview:{noted.pk}" in client.get(page).content.decode()
    client.post(page, {"then": f"unview:{noted.pk}"})
    assert facts_of(contact, enter("meera")).dissent == ("St Oswin’s Primary School",)


def test_a_colleague_on_the_telephone_silences_nobody(enter: Enter, monday: datetime) -> None:
    """As on the partner's own page; the same person may think otherwise by now."""
    contact = recommended(enter)
    police = "Midshire Police"
    for said in (
        writing.View(police, "DISAGREE", "PC Hale", LIGHT),
        writing.View(police, "AGREE", "Sgt Oduya"),
    ):
        writing.note_view(as_seen(contact, enter), said, by=enter("tom"))
    assert facts_of(contact, enter("meera")).dissent == (police,)
    rung = writing.View(police, "AGREE", "pc  hale")
    decision, later = as_seen(contact, enter), monday + timedelta(minutes=1)
    writing.note_view(decision, rung, by=enter("tom", at=later))
    assert not facts_of(contact, enter("meera")).dissent


def test_what_was_told_to_the_hub_is_not_noted_beside_a_decision(enter: Enter) -> None:
    """Tom had the page open when Meera decided."""
    contact = recommended(enter)
    open_still = as_seen(contact, enter)
    decides(contact, enter("meera"), early=CANNOT_WAIT)
    rung = writing.View("Midshire Police", "DISAGREE", "PC Hale", LIGHT)
    with pytest.raises(NotReady, match="This is decided"):
        writing.note_view(open_still, rung, by=enter("tom"))

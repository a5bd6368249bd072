"""The round of the night: at the hour each partnership has chosen, until nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.models import User
from openmash.foundation.merging.tests.builders import a_record
from openmash.web.duplicates import look_tonight

Enter = Callable[..., Actor]


def night(hour: int) -> datetime:
    return datetime(2026, 11, 24, hour, 13, tzinfo=LONDON)


def test_records_are_compared_at_their_hour_and_the_steward_sees_when(
    enter: Enter, client: Client
) -> None:
    one = a_record(enter("hal"))
    a_record(enter("hal"))
    client.force_login(User.objects.get(pk=enter("hal").user))
    before = client.get("/duplicates/").content.decode()
    assert "Never looked for by itself yet" in before
    assert "2 records new or changed" in before
    assert look_tonight(night(3)) == 0
    assert look_tonight(night(2)) == 2
    enter("hal")
    after = client.get("/duplicates/").content.decode()
    assert "2 records compared" in after
    assert one.display_name in after

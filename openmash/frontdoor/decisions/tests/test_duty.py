"""What the duty team receives with a referral: the decision it was born of (`roles.md` §3, DUTY_SW)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from openmash.foundation.access.models import Attachment, RoleHolding, User
from openmash.foundation.tasks.queries import open_tasks
from openmash.frontdoor.decisions.tests.builders import a_decided, a_recommended
from tests.fixtures import Enter


def test_duty_reads_the_decision_its_task_leads_to_and_no_other(
    enter: Enter, client: Client
) -> None:
    decided, waiting = a_decided(enter), a_recommended(enter)
    paths = {task.path for task in open_tasks(enter("dev"))}
    assert paths == {f"/contacts/{decided.reference}/decision/"}
    client.force_login(User.objects.get(email="dev@openmash.example"))
    page = client.get(paths.pop())
    assert page.status_code == 200
    assert "Assessment under section 17" in page.content.decode()
    assert "Decide level" not in page.content.decode()
    assert client.get(f"/contacts/{waiting.reference}/decision/").status_code == 404


@pytest.mark.parametrize("outcome", ["EH_SINGLE", "NFA"])
def test_duty_sees_nothing_of_what_became_no_referral(
    outcome: str, enter: Enter, client: Client
) -> None:
    level = {"EH_SINGLE": (2, "2.5"), "NFA": (1, "1.4")}[outcome]
    decided = a_decided(enter, level=level[0], descriptors=[level[1]], outcome=outcome)
    client.force_login(User.objects.get(email="dev@openmash.example"))
    assert client.get(f"/contacts/{decided.reference}/decision/").status_code == 404


@pytest.mark.parametrize(("days", "sees"), [(30, True), (-1, False)])
def test_somebody_on_duty_for_a_fixed_term_is_on_duty_until_it_ends(
    days: int, sees: bool, enter: Enter, client: Client
) -> None:
    dev = enter("dev")
    RoleHolding.objects.filter(user__id=dev.user).update(ends_at=dev.at + timedelta(days=days))
    decided = a_decided(enter)
    enter("tom")
    on_it = Attachment.objects.filter(subject=decided.subject, user__id=dev.user, ends_at=None)
    assert on_it.exists() is sees

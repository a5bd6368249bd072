"""The pages of agreement, as a browser without scripts meets them (P4)."""

from __future__ import annotations

from typing import Any

from django.test import Client

from openmash.foundation.access.models import User
from openmash.frontdoor.enquiries.models import AgreementAsk, MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.queries.agreement import agreement_of
from openmash.frontdoor.enquiries.tests.builders import an_enquiry, screened, with_family
from tests.fixtures import Enter

WHY = "He hurt her when she told before, and she goes home to him tonight."


def words(client: Client, key: str, path: str) -> str:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return str(client.get(path).content.decode())


def sends(client: Client, key: str, path: str, data: dict[str, Any]) -> Any:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client.post(path, data)


def opened(enter: Enter, **worry: Any) -> tuple[MashEnquiry, str, ScopePerson]:
    contact = screened(enter, **worry)
    kelly = with_family(enter, contact)["kelly"]
    enquiry = an_enquiry(enter, contact)
    row = ScopePerson.objects.get(enquiry=enquiry, person=kelly)
    return enquiry, f"/contacts/{contact.reference}/enquiry/", row


def state(enter: Enter, enquiry: MashEnquiry) -> str:
    enter("meera")
    return agreement_of(enquiry).state


def answer(row: ScopePerson, said: str, **more: Any) -> dict[str, Any]:
    return {"whom": str(row.pk), "standing": "holds", "method": "phone", "explained": ["yes"],
            "answer": said, **more}  # fmt: skip


def test_the_page_says_why_checks_may_not_leave_and_then_that_they_may(
    enter: Enter, client: Client
) -> None:
    _, page, kelly = opened(enter)
    before = words(client, "tom", page)
    assert "Checks may not leave" in before
    assert "Nobody has been asked to agree yet" in before
    assert "parental responsibility is held by Kelly Tarrant" in before
    assert sends(client, "tom", f"{page}agreement/ask/", answer(kelly, "given")).status_code == 302
    after = words(client, "tom", page)
    assert "Checks may leave" in after
    assert "Kelly Tarrant agrees" in after


def test_an_incomplete_answer_is_refused_with_every_reason_and_kept(
    enter: Enter, client: Client
) -> None:
    enquiry, page, kelly = opened(enter)
    data = {**answer(kelly, "limited"), "explained": []}
    said = sends(client, "tom", f"{page}agreement/ask/", data).content.decode()
    assert "has been told what for" in said
    assert "Say what they do not agree to" in said
    assert state(enter, enquiry) == "not_considered"


def test_a_later_day_and_time_are_kept(enter: Enter, client: Client) -> None:
    _, page, kelly = opened(enter)
    when = {"day_0": "20", "day_1": "11", "day_2": "2026", "time": "16:45"}
    names = {f"day-{part}": when[f"day_{n}"] for n, part in enumerate(("day", "month", "year"))}
    data = {**answer(kelly, "not_reached"), **names, "time": "16:45"}
    assert sends(client, "tom", f"{page}agreement/ask/", data).status_code == 302
    enter("tom")
    assert f"{AgreementAsk.objects.get().asked_at:%d %H:%M}" == "20 16:45"


def test_a_manager_overrides_and_tells_the_parents(enter: Enter, client: Client) -> None:
    enquiry, page, kelly = opened(enter)
    sends(client, "tom", f"{page}agreement/ask/", answer(kelly, "refused"))
    assert "Override it" not in words(client, "tom", page)
    assert sends(client, "tom", f"{page}agreement/override/", {}).status_code == 403
    assert "Override it" in words(client, "meera", page)
    refused = sends(client, "meera", f"{page}agreement/override/", {}).content.decode()
    for reason in ("Choose the ground", "60 characters", "when to look again"):
        assert reason in refused
    data = {"ground": "RISK_TO_CHILD", "rationale": WHY, "tell": "later",
            "tell_on-day": "1", "tell_on-month": "2", "tell_on-year": "2099"}  # fmt: skip
    assert sends(client, "meera", f"{page}agreement/override/", data).status_code == 302
    said = words(client, "meera", page)
    for text in (
        "Overridden after a refusal",
        WHY,
        "look again on",
        "Asking or waiting would put a child",
    ):
        assert text in said
    later = {
        "tell": "never",
        "never_because": "He would know within the hour",
        "why": "He is at home",
    }
    assert sends(client, "meera", f"{page}agreement/later/", later).status_code == 302
    told = {"reason": "Told Kelly on her own at school"}
    assert "It is not safe yet" in words(client, "meera", f"{page}agreement/told/")
    assert "It is not safe yet" not in words(client, "tom", f"{page}agreement/told/")
    assert sends(client, "tom", f"{page}agreement/told/", told).status_code == 302
    assert "The parents were told" in words(client, "tom", page)
    back = {"reason": "She has gone to her aunt for good"}
    assert sends(client, "meera", f"{page}agreement/reconsider/", back).status_code == 302
    assert state(enter, enquiry) == "refused"  # what the family said counts again


def test_taken_back_by_her_and_respected(enter: Enter, client: Client) -> None:
    enquiry, page, kelly = opened(enter)
    sends(client, "tom", f"{page}agreement/ask/", answer(kelly, "given"))
    enter("tom")
    ask = AgreementAsk.objects.get()
    why = {"reason": "She rang at noon and took it back"}
    path = f"{page}agreement/{ask.pk}/withdraw/"
    assert "Kelly Tarrant takes the agreement back" in words(client, "tom", path)
    assert sends(client, "tom", path, why).status_code == 302
    assert "took the agreement back" in words(client, "tom", page)
    assert sends(client, "meera", f"{page}agreement/respect/", why).status_code == 302
    assert state(enter, enquiry) == "respected"


def test_nobody_at_home_and_the_young_persons_view(enter: Enter, client: Client) -> None:
    enquiry, page, kelly = opened(enter, child={"A1_age": "14 March 2012"})
    sends(client, "tom", f"{page}agreement/ask/", answer(kelly, "not_reached"))
    why = {"reason": "Nobody answers, nor opens the door"}
    refused = sends(client, "tom", f"{page}agreement/nobody/", why).content.decode()
    assert "1 so far" in refused
    enter("tom")
    isla = ScopePerson.objects.get(enquiry=enquiry, role="child")
    view = {"whom": str(isla.pk), "words": "“Not the doctor.”"}
    assert sends(client, "tom", f"{page}agreement/view/", view).status_code == 302
    assert "Not the doctor" in words(client, "tom", page)


def test_a_refusal_that_went_to_decision_can_still_be_respected(
    enter: Enter, client: Client
) -> None:
    enquiry, page, kelly = opened(enter)
    sends(client, "tom", f"{page}agreement/ask/", answer(kelly, "refused"))
    why = {"reason": "Nobody may be asked, and it is decided on what is known"}
    assert sends(client, "tom", f"{page}decide/", why).status_code == 302
    assert "Respect the refusal" not in words(client, "tom", page)
    assert "Respect the refusal" in words(client, "meera", page)
    assert sends(client, "meera", f"{page}agreement/respect/", why).status_code == 302
    assert state(enter, enquiry) == "respected"

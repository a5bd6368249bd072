"""Files that come with an agency’s answer: added and sent on its page, read by whoever reads the answer.

Here, and not beside the enquiry: the scanner is the demonstration's.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openmash.demo.fake_scanner import EICAR
from openmash.foundation.access.models import ReadLog
from openmash.foundation.access.row_security import act_as
from openmash.foundation.files import commands as files
from openmash.foundation.files import uploading
from openmash.foundation.files.access import scanning_actor
from openmash.foundation.files.models import FileContent, StoredFile
from openmash.foundation.files.tests.builders import a_document, a_pdf, a_picture
from openmash.foundation.files.working import scan_waiting
from openmash.foundation.ledger.running import react_to_pending
from openmash.frontdoor.decisions.tests.health import owed
from openmash.frontdoor.enquiries.commands import answering
from openmash.frontdoor.enquiries.models import AgencyCheck, MashEnquiry
from openmash.frontdoor.enquiries.queries.health import health_part
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.tests.answering import a_fact, asked, hub, replies, signed_in
from openmash.frontdoor.enquiries.tests.builders import fresh
from openmash.frontdoor.enquiries.tests.health import is_signed, keeps_up, shut
from tests.fixtures import Enter

NAME = "Letter about Isla.pdf"
NEW = "Something about health is new since the health practitioner signed"
MACRO = {"word/vbaProject.bin": b"macro"}


def adds(
    client: Client, check: AgencyCheck, *content: bytes, then: str = "files", **typed: Any
) -> str:
    """Ruth chooses files on the page of her answer, and presses a button; what she reads then."""
    chosen = [SimpleUploadedFile(NAME, one) for one in content]
    said = {
        **a_fact(1, "She came in with a letter"),
        **typed,
        "files": chosen,
        "whole": "yes",
        "then": then,
    }
    page = signed_in(client, "ruth").post(f"/requests/{check.pk}/", said, follow=True)
    return page.content.decode()


def scanned(enter: Enter) -> None:
    """The worker has asked the scanner about all there is. Leaves Tom on stage."""
    by = enter("tom")
    system = scanning_actor(partnership=by.partnership, at=by.at)
    act_as(system)
    scan_waiting(by=system)
    react_to_pending(at=by.at, partnership=by.partnership)
    enter("tom")


def only(check: AgencyCheck) -> StoredFile:
    return StoredFile.objects.get(about=check.subject)


def reads(client: Client, who: str, path: str) -> int:
    return signed_in(client, who).get(path).status_code


def shown(client: Client, who: str, path: str) -> str:
    return signed_in(client, who).get(path).content.decode()


def test_an_agency_adds_a_file_sends_it_and_the_hub_reads_it_once_it_is_clean(
    enter: Enter, client: Client
) -> None:
    check = asked(enter)
    page = adds(client, check, a_pdf())
    assert NAME in page
    assert "it is being checked for malware" in page
    assert "She came in with a letter" in page
    enter("ruth")
    one = only(check)
    for who in ("tom", "meera", "aisha", "osei", "carol"):
        assert reads(client, who, f"/files/{one.pk}/") == 404, who
    assert "The hub has what you wrote" in adds(client, check, then="send")
    enter("tom")
    enquiry = f"/contacts/{hub(check).enquiry.contact.reference}/enquiry/"
    assert NAME in signed_in(client, "tom").get(enquiry).content.decode()
    assert reads(client, "tom", f"/files/{one.pk}/download/") == 422
    scanned(enter)
    answer = signed_in(client, "tom").get(f"/files/{one.pk}/download/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "Isla" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    enter("tom")
    looks = ReadLog.objects.filter(subject=one.subject, facts__shown="download")
    assert looks.exists()
    assert "Ready: no malware was found" in shown(client, "ruth", f"/requests/{check.pk}/")
    for who in ("aisha", "osei", "carol", "lee"):
        assert reads(client, who, f"/files/{one.pk}/") == 404, who
    assert NAME not in signed_in(client, "tom").get(f"{enquiry}print/").content.decode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (a_document(MACRO), "macro"),
        (b"<html><script>alert(1)</script></html>", ""),
        (b"MZ\x90\x00 a program", ""),
    ],
)
def test_what_is_refused_is_said_and_nothing_typed_is_lost(
    enter: Enter, client: Client, content: bytes, why: str
) -> None:
    check = asked(enter)
    page = adds(client, check, content, then="send")
    assert "There is a problem" in page
    assert why in page.lower()
    assert "She came in with a letter" in page
    enter("ruth")
    assert not StoredFile.objects.filter(about=check.subject).exists()
    assert AgencyCheck.objects.get(pk=check.pk).state == "acknowledged" or not hub_has(check)


def hub_has(check: AgencyCheck) -> bool:
    return any(person.answers.exists() for person in check.people.all())


def test_far_too_large_is_thrown_away_while_it_arrives(
    enter: Enter, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "MOST", 1000)
    check = asked(enter)
    page = adds(client, check, b"x" * 1001)
    assert "No file was added" in page
    assert "She came in with a letter" in page


def test_malware_stays_with_the_agency_and_is_said(enter: Enter, client: Client) -> None:
    check = asked(enter)
    adds(client, check, EICAR)
    scanned(enter)
    assert "Malware was found in it" in shown(client, "ruth", f"/requests/{check.pk}/")
    adds(client, check, then="send")
    enter("ruth")
    assert only(check).sent_at is None


def test_one_is_taken_out_and_what_is_typed_stays(enter: Enter, client: Client) -> None:
    check = asked(enter)
    adds(client, check, a_picture())
    enter("ruth")
    one = only(check)
    page = adds(
        client,
        check,
        then=f"out-{one.pk}",
        p1_i1_text="And she was crying",
        **{"v:p1_i1_text": "1"},
    )
    assert NAME not in page
    assert "And she was crying" in page
    enter("ruth")
    assert bytes(FileContent.objects.get(of=one).content) == b""


def test_nothing_to_tell_is_not_said_beside_a_file(enter: Enter, client: Client) -> None:
    check = asked(enter)
    by = enter("ruth")
    files.add_files(check.subject, [files.NewFile(NAME, a_pdf())], by=by)
    said = signed_in(client, "ruth").post(f"/requests/{check.pk}/nil/", {"outcome": "not_known"})
    assert "You added a file: say below what it tells" in said.content.decode()
    enter("ruth")
    assert not hub_has(check)


LETTER = Fact("A letter from the clinic", "education", "fact", dated_words="on Monday")


@pytest.fixture
def signed(enter: Enter) -> AgencyCheck:
    """A practice has told something, and a nurse has signed what it means."""
    check = asked(enter, "fernhill-surgery")
    told = replies(check, "info", facts=(LETTER,))
    answering.send_reply(check, told, by=enter("osei"))
    enquiry = an_enquiry_of(enter, check)
    keeps_up(enter, enquiry)
    is_signed(enter, enquiry)
    enter("tom")
    assert shut(enquiry) == []
    return check


def an_enquiry_of(enter: Enter, check: AgencyCheck) -> MashEnquiry:
    enter("tom")
    return fresh(hub(check).enquiry)


def sends_a_file(enter: Enter, check: AgencyCheck) -> None:
    """Later, with the same words."""
    by = enter("osei")
    files.add_files(check.subject, [files.NewFile(NAME, a_pdf())], by=by)
    answering.send_reply(check, replies(check, "info", facts=(LETTER,)), by=by)
    enter("tom")


def test_a_file_of_a_health_agency_shuts_the_gate_again_by_rule_and_in_the_database(
    enter: Enter, signed: AgencyCheck
) -> None:
    """And once more when it can be opened: what nobody could open, nobody has read."""
    enquiry = an_enquiry_of(enter, signed)
    sends_a_file(enter, signed)
    assert shut(enquiry) == [NEW]
    assert owed(enquiry)
    keeps_up(enter, enquiry)
    is_signed(enter, enquiry)
    enter("tom")
    assert shut(enquiry) == []
    assert not owed(enquiry)
    scanned(enter)
    assert shut(enquiry)
    assert owed(enquiry)
    is_signed(enter, enquiry)
    enter("tom")
    assert not shut(enquiry)
    assert not owed(enquiry)


def test_a_file_with_an_answer_about_health_is_read_by_health(enter: Enter) -> None:
    """A school that writes of an injury, and adds the clinic's letter."""
    check = asked(enter)
    by = enter("ruth")
    files.add_files(check.subject, [files.NewFile(NAME, a_pdf())], by=by)
    injury = Fact("A bruise on her arm", "injury", "fact", dated_words="on Monday")
    answering.send_reply(check, replies(check, "info", facts=(injury,)), by=by)
    enquiry = an_enquiry_of(enter, check)
    keeps_up(enter, enquiry)
    is_signed(enter, enquiry)
    scanned(enter)
    assert shut(enquiry)
    assert owed(enquiry)


def test_a_practitioner_opens_what_health_sent_and_a_screener_does_not(
    enter: Enter, client: Client, signed: AgencyCheck
) -> None:
    sends_a_file(enter, signed)
    scanned(enter)
    one = only(signed)
    reference = hub(signed).enquiry.contact.reference
    for who, status in (("carol", 200), ("tom", 200), ("osei", 200), ("aisha", 404), ("ruth", 404)):
        assert reads(client, who, f"/files/{one.pk}/download/") == status, who
    assert f"/files/{one.pk}/" in shown(client, "carol", f"/health/{reference}/")


def test_who_may_not_know_of_one_of_them_is_offered_no_file(
    enter: Enter, client: Client, signed: AgencyCheck
) -> None:
    """A letter may speak of all of them (§0.7)."""
    sends_a_file(enter, signed)
    scanned(enter)
    one, page = only(signed), f"/health/{hub(signed).enquiry.contact.reference}/"
    about = signed.people.filter(whom__person__isnull=False).first()
    assert about is not None
    person = about.whom.person
    assert person is not None
    person.readers = [enter("meera").user]
    person.save(update_fields=["readers"])
    for who in ("carol", "tom"):
        said = shown(client, who, page)
        assert "File 1, PDF" in said, who
        assert f"/files/{one.pk}/" not in said, who
        assert reads(client, who, f"/files/{one.pk}/download/") == 404, who


def test_a_file_of_a_summer_night_has_the_day_in_london(enter: Enter) -> None:
    """Half past eleven in universal time is the next day here."""
    check = asked(enter, "fernhill-surgery")
    by = enter("osei", at=datetime(2027, 7, 1, 23, 30, tzinfo=UTC))
    files.add_files(check.subject, [files.NewFile(NAME, a_pdf())], by=by)
    answering.send_reply(check, replies(check, "info", facts=(LETTER,)), by=by)
    (told,) = [one for one in health_part(an_enquiry_of(enter, check)).told if one.file]
    assert told.on == "2 July 2027"

"""Files with a worry: with the draft, and with what was sent, seen by the hub at once (e-MARF E6)."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openmash.core.refusals import NotReady
from openmash.foundation.access.models import User
from openmash.foundation.files.commands import NewFile
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.tests.builders import a_document
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.queries import open_tasks
from openmash.frontdoor.contacts.commands import drafting, screening
from openmash.frontdoor.contacts.commands.adding_files import add_files
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry
from tests.fixtures import Enter

LETTER = NewFile("Letter about Isla.txt", b"Dear colleague")


def sees(client: Client, key: str, path: str) -> str:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client.get(path).content.decode()


def posts(client: Client, contact: Contact, *files: NewFile, **more: str) -> str:
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    chosen = [SimpleUploadedFile(one.name, one.content) for one in files]
    data = {"files": chosen, "whole": "yes", "then": "files", **more}
    answer = client.post(f"/worries/{contact.reference}/files/", data, follow=True)
    return answer.content.decode()


def test_a_file_goes_with_the_worry_and_the_hub_sees_it(enter: Enter, client: Client) -> None:
    draft = a_draft(enter)
    assert "It goes to the hub when you send the worry" in posts(client, draft, LETTER)
    assert "1 file<" in sees(client, "ruth", f"/worries/{draft.reference}/")
    assert LETTER.name in sees(client, "ruth", f"/worries/{draft.reference}/check/")
    drafting.submit(draft, by=enter("ruth"))
    assert LETTER.name in sees(client, "ruth", f"/worries/{draft.reference}/status/")
    page = sees(client, "aisha", f"/contacts/{draft.reference}/")
    assert "Files that came with it" in page
    assert LETTER.name in page


def test_a_draft_s_files_are_nobody_else_s(enter: Enter, client: Client) -> None:
    draft = a_draft(enter)
    add_files(draft, [LETTER], by=enter("ruth"))
    enter("aisha")
    assert not StoredFile.objects.exists()


def test_what_is_taken_out_before_sending_does_not_go(enter: Enter, client: Client) -> None:
    draft = a_draft(enter)
    posts(client, draft, LETTER)
    enter("ruth")
    one = StoredFile.objects.get(about=draft.subject)
    assert "Nobody at the hub has seen it" in posts(client, draft, then=f"out-{one.pk}")
    drafting.submit(draft, by=enter("ruth"))
    assert "Files that came with it" not in sees(client, "aisha", f"/contacts/{draft.reference}/")


def test_a_file_added_later_is_there_at_once_and_its_holder_is_told(
    enter: Enter, client: Client, monday: datetime
) -> None:
    contact = a_sent_worry(enter)
    screening.take_up(contact, by=enter("aisha"))
    assert "The hub has been told" in posts(client, contact, LETTER)
    react_to_pending(at=monday, partnership="brackenford")
    aisha = enter("aisha")
    assert "contact.read_what_was_added" in {one.kind for one in open_tasks(aisha)}
    assert Event.objects.filter(name="contact.added_to", facts={"files": 1}).count() == 1
    assert LETTER.name in sees(client, "aisha", f"/contacts/{contact.reference}/")


def test_the_same_file_twice_is_one_and_tells_nobody_again(enter: Enter, client: Client) -> None:
    contact = a_sent_worry(enter)
    posts(client, contact, LETTER)
    assert "These files are here already" in posts(client, contact, LETTER)
    enter("aisha")
    assert Event.objects.filter(name="contact.added_to").count() == 1


def test_a_file_that_cannot_be_taken_is_refused_in_words(enter: Enter, client: Client) -> None:
    draft = a_draft(enter)
    macro = NewFile("Plan.docx", a_document({"word/vbaProject.bin": b"macro"}))
    said = posts(client, draft, LETTER, macro)
    assert "There is a problem" in said
    assert "File 2 of 2" in said
    assert "macro" in said
    enter("ruth")
    assert not StoredFile.objects.exists()


def test_nothing_is_added_to_what_is_closed(enter: Enter, client: Client) -> None:
    contact = a_sent_worry(enter)
    Contact.objects.filter(pk=contact.pk).update(state="closed")
    with pytest.raises(NotReady, match="This is closed"):
        add_files(contact, [LETTER], by=enter("ruth"))
    page = sees(client, "ruth", f"/worries/{contact.reference}/files/")
    assert "This is closed" in page
    assert 'type="file"' not in page


@pytest.mark.parametrize("who", ["dana", "aisha", "kit"])
def test_nobody_but_the_sender_has_the_page(enter: Enter, client: Client, who: str) -> None:
    draft = a_draft(enter)
    client.force_login(User.objects.get(email=f"{who}@openmash.example"))
    assert client.get(f"/worries/{draft.reference}/files/").status_code == 404

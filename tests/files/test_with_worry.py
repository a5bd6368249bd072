"""Files that come with a worry: kept once, held, scanned, and opened by whoever may read the worry.

Here, because what keeps files knows of no worry, and the scanner is the demonstration's.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotFound, NotReady
from openmash.demo.fake_scanner import EICAR, FakeScanner
from openmash.foundation.access.models import ReadLog
from openmash.foundation.access.row_security import act_as
from openmash.foundation.files import commands as do
from openmash.foundation.files.access import get_file, scanning_actor
from openmash.foundation.files.models import FileContent, StoredFile
from openmash.foundation.files.scanning import NoVerdict, Silent, Verdict
from openmash.foundation.files.states import FileState
from openmash.foundation.files.tests.builders import a_document, a_pdf, a_picture
from openmash.foundation.files.watching import SILENT, watch_scanner
from openmash.foundation.files.working import scan_one, scan_waiting
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.models import Message
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.queries import open_tasks
from openmash.foundation.tasks.states import TaskState
from openmash.frontdoor.contacts.commands import drafting, screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry
from tests.fixtures import Enter

NAME = "Isla Tarrant’s drawing.jpg"


def with_file(
    enter: Enter, content: bytes | None = None, *, sent: bool = True, name: str = NAME
) -> tuple[Contact, StoredFile]:
    """A worry by Ruth with one file. Leaves Ruth on stage."""
    contact = a_draft(enter)
    by = enter("ruth")
    do.add_files(contact.subject, [do.NewFile(name, content or a_picture())], by=by)
    if sent:
        contact = drafting.submit(contact, by=by)
    return contact, StoredFile.objects.get(about=contact.subject)


def postal(enter: Enter) -> Actor:
    """The part that scans, on stage."""
    by = enter("tom")
    system = scanning_actor(partnership=by.partnership, at=by.at)
    act_as(system)
    return system


def scanned(enter: Enter, one: StoredFile) -> StoredFile:
    """Scanned by the fake. Leaves the system on stage."""
    scan_one(one.pk, by=postal(enter))
    one.refresh_from_db()
    return one


class SilentScanner:
    def scan(self, content: bytes) -> Verdict:
        raise Silent("off")


class ScannerOfSmall:
    def scan(self, content: bytes) -> Verdict:
        if len(content) > 100:
            raise NoVerdict("too large")
        return Verdict("a small one")


class KilledScanner:
    def scan(self, content: bytes) -> Verdict:
        raise KeyboardInterrupt


HERE = "tests.files.test_with_worry"


def test_a_file_goes_with_the_worry_and_is_opened_once_it_is_clean(enter: Enter) -> None:
    contact, one = with_file(enter)
    assert (one.state, one.sent_at, one.number) == (FileState.HELD, contact.submitted_at, 1)
    scanned(enter, one)
    for who in ("ruth", "aisha", "tom", "meera", "carol"):
        found, owner = get_file(enter(who), one.pk)
        assert found.state == FileState.CLEAN
        assert owner.reference == contact.reference
    looks = ReadLog.objects.filter(subject=one.subject)
    assert looks.count() == 5
    assert all(contact.subject in look.about for look in looks)


@pytest.mark.parametrize("who", ["lee", "osei", "dana", "olu", "mari", "sam", "hal", "kit"])
def test_nobody_without_a_part_opens_it(enter: Enter, who: str) -> None:
    _, one = with_file(enter)
    scanned(enter, one)
    with pytest.raises(NotFound):
        get_file(enter(who), one.pk)


def test_what_is_not_sent_is_its_writers_alone_also_in_the_database(enter: Enter) -> None:
    _, one = with_file(enter, sent=False)
    for who in ("aisha", "tom", "meera", "lee", "olu"):
        with pytest.raises(NotFound):
            get_file(enter(who), one.pk)
        assert not StoredFile.objects.filter(pk=one.pk).exists()
        assert not FileContent.objects.filter(of_id=one.pk).exists()
    assert get_file(enter("ruth"), one.pk)[0] == one


def test_nobody_puts_a_file_to_another_persons_worry(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    new = [do.NewFile("a.txt", b"words")]
    for who in ("tom", "meera", "aisha"):
        with pytest.raises(NotAllowed):
            do.add_files(contact.subject, new, by=enter(who))
    for who in ("lee", "olu"):
        with pytest.raises(NotFound):
            do.add_files(contact.subject, new, by=enter(who))
    with pytest.raises(NotFound):
        do.add_files(f"contact:{uuid.uuid4()}", new, by=enter("ruth"))


def test_the_same_file_twice_is_one_however_it_is_called(enter: Enter) -> None:
    contact, _ = with_file(enter, sent=False)
    by = enter("ruth")
    again = [do.NewFile("other name.jpg", a_picture()), do.NewFile("b.txt", b"b")] * 2
    assert do.add_files(contact.subject, again, by=by) == 1
    assert StoredFile.objects.filter(about=contact.subject).count() == 2


def test_all_or_none_and_no_name_is_said(enter: Enter) -> None:
    contact = a_draft(enter)
    new = [do.NewFile("Isla.pdf", a_pdf()), do.NewFile("Isla 2.pdf", b"")]
    with pytest.raises(NotReady) as refused:
        do.add_files(contact.subject, new, by=enter("ruth"))
    assert refused.value.reasons[0].startswith("File 2 of 2: This file is empty")
    assert "Isla" not in str(refused.value)
    assert not StoredFile.objects.filter(about=contact.subject).exists()


def test_too_large_and_too_many(enter: Enter) -> None:
    contact, by = a_draft(enter), enter("ruth")
    large = a_pdf(bytes(21 * 1024 * 1024))
    with pytest.raises(NotReady, match="larger than 20 megabytes"):
        do.add_files(contact.subject, [do.NewFile("a", large)], by=by)
    many = [do.NewFile("a.txt", f"{n}".encode()) for n in range(21)]
    with pytest.raises(NotReady, match="No more than 20"):
        do.add_files(contact.subject, many, by=by)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ruth\\Isla.jpg", "Isla.jpg"),
        ("drawing\u202egpj.exe", "drawinggpj.exe"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie: b.pdf"),
        ("\u200f\u0000", "File 1"),
        ("", "File 1"),
    ],
)
def test_a_name_is_one_plain_line(enter: Enter, typed: str, kept: str) -> None:
    _, one = with_file(enter, name=typed)
    assert one.name == kept


def test_a_huge_name_is_cut(enter: Enter) -> None:
    _, one = with_file(enter, name="\u202b" + "عائشة " * 2_000 + ".pdf")
    assert 100 < len(one.name) <= 150


def test_malware_is_shut_away_and_people_are_told_without_a_name(enter: Enter) -> None:
    contact, one = with_file(enter, b"hello " + EICAR, name="Isla.txt")
    scanned(enter, one)
    assert one.state == FileState.INFECTED
    assert one.malware == "Eicar-Test-Signature"
    by = enter("tom")
    react_to_pending(at=by.at, partnership=by.partnership)
    enter("meera")
    task = Task.objects.get(kind="file.malware")
    assert contact.reference in task.title
    enter("ruth")
    told = Message.objects.get(template="file_malware")
    assert told.to_user_id == contact.sender_id
    for words in (task.title, task.path, told.heading, told.body, told.path):
        assert "Isla" not in words


def test_malware_that_is_not_sent_stays_behind(enter: Enter) -> None:
    contact, one = with_file(enter, EICAR, sent=False)
    scanned(enter, one)
    drafting.submit(contact, by=enter("ruth"))
    one.refresh_from_db()
    assert one.sent_at is None


def test_a_silent_scanner_means_held_and_half_an_hour_later_people_are_told_once(
    enter: Enter, settings: Settings
) -> None:
    _, one = with_file(enter)
    settings.FILE_SCANNER = f"{HERE}.SilentScanner"
    assert scan_waiting(by=postal(enter)) == 0
    by = postal(enter)
    assert watch_scanner(by=by) == 0
    late = replace(by, at=by.at + timedelta(minutes=31))
    assert watch_scanner(by=late) == 2
    assert watch_scanner(by=replace(late, at=late.at + timedelta(minutes=1))) == 0
    assert Task.objects.get(kind=SILENT).state == "open"
    assert Message.objects.get(template="scanner_silent").to_address == "sam@openmash.example"
    one.refresh_from_db()
    assert one.state == FileState.HELD
    settings.FILE_SCANNER = "openmash.demo.fake_scanner.FakeScanner"
    assert scan_waiting(by=postal(enter)) == 1
    watch_scanner(by=late)
    assert Task.objects.get(kind=SILENT).state == TaskState.DONE


def to_read(enter: Enter, who: str) -> list[str]:
    """What this person is asked to read, once everything has been reacted to."""
    by = enter(who)
    react_to_pending(at=by.at, partnership=by.partnership)
    by = enter(who)
    return [one.title for one in open_tasks(by) if one.kind == "contact.read_what_was_added"]


@pytest.mark.parametrize("state", ["screening", "decision_pending", "closed"])
def test_what_was_held_while_people_read_the_worry_is_put_before_them_once_it_opens(
    enter: Enter, state: str
) -> None:
    """Read and done while a letter could not be opened: nobody would have read the letter."""
    contact, one = with_file(enter)
    screening.take_up(contact, by=enter("aisha"))
    Contact.objects.filter(pk=contact.pk).update(state=state)
    assert to_read(enter, "aisha") == []
    scanned(enter, one)
    words = f"{contact.reference}: a file that was held can be opened now, read it"
    assert to_read(enter, "aisha") == [words]


def test_of_a_worry_entered_in_error_no_file_is_read(enter: Enter) -> None:
    contact, one = with_file(enter)
    screening.take_up(contact, by=enter("aisha"))
    Contact.objects.filter(pk=contact.pk).update(state="entered_in_error")
    scanned(enter, one)
    assert to_read(enter, "aisha") == []


def test_of_a_worry_that_nobody_has_opened_or_sent_no_file_is_read_apart(enter: Enter) -> None:
    _, new = with_file(enter)
    scanned(enter, new)
    assert to_read(enter, "aisha") == []
    _, draft = with_file(enter, a_pdf(), sent=False)
    scanned(enter, draft)
    assert to_read(enter, "aisha") == []


def test_a_file_without_a_verdict_holds_no_other(enter: Enter, settings: Settings) -> None:
    contact, large = with_file(enter, sent=False)
    by = enter("ruth")
    after = replace(by, at=by.at + timedelta(seconds=1))
    do.add_files(contact.subject, [do.NewFile("b.txt", b"words")], by=after)
    settings.FILE_SCANNER = f"{HERE}.ScannerOfSmall"
    assert scan_waiting(by=postal(enter)) == 1
    found = StoredFile.objects.filter(about=contact.subject).order_by("number")
    assert [one.state for one in found] == [FileState.HELD, FileState.CLEAN]
    assert found[0] == large


def test_what_a_killed_worker_began_is_scanned_by_the_next_round_and_written_once(
    enter: Enter, settings: Settings
) -> None:
    _, one = with_file(enter)
    settings.FILE_SCANNER = f"{HERE}.KilledScanner"
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        scan_waiting(by=postal(enter))
    settings.FILE_SCANNER = "openmash.demo.fake_scanner.FakeScanner"
    by = postal(enter)
    assert scan_waiting(by=by) == 1
    assert scan_waiting(by=by) == 0
    assert scan_one(one.pk, by=by) is False
    assert Event.objects.filter(name="file.found_clean", subject=one.subject).count() == 1


def test_two_workers_at_once_write_one_verdict(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, one = with_file(enter)
    by = postal(enter)
    first = FakeScanner.scan

    def while_another_scans(self: FakeScanner, content: bytes) -> Verdict:
        monkeypatch.setattr(FakeScanner, "scan", first)
        assert scan_one(one.pk, by=by) is True
        return first(self, content)

    monkeypatch.setattr(FakeScanner, "scan", while_another_scans)
    assert scan_one(one.pk, by=by) is False


def test_taken_back_before_it_is_sent_it_is_gone(enter: Enter) -> None:
    contact, one = with_file(enter, sent=False)
    by = enter("ruth")
    do.take_back(one, by=by)
    do.take_back(one, by=by)
    kept = FileContent.objects.get(of=one)
    assert (bytes(kept.content), bytes(kept.preview)) == (b"", b"")
    assert scan_one(one.pk, by=postal(enter)) is False
    by = enter("ruth")
    assert do.add_files(contact.subject, [do.NewFile(NAME, a_picture())], by=by) == 1
    drafting.submit(contact, by=by)
    assert StoredFile.objects.exclude(sent_at=None).get(about=contact.subject).number == 2


def test_after_sending_it_is_only_marked_and_opens_for_nobody(enter: Enter) -> None:
    _, one = with_file(enter)
    scanned(enter, one)
    with pytest.raises(NotReady, match="It was sent"):
        do.take_back(one, by=enter("ruth"))
    with pytest.raises(NotReady):
        do.set_aside(one, "  ", by=enter("ruth"))
    with pytest.raises(NotAllowed):
        do.set_aside(one, "It is of another child", by=enter("tom"))
    do.set_aside(one, "It is of another child", by=enter("meera"))
    one.refresh_from_db()
    assert (one.state, one.ended_by) == (FileState.IN_ERROR, "Meera Pillai")
    assert bytes(FileContent.objects.get(of=one).content)
    with pytest.raises(MovedMeanwhile):
        do.set_aside(one, "Once more, for luck", by=enter("meera"))


def test_the_ledger_names_no_file(enter: Enter) -> None:
    _, one = with_file(enter)
    scanned(enter, one)
    enter("meera")
    for event in Event.objects.filter(subject=one.subject):
        assert "Isla" not in f"{event.facts} {event.about} {event.reason}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        assert all("Isla" not in args for (args,) in cursor.fetchall())


Made = Callable[[], bytes]


@pytest.mark.parametrize("made", [a_pdf, a_document])
def test_other_kinds_are_kept_as_they_came(enter: Enter, made: Made) -> None:
    came = made()
    _, one = with_file(enter, came, name="letter")
    assert bytes(FileContent.objects.get(of=one).content) == came
    assert one.sha256 == one.came_sha256

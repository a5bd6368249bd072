"""A partnership begins from a file: the one of the how-to, so that the page cannot go stale."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import management
from django.db import ProgrammingError
from django.db.transaction import atomic
from django.test import Client

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.commands import (
    NewRegistration,
    end_role,
    give_role,
    keep_registration,
)
from openmash.foundation.access.holdings import registration_of
from openmash.foundation.access.models import Agency, Registration, RoleHolding, User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.models import ClockDefinition
from openmash.foundation.ledger.models import Event
from openmash.foundation.reference.models import FormVersion, Guidance, Partnership
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.frontdoor.enquiries.models import Desk
from openmash.web.partnership_file import BadFile, read
from tests.fixtures import Enter

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "set-a-partnership-up.md"
found = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
assert found
FILE = found.group(1)
ADE = "ade.bright@fernshire-health.example"
ROBIN = "robin.achebe@fernshire.example"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "fernshire.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def runs(file: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    management.call_command("set_up", str(file), *options)
    return capsys.readouterr().out


def held() -> set[tuple[str, str]]:
    holdings = RoleHolding.objects.filter(partnership_id="fernshire", ends_at=None)
    return {(one.user.email, one.role) for one in holdings.select_related("user")}


def test_a_hub_begins_with_everything_it_needs(
    enter: Enter, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = runs(file, capsys)
    assert "new agency: Fernshire Council" in said
    assert "MASH manager" in said
    assert held() == {(ROBIN, "MASH_MGR"), (ROBIN, "MASH_SW"),
                      ("jo.penrose@st-brannocs.example", "DSL"), (ADE, "NN_WHT")}  # fmt: skip
    assert Partnership.objects.get(pk="fernshire").hub_phone == "01632 960500"
    for begins_with in (ClockDefinition, Guidance, FormVersion):
        assert begins_with.objects.filter(partnership_id="fernshire").exists(), begins_with
    told = Event.objects.filter(partnership="fernshire", name="access.role_given")
    assert told.count() == 4
    assert not User.objects.get(email=ROBIN).has_usable_password()


def test_a_new_manager_opens_an_empty_tray_and_a_new_sender_can_write(
    enter: Enter, file: Path, capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    runs(file, capsys)
    client.force_login(User.objects.get(email="jo.penrose@st-brannocs.example"))
    begun = client.post("/worries/start/", {"key": str(uuid.uuid4())})
    first_page = begun.headers["Location"]
    assert "/worries/FS-" in first_page
    assert client.get(first_page).status_code == 200
    client.force_login(User.objects.get(email=ROBIN))
    assert "Work tray" in client.get("/", follow=True).content.decode()


def test_doing_it_twice_does_it_once(
    enter: Enter, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs(file, capsys)
    events = Event.objects.filter(name__startswith="access.").count()
    assert "nothing is new" in runs(file, capsys)
    assert Event.objects.filter(name__startswith="access.").count() == events
    assert User.objects.filter(email__iexact=ROBIN).count() == 1


def test_a_check_writes_nothing(
    enter: Enter, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "new agency" in runs(file, capsys, "--check")
    assert not Partnership.objects.filter(pk="fernshire").exists()
    assert not User.objects.filter(email=ROBIN).exists()


def test_who_has_gone_is_told_and_ended_only_when_asked(
    enter: Enter, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs(file, capsys)
    file.write_text(FILE.replace('["MASH_MGR", "MASH_SW"]', '["MASH_SW"]'), encoding="utf-8")
    assert f"not in the file, and kept: {ROBIN}, MASH manager" in runs(file, capsys)
    assert (ROBIN, "MASH_MGR") in held()
    assert f"ended: {ROBIN}, MASH manager" in runs(file, capsys, "--end-missing")
    assert (ROBIN, "MASH_MGR") not in held()
    act_as(enter("ines"))
    assert RoleHolding.objects.filter(partnership_id="brackenford", ends_at=None).exists()


def test_a_registration_is_kept_changed_and_ended_by_the_file_alone(
    enter: Enter, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"registered: {ADE}, NMC" in runs(file, capsys)
    ade = Registration.objects.get(user__email=ADE)
    assert (ade.number, ade.competences) == ("99Z0003E", ["CHILD"])
    longer = FILE.replace("2027-10-31", "2028-10-31")
    file.write_text(longer, encoding="utf-8")
    assert f"registered: {ADE}, NMC" in runs(file, capsys)
    file.write_text(re.sub(r"registration = .*", "", longer), encoding="utf-8")
    assert f"not in the file, and kept: {ADE}" in runs(file, capsys)
    assert f"ended: {ADE}, registration with the NMC" in runs(file, capsys, "--end-missing")
    ade.refresh_from_db()
    assert ade.ended_on is not None
    assert ade.valid_until.year == 2028


def test_nobody_who_signs_in_changes_a_registration(enter: Enter) -> None:
    """The database refuses it too, whatever code asks for it (P6)."""
    carol, meera = User.objects.get(name="Carol Bell"), enter("meera")
    new = NewRegistration("NMC", "99Z9999E", meera.at.date(), meera.at.date(), ("MENTAL_HEALTH",))
    with pytest.raises(ProgrammingError, match="kept by whoever runs the server"), atomic():
        keep_registration(carol, new, by=meera)
    assert Registration.objects.get(user=carol).number != "99Z9999E"


def test_a_registration_that_has_run_out_is_none(enter: Enter) -> None:
    carol = enter("carol")
    assert registration_of(carol) is not None
    assert registration_of(enter("carol", at=carol.at + timedelta(days=400))) is None
    assert registration_of(enter("tom")) is None


def test_a_shared_agency_stays_as_it_is_written(
    enter: Enter, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = Agency.objects.earliest("code")
    renamed = FILE.replace('code = "st-brannocs"', f'code = "{shared.code}"').replace(
        'agency = "st-brannocs"', f'agency = "{shared.code}"'
    )
    file.write_text(renamed, encoding="utf-8")
    runs(file, capsys)
    assert Agency.objects.get(pk=shared.pk).name == shared.name
    assert set(shared.partnerships.values_list("code", flat=True)) >= {"fernshire"}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('kind = "school"', 'kind = "zoo"', "[[agency]] 2: kind is one of council"),
        ('"DSL"', '"KING"', "[[person]] 2: there is no role KING"),
        ('"DSL"', '"SYSTEM"', "[[person]] 2: there is no role SYSTEM"),
        ('agency = "st-brannocs"', 'agency = "elsewhere"', "no agency of this file has the code"),
        ("jo.penrose@st-brannocs.example", "jo", "“jo” is not an e-mail address"),
        ('name = "Jo Penrose"', "", "[[person]] 2: name is missing"),
        ('name = "Jo Penrose"', "name = 7", "[[person]] 2: name has to be text"),
        ('roles = ["DSL"]', 'roles = "DSL"', "[[person]] 2: roles has to be a list"),
        ('body = "NMC"', 'body = "NHS"', "[[person]] 3, registration: body is one of NMC"),
        ('["CHILD"]', '["CHESS"]', "there is no competence CHESS"),
        ('number = "99Z0003E"', "number = 7", "[[person]] 3, registration: number has to be text"),
        ("2026-11-02", '"in May"', "[[person]] 3, registration: checked_on has to be a day"),
        ("2027-10-31", "2026-10-31", "it had ended already when it was looked up"),
        ('prefix = "FS"', 'prefix = "FS"\ncolour = "red"', "“colour” is not asked for"),
        ('code = "st-brannocs"', "code = []", "[[agency]] 2: code has to be text"),
        ('code = "st-brannocs"', 'code = "St_Brannocs"', "code is one word of small letters"),
        ('email = "jo.penrose@st-brannocs.example"', "email = 7", "email has to be text"),
        ("[partnership]", "[partner]", "[partner]: nothing is called so"),
        ("[partnership]", "[partnership", "This is not TOML"),
        ("jo.penrose@st-brannocs.example", ROBIN.upper(), ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place(before: str, after: str, said: str) -> None:
    assert before in FILE
    if not said:
        read(FILE.replace(before, after))
        return
    with pytest.raises(BadFile) as refused:
        read(FILE.replace(before, after))
    assert said in str(refused.value)


def test_every_reason_is_given_at_once() -> None:
    with pytest.raises(BadFile) as refused:
        read(FILE.replace('"DSL"', '"KING"').replace('kind = "school"', 'kind = "zoo"'))
    assert len(refused.value.reasons) == 2


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(management.CommandError, match="cannot be read"):
        management.call_command("set_up", str(tmp_path / "none.toml"))


def test_where_an_agency_is_asked_follows_the_file(
    enter: Enter, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "where it is asked: st-brannocs, education" in runs(file, capsys)
    assert "where it is asked" not in runs(file, capsys)
    desk = Desk.objects.get(partnership_id="fernshire")
    assert desk.first is not None
    assert desk.first.email == "jo.penrose@st-brannocs.example"
    file.write_text(FILE.replace('questions = "education"', 'questions = "schools"'), "utf-8")
    with pytest.raises(management.CommandError, match="questions is one of"):
        runs(file, capsys)


def test_whoever_is_ended_by_the_file_holds_nothing_and_is_signed_out(
    enter: Enter, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when a lead ends it: a task of their own must not wait for somebody who has gone."""
    runs(file, capsys)
    robin, now = User.objects.get(email=ROBIN), RoleHolding.objects.latest("starts_at").starts_at
    itself = system_actor("tests", partnership="fernshire", at=now)
    with atomic():
        act_as(itself)
        wanted = Wanted(
            "call.over", "Say that it is over", "contact:x", "/x/", for_user=str(robin.pk)
        )
        task = raise_task(wanted, by=itself)
    without = re.sub(r"\[\[person\]\]\nname = .Robin.*?\n\n", "", FILE, flags=re.DOTALL)
    file.write_text(without, encoding="utf-8")
    assert f"ended: {ROBIN}, MASH manager" in runs(file, capsys, "--end-missing")
    act_as(itself)
    task.refresh_from_db()
    assert (task.state, task.for_user_id) == ("open", None)
    robin.refresh_from_db()
    assert robin.sessions_void_before is not None


def test_who_left_does_not_come_back_with_the_next_run_and_who_was_let_in_stays(
    enter: Enter, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After an upgrade the file is run again: it is older than what leads have done since (`roles.md` §8)."""
    runs(file, capsys)
    jo = RoleHolding.objects.get(user__email="jo.penrose@st-brannocs.example")
    robin = User.objects.get(email=ROBIN)
    lead = Actor(str(robin.pk), "Robin", "AGENCY_LEAD", jo.agency_id, "fernshire", jo.starts_at)
    with atomic():
        act_as(lead)
        end_role(jo, by=replace(lead, reason="Gone today"))
        give_role(jo.user, "REF_PROF", jo.agency_id, by=lead)
    said = runs(file, capsys, "--end-missing")
    assert "not given again, ended by Robin: jo.penrose" in said
    assert "given by the agency, and kept: jo.penrose" in said
    assert (jo.user.email, "DSL") not in held()
    assert (jo.user.email, "REF_PROF") in held()

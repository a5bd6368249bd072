"""The embedded PostgreSQL: private, honest about being alive, and gone when we are gone."""

import json
import os
import pwd
import select
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from openmash.config.embedded import Cluster, ClusterProblem, default_folder, probe

ROOT = Path(__file__).resolve().parents[2]
AS_ROOT = os.geteuid() == 0

# prints the server's process id and then waits for ever
PARENT = """
import sys, signal
from pathlib import Path
from openmash.config.embedded import Cluster
cluster = Cluster(Path(sys.argv[1]), fsync=False)
cluster.start()
print(cluster.pid, flush=True)
signal.pause()
"""

ORDINARY = """
import os, sys
from pathlib import Path
from openmash.config.embedded import Cluster
cluster = Cluster(Path(sys.argv[1]), fsync=False)
cluster.start()
print(Path(f"/proc/{cluster.pid}").stat().st_uid, cluster.is_alive())
cluster.stop()
print(cluster.is_alive())
"""


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None


def tell(url: str, *orders: str) -> None:
    with psycopg.connect(url) as connection:
        for order in orders:
            connection.execute(order.encode())


@contextmanager
def ending_of(*pids: int) -> Iterator[None]:
    """Do something, then wait until these processes have ended."""
    with ExitStack() as open_ones:
        watched = [os.pidfd_open(pid) for pid in pids]
        for watch in watched:
            open_ones.callback(os.close, watch)
        yield
        for watch in watched:
            ended, _, _ = select.select([watch], [], [], 60)
            assert ended, "the process goes on"


@contextmanager
def another_process(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that starts the server in the folder and holds on to it."""
    command = [sys.executable, "-c", PARENT, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        try:
            yield parent
        finally:
            parent.kill()  # also after a failed assertion: it would wait for ever


def test_it_starts_and_answers_and_starting_twice_changes_nothing(cluster: Cluster) -> None:
    assert cluster.is_alive()
    before = cluster.pid
    cluster.start()
    assert cluster.pid == before
    assert ask(cluster.url("app"), "SELECT 1") == 1


def test_it_is_set_up_safely(cluster: Cluster) -> None:
    wanted = {
        "data_checksums": "on",
        "listen_addresses": "",
        "server_encoding": "UTF8",
        "TimeZone": "UTC",
        "password_encryption": "scram-sha-256",
    }
    assert {name: ask(cluster.url("root"), f"SHOW {name}") for name in wanted} == wanted


def test_accented_letters_change_case(cluster: Cluster) -> None:
    assert ask(cluster.url("app"), "SELECT upper('Zoë Łukasz')") == "ZOË ŁUKASZ"


def test_writing_is_safe_unless_a_test_says_otherwise(folder: Path) -> None:
    with Cluster(folder) as cluster:
        assert ask(cluster.url("root"), "SHOW fsync") == "on"
    with Cluster(folder, fsync=False) as cluster:
        assert ask(cluster.url("root"), "SHOW fsync") == "off"


def test_only_the_right_password_opens_it(cluster: Cluster) -> None:
    for role in ("root", "owner", "app"):
        good = cluster.url(role)
        assert ask(good, "SELECT 1") == 1
        user, _, rest = good.removeprefix("postgresql://").partition(":")
        for wrong in ("guess", ""):
            with pytest.raises(psycopg.OperationalError):
                ask(f"postgresql://{user}:{wrong}@{rest.partition('@')[2]}", "SELECT 1")


def test_the_application_owns_nothing_and_cannot_pass_row_security(cluster: Cluster) -> None:
    rights = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = "
    assert ask(cluster.url("app"), f"{rights} 'openmash_app'") is False
    assert ask(cluster.url("app"), f"{rights} 'openmash_owner'") is False
    tell(cluster.url("owner"), "CREATE TABLE made_by_owner ()")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        tell(cluster.url("app"), "CREATE TABLE made_by_app ()")


def test_nobody_else_can_look_into_its_folders(cluster: Cluster) -> None:
    socket = cluster.url("app").partition("host=")[2]
    for private in (cluster.folder / "data", Path(socket)):
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
    for secret in ("passwords", "log"):
        assert stat.S_IMODE((cluster.folder / secret).stat().st_mode) == 0o600
    with pytest.raises(StopIteration):
        next((cluster.folder).glob("*.unfinished*"))


def test_the_server_does_not_run_as_root(cluster: Cluster) -> None:
    assert Path(f"/proc/{cluster.pid}").stat().st_uid != 0


@pytest.mark.crash
def test_a_killed_server_comes_back_with_every_committed_row(folder: Path) -> None:
    with Cluster(folder) as cluster:
        tell(cluster.url("owner"), "CREATE TABLE kept AS SELECT generate_series(1, 5000) AS n")
        pid = cluster.pid
        assert pid
        with ending_of(pid):
            os.kill(pid, signal.SIGKILL)
        assert not cluster.is_alive()
        cluster.start()
        assert cluster.pid != pid
        assert ask(cluster.url("owner"), "SELECT count(*) FROM kept") == 5000


@pytest.mark.crash
def test_a_zombie_is_not_mistaken_for_the_server(cluster: Cluster) -> None:
    cluster.stop()
    dead = subprocess.Popen([sys.executable, "-c", "pass", str(cluster.folder / "data")])
    with ending_of(dead.pid):
        pass  # ended, yet not collected: a zombie
    leave_pid_file(cluster, dead.pid)
    assert not cluster.is_alive()
    cluster.start()
    assert cluster.is_alive()
    dead.wait()


def test_a_reused_process_number_is_not_mistaken_for_the_server(cluster: Cluster) -> None:
    cluster.stop()
    leave_pid_file(cluster, os.getpid())  # alive, but no server
    assert cluster.pid is None
    cluster.start()
    assert cluster.is_alive()


def leave_pid_file(cluster: Cluster, pid: int) -> None:
    (cluster.folder / "data" / "postmaster.pid").write_text(f"{pid}\n")


def test_a_socket_that_nobody_serves_does_not_count(cluster: Cluster) -> None:
    socket = Path(cluster.url("app").partition("host=")[2])
    assert probe.answers(socket)
    cluster.stop()
    assert not probe.answers(socket)


def test_two_servers_live_side_by_side(cluster: Cluster, folder: Path) -> None:
    with Cluster(folder.parent / "second", fsync=False) as second:
        assert second.pid != cluster.pid
        with pytest.raises(psycopg.OperationalError):  # each has its own passwords
            ask(second.url("app").replace(password(second), password(cluster)), "SELECT 1")
    assert not second.is_alive()
    assert cluster.is_alive()


def password(cluster: Cluster) -> str:
    read: dict[str, str] = json.loads((cluster.folder / "passwords").read_text())
    return read["app"]


@pytest.mark.crash
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_stops_when_its_parent_is_gone(folder: Path, number: signal.Signals) -> None:
    with another_process(folder) as parent:
        assert parent.stdout
        server = int(parent.stdout.readline())
        with ending_of(server):
            parent.send_signal(number)
    assert not Cluster(folder).is_alive()


@pytest.mark.crash
def test_a_second_user_of_the_folder_shares_the_server_and_leaves_it_running(folder: Path) -> None:
    with another_process(folder) as parent:
        assert parent.stdout
        server = int(parent.stdout.readline())
        with Cluster(folder) as guest:
            assert guest.pid == server
        assert guest.is_alive()
        with ending_of(server):
            parent.kill()


@pytest.mark.crash
def test_a_server_whose_watcher_was_killed_is_replaced_by_a_watched_one(folder: Path) -> None:
    with another_process(folder) as parent:
        assert parent.stdout
        orphan = int(parent.stdout.readline())
        watcher = int(Path(f"/proc/{orphan}/stat").read_text().rpartition(")")[2].split()[1])
        with ending_of(watcher):
            os.kill(watcher, signal.SIGKILL)
        with Cluster(folder, fsync=False) as cluster:
            assert cluster.is_alive()
            assert cluster.pid != orphan


def test_a_broken_data_folder_is_named_in_one_sentence(cluster: Cluster) -> None:
    cluster.stop()
    (cluster.folder / "data" / "PG_VERSION").unlink()
    with pytest.raises(ClusterProblem, match=r"data folder .* is broken"):
        cluster.start()


def test_a_server_that_refuses_to_start_says_why(cluster: Cluster) -> None:
    cluster.stop()
    (cluster.folder / "data" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(ClusterProblem, match="did not start"):
        cluster.start()


def test_a_set_up_that_was_cut_short_is_finished_next_time(folder: Path) -> None:
    with Cluster(folder, fsync=False) as cluster:
        tell(cluster.url("owner"), "CREATE TABLE kept ()")
    (folder / "set-up-done").unlink()
    (folder / "data.unfinished").mkdir()
    with Cluster(folder, fsync=False) as cluster:
        assert ask(cluster.url("owner"), "SELECT count(*) FROM kept") == 0


def test_recreating_the_database_empties_it(cluster: Cluster) -> None:
    tell(cluster.url("owner"), "CREATE TABLE gone ()")
    cluster.recreate()
    assert ask(cluster.url("app"), "SELECT to_regclass('gone')") is None


def test_a_very_long_folder_name_still_gets_a_socket(folder: Path) -> None:
    with Cluster(folder / ("x" * 90), fsync=False) as cluster:
        assert ask(cluster.url("app"), "SELECT 1") == 1
        socket = Path(cluster.url("app").partition("host=")[2])
        assert stat.S_IMODE(socket.stat().st_mode) == 0o700
    socket.rmdir()


def test_the_data_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPENMASH_DATA", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("OPENMASH_DATA")
    assert default_folder() != tmp_path


@pytest.mark.skipif(not AS_ROOT, reason="an ordinary user runs every other test already")
def test_it_works_as_an_ordinary_user(folder: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.chown(folder.parent, nobody.pw_uid, nobody.pw_gid)
    done = run_as(nobody, reachable_python(nobody), ORDINARY, str(folder))
    assert done.stdout.split() == [str(nobody.pw_uid), "True", "False"], done.stderr
    assert folder.stat().st_uid == nobody.pw_uid
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def reachable_python(user: pwd.struct_passwd) -> str:
    for python in (sys.executable, "/usr/bin/python3"):
        with suppress(OSError):
            if run_as(user, python, "import openmash.config.embedded").returncode == 0:
                return python
    pytest.skip("the ordinary user reaches no Python with this checkout")


def run_as(
    user: pwd.struct_passwd, python: str, code: str, *arguments: str
) -> "subprocess.CompletedProcess[str]":
    packages = str(Path(psycopg.__file__).parents[1])
    return subprocess.run(
        [python, "-c", code, *arguments],
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        env={"PYTHONPATH": os.pathsep.join([str(ROOT), packages])},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )

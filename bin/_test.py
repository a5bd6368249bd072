"""Runs pytest on a throw-away database, with a real browser at hand."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from openmash.config.embedded import Cluster, ClusterProblem  # noqa: E402

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PLAYWRIGHT = str(ROOT / ".venv" / "bin" / "playwright")


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    browser = find_browser() or install_browser()
    if not browser:
        print(
            "openmash: no browser for the tests; install chromium and try again.", file=sys.stderr
        )
        return 2
    home = Path(tempfile.mkdtemp(prefix="openmash-"))
    home.chmod(0o711)  # the database's own user has to pass through
    try:
        with Cluster(home / "db", fsync=False) as cluster:
            return run_pytest(cluster, browser, arguments)
    except ClusterProblem as problem:
        print(f"openmash: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run_pytest(cluster: Cluster, browser: str, arguments: list[str]) -> int:
    settings = {
        f"OPENMASH_TEST_{role.upper()}_URL": cluster.url(role) for role in ("owner", "app", "root")
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings, "OPENMASH_CHROMIUM": browser},
        check=False,
    ).returncode


def find_browser() -> str | None:
    """The browser named by OPENMASH_CHROMIUM, the system's, or playwright's own."""
    if (named := os.environ.get("OPENMASH_CHROMIUM")) and shutil.which(named):
        return named
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or playwrights_own()


def playwrights_own() -> str | None:
    code = (
        "from playwright.sync_api import sync_playwright as p\n"
        "with p() as browsers: print(browsers.chromium.executable_path)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return shutil.which(said.stdout.strip() or "no-browser")


def install_browser() -> str | None:
    """With Debian's packages for root, else playwright's own download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Browser: installing chromium", flush=True)
        quietly("apt-get", "update")
        quietly("apt-get", "install", "-y", "--no-install-recommends", "chromium")
    if not find_browser():
        quietly(PLAYWRIGHT, "install", "chromium")
    return find_browser()


def quietly(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

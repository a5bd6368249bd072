"""Runs pytest on a throw-away database, with a real browser at hand."""

import os
import shutil
import subprocess
import sys

from _throwaway import ROOT, on_a_database

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PLAYWRIGHT = str(ROOT / ".venv" / "bin" / "playwright")


def main(arguments: list[str]) -> int:
    browser = find_browser() or install_browser()
    if not browser:
        print(
            "openmash: no browser for the tests; install chromium and try again.", file=sys.stderr
        )
        return 2
    return on_a_database(
        lambda environment: (
            subprocess.run(
                [sys.executable, "-m", "pytest", "-n", "2", *arguments],
                cwd=ROOT,
                env={**environment, "OPENMASH_CHROMIUM": browser},
                check=False,
            ).returncode
        )
    )


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

"""Which Chromium drives the browser tests, and how to get one where there is none.

``python -m tests.browser.chromium`` prints its path; with ``--get`` it installs first what is missing: Debian's
packages when root (a Korean font too), else Playwright's own build. Exit status 1, with a sentence, when none is had.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
# The machine has no screen, no graphics card and often no network; nothing may be asked of Chromium's own makers.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)
TRIES = 3


def find() -> str | None:
    """Path of the Chromium to use: CHROMIUM, one on the machine, Playwright's own. None where none starts."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    found = [shutil.which(name) for name in NAMES] + [place for place in PLACES if Path(place).exists()]
    return next((path for path in found if path and _starts(path)), None) or _playwrights_own()


def get() -> str | None:
    """Like ``find``, after installing what the machine lacks and may be given."""
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None
    if may_install and not _driver_starts():
        _apt_get("libatomic1")
    path = find()
    if path is None and may_install:
        _apt_get("chromium")
        path = find()
    if path is None:
        with_libraries = ["--with-deps"] if may_install else []
        _run([sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"])
        path = find()
    if path is not None and sys.platform == "linux" and not _draws_korean():
        if may_install:
            _apt_get("fonts-nanum", "fontconfig")
        if not _draws_korean():
            print("warning: no Korean font on this machine; screenshots will show boxes (fonts-nanum)", file=sys.stderr)
    return path


def _starts(path: str) -> bool:
    """Whether it answers. Ubuntu's chromium-browser may be a stub that only asks for snap."""
    if sys.platform == "win32":
        return True
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _driver_starts() -> bool:
    """Whether Playwright's own program runs: on a minimal Debian its node lacks libatomic."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True).returncode == 0


def _playwrights_own() -> str | None:
    if not _driver_starts():
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        path = play.chromium.executable_path
    return path if Path(path).exists() else None


def _draws_korean() -> bool:
    fc_list = shutil.which("fc-list")
    return fc_list is not None and bool(subprocess.run([fc_list, ":lang=ko"], capture_output=True).stdout.strip())


def _apt_get(*packages: str) -> None:
    """Debian's packages, tried again when the mirror stumbles."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for attempt in range(TRIES):
        if _run(["apt-get", "update", "-qq"], quiet) and _run(
            ["apt-get", "install", "-y", "-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends", *packages], quiet
        ):
            return
        if attempt + 1 < TRIES:
            time.sleep(10)


def _run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Run with everything it says on stderr: stdout carries the path alone."""
    return subprocess.run(command, stdout=sys.stderr, env=environment).returncode == 0


if __name__ == "__main__":
    chosen = get() if "--get" in sys.argv else find()
    if chosen is None:
        sys.exit(
            "No Chromium for the browser tests: none on this machine, and none could be installed. "
            "Install Chromium or Google Chrome, or name one: CHROMIUM=/path/to/chrome make test"
        )
    print(chosen)

"""A Chromium that is already on the machine, and what it prints. Nothing is downloaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from preuve.core.errors import PreuveError
from preuve.core.writing import scratch

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_LONGEST_TEMPORARY = 32  # bytes of 108: the rest is our folder's name, Chromium's and its socket's
_TIMEOUT = 300  # seconds: the largest manual on a slow machine

# Its own errands are switched off: printing a page from disk needs no network.
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class BrowserError(PreuveError):
    """The browser did not print: its own words."""


def find() -> str | None:
    """Return where Chromium, Chrome or Edge is:
    PREUVE_CHROMIUM names it, else the usual places are tried.
    """
    if named := os.environ.get("PREUVE_CHROMIUM"):
        return named
    on_path = (shutil.which(command) for command in _COMMANDS)
    return next(
        (program for program in (*on_path, *_PLACES) if program and Path(program).exists()), None
    )


def version(browser: str) -> str:
    """Return what a browser calls itself: how it prints depends on it.
    Empty where it does not say.
    """
    try:
        done = subprocess.run([browser, "--version"], capture_output=True, timeout=30, check=False)  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return " ".join(done.stdout.decode(errors="replace").split())[:80]


def print_pdf(browser: str, page: Path, pdf: Path) -> None:
    """Print a page from disk, with an outline of its headings and tags for screen readers.

    Raises:
        BrowserError: nothing was printed.

    """
    with scratch("browser", within=_short_folder()) as profile:
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            *_QUIET,
            *_sandbox(),
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
        try:
            done = subprocess.run(  # noqa: S603 - fixed words
                command,
                # It leaves its sockets' folders behind, and a note on crashes in the home folder.
                env={**os.environ, "TMPDIR": str(profile), "XDG_CONFIG_HOME": str(profile)},
                capture_output=True,
                timeout=_TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BrowserError(str(error)) from error
    if done.returncode or not pdf.is_file():
        raise BrowserError(
            done.stderr.decode(errors="replace").strip() or f"exit status {done.returncode}"
        )


def _short_folder() -> Path | None:
    """Return another temporary folder where the name of the system's is so long that Chromium's
    socket would not fit: 108 bytes with what Chromium and `scratch` add.
    """
    short = Path("/tmp")  # noqa: S108 - `scratch` makes a folder there that is ours alone
    long = len(os.fsencode(tempfile.gettempdir())) > _LONGEST_TEMPORARY
    return short if long and os.access(short, os.W_OK) else None


def _sandbox() -> tuple[str, ...]:
    """Chromium refuses to run its sandbox as root, as in a container;
    it shows nothing but our own page here.
    """
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()

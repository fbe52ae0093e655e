"""Takes the screenshots of the README and of docs/, from the built site: `.venv/bin/python scripts/screenshots.py`.

Needs `make site` first, and Chromium: PREUVE_CHROMIUM names it, else Debian's place is tried.
"""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from preuve.paper.browser import find

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "assets" / "screenshots"

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
# name → page, screen, colours,
SHOTS = {
    "home-wide-light": ("", WIDE, "light"),
    "home-narrow-dark": ("", NARROW, "dark"),
    "criterion-wide-light": ("criteria/criterion-6/", WIDE, "light"),
    "indicator-wide-light": ("criteria/criterion-2/indicator-04/", WIDE, "light"),
    "evidence-narrow-light": ("criteria/criterion-2/indicator-04/#evidence", NARROW, "light"),
    "register-wide-dark": ("register/", WIDE, "dark"),
}

# Chromium's own errands are switched off: a picture needs nothing from the network.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Say nothing for each request."""


def main() -> int:
    """Take them all; return the exit status."""
    chromium = find()
    if chromium is None or not (ROOT / "site" / "index.html").exists():
        print("scripts/screenshots.py: run `make site` first; install Chromium, or name it in PREUVE_CHROMIUM", file=sys.stderr)
        return 2
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(ROOT / "site")))
    Thread(target=server.serve_forever, daemon=True).start()
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        for name, (path, screen, colours) in SHOTS.items():
            page = browser.new_page(viewport=screen, color_scheme=colours)  # type: ignore[arg-type] # plain dicts and words
            page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=str(TARGET / f"{name}.png"))
            page.close()
        browser.close()
    server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())

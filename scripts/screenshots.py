"""Takes the screenshots of the README from both built sites: `.venv/bin/python
scripts/screenshots.py`.

Needs `make site examples` first, and Chromium: PREUVE_CHROMIUM names it, else Debian's place is
tried. The letters are those of this machine: the site loads none.
"""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import sync_playwright

from preuve.pdf.browser import find

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / ".github" / "screenshots"
# The one that a page of the manual shows too lies with it: no other belongs in a site.
ON_A_PAGE = {"indicator-wide-light": ROOT / "docs" / "assets" / "screenshots"}

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
SITES = {"en": ROOT / "site", "fr": ROOT / "examples" / "cfa" / "site"}
# name → language, page, screen, colours
SHOTS = {
    "home-wide-light": ("en", "", WIDE, "light"),
    "home-narrow-dark": ("fr", "", NARROW, "dark"),
    "indicator-wide-light": ("en", "criteria/criterion-2/indicator-04/", WIDE, "light"),
    "evidence-narrow-light": ("fr", "criteria/criterion-2/indicator-04/#preuves", NARROW, "light"),
    "register-wide-dark": ("en", "register/", WIDE, "dark"),
    "reuse-wide-light": ("en", "reuse/", WIDE, "light"),
    "forecast-wide-light": ("fr", "forecast/", WIDE, "light"),
}

# Chromium's own errands are switched off: a picture needs nothing from the network.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Say nothing for each request."""


def main() -> int:
    """Take them all; return the exit status."""
    chromium = find()
    if chromium is None or not all((site / "index.html").exists() for site in SITES.values()):
        print(
            "scripts/screenshots.py: run `make site examples` first; install Chromium, or "
            "name it in PREUVE_CHROMIUM",
            file=sys.stderr,
        )
        return 2
    servers = {
        language: ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site)))
        for language, site in SITES.items()
    }
    for server in servers.values():
        Thread(target=server.serve_forever, daemon=True).start()
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        for name, (language, path, screen, colours) in SHOTS.items():
            page = browser.new_page(viewport=screen, color_scheme=colours)  # type: ignore[arg-type] # plain dicts and words
            page.goto(f"http://127.0.0.1:{servers[language].server_port}/{path}")
            page.wait_for_load_state("networkidle")
            picture = page.screenshot(path=str(TARGET / f"{name}.png"))
            if name in ON_A_PAGE:  # each byte of a site counts: 128 colours suffice there
                colours_of_it = Image.open(BytesIO(picture)).convert("RGB").quantize(128)
                colours_of_it.save(ON_A_PAGE[name] / f"{name}.png", optimize=True)
            page.close()
        browser.close()
    for server in servers.values():
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())

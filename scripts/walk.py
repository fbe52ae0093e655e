"""The walk of an audit through a built site, counted: from a question to its proof, open.

Twelve indicators and three sessions, each from the home page, in a window of 1280 by 800: keys and
clicks, screens scrolled, seconds that the browser took, and whether what came can be read there.
A site of before is walked by what it offers: where no key numbers the proofs, the first is scrolled
to and clicked. `scripts/walk.py SITE… [--json FILE]`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import Error, sync_playwright
from playwright.sync_api import TimeoutError as Late

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))
from browsing import ARGUMENTS, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

INDICATORS = (1, 4, 6, 9, 10, 11, 17, 21, 22, 26, 31, 32)
HEIGHT, WIDTH = 800, 1280
READABLE = "a page to read"
LINKS = ".pv-open, .pv-proof .pv-name a, .pv-chain a[href*='EV-'], .pv-chain a[href*='P-']"
"""A proof's link, as pages of today and of before have it."""
NUMBERED = "document.documentElement.classList.contains('pv-numbered')"


class Walk(NamedTuple):
    """What one question took."""

    question: str
    keys: int
    clicks: int
    screens: float
    seconds: float
    came: str
    """What was there in the end: a page to read, raw text, a file, nothing."""


class Walker:
    """Somebody before a site: types and clicks, and is counted."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.keys, self.clicks, self.screens = page, 0, 0, 0.0
        page.goto(home)
        page.wait_for_load_state("load")
        self.began = time.monotonic()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def click(self, selector: str) -> str:
        """Scroll to what is there, click it; return what came instead of a page."""
        target = self.page.locator(selector).locator("visible=true").first
        if target.count() == 0:
            return "nothing"
        box = target.bounding_box()
        below = box["y"] + box["height"] - HEIGHT if box else 0
        self.screens += max(0.0, below / HEIGHT)
        self.clicks += 1
        try:
            with self.page.expect_download(timeout=1000):
                target.click()
        except (Late, Error):
            return ""
        return "a download"

    def arrive(self, pattern: str) -> None:
        """Wait until a page is there."""
        with suppress(Late):
            self.page.wait_for_url(re.compile(pattern), timeout=6000)
        self.page.wait_for_load_state("load")

    def open_proof(self) -> str:
        """Open the first proof of the page; return what came."""
        self.press("e")
        if self.page.evaluate(NUMBERED):
            several = self.page.evaluate("document.querySelectorAll('[data-nth]').length") > 9  # noqa: PLR2004
            self.press("1", *(["Enter"] if several else []))  # else a second digit is waited for
            self.arrive(r"/proofs/|/evidence/|[#]")
        else:
            self.keys -= 1  # nobody presses what does nothing
            came = self.click(LINKS)
            if came:
                return came
            self.arrive(r"/proofs/|/evidence/|/register/")
        kind = self.page.evaluate("document.contentType")
        if kind == "text/html":
            inside = "/proofs/" in self.page.url
            return READABLE if inside else "its line in the register"
        return "raw text" if kind.startswith("text/") else f"a file ({kind})"

    def walked(self, question: str, came: str) -> Walk:
        """Return what it took."""
        seconds = time.monotonic() - self.began
        return Walk(question, self.keys, self.clicks, self.screens, seconds, came)


def to_indicator(page: Page, home: str, number: int) -> Walk:
    """Go to an indicator and open its first proof."""
    walker = Walker(page, home)
    walker.press(*str(number), *(["Enter"] if number < 10 else []))  # noqa: PLR2004 - one digit
    walker.arrive(rf"indicator-{number:02}")
    return walker.walked(f"indicator {number}", walker.open_proof())


def to_session(page: Page, home: str, name: str, *, palette: bool) -> Walk:
    """Go to a session and open its first proof."""
    walker = Walker(page, home)
    if palette:
        walker.press("Control+k", *name)
        page.wait_for_selector("[data-preuve-palette] [role=option]")
        walker.press("Enter")
    else:
        walker.click("nav a[href*='sessions/']")
        walker.arrive("/sessions/")
        walker.click(f"article a[href*='{name}']")
    walker.arrive(re.escape(name))
    return walker.walked(f"session {name}", walker.open_proof())


def walks(site: Path) -> list[Walk]:
    """Return what each question takes in a site."""
    names = sorted(page.parent.name for page in (site / "sessions").glob("*/index.html"))[:3]
    palette = "data-preuve-palette" in (site / "index.html").read_text(encoding="utf-8")
    with served(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        taken = [to_indicator(page, f"{home}/", number) for number in INDICATORS]
        taken += [to_session(page, f"{home}/", name, palette=palette) for name in names]
        browser.close()
    return taken


def main() -> None:
    """Walk through each site, and print what it took."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("sites", nargs="+", type=Path)
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    everything = {str(site): walks(site) for site in options.sites}
    for site, taken in everything.items():
        print(f"\n{site}")
        for walk in taken:
            effort = f"keys {walk.keys:3}  clicks {walk.clicks}  screens {walk.screens:4.1f}"
            print(f"  {walk.question:20} {effort}  {walk.seconds:5.1f} s  {walk.came}")
        means = {
            name: mean(getattr(walk, name) for walk in taken)
            for name in ("keys", "clicks", "screens", "seconds")
        }
        readable = sum(walk.came == READABLE for walk in taken)
        told = ", ".join(f"{name} {value:.1f}" for name, value in means.items())
        print(f"  mean: {told}; readable at once: {readable} of {len(taken)}")
    if options.json:
        plain = {site: [walk._asdict() for walk in taken] for site, taken in everything.items()}
        options.json.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

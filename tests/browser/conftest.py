"""What browser tests are given: one browser a worker,
the example's sites served in both languages, and `visit`.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from browsing import ARGUMENTS, Visit, chromium, served
from copies import made_once
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copies import Copy
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running browser, or skip: see `browsing.chromium`."""
    path = chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def addresses(browser: Browser, site: Path, french_site: Path) -> Iterator[dict[str, str]]:  # noqa: ARG001 - no browser, no build
    """Return where the site of each language is served, by language."""
    with ExitStack() as stack:
        yield {
            "en": stack.enter_context(served(site)),
            "fr": stack.enter_context(served(french_site)),
        }


@pytest.fixture
def visit(browser: Browser, addresses: dict[str, str]) -> Iterator[Visit]:
    """Return what opens pages and watches them.

    As in `page = visit("register/", scheme="dark", width=NARROW)`. At the test's end no page may
    have asked another host for anything, had a request fail, or written an error into the console.
    A test that expects one of these takes it out of `visit.faults`.
    """
    visiting = Visit(browser, addresses, [], [])
    yield visiting
    assert visiting.close() == []


@pytest.fixture(scope="session")
def printed_manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example's manual as `preuve print` makes it."""
    chromium()

    def make(manual: Copy) -> Path:
        manual.succeed("preuve", "print")
        return manual.root / "manual.pdf"

    return made_once(tmp_path_factory, "printed", make)

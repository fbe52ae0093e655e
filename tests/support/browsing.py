"""A real browser on a built site, which watches what a page asks for and complains of."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import urlsplit

import pytest

from preuve.pdf.browser import find

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

Scheme = Literal["light", "dark"]

COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""The rules that the colours decide: all the others found the same in the light."""

WIDE, NARROW = 1280, 390
"""Widths of a window, in pixels: an office screen and a phone."""

# Chromium's own errands are switched off: whatever is asked for is the page's doing. A container
# has no sandbox to give.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def chromium() -> str:
    """Return where the browser is. Without one the test is skipped,
    or fails where PREUVE_BROWSER is `required`.
    """
    if found := find():
        return found
    missing = "no browser: install Chromium, or name one in PREUVE_CHROMIUM"
    if os.environ.get("PREUVE_BROWSER") == "required":
        pytest.fail(missing)
    pytest.skip(missing)


class _Noting(SimpleHTTPRequestHandler):
    """Says nothing for each request, but notes its path;
    what it answers is not to be kept, so that all is asked for.
    """

    def __init__(self, *given: Any, asked: list[str], directory: str) -> None:  # noqa: ANN401 - handed on as they are
        self.asked = asked
        super().__init__(*given, directory=directory)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002 - the base class names them
        self.asked.append(self.path)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@contextmanager
def served(site: Path, asked: list[str] | None = None) -> Iterator[str]:
    """Serve a folder from this machine on a free port; yield the address of its top, without the
    last slash.

    The path of each request is put into `asked`: what a browser says it asks for is more than what
    it asks for.
    """
    noting = partial(_Noting, asked=[] if asked is None else asked, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), noting)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Visit(NamedTuple):
    """Opens pages for one test and notes what goes wrong on them."""

    browser: Browser
    addresses: dict[str, str]
    """Where the site of each language is served."""
    contexts: list[BrowserContext]
    faults: list[str]
    """Requests to another host, requests that failed, errors in the console:
    the test fails when there is one.
    """

    def __call__(
        self,
        path: str = "",
        *,
        language: str = "en",
        scheme: Scheme = "light",
        width: int = WIDE,
        javascript: bool = True,
    ) -> Page:
        """Open a page of a site, given by its path below the site's top,
        or any page given by its whole address.
        """
        address = path if urlsplit(path).scheme else f"{self.addresses[language]}/{path}"
        context = self.browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        self._watch(context, urlsplit(address).netloc)
        page = context.new_page()
        page.goto(address, wait_until="load")
        return page

    def _watch(self, context: BrowserContext, host: str) -> None:
        def asked(request: Request) -> None:
            parts = urlsplit(request.url)
            # The browser shows a PDF with pages of its own.
            if (
                parts.scheme not in {"data", "blob", "chrome", "chrome-extension"}
                and parts.netloc != host
            ):
                self.faults.append(f"request to another host: {request.url}")

        def failed(request: Request) -> None:
            if request.failure != "net::ERR_ABORTED":  # the page was left before it had all
                self.faults.append(f"request failed: {request.url} ({request.failure})")

        def answered(response: Response) -> None:
            if response.status >= 400:
                self.faults.append(f"answer {response.status}: {response.url}")

        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.faults.append(
                    f"console of {message.page.url if message.page else '?'}: {message.text}"
                )

        context.on("request", asked)
        context.on("requestfailed", failed)
        context.on("response", answered)
        context.on("console", said)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))

    def close(self) -> list[str]:
        """Close every page; return what went wrong before that."""
        faults = list(self.faults)
        for context in self.contexts:
            context.close()
        return faults

"""A browser's part for tests of the forms: asks the application itself, without a port."""

from __future__ import annotations

import asyncio
import html
import re
import subprocess
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from preuve.core.words import Translator
from preuve.site.forms.app import with_forms
from preuve.site.live import LiveSite

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1:8000"
ORIGIN = {"origin": f"http://{HOST}"}
FORMS = "/_preuve/edit"
_CONTROL = re.compile(
    r"<(?P<tag>input|textarea|select)\b(?P<attributes>[^>]*)>(?P<inside>.*?)(?=</textarea>|</select>|<)",
    re.DOTALL,
)


class Browser:
    """Asks and enters, and remembers its cookie."""

    def __init__(self, root: Path, language: str = "en") -> None:
        self.live = LiveSite(root)
        self.live.words = Translator(language)  # type: ignore[arg-type] # one of the two
        self.app, self.way_in = with_forms(self.live, 8000)
        self.cookies: dict[str, str] = {}

    def close(self) -> None:
        """Delete what the live site drew."""
        self.live.close()

    def ask(self, method: str, address: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        """Return the answer to one request."""

        async def go() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=True)
            async with httpx.AsyncClient(
                transport=transport, base_url=f"http://{HOST}", cookies=self.cookies
            ) as client:
                answer = await client.request(method, address, **more)
                self.cookies |= dict(answer.cookies)
                return answer

        return asyncio.run(go())

    def get(self, address: str) -> httpx.Response:
        """Return a page."""
        return self.ask("GET", address)

    def post(self, address: str, given: dict[str, Any], **more: Any) -> httpx.Response:  # noqa: ANN401 - as above
        """Return the answer to what a page of ours sends."""
        return self.ask("POST", address, data=given, headers=ORIGIN, **more)

    def enter(self) -> Browser:
        """Open the address that was printed."""
        assert self.get(self.way_in).status_code == 303
        return self

    def form(self, file: str, at: str) -> dict[str, Any]:
        """Return what a form holds as it is shown, by the names of its controls."""
        answer = self.ask("GET", f"{FORMS}/form", params={"file": file, "at": at})
        assert answer.status_code == 200, answer.text
        return controls(answer.text)

    def write(self, given: dict[str, Any], **changes: str) -> httpx.Response:
        """Enter something, look at the difference, write it."""
        given = {**given, **{f"f.{key}": text for key, text in changes.items()}}
        shown = self.post(f"{FORMS}/form", {**given, "work": "look"})
        assert shown.status_code == 200, problems(shown.text)
        return self.post(f"{FORMS}/form", {**given, "work": "write"})


def controls(page: str) -> dict[str, Any]:
    """Return the values of the form that changes an entry, as a browser would send them back."""
    form = page[page.rindex('<form method="post" action="/_preuve/edit/form"') :]
    values: dict[str, Any] = {}
    for control in _CONTROL.finditer(form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', control["attributes"]))
        if "name" not in attributes:
            continue
        value = html.unescape(attributes.get("value", ""))
        if control["tag"] == "textarea":
            value = html.unescape(control["inside"].removeprefix("\n"))
        elif control["tag"] == "select":
            rest = form[control.start() : form.index("</select>", control.start())]
            chosen = re.search(r'<option value="([^"]*)" selected', rest)
            value = html.unescape(chosen[1]) if chosen else ""
        elif attributes.get("type") == "checkbox":
            if not re.search(r"\bchecked\b", control["attributes"]):
                continue
            values.setdefault(attributes["name"], [])
            values[attributes["name"]] = [*_listed(values[attributes["name"]]), value]
            continue
        values[attributes["name"]] = value
    return values


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def problems(page: str) -> list[str]:
    """Return what a page finds wrong."""
    return [
        html.unescape(text)
        for text in re.findall(r'class="problem"[^>]*>(?:<ul><li>)?([^<]+)<', page)
    ]


def target(answer: httpx.Response) -> tuple[str, dict[str, str]]:
    """Return where an answer leads: the path, and what is asked there."""
    parts = urlsplit(answer.headers["location"])
    return parts.path, dict(parse_qsl(parts.query))


def git(root: Path, *arguments: str) -> str:
    """Return what git answers."""
    done = subprocess.run(
        ["git", *arguments], cwd=root, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout

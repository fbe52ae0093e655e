"""The manual, live: watched, judged and drawn anew at each change; the last good page stays, with
what is wrong above it.

The parts are well-kept libraries (watchfiles, Starlette): MkDocs' own server stands still at the
first page that it cannot build. Drawing is done in a process of its own, which is ended when a
newer change comes: nothing here can hang.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sys
from html import escape
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from watchfiles import DefaultFilter, awatch

from preuve.core.words import Translator, say, say_count
from preuve.core.writing import scratch
from preuve.report.text import printable
from preuve.site.draft import with_band

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from starlette.requests import Request
    from starlette.routing import BaseRoute

_OURS = ("site", "offline", "draft", ".cache", ".git", ".venv", "vendor")
_LONGEST_BUILD = 600  # seconds
_WAIT = 20  # seconds for which a page's question for changes is kept open
_LONGEST_LINE = 16 * 1024 * 1024  # bytes in which a drawing says all that was found
_MOST_KEPT = 64 * 1024  # bytes of what a builder or a macro says at the end
_MOST_SHOWN = 30
_LIVE = "/_preuve"
_SCRIPT = """\
(async () => {
  const seen = document.currentScript.dataset.version;
  const page = encodeURIComponent(location.pathname);
  let left = 0; // whoever is on the way elsewhere, or sends a form, is not called back
  addEventListener("beforeunload", () => { left = Date.now(); });
  for (;;) {
    try {
      const answer = await fetch("/_preuve/version?since=" + seen + "&page=" + page);
      if ((await answer.json()).version !== Number(seen)) {
        while (Date.now() - left < 15000) await new Promise((go) => setTimeout(go, 500));
        location.reload();
        return;
      }
    } catch { await new Promise((go) => setTimeout(go, 1000)); }
  }
})();
"""
_STYLE = (
    "position:relative;z-index:10;margin:0;padding:.5rem "
    "1rem;background:#7a1f1f;color:#fff;font:14px/1.45 sans-serif;"
    "max-height:45vh;overflow:auto"
)


class Editor(Protocol):
    """What lets a page that is looked at be changed."""

    def bar(self, path: str) -> str:
        """Return the HTML that stands above a page, by its address."""

    def fix(self, place: str) -> str:
        """Return the address of the form for a place of a finding; empty where there is none."""


async def _end_of(stream: asyncio.StreamReader) -> bytes:
    """Return the last of what a stream says, however much that is."""
    kept = b""
    while part := await stream.read(_MOST_KEPT):
        kept = (kept + part)[-_MOST_KEPT:]
    return kept


class LiveSite:
    """A manual that is watched: the last good site, and what was found since."""

    def __init__(self, root: Path) -> None:
        """Take the manual's folder."""
        self.root = root
        self.version = 0
        self.site: Path | None = None
        self.asked = ""
        """The page that was looked at last, by its address; it is drawn first."""
        self.first: dict[str, bytes] = {}
        """That page as it is now, while the rest is drawn."""
        self._same: tuple[str, int, int] | None = None
        """A page that two versions show alike: nobody need load it twice."""
        self.findings: list[dict[str, Any]] = []
        self.places: dict[str, list[Any]] = {}
        """What forms can change on its pages, by their addresses."""
        self.failure = ""
        self.words = Translator("en")
        self.editor: Editor | None = None
        self._changed = asyncio.Condition()
        self._wanted = asyncio.Event()
        self._end = contextlib.ExitStack()
        # The manual's folder need not be one to write in.
        self._scratch = self._end.enter_context(scratch("live"))
        self._number = 0

    async def watch(self) -> None:
        """Ask for a new drawing at each change;
        look again and again where the system cannot tell of changes.
        """
        self._wanted.set()
        polling = False
        while True:
            try:
                folder = self.root.stat().st_ino
                changes = awatch(
                    self.root,
                    watch_filter=_Filter(self.root),
                    debounce=150,
                    step=30,
                    force_polling=polling,
                    rust_timeout=1000,
                    yield_on_timeout=True,
                )
                async for change in changes:
                    if change:
                        self._wanted.set()
                    elif self.root.stat().st_ino != folder:  # another folder stands at its place
                        self._wanted.set()
                        break
            except (OSError, RuntimeError):  # no watches left, or the folder is gone for a moment
                polling = True
                await asyncio.sleep(0.5)

    async def draw(self) -> None:
        """Draw what was asked for; a newer change ends what an older one began."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            drawing = asyncio.create_task(self._draw())
            newer = asyncio.create_task(self._wanted.wait())
            await asyncio.wait({drawing, newer}, return_when=asyncio.FIRST_COMPLETED)
            if not drawing.done():
                drawing.cancel()
            newer.cancel()
            for task in (drawing, newer):
                with contextlib.suppress(asyncio.CancelledError):
                    try:
                        await task
                    except Exception as error:  # noqa: BLE001 - one drawing failed: the next change is drawn all the same
                        await self._tell(failure=str(error) or type(error).__name__)

    async def _draw(self) -> None:
        self._number += 1
        target = self._scratch / str(self._number)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "preuve.site.live_build",
            str(self.root),
            str(target),
            self.asked,
            *(["edit"] if self.editor else []),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
            limit=_LONGEST_LINE,
        )
        try:
            async with asyncio.timeout(_LONGEST_BUILD):
                await self._follow(process, target)
        except TimeoutError:
            await self._tell(
                failure=self.words(say("Drawing takes too long: a macro may not end."))
            )
        finally:
            _end(process)
            await process.wait()  # its pipes close with the loop still there to see it
            shutil.rmtree(_ahead(target), ignore_errors=True)
            if self.site != target:
                shutil.rmtree(target, ignore_errors=True)

    async def _follow(self, process: asyncio.subprocess.Process, target: Path) -> None:
        """Take what the drawing says, line by line."""
        assert process.stdout is not None  # noqa: S101 - piped above
        assert process.stderr is not None  # noqa: S101
        built = False
        async with asyncio.TaskGroup() as readers:
            complaints = readers.create_task(_end_of(process.stderr))
            while line := await process.stdout.readline():
                with contextlib.suppress(ValueError):
                    values = json.loads(line)
                    if values.get("judged"):
                        self.words = Translator(values["language"])
                        await self._tell(findings=values["findings"])
                        self.places = values.get("places", {})
                    if "page" in values:
                        page = _ahead(target) / values["page"]
                        self.first = {values["page"]: page.read_bytes()}
                        await self._tell(failure="")
                    built = bool(values.get("built"))
        failure = complaints.result().decode("utf-8", "replace")
        first, self.first = self.first, {}
        if not built:
            await self._tell(
                failure=failure.strip() or self.words(say("The site could not be drawn."))
            )
            return
        last, self.site = self.site, target
        shown = self.version
        await self._tell(failure="")
        for name, data in first.items():
            if (target / name).is_file() and (target / name).read_bytes() == data:
                self._same = (name, shown, self.version)
        if last is not None:
            shutil.rmtree(last, ignore_errors=True)

    async def _tell(
        self, *, findings: list[dict[str, Any]] | None = None, failure: str | None = None
    ) -> None:
        """Note what is new, and let the pages that wait for it know;
        judging that finds the same is no news.
        """
        if findings is not None and findings == self.findings and self.site is not None:
            return
        async with self._changed:
            self.findings = self.findings if findings is None else findings
            self.failure = self.failure if failure is None else failure
            self.version += 1
            self._changed.notify_all()

    async def next_version(self, since: int, page: str = "") -> int:
        """Return the version once *page* may be another than in version *since*,
        or after a while.
        """
        name = f"{page.strip('/')}/index.html".removeprefix("/")

        def differs() -> bool:
            return self.version != since and (name, since, self.version) != self._same

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_WAIT), self._changed:
                await self._changed.wait_for(differs)
        return self.version if differs() else since

    def close(self) -> None:
        """Delete what was drawn."""
        self._end.close()

    def above(self, pages: Sequence[str], path: str = "") -> bytes:
        """Return what stands above a page: its own findings; on the home page all; what keeps the
        site from being drawn; what it can be changed by.
        """
        home = "index.md" in pages
        own = [one for one in self.findings if home or not set(pages).isdisjoint(one["pages"])]
        lines = [
            f"<li>{self._placed(one['place'])} {escape(one['message'])}<br>→ "
            f"{escape(one['help'])} "
            f"[{escape(one['rule'])}]</li>"
            for one in own[:_MOST_SHOWN]
        ]
        if len(own) > _MOST_SHOWN:
            more = say("… and {count} more.", count=len(own) - _MOST_SHOWN)
            lines.append(f"<li>{escape(self.words(more))}</li>")
        parts = self._counted(lines)
        if self.failure:
            title = self.words(say("The site could not be drawn: below is the last good page."))
            text = "\n".join(printable(line) for line in self.failure.splitlines()[-12:])
            parts.insert(
                0, f"<b>{escape(title)}</b><pre style='white-space:pre-wrap'>{escape(text)}</pre>"
            )
        shown = (
            f'<div role="alert" data-preuve-live style="{_STYLE}">{"".join(parts)}</div>'
            if parts
            else ""
        )
        bar = self.editor.bar(path) if self.editor else ""
        script = f'<script src="{_LIVE}/live.js" data-version="{self.version}"></script>'
        return f"{shown}{bar}{script}".encode()

    def _counted(self, lines: Sequence[str]) -> list[str]:
        """Return how many errors there are, and a page's own folded below: a page that could be
        drawn shows them itself.
        """
        if not self.findings:
            return []
        count = self.words(
            say_count(
                "{count} error closes the gate", "{count} errors close the gate", len(self.findings)
            )
        )
        if not lines:
            return [f'<a style="color:#fff" href="/">{escape(count)}</a>']
        seen = " open" if self.failure else ""
        listed = f"<ul>{''.join(lines)}</ul>"
        return [f"<details{seen}><summary>{escape(count)}</summary>{listed}</details>"]

    def _placed(self, place: str) -> str:
        """Return a place of a finding; where it can be fixed in a form, as a link there."""
        link = self.editor.fix(place) if self.editor else ""
        shown = f"<code>{escape(place)}</code>"
        return f'<a style="color:#fff" href="{escape(link)}">{shown}</a>' if link else shown


class _Filter(DefaultFilter):
    """Passes over what the manual's own commands write, and what editors leave for a moment."""

    def __init__(self, root: Path) -> None:
        super().__init__(ignore_paths=[str(root / name) for name in _OURS])


def _ahead(target: Path) -> Path:
    """Return where the page that is drawn first goes; the drawing itself names it the same way."""
    return target.with_name(f"{target.name}-first")


def _end(process: asyncio.subprocess.Process) -> None:
    """End a drawing, and the builder that it may have begun."""
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def create_app(live: LiveSite, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the application: the live site,
    and before it any *routes* that another part of Preuve adds.
    """

    async def version(request: Request) -> Response:
        since = request.query_params.get("since", "")
        version = await live.next_version(
            int(since) if since.isdigit() else -1, request.query_params.get("page", "")
        )
        return JSONResponse({"version": version})

    async def script(_: Request) -> Response:
        return Response(_SCRIPT, media_type="text/javascript")

    async def page(request: Request) -> Response:
        return _answer(live, unquote(request.url.path))

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(live.watch()), asyncio.create_task(live.draw())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            live.close()

    own = [
        Route(f"{_LIVE}/version", version),
        Route(f"{_LIVE}/live.js", script),
        Route("/{path:path}", page),
    ]
    return Starlette(routes=[*routes, *own], lifespan=lifespan)


def _answer(live: LiveSite, path: str) -> Response:
    """Return a file of the last good site; a page with what was found since above it."""
    headers = {"cache-control": "no-store"}
    name = path.strip("/")
    stem = name.removesuffix("index.html").rstrip("/").removesuffix(".html")
    sources = [f"{stem or 'index'}.md", f"{stem}/index.md".lstrip("/")]
    if live.site is None:
        title = live.words(say("The manual is being drawn …"))
        head = f"<head><meta charset='utf-8'><title>{escape(title)}</title></head>"
        waiting = f"<!doctype html><html>{head}<body>{escape(title)}</body></html>"
        return HTMLResponse(with_band(waiting.encode(), live.above(sources, path)), headers=headers)
    file = (live.site / name).resolve()
    if not file.is_relative_to(live.site.resolve()):
        return Response(status_code=404)
    if file.is_dir() or f"{name}/index.html".removeprefix("/") in live.first:
        file /= "index.html"
    if file.suffix == ".html":
        live.asked = path.lstrip("/").removesuffix("index.html")
    status = 200
    first = live.first.get(str(file.relative_to(live.site.resolve())))
    if first is not None:
        return HTMLResponse(with_band(first, live.above(sources, path)), headers=headers)
    if not file.is_file():
        file, status = live.site / "404.html", 404
    if file.suffix != ".html" or not file.is_file():
        return FileResponse(file, headers=headers) if file.is_file() else Response(status_code=404)
    return HTMLResponse(
        with_band(file.read_bytes(), live.above(sources, path)), status_code=status, headers=headers
    )

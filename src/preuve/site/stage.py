"""A stage: a manual's pages drawn, with their assets and a configuration, for a builder that need
know nothing of Preuve.

It lies in the manual's `.cache/stage`, one for each audience, builder and day, and only what
changed is written anew: a builder's own cache goes on being good. Two builds of one stage wait for
each other.
"""

from __future__ import annotations

import os
import shutil
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.core.errors import PreuveError
from preuve.core.finding import Place
from preuve.core.words import say
from preuve.core.writing import locked, scratch
from preuve.model.address import published_address
from preuve.model.site_settings import PAGE_ENDINGS
from preuve.page.frame import THEME
from preuve.page.macros import pages_to_make
from preuve.page.neighbours import neighbours
from preuve.page.one_name import named_menu
from preuve.page.page_settings import page_settings
from preuve.page.raw_blocks import MARK
from preuve.page.refusals import refusal
from preuve.page.template_cache import template_cache
from preuve.page.urls import PageContext, Site
from preuve.publication.page_audience import goal_of, is_lost, without_links, without_pages
from preuve.site.builder_faults import as_line, macro_error, own_frame
from preuve.site.derived import OFFLINE_SHIM, ZENSICAL_KNOWS, Derived, dress
from preuve.site.order import CONFIG, BuilderError, SiteBuilder, site_settings
from preuve.site.raw_links import marked
from preuve.site.sources import (
    OnlyOfBuilder,
    PageFiles,
    SourcePage,
    menu_titles,
    read_page,
    sections,
)
from preuve.site.team_macros import MacrosEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from preuve.core.finding import Diagnostic
    from preuve.model.site_settings import SiteSettings
    from preuve.site.order import Job

_MOST_KEPT = 6


class StagedSite(NamedTuple):
    """A manual's pages, ready for a builder."""

    folder: Path
    settings: SiteSettings
    environment: MacrosEnvironment
    problems: tuple[str, ...]
    """What went wrong on pages while they were drawn, in words, each once."""

    def finish(self, site: Path) -> None:
        """After a build: let the macros add their files (proofs, the calendar) to the site."""
        self.environment.conf["site_dir"] = str(site)
        self.environment.run("on_post_build")


@contextmanager
def stage_folder(job: Job) -> Iterator[Path]:
    """Yield the folder of a stage, locked; one that is deleted afterwards where the manual's folder
    cannot be written.
    """
    order, top = job.order, job.form / ".cache" / "stage"
    kind = "draft" if order.draft else "offline" if order.offline else "site"
    # A past manual is told from today's by its own folder.
    past = "" if order.form is None else "-past"
    name = f"{job.builder}-{order.audience}-{kind}{past}-{job.verdict.on.isoformat()}"
    if template_cache(job.form) is None:
        with scratch("stage") as temporary:
            yield temporary
        return
    top.mkdir(parents=True, exist_ok=True)
    with locked(top / f"{name}.lock"):
        folder = top / name
        folder.mkdir(exist_ok=True)
        os.utime(folder)
        _forget_old(top, folder)
        yield folder


def _forget_old(top: Path, current: Path) -> None:
    """Delete the stages of other days, but for the last few.
    One that is being built has just been touched.
    """
    stages = sorted(
        (path for path in top.iterdir() if path.is_dir()),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for folder in stages[_MOST_KEPT:]:
        if folder != current:
            shutil.rmtree(folder, ignore_errors=True)


def fill(
    folder: Path, job: Job, asked: str | None = None, ready: Callable[[str], None] | None = None
) -> StagedSite:
    """Draw every page of a manual into a folder, with all that a builder needs beside them.

    Args:
        folder: where they go.
        job: what is to be built.
        asked: the page that is drawn first, by its address; any, if None.
        ready: called when that one is there, with its path below the docs folder.

    Raises:
        ConfigError: the configuration cannot be read.
        Exception: whatever a team's own modules raise when they are loaded.

    """
    settings = site_settings(job.form, offline=job.order.offline)
    environment = _environment(job, settings)
    docs = Path(environment.conf["docs_dir"])
    site = _site(environment)
    site_map = environment.preuve.site_map  # type: ignore[attr-defined] # as below
    site_map.form_href = job.order.form_href
    pages, assets = _sources(docs, site, site_map.not_linked)
    for path, text in pages_to_make(environment.preuve):  # type: ignore[attr-defined] # set by `define_env`
        uri = path.removeprefix("docs/")
        pages.setdefault(uri, SourcePage(uri, text, site, made=True))
    names: dict[str, str] = environment.preuve_names  # type: ignore[attr-defined] # as above
    menu = named_menu(settings.get("nav"), names)
    _place(pages, names)
    if job.builder is SiteBuilder.ZENSICAL:  # which cannot be told a page's place
        refuse_other_endings(pages, settings.docs)
        _place_above(pages, menu)
    environment.variables["files"] = PageFiles(pages)
    environment.variables["navigation"] = OnlyOfBuilder("navigation")
    titles = dict(menu_titles(menu))
    for uri, page in pages.items():
        page.site_url, page.menu_title = environment.conf["site_url"] or "", titles.get(uri, "")
        if not environment.conf["repo_url"]:
            page.edit_url = None
    written = _Written(folder)
    problems: dict[str, None] = {}
    for uri in assets:
        written.copy(f"docs/{uri}", docs / uri)
    if job.builder is SiteBuilder.ZENSICAL:
        _overrides(written, job.form, settings)
    staged_before = (folder / CONFIG).is_file()
    written.text(CONFIG, _configuration(job, settings, environment, pages))
    for uri, page in sorted(pages.items(), key=lambda pair: pair[1].url != asked):
        text = _drawn(environment, page, problems)
        if job.builder is SiteBuilder.ZENSICAL:
            text = _for_zensical(text, page, site)
        written.text(f"docs/{uri}", text)
        if page.url == asked and ready is not None and staged_before:
            ready(uri)
    written.prune(("docs", "overrides"))
    return StagedSite(folder, settings, environment, tuple(problems))


def refuse_other_endings(pages: Iterable[str], docs: str) -> None:
    """Refuse the pages that Zensical would leave out without a word: it reads none but `.md`.

    Args:
        pages: the paths of those that are staged, below the docs folder.
        docs: that folder.

    Raises:
        BuilderError: one of them ends otherwise.

    """
    for uri in sorted(pages):
        if not uri.endswith(".md"):
            raise BuilderError(
                say(
                    "Zensical reads pages in .md only: rename {file}, or build with mkdocs.",
                    file=f"{docs}/{uri}",
                )
            )


def _place(pages: dict[str, SourcePage], names: dict[str, str]) -> None:
    """Tell pages what they are called everywhere, and those that nobody wrote what comes before and
    after them.
    """
    for uri, name in names.items():
        if (named := pages.get(uri)) is not None:
            named.meta["title"] = name
    made = [uri for uri, page in pages.items() if page.file.generated_by]
    for uri, around in neighbours(made).items():
        pages[uri].previous_page = pages.get(around.previous or "")
        pages[uri].next_page = pages.get(around.next or "")


def _place_above(pages: dict[str, SourcePage], menu: Any) -> None:  # noqa: ANN401 - whatever the file holds
    """Tell the pages that nobody wrote what is above them, from the menu's top."""
    placed = neighbours([uri for uri, page in pages.items() if page.file.generated_by])
    for uri, around in placed.items():
        chain = [around.above or ""]
        while (higher := placed.get(chain[0])) is not None:
            chain.insert(0, higher.above or "")
        steps = [*(sections(menu, chain[0]) or ()), *(("", above) for above in chain)]
        pages[uri].above = tuple((title, pages[name]) for title, name in steps if name in pages)


def _environment(job: Job, settings: SiteSettings) -> MacrosEnvironment:
    form, verdict, order = job.form, job.verdict, job.order
    conf: dict[str, Any] = settings.get(default={})
    conf |= {
        "extra": {
            **(conf.get("extra") or {}),
            "preuve_serving": order.draft,
            "preuve_made_pages": True,
        },
        "copyright": conf.get("copyright"),
        "use_directory_urls": not order.offline
        and conf.get("use_directory_urls", True) is not False,
        "docs_dir": str(verdict.manual.root / verdict.manual.docs),
        "site_dir": str(form / "site"),
        "config_file_path": str(form / settings.file),
        "site_name": conf.get("site_name") or "",
        "site_url": conf.get("site_url") or (None if order.offline else published_address(form)),
    }
    # Who named another builder may have taken the plugin out of the configuration: the macros are
    # where they were.
    options = settings.macros if settings.macros is not None else {"module_name": "macros"}
    environment = MacrosEnvironment(form, options, conf)
    environment.preuve_verdict = verdict  # type: ignore[attr-defined] # read by `define_env`, as are the next
    environment.preuve_audience = order.audience  # type: ignore[attr-defined]
    environment.load()
    return environment


def _site(environment: MacrosEnvironment) -> Site:
    docs: str = environment.preuve.verdict.manual.docs  # type: ignore[attr-defined] # made by `define_env`
    return Site(bool(environment.conf["use_directory_urls"]), docs)


def _sources(
    docs: Path, site: Site, left_out: frozenset[str]
) -> tuple[dict[str, SourcePage], list[str]]:
    """Return the pages and the other files below the docs folder. Links are never followed;
    what MkDocs hides is hidden, and what is not for the audience left out.
    """
    pages: dict[str, SourcePage] = {}
    assets: list[str] = []
    for folder, below, files in os.walk(docs):
        below[:] = sorted(
            name
            for name in below
            if not name.startswith(".") and not Path(folder, name).is_symlink()
        )
        for name in sorted(files):
            file = Path(folder, name)
            if name.startswith(".") or file.is_symlink() or not file.is_file():
                continue
            uri = file.relative_to(docs).as_posix()
            if not uri.endswith(PAGE_ENDINGS):
                assets.append(uri)
            elif uri not in left_out:
                pages[uri] = read_page(docs, uri, site)
    return pages, assets


def _drawn(environment: MacrosEnvironment, page: SourcePage, problems: dict[str, None]) -> str:
    """Return a page's text for the builder. What its macros raise is shown on it, and noted."""
    path: str = environment.preuve.verdict.manual.page(page.file.src_uri)  # type: ignore[attr-defined] # made by `define_env`
    refusals: list[str] = environment.preuve_refusals  # type: ignore[attr-defined] # made by `define_env`
    before = len(refusals)
    added = {
        key: value
        for key, value in page_settings(page.file.src_uri, page.markdown).items()
        if key not in page.meta
    }
    title = page.title
    try:
        markdown = environment.draw(page)
    except SystemExit:  # how a refusal ends MkDocs; it was noted
        markdown = page.markdown
    except Exception as error:  # noqa: BLE001 - a team's macros may raise anything, and each page has its own
        message = as_line(_raised(error, page, path, environment), environment.preuve.words)  # type: ignore[attr-defined] # as above
        refusals.append(message)
        here = PageContext(path, _site(environment), None)
        shown = refusal(environment.preuve, here, message)  # type: ignore[attr-defined] # as above
        markdown = f"# {page.title}\n\n{shown}\n"
    left_out = environment.preuve.site_map.not_linked  # type: ignore[attr-defined] # as above
    if left_out:  # links to pages that are not made become words
        uri = page.file.src_uri
        markdown = without_links(markdown, lambda link: goal_of(link, uri) in left_out)
    if page.title != title and "title" in page.meta:  # it called macros too
        added["title"] = page.title
    problems |= dict.fromkeys(
        line for message in refusals[before:] for line in message.splitlines()
    )
    if name := environment.preuve_names.get(page.file.src_uri):  # type: ignore[attr-defined] # as above
        added["title"] = name
    if (changed := page.meta.get("revision_date")) and "revision_date:" not in page.head:
        added["revision_date"] = changed
    if page.previous_page or page.next_page:
        added["preuve_steps"] = {
            name: {"title": other.title, "url": other.url, "file": other.file.src_uri}
            for name, other in (("previous", page.previous_page), ("next", page.next_page))
            if other is not None
        }
    if page.above:
        # A section whose first page has its name is said once.
        above = dict.fromkeys((title or other.title, other.url) for title, other in page.above)
        added["preuve_above"] = [{"title": title, "url": url} for title, url in above]
    return page.staged(markdown, added)


def _for_zensical(markdown: str, page: SourcePage, site: Site) -> str:
    """Return a page's text in which no HTML of ours looks like a link of Markdown, for Zensical
    would look for where it leads; and which says where raw links begin, if not at its file.
    """
    if MARK in markdown:
        markdown = "\n".join(
            line.replace("](", "]&#40;") if line.startswith(MARK) else line
            for line in markdown.split("\n")
        )
    name = page.file.src_uri.rpartition("/")[2].removesuffix(".md")
    own_folder = site.directory_urls and name not in {"index", "README"}
    return marked(markdown, name) if own_folder else markdown


def _raised(
    error: Exception, page: SourcePage, path: str, environment: MacrosEnvironment
) -> Diagnostic:
    """Return what a page's macros raised, at its line."""
    # Counted from the end, which the standard's name at the head does not move.
    above = page.file.content_string.count("\n") - environment.markdown.count("\n")
    line = above + _template_line(error)
    why = (
        environment.preuve.words(error.message)  # type: ignore[attr-defined] # made by `define_env`
        if isinstance(error, PreuveError)
        else str(error)
    )
    kind = "" if isinstance(error, PreuveError) else type(error).__name__
    text = "".join(traceback.format_exception(error))
    frame = own_frame(text, Path(environment.project_dir))
    return macro_error(Place(path, line, 1), kind, why, frame)


def _template_line(error: BaseException) -> int:
    """Return the line of a page's text at which its macros raised."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>" and frame.lineno]
    # A page that is no template at all says itself where.
    return lines[-1] if lines else int(getattr(error, "lineno", None) or 1)


def _overrides(written: _Written, form: Path, settings: SiteSettings) -> None:
    """Lay our theme down, and over it the team's, for a builder that takes one folder only."""
    own = settings.get("theme", "custom_dir")
    for top in (THEME, *([form / str(own)] if own else [])):
        for file in sorted(
            path for path in top.rglob("*") if path.is_file() and not path.is_symlink()
        ):
            name = file.relative_to(top).as_posix()
            written.copy(f"overrides/{name}", file)
            if name.startswith("assets/"):
                written.copy(f"docs/{name}", file)


def _configuration(
    job: Job, settings: SiteSettings, environment: MacrosEnvironment, pages: dict[str, SourcePage]
) -> str:
    """Return the derived configuration: the team's own, without what is done already."""
    derived, conf = Derived(settings), environment.conf
    if menu := settings.get("nav"):
        menu = named_menu(menu, environment.preuve_names)  # type: ignore[attr-defined] # set by `define_env`
        # A manual of another day need not have today's pages, nor an audience the team's.
        derived.set("nav", without_pages(menu, lambda name: is_lost(name, pages)))
    derived.drop(
        "watch",
        *(["hooks"] if job.builder is SiteBuilder.ZENSICAL else []),
        *(["strict"] if job.order.draft else []),
    )
    derived.absolute(job.form)
    derived.set("docs_dir", "docs")
    derived.set("site_dir", "site")
    derived.set("copyright", conf["copyright"] or "")
    derived.set("use_directory_urls", conf["use_directory_urls"])
    if not settings.get("site_url") and not job.order.offline:
        derived.set("site_url", published_address(job.form))
    extra: dict[str, Any] = {"preuve": conf["extra"]["preuve"]}
    added = ["offline"] if job.order.offline and "offline" not in settings.plugins else []
    if added and not settings.get("extra", "polyfills"):
        extra["polyfills"] = [OFFLINE_SHIM]
    if job.builder is SiteBuilder.ZENSICAL:
        derived.plugins(keep=ZENSICAL_KNOWS, add=added)
        derived.merge("theme", {"custom_dir": "overrides", "variant": "classic"})
        dress(derived, settings)
        derived.extension("preuve.site.raw_links")
    else:
        derived.plugins(add=["preuve", *added])
        extra["preuve_staged"] = str(job.form)
        extra["preuve_made"] = [uri for uri, page in pages.items() if page.file.generated_by]
    derived.merge("extra", extra)
    # Pages that nobody wrote, and those of another day that today's menu does not know.
    made = {uri for uri, page in pages.items() if page.file.generated_by}
    hidden = (
        made
        if job.order.form is None
        else {*pages} - {entry.target for entry in settings.menu or ()}
    )
    if hidden:
        own = str(settings.get("not_in_nav") or "").splitlines()
        derived.set("not_in_nav", "\n".join([*own, *(f"/{uri}" for uri in sorted(hidden))]))
    return derived.text()


class _Written:
    """Writes into a stage what differs from what is there, and deletes what is no longer wanted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: set[str] = set()

    def text(self, name: str, text: str) -> None:
        """Write a text."""
        self._write(name, text.encode("utf-8", "replace"))

    def copy(self, name: str, source: Path) -> None:
        """Copy a file, unless it is there already, of the same size and time."""
        target = self._folder / name
        self._names.add(name)
        facts = source.stat()
        if target.is_file() and (target.stat().st_size, int(target.stat().st_mtime)) == (
            facts.st_size,
            int(facts.st_mtime),
        ):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target, follow_symlinks=False)

    def _write(self, name: str, data: bytes) -> None:
        self._names.add(name)
        target = self._folder / name
        try:
            if target.read_bytes() == data:
                return
        except OSError:
            target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def prune(self, folders: tuple[str, ...]) -> None:
        """Delete the files of these folders that were not written this time."""
        for top in folders:
            for file in (self._folder / top).rglob("*"):
                if (
                    not file.is_dir()
                    and file.relative_to(self._folder).as_posix() not in self._names
                ):
                    file.unlink()

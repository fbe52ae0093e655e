"""The plugin `preuve` of `mkdocs.yml`: what the macros cannot do, and a manual can do without
(Zensical knows no plugin).

Telling `mkdocs serve` from a build, so that a closed gate is shown on the pages instead of ending
the server; our changes of the theme; the pages that nobody writes, one for each session and each
audit; and what saves time (`compat.py`).
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import clean_directory

from preuve.console import terminal
from preuve.console.outcome import note_held_day
from preuve.core.words import Translator
from preuve.mkdocs import compat
from preuve.model.address import published_address
from preuve.model.manual import Manual
from preuve.page.frame import STYLE, THEME, TRAIL
from preuve.page.macros import pages_to_make
from preuve.page.neighbours import neighbours
from preuve.page.one_name import named_menu
from preuve.page.squeezing import apart, squeezed
from preuve.page.template_cache import template_cache
from preuve.publication.ownership import OwnershipError, claim_folder, mark_folder
from preuve.publication.page_audience import goal_of, without_links, without_pages
from preuve.publication.site_review import LOOKED_AT_AFTER, inspect_site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_OPTIONAL = ("sessions.yaml", "registers", "crosswalks", "rehearsals", "standards")


def _forget(package: str) -> None:
    """Let a team's macros be read again: Python would go on with what it
    imported for the build before.
    """
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]


def _lighten(index: Path) -> None:
    """Write the search index in letters: as numbers, accented ones take three times as much."""
    if index.is_file():
        text = json.dumps(json.loads(index.read_bytes()), ensure_ascii=False, separators=(",", ":"))
        index.write_text(text, encoding="utf-8")


class _NoOptions(Config):  # type: ignore[no-untyped-call] # MkDocs leaves one method untyped
    """What `preuve:` takes in `mkdocs.yml`: nothing."""


class PreuvePlugin(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call] # as above
    """Called by MkDocs at each step of a build."""

    _serving = _publishing = _building = False
    _staged = False
    _sections: compat.KeptSections | None = None
    _made: list[str] = []  # noqa: RUF012 - made anew for each build
    """The pages that nobody wrote, by their paths below `docs/`."""
    _left_out: frozenset[str] = frozenset()
    """The pages that are not for the site's audience, by their path below `docs/`."""

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - MkDocs passes both by name
        """Remember the command."""
        self._serving = command == "serve"
        self._publishing = command == "gh-deploy"
        self._building = command in {"build", "gh-deploy"}
        if command == "build":
            gc.set_threshold(
                100_000, 50, 50
            )  # a build is over before collecting its garbage would pay

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Before the macros plugin reads it: say whether we serve,
        and let a page with an error be shown then.
        """
        top = Path(config.config_file_path).parent
        self._staged = "preuve_staged" in config.extra
        if self._staged:  # the pages are drawn already: what is left is the theme
            self._dress(config, Path(config.extra["preuve_staged"]))
            return config
        if self._building:
            self._claim(config, top)
        if "macros" not in config.plugins:
            message = (
                "The plugin preuve needs the plugin macros in mkdocs.yml; `preuve build` does "
                "without both."
            )
            raise PluginError(message)
        if (
            "material/offline" in config.plugins
        ):  # it says so too, but later than the macros ask for addresses
            config.use_directory_urls = False
        config.extra["preuve_serving"] = self._serving
        config.extra["preuve_publishing"] = self._publishing
        config.extra["preuve_made_pages"] = True  # they can be linked to
        if self._serving:
            config.plugins["macros"].config["on_error_fail"] = False
            config.strict = False  # a broken link is a warning in the terminal until it is fixed
            _forget(Path(config.plugins["macros"].config["module_name"]).name)
        # MkDocs refuses to watch a file that is not there, and a manual need not have these.
        config.watch += [str(top / name) for name in _OPTIONAL if (top / name).exists()]
        if not config.site_url and not self._serving and "material/offline" not in config.plugins:
            config.site_url = published_address(top)
        self._dress(config, top)
        compat.ask_git_when_named()
        return config

    def _claim(self, config: MkDocsConfig, top: Path) -> None:
        """See to it that the folder for the site is ours: MkDocs empties it, whatever is there."""
        try:
            claim_folder(Path(config.site_dir), top)
        except OwnershipError as error:
            words = Translator(Manual.load(top).language)
            raise PluginError(words(error.message)) from None

    def _dress(self, config: MkDocsConfig, top: Path) -> None:
        """Put our theme between Material's and the team's."""
        # A team's own templates and style sheets come after ours, and may change them.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        if TRAIL not in (features := config.theme["features"]):
            features.append(TRAIL)
        config.extra_css[:0] = [sheet for sheet in STYLE if sheet not in config.extra_css]
        cache = template_cache(top)
        compat.patch_theme(config.theme, cache)
        self._sections = compat.keep_sections(cache and cache.with_name("sections.json"))
        compat.leave_anchors(config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Tell each page that nobody wrote where it stands: menu, trail and foot ask for it."""
        made = config.extra.get("preuve_made") if self._staged else self._made

        def page_of(uri: str | None) -> Page | None:
            file = files.get_file_from_path(uri) if uri else None
            return file.page if file else None

        for uri, around in neighbours(made or ()).items():
            page, above = page_of(uri), page_of(around.above)
            if page is not None:
                page.parent = above  # type: ignore[assignment] # MkDocs means sections, and asks for no more than a page has
                page.previous_page, page.next_page = page_of(around.previous), page_of(around.next)
        return nav

    @event_priority(-50)  # after the macros, which may write links too
    def on_page_markdown(self, markdown: str, *, page: Page, files: Files, **_: object) -> str:
        """Set the steps of a page that was drawn before:
        MkDocs can be told them, and the theme need not be.
        """
        steps = page.meta.pop("preuve_steps", None) if self._staged else None
        if steps is not None:
            for name in ("previous", "next"):
                file = files.get_file_from_path(steps[name]["file"]) if name in steps else None
                setattr(page, f"{name}_page", file and file.page)
        if self._left_out:  # links to pages that are not made become words
            return without_links(
                markdown, lambda link: goal_of(link, page.file.src_uri) in self._left_out
            )
        return markdown

    def on_post_page(self, output: str, **_: object) -> str:
        """Write a page without the indentation of the theme's templates."""
        return squeezed(output)

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Look through what was built, after all others have written:
        `mkdocs build` publishes as `preuve build` does.
        """
        if self._building:
            gc.freeze()  # the process ends: nothing of the build is looked through for that
        site = Path(config.site_dir)
        if self._sections is not None:
            self._sections.write()
        _lighten(site / "search" / "search_index.json")
        if self._serving or self._staged or os.environ.get(LOOKED_AT_AFTER) == str(site.resolve()):
            # staged pages are drawn without the macros plugin, and looked through by who staged
            # them
            return
        macros = config.plugins["macros"]
        inspection = inspect_site(site, macros.preuve_verdict, macros.preuve.audience)  # type: ignore[attr-defined] # as below
        terminal.notes(inspection.lines)
        verdict = macros.preuve_verdict  # type: ignore[attr-defined] # as below
        note_held_day(verdict.manual, verdict.on)
        if not inspection.fit:
            clean_directory(str(site))  # MkDocs made all that is in it; nobody is to publish it
            message = "The site was not built: see above."
            raise PluginError(message)
        mark_folder(site)

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Tell MkDocs what can be linked to in the HTML of macros, which it was not given to parse;
        and part what the search would glue together.
        """
        compat.declare_anchors(page, html)
        return apart(html)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages of sessions and audits that the team did not write itself;
        take out what is not for the audience.
        """
        if self._staged:
            return files
        view = config.plugins["macros"].preuve  # type: ignore[attr-defined] # set by `define_env`
        self._made = []
        for path, text in pages_to_make(view):
            source = path.removeprefix("docs/")
            if files.get_file_from_path(source) is None:  # they are too many for the menu
                self._made.append(source)
                files.append(
                    File.generated(
                        config, source, content=text, inclusion=InclusionLevel.NOT_IN_NAV
                    )
                )
        if config.nav is not None:
            config.nav = named_menu(config.nav, config.plugins["macros"].preuve_names)  # type: ignore[attr-defined] # as above
        self._left_out = view.site_map.not_linked
        for file in [file for file in files if file.src_uri in self._left_out]:
            files.remove(file)
        if self._left_out and config.nav is not None:
            config.nav = without_pages(config.nav, self._left_out.__contains__)
        return files

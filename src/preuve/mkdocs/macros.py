"""What the manual's pages may call. Thin: the work is done in `preuve.page`.

A manual's `macros/__init__.py` hands these functions to mkdocs-macros, which calls `define_env`
once for each build, before the last site is touched: a manual that the gate refuses is not built.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from preuve.core import clock
from preuve.core.words import Translator, say
from preuve.gate import gate
from preuve.history import git
from preuve.mkdocs import compat
from preuve.model.manual import Manual, page_indicator
from preuve.page.calendar import publish_calendar
from preuve.page.calls import bad_calls, expanded, only_plain_calls
from preuve.page.frame import frame, publish_tools
from preuve.page.macros import callable_from_pages
from preuve.page.one_name import page_names, with_name
from preuve.page.page_settings import page_settings
from preuve.page.palette import publish_palette
from preuve.page.proofs import publish_proofs
from preuve.page.provenance import last_change
from preuve.page.refusals import problems, refusal
from preuve.page.render_context import MacroError, RenderContext
from preuve.page.template_cache import template_cache
from preuve.page.urls import PageContext, Site
from preuve.publication import hosting
from preuve.publication.policy import sees_all
from preuve.publication.proof_files import publish
from preuve.report import Format, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.assess.assessment import AssessedIndicator
    from preuve.gate.gate import Verdict
    from preuve.model.organisation import Audience

_TITLE = re.compile(r"\s*# .*(?:\n|$)")

_log = logging.getLogger("mkdocs.preuve")

given: list[Verdict] = []
"""The verdict that opened the gate for this build, where a command of ours runs MkDocs."""


def define_env(env: Any, team: Callable[[Any], None]) -> None:
    """Check the manual, then make its macros callable from pages, and the team's own,
    which may replace one of ours.
    """
    root = Path(env.project_dir)
    # A manual is judged once for a build: who builds says what was found. MkDocs alone says
    # nothing.
    verdict: Verdict = getattr(env, "preuve_verdict", None) or (
        given[-1] if given else _judged(root)
    )
    # `mkdocs serve` goes on with errors and shows them on the pages; anything else stops here.
    env.preuve_serving = bool(env.conf["extra"].get("preuve_serving"))
    if not verdict.ok and not env.preuve_serving:
        raise _stop("\n" + render(verdict, Format.TEXT))
    env.preuve_refusals = []
    env.preuve = RenderContext(
        verdict,
        template_cache(root),
        getattr(env, "preuve_audience", None) or _audience(env, verdict),
    )
    env.preuve_verdict = verdict  # whole: for what copies and looks, never for a page
    env.preuve.site_map.makes_pages = bool(env.conf["extra"].get("preuve_made_pages"))
    if not sees_all(env.preuve.audience) and not env.preuve.site_map.makes_pages:
        # A builder that does not know the plugin, such as Zensical, or a manual without it.
        message = say(
            "This site would go out without anybody looking through it. Type: {line}; or add the "
            "plugin preuve to mkdocs.yml, where the builder knows it.",
            line=f"preuve build --for {env.preuve.audience}",
        )
        raise _stop(env.preuve.words(message))
    env.preuve.site_map.repository = _repository(env.conf)
    env.preuve.site_map.branch = _branch(env.conf, root)
    pieces = frame(env.preuve, _site(env))
    env.preuve_pieces = dict(pieces)
    del pieces["tools"]
    env.conf["extra"]["preuve"] = pieces
    # The theme shows this at the foot of every page; what a team wrote there itself stays.
    env.conf["copyright"] = " ".join(
        text for text in (env.conf["copyright"], pieces.pop("foot")) if text
    )
    env.preuve_names = page_names(env.preuve)
    ours = {name: _from_page(env, macro) for name, macro in callable_from_pages(env.preuve).items()}
    for name, macro in ours.items():
        env.macro(macro, name)
    team(env)
    env.preuve_macros = {
        name: macro for name, macro in ours.items() if env.macros.get(name) is macro
    }


def _repository(conf: Any) -> str:
    """Return where the manual's repository is seen on the web:
    as `mkdocs.yml` says, else as GitHub says where it builds.
    """
    server, name = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    return str(conf.get("repo_url") or (f"{server}/{name}" if server and name else ""))


def _branch(conf: Any, root: Path) -> str:
    """Return the branch that is edited on the web: as `edit_uri` says, else that of GitHub's build,
    else the one that is checked out; empty where none is.
    """
    written = re.search(r"(?:edit|blob|src|tree)/([^/?#]+)/", str(conf.get("edit_uri") or ""))
    if written and conf.get("repo_url"):
        return written[1]
    if os.environ.get("GITHUB_REF_TYPE") == "branch":
        return os.environ.get("GITHUB_REF_NAME", "")
    return (git.ask(root, "symbolic-ref", "--quiet", "--short", "HEAD") or "").strip()


def _judged(root: Path) -> Verdict:
    manual = Manual.load(root)
    try:
        asked = clock.asked()
    except ValueError as error:
        message = f"PREUVE_AS_OF: {error}"
        raise _stop(message) from None
    return gate.check(manual, manual.day(asked, clock.today()))


def _stop(message: str) -> Exception:
    """Return what ends a build of MkDocs with a sentence; another builder never comes here."""
    from mkdocs.exceptions import PluginError  # noqa: PLC0415 - pages are drawn for builders without MkDocs too

    return PluginError(message)


def _audience(env: Any, verdict: Verdict) -> Audience:
    """Return whom the site is for, as `preuve build --for` says it in the environment."""
    # Without the plugin, nobody but the command line tells which command runs.
    publishes = bool(env.conf["extra"].get("preuve_publishing")) or "gh-deploy" in sys.argv[1:]
    try:
        return hosting.audience(
            None, "mkdocs gh-deploy" if publishes else "mkdocs build", publishes=publishes
        )
    except hosting.HostingError as error:
        raise _stop(Translator(verdict.manual.language)(error.message)) from None


def _from_page(env: Any, macro: Callable[..., str]) -> Callable[..., str]:
    """Return a macro that speaks of the page that calls it."""

    def call(*arguments: Any, **options: Any) -> str:
        here = _here(env)
        try:
            return macro(here, *arguments, **options)
        except MacroError as error:
            return refuse(env, f"{here.path}: {macro.__name__}: {env.preuve.words(error.message)}")
        except TypeError as error:  # called with more, fewer or other arguments than it takes
            return refuse(env, f"{here.path}: {error}")

    return call


def _here(env: Any) -> PageContext:
    return PageContext(
        path=_path(env),
        site=_site(env),
        indicator=_indicator(env),
    )


def _indicator(env: Any) -> int | None:
    """Return the indicator that a page is about, as the gate read it:
    two readers would differ on 012, "10" or 1_2.
    """
    if "indicator" not in env.page.meta:
        return None
    view: RenderContext = env.preuve
    path = _path(env)
    known = next((page.indicator for page in view.verdict.manual.pages if page.path == path), None)
    number = page_indicator(view.verdict.manual.root, path) if known is None else known
    env.page.meta["indicator"] = (
        number  # for the theme and the team's own macros, which read it there
    )
    return number


def _site(env: Any) -> Site:
    return Site(env.conf["use_directory_urls"], env.preuve.verdict.manual.docs)


def _path(env: Any) -> str:
    """Return the path of the page that speaks, from the manual's folder."""
    path: str = env.preuve.verdict.manual.page(env.page.file.src_uri)
    return path


def refuse(env: Any, message: str) -> str:
    """Show a fault on the page while serving; end a build with it,
    without the traceback that an exception would get.
    """
    env.preuve_refusals.append(message)
    if env.preuve_serving:
        shown: str = refusal(env.preuve, _here(env), message)
        return shown
    _log.error(message)
    raise SystemExit(1)


def on_pre_page_macros(env: Any) -> None:
    """Before a page is rendered: give the theme what it shows of it, and look at what it calls."""
    _for_the_theme(env)
    if env.page.meta.get("render_macros") is False:
        return
    if only_plain_calls(env.markdown, env.preuve_macros) and compat.skip_jinja(env.page):
        env.markdown = expanded(env.markdown, env.preuve_macros)
        return
    path = _path(env)
    above = env.page.file.content_string.count("\n") - env.markdown.count(
        "\n"
    )  # lines of front matter
    faults = bad_calls(env.markdown, env.env, {*env.variables, *env.macros, *env.page.meta})
    if faults:
        words = env.preuve.words
        lines = [
            f"{path}:{call.line + above}:{call.column}: {words(call.message)} {words(call.help)} "
            f"[{call.rule}]"
            for call in faults
        ]
        env.markdown = refuse(env, "\n".join(lines)).replace("{", "&#123;")


def _for_the_theme(env: Any) -> None:
    """Give the theme a page's name, its settings, its last change and, for an indicator,
    the steps before and after it.
    """
    here = _here(env)
    if name := env.preuve_names.get(env.page.file.src_uri):
        attributes = "attr_list" in _extensions(env.conf.get("markdown_extensions"))
        env.page.meta["title"] = name
        env.markdown = with_name(env.markdown, name, attributes=attributes)
    for key, setting in page_settings(env.page.file.src_uri, env.markdown).items():
        env.page.meta.setdefault(key, setting)
    # A page that nobody wrote changes with the file that it is made from, if it names one.
    path = env.page.meta.get("made_from", here.path if env.page.file.generated_by is None else None)
    if path and (changed := last_change(env.preuve, path)):
        env.page.meta.setdefault("revision_date", changed)
    step = env.preuve.audit_steps.get(here.indicator)
    if step is not None:
        env.page.previous_page, env.page.next_page = (
            _page(env, one) for one in (step.previous, step.next)
        )


def _extensions(given: Any) -> set[str]:
    """Return the names of the Markdown extensions of a configuration, which may be read or not."""
    parts = given if isinstance(given, list | dict) else ()
    return {str(name) for part in parts for name in (part if isinstance(part, dict) else [part])}


def _page(env: Any, indicator: AssessedIndicator | None) -> Any:
    """Return MkDocs's page of an indicator, if there is one."""
    file = (
        env.variables["files"].get_file_from_path(
            env.preuve.verdict.manual.uri(indicator.page.path)
        )
        if indicator and indicator.page
        else None
    )
    return file and file.page


def on_post_page_macros(env: Any) -> None:
    """After it: put the errors that close the gate at the top of the page,
    below its title, while the team works on it.
    """
    compat.forget_skip(env.page)
    if env.preuve_serving:
        above = problems(env.preuve, _here(env))
        if above:
            title = _TITLE.match(
                env.markdown
            )  # above it, MkDocs would no longer know the title, and call the page by its file
            head, rest = (title[0], env.markdown[title.end() :]) if title else ("", env.markdown)
            env.markdown = f"{head}\n\n{above}\n\n{rest}"


def on_post_build(env: Any) -> None:
    """Copy the evidence files of the audience into the site, and no other;
    write the calendar that a page links to.
    """
    view: RenderContext = env.preuve
    if (assessment := env.preuve_verdict.assessment) is not None:
        publish(assessment, Path(env.conf["site_dir"]), view.audience)
        publish_proofs(view, Path(env.conf["site_dir"]), _site(env), env.preuve_pieces)
        publish_calendar(view, Path(env.conf["site_dir"]))
    publish_tools(env.preuve_pieces, Path(env.conf["site_dir"]))
    publish_palette(view, Path(env.conf["site_dir"]), _site(env))
